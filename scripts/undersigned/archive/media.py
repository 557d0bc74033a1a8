"""Which kinds of files may lie beside a letter: how their names end, what they are, how they begin."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple


class Medium(NamedTuple):
    """A kind of file: its media type (IANA), what readers call it, and the bytes that one starts with.

    Where `starts` is empty, a file may start with anything.
    """

    type: str
    label: str
    starts: tuple[bytes, ...] = ()


ZIP = (b"PK\x03\x04",)
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
MEDIA: Mapping[str, Medium] = {
    ".pdf": Medium("application/pdf", "PDF", (b"%PDF-",)),
    ".txt": Medium("text/plain", "Text"),
    ".md": Medium("text/markdown", "Markdown"),
    ".csv": Medium("text/csv", "CSV"),
    ".rtf": Medium("application/rtf", "RTF", (b"{\\rtf",)),
    ".docx": Medium(f"{OFFICE}.wordprocessingml.document", "Word", ZIP),
    ".xlsx": Medium(f"{OFFICE}.spreadsheetml.sheet", "Excel", ZIP),
    ".pptx": Medium(f"{OFFICE}.presentationml.presentation", "PowerPoint", ZIP),
    ".odt": Medium(f"{OPEN}.text", "OpenDocument text", ZIP),
    ".ods": Medium(f"{OPEN}.spreadsheet", "OpenDocument spreadsheet", ZIP),
    ".odp": Medium(f"{OPEN}.presentation", "OpenDocument presentation", ZIP),
    ".epub": Medium("application/epub+zip", "EPUB", ZIP),
    ".zip": Medium("application/zip", "ZIP", (*ZIP, b"PK\x05\x06")),
    ".png": Medium("image/png", "PNG image", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": Medium("image/jpeg", "JPEG image", (b"\xff\xd8\xff",)),
    ".jpeg": Medium("image/jpeg", "JPEG image", (b"\xff\xd8\xff",)),
    ".tif": Medium("image/tiff", "TIFF image", (b"II*\0", b"MM\0*")),
    ".tiff": Medium("image/tiff", "TIFF image", (b"II*\0", b"MM\0*")),
    ".mp3": Medium("audio/mpeg", "MP3 audio", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    ".mp4": Medium("video/mp4", "MP4 video"),
    ".json": Medium("application/json", "JSON"),
    ".asc": Medium("application/pgp-signature", "PGP signature", (b"-----BEGIN PGP ",)),
    ".sig": Medium("application/octet-stream", "Signature"),
}
"""Kinds by the end of a name, in small letters. None of them is a page or runs a script in a browser: that
would happen in the name of the archive."""
KNOWN = ", ".join(sorted(MEDIA))
LONGEST_START = 1445
"""Bytes by which a browser tells what a file is (https://mimesniff.spec.whatwg.org/#resource-header)."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
RUN = re.compile(
    r"\.(?:[sx]?html?|xht|mht(?:ml)?|hta|svgz?|xml|xslt?|m?js|css|swf|wasm|ph(?:p\d?|ar|tml)|aspx?|jsp)(?=[./]|$)",
    re.IGNORECASE,
)
"""Ends of names of what browsers or servers run. Some servers look at those in the middle as well."""
PDF = MEDIA[".pdf"]


def may_run(name: str) -> bool:
    """Whether a server may take the file called `name` for one that is run, as Apache takes `a.html.sig`."""
    return RUN.search(name) is not None


def looks_like_page(start: bytes) -> bool:
    """Whether a browser that is not told what a file is may take one that starts so for a page."""
    return start.removeprefix(BYTE_ORDER_MARK).lstrip(b"\t\n\x0c\r ").startswith(b"<")


def medium_of(name: str) -> Medium | None:
    """Return the kind of the file called `name`, None for one that no archive publishes."""
    return MEDIA.get(PurePosixPath(name).suffix.lower())
