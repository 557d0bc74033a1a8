"""Finds the line that closes a letter, and tells lines that look signed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from undersigned.drafting.document import Line
from undersigned.drafting.layout.names import starts_with_name
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import CLOSING, SIGNED_BY
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.text import is_blank, is_prose, plain

RUN_IN = re.compile(
    r"(?P<closing>(?:(?:very|most|yours)\s+)?(?:sincerely|respectfully|truly|cordially"
    r"|faithfully)(?:\s+(?:yours|submitted))?)\s*[,:.—–-]+\s*(?P<rest>[A-Z\"“/_].*)",
    re.IGNORECASE,
)


FOR_OTHERS = re.compile(
    r"(?:sincerely|respectfully|yours),? (?:the|your|on behalf of) .{3,60}", re.IGNORECASE
)
"""A closing that says for whom, without a name: Sincerely, the merchants of Main Street."""
RULE = re.compile(r"[_\-\s/s]+")
LONGEST_CLOSING = 26
"""Words of a line that may close a letter, with names on it."""
LONGEST_PHRASE = 14
SHORT_PHRASE = 4
"""Words of a closing that needs no comma."""


@dataclass(frozen=True)
class Closing:
    """The line that closes a letter: its place, the names on the same line, whether signatures follow it."""

    place: int
    names: str = ""
    is_signed: bool = True


def find_closing(lines: Sequence[Line], start: int) -> Closing | None:
    """Return the line that closes the letter, the last that signatures follow: a letter may quote another."""
    places = range(start, len(lines))
    found = [closing for n in places if (closing := _closing_at(lines, n))]
    signed = [one for one in found if one.is_signed] or found
    return signed[-1] if signed else None


def _closing_at(lines: Sequence[Line], n: int) -> Closing | None:
    text = plain(lines[n].text).strip("_ ")
    size = len(text.split())
    if not 0 < size <= LONGEST_CLOSING:
        return None
    is_phrase = size <= LONGEST_PHRASE and (text.endswith(tuple(",:.—-;")) or size <= SHORT_PHRASE)
    if (is_phrase and CLOSING.fullmatch(text)) or _is_courtesy(lines, n):
        return Closing(n, is_signed=signed_after(lines, n + 1))
    if FOR_OTHERS.fullmatch(text):
        return Closing(n)
    if (match := RUN_IN.fullmatch(text)) and not is_prose(match["rest"]):
        return Closing(n, match["rest"])
    return None


def signed_after(lines: Sequence[Line], n: int) -> bool:
    """Whether one of the next four lines that say something looks signed."""
    following = (plain(line.text) for line in lines[n : n + 14])
    said = [text for text in following if text and not RULE.fullmatch(text)]
    return any(map(looks_signed, said[:4]))


def said_below(lines: Sequence[Line], n: int, most: int) -> list[str]:
    """Return the next lines below line `n` that say something, `most` at most."""
    said = (plain(lines[k].text) for k in range(n + 1, len(lines)) if not is_blank(lines[k]))
    return list(islice(said, most))


def _is_courtesy(lines: Sequence[Line], n: int) -> bool:
    """Whether a short line that ends with a comma stands between the text and the names."""
    text = plain(lines[n].text)
    if (
        not text.endswith(",")
        or len(text.split()) > 9
        or any(c.isdigit() for c in text)
        or is_office(text)
        or is_organization(text)
        or starts_with_name(text)
    ):
        return False
    above = next((plain(lines[k].text) for k in range(n - 1, -1, -1) if not is_blank(lines[k])), "")
    following = said_below(lines, n, 3)
    return (
        above.endswith((".", "!", "?", ",", "and", "”", '"', "are", "remain"))
        and bool(following)
        and not any(is_prose(one) for one in following)
        and (is_blank(lines[n + 1]) or is_blank(lines[n - 1]))
    )


def looks_signed(text: str) -> bool:
    """Whether a line looks like one of a block of signatures."""
    text = re.sub(r"^(?:\d{1,3}[.)]|[*•-])\s+", "", text)
    return not is_prose(text) and (
        starts_with_name(text)
        or is_office(text)
        or is_organization(text)
        or bool(split_post(text)[0])
        or bool(SIGNED_BY.fullmatch(text))
        or "(" in text
        or "   " in text
    )
