"""Parts the letters by month, and says under which key what the data need of a month is remembered."""

from collections import defaultdict
from functools import cached_property
from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.archive.keys import LetterKeys
from undersigned.work.stamp import program_stamp

MONTH = 7
"""Characters of a month, as in "2026-03"."""


class Months:
    """The letters of an archive by month, the oldest first; `keys` stand for all that is said of each."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.keys = LetterKeys(archive)
        self.letters: defaultdict[str, list[str]] = defaultdict(list)
        for key in archive.letters:
            self.letters[self.of(key)].append(key)

    def of(self, letter: str) -> str:
        """Return the month of a letter."""
        return self.archive.letters[letter].date.isoformat()[:MONTH]

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The key of the part that each month's letters make."""
        return {month: self.digest(*map(self.keys.__getitem__, keys)) for month, keys in self.letters.items()}

    def digest(self, *made_of: bytes) -> bytes:
        """Return 20 bytes that stand for data made of something by this program under these settings."""
        return blake2b(b"".join((self._stamp, *made_of)), digest_size=20, person=b"data").digest()

    @cached_property
    def _stamp(self) -> bytes:
        return program_stamp() + repr(self.archive.settings).encode()
