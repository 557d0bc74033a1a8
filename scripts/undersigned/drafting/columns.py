"""Finds the columns of a page, so that running text is read column by column and rows stay rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Generic

from undersigned.drafting.running import (
    FEWEST_ROWS,
    Word,
    WordT,
    has_running,
    is_aside,
    is_running,
    is_text,
    side_of,
)

MOST_CANDIDATES = 16
GAP = " " * 3


@dataclass(frozen=True, kw_only=True)
class Block(Generic[WordT]):
    """Words that are read together, line by line."""

    rows: tuple[tuple[WordT, ...], ...]
    is_aside: bool = False


@dataclass(frozen=True, kw_only=True)
class _Parting:
    """Rows `first` to `last`, which stand left and right of `edge`."""

    edge: float
    first: int
    last: int
    is_left_aside: bool = False
    is_right_aside: bool = False


def rows_of(words: Sequence[WordT]) -> tuple[tuple[WordT, ...], ...]:
    """Return the lines of `words` from the top down, each from left to right."""
    rows: dict[float, list[WordT]] = {}
    for word in words:
        rows.setdefault(word.top, []).append(word)
    return tuple(tuple(sorted(rows[top], key=lambda word: word.left)) for top in sorted(rows))


def in_reading_order(words: Sequence[WordT], *, gutter: float) -> list[Block[WordT]]:
    """Return the blocks of a page in the order in which they are read.

    Columns of running text come one after the other, a column at the side before the text beside it. Rows
    of short entries, such as signatures in two or three columns, stay rows. `gutter` is the least width
    of white between columns, in the unit of the words. Every word is in exactly one block.
    """
    rows = rows_of(words)
    parting = _parting(rows, gutter)
    if parting is None:
        return [Block(rows=rows)] if rows else []
    inside = [word for row in rows[parting.first : parting.last + 1] for word in row]
    left = [word for word in inside if word.left < parting.edge]
    right = [word for word in inside if word.left >= parting.edge]
    blocks = in_reading_order([word for row in rows[: parting.first] for word in row], gutter=gutter)
    if parting.is_right_aside:
        blocks.append(Block(rows=rows_of(right), is_aside=True))
    if parting.is_left_aside:
        blocks.append(Block(rows=rows_of(left), is_aside=True))
    else:
        blocks += in_reading_order(left, gutter=gutter)
    if not parting.is_right_aside:
        blocks += in_reading_order(right, gutter=gutter)
    below = [word for row in rows[parting.last + 1 :] for word in row]
    return blocks + in_reading_order(below, gutter=gutter)


def set_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return each row as a line whose cells start where those of the other rows do, three spaces apart."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for place, cell in enumerate(row[:-1]):
            widths[place] = max(widths[place], len(cell))
    return [
        GAP.join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)), *row[-1:]])
        for row in rows
    ]


def _parting(rows: Sequence[Sequence[WordT]], gutter: float) -> _Parting | None:
    """Return where a page falls into columns that are not read across, the longest such place first."""
    if len(rows) < FEWEST_ROWS:
        return None
    found: list[tuple[int, float, int, int]] = []
    for edge in _edges(rows, gutter):
        for first, last in _runs(rows, edge, gutter):
            beside = _beside(rows, edge, first, last)
            if beside is not None:
                low, high = beside
                sides = [side_of(rows[low : high + 1], edge, is_left=is_left) for is_left in (True, False)]
                fewest = min(map(len, sides))
                if fewest >= FEWEST_ROWS:
                    found.append((fewest, edge, first, last))
    for _, edge, first, last in sorted(found, key=lambda run: (-run[0], run[1], run[2])):
        parting = _judge(rows, edge, first, last)
        if parting is not None:
            return parting
    return None


def _edges(rows: Sequence[Sequence[Word]], gutter: float) -> list[float]:
    """Return where columns may start: places at which many lines go on after white."""
    margin = min(row[0].left for row in rows)
    starts: Counter[float] = Counter()
    least: dict[float, float] = {}
    for row in rows:
        places = [row[0].left] if row[0].left > margin + gutter else []
        for word, following in pairwise(row):
            if following.left - word.right >= gutter:
                places.append(following.left)
        for place in places:
            # Places less than a gutter apart are one edge; the leftmost of them counts.
            key = place // gutter
            starts[key] += 1
            least[key] = min(least.get(key, place), place)
    return [least[key] for key, count in starts.most_common(MOST_CANDIDATES) if count >= FEWEST_ROWS]


def _runs(rows: Sequence[Sequence[Word]], edge: float, gutter: float) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of lines that leave the strip before `edge` white."""
    start: int | None = None
    for place, row in enumerate(rows):
        if any(word.left < edge and word.right > edge - gutter for word in row):
            if start is not None:
                yield start, place - 1
            start = None
        elif start is None:
            start = place
    if start is not None:
        yield start, len(rows) - 1


def _beside(rows: Sequence[Sequence[Word]], edge: float, first: int, last: int) -> tuple[int, int] | None:
    """Return the first and the last line at which text stands on both sides, on one line or nearly so."""
    left = [place for place in range(first, last + 1) if rows[place][0].left < edge]
    right = [place for place in range(first, last + 1) if rows[place][-1].left >= edge]
    if not left or not right:
        return None
    low, high = max(left[0], right[0]), min(left[-1], right[-1])
    return (low, high) if low < high else None


def _judge(rows: Sequence[Sequence[WordT]], edge: float, first: int, last: int) -> _Parting | None:
    """Return how lines `first` to `last` part at `edge`; None when they are rows to be read across."""
    beside = _beside(rows, edge, first, last)
    if beside is None:
        return None
    low, high = _trimmed(rows, beside, edge)
    left, right = (side_of(rows[low : high + 1], edge, is_left=is_left) for is_left in (True, False))
    if is_running(left) and is_running(right):
        low, high = _stretched(rows, (low, high), (first, last))
        return _Parting(edge=edge, first=low, last=high)
    low, high = _stretched(rows, beside, (first, last))
    left, right = (side_of(rows[low : high + 1], edge, is_left=is_left) for is_left in (True, False))
    bodies = [side_of(rows[first : last + 1], edge, is_left=is_left) for is_left in (True, False)]
    page = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    is_left_aside = has_running(bodies[1]) and is_aside(left, page)
    is_right_aside = has_running(bodies[0]) and is_aside(right, page) and not is_left_aside
    if not is_left_aside and not is_right_aside:
        return None
    return _Parting(
        edge=edge, first=low, last=high, is_left_aside=is_left_aside, is_right_aside=is_right_aside
    )


def _trimmed(rows: Sequence[Sequence[Word]], beside: tuple[int, int], edge: float) -> tuple[int, int]:
    """Return `beside` without groups of lines at its ends that are no text, such as signatures in rows."""
    low, high = beside
    distances = [after[0].top - before[0].top for before, after in pairwise(rows)]
    usual = median(distances[low:high])
    ends = [at for at in range(low, high) if distances[at] > 1.6 * usual]
    groups = list(zip([low, *(at + 1 for at in ends)], [*ends, high], strict=True))
    while groups and not is_text(rows[groups[-1][0] : groups[-1][1] + 1], edge):
        groups.pop()
    while groups and not is_text(rows[groups[0][0] : groups[0][1] + 1], edge):
        groups.pop(0)
    return (groups[0][0], groups[-1][1]) if groups else beside


def _stretched(
    rows: Sequence[Sequence[Word]], beside: tuple[int, int], within: tuple[int, int]
) -> tuple[int, int]:
    """Return `beside` with the lines above and below that go on without a gap, where one column is longer."""
    distances = [after[0].top - before[0].top for before, after in pairwise(rows)]
    usual = median(distances) if distances else 0
    low, high = beside
    while low > within[0] and distances[low - 1] <= 1.6 * usual:
        low -= 1
    while high < within[1] and (
        distances[high] <= 1.6 * usual or is_running(_group(rows, high + 1, within[1], distances, usual))
    ):
        high += 1
    return low, high


def _group(
    rows: Sequence[Sequence[Word]], start: int, last: int, distances: Sequence[float], usual: float
) -> Sequence[Sequence[Word]]:
    """Return the lines from `start` on to the next gap."""
    end = start
    while end < last and distances[end] <= 1.6 * usual:
        end += 1
    return rows[start : end + 1]
