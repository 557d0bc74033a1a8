"""Parts the letterhead from the addresses beneath it."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.layout.head import Head
from undersigned.drafting.layout.names import split_at_comma, split_honorific, starts_with_name
from undersigned.drafting.layout.places import is_contact, is_street
from undersigned.drafting.layout.posts import split_post
from undersigned.drafting.layout.text import between_blanks, is_blank, plain, segments, with_text

TO = re.compile(r"(?:to|attn|attention):?\s+(?=[A-Z])", re.IGNORECASE)


def sort_head(head: Head, above: list[Line], below: list[Line]) -> None:
    """Decide which lines are the letterhead and which the addresses."""
    first = next((n for n, line in enumerate(below) if split_honorific(plain(line.text))[0]), 0)
    if first > 1 and is_blank(below[first - 1]):
        above, below = [*above, *below[:first]], below[first:]
    has_lines_below = any(not is_blank(line) for line in below)
    if any(not is_blank(line) for line in head.recipients):
        head.letterhead = _said([*above, *below])
    elif not has_lines_below:
        head.letterhead, head.recipients = _parted(above)
    elif any(is_contact(line.text) for line in below) and not _has_person(below[:3]):
        extra, head.recipients = _parted(below)
        head.letterhead = [*_said(above), *extra]
    else:
        head.letterhead, head.recipients = _said(above), below


def _said(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not is_blank(line)]


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the letterhead from the addresses beneath it, which begin with somebody's name.

    Where nobody is named, the last block without a telephone number is the address.
    """
    blocks = between_blanks(lines)
    for k, block in enumerate(blocks):
        for n, line in enumerate(block):
            if _begins_address(plain(line.text), block, is_first=n == 0):
                return _cut(blocks, k, n)
    for k, block in enumerate(blocks[-2:], start=max(0, len(blocks) - 2)):
        if len(block) > 1 and _has_person(block[:1]) and not _has_contact(block):
            return _cut(blocks, k, 0)
    if not blocks or _has_contact(blocks[-1]):
        return [line for block in blocks for line in block], []
    if len(blocks) > 1 or any(is_street(line.text) for line in blocks[-1]):
        return _cut(blocks, len(blocks) - 1, 0)
    return blocks[0], []


def _begins_address(text: str, block: Sequence[Line], *, is_first: bool) -> bool:
    if split_honorific(text)[0] and starts_with_name(text):
        return True
    has_post = bool(split_post(split_at_comma(text)[0])[0]) and not _has_contact(block)
    return is_first and (has_post or bool(TO.match(text)))


def _cut(blocks: Sequence[list[Line]], k: int, n: int) -> tuple[list[Line], list[Line]]:
    """Part blocks at line `n` of block `k`; the gaps below stay."""
    above = [line for block in blocks[:k] for line in block] + blocks[k][:n]
    below = blocks[k][n:]
    for block in blocks[k + 1 :]:
        below += [with_text(block[0], ""), *block]
    return above, below


def _has_contact(block: Sequence[Line]) -> bool:
    return any(is_contact(line.text) for line in block)


def _has_person(lines: Sequence[Line]) -> bool:
    """Whether one of the lines names a person, in whatever column."""
    texts = [plain(text) for line in lines for _, text in segments(line.text)]
    return any(
        split_honorific(text)[0] or starts_with_name(text) or split_post(split_at_comma(text)[0])[0]
        for text in texts
    )
