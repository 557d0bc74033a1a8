"""Reads a block of signatures: names and posts one below another, in columns, numbered or run on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.columns_of_names import columns
from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.furniture import PAGE_BREAK
from undersigned.drafting.names import is_office
from undersigned.drafting.one_below_another import Block, one_below_another
from undersigned.drafting.outline import SIGNED_BY
from undersigned.drafting.records import Correspondent, Unsure
from undersigned.drafting.run_on import is_run_on, is_run_together, run_on, run_together
from undersigned.drafting.text import is_blank, plain, segments, with_text

PREFIX = re.compile(r"\s*(?:(?P<number>\(?\d{1,4}[.)](?=\s)|\d{1,4}\s{2,}|\[\d{1,4}\])|(?P<bullet>[*•●▪‣◦·–—-]|--)(?=\s))\s*(?=\S)")
RULE = re.compile(r"[_\-–—=.*\s]{3,}|\[?signature\]?|\[signed\]|x_+", re.IGNORECASE)
SLASHED = re.compile(r"^\s*(?:/s/|/S/|s/|S/|\(signed\)|\[signed\])\s*", re.IGNORECASE)
NUMBERS = "numbers and signs before the names"
RULES = "lines to sign on"


@dataclass
class Signatures:
    """Who signs, the headings above them, and what stood among them and is no signature."""

    signatories: list[Correspondent] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)


def read_signatures(lines: Sequence[Line]) -> Signatures:
    """Return the signatories in the order in which a reader meets them."""
    found = Signatures()
    rest = _without_signs(_headed(lines, found), found)
    if not any(not is_blank(line) for line in rest):
        return found
    if is_run_on(rest):
        found.signatories = run_on(rest, found.left_out)
        return found
    block = Block(unsure=found.unsure)
    if any(len(segments(line.text)) > 1 for line in rest):
        stacks = _stacks(rest)
        for group in stacks:
            entries = [one_below_another(stack, block) for stack in columns(group)]
            found.signatories += _in_reading_order(entries)
    elif is_run_together(rest):
        found.signatories = run_together(rest, block)
    else:
        found.signatories = one_below_another(rest, block)
    found.after = block.strays
    found.left_out += block.left_out
    return found


def _headed(lines: Sequence[Line], found: Signatures) -> list[Line]:
    """Take the heading off the top: "In order of signing:"."""
    rest = [with_text(line, "") if line.text == PAGE_BREAK else line for line in lines]
    while rest and (is_blank(rest[0]) or SIGNED_BY.fullmatch(plain(rest[0].text))):
        first = rest.pop(0)
        if not is_blank(first):
            found.heading.append(first)
    return rest


def _without_signs(lines: Sequence[Line], found: Signatures) -> list[Line]:
    kept = []
    for line in lines:
        text = line.text
        if not is_blank(line) and RULE.fullmatch(plain(text) or text.strip()):
            found.left_out.append(LeftOut(line=line.number, text=text.strip(), why=RULES))
            text = ""
        prefix = PREFIX.match(text)
        if prefix and len(segments(text)) > 1 and prefix.end() > 30:
            prefix = None
        if prefix:
            found.left_out.append(LeftOut(line=line.number, text=prefix.group().strip(), why=NUMBERS))
            text = " " * (len(text) - len(text.lstrip())) + text[prefix.end() :]
        if len(segments(text)) > 1:
            text = _columns_without_signs(line, text, found)
        if signed := SLASHED.match(text):
            found.left_out.append(LeftOut(line=line.number, text=signed.group().strip(), why=RULES))
            text = text[signed.end() :]
        text = re.sub(r"(?:\s*_{3,}\s*)+", "   ", text) if "___" in text else text
        kept.append(with_text(line, text))
    return kept


def _columns_without_signs(line: Line, text: str, found: Signatures) -> str:
    """Take the numbers off each column of a line, and leave the columns where they are."""
    out = ""
    for at, piece in segments(text):
        if prefix := PREFIX.match(piece):
            found.left_out.append(LeftOut(line=line.number, text=prefix.group().strip(), why=NUMBERS))
            piece = piece[prefix.end() :]
        if signed := SLASHED.match(piece):
            piece = piece[signed.end() :]
        out = out.ljust(max(at, len(out) + 3 if out else 0)) + piece
    return out


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Part a block where columns begin or end: a lead signer stands above the columns."""
    groups: list[list[Line]] = [[]]
    was: bool | None = None
    chunks: list[list[Line]] = [[]]
    for line in lines:
        if is_blank(line):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    for chunk in chunks:
        said = [line for line in chunk if not is_blank(line)]
        if not said:
            groups[-1] += chunk
            continue
        is_columns = any(len(segments(line.text)) > 1 for line in said)
        if is_columns is was or was is None or not is_columns and _beside(said, groups[-1]):
            groups[-1] += chunk
        else:
            groups.append(list(chunk))
        was = is_columns if was is None or is_columns or not _beside(said, groups[-1]) else was
    return groups


def _beside(said: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether lines without a gap stand in one of the columns above them: the last of an odd number."""
    starts = {at for line in group if len(segments(line.text)) > 1 for at, _ in segments(line.text)}
    return bool(starts) and all(any(abs(segments(line.text)[0][0] - at) <= 2 for at in starts) for line in said)


def _in_reading_order(columns_found: Sequence[Sequence[Correspondent]]) -> list[Correspondent]:
    """Order by rows, unless each column goes on in the alphabet where the one before it ends."""
    down = [one for column in columns_found for one in column]
    across = sorted(down, key=lambda one: one.line)
    if len(columns_found) > 1 and _is_sorted(down) and not _is_sorted(across):
        return down
    return across


def _is_sorted(entries: Sequence[Correspondent]) -> bool:
    for key in (lambda one: one.name.split()[-1].casefold(), lambda one: one.name.casefold(), lambda one: " ".join(one.title).casefold()):
        keys = [key(one) for one in entries]
        if len(set(keys)) > 2 and keys == sorted(keys):
            return True
    return False


__all__ = ["Signatures", "is_office", "read_signatures"]
