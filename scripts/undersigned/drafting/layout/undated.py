"""Looks for the date of a letter that has no line for it above the salutation."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Unsure
from undersigned.drafting.layout.dates import date_line, dates_in
from undersigned.drafting.layout.head import TAKEN, Head
from undersigned.drafting.layout.phrases import CLOSING, SIGNED_BY
from undersigned.drafting.layout.text import is_blank, is_prose, plain

LONGEST_LINE = 8
"""Words of a line that is but a date and a place."""
SOLEMN = re.compile(r"\b[Tt]his (?:the )?\d{1,2}(?:st|nd|rd|th)? (?:day )?of [A-Z][a-z]+,? \d{4}")
LABELLED = re.compile(r"(?:dated|done|given|signed|executed)\b", re.IGNORECASE)


def find_date(head: Head, above: Sequence[Line], text: list[Line]) -> list[Line]:
    """Give a head the date that stands elsewhere, and return the text without a line that is but a date.

    It may stand in brackets beneath a heading, alone at the end, or in words in the text.
    """
    if _from_byline(head, above):
        return text
    rest = _behind(head, text)
    if head.date is None:
        _from_words(head, text)
    return rest


def _from_byline(head: Head, above: Sequence[Line]) -> bool:
    """Take a date in brackets: (By Avery Example, May 1, 2025)."""
    for line in above:
        text = plain(line.text)
        is_bracketed = text[:1] in {"(", "["} and text[-1:] in {")", "]"} and not is_prose(text)
        if is_bracketed and (found := next(dates_in(text), None)):
            head.date = found[0]
            what = f"the date is taken from {text!r} above the letter"
            head.unsure.append(Unsure(line=line.number, what=what))
            return True
    return False


def _behind(head: Head, lines: list[Line]) -> list[Line]:
    """Take a date that stands alone at the end, above or below the signatures."""
    text = max((n for n, line in enumerate(lines) if is_prose(line.text)), default=0)
    for n in range(len(lines) - 1, 0, -1):
        said = plain(lines[n].text)
        stands_behind = n > text or _is_above_closing(lines, n)
        if stands_behind and len(said.split()) <= LONGEST_LINE and (found := date_line(said)):
            head.date = found[0]
            head.left_out.append(LeftOut(line=lines[n].number, text=said, why=TAKEN))
            return [*lines[:n], *lines[n + 1 :]]
    return lines


def _is_above_closing(lines: Sequence[Line], n: int) -> bool:
    following = next((plain(line.text) for line in lines[n + 1 :] if not is_blank(line)), "")
    return bool(CLOSING.fullmatch(following) or SIGNED_BY.fullmatch(following))


def _from_words(head: Head, lines: Sequence[Line]) -> None:
    """Take a date that the first or the last lines give in words: this 3rd day of March, 2021."""
    said = [line for line in lines if not is_blank(line)]
    for line in (*said[:6], *said[len(said) // 2 :]):
        text = plain(line.text)
        solemn = SOLEMN.search(text)
        if not (solemn or (LABELLED.match(text) and not is_prose(text))):
            continue
        if found := next(dates_in(solemn.group() if solemn else text), None):
            head.date = found[0]
            what = f"the date is taken from {found[1].group()!r} in the text"
            head.unsure.append(Unsure(line=line.number, what=what))
            return
