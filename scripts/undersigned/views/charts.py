"""Letters by year as a chart shows them, with what leads to each year."""

from collections.abc import Iterable
from typing import NamedTuple

from undersigned.views.view import Listing, Part

FEWEST = 20
"""Letters from which on a chart shows what a list does not."""


class Year(NamedTuple):
    """A year in which there are letters: its place from the first year on, and where they are listed."""

    title: str
    place: int
    letters: int
    address: str


class Chart(NamedTuple):
    """Letters per year: `length` years from the first letter to the last, those without letters included.

    `years` are those that have letters, in order; `most` is the number of letters in the fullest.
    """

    years: tuple[Year, ...]
    length: int
    most: int


def chart(years: Iterable[Part]) -> Chart | None:
    """Return the chart of years, in any order; None for few letters, or where one year holds them all."""
    order = sorted(years, key=lambda year: year.title)
    if len(order) < 2 or sum(year.count for year in order) < FEWEST:  # noqa: PLR2004 - nothing to compare
        return None
    first, last = int(order[0].title), int(order[-1].title)
    return Chart(
        years=tuple(Year(one.title, int(one.title) - first, one.count, one.address) for one in order),
        length=last - first + 1,
        most=max(one.count for one in order),
    )


def listing_chart(base: str, listing: Listing) -> Chart | None:
    """Return the chart of all letters that the page with the address `base` lists or leads to."""
    groups = [
        Part(title=group.title, address=f"{base}#{group.anchor}", count=len(group.rows))
        for group in listing.groups
    ]
    return chart(listing.parts or groups)
