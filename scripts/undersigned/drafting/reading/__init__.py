"""Reads documents of all kinds into lines: text, Markdown, HTML, Word and PDF."""

from dataclasses import replace
from pathlib import Path

from undersigned.drafting.document import Document, Doubt, Line, UnreadableError
from undersigned.drafting.reading.apart import read_apart
from undersigned.drafting.reading.kinds import Kind, kind_of
from undersigned.drafting.reading.text import read_markdown, read_text
from undersigned.source.text import HIDDEN, hidden_characters

LARGEST = 64 * 1024 * 1024
"""Bytes; a letter of many pages with pictures is smaller."""
LARGEST_TEXT = 4 * 1024 * 1024
"""Bytes of text, which are more than a thousand pages."""


def read(path: Path) -> Document:
    """Return the lines of the document at `path`.

    Every word of it is in a line or among what was left out. Nothing is fetched from elsewhere. Raises
    UnreadableError, whose message says why and what to do.
    """
    data = _data(path)
    if not data.strip():
        raise UnreadableError("it is empty")
    return _without_hidden(_read(path, kind_of(path, data), data))


def _read(path: Path, kind: Kind, data: bytes) -> Document:
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        if len(data) > LARGEST_TEXT:
            raise UnreadableError(
                f"it has more than {LARGEST_TEXT // 1024**2} MB of text: cut the letter out"
            )
        return read_text(data) if kind is Kind.TEXT else read_markdown(data)
    return read_apart(path, kind)


def _without_hidden(document: Document) -> Document:
    """Take out the characters that no letter may hold, and say so: what turns words around, or shows none."""
    lines: list[Line] = []
    doubts = list(document.doubts)
    for line in document.lines:
        found = hidden_characters(line.text)
        for message in found.values():
            what = f"the line {message}, which is left out: see that all words are there, in their order"
            doubts.append(Doubt(line=line.number, what=what))
        lines.append(replace(line, text=HIDDEN.sub("", line.text)) if found else line)
    return replace(document, lines=tuple(lines), doubts=tuple(doubts))


def _data(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableError("it is a folder: name the documents in it")
        if path.exists() and not path.is_file():
            raise UnreadableError("it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UnreadableError("there is no such file") from error
    except OSError as error:
        raise UnreadableError(f"it cannot be opened: {error.strerror}") from error
    if len(data) > LARGEST:
        raise UnreadableError(
            f"it has more than {LARGEST // 1024**2} MB: leave out what is no part of the letter"
        )
    return data
