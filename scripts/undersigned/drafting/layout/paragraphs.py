"""Turns the lines of a letter's text into Markdown: paragraphs, headings, lists, quotations."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.text import ITEM, NUMBERED, is_blank, is_prose, plain, segments

BULLET = re.compile(r"^\s*(?:[*•●▪‣◦·–—]|--?)\s+(?=\S)|^\s*[•●▪‣◦]\s*(?=\S)")

ENDS = re.compile(r"[.!?:;][”\"’')\]*_]*(?:\[\^[^\]]+\])*[”\"’')\]]*$")

HEADING = re.compile(r"^\s*#{1,6}\s")

WHOLLY_BOLD = re.compile(r"\s*[*_]{2}.+[*_]{2}\s*")
WHOLLY_MARKED = re.compile(r"\s*([*_]{1,3})[^*_].*\1\s*")
ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s+[A-Z]")

FULL = 0.8
"""Share of the usual width from which a line counts as full."""

LONGEST_LINE = 140
"""Characters up to which a line ends where the page does."""
LONGEST_HEADING = 12


def as_markdown(
    lines: Sequence[Line], *, is_flowing: bool, known: str, mark: Callable[[str], str]
) -> tuple[list[str], list[LeftOut]]:
    """Return the paragraphs of a text as Markdown, each as it is to stand between blank lines.

    `mark` puts the calls of notes into a paragraph.
    """
    blocks = _blocks(lines, is_flowing=is_flowing)
    margin = _margin(lines, is_flowing=is_flowing)
    found: list[str] = []
    hyphens: list[LeftOut] = []
    for n, block in enumerate(blocks):
        if block[0].is_row:
            found.append(_table(block))
            continue
        text, breaks = joined(block, known)
        hyphens += breaks
        following = blocks[n + 1] if n + 1 < len(blocks) else None
        found.append(mark(_styled(block, text, following, margin)))
    return _lists_together(found), hyphens


def usual_width(lines: Sequence[Line]) -> int:
    """Return how many characters the full lines of a text have."""
    widths = sorted(len(line.text.rstrip()) for line in lines if not is_blank(line) and is_prose(line.text))
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0


def _blocks(lines: Sequence[Line], *, is_flowing: bool) -> list[list[Line]]:
    """Group lines to paragraphs."""
    setting = _Setting.of(lines, is_flowing=is_flowing)
    blocks: list[list[Line]] = []
    gap = broken = False
    for line in lines:
        if line.text == PAGE_BREAK:
            broken = True
        elif is_blank(line):
            gap = True
        else:
            if blocks and setting.goes_on(blocks[-1], line, gap=gap, broken=broken):
                blocks[-1].append(line)
            else:
                blocks.append([line])
            gap = broken = False
    return blocks


@dataclass(frozen=True)
class _Setting:
    """How a text is set: whether each line is a paragraph, the usual width, what parts its paragraphs."""

    is_flowing: bool
    width: int
    has_gaps: bool
    is_indented: bool

    @classmethod
    def of(cls, lines: Sequence[Line], *, is_flowing: bool) -> Self:
        said = [line for line in lines if not is_blank(line) and line.text != PAGE_BREAK]
        deep = [line for line in said if _is_deep(line.text)]
        width = usual_width(lines)
        return cls(
            is_flowing=is_flowing or width > LONGEST_LINE,
            width=width,
            # One gap parts the salutation from a text whose paragraphs none parts.
            has_gaps=sum(is_blank(line) for line in lines) > 1,
            is_indented=0 < len(deep) < 0.6 * len(said),
        )

    def goes_on(self, block: Sequence[Line], line: Line, *, gap: bool, broken: bool) -> bool:
        """Whether a line belongs to the paragraph above it; `broken` says that a page ended between them."""
        above, text = block[-1].text.rstrip(), line.text
        if line.is_row or block[-1].is_row:
            return line.is_row and block[-1].is_row and not gap
        if BULLET.match(text) or HEADING.match(text) or HEADING.match(above):
            return False
        complete = bool(ENDS.search(plain(above)))
        if broken:
            return self._beyond_page(above, text, complete=complete, gap=gap)
        if gap:
            is_cut = not complete and not plain(above).endswith((",", "—")) and is_prose(above)
            return is_cut and text.lstrip()[:1].islower() and not _is_item_start(text)
        if _is_item_start(text) and (complete or plain(above).endswith((";", ",", "and", "or"))):
            return False
        return not self.is_flowing and not self._begins(block, text, complete=complete)

    def _beyond_page(self, above: str, text: str, *, complete: bool, gap: bool) -> bool:
        if not complete:
            return True
        if _is_item_start(text):
            return False
        is_full = len(above) >= FULL * self.width > 0 and not self.is_flowing
        return text.lstrip()[:1].islower() or (is_full and not gap and not text.startswith((" ", "\t")))

    def _begins(self, block: Sequence[Line], text: str, *, complete: bool) -> bool:
        """Whether a line right below another begins a paragraph: by its indent, or as that one ends short."""
        above = block[-1].text.rstrip()
        is_deeper = not _is_deep(above) or (len(block) > 1 and _depth(text) > _depth(block[1].text))
        if self.is_indented and complete and _is_deep(text) and is_deeper:
            return True
        is_capital = text.lstrip()[:1].isupper()
        if complete and not self.has_gaps and len(above) < FULL * self.width and is_capital:
            return True
        is_headed = len(block) == 1 and is_capital and not plain(above).endswith(",")
        return is_headed and _is_short_heading(above, self.width)


def _is_deep(text: str) -> bool:
    return text.startswith(("  ", "\t"))


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_item_start(text: str) -> bool:
    return bool(NUMBERED.match(text) or ITEM.match(text))


def _is_short_heading(text: str, width: int) -> bool:
    said = plain(text)
    is_marked = said.isupper() or WHOLLY_BOLD.fullmatch(text)
    return bool(is_marked) and len(said) < 0.6 * width and len(said.split()) <= LONGEST_HEADING


def _margin(lines: Sequence[Line], *, is_flowing: bool) -> int | None:
    """Return how far in the lines of a text begin, None where their ends are not those of the page."""
    depths = [_depth(line.text) for line in lines if is_prose(line.text)]
    return None if is_flowing or not depths else min(depths)


def _styled(block: Sequence[Line], text: str, following: Sequence[Line] | None, margin: int | None) -> str:
    """Return a paragraph with the sign of an item, a heading or a quotation before it, if it is one."""
    if HEADING.match(text) or text.startswith("> "):
        return text
    if bullet := BULLET.match(text):
        return f"- {text[bullet.end() :]}"
    if len(block) <= 2 and following and len(segments(block[0].text)) == 1 and _is_heading(text, following):
        return f"## {text}"
    if (
        margin is not None
        and len(block) > 1
        and all(margin + 6 <= _depth(line.text) <= margin + 20 for line in block)
    ):
        return f"> {text}"
    return text


def _is_heading(text: str, following: Sequence[Line]) -> bool:
    """Whether a short line without an end, above running text, reads as a heading."""
    said = plain(text)
    words = said.split()
    if len(words) > LONGEST_HEADING or said.endswith(tuple(".,;:!?")) or not said[:1].isalnum():
        return False
    if not (is_prose(following[0].text) or _is_item_start(following[0].text)):
        return False
    if _is_item_start(text) and (_is_item_start(following[0].text) or words[-1] in {"and", "or"}):
        return False
    if said.isupper() or WHOLLY_MARKED.fullmatch(text) or ROMAN.match(said):
        return True
    big = [word for word in words if word[:1].isupper() or word[:1].isdigit()]
    small = [word for word in words if word[:1].islower()]
    return len(words) >= 2 and len(big) >= 0.6 * len(words) and all(len(word) <= 5 for word in small)


def _table(block: Sequence[Line]) -> str:
    rows = [[piece for _, piece in segments(line.text)] for line in block]
    width = max(map(len, rows))
    cells = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def _lists_together(paragraphs: Sequence[str]) -> list[str]:
    """Set items that follow each other on lines of one block."""
    found: list[str] = []
    for paragraph in paragraphs:
        if found and paragraph.startswith("- ") and found[-1].rpartition("\n")[2].startswith("- "):
            found[-1] += f"\n{paragraph}"
        else:
            found.append(paragraph)
    return found
