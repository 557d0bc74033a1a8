"""Lists of letters, and how a list too long for one page is split by year and month."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.views.addresses import section_address
from undersigned.views.view import Crumb, Facts, Group, Listing, Part, Row, View
from undersigned.views.words import counted, month_name

LONGEST = 300
"""Letters or entries that one page lists at most."""

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


def _by_year(keys: Sequence[str]) -> dict[str, list[str]]:
    years: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        years[key[:4]].append(key)
    return dict(years)


def _by_month(keys: Sequence[str]) -> dict[str, list[str]]:
    months: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        months[key[5:7]].append(key)
    return dict(months)


def _groups(
    grouped: Mapping[str, Sequence[str]], name: Callable[[str], str], notes: Notes
) -> tuple[Group, ...]:
    return tuple(
        Group(title=name(part), anchor=f"in-{part}", rows=_rows(keys, notes))
        for part, keys in grouped.items()
    )


def _rows(keys: Iterable[str], notes: Notes) -> tuple[Row, ...]:
    return tuple((key, notes.get(key, "")) for key in keys)


def _month(part: str) -> str:
    return month_name(int(part))


def letters_listing(base: str, keys: Iterable[str], notes: Notes) -> Listing:
    """List letters by year on the page with the address `base`, or lead to a page for each year."""
    order = newest_first(keys)
    years = _by_year(order)
    if len(order) <= LONGEST:
        return Listing(count=len(order), groups=_groups(years, str, notes))
    parts = (Part(title=year, address=f"{base}{year}/", count=len(found)) for year, found in years.items())
    return Listing(count=len(order), parts=tuple(parts))


def year_listing(base: str, keys: Iterable[str], notes: Notes) -> Listing:
    """List one year's letters by month on the page `base`, or lead to a page for each month."""
    order = newest_first(keys)
    months = _by_month(order)
    if len(order) <= LONGEST:
        return Listing(count=len(order), groups=_groups(months, _month, notes))
    parts = (
        Part(title=_month(month), address=f"{base}{month}/", count=len(found))
        for month, found in months.items()
    )
    return Listing(count=len(order), parts=tuple(parts))


def month_listing(keys: Iterable[str], title: str, notes: Notes) -> Listing:
    """List one month's letters in one group."""
    rows = _rows(newest_first(keys), notes)
    return Listing(count=len(rows), groups=(Group(title=title, anchor="in-month", rows=rows),))


def part_pages(
    archive: Archive, host: View, keys: Iterable[str], notes: Callable[[], Notes], *, always: bool = False
) -> Iterator[View]:
    """Yield the pages for years and months that the list on the page `host` leads to.

    With `always`, each year has a page even when the list is short enough for one.
    """
    order = newest_first(keys)
    if len(order) <= LONGEST and not always:
        return
    for year, in_year in _by_year(order).items():
        base = f"{host.address}{year}/"
        facts = partial(_year_facts, base, in_year, notes)
        yearly = _part(archive, host, title=_whole_title(host, year), address=base, keys=in_year, facts=facts)
        yield yearly
        if len(in_year) <= LONGEST:
            continue
        for month, in_month in _by_month(in_year).items():
            when = f"{_month(month)} {year}"
            facts = partial(_month_facts, in_month, when, notes)
            title = _whole_title(host, when)
            yield _part(archive, yearly, title=title, address=f"{base}{month}/", keys=in_month, facts=facts)


def _whole_title(host: View, when: str) -> str:
    """Return the title of a part: "Letters of 2026", or "Fentanyl, 2026" on the page of a topic."""
    return f"Letters of {when}" if host.address == section_address("letters") else f"{host.title}, {when}"


def listing_facts(listing: Listing, **more: object) -> Facts:
    """Return what a page with a list of letters shows."""
    letters = [key for group in listing.groups for key, _ in group.rows]
    return Facts(values={"listing": listing, **more}, letters=letters)


def _year_facts(base: str, keys: Sequence[str], notes: Callable[[], Notes]) -> Facts:
    return listing_facts(year_listing(base, keys, notes()))


def _month_facts(keys: Sequence[str], title: str, notes: Callable[[], Notes]) -> Facts:
    return listing_facts(month_listing(keys, title, notes()))


def _part(  # noqa: PLR0913 - a page has this many things of its own
    archive: Archive,
    above: View,
    *,
    title: str,
    address: str,
    keys: Sequence[str],
    facts: Callable[[], Facts],
) -> View:
    return View(
        address=address,
        template="part.html",
        title=title,
        section=above.section,
        facts=facts,
        description=f"{title}: {counted(len(keys), 'letter', 'letters')} in the archive.",
        crumbs=(*above.crumbs, Crumb(title=above.title, address=above.address)),
        modified=newest_day(archive, keys),
    )


def newest_day(archive: Archive, keys: Iterable[str]) -> date | None:
    """Return the day of the newest publication or correction among the letters, None for none."""
    return max(map(archive.changed.__getitem__, keys), default=None)
