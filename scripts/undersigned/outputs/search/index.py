"""The search index: a Pagefind bundle of everything in the archive that a reader may look for."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from undersigned.outputs.search.pagefind import SearchIndexError, index_pages, put_in_order

EVERYTHING = "\ua66e"
"""A word that every page has, and no text: a search for it is a search by filters alone.

Without any word, Pagefind loads its whole index before it filters. It is one rare letter, because
Pagefind also finds words by their stems, by their parts and by what they begin with.
"""

PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta data-pagefind-meta="title[content]" content="{{ title }}">
<meta data-pagefind-meta="everything[content]" content="{{ everything }}">
{% if date %}
<meta data-pagefind-sort="date[content]" content="{{ date }}">
{% endif %}
{% for name, values in filters %}
{% for value in values %}
<meta data-pagefind-filter="{{ name }}[content]" content="{{ value }}">
{% endfor %}
{% endfor %}
</head>
<body data-pagefind-body>{{ words }} <span data-pagefind-weight="0.3">{{ extra }}</span></body>
</html>
""")

UNSPACED = (
    "\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
"""Chinese and Japanese characters, which are written without spaces between words."""

SEAM = re.compile(rf"(?<=\S)(?=[{UNSPACED}])|(?<=[{UNSPACED}])(?=\S)")
JOINER = "\u2060"

CODES = {"%": "%25", '"': "%22", "&": "%26", "\\": "%5C"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One thing that search finds: a page of the site, as the index knows it."""

    address: str
    """Relative to the site's root: `letters/2026-03-23-x/`."""
    kind: str
    """`letter`, `person`, `organization`, `office` or `topic`."""
    title: str
    date: str | None
    """The day of a letter, ISO 8601; None for the rest, which a search in order of date leaves out."""
    language: str
    """BCP 47."""
    line: str
    """What stands beneath the title: "to … · 6 signatories". It is shown, not searched."""
    filters: Mapping[str, tuple[str, ...]]
    """Values by `topic`, `year`, `recipient`, `signatory`, `jurisdiction`; `kind` is added."""
    words: str
    """Plain text that is searched, and quoted in results."""
    extra: str
    """Plain text, line by line, that counts for less, and is quoted only when nothing else matches."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """A finished index: what a browser loads, bit by bit, to search."""

    name: str
    """16 hexadecimal digits of a SHA-256 over the files' names and bytes."""
    folder: Path


def build_index(documents: Iterable[Document], *, work: Path, language: str) -> Bundle | None:
    """Write the index of these documents to a folder of its own in `work`; None when there are none.

    The same documents make the same bytes, in whatever order they come and on whatever disk. Letters
    are numbered from the newest, then the rest by title: the order of results that match alike.

    All documents share one index and the stemming of one `language` (BCP 47; only the language itself
    counts). Words of other languages are found as written, or by their beginnings, with or without
    accents; only their inflected forms are missed. Chinese and Japanese are found character by
    character, so that quotation marks ask for a phrase. Thai, Lao, Khmer and Burmese, which have no
    spaces either, are found by the beginning of a run of words.

    Raises SearchIndexError when Pagefind fails, or leaves a document out.
    """
    known = {document.address: document for document in documents}
    if not known:
        return None
    pages = ((document.address, page(document)) for document in _ordered(known.values()))
    made = index_pages(pages, language.partition("-")[0].lower())
    files, indexed = put_in_order(made, lambda address: _shown(known[address]))
    if missing := sorted(known.keys() - set(indexed)):
        raise SearchIndexError(f"Pagefind left out {len(missing)} pages, the first being {missing[0]}")
    name = _digest(files)
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return Bundle(name=name, folder=folder)


def page(document: Document) -> str:
    """Return the HTML that Pagefind indexes for a document.

    It has no paragraphs: Pagefind would end each that lacks one with a full stop, and quote that.
    """
    words, extra = document.words, " · ".join(filter(str.strip, document.extra.splitlines()))
    if _wordless(document):
        # Pagefind leaves out a page without words; an address always has some.
        words = document.address.strip("/").rpartition("/")[2]
    filters = {**document.filters, "kind": (document.kind,)}
    return PAGE.render(
        language=document.language,
        title=_spaced(document.title),
        everything=EVERYTHING,
        date=document.date,
        filters=[
            (name, sorted({filter_key(v) for v in values if v.strip()})) for name, values in filters.items()
        ],
        words=_spaced(words),
        extra=_spaced(extra),
    )


def filter_key(value: str) -> str:
    """Return how the index spells a filter's value, as the search page's script does.

    Pagefind 1.5 matches no value that JSON must escape, and reads character references in them twice.
    """
    key = " ".join(value.split())
    for character, code in CODES.items():
        key = key.replace(character, code)
    return key


def _spaced(text: str) -> str:
    """Part what is written without spaces, and disarm what Pagefind would take for its own marks.

    A seam is a joiner and a space, which the search page takes out again before it quotes the text.
    """
    unmarked = text.replace("___PAGEFIND_", f"{JOINER}___PAGEFIND_")
    unmarked = unmarked.replace("___END_PAGEFIND_", f"{JOINER}___END_PAGEFIND_")
    return SEAM.sub(f"{JOINER} ", unmarked)


def _ordered(documents: Iterable[Document]) -> list[Document]:
    """Return what has a date from the newest, then the rest by title."""
    dated = sorted((d for d in documents if d.date), key=lambda d: (d.date, d.address), reverse=True)
    return [*dated, *sorted((d for d in documents if not d.date), key=lambda d: (d.title, d.address))]


def _wordless(document: Document) -> bool:
    return re.search(r"\w", document.words + document.extra) is None


def _shown(document: Document) -> dict[str, object]:
    """Return what the fragment of a document says to its result: facts, and no words that are not its own."""
    facts = {
        "title": document.title,
        "kind": document.kind,
        "line": document.line,
        "language": document.language,
        "date": document.date or "",
    }
    meta = {name: value for name, value in facts.items() if value}
    return {"meta": meta, "content": ""} if _wordless(document) else {"meta": meta}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
