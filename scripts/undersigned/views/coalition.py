"""The coalition behind a letter: where its signatories hold office, by role, and for which parties."""

from collections import Counter, defaultdict
from itertools import chain
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Appearance, Card
from undersigned.views.words import US_PARTS

FEWEST = 3
"""Jurisdictions from which on a role has a map: one or two are read faster in the line of signatories."""

# Each place near its neighbours, the territories of the Pacific and the Caribbean beneath their oceans.
ROWS = (
    "AK .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. .. .. .. .. VT NH",
    "WA ID MT ND MN WI MI .. NY MA RI",
    "OR NV WY SD IA IL IN OH PA NJ CT",
    "CA UT CO NE MO KY WV VA MD DE ..",
    ".. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. TX .. .. .. .. FL .. ..",
    "AS GU MP .. .. .. .. .. .. PR VI",
)
"""The tile map by rows from north to south: ISO 3166-2:US without the country, two dots for no place."""


class Tile(NamedTuple):
    """A place on the map: its code and name, its column from the west and its row from the north."""

    code: str
    name: str
    column: int
    row: int


def _tiles() -> dict[str, Tile]:
    places = {
        code: (column, row) for row, codes in enumerate(ROWS) for column, code in enumerate(codes.split())
    }
    return {code: Tile(code, name, *places[code]) for code, name in US_PARTS.items() if code in places}


TILES = _tiles()
"""Every place on the map by its code, in the order of names."""
ORDER = {code: number for number, code in enumerate(TILES)}

DEMOCRATIC = frozenset({"democratic", "democrat", "d"})
FARMER_LABOR = frozenset({"democratic-farmer-labor", "dfl"})
REPUBLICAN = frozenset({"republican", "r"})
DASHES = str.maketrans("\u2010\u2011\u2013", "---")


class Figure(NamedTuple):
    """Where those who signed under one role hold office; `role` is empty for offices without one.

    `signed` and `withdrawn` are codes of `TILES`, in their order; none stands in both.
    """

    role: str
    signed: tuple[str, ...]
    withdrawn: tuple[str, ...]


class Coalition(NamedTuple):
    """What a letter's page shows at a glance of those who signed it and stand by it.

    `parties` says how many of them held their office for which party on the day of signing, most
    first; `unknown` of how many the registry does not tell.
    """

    figures: tuple[Figure, ...]
    parties: tuple[tuple[str, int], ...]
    unknown: int
    bipartisan: bool


def coalition(archive: Archive, card: Card) -> Coalition | None:
    """Return the coalition behind a letter; None where no role was held in enough places."""
    roles: defaultdict[str, list[tuple[str, Appearance]]] = defaultdict(list)
    for one in card.appearances:
        if one.role == "signatory" and one.office:
            office = archive.offices[one.office]
            country, _, part = (office.jurisdiction or "").partition("-")
            if country == "US" and part in TILES:
                roles[office.role or ""].append((part, one))
    drawn = []
    for role, found in roles.items():
        standing = {part for part, one in found if one.signs}
        others = {part for part, _ in found} - standing
        if standing and len(standing) + len(others) >= FEWEST:
            drawn.append((found, Figure(role, _in_order(standing), _in_order(others))))
    if not drawn:
        return None
    drawn.sort(key=lambda one: (-sum(a.signs for _, a in one[0]), not one[1].role, one[1].role))
    signatories = (one for _, one in chain.from_iterable(found for found, _ in drawn) if one.signs)
    known = Counter(_party(archive, one) for one in signatories)
    unknown = known.pop("", 0)
    return Coalition(
        figures=tuple(figure for _, figure in drawn),
        parties=tuple(sorted(known.items(), key=lambda item: (-item[1], item[0]))),
        unknown=unknown,
        bipartisan="Republican" in known and any(map(_is_democratic, known)),
    )


def _in_order(parts: set[str]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=ORDER.__getitem__))


def _party(archive: Archive, one: Appearance) -> str:
    """Return the party of a signatory on the day of signing, under one name for all spellings of it."""
    person = archive.people.get(one.id or "")
    printed = person.party_on(one.day, one.office) if person and one.office else None
    if printed is None:
        return ""
    key = _key(printed)
    return "Democratic" if key in DEMOCRATIC else "Republican" if key in REPUBLICAN else printed


def _key(party: str) -> str:
    return party.translate(DASHES).casefold().removesuffix(" party")


def _is_democratic(party: str) -> bool:
    return _key(party) in DEMOCRATIC | FARMER_LABOR
