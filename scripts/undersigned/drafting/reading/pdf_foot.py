"""Finds the notes at the foot of a PDF page, by their type, their marks and the line above them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from undersigned.drafting.reading.pdf_words import Placed

NOTE = re.compile(r"[\[(]?\d{1,3}[\])]?[.:)]?")
LONGEST_PAGE_NUMBER = 4
"""Words, as in "Page 2 of 3"."""
LONGEST_FOOT = 4
"""Lines that run at the foot of pages."""
LONGEST_MARK = 2
"""Words of a line that starts as a note does and may yet be a page number."""
SMALLER = 0.94
"""Of the usual size: the type of notes."""
RAISED_END = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+\W*$")
SAME_PLACE = 4
"""Points; what runs at the foot stands at the same place on all pages."""
Row = tuple[Placed, ...]
Standing = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Type:
    """The usual type of a document: its size, the distance of its lines, the width of a character."""

    size: float
    distance: float
    width: float
    is_bold: bool
    is_italic: bool


def repeated(pages: Sequence[Sequence[Row]]) -> frozenset[Standing]:
    """Return what stands at the same place at the foot of more pages than one, whatever its numbers."""
    # Notes may say the same on several pages, such as "Ibid."
    last = [[row for row in rows[-LONGEST_FOOT:] if not _is_raised(row[0])] for rows in pages]
    found = Counter(text for rows in last for text in set(map(_standing, rows)))
    return frozenset(text for text, count in found.items() if count > 1)


def foot_of(
    rows: Sequence[Row], rules: Sequence[float], usual: Type, running: frozenset[Standing], *, goes_on: bool
) -> tuple[int, int]:
    """Return the first of the rows that are notes at the foot of a page, and the one after the last.

    `running` is what stands at the foot of several pages; notes may go on from the page before.
    """
    end = len(rows)
    for rule in sorted(rules):
        below = next((at for at, row in enumerate(rows) if row[0].top - row[0].size > rule - 1), end)
        # A list in the size of the text may start below a line too.
        if 0 < below < end and (
            _is_raised(rows[below][0])
            or (_is_small(rows[below], usual) and (goes_on or _is_note(rows[below])))
        ):
            return below, _end(rows, below, usual, running)
    start = end
    while start > 0 and (_is_small(rows[start - 1], usual) or _is_running(rows[start - 1], running)):
        start -= 1
    if not goes_on:
        is_called = any(RAISED_END.search(word.text) for row in rows[:start] for word in row)
        while start < end and not (
            _is_small(rows[start], usual)
            and _is_note(rows[start], is_called=is_called)
            and not _is_running(rows[start], running)
        ):
            start += 1
    elif all(_is_running(row, running) for row in rows[start:end]):
        start = end
    return start, _end(rows, start, usual, running) if start < end else end


def _is_small(row: Row, usual: Type) -> bool:
    return median(word.size for word in row) <= SMALLER * usual.size


def _is_page_number(row: Row) -> bool:
    return len(row) <= LONGEST_PAGE_NUMBER and any(word.text.strip("-–—[]()").isdigit() for word in row)


def _is_note(row: Row, *, is_called: bool = True) -> bool:
    """Whether a row starts as a note does; a plain number does so where the page calls notes."""
    return _is_raised(row[0]) or (is_called and NOTE.fullmatch(row[0].text) is not None)


def _is_raised(word: Placed) -> bool:
    return word.text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§"


def _standing(row: Row) -> Standing:
    """Return what a row says without its numbers, and where it stands."""
    words = " ".join("".join(char for char in word.text if not char.isdigit()) for word in row)
    return words, round(row[0].top / SAME_PLACE)


def _is_running(row: Row, running: frozenset[Standing]) -> bool:
    is_note = _is_note(row) and len(row) > LONGEST_MARK
    return (_is_page_number(row) and not is_note) or (not _is_raised(row[0]) and _standing(row) in running)


def _end(rows: Sequence[Row], start: int, usual: Type, running: frozenset[Standing]) -> int:
    """Return where the notes from `start` on end: before a page number, or a foot that stands apart."""
    end = len(rows)
    while end > start + 1:
        row, before = rows[end - 1], rows[end - 2]
        is_apart = row[0].top - before[0].top > 1.5 * usual.distance
        if not (_is_running(row, running) or (is_apart and not _is_note(row))):
            break
        end -= 1
    return end
