"""Finds where the signatures of a letter without a closing stand, and where what belongs to it ends."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.layout.closings import looks_signed, said_below, signed_after
from undersigned.drafting.layout.names import starts_with_name
from undersigned.drafting.layout.phrases import COPIES, ENCLOSED, POSTSCRIPT, RELEASE_END, SIGNED_BY
from undersigned.drafting.layout.starts import ends_prose
from undersigned.drafting.layout.text import is_blank, is_prose, plain

RULED = re.compile(r"[-_=–—]{8,}")
SENDER_BELOW = "--"
"""The line below which a mail says who sent it."""

RUN_ON = re.compile(r"^(?:[^.;]{3,90};\s){2,}")

PREFIXED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|[*•●▪·–—+-]+|\([a-z]\))\s+")

SHORTEST_OPENING = 2
"""Words of a heading within a block of signatures; a longer line opens something else."""
EARLY = 0.3
"""Share of a text in which neither copies nor a postscript stand."""
ALIKE = 0.5
"""Share of the longest run from which another may be meant."""
HEADS_NOTES = re.compile(
    r"(?:foot|end)?notes?:?|references:?|sources:?|citations:?|works cited:?|notas:?|references cited:?",
    re.IGNORECASE,
)


def signatures_start(lines: Sequence[Line], start: int) -> int:
    """Return where the signatures of a letter without a closing begin: the longest run of lines without text.

    A letter that nobody signs has its signatures behind its last line.
    """
    limit = notes_heading(lines, start)
    late = range(start + int(EARLY * (limit - start)) + 1, limit)
    limit = next((n for n in late if _is_behind(plain(lines[n].text))), limit)
    for n in range(start, limit):
        is_heading = SIGNED_BY.fullmatch(plain(lines[n].text)) and signed_after(lines, n + 1)
        if is_heading and _run_from(lines, n + 1, limit)[1]:
            return n
    runs = []
    n = start
    while n < limit:
        end, signed = _run_from(lines, n, limit)
        if signed:
            runs.append((signed, n))
        n = max(end, n) + 1
    if not runs:
        return limit
    most = max(signed for signed, _ in runs)
    # Headings look like names and posts: of runs that are about as good, the last is meant.
    return next(n for signed, n in reversed(runs) if signed >= ALIKE * most)


def _run_from(lines: Sequence[Line], n: int, limit: int) -> tuple[int, int]:
    """Return where a run of lines without text ends, and how many of them look signed."""
    signed = 0
    while n < limit and not (_is_text(lines, n) or RELEASE_END.fullmatch(plain(lines[n].text))):
        text = plain(lines[n].text)
        is_heading = text.endswith((":", "?", "!")) or lines[n].text.lstrip().startswith("#")
        signed += bool(text) and not is_heading and looks_signed(text)
        n += 1
    return n, signed


def _is_text(lines: Sequence[Line], n: int) -> bool:
    text = plain(lines[n].text)
    if not text or RUN_ON.search(text):
        return False
    item = PREFIXED.match(text)
    if starts_with_name(text[item.end() :] if item else text):
        return ends_prose(lines, n)
    return is_prose(text) or ends_prose(lines, n) or bool(item and text.endswith((".", ";", "?")))


def notes_heading(lines: Sequence[Line], start: int) -> int:
    """Return the place of "Notes" or "References" behind the text, the number of lines if there is none."""
    for n in range(len(lines) - 2, start, -1):
        if HEADS_NOTES.fullmatch(plain(lines[n].text)):
            return n
    return len(lines)


def _is_behind(text: str) -> bool:
    return bool(
        POSTSCRIPT.match(text) or (ENCLOSED.fullmatch(text) and len(text.split()) <= 14) or opens_copies(text)
    )


def opens_copies(text: str) -> bool:
    """Whether a line begins the copies: "cc:" always, "copies to" unless a sentence begins so."""
    match = COPIES.match(text)
    if match is None:
        return False
    return match.group().strip().casefold().startswith(("cc", "bcc", "c.", "c:")) or not is_prose(text)


def release_end(lines: Sequence[Line], start: int) -> int:
    """Return where what follows the letter on the page begins: a contact, ###, the sender of a mail."""
    for n in range(start, len(lines)):
        text = plain(lines[n].text)
        if RELEASE_END.fullmatch(text) or (
            n > start + 2 and RULED.fullmatch(text) and not _signed_below(lines, n)
        ):
            return n
        if text == SENDER_BELOW and any(looks_signed(plain(line.text)) for line in lines[start:n]):
            return n
    return len(lines)


def _signed_below(lines: Sequence[Line], n: int) -> bool:
    """Whether a rule is one to sign above, or the last line of all."""
    following = said_below(lines, n, 3)
    return not following or any(map(looks_signed, following))


def next_part(lines: Sequence[Line], start: int) -> int:
    """Return where a release goes on behind the signatures, with a line that opens something else."""
    said = [n for n in range(start, len(lines)) if not is_blank(lines[n])]
    for n in said[1:]:
        text = plain(lines[n].text)
        opens = text.endswith(":") and len(text.split()) > SHORTEST_OPENING
        if opens and not SIGNED_BY.fullmatch(text) and not opens_copies(text):
            return n
    return len(lines)
