"""Turns the lines of a letter's text into Markdown: paragraphs, headings, lists, quotations."""

import re
from collections.abc import Callable, Sequence

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.text import ITEM, NUMBERED, is_blank, is_prose, plain, segments

BULLET = re.compile(r"^\s*(?:[*•●▪‣◦·–—]|--?)\s+(?=\S)|^\s*[•●▪‣◦]\s*(?=\S)")

ENDS = re.compile(r"[.!?:;][”\"’')\]*_]*(?:\[\^[^\]]+\])*[”\"’')\]]*$")

HEADING = re.compile(r"^\s*#{1,6}\s")

ROMAN = re.compile(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s+[A-Z]")

FULL = 0.8
"""Share of the usual width from which a line counts as full."""

LONGEST_HEADING = 12


def as_markdown(
    lines: Sequence[Line], *, is_flowing: bool, known: str, mark: Callable[[str], str]
) -> tuple[list[str], list[LeftOut]]:
    """Return the paragraphs of a text as Markdown, each as it is to stand between blank lines.

    `mark` puts the calls of notes into a paragraph.
    """
    blocks = _blocks(lines, is_flowing=is_flowing)
    found: list[str] = []
    hyphens: list[LeftOut] = []
    for n, block in enumerate(blocks):
        if block[0].is_row:
            found.append(_table(block))
            continue
        text, breaks = joined(block, known)
        hyphens += breaks
        following = blocks[n + 1] if n + 1 < len(blocks) else None
        found.append(mark(_styled(block, text, following, is_flowing=is_flowing)))
    return _lists_together(found), hyphens


def usual_width(lines: Sequence[Line]) -> int:
    """Return how many characters the full lines of a text have."""
    widths = sorted(len(line.text.rstrip()) for line in lines if not is_blank(line) and is_prose(line.text))
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0


def _blocks(lines: Sequence[Line], *, is_flowing: bool) -> list[list[Line]]:
    """Group lines to paragraphs."""
    width = usual_width(lines)
    flowing = is_flowing or width > 140
    has_gaps = any(is_blank(line) for line in lines)
    indents = _is_indented(lines)
    blocks: list[list[Line]] = []
    gap = True
    broken = False
    for line in lines:
        if line.text == PAGE_BREAK:
            broken = True
            continue
        if is_blank(line):
            gap = True
            continue
        if not blocks or not _goes_on(
            blocks[-1],
            line,
            gap=gap,
            broken=broken,
            flowing=flowing,
            width=width,
            has_gaps=has_gaps,
            indents=indents,
        ):
            blocks.append([line])
        else:
            blocks[-1].append(line)
        gap = broken = False
    return blocks


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indented line."""
    said = [line for line in lines if not is_blank(line) and line.text != PAGE_BREAK]
    deep = [line for line in said if line.text.startswith(("  ", "\t"))]
    return 0 < len(deep) < 0.6 * len(said)


def _goes_on(
    block: Sequence[Line],
    line: Line,
    *,
    gap: bool,
    broken: bool,
    flowing: bool,
    width: int,
    has_gaps: bool,
    indents: bool,
) -> bool:
    above, text = block[-1].text.rstrip(), line.text
    if line.is_row or block[-1].is_row:
        return line.is_row and block[-1].is_row and not gap
    if BULLET.match(text) or HEADING.match(text) or HEADING.match(above):
        return False
    complete = bool(ENDS.search(plain(above)))
    if broken:
        starts_small = text.lstrip()[:1].islower()
        if _is_item_start(text) and complete:
            return False
        return (
            not complete
            or starts_small
            or (
                len(above) >= FULL * width > 0
                and not flowing
                and not text.startswith((" ", "\t"))
                and not gap
            )
        )
    if gap:
        return (
            text.lstrip()[:1].islower()
            and not complete
            and not plain(above).endswith((",", "—"))
            and is_prose(above)
            and not _is_item_start(text)
        )
    if _is_item_start(text) and (complete or flowing or plain(above).endswith((";", ",", "and", "or"))):
        return False
    if flowing:
        return False
    if indents and text.startswith(("  ", "\t")) and not above.startswith(("  ", "\t")) and complete:
        return False
    if (
        indents
        and text.startswith(("  ", "\t"))
        and len(block) > 1
        and complete
        and _depth(text) > _depth(block[1].text)
    ):
        return False
    return not (
        complete and not has_gaps and len(above) < FULL * width and text.lstrip()[:1].isupper()
    ) and not (
        _is_short_heading(above, width)
        and len(block) == 1
        and text.lstrip()[:1].isupper()
        and not plain(above).endswith(",")
    )


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_item_start(text: str) -> bool:
    return bool(NUMBERED.match(text) or ITEM.match(text))


def _is_short_heading(text: str, width: int) -> bool:
    said = plain(text)
    return (
        len(said) < 0.6 * width
        and (said.isupper() or bool(re.fullmatch(r"\s*[*_]{2}.+[*_]{2}\s*", text)))
        and len(said.split()) <= LONGEST_HEADING
    )


def _styled(block: Sequence[Line], text: str, following: Sequence[Line] | None, *, is_flowing: bool) -> str:
    if HEADING.match(text) or text.startswith("> "):
        return text
    if bullet := BULLET.match(text):
        return f"- {text[bullet.end() :]}"
    if _is_heading(block, text, following):
        return f"## {text}"
    if not is_flowing and len(block) > 1 and all(_depth(line.text) >= 8 for line in block):
        return f"> {text}"
    return text


def _is_heading(block: Sequence[Line], text: str, following: Sequence[Line] | None) -> bool:
    said = plain(text)
    if (
        following is None
        or len(block) > 2
        or len(said.split()) > LONGEST_HEADING
        or said.endswith((".", ",", ";", ":", "!", "?"))
        or not said[:1].isalnum()
    ):
        return False
    if (
        not (is_prose(following[0].text) or _is_item_start(following[0].text))
        or len(segments(block[0].text)) > 1
    ):
        return False
    big = [word for word in said.split() if word[:1].isupper() or word[:1].isdigit()]
    small = [word for word in said.split() if word[:1].islower()]
    whole_bold = bool(re.fullmatch(r"\s*([*_]{1,3})[^*_].*\1\s*", text))
    return (
        said.isupper()
        or whole_bold
        or bool(ROMAN.match(said))
        or len(said.split()) >= 2
        and len(big) >= 0.6 * len(said.split())
        and all(len(word) <= 5 for word in small)
    )


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
