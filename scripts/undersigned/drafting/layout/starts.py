"""Finds where a letter begins that stands within other text, and where its own text begins."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.layout.phrases import CUE, LABEL, OPEN_LETTER, VIA
from undersigned.drafting.layout.text import is_blank, is_prose, plain


def letter_start(lines: Sequence[Line], salutation: int) -> int:
    """Return the place at which a letter begins that stands within other text, going up from `salutation`."""
    for n in range(salutation - 1, -1, -1):
        text = plain(lines[n].text)
        if not text:
            continue
        if CUE.fullmatch(text) and not LABEL.match(text) and (salutation - n) < 60:
            return n + 1
        if VIA.fullmatch(text) and len(text.split()) <= 16:
            continue
        if (is_prose(text) or ends_prose(lines, n)) and not _belongs_to_label(lines, n):
            return n + 1
    return 0


def statement_start(lines: Sequence[Line]) -> int:
    """Return the place after a line that says that the text of a statement follows, 0 if there is none."""
    for n, line in enumerate(lines):
        if CUE.fullmatch(plain(line.text)) and plain(line.text)[:1].isalpha() and n + 1 < len(lines):
            return n + 1
    return 0


def head_end(lines: Sequence[Line], start: int) -> int:
    """Return where the text of a letter without a salutation begins."""
    return next(
        (
            n
            for n in range(start, len(lines))
            if is_prose(lines[n].text) and not _is_title(lines[n].text) and not _belongs_to_label(lines, n)
        ),
        start,
    )


def _is_title(text: str) -> bool:
    """Whether a line is the title of an open letter, which may read as running text."""
    return bool(OPEN_LETTER.match(plain(text))) and not text.rstrip().endswith((".", ",", ":", ";"))


def ends_prose(lines: Sequence[Line], n: int) -> bool:
    """Whether a short line is the rest of the running text on the line above it."""
    if n == 0 or is_blank(lines[n - 1]) or not is_prose(lines[n - 1].text) or _belongs_to_label(lines, n - 1):
        return False
    above, text = plain(lines[n - 1].text), plain(lines[n].text)
    return (
        len(above) < 160
        and not above.endswith((".", ":", "?", "!", "”", '"'))
        and (text[:1].islower() or text.endswith("."))
    )


def _belongs_to_label(lines: Sequence[Line], n: int) -> bool:
    """Whether a line stands below a label such as Re:, with no gap between."""
    for back in range(n, max(-1, n - 6), -1):
        text = lines[back].text
        if not text.strip():
            return False
        if LABEL.match(text) or re.match(
            r"\s*(?:\*\*)?(?:re|subject|in re|docket|ref)\b", text, re.IGNORECASE
        ):
            return True
    return False
