"""Days, places and counts in words."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from undersigned.model.fields import TERRITORIES
from undersigned.views.addresses import INTERFACE_LANGUAGE

# ISO 3166-2:US; Unicode's CLDR, which babel brings, names countries but not their parts.
US_PARTS = {
    "AL": "Alabama", "AK": "Alaska", "AS": "American Samoa", "AZ": "Arizona", "AR": "Arkansas",
    "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska",
    "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "MP": "Northern Mariana Islands", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UM": "U.S. Outlying Islands", "UT": "Utah", "VT": "Vermont",
    "VI": "U.S. Virgin Islands", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip

KILO = 1_000


def long_day(day: date, language: str = INTERFACE_LANGUAGE) -> str:
    """Return a day as a letter prints it: "March 23, 2026"."""
    return _long_day(day, language)


@lru_cache(maxsize=4096)
def _long_day(day: date, language: str) -> str:
    return format_date(day, "long", _locale(language))


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def long_moment(moment: datetime, time_zone: str) -> str:
    """Return a moment as a clock in an IANA time zone shows it: "March 23, 2026, 10:00 AM EDT"."""
    here, locale = moment.astimezone(ZoneInfo(time_zone)), _locale(INTERFACE_LANGUAGE)
    clock = format_time(here, "h:mm:ss a" if here.second else "h:mm a", locale=locale)
    return f"{long_day(here.date())}, {clock} {here.tzname()}"


@lru_cache(maxsize=4096)
def short_day(day: date) -> str:
    """Return a day for the narrow column of a list: "Mar 23, 2026"."""
    return format_date(day, "medium", _locale(INTERFACE_LANGUAGE))


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """Return how a language is written: `ltr` or `rtl`, as HTML's `dir` wants it."""
    return "rtl" if _locale(language).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=12)
def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return str(_locale(INTERFACE_LANGUAGE).months["stand-alone"]["wide"][month])


def place_name(jurisdiction: str) -> str:
    """Return the name of a jurisdiction: "North Carolina" for US-NC, its code when it has none."""
    country, _, part = jurisdiction.partition("-")
    if not part:
        return TERRITORIES[country]
    return US_PARTS.get(part, jurisdiction) if country == "US" else jurisdiction


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 letter", "1,204 letters"."""
    return f"{number:,} {one if number == 1 else many}"


def file_size(size: int) -> str:
    """Return a number of bytes in words: "812 bytes", "14 KB", "2.3 MB" (a KB is 1,000 bytes)."""
    if size < KILO:
        return counted(size, "byte", "bytes")
    if size < KILO**2:
        return f"{size / KILO:.0f} KB"
    return f"{size / KILO**2:.1f} MB"


def listed(names: Sequence[str], most: int = 2) -> str:
    """Return names as a sentence prints them: "A", "A and B", "A, B and 3 others"."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def signatories(names: Sequence[str], count: int, most: int = 2) -> str:
    """Return who signed, of `count` who did: "A and 38 others", "12 people"; "" where nobody did.

    Those who asked that their names be removed are counted, and not named.
    """
    if len(names) == count:
        return listed(names, most)
    if not names:
        return counted(count, "person", "people")
    first = names[:most]
    return f"{', '.join(first)} and {counted(count - len(first), 'other', 'others')}"


def span(first: str, last: str) -> str:
    """Return a span of years as an office's holder shows it: "2019 to 2023", "since 2025"."""
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""
