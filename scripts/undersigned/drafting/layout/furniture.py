"""Takes out what a page prints around a letter: page numbers, running heads, the printer's own lines."""

import re
from collections import Counter
from collections.abc import Sequence

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

MOST_HEAD_LINES = 4
"""Lines of a running head above or below the number of its page."""

PAGE = "page numbers and running heads"

PRINTER = "the printer's own lines"


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[LeftOut]]:
    """Return the lines of the letter itself, with a line PAGE_BREAK where something was taken out, and the rest."""
    doomed: dict[int, str] = {}
    heads = _repeated(lines)
    for n, line in enumerate(lines):
        text = plain(line.text)
        if not text:
            continue
        if PRINTERS.fullmatch(text):
            doomed[n] = PRINTER
        elif n in heads or (PAGE_NUMBER.fullmatch(text) and _stands_apart(lines, n)):
            doomed[n] = PAGE
        elif (
            NAMED_PAGE.search(text)
            and len(text.split()) <= 12
            and not is_prose(text)
            and n
            and _is_date_or_known(text, lines, n)
        ):
            doomed[n] = PAGE
    for n in [n for n, why in doomed.items() if why == PAGE and _is_named(lines[n])]:
        for other in _around(lines, n, doomed):
            doomed[other] = PAGE
    return _taken_out(lines, doomed), [
        LeftOut(line=lines[n].number, text=lines[n].text.strip(), why=why)
        for n, why in sorted(doomed.items())
    ]


def _is_named(line: Line) -> bool:
    return bool(NAMED_PAGE.search(line.text))


def _is_date_or_known(text: str, lines: Sequence[Line], n: int) -> bool:
    rest = NAMED_PAGE.sub("", text).strip(" ,|–—-")
    return (
        not rest
        or bool(date_line(rest))
        or any(
            plain(line.text).strip(" ,") == rest or rest in plain(line.text) for line in lines[: min(n, 40)]
        )
    )


def _stands_apart(lines: Sequence[Line], n: int) -> bool:
    """Whether a bare number is alone: at the edge of a page, or between blank lines, and in no list."""
    before, after = (lines[n - 1] if n else None), (lines[n + 1] if n + 1 < len(lines) else None)
    if before is None:
        return False
    at_edge = before.page != lines[n].page or (after is not None and after.page != lines[n].page)
    if after is None or at_edge:
        return True
    return _is_named(lines[n]) or (is_blank(before) and is_blank(after))


def _repeated(lines: Sequence[Line]) -> set[int]:
    """Return the places of lines that stand at the head or the foot of several pages, but for the first page's."""
    edges: dict[int, str] = {}
    pages = sorted({line.page for line in lines})
    for page in pages:
        on_page = [
            n for n, line in enumerate(lines) if line.page == page and not is_blank(line) and not line.is_foot
        ]
        for n in (*on_page[:MOST_HEAD_LINES], *on_page[-2:]):
            edges[n] = re.sub(r"\d+", "#", plain(lines[n].text).casefold())
    counts = Counter(edges.values())
    often = {text for text, times in counts.items() if times > 1 and (times > len(pages) / 3 or times > 2)}
    found = {
        n
        for n, text in edges.items()
        if text in often and lines[n].page > pages[0] and len(text.split()) <= 14
    }
    # What repeats the name or the date above page after page began on the first page as the letter's own.
    firsts = (
        {plain(line.text).casefold().strip(" ,.") for line in lines if line.page == pages[0]}
        if pages
        else set()
    )
    for page in pages[1:]:
        on_page = [n for n, line in enumerate(lines) if line.page == page and not is_blank(line)]
        if not any(
            PAGE_NUMBER.fullmatch(plain(lines[n].text)) or NAMED_PAGE.search(lines[n].text) or n in found
            for n in on_page[:MOST_HEAD_LINES]
        ):
            continue
        for n in on_page[:MOST_HEAD_LINES]:
            if (
                plain(lines[n].text).casefold().strip(" ,.") in firsts
                or n in found
                or date_line(plain(lines[n].text))
            ):
                found.add(n)
    return found


def _around(lines: Sequence[Line], n: int, doomed: dict[int, str]) -> list[int]:
    """Return the lines beside "Page 2" that say again to whom and when the letter was written."""
    earlier = {plain(line.text).casefold().strip(" ,.") for line in lines[: max(0, n - MOST_HEAD_LINES)]}
    dates = {found[0] for line in lines[:40] if (found := date_line(plain(line.text)))}
    found = []
    for step in (-1, 1):
        at, seen = n + step, 0
        while 0 <= at < len(lines) and seen < MOST_HEAD_LINES:
            text = plain(lines[at].text)
            if text:
                seen += 1
                known = text.casefold().strip(" ,.") in earlier or re.match(
                    r"(?:letter )?to (?:the )?hon", text, re.IGNORECASE
                )
                # The date of the letter, or the name of the one it is written to, once more.
                dated = date_line(text)
                if at in doomed or is_prose(text) or not ((dated and dated[0] in dates) or known):
                    break
                found.append(at)
            at += step
    return found


def _taken_out(lines: Sequence[Line], doomed: dict[int, str]) -> list[Line]:
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
            if kept and line.page != kept[-1].page and kept[-1].text != PAGE_BREAK and not is_blank(line):
                while kept and is_blank(kept[-1]):
                    kept.pop()
                kept.append(with_text(line, PAGE_BREAK))
            kept.append(line)
            broken = False
    while kept and kept[-1].text == PAGE_BREAK:
        kept.pop()
    return kept
