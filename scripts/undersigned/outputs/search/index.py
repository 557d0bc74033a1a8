"""What the search index knows of a page: a document, and the HTML that Pagefind reads of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

EVERYTHING = "\ua66e"
"""A word that every page has, and no text: a search for it is a search by filters alone.

Without any word, Pagefind loads its whole index before it filters. It is one rare letter, because
Pagefind also finds words by their stems, by their parts and by what they begin with.
"""

TEMPLATES = Environment(autoescape=True)
FILTER = TEMPLATES.from_string('<meta data-pagefind-filter="{{ name }}[content]" content="{{ value }}">')
PAGE = TEMPLATES.from_string("""\
<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta data-pagefind-meta="title[content]" content="{{ title }}">
<meta data-pagefind-meta="everything[content]" content="{{ everything }}">
{{ filters }}
</head>
<body data-pagefind-body>{{ words }} <span data-pagefind-weight="0.3">{{ extra }}</span></body>
</html>
""")

UNSPACED = (
    "\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
"""Chinese and Japanese characters, which are written without spaces between words."""

SEAM = re.compile(rf"(?<=\S)(?=[{UNSPACED}])|(?<=[{UNSPACED}])(?=\S)")
FAR = re.compile("[\u2e80-\U000323af]")
"""Finds out more quickly than SEAM that there are none."""
JOINER = "\u2060"

CODES = {"%": "%25", '"': "%22", "&": "%26", "\\": "%5C"}

SHARES = 16
"""Into so many filters one with many values is split, so that a browser need not load all of them."""
UNSPLIT = {"kind", "year"}
"""Filters whose values are few, and of which a search may ask for any one of several."""


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
    """Values by `topic`, `year`, `recipient`, `signatory`, `jurisdiction`; `kind` is added for what is
    no letter."""
    words: str
    """Plain text that is searched, and quoted in results."""
    extra: str
    """Plain text, line by line, that counts for less, and is quoted only when nothing else matches."""


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Return what has a date from the newest, then the rest by title; one document for each address."""
    known = {document.address: document for document in documents}.values()
    dated = sorted((d for d in known if d.date), key=lambda d: (d.date, d.address), reverse=True)
    return [*dated, *sorted((d for d in known if not d.date), key=lambda d: (d.title, d.address))]


def page(document: Document) -> str:
    """Return the HTML that Pagefind indexes for a document.

    It has no paragraphs: Pagefind would end each that lacks one with a full stop, and quote that.
    """
    words, extra = document.words, " · ".join(filter(str.strip, document.extra.splitlines()))
    if _wordless(document):
        # Pagefind leaves out a page without words; an address always has some.
        words = document.address.strip("/").rpartition("/")[2]
    kind = {} if document.date else {"kind": (document.kind,)}
    filters = {
        _filter(name, value)
        for name, values in {**document.filters, **kind}.items()
        for value in values
        if value.strip()
    }
    return PAGE.render(
        language=document.language,
        title=_spaced(document.title),
        everything=EVERYTHING,
        filters=Markup("\n").join(sorted(filters)),
        words=_spaced(words),
        extra=_spaced(extra),
    )


@lru_cache(maxsize=2**16)
def _filter(name: str, value: str) -> Markup:
    """Return what says to Pagefind that a page has a value; very many pages have the same."""
    key = filter_key(value)
    return Markup(FILTER.render(name=filter_name(name, key), value=key))  # noqa: S704 - drawn with every value escaped


def filter_key(value: str) -> str:
    """Return how the index spells a filter's value, as the search page's script does.

    Pagefind 1.5 matches no value that JSON must escape, and reads character references in them twice.
    """
    key = " ".join(value.split())
    for character, code in CODES.items():
        key = key.replace(character, code)
    return key


def filter_name(name: str, key: str) -> str:
    """Return the filter in which the index keeps a value as `filter_key` spells it: `topic-7`."""
    return name if name in UNSPLIT else f"{name}-{sum(map(ord, key)) % SHARES}"


def shown(document: Document) -> dict[str, object]:
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


def _spaced(text: str) -> str:
    """Part what is written without spaces, and disarm what Pagefind would take for its own marks.

    A seam is a joiner and a space, which the search page takes out again before it quotes the text.
    """
    unmarked = text.replace("___PAGEFIND_", f"{JOINER}___PAGEFIND_")
    unmarked = unmarked.replace("___END_PAGEFIND_", f"{JOINER}___END_PAGEFIND_")
    return SEAM.sub(f"{JOINER} ", unmarked) if FAR.search(unmarked) else unmarked


def _wordless(document: Document) -> bool:
    return re.search(r"\w", document.words + document.extra) is None
