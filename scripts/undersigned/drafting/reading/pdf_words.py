"""Puts the characters of a PDF page together to lines and words, with their look and their links."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from undersigned.drafting.reading.marks import raised
from undersigned.drafting.reading.pdf_glyphs import Glyph, Link
from undersigned.drafting.running import Word

SAME_LINE = 0.07
"""Of the size of type: characters whose feet differ by less stand on one line."""
NEAR_LINE = 0.3
"""The same, for parts of a line that stand beside each other, in different type or columns."""
SPACE = 0.16
"""Of the size of type: the least white between words."""
SMALL = 0.86
"""Of the size of the line: type that is smaller and higher is raised."""
FEWEST_SPREAD = 4
"""Letters of a word that is set with spaces between them, at least."""


@dataclass(frozen=True, kw_only=True)
class Placed(Word):
    """A word on a page, the size of its type, its look, and what it links to."""

    size: float
    is_bold: bool
    is_italic: bool
    link: str = ""


def words_of(glyphs: Sequence[Glyph], links: Sequence[Link]) -> Iterator[Placed]:
    """Yield the words of a page; those of one line have the same `top`."""
    for line in _lines([glyph for glyph in glyphs if glyph.text.strip()]):
        spaces = [glyph for glyph in glyphs if not glyph.text.strip()]
        yield from _words(line, _spaces(line, spaces), links)


def _spaces(line: Sequence[Glyph], spaces: Sequence[Glyph]) -> list[float]:
    head, foot = line[0].head, line[0].foot
    return [(space.left + space.right) / 2 for space in spaces if space.head < foot and space.foot > head]


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the lines of a page from the top down, each from left to right."""
    exact: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.foot, glyph.left)):
        if exact and glyph.foot - exact[-1][0].foot <= SAME_LINE * max(glyph.size, exact[-1][0].size):
            exact[-1].append(glyph)
        else:
            exact.append([glyph])
    lines: list[list[Glyph]] = []
    for part in exact:
        for place in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
            joined = _joined(lines[place], part)
            if joined:
                lines[place] = joined
                break
        else:
            lines.append(part)
    return [sorted(line, key=lambda glyph: glyph.left) for line in lines]


def _joined(above: list[Glyph], below: list[Glyph]) -> list[Glyph] | None:
    """Return two parts of a page as one line; None where they are two."""
    size = max(_size(above), _size(below))
    distance = _foot(below) - _foot(above)
    if distance > 0.75 * size or _overlap(above, below):
        return None
    if _size(above) <= SMALL * _size(below) and _is_beside(above, below):
        return [*map(_raise, above), *below]
    if _size(below) <= SMALL * _size(above) and distance <= 0.45 * size and _is_beside(below, above):
        return [*above, *below]
    return [*above, *below] if distance <= NEAR_LINE * min(_size(above), _size(below)) else None


def _raise(glyph: Glyph) -> Glyph:
    return replace(glyph, is_raised=True)


def _size(part: Sequence[Glyph]) -> float:
    return median(glyph.size for glyph in part if not glyph.is_raised) if part else 0


def _foot(part: Sequence[Glyph]) -> float:
    return median(glyph.foot for glyph in part if not glyph.is_raised)


def _overlap(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether characters of two parts stand above each other."""
    edges = sorted(
        [(glyph.left, glyph.right, 0) for glyph in one] + [(glyph.left, glyph.right, 1) for glyph in other]
    )
    return any(
        before[2] != after[2] and before[1] - after[0] > 0.3 * min(before[1] - before[0], after[1] - after[0])
        for before, after in pairwise(edges)
    )


def _is_beside(small: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    """Whether every part of `small` follows or precedes a character of `line` closely."""
    size = _size(line)
    edges = [edge for glyph in (*line, *small) for edge in (glyph.left, glyph.right)]
    return all(
        any(abs(glyph.left - edge) < size or abs(glyph.right - edge) < size for edge in edges)
        for glyph in small
    ) and any(
        abs(glyph.left - other.right) < size or abs(glyph.right - other.left) < size
        for glyph in small
        for other in line
    )


def _words(line: Sequence[Glyph], spaces: Sequence[float], links: Sequence[Link]) -> Iterator[Placed]:
    size, foot = _size(line), _foot(line)
    groups: list[list[Glyph]] = []
    for glyph in line:
        last = groups[-1][-1] if groups else None
        if last is None or _is_parted(last, glyph, size, spaces):
            groups.append([glyph])
        else:
            groups[-1].append(glyph)
    for group in _unspread(groups):
        yield _word(group, foot, links)


def _is_parted(last: Glyph, glyph: Glyph, size: float, spaces: Sequence[float]) -> bool:
    white = glyph.left - last.right
    if glyph.is_raised and glyph.text.isdigit():
        # A raised number belongs to the word before it, whatever space its author left.
        return white > 0.35 * size
    return white > SPACE * size or (
        white > 0.05 * size and any(last.right - 0.5 <= space <= glyph.left + 0.5 for space in spaces)
    )


def _unspread(groups: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Yield words, those whose letters are spread put together."""
    run: list[list[Glyph]] = []
    for group in [*groups, []]:
        if len(group) == 1 and (group[0].text.isalpha() or (run and group[0].text in ".,&'’-")):
            run.append(group)
            continue
        yield from _close(run)
        run = []
        if group:
            yield group


def _close(run: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    if len(run) < FEWEST_SPREAD:
        yield from run
        return
    whites = [after[0].left - before[0].right for before, after in pairwise(run)]
    usual = sorted(whites)[len(whites) // 3]
    word = list(run[0])
    for white, group in zip(whites, run[1:], strict=True):
        if white > 1.8 * max(usual, 0.1):
            yield word
            word = []
        word = [*word, *group]
    yield word


def _word(group: Sequence[Glyph], foot: float, links: Sequence[Link]) -> Placed:
    text = ""
    for glyph in group:
        text += raised(glyph.text) if glyph.is_raised else glyph.text
    own = [glyph for glyph in group if not glyph.is_raised] or group
    linked = [link.address for link in links if 2 * sum(link.covers(glyph) for glyph in group) > len(group)]
    return Placed(
        left=group[0].left,
        right=group[-1].right,
        top=foot,
        text=unicodedata.normalize("NFC", text),
        size=median(glyph.size for glyph in own),
        is_bold=2 * sum(glyph.is_bold for glyph in own) > len(own),
        is_italic=2 * sum(glyph.is_italic for glyph in own) > len(own),
        link=linked[0] if linked else "",
    )
