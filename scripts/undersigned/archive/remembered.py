"""Remembers what reading brought, so that a file that has not changed is not read again."""

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Appearance, Card
from undersigned.archive.outlines import Outline
from undersigned.archive.reading import LetterReader, Reading, file_digest
from undersigned.model.letter import Attachment, Correction, Withdrawal
from undersigned.source.body import Found
from undersigned.work.memory import recalled
from undersigned.work.objects import dumps

SETTLED = 2 * 10**9
"""Nanoseconds for which a file must have been left alone before its times tell whether it has changed."""


class Kept(NamedTuple):
    """What is remembered of a box: readings, and a digest of the registries that they agree with."""

    registries: bytes
    readings: list[Reading]


RECORDS = frozenset(
    {Kept, Reading, Outline, Card, Appearance, Attachment, Correction, Withdrawal, Found, date, datetime}
)

Box = Sequence[tuple[str, bytes]]
"""Paths of some letters, with the digest of what each file holds."""


class Earlier:
    """What this process knows from its load before: digests of files, boxes, the archive."""

    def __init__(self) -> None:
        self.archive: Archive | None = None
        self.boxes: dict[bytes, Kept] = {}
        self._digests: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def digest(self, path: str) -> bytes:
        """Return the digest of what a file holds, which is not read if it was left alone since."""
        try:
            found = os.stat(path)  # noqa: PTH116 - ten times quicker than Path for 10,000 files
        except OSError:
            return b""
        times = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
        known = self._digests.get(path)
        if known is not None and known[0] == times:
            return known[1]
        digest = file_digest(path)
        # Within one tick of the clock a file may change and keep its times.
        if max(times[:2]) < time.time_ns() - SETTLED:
            self._digests[path] = times, digest
        return digest


def boxes(reader: LetterReader, paths: Iterable[str], earlier: Earlier) -> list[Box]:
    """Part letters into at most 256 boxes by their paths, so that a new one changes one box only."""
    parted: defaultdict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for path in paths:
        digest = earlier.digest(f"{reader.settings.folder}/{path}")
        parted[blake2b(path.encode(), digest_size=1).digest()[0]].append((path, digest))
    return list(parted.values())


def recall(
    reader: LetterReader, found: Iterable[Box], earlier: Earlier
) -> tuple[dict[str, Reading], list[Box]]:
    """Return, by path, what is remembered and still true, and the boxes that must be kept anew."""
    readings: dict[str, Reading] = {}
    stale = []
    known, earlier.boxes = earlier.boxes, {}
    for box in found:
        key = _key(reader, box)
        kept = known.get(key) or recalled(reader.memory, key, Kept, RECORDS)
        if kept is not None:
            earlier.boxes[key] = kept
        if kept is None or kept.registries != reader.registries.digest:
            stale.append(box)
            true = [r for r in kept.readings if reader.answers.digest(r.asked) == r.answers] if kept else []
        else:
            true = kept.readings
        readings.update((reading.path, reading) for reading in true)
    return readings, stale


def keep(
    reader: LetterReader, stale: Iterable[Box], readings: Mapping[str, Reading], earlier: Earlier
) -> None:
    """Remember the readings of the boxes that are not kept as they should be.

    What is not public yet, a draft or a letter under embargo, is kept nowhere. A file may have changed
    since the boxes were made: a reading is kept as one of what was read.
    """
    for box in stale:
        found = (readings[path] for path, _ in box)
        public = [one for one in found if one.card and one.outline and one.outline.may_be_kept]
        read = [(path, card.digest if (card := readings[path].card) else seen) for path, seen in box]
        key, kept = _key(reader, read), Kept(reader.registries.digest, public)
        earlier.boxes[key] = kept
        reader.memory.put(key, dumps(kept))
    reader.memory.flush()


def _key(reader: LetterReader, box: Box) -> bytes:
    digest = blake2b(reader.defaults, digest_size=20, person=b"readings")
    for path, content in box:
        digest.update(path.encode() + b"\0" + content)
    return digest.digest()
