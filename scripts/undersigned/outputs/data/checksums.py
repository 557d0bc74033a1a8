"""The SHA-256 of what is published of each letter: SHA256SUMS."""

from collections.abc import Iterator
from hashlib import sha256

from undersigned.outputs.data.shape import LetterRecord
from undersigned.views.addresses import FILES, RECORD, SOURCE, letter_address


def checksums(record: LetterRecord, written: bytes) -> bytes:
    """Return a line for each file of a letter, whose record is `written`, in the order of their addresses.

    Lines are as coreutils' sha256sum writes them and `sha256sum -c` reads them: 64 hexadecimal digits, two
    spaces, the way from the site's root. No name of a file has a line break or a backslash, which would
    have to be escaped.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(_sums(record, written))).encode()


def _sums(record: LetterRecord, written: bytes) -> Iterator[tuple[str, str]]:
    home = letter_address(record["id"])
    yield home + SOURCE, record["sha256"]
    yield home + RECORD, sha256(written).hexdigest()
    for one in record["attachments"]:
        yield f"{home}{FILES}{one['file']}", one["sha256"]
