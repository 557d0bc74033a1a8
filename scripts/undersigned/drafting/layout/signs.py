"""Takes off what stands before names and is no part of them: numbers, bullets, lines to sign on."""

import re
from collections.abc import Sequence
from itertools import pairwise

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.layout.names import PARTY
from undersigned.drafting.layout.text import is_blank, plain, segments, with_text

PREFIX = re.compile(
    r"\s*(?:(?P<number>\(?\d{1,4}[.)](?=\s)|\d{1,4}\s{2,}|\[\d{1,4}\])|(?P<bullet>\\?[+†✠*•●▪‣◦·–—-]"
    r"|--)(?=\s))\s*(?=\S)"
)

RULE = re.compile(
    r"[_\-–—=.*\s]{3,}|\(?(?:print(?:ed)? name|signature|date|title|name)\)?:?[_\s]*|[_\s]+(?:date|title"
    r"|name):?[_\s]*|\[?signature\]?|\[signed\]|x_+",
    re.IGNORECASE,
)

SLASHED = re.compile(r"^\s*(?:/s/|/S/|s/|S/|\(signed\)|\[signed\])\s*", re.IGNORECASE)

BLANKS_TO_FILL = re.compile(r"(?:\s*_{3,}\s*)+")
NUMBERS = "numbers and signs before the names"

RULES = "lines to sign on"


def without_signs(lines: Sequence[Line], left_out: list[LeftOut]) -> list[Line]:
    """Return the lines of a block with names and posts alone, and add to `left_out` what was taken off."""

    def leave(line: Line, text: str, why: str) -> None:
        left_out.append(LeftOut(line=line.number, text=text.strip(), why=why))

    def cleaned(line: Line, text: str) -> str:
        prefix = PREFIX.match(text)
        # A sign that stands between names too parts them, and is no bullet.
        if prefix and not (prefix["bullet"] and f" {prefix['bullet']} " in text[prefix.end() :]):
            leave(line, prefix.group(), NUMBERS)
            text = text[prefix.end() :]
        if signed := SLASHED.match(text):
            leave(line, signed.group(), RULES)
            text = text[signed.end() :]
        return text

    kept = []
    for line in (piece for one in lines for piece in _parted_by_party(one)):
        if not is_blank(line) and RULE.fullmatch(plain(line.text) or line.text.strip()):
            leave(line, line.text, RULES)
            kept.append(with_text(line, ""))
            continue
        text = ""
        for at, piece in segments(line.text):
            # What stands in another column stays where it is.
            text = text.ljust(max(at, len(text) + 3 if text else 0)) + cleaned(line, piece)
        kept.append(with_text(line, BLANKS_TO_FILL.sub("   ", text)))
    return kept


def _parted_by_party(line: Line) -> list[Line]:
    """Part names of which each ends with its party and place: Avery Example (D-OH) Sam Sample (R-OH)."""
    ends = [match.end() for match in PARTY.finditer(line.text)]
    if len(ends) < 2 or re.search(r"[)\]]\s*[,;]", line.text) or len(segments(line.text)) > 1:
        return [line]
    bounds = [0, *ends[:-1], len(line.text)]
    return [with_text(line, line.text[a:b].strip()) for a, b in pairwise(bounds)]
