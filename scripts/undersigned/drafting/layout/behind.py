"""Parts what stands around the signatures: the copies, further text, what is no part of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import Line
from undersigned.drafting.layout.closings import Closing
from undersigned.drafting.layout.endings import opens_copies
from undersigned.drafting.layout.names import starts_with_name
from undersigned.drafting.layout.phrases import ENCLOSED, POSTSCRIPT
from undersigned.drafting.layout.text import ITEM, is_blank, is_prose, plain

ABOVE = 25
"""Lines above the closing in which copies may stand."""
LONGEST_ENCLOSURE = 12
FEWEST_WORDS = 10
"""Words of a line from which it may be a sentence."""


def early_copies(lines: list[Line], closing: Closing | None) -> tuple[list[Line], list[Line]]:
    """Take the copies out that stand above the closing."""
    if not closing:
        return lines, []
    for n in range(max(1, closing.place - ABOVE), closing.place):
        if opens_copies(plain(lines[n].text)) and is_blank(lines[n - 1]):
            end = next((k for k in range(n, closing.place) if is_blank(lines[k])), closing.place)
            return [*lines[:n], *lines[end:]], lines[n:end]
    return lines, []


@dataclass
class Behind:
    """What follows the closing: the block of signatures, further text, the copies."""

    block: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    copies: list[Line] = field(default_factory=list)


def parts_behind(lines: Sequence[Line]) -> Behind:
    """Part what follows the closing: each line goes where the one before it went, until one opens a part."""
    parts = Behind()
    target = parts.block
    for n, line in enumerate(lines):
        text = plain(line.text)
        if opens_copies(text):
            target = parts.copies
        elif _opens_text(lines, n) or (
            target is parts.copies and is_blank(line) and not _copies_go_on(lines, n)
        ):
            target = parts.after
        target.append(line)
    return parts


def goes_on(after: Sequence[Line]) -> bool:
    """Whether what follows the signatures is running text that is no postscript."""
    return any(is_prose(line.text) for line in after) and not any(
        POSTSCRIPT.match(line.text) for line in after
    )


def _opens_text(lines: Sequence[Line], n: int) -> bool:
    """Whether a line begins further text: an enclosure, a postscript, a sentence that names no signatory."""
    text = plain(lines[n].text)
    if POSTSCRIPT.match(text) or (ENCLOSED.fullmatch(text) and len(text.split()) <= LONGEST_ENCLOSURE):
        return True
    around = " ".join(line.text for line in lines[max(0, n - 2) : n + 3])
    is_named = starts_with_name(ITEM.sub("", text))
    return is_prose(text) and len(text.split()) > FEWEST_WORDS and ";" not in around and not is_named


def _copies_go_on(lines: Sequence[Line], n: int) -> bool:
    following = next((line for line in lines[n + 1 :] if not is_blank(line)), None)
    return (
        following is not None
        and not is_prose(following.text)
        and not ENCLOSED.fullmatch(plain(following.text))
    )
