"""Lists of letters, and how a list too long for one page is split by year, month and day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.views.addresses import section_address
from undersigned.views.view import Crumb, Facts, Group, Listing, Part, Row, View
from undersigned.views.words import counted, long_day, month_name

LONGEST = 300
"""Letters or entries that one page lists at most."""
ENDS = (0, 4, 7, 10)
"""Where a period ends in a letter's id: all time, `2026`, `2026-03`, `2026-03-23`."""
YEAR, MONTH, DAY = 1, 2, 3
"""Places in `ENDS`. A list of letters of one day is never split."""
GROUPED = (YEAR, MONTH, MONTH, DAY)
"""By which period the letters of all time, of a year, a month and a day stand in groups."""

Notes = Mapping[str, str]
"""Why a letter stands in a list, by its id."""


class Noted:
    """Notes that are worked out once, for all pages on which the same list stands."""

    def __init__(self, find: Callable[[], Notes]) -> None:
        self._find = find
        self._found: Notes | None = None

    def __call__(self) -> Notes:
        """Return the notes."""
        if self._found is None:
            self._found = self._find()
        return self._found


def newest_first(keys: Iterable[str]) -> list[str]:
    """Return letter ids from the newest to the oldest: ids start with the date, as `2026-03-23`."""
    return sorted(keys, reverse=True)


def letters_listing(base: str, keys: Iterable[str], notes: Notes, depth: int = 0) -> Listing:
    """List letters of one period on the page with the address `base`, or lead to pages for its parts.

    `depth` is that of the period in `ENDS`.
    """
    order = newest_first(keys)
    if len(order) > LONGEST and depth < DAY:
        parts = tuple(
            Part(title=_name(period, depth), address=f"{base}{_last(period)}/", count=len(found))
            for period, found in _by_period(order, depth + 1).items()
        )
        return Listing(count=len(order), parts=parts)
    groups = tuple(
        Group(title=_name(period, depth), anchor=f"in-{_last(period)}", rows=_rows(found, notes))
        for period, found in _by_period(order, GROUPED[depth]).items()
    )
    return Listing(count=len(order), groups=groups)


def _by_period(keys: Iterable[str], depth: int) -> dict[str, list[str]]:
    """Part letters by the period of a depth that they belong to."""
    end = ENDS[depth]
    periods: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        periods[key[:end]].append(key)
    return periods


def _rows(keys: Iterable[str], notes: Notes) -> tuple[Row, ...]:
    return tuple((key, notes.get(key, "")) for key in keys)


def _last(period: str) -> str:
    return period.rpartition("-")[2]


def _name(period: str, depth: int = 0) -> str:
    """Return how a page of a period of `depth` calls one: "2026", "March 2026", "March 23, 2026".

    On the page of a year, a month is "March".
    """
    if len(period) == ENDS[DAY]:
        return long_day(date.fromisoformat(period))
    year, _, month = period.partition("-")
    if not month:
        return year
    return month_name(int(month)) if depth == YEAR else f"{month_name(int(month))} {year}"


def part_pages(
    archive: Archive, host: View, keys: Iterable[str], notes: Callable[[], Notes], *, always: bool = False
) -> Iterator[View]:
    """Yield the pages for years, months and days that the list on the page `host` leads to.

    With `always`, each year has a page even when the list is short enough for one.
    """
    order = newest_first(keys)
    if always or len(order) > LONGEST:
        yield from _parts(archive, host, order, notes=notes, name=partial(_whole_title, host), depth=YEAR)


def _parts(  # noqa: PLR0913 - a page has this many things of its own
    archive: Archive,
    above: View,
    order: Sequence[str],
    *,
    notes: Callable[[], Notes],
    name: Callable[[str], str],
    depth: int,
) -> Iterator[View]:
    """Yield the pages for the periods of `depth` to which the list on the page `above` leads."""
    for period, found in _by_period(order, depth).items():
        address, title = f"{above.address}{_last(period)}/", name(_name(period))
        page = View(
            address=address,
            template="part.html",
            title=title,
            section=above.section,
            facts=partial(_part_facts, address, found, notes, depth=depth, title=title),
            crumbs=(*above.crumbs, Crumb(title=above.title, address=above.address)),
            modified=newest_day(archive, found),
        )
        yield page
        if depth < DAY and len(found) > LONGEST:
            yield from _parts(archive, page, found, notes=notes, name=name, depth=depth + 1)


def _whole_title(host: View, when: str) -> str:
    """Return the title of a part: "Letters of 2026", or "Fentanyl, 2026" on the page of a topic."""
    return f"Letters of {when}" if host.address == section_address("letters") else f"{host.title}, {when}"


def listing_facts(listing: Listing, description: str, **more: object) -> Facts:
    """Return what a page with a list of letters shows."""
    letters = [key for group in listing.groups for key, _ in group.rows]
    return Facts(values={"listing": listing, **more}, letters=letters, description=description)


def _part_facts(
    base: str, keys: Sequence[str], notes: Callable[[], Notes], *, depth: int, title: str
) -> Facts:
    description = f"{title}: {counted(len(keys), 'letter', 'letters')} in the archive."
    return listing_facts(letters_listing(base, keys, notes(), depth), description)


def newest_day(archive: Archive, keys: Iterable[str]) -> date | None:
    """Return the day of the newest publication or correction among the letters, None for none."""
    return max(map(archive.changed.__getitem__, keys), default=None)
