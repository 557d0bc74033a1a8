"""Remembers what reading brought, so that a file that has not changed is not read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple

from undersigned.archive.cards import Appearance, Card
from undersigned.archive.outlines import Outline
from undersigned.archive.reading import LetterReader, Reading, file_digest
from undersigned.model.letter import Attachment
from undersigned.source.body import Found
from undersigned.work.objects import dumps, loads


class Kept(NamedTuple):
    """What is remembered of a box: readings, and a digest of the registries that they agree with."""

    registries: bytes
    readings: list[Reading]


RECORDS = frozenset({Kept, Reading, Outline, Card, Appearance, Attachment, Found, date, datetime})

Box = Sequence[tuple[str, bytes]]
"""Paths of some letters, with the digest of what each file holds."""


def boxes(reader: LetterReader, paths: Iterable[str]) -> list[Box]:
    """Part letters into at most 256 boxes by their paths, so that a new one changes one box only."""
    parted: defaultdict[int, list[tuple[str, bytes]]] = defaultdict(list)
    for path in paths:
        digest = file_digest(reader.settings.folder / path)
        parted[blake2b(path.encode(), digest_size=1).digest()[0]].append((path, digest))
    return list(parted.values())


def recall(reader: LetterReader, found: Iterable[Box]) -> tuple[dict[str, Reading], list[Box]]:
    """Return, by path, what is remembered and still true, and the boxes that must be kept anew."""
    readings: dict[str, Reading] = {}
    stale = []
    for box in found:
        kept = _kept(reader, box)
        if kept is None or kept.registries != reader.registries.digest:
            stale.append(box)
            true = [r for r in kept.readings if reader.answers.digest(r.asked) == r.answers] if kept else []
        else:
            true = kept.readings
        readings.update((reading.path, reading) for reading in true)
    return readings, stale


def keep(reader: LetterReader, stale: Iterable[Box], readings: Mapping[str, Reading]) -> None:
    """Remember the readings of the boxes that are not kept as they should be.

    What is not public yet, a draft or a letter under embargo, is kept nowhere.
    """
    for box in stale:
        public = [r for path, _ in box if (r := readings[path]).card and r.outline and not r.outline.embargo]
        reader.memory.put(_key(reader, box), dumps(Kept(reader.registries.digest, public)))
    reader.memory.flush()


def _kept(reader: LetterReader, box: Box) -> Kept | None:
    found = reader.memory.get(_key(reader, box))
    if found is not None:
        with suppress(ValueError):
            kept = loads(found, RECORDS)
            if isinstance(kept, Kept):
                return kept
    return None


def _key(reader: LetterReader, box: Box) -> bytes:
    digest = blake2b(reader.defaults, digest_size=20, person=b"readings")
    for path, content in box:
        digest.update(path.encode() + b"\0" + content)
    return digest.digest()
