"""A text in lines: as large as it fits, of about one length, and cut at a word when it is too long."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from unicodedata import category, east_asian_width

from undersigned.outputs.share_images.clusters import Cluster, clusters, runs
from undersigned.outputs.share_images.faces import Weight, length, reach

ELLIPSIS = "…"
MOST_CLUSTERS = 600
"""Letters of a text that are looked at: more than an image has room for, of the narrowest."""
MOST_CHARACTERS = 8 * MOST_CLUSTERS
"""Characters of a text that are looked at."""
TIES = 1.03
"""What letters beside each other may be narrower than each at another size; rounding and kerning."""
ABOVE, BELOW, CLEAR = 0.86, 0.28, 0.03
"""The least room of a line above and below its baseline, and around what reaches further; in em."""
MOST_ABOVE, MOST_BELOW = 1.4, 0.8
"""The most room of a line, in em: more than any orthography needs."""
SMALLEST = 0.75
"""Of its size, to what a text may shrink that would end with one word alone on a line."""
HYPHENS = frozenset("-‐–—/")
NO_START = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーゝゞヽヾ々〻")
"""Besides punctuation, what no Japanese line begins with (JIS X 4051)."""
STARTS = frozenset("「『（《〈【〔［｛“‘(")
"""Punctuation that a Chinese or Japanese line may begin with."""
DANGLING = frozenset(" ,;:.-–—/,、。，；：")
"""What does not stand before an ellipsis."""
CLOSE_ENOUGH = 8
"""Pixels by which lines may be longer than they would have to be."""
FIRST_HANGUL, LAST_HANGUL = "\uac00", "\ud7a3"

Row = tuple[Cluster, ...]


class Step(NamedTuple):
    """A size in pixels that a text may be set in, and in how many lines at most."""

    size: int
    lines: int


class Block(NamedTuple):
    """A text in lines; `above` and `below` is the room of one around its baseline, in pixels."""

    rows: tuple[Row, ...]
    size: int
    above: int
    below: int

    @property
    def height(self) -> int:
        """The room that all lines need, in pixels."""
        return len(self.rows) * (self.above + self.below)


class Word(NamedTuple):
    """What stays on one line, how wide it is, and the space behind it, which may have no width."""

    row: Row
    width: float
    space: Row
    space_width: float


def fit(text: str, weight: Weight, steps: Sequence[Step], width: int, height: int) -> Block:
    """Set `text` in the first of `steps` in which it fits into `width` and `height` pixels.

    In the last it is cut where it does not. There is always room for one line. One word alone on the
    last line is worth a somewhat smaller size, if that helps.
    """
    row = clusters(text[:MOST_CHARACTERS], weight)
    blocks = _blocks(row, clusters(ELLIPSIS, weight), steps, (width, height))
    first = next(blocks)
    for block in chain((first,), blocks):
        if block.size < SMALLEST * first.size:
            break
        if not _ends_lonely(block):
            return block
    return first


def _blocks(whole: Row, mark: Row, steps: Sequence[Step], room: tuple[int, int]) -> Iterator[Block]:
    """Yield the text in each step in which it fits, or else cut in the last and with `mark` at its end."""
    width, height = room
    row = whole[:MOST_CLUSTERS]
    above, below = _reach(row)
    least = 0.0
    for step in steps:
        last = step is steps[-1]
        block = Block((), step.size, round(above * step.size), round(below * step.size))
        most = max(1, min(step.lines, height // (block.above + block.below)))
        if not last and (len(row) < len(whole) or least * step.size > TIES * most * width):
            continue
        words = list(_words(row, step.size))
        least = sum(word.width for word in words) / step.size
        if not last and any(word.width > width for word in words):
            continue
        words = [part for word in words for part in _narrow(word, step.size, width)]
        lines = _lines(words, width)
        if len(lines) <= most and len(row) == len(whole):
            yield block._replace(rows=tuple(map(_row, _balanced(words, width, len(lines)))))
        elif last:
            *whole_lines, end = lines[:most]
            rows = (*map(_row, whole_lines), _cut(end, mark, step.size, width))
            yield block._replace(rows=rows)


def _ends_lonely(block: Block) -> bool:
    """Whether the last of several lines is one word."""
    return len(block.rows) > 1 and len(list(_words(block.rows[-1], block.size))) == 1


def _reach(row: Row) -> tuple[float, float]:
    """Return how much room a line of `row` needs above and below its baseline, in em."""
    reached = [reach(cluster.text, cluster.face) for cluster in set(row)]
    above = max((up for up, _ in reached), default=0.0) + CLEAR
    below = max((down for _, down in reached), default=0.0) + CLEAR
    return min(max(above, ABOVE), MOST_ABOVE), min(max(below, BELOW), MOST_BELOW)


def _words(row: Row, size: int) -> Iterator[Word]:
    """Cut `row` where a line may end."""
    start = 0
    for place, after in enumerate((*row[1:], None) if row else (), start=1):
        if start < place and (after is None or after.text == " " or _may_break(row, place)):
            space = row[place : place + 1] if after is not None and after.text == " " else ()
            yield Word(row[start:place], _width(row[start:place], size), space, _width(space, size))
            start = place + len(space)


def _may_break(row: Row, place: int) -> bool:
    """Whether a line may end before the cluster at `place`, between two that are no space."""
    before, after = row[place - 1].text, row[place].text
    if " " in {before, after}:
        return False
    if before in HYPHENS:
        return place > 1 and row[place - 2].text.isalpha() and after.isalpha()
    if not (_wide(before) or _wide(after)) or after in NO_START or (_katakana(before) and _katakana(after)):
        return False
    return category(before[0]) not in {"Ps", "Pi"} and (after in STARTS or category(after[0])[0] != "P")


def _wide(text: str) -> bool:
    """Whether lines may end beside a letter without a space: Chinese and Japanese, not Korean."""
    return east_asian_width(text[0]) in "WF" and not FIRST_HANGUL <= text[0] <= LAST_HANGUL


def _katakana(text: str) -> bool:
    """Whether it is a letter of the script in which Japanese writes words of other languages."""
    return "ァ" <= text[0] <= "ヿ"


def _width(row: Row, size: int) -> float:
    return sum(length(text, face, size) for text, face in runs(row))


def _narrow(word: Word, size: int, width: int) -> list[Word]:
    """Cut a word that no line has room for."""
    if word.width <= width:
        return [word]
    parts: list[Word] = []
    start, so_far = 0, 0.0
    for place, cluster in enumerate(word.row):
        own = length(cluster.text, cluster.face, size)
        if so_far + own > width and place > start:
            parts.append(Word(word.row[start:place], so_far, (), 0.0))
            start, so_far = place, 0.0
        so_far += own
    return [*parts, word._replace(row=word.row[start:], width=so_far)]


def _lines(words: Sequence[Word], width: float) -> list[list[Word]]:
    """Put on each line what it has room for."""
    lines: list[list[Word]] = []
    room = -1.0
    space = 0.0
    for word in words:
        if word.width + space > room:
            lines.append([])
            room, space = width, 0.0
        lines[-1].append(word)
        room -= space + word.width
        space = word.space_width
    return lines


def _balanced(words: Sequence[Word], width: int, count: int) -> list[list[Word]]:
    """Put the words on `count` lines that are as equal as they can be."""
    low, high = width // (count + 1), width
    while high - low > CLOSE_ENOUGH:
        middle = (low + high) // 2
        if len(_lines(words, middle)) > count:
            low = middle
        else:
            high = middle
    return _lines(words, high)


def _row(words: Sequence[Word]) -> Row:
    spaced = [cluster for word in words for cluster in (*word.row, *word.space)]
    return tuple(spaced[: len(spaced) - len(words[-1].space)] if words else spaced)


def _cut(words: Sequence[Word], mark: Row, size: int, width: int) -> Row:
    """Return the line with `mark` at its end, without the words that it has then no room for."""
    row = _row(words)
    while len(words) > 1 and _width((*row, *mark), size) > width:
        words = words[:-1]
        row = _row(words)
    while len(row) > 1 and (_width((*row, *mark), size) > width or row[-1].text in DANGLING):
        row = row[:-1]
    return (*row, *mark)
