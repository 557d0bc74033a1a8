"""Index cards: what an archive knows of every letter without opening it."""

import datetime as dt
from hashlib import blake2b
from typing import Literal, NamedTuple

from undersigned.archive.correspondents import Correspondent, Role
from undersigned.model.letter import Correction, Letter, Withdrawal


class Appearance(NamedTuple):
    """One correspondent in one role of one letter, as `Correspondent` has it, without what is printed."""

    letter: str
    role: Role
    name: str
    id: str | None
    kind: Literal["person", "organization"] | None
    office: str | None
    withdrawn: dt.date | None
    day: dt.date

    @property
    def signs(self) -> bool:
        """Whether it is a signature that stands."""
        return self.role == "signatory" and self.withdrawn is None


class Card(NamedTuple):
    """What lists and indexes say of a letter.

    `published` is the day on which the archive published it, `changed` the one on which its page last
    had something new to say. `topics` and `follows` are ids. `signatures` counts those who signed and
    stand by it: named, private and erased. `face` is a digest of all before it on the card, `seal` one
    of everything that the letter itself prints, `digest` one of its file's bytes.
    """

    id: str
    path: str
    title: str
    date: dt.date
    published: dt.date
    changed: dt.date
    language: str
    topics: tuple[str, ...]
    follows: tuple[str, ...]
    former_ids: tuple[str, ...]
    recipients: tuple[str, ...]
    signatures: int
    corrections: tuple[Correction, ...]
    withdrawal: Withdrawal | None
    appearances: tuple[Appearance, ...]
    face: bytes
    seal: bytes
    digest: bytes

    @property
    def withdrawn(self) -> bool:
        """Whether the letter was withdrawn: its page stays."""
        return self.withdrawal is not None


def make_card(
    letter: Letter, correspondents: tuple[Correspondent, ...], *, seal: bytes, digest: bytes
) -> Card:
    """Return the card of `letter`, whose topics are ids and whose defaults are filled in."""
    appearances = tuple(
        Appearance(c.letter, c.role, c.name, c.id, c.kind, c.office, c.withdrawn, c.day)
        for c in correspondents
    )
    standing = sum(a.signs for a in appearances)
    card = Card(
        id=letter.id,
        path=letter.path,
        title=letter.title,
        date=letter.date,
        published=letter.published or letter.date,
        changed=_changed(letter),
        language=letter.language or "",
        topics=letter.topics,
        follows=letter.follows,
        former_ids=letter.former_ids,
        recipients=tuple(a.name for a in appearances if a.role == "recipient"),
        signatures=standing + len(letter.also_signed) + letter.erased,
        corrections=letter.corrections,
        withdrawal=letter.withdrawn,
        appearances=appearances,
        face=b"",
        seal=seal,
        digest=digest,
    )
    return card._replace(face=blake2b(repr(card[:-3]).encode(), digest_size=16).digest())


def _changed(letter: Letter) -> dt.date:
    days = [letter.published or letter.date, *(correction.date for correction in letter.corrections)]
    # A deadline is known beforehand; the rest is news on its day.
    days += [event.date for event in letter.events if event.kind != "deadline"]
    return max([*days, letter.withdrawn.date] if letter.withdrawn else days)
