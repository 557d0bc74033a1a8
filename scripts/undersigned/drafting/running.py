"""Tells running text from lists of names, by how the lines of a column look."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

FEWEST_ROWS = 4
"""Lines that a column of running text has at least."""
FEWEST_ASIDE_ROWS = 5
"""Lines that a column at the side has at least; fewer are a margin note or an address."""
WIDEST_ASIDE = 0.42
"""The share of the page's width that a column at the side may take."""
MOST_LETTERS_OF_MARKS = 3
"""Letters of a number or mark before an item, at most."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word on a page: its edges and its line, all in one unit; words of one line have the same `top`."""

    left: float
    right: float
    top: float
    text: str


WordT = TypeVar("WordT", bound=Word)


def is_running(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether lines are running text: several words each, and many that start in mid-sentence."""
    if len(rows) < FEWEST_ROWS:
        return False
    words = sum(len(row) for row in rows)
    inner = sum(row[0].text[:1].islower() for row in rows)
    return words >= 3.5 * len(rows) and inner >= 0.3 * len(rows)


def has_running(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether running text is among lines, as it is in a letter with its date and address."""
    return any(is_running(rows[at : at + FEWEST_ROWS]) for at in range(len(rows)))


def side_of(rows: Sequence[Sequence[WordT]], edge: float, *, is_left: bool) -> list[list[WordT]]:
    """Return what of each line stands left or right of `edge`, without the lines that have nothing there."""
    sides = ([word for word in row if (word.left < edge) == is_left] for row in rows)
    return [side for side in sides if side]


def is_text(rows: Sequence[Sequence[Word]], edge: float) -> bool:
    """Whether some lines of a group start or end as lines of sentences do."""
    sides = [side for is_left in (True, False) for side in side_of(rows, edge, is_left=is_left)]
    like = sum(side[0].text[:1].islower() or side[-1].text.endswith((".", "!", "?", ";")) for side in sides)
    return 4 * like >= len(sides)


def is_aside(side: Sequence[Sequence[Word]], page: float) -> bool:
    """Whether lines are a column at the side of a page that is as wide as `page`."""
    width = max(row[-1].right for row in side) - min(row[0].left for row in side)
    lengths = [sum(char.isalpha() for word in row for char in word.text) for row in side]
    # Numbers and marks before items and paragraphs are no column of their own.
    if is_running(side) or len(side) < FEWEST_ASIDE_ROWS:
        return False
    return width <= WIDEST_ASIDE * page and median(lengths) > MOST_LETTERS_OF_MARKS
