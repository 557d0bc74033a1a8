"""Finds the salutation, which parts the head of a letter from its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from undersigned.drafting.document import Line
from undersigned.drafting.layout.phrases import ADDRESSED, CUE, LABEL, SALUTATION
from undersigned.drafting.layout.text import is_blank, is_prose, plain

MOST_SALUTATION_LINES = 5

MOST_SALUTATION_WORDS = 70


@dataclass(frozen=True)
class Salutation:
    """Where the salutation stands: its first line, the line after its last; its words; what follows them."""

    start: int
    end: int
    text: str
    run_in: str
    line: int


def find_salutation(lines: Sequence[Line]) -> Salutation | None:
    """Return the first salutation that a text follows, if there is one."""
    for n, line in enumerate(lines):
        text = plain(line.text)
        if SALUTATION.match(text) and not text.startswith(('"', "“", "'", "‘")):
            if found := _salutation_from(lines, n):
                return found
        elif _may_address(text) and _prose_after(lines, n + 1):
            return Salutation(n, n + 1, text, "", line.number)
        elif text.casefold().startswith("to ") and not text.endswith(":") and n + 1 < len(lines):
            both = f"{text} {plain(lines[n + 1].text)}"
            if both.endswith(":") and _may_address(both) and _prose_after(lines, n + 2):
                return Salutation(n, n + 2, both, "", line.number)
    return None


def _may_address(text: str) -> bool:
    if (
        not text.endswith((":", ","))
        or len(text.split()) > 16
        or not ADDRESSED.match(text)
        or LABEL.match(text)
    ):
        return False
    if is_prose(text) and not text.casefold().startswith("to "):
        return False
    return not CUE.fullmatch(text) or text.casefold().startswith("to ")


def _salutation_from(lines: Sequence[Line], n: int) -> Salutation | None:
    said = ""
    for end in range(n, min(n + MOST_SALUTATION_LINES, len(lines))):
        if is_blank(lines[end]):
            break
        said = f"{said} {lines[end].text.strip()}".strip()
        colon = re.search(r":(?=\s|$)|:?\s*[—–]{1,2}(?=\s*[A-Z])", said)
        if colon and len(said[: colon.end()].split()) <= MOST_SALUTATION_WORDS:
            return Salutation(
                n, end + 1, said[: colon.end()].strip(), said[colon.end() :].strip(), lines[n].number
            )
        if said.endswith(",") and (
            end + 1 >= len(lines) or is_blank(lines[end + 1]) or _prose_after(lines, end + 1)
        ):
            return Salutation(n, end + 1, said, "", lines[n].number)
        if is_prose(said) and len(said.split()) > 20:
            comma = re.match(r"(?:dear|DEAR|Dear)\s(?:\S+\s){0,5}?\S+,(?=\s)", said)
            return (
                Salutation(n, end + 1, comma.group(), said[comma.end() :].strip(), lines[n].number)
                if comma
                else None
            )
    if said and len(said.split()) <= 16 and not said.endswith(".") and _prose_after(lines, n + 1):
        return Salutation(n, n + 1, lines[n].text.strip(), "", lines[n].number)
    return None


def _prose_after(lines: Sequence[Line], n: int) -> bool:
    """Whether one of the next two lines that say something is running text."""
    seen = 0
    for line in lines[n:]:
        if is_blank(line):
            continue
        if is_prose(line.text):
            return True
        seen += 1
        if seen == 2:
            return False
    return False
