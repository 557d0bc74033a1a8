"""Reads documents of all kinds into lines: text, Markdown, HTML, Word and PDF."""

from pathlib import Path

from undersigned.drafting.document import Document, UnreadableError
from undersigned.drafting.reading.apart import read_apart
from undersigned.drafting.reading.kinds import Kind, kind_of
from undersigned.drafting.reading.text import read_markdown, read_text

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
    kind = kind_of(path, data)
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        if len(data) > LARGEST_TEXT:
            raise UnreadableError(
                f"it has more than {LARGEST_TEXT // 1024**2} MB of text: cut the letter out"
            )
        return read_text(data) if kind is Kind.TEXT else read_markdown(data)
    return read_apart(path, kind)


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
