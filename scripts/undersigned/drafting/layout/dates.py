"""Finds the date that a line prints, in the forms in which letters print it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl")

FIRST_YEAR, LAST_YEAR = 1600, 2199

SEPARATOR = r"[\s,.]*"

LONGEST_LINE = 40
"""Words from which a line says more than a date and a place."""

PLACE_WORDS = 8
"""Words that may stand before a date and name a place: Springfield, Northland, this 3rd day of."""


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names and short names, in the languages known here."""
    months: dict[str, int] = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                months.setdefault(name.casefold().rstrip("."), number)
    return months


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th|er|º|°|o)\b)?"
    year = r"(?P<year>(?:1[6-9]|2[01])\d{2})"
    day_of = rf"(?:the\s+)?{day}{SEPARATOR}(?:day\s+)?(?:of\s+|de\s+|d')?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?P<month>{month})\b\.?\s*(?:the\s+)?{day}{SEPARATOR}{year}\b",
            rf"\b{day_of}(?P<month>{month})\b\.?{SEPARATOR}(?:de\s+|del\s+)?{year}\b",
            r"\b(?P<year>(?:1[6-9]|2[01])\d{2})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
            r"\b(?P<year>(?:1[6-9]|2[01])\d{2})/(?P<month>\d{1,2})/(?P<day>\d{1,2})\b",
            r"\b(?P<first>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<second>\d{1,2})\s?(?P=sign)\s?(?P<year>(?:1[6-9]|2[01])?\d{2})\b",
        )
    )


def dates_in(text: str) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield each date that a text prints, with its place; one that has two meanings is read as in the US."""
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if found := _day(match):
                taken.append(match.span())
                yield found, match


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if year < 100:
        year += 2000
    if "first" in groups:
        month, day = int(groups["first"]), int(groups["second"])
        if month > 12 or groups["sign"] == ".":
            month, day = day, month
    else:
        name = groups["month"].casefold()
        month = int(name) if name.isdecimal() else _months()[name]
        day = int(groups["day"])
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def has_two_meanings(match: re.Match[str]) -> bool:
    """Whether a date in figures could be read with day and month the other way round."""
    groups = match.groupdict()
    if groups.get("first") is None:
        return False
    first, second = int(groups["first"]), int(groups["second"])
    return first != second and first <= 12 and second <= 12


def date_line(text: str) -> tuple[date, re.Match[str]] | None:
    """Return the date of a line that says nothing else, but for a place, a weekday or "Date:"."""
    if len(text.split()) > LONGEST_LINE:
        return None
    for found, match in dates_in(text):
        before = text[: match.start()].strip(" \t,.:;—–-|*_•(")
        after = text[match.end() :].strip(" \t,.:;—–-|*_•)")
        if after and len(after.split()) > 3:
            continue
        if re.search(r"[.;!?]\s+\w", before) and not re.search(r"\bD\.\s?C", before):
            continue
        if before[:1].isdigit() or before.startswith("["):
            continue
        words = before.split()
        lower = [
            w
            for w in words
            if w[0].islower()
            and w not in {"the", "this", "of", "on", "de", "a", "le", "el", "den", "day", "em", "in"}
        ]
        if len(words) <= PLACE_WORDS and not lower:
            return found, match
    return None
