"""Days, partial days and moments, as editors write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2}|[A-Za-z_+\-/0-9]+)",
    re.ASCII,
)


def parse_day(text: str) -> date:
    """Read `2026-03-23` (ISO 8601-1, 5.2.2.1). Raises ValueError with a sentence for editors."""
    if not DAY.fullmatch(text):
        msg = f"{text!r} is not a day like 2026-03-23"
        raise ValueError(msg)
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is not in the calendar"
        raise ValueError(msg) from None


def parse_partial_day(text: str) -> tuple[date, date]:
    """Read `2025`, `2025-01` or `2025-01-20` as its first and last day. Raises ValueError."""
    match = PARTIAL_DAY.fullmatch(text)
    if not match:
        msg = f"{text!r} is not a day like 2025, 2025-01 or 2025-01-20"
        raise ValueError(msg)
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return first, first
        if month:
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first, date(int(year), 12, 31)
    except (ValueError, OverflowError):
        msg = f"{text!r} is not in the calendar"
        raise ValueError(msg) from None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    """Whether `name` is a zone of the IANA time zone database."""
    return name in _zones()


def parse_moment(text: str) -> datetime:
    """Read `2026-03-23 10:00 America/New_York` or a time with an offset, as a time in UTC.

    A time that a zone's clocks skip or show twice is refused, since it names no one moment.
    Raises ValueError.
    """
    match = MOMENT.fullmatch(text)
    if not match:
        msg = f"{text!r} is not a time like 2026-03-23 10:00 America/New_York"
        raise ValueError(msg)
    day = parse_day(match["day"])
    zone = match["zone"]
    in_zone = zone != "Z" and zone[0] not in "+-"
    if in_zone and not is_time_zone(zone):
        msg = f"{zone!r} is not a time zone like America/New_York"
        raise ValueError(msg)
    try:
        clock = time.fromisoformat(match["time"])
        if not in_zone:
            offset = "+00:00" if zone == "Z" else zone
            return datetime.fromisoformat(f"{day}T{clock.isoformat()}{offset}").astimezone(UTC)
        local = datetime.combine(day, clock, ZoneInfo(zone))
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        msg = f"{text!r} is not a time on the clock"
        raise ValueError(msg) from None
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        msg = f"{text!r} is skipped or shown twice by the clocks there: give an offset such as -05:00"
        raise ValueError(msg)
    return moment
