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
HIGHEST, LOWEST = 0.75, 0.45
"""The same, for how far type is raised or lowered."""
LEAST_RAISED = 0.15
"""The same, for type that is raised and not only small."""
MOST_BESIDE = 8
"""Lines of different columns between two parts of one line, at most."""
FEWEST_SPREAD = 4
"""Letters of a word that is set with spaces between them, at least."""


@dataclass(frozen=True, kw_only=True)
class Placed(Word):
    """A word on a page, the size of its type, its look, and what it links to."""

    size: float
    is_bold: bool
    is_italic: bool
    link: str = ""
    plain_end: int = 0
    """Characters at the end that do not share its look, such as a comma after a title."""


def words_of(glyphs: Sequence[Glyph], links: Sequence[Link]) -> Iterator[Placed]:
    """Yield the words of a page; those of one line have the same `top`."""
    spaces = [glyph for glyph in glyphs if not glyph.text.strip()]
    for line in _lines([glyph for glyph in glyphs if glyph.text.strip()]):
        yield from _words(line, _spaces(line, spaces), links)


def _spaces(line: Sequence[Glyph], spaces: Sequence[Glyph]) -> list[float]:
    head, foot = line[0].head, line[0].foot
    return [(space.left + space.right) / 2 for space in spaces if space.head < foot and space.foot > head]


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the lines of a page from the top down, each from left to right."""
    parts = _with_raised(list(_parts(glyphs)))
    lines: list[list[Glyph]] = []
    for part in sorted(parts, key=lambda part: (_foot(part), part[0].left)):
        for line in reversed(lines[-MOST_BESIDE:]):
            near = NEAR_LINE * min(_size(line), _size(part))
            if _foot(part) - _foot(line) <= near and not _overlap(line, part):
                line.extend(part)
                break
        else:
            lines.append(part)
    return [sorted(line, key=lambda glyph: glyph.left) for line in lines]


def _parts(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield parts of lines: characters that stand on one line with no wide white between them."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.foot, glyph.left)):
        if rows and glyph.foot - rows[-1][0].foot <= SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        part: list[Glyph] = []
        for glyph in sorted(row, key=lambda glyph: glyph.left):
            if part and glyph.left - part[-1].right > glyph.size:
                yield part
                part = []
            part.append(glyph)
        yield part


def _with_raised(parts: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Join raised and lowered characters with the part of a line that they stand beside."""
    hosts = _hosts(parts)
    beside: dict[int, list[int]] = {}
    for small, host in hosts.items():
        # What stands beside something small that stands beside a line keeps a line of its own.
        if host not in hosts:
            beside.setdefault(host, []).append(small)
    joined = {small for smalls in beside.values() for small in smalls}
    whole: list[list[Glyph]] = []
    for at, part in enumerate(parts):
        if at not in joined:
            line = list(part)
            for small in beside.get(at, ()):
                is_raised = _foot(part) - _foot(parts[small]) > LEAST_RAISED * _size(part)
                line += map(_raise, parts[small]) if is_raised else parts[small]
            whole.append(sorted(line, key=lambda glyph: glyph.left))
    return whole


def _hosts(parts: Sequence[list[Glyph]]) -> dict[int, int]:
    """Return the part of a line that each smaller part stands beside, by their places."""
    feet, sizes = list(map(_foot, parts)), list(map(_size, parts))
    furthest = HIGHEST * max(sizes, default=0)
    hosts: dict[int, int] = {}
    for at, part in enumerate(parts):
        found: list[tuple[float, int]] = []
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(parts) and abs(feet[other] - feet[at]) <= furthest:
                if sizes[at] <= SMALL * sizes[other] and _is_beside(
                    part, parts[other], feet[other] - feet[at]
                ):
                    found.append((abs(feet[other] - feet[at]), other))
                other += step
        if found:
            hosts[at] = min(found)[1]
    return hosts


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


def _is_beside(small: Sequence[Glyph], line: Sequence[Glyph], above: float) -> bool:
    """Whether `small` is raised or lowered beside `line`, whose foot is lower by `above`."""
    size = _size(line)
    if not -LOWEST * size <= above <= HIGHEST * size or _overlap(small, line):
        return False
    return any(
        abs(small[0].left - other.right) < size or abs(small[-1].right - other.left) < size for other in line
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
        plain_end=_plain_end(group),
    )


def _plain_end(group: Sequence[Glyph]) -> int:
    """Return how many marks at the end of a word are plain."""
    count = 0
    for glyph in reversed(group):
        if glyph.is_bold or glyph.is_italic or glyph.text.isalnum():
            break
        count += len(glyph.text)
    return count
