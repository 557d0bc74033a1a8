"""Tells what kind of document a file is, by its bytes, and what to do with those that are not read."""

from enum import Enum
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from undersigned.drafting.document import UnreadableError

READ = "text (.txt), Markdown (.md), HTML (.html), Word (.docx) and PDF (.pdf)"


class Kind(Enum):
    """A kind of document that is read; its value is how a sentence names it."""

    TEXT = "a text file"
    MARKDOWN = "a Markdown file"
    HTML = "an HTML page"
    DOCX = "a Word document"
    PDF = "a PDF"


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".asc": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".dotx": Kind.DOCX,
    ".pdf": Kind.PDF,
}
TEXTUAL = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of Word 97 to 2003 start, and those of any Word under a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml")
HEAD = 1024
ENTRY = b"PK\x01\x02"
"""How the entry of a part starts in the directory of a zip file."""
MOST_PARTS = 5_000
ANEW = "copy the letter into a new document, and save that"


def kind_of(path: Path, data: bytes) -> Kind:
    """Return the kind of the file at `path` with the content `data`.

    Raises UnreadableError for kinds that are not read, and where name and content disagree.
    """
    named = SUFFIXES.get(path.suffix.lower())
    kind = _by_content(data)
    if kind is None:
        if named not in TEXTUAL and path.suffix:
            if named is not None:
                raise UnreadableError(f"it is no {named.value.split(' ', 1)[1]}, though its name says so")
            raise UnreadableError(f"files of the kind {path.suffix} are not read, only {READ}")
        return named or Kind.TEXT
    if path.suffix and named is not kind and not (kind is Kind.HTML and named in TEXTUAL):
        raise UnreadableError(
            f"it is {kind.value}, though its name ends in {path.suffix}:"
            f" rename it to {path.stem}{_suffix(kind)}, and try again"
        )
    return kind


def _suffix(kind: Kind) -> str:
    return next(suffix for suffix, named in SUFFIXES.items() if named is kind)


def _by_content(data: bytes) -> Kind | None:
    """Return the kind that the bytes declare; None for text of any kind."""
    head = data[:HEAD]
    if b"%PDF-" in head and not head.lstrip()[:1].isalpha():
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(OLE):
        if ENCRYPTED in data:
            raise UnreadableError(
                "it is under a password: open it in Word, take the password off, and save it again"
            )
        raise UnreadableError(
            "it is a file of an old Office: open it in Word or LibreOffice, and save it as .docx"
        )
    if head.startswith(b"{\\rtf"):
        raise UnreadableError("it is rich text: open it in Word or LibreOffice, and save it as .docx")
    if head.startswith(PICTURES) and b"\x00" in head:
        raise UnreadableError(
            "it is a picture: make a PDF of it, and recognise its text (OCR), for instance with ocrmypdf"
        )
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_page = start.startswith(HTML_STARTS) and b"<html" in start
    return Kind.HTML if is_page or start.startswith(b"<!doctype html") else None


def _zipped(data: bytes) -> Kind:
    if data.count(ENTRY) > MOST_PARTS:
        raise UnreadableError(f"it has more than {MOST_PARTS} parts, which no letter has: {ANEW}")
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableError("it is broken: open it in Word, and save it again") from error
    if "[Content_Types].xml" in names and not any(name.startswith(("xl/", "ppt/")) for name in names):
        return Kind.DOCX
    if "content.xml" in names:
        raise UnreadableError("it is an OpenDocument file: open it in LibreOffice, and save it as .docx")
    raise UnreadableError(f"it is a zip file and no Word document; what is read is {READ}")
