"""What was changed in the open after publication: corrections and withdrawals, of one letter and of all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Card
from undersigned.archive.correspondents import Role
from undersigned.archive.reading import Whole
from undersigned.model.letter import Correction
from undersigned.views.addresses import CORRECTIONS, correction_anchor, letter_address
from undersigned.views.differences import Piece, difference
from undersigned.views.listings import LONGEST
from undersigned.views.view import Crumb, Facts, Part, View
from undersigned.views.words import counted, month_name

TITLE = "Corrections"
KINDS = {
    "name": "Name",
    "text": "Text",
    "transcription": "Transcription",
    "metadata": "What the archive says",
}
"""What each kind of correction is called."""
WITHDRAWN = "Withdrawn"
SIGNATURE = "Signature withdrawn"
MONTH = 7
"""Characters of a month in a day as ISO 8601 writes it."""
PERIODS = (4, MONTH)
"""Characters of a day that name the periods by which a long list is split: years, then months."""


class Change(NamedTuple):
    """One change: its day, what was changed, the words that went and came, and what is said of it.

    `anchor` is its place on the letter's page, `place` that of the words it is about, "" for none.
    """

    day: date
    kind: str
    pieces: tuple[Piece, ...]
    note: str
    anchor: str
    place: str = ""


class Changed(NamedTuple):
    """A change in the list of all: whose it is."""

    change: Change
    title: str
    address: str
    language: str


BLOCKS: Mapping[Role, str] = {"signatory": "signatures", "recipient": "recipients", "cc": "copies"}
"""The places on a letter's page where those in a role stand."""


def places_of(whole: Whole, corrected: Sequence[str]) -> tuple[str, ...]:
    """Return where the words of each correction stand on the letter's page, "" for nowhere.

    `corrected` are the ids of the paragraphs and notes that have them; other names stand in blocks.
    """
    return tuple(
        place or _block(whole, correction)
        for place, correction in zip(corrected, whole.letter.corrections, strict=True)
    )


def _block(whole: Whole, correction: Correction) -> str:
    if correction.kind != "name" or not correction.now:
        return ""
    for role, block in BLOCKS.items():
        if any(correction.now in " ".join(one.printed) for one in whole.in_role(role)):
            return block
    private = (f"{one.name} {one.title or ''}" for one in whole.letter.also_signed)
    return BLOCKS["signatory"] if any(correction.now in one for one in private) else ""


def correction_changes(corrections: Sequence[Correction], places: Sequence[str] = ()) -> tuple[Change, ...]:
    """Return corrections as pages show them; `places` are the ids of the words that each is about."""
    return tuple(
        Change(
            day=one.date,
            kind=KINDS[one.kind],
            pieces=difference(one.was or "", one.now or ""),
            note=one.note or "",
            anchor=correction_anchor(number),
            place=places[number - 1] if places else "",
        )
        for number, one in enumerate(corrections, start=1)
    )


def all_changes(archive: Archive) -> list[Changed]:
    """Return every change of every letter, the newest first; those of one day by letter."""
    found = [
        Changed(change, card.title, letter_address(card.id), card.language)
        for card in archive.letters.values()
        for change in _of_letter(card)
    ]
    found.sort(key=lambda one: (one.change.day, one.address), reverse=True)
    return found


def _of_letter(card: Card) -> Iterator[Change]:
    yield from correction_changes(card.corrections)
    if card.withdrawal:
        yield Change(card.withdrawal.date, WITHDRAWN, (), card.withdrawal.note or "", "")
    for one in card.appearances:
        if one.role == "signatory" and one.withdrawn:
            yield Change(one.withdrawn, SIGNATURE, (), one.name, "")


def changes_pages(archive: Archive) -> Iterator[View]:
    """Yield the list of all changes, and pages for years and months where it is too long for one."""
    yield from _pages(archive, all_changes(archive), CORRECTIONS, TITLE, ())


def _pages(
    archive: Archive, found: Sequence[Changed], address: str, title: str, crumbs: tuple[Crumb, ...]
) -> Iterator[View]:
    yield View(
        address=address,
        template="corrections.html",
        title=title,
        section="corrections",
        facts=partial(_facts, archive, found, address, len(crumbs)),
        crumbs=crumbs,
        modified=found[0].change.day if found else None,
    )
    if _is_long(found, len(crumbs)):
        above = (*crumbs, Crumb(title=title, address=address))
        for period, part in _by_period(found, len(crumbs)):
            yield from _pages(archive, part, f"{address}{_last(period)}/", _title(period), above)


def _is_long(found: Sequence[Changed], depth: int) -> bool:
    return len(found) > LONGEST and depth < len(PERIODS)


def _by_period(found: Sequence[Changed], depth: int) -> Iterator[tuple[str, list[Changed]]]:
    for period, part in groupby(found, lambda one: one.change.day.isoformat()[: PERIODS[depth]]):
        yield period, list(part)


def _last(period: str) -> str:
    return period.rpartition("-")[2]


def _title(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{TITLE} of {month_name(int(month))} {year}" if month else f"{TITLE} of {year}"


def _facts(archive: Archive, found: Sequence[Changed], address: str, depth: int) -> Facts:
    parts: list[Part] = []
    shown = tuple(found)
    if _is_long(found, depth):
        parts = [
            Part(title=_title(p), address=f"{address}{_last(p)}/", count=len(part))
            for p, part in _by_period(found, depth)
        ]
        shown = ()
    name = archive.settings.site_name
    return Facts(
        values={"listed_changes": shown, "parts": parts, "count": len(found)},
        description=f"What was corrected or withdrawn in {name}, in the open: "
        f"{counted(len(found), 'change', 'changes')}.",
    )
