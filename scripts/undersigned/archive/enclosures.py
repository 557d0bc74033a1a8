"""What is published of the files beside letters: type, size, pages and SHA-256 of each."""

from collections.abc import Mapping
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from undersigned.archive.media import PDF, medium_of
from undersigned.model.letter import Attachment, AttachmentKind
from undersigned.source.folder import ATTACHMENTS
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.work.memory import Memory

KINDS: Mapping[AttachmentKind, str] = {
    "signed-original": "Signed original",
    "accessible": "Accessible version",
    "appendix": "Appendix",
}
"""What a link to an attachment says that has no label of its own."""


class Enclosure(NamedTuple):
    """A file beside a letter, as the check found it.

    `file` is its name below `files/<letter id>/`, `path` its way from the archive's folder. `type` is the
    media type, `medium` what readers call that; `size` is in bytes; `pages` is 0 where they are not known.
    """

    file: str
    path: str
    kind: AttachmentKind
    label: str
    type: str
    medium: str
    size: int
    sha256: str
    pages: int = 0


def enclosure(home: str, attachment: Attachment, size: int, sha256: str) -> Enclosure:
    """Return an attachment in the folder `home` as it is published. Raises KeyError for an unknown kind."""
    medium = medium_of(attachment.file)
    if medium is None:
        raise KeyError(attachment.file)
    return Enclosure(
        file=attachment.file,
        path=f"{home}/{attachment.file}",
        kind=attachment.kind,
        label=attachment.label or KINDS[attachment.kind],
        type=medium.type,
        medium=medium.label,
        size=size,
        sha256=sha256,
    )


def home_of(letters_folder: str, letter: str) -> str:
    """Return the folder of a letter's attachments, from the archive's folder."""
    return f"{letters_folder}/{ATTACHMENTS}/{letter}"


def with_pages(folder: Path, one: Enclosure, memory: Memory) -> Enclosure:
    """Return an enclosure of the archive in `folder` with its number of pages, if it is a PDF that says it.

    Only what is published may be asked for: the number is remembered.
    """
    if one.type != PDF.type:
        return one
    key = blake2b(one.sha256.encode(), digest_size=20, person=b"pages").digest()
    kept = memory.get(key)
    if kept is None or not kept.isdigit():
        kept = str(_count_pages(folder / one.path)).encode()
        memory.put(key, kept)
    return one._replace(pages=int(kept))


def _count_pages(path: Path) -> int:
    # Most builds open no PDF, and this takes a tenth of a second.
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415

    try:
        with PdfDocument(path) as document:
            return len(document)
    except (PdfiumError, OSError):
        # Broken, or locked with a password.
        return 0


def content(folder: Path, one: Enclosure, letter_path: str) -> bytes:
    """Return the bytes of an enclosure of the archive in `folder`, whose letter's file is `letter_path`.

    Raises ProblemsFound if they are not those that were checked.
    """
    try:
        found = (folder / one.path).read_bytes()
    except OSError:
        found = b""
    if sha256(found).hexdigest() != one.sha256:
        message, hint = f"the attachment {one.file!r} was changed while the site was built", "build again"
        raise ProblemsFound([Problem(path=letter_path, line=1, message=message, hint=hint)])
    return found
