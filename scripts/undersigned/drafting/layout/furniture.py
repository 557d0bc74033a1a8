"""Takes out what a page prints around a letter: page numbers, running heads, the printer's own lines."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date
from itertools import islice, takewhile

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.layout.dates import date_line
from undersigned.drafting.layout.text import is_blank, is_prose, plain, with_text

PAGE_BREAK = "\f"
"""The text of a line that stands where a page ended in the middle of the letter."""

PAGE_NUMBER = re.compile(
    r"(?:[-–—•|~\s]*(?:\d{1,3}|[ivx]{1,5})[-–—•|~\s]*|[-–—\s]*(?:page|pg\.?"
    r"|p\.)\s*[|:]?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[-–—.\s]*"
    r"|\d{1,3}\s*\|\s*page|\d{1,3}\s+of\s+\d{1,3}|página\s+\d{1,3}(?:\s+de\s+\d{1,3})?)",
    re.IGNORECASE,
)

NAMED_PAGE = re.compile(r"\b(?:page|pg\.?|página)\s*[|:]?\s*\d{1,3}\b", re.IGNORECASE)

PRINTERS = re.compile(
    r"VerDate\b.*|.*\bJkt \d+ PO \d+.*|.*\bon [A-Z0-9]+PROD with .*"
    r"|(?:[SHE]\d{1,5}\s+)?CONGRESSIONAL RECORD\s*[—–-]+\s*(?:SENATE|HOUSE|Extensions of Remarks).*"
    r"|[SHE]\d{2,5}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}, \d{4}\s+CONGRESSIONAL RECORD.*"
    r"|\[Page [SHE]\d+\]|\(?continued on (?:next|the next|the following) page\)?|\(?continued\)?\.{0,3}"
    r"|-?more-?|\(more\)"
)

TO_HON = re.compile(r"(?:letter )?to (?:the )?hon", re.IGNORECASE)
LONGEST_HEAD = 14
"""Words of a line of a running head."""
MOST_HEAD_LINES = 4
"""Lines of a running head above or below the number of its page."""

PAGE = "page numbers and running heads"

PRINTER = "the printer's own lines"


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[LeftOut]]:
    """Return the lines of the letter, with a line PAGE_BREAK where something was taken out, and the rest."""
    doomed = dict.fromkeys(_running_heads(lines), PAGE)
    doomed |= {n: PRINTER for n, line in enumerate(lines) if PRINTERS.fullmatch(plain(line.text))}
    before = -1
    # A number stands at the edge of its page once what is below it has gone.
    while before < len(doomed):
        before = len(doomed)
        for n, line in enumerate(lines):
            if n not in doomed and not is_blank(line) and _is_number(lines, n, doomed):
                doomed[n] = PAGE
    dates = {found[0] for line in lines[:40] if (found := date_line(plain(line.text)))}
    first = _first_places(lines)
    for n in [n for n, why in doomed.items() if why == PAGE and NAMED_PAGE.search(lines[n].text)]:
        doomed.update(dict.fromkeys(_around(lines, n, doomed, first, dates), PAGE))
    return _taken_out(lines, doomed), [
        LeftOut(line=lines[n].number, text=lines[n].text.strip(), why=why)
        for n, why in sorted(doomed.items())
    ]


def _is_number(lines: Sequence[Line], n: int, doomed: Container[int]) -> bool:
    """Whether a line is the number of a page, alone or beside a name or a date that the letter has above."""
    text = plain(lines[n].text)
    if PAGE_NUMBER.fullmatch(text):
        return bool(NAMED_PAGE.search(text)) or _stands_apart(lines, n, doomed)
    if not n or not NAMED_PAGE.search(text) or len(text.split()) > LONGEST_HEAD or is_prose(text):
        return False
    rest = NAMED_PAGE.sub("", text).strip(" ,|–—-")
    return not rest or bool(date_line(rest)) or any(rest in plain(line.text) for line in lines[: min(n, 40)])


def _stands_apart(lines: Sequence[Line], n: int, doomed: Container[int]) -> bool:
    """Whether a number is alone: at the edge of a page, or between blank lines, and in no list."""
    if n == 0:
        return False
    page = lines[n].page
    for side in (range(n - 1, -1, -1), range(n + 1, len(lines))):
        beside = next((k for k in side if k not in doomed and not is_blank(lines[k])), None)
        if beside is None or lines[beside].page != page:
            return True
    return is_blank(lines[n - 1]) and is_blank(lines[n + 1])


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of what stands at the head or the foot of several pages.

    On the first page these are only feet with a number: what else stands there is the letter's own.
    """
    pages: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        if not is_blank(line):
            pages.setdefault(line.page, []).append(n)
    first, *others = pages.values() if pages else [[]]
    edges = {
        n: re.sub(r"\d+", "#", _face(lines[n]))
        for on_page in pages.values()
        for n in (*on_page[:MOST_HEAD_LINES], *on_page[-2:])
        if not lines[n].is_foot
    }
    # What one page has several times, such as a post beneath each name, is no head of several pages.
    posts = {
        text
        for on_page in pages.values()
        for text, times in Counter(_face(lines[n]) for n in on_page if not _has_number(lines[n])).items()
        if times > 1
    }
    counts = Counter(text for _, text in {(lines[n].page, text) for n, text in edges.items()})
    most = max(1, min(len(pages) / 3, 2))
    often = {text for text, times in counts.items() if times > most and text not in posts}
    feet = {n for n in first[-2:] if _has_number(lines[n])}
    found = {n for n, text in edges.items() if text in often and (n not in first or n in feet)}
    found = {n for n in found if len(lines[n].text.split()) <= LONGEST_HEAD and not is_prose(lines[n].text)}
    unnumbered = {NAMED_PAGE.sub("", _face(lines[n])).strip(" ,|–—-.") for n in found} - {""}
    found.update(n for n in edges if n not in first and _face(lines[n]) in unnumbered)
    # What such a head says of the letter stands on the first page as the letter's own.
    own = {_face(lines[n]) for n in first} - posts
    for on_page in others:
        head = on_page[:MOST_HEAD_LINES]
        if any(n in found or _has_number(lines[n]) for n in head):
            heads = (n for n in head if not is_prose(lines[n].text))
            found.update(n for n in heads if _face(lines[n]) in own or date_line(plain(lines[n].text)))
    return found


def _face(line: Line) -> str:
    return plain(line.text).casefold().strip(" ,.")


def _has_number(line: Line) -> bool:
    return bool(PAGE_NUMBER.fullmatch(plain(line.text)) or NAMED_PAGE.search(line.text))


def _first_places(lines: Sequence[Line]) -> dict[str, int]:
    """Return what the lines say, and where each first says it."""
    return {_face(lines[n]): n for n in range(len(lines) - 1, -1, -1)}


def _around(
    lines: Sequence[Line], n: int, doomed: Container[int], first: Mapping[str, int], dates: Container[date]
) -> list[int]:
    """Return the lines beside "Page 2" that say again to whom and when the letter was written."""

    def is_known(line: Line) -> bool:
        text = plain(line.text)
        dated = date_line(text)
        is_again = first[_face(line)] < n - MOST_HEAD_LINES or bool(TO_HON.match(text))
        return not is_prose(text) and (is_again or (dated is not None and dated[0] in dates))

    beside: list[int] = []
    for side in (range(n - 1, -1, -1), range(n + 1, len(lines))):
        said = islice((k for k in side if not is_blank(lines[k])), MOST_HEAD_LINES)
        beside += takewhile(lambda k: k not in doomed and is_known(lines[k]), said)
    return beside


def _taken_out(lines: Sequence[Line], doomed: Mapping[int, str]) -> list[Line]:
    """Return the lines that stay, with PAGE_BREAK for what went and for the ends of pages."""
    kept: list[Line] = []
    broken = False
    for n, line in enumerate(lines):
        if n in doomed:
            while kept and is_blank(kept[-1]) and kept[-1].text != PAGE_BREAK:
                kept.pop()
            if kept and kept[-1].text != PAGE_BREAK:
                kept.append(with_text(line, PAGE_BREAK))
            broken = True
        elif is_blank(line) and broken:
            continue
        else:
            above = next((one for one in reversed(kept) if one.text == PAGE_BREAK or not is_blank(one)), line)
            if line.page != above.page and above.text != PAGE_BREAK and not is_blank(line):
                while kept and is_blank(kept[-1]):
                    kept.pop()
                kept.append(with_text(line, PAGE_BREAK))
            kept.append(line)
            broken = False
    while kept and kept[-1].text == PAGE_BREAK:
        kept.pop()
    return kept
