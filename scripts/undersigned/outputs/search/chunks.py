"""Cuts the words of an index anew into chunks, of which a browser loads one for each word of a search.

Pagefind's own hold about 55 KB, which in an index of many pieces is too much to load from each. And it
ends them anywhere: of the words that begin with what a reader typed, it finds those in one chunk only.

A chunk is CBOR (RFC 8949): a list with one list of entries `[word, pages, [[spelling, pages], …]]`, in
which all but the words and spellings is whole numbers and lists of them. To read these millions of
numbers would take half as long as indexing, so they are skipped, and entries are copied as they are.
"""

import re
from collections.abc import Iterable, Iterator

ENOUGH = 12_000
"""Bytes after which a chunk ends, before it is compressed."""
TOO_MUCH = 60_000
"""Bytes after which it ends even among words that begin alike."""
BEGINNING = 3
"""Letters that words in two chunks do not share, so that all that begin with so many are found."""

LIST = re.compile(rb"(?s)[\x80-\x97]|\x98.|\x99..|\x9a....")
TEXT = re.compile(rb"(?s)[\x60-\x77]|\x78.|\x79..")
START_OF_ENTRY = 0x83
"""A list of three. One of pages is too, but no text follows; a spelling's is of two."""
NUMBERS = re.compile(
    rb"(?s)(?:[\x00-\x17\x20-\x37\x80\x81\x84-\x97]++|[\x18\x38\x98].|[\x19\x39\x99]..|[\x1a\x3a\x9a]...."
    rb"|[\x82\x83](?![\x60-\x79]))*"
)
"""Whole numbers, and the beginnings of lists of them.

Nothing follows, so nothing is ever given back. To say so with `*+` would be quicker, but Python up to 3.11.2
then counts what the last, failed try has read.
"""


def recut(chunks: Iterable[bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Yield chunks with the words of `chunks`, in their order, and from and up to which word each goes.

    They leave no gap: what is no word itself may still be the beginning of the next one.
    Raises ValueError for most of what is not such a chunk.
    """
    after = ""
    for words, entries in _parts(entry for chunk in chunks for entry in _entries(chunk)):
        yield after, words[-1], b"\x81\x9a" + len(words).to_bytes(4, "big") + b"".join(entries)
        # The first text after it.
        after = words[-1] + "\0"


def _parts(entries: Iterable[tuple[str, bytes]]) -> Iterator[tuple[list[str], list[bytes]]]:
    words: list[str] = []
    part: list[bytes] = []
    size = 0
    for word, entry in entries:
        alike = bool(words) and words[-1][:BEGINNING] == word[:BEGINNING]
        if size > TOO_MUCH or (size > ENOUGH and not alike):
            yield words, part
            words, part, size = [], [], 0
        words.append(word)
        part.append(entry)
        size += len(entry)
    if words:
        yield words, part


def _entries(chunk: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each word of a chunk with all of its entry."""
    _, place = _head(LIST, chunk, 0)
    count, place = _head(LIST, chunk, place)
    for _ in range(count):
        start = place
        if chunk[place : place + 1] != bytes([START_OF_ENTRY]):
            raise ValueError("a chunk has something else than words")
        word, place = _text_and_numbers(chunk, place + 1)
        while chunk[place : place + 1] == b"\x82":
            _, place = _text_and_numbers(chunk, place + 1)
        yield word, chunk[start:place]
    if place != len(chunk):
        raise ValueError("a chunk has more than words")


def _text_and_numbers(chunk: bytes, place: int) -> tuple[str, int]:
    length, start = _head(TEXT, chunk, place)
    end = start + length
    numbers = NUMBERS.match(chunk, end)
    return chunk[start:end].decode(), numbers.end() if numbers else end


def _head(kind: re.Pattern[bytes], chunk: bytes, place: int) -> tuple[int, int]:
    """Return the length that the head of a list or text at `place` says, and where the head ends."""
    head = kind.match(chunk, place)
    if head is None:
        raise ValueError("a chunk has something else than words")
    said = head[0]
    return int.from_bytes(said[1:], "big") if len(said) > 1 else said[0] & 0x1F, head.end()
