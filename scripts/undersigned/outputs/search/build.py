"""Builds the parts of the search index, each a bundle of its own, and remembers what Pagefind made."""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256

import cbor2

from undersigned.outputs.search.bundle import (
    Bundle,
    Indexed,
    engine,
    finished,
    in_fixed_order,
    name_of,
    sealed,
    unsealed,
)
from undersigned.outputs.search.index import Document, in_order, page, shown
from undersigned.outputs.search.pagefind import index_pages, version
from undersigned.work.memory import Memory

FORMAT = b"1"
"""Another when the same documents are made into other files, or remembered in another way."""
STARTER = ("starter/", "<!doctype html><html><body data-pagefind-body>starter</body></html>")
"""The one page of the engine's own index."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchIndex:
    """What the search page has to know: the names of the parts, all of them in the folder `search/`."""

    engine: str
    """The folder with Pagefind's script and program."""
    pieces: tuple[str, ...]
    """The folders of the letters' indexes, the newest period first, none overlapping another."""
    entries: str | None
    """The folder of the index of people, organizations, offices and topics; None where there are none."""
    values: str
    """The file of the filters' values."""


def build_piece(
    documents: Iterable[Document], *, language: str, memory: Memory, known: Container[str] = ()
) -> Bundle:
    """Return the index of some documents, at least one: letters of one period, or what has no date.

    The same documents make the same bytes, in whatever order they come and on whatever disk. Letters
    are numbered from the newest, then the rest by title: the order of results that match alike.

    All documents share the stemming of one `language` (BCP 47; only the language itself counts).
    Words of other languages are found as written, or by their beginnings, with or without accents;
    only their inflected forms are missed. Chinese and Japanese are found character by character, so
    that quotation marks ask for a phrase. Thai, Lao, Khmer and Burmese, which have no spaces either,
    are found by the beginning of a run of words.

    What Pagefind made of the same words is found in `memory`, whatever else the results show. The
    files are not made where `memory` knows the name of the bundle and `known` has it.

    Raises SearchIndexError when Pagefind fails, or leaves a document out.
    """
    ordered = in_order(documents)
    stemming = _stemming(language)
    key = _key(b"name", stemming, map(_record, ordered))
    name = (_recall(memory, key) or b"").decode(errors="replace")
    if name in known:
        return Bundle(name=name, files=None)
    indexed = _indexed([(document.address, page(document)) for document in ordered], stemming, memory)
    files = finished(indexed, ((document.address, shown(document)) for document in ordered))
    bundle = Bundle(name=name_of(files), files=files)
    _remember(memory, key, bundle.name.encode())
    return bundle


def build_engine(*, language: str, memory: Memory, known: Container[str] = ()) -> Bundle:
    """Return what a browser needs to search any piece of an index in `language`; the rest as above."""
    stemming = _stemming(language)
    key = _key(b"engine", stemming, ())
    remembered = _recall(memory, key)
    files: dict[str, bytes] = cbor2.loads(remembered) if remembered else {}
    if not files:
        files = engine(index_pages([STARTER], stemming))
        _remember(memory, key, cbor2.dumps(files))
    name = name_of(files)
    return Bundle(name=name, files=None if name in known else files)


def build_values(values: Mapping[str, Mapping[str, str]]) -> tuple[str, bytes]:
    """Return name and content of the file of all that may be chosen in the filters.

    `values` are, by filter and label, the addresses relative to the site's root of the pages that list
    the letters with that value, empty where there is none.
    """
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return f"values.{sha256(content).hexdigest()[:16]}.json", content


def _indexed(pages: list[tuple[str, str]], stemming: str, memory: Memory) -> Indexed:
    key = _key(b"indexed", stemming, (part.encode() for one in pages for part in one))
    remembered = _recall(memory, key)
    if remembered:
        return Indexed.unpacked(remembered)
    indexed = in_fixed_order(index_pages(pages, stemming))
    _remember(memory, key, indexed.packed())
    return indexed


def _stemming(language: str) -> str:
    return language.partition("-")[0].lower()


def _record(document: Document) -> bytes:
    d = document
    filters = sorted(d.filters.items())
    return cbor2.dumps([d.address, d.kind, d.title, d.date, d.language, d.line, filters, d.words, d.extra])


def _key(what: bytes, stemming: str, parts: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=20)
    for part in (what, FORMAT, version(), stemming.encode(), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _recall(memory: Memory, key: bytes) -> bytes | None:
    return unsealed(memory.get(key))


def _remember(memory: Memory, key: bytes, data: bytes) -> None:
    memory.put(key, sealed(data))
