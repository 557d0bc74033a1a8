"""Writes the words of PDF pages as lines: columns, white, notes at the foot, emphasis."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from undersigned.drafting.columns import GAP, Block, in_reading_order, rows_of
from undersigned.drafting.document import Line
from undersigned.drafting.reading.marks import Span, markdown
from undersigned.drafting.reading.pdf_foot import RAISED_END, Row, Type, foot_of, repeated
from undersigned.drafting.reading.pdf_words import Placed

GUTTER = 0.75
"""Of the size of type: the least white between columns of running text, all the way down."""
WIDE = 1.3
"""Of the size of type: white in a line that parts columns by itself."""
NARROW = 0.5
"""The same, where a line nearby has a column that starts there."""
MORE_WHITE = 1.22
"""Of the usual distance of lines: what is more is a gap."""
ITEM = re.compile(r"[-•▪➢·–]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]")
LINK_END = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹.,;:)]+$")
ALIGNED = 2.0
"""Points; words that start so near each other in lines nearby start a column."""
NEARBY = 3
"""Lines above and below that tell where columns start."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """The words of a page, and where lines are drawn on it that may part notes from text."""

    number: int
    words: tuple[Placed, ...]
    rules: tuple[float, ...] = ()


def lines_of(pages: Sequence[Page]) -> Iterator[Line]:
    """Yield the lines of all pages in the order in which they are read."""
    usual = _usual(pages)
    number = 0
    has_notes = False
    running = repeated([rows_of(page.words) for page in pages])
    for page in pages:
        rows = rows_of(page.words)
        start, end = foot_of(rows, page.rules, usual, running, goes_on=has_notes)
        has_notes = start < end
        foot = _block(Block(rows=tuple(rows[start:end])), usual, 0, is_foot=True)
        for line in (*_page(rows[:start], usual), *foot, *_page(rows[end:], usual, is_below=True)):
            number += 1
            yield replace(line, number=number, page=page.number)


def _usual(pages: Sequence[Page]) -> Type:
    sizes: Counter[float] = Counter()
    distances: Counter[float] = Counter()
    widths: list[float] = []
    looks: Counter[str] = Counter()
    for page in pages:
        rows = rows_of(page.words)
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
            looks["bold"] += word.is_bold
            looks["italic"] += word.is_italic
            if word.text.isalpha() and word.right > word.left:
                widths.append((word.right - word.left) / len(word.text))
        distances.update(round((after[0].top - before[0].top) * 2) / 2 for before, after in pairwise(rows))
    count = sum(len(page.words) for page in pages)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    near = Counter({distance: n for distance, n in distances.items() if 0.7 * size < distance < 3 * size})
    narrow = sorted(widths)[len(widths) // 10] if widths else 0.5 * size
    return Type(
        size=size,
        distance=near.most_common(1)[0][0] if near else 1.2 * size,
        width=max(narrow, 0.2 * size),
        is_bold=2 * looks["bold"] > count,
        is_italic=2 * looks["italic"] > count,
    )


def _page(rows: Sequence[Row], usual: Type, *, is_below: bool = False) -> Iterator[Line]:
    words = [word for row in rows for word in row]
    if not words:
        return
    if is_below:
        yield Line(text="", number=0)
    margin = min(word.left for word in words)
    before: Block[Placed] | None = None
    blocks = in_reading_order(words, gutter=GUTTER * usual.size)
    for block in blocks:
        top = block.rows[0][0].top
        if before is None or before.is_aside or block.is_aside:
            is_apart = True
        else:
            # The text of one column goes on at the top of the next, so there is no gap between them.
            is_apart = top - before.rows[-1][0].top > MORE_WHITE * usual.distance
        if is_apart and before:
            yield Line(text="", number=0)
        edge = margin if len(blocks) == 1 else min(row[0].left for row in block.rows)
        yield from _block(block, usual, edge)
        before = block


def _block(block: Block[Placed], usual: Type, margin: float, *, is_foot: bool = False) -> Iterator[Line]:
    rows = block.rows
    if is_foot and rows:
        margin = min(row[0].left for row in rows)
        yield Line(text="", number=0)
    distances = [after[0].top - before[0].top for before, after in pairwise(rows)]
    common = median(distances) if is_foot and distances else usual.distance
    for at, row in enumerate(rows):
        if at and _is_gap(distances, at - 1, common, usual.size):
            yield Line(text="", number=0, is_aside=block.is_aside, is_foot=is_foot)
        starts = [start for near in rows[max(at - NEARBY, 0) : at + NEARBY + 1] for start in _starts(near)]
        text = _line(row, usual, margin, starts)
        yield Line(text=text, number=0, is_aside=block.is_aside, is_foot=is_foot)


def _is_gap(distances: Sequence[float], at: int, common: float, size: float) -> bool:
    """Whether lines stand further apart than usual, or than the lines next to them do."""
    if distances[at] > MORE_WHITE * common:
        return True
    beside = [distances[other] for other in (at - 1, at + 1) if 0 <= other < len(distances)]
    return any(0.9 * size < near and distances[at] > 1.35 * near for near in beside)


def _starts(row: Row) -> Iterator[float]:
    """Yield where the columns of a row start after its first."""
    for before, word in pairwise(row):
        if _is_wide(row, before, word, WIDE):
            yield word.left


def _is_wide(row: Row, before: Placed, word: Placed, least: float) -> bool:
    is_item = before is row[0] and ITEM.fullmatch(before.text) is not None
    return word.left - before.right > least * max(word.size, before.size) and not is_item


def _line(row: Row, usual: Type, margin: float, starts: Sequence[float]) -> str:
    """Return a line with its columns where they are on the page; some start at one of `starts`."""
    spans: list[Span] = []
    for before, word in zip([None, *row[:-1]], row, strict=True):
        place = round((word.left - margin) / usual.width)
        if before is None:
            white = " " * max(place, 0)
        elif _is_wide(row, before, word, WIDE) or (
            _is_wide(row, before, word, NARROW) and any(abs(word.left - start) < ALIGNED for start in starts)
        ):
            # The marks of emphasis and links take room too.
            white = " " * max(place - len(markdown(spans)), len(GAP))
        else:
            white = " "
        spans.append(Span(text=white))
        spans += _spans(word, usual)
    return markdown(spans).rstrip()


def _spans(word: Placed, usual: Type) -> Iterator[Span]:
    """Yield a word as its look says; the raised number at its end, and marks after a link, have none."""
    tail = (LINK_END if word.link else RAISED_END).search(word.text)
    end = min(tail.start() if tail else len(word.text), len(word.text) - word.plain_end)
    core = word.text[:end]
    yield Span(
        text=core,
        is_bold=word.is_bold and not usual.is_bold,
        is_italic=word.is_italic and not usual.is_italic,
        link=word.link,
    )
    if end < len(word.text):
        yield Span(text=word.text[end:])
