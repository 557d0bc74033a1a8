"""Types of single fields: what each may hold, and the sentence said when it holds something else."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from unicodedata import category
from urllib.parse import urlsplit

from babel import Locale
from babel.core import UnknownLocaleError
from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from undersigned.model.days import is_time_zone, parse_day, parse_moment, parse_partial_day

ENTRY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHORTEST_ID = 2
RESERVED_IDS = frozenset({"other"})
"""Listings by initial use this address for names that start with no Latin letter."""
# ISO 3166-1 alpha-2 (section 5.1) and ISO 3166-2 (section 5.2).
JURISDICTION = re.compile(r"(?P<country>[A-Z]{2})(?:-(?P<part>[A-Z0-9]{1,3}))?")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
COUNT = re.compile(r"0|[1-9][0-9]{0,6}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
# RFC 3986, section 2; browsers take a backslash for a slash.
NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")
TERRITORIES: Mapping[str, str] = Locale("en").territories


class Record(BaseModel):
    """A frozen record; unknown keys are problems, and every value comes in as YAML's text."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def is_entry_id(text: str) -> bool:
    """Whether `text` can be an id: lower-case words joined by hyphens that no other address bears.

    Years have the addresses that are all digits, initials those of one letter.
    """
    taken = len(text) < SHORTEST_ID or text in RESERVED_IDS or text.isdigit()
    return not taken and ENTRY_ID.fullmatch(text) is not None


def _text(value: object) -> str:
    if value is None:
        msg = "is empty"
        raise ValueError(msg)
    if not isinstance(value, str):
        msg = "must be text, not a list or a mapping"
        raise ValueError(msg)  # noqa: TRY004 - pydantic gathers ValueErrors
    text = value.strip()
    if not text:
        msg = "is empty"
        raise ValueError(msg)
    if not (text[0].isalnum() or any(category(character)[0] not in "CZ" for character in text)):
        msg = "holds nothing that can be seen"
        raise ValueError(msg)
    return text


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _lines(value: object) -> object:
    """Bring text with several lines into a list; pydantic reads the entries of any list."""
    if isinstance(value, str):
        return [line for line in _text(value).splitlines() if line.strip()]
    return _texts(value)


def _texts(value: object) -> object:
    """Bring one text into a list; pydantic reads the entries of any list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return value
    msg = "is empty; write [] for none" if value is None else "must be text or a list, not a mapping"
    raise ValueError(msg)


def _entry_id(value: object) -> str:
    text = _line(value)
    if not is_entry_id(text):
        msg = f"{text!r} is not an id: lower-case words joined by hyphens"
        raise ValueError(msg)
    return text


def _flag(value: object) -> bool:
    if value not in ("true", "false"):
        msg = "must be true or false"
        raise ValueError(msg)
    return value == "true"


def _count(value: object) -> int:
    text = _line(value)
    if not COUNT.fullmatch(text):
        msg = f"{text!r} is not a number"
        raise ValueError(msg)
    return int(text)


def _jurisdiction(value: object) -> str:
    text = _line(value)
    match = JURISDICTION.fullmatch(text)
    if not match or match["country"] not in TERRITORIES:
        msg = f"{text!r} is not an ISO 3166 code like US or US-NC"
        raise ValueError(msg)
    return text


def _language(value: object) -> str:
    text = _line(value)
    try:
        if LANGUAGE.fullmatch(text):
            Locale.parse(text, sep="-")
            return text
    except (ValueError, UnknownLocaleError):
        pass
    msg = f"{text!r} is not a language tag like en or pt-BR (BCP 47)"
    raise ValueError(msg)


def _time_zone(value: object) -> str:
    text = _line(value)
    if not is_time_zone(text):
        msg = f"{text!r} is not a time zone like America/New_York"
        raise ValueError(msg)
    return text


def _url(value: object) -> str:
    text = _line(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and not NO_ADDRESS.search(text)
        # A name before the host looks like a host, and a port that is no number has no meaning.
        sound = sound and parts.username is None and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        msg = f"{text!r} is not an address like https://example.org/"
        raise ValueError(msg)
    return text


def _sha256(value: object) -> str:
    text = _line(value).lower()
    if not SHA256.fullmatch(text):
        msg = "is not a SHA-256 of 64 hexadecimal digits"
        raise ValueError(msg)
    return text


def _field(read: Callable[[Any], object], **schema: object) -> tuple[BeforeValidator, WithJsonSchema]:
    """Pair the reader of a field with what editors are told about it in JSON Schema.

    It says what both readers of YAML give: ours, to whom all is text, and an editor's own, which makes
    numbers and truth values of what looks like them.
    """
    return BeforeValidator(read), WithJsonSchema(dict(schema))


def _some(one: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of one value or a list of them."""
    return {"anyOf": [dict(one), {"type": "array", "items": dict(one)}]}


NOT_BLANK = r"\S"
_LINE = {"type": ["string", "number"], "pattern": NOT_BLANK}
_ID = {
    "type": "string",
    "pattern": f"^(?!(?:{'|'.join(sorted(RESERVED_IDS))}|[0-9]+)$){ENTRY_ID.pattern}$",
    "minLength": SHORTEST_ID,
}

Line = Annotated[str, *_field(_line, **_LINE)]
Lines = Annotated[tuple[Line, ...], *_field(_lines, **_some(_LINE))]
Texts = Annotated[tuple[Line, ...], *_field(_texts, **_some(_LINE))]
EntryId = Annotated[str, *_field(_entry_id, **_ID)]
EntryIds = Annotated[tuple[EntryId, ...], *_field(_texts, **_some(_ID))]
Flag = Annotated[bool, *_field(_flag, enum=[True, False, "true", "false"])]
Count = Annotated[
    int,
    *_field(
        _count, type=["integer", "string"], minimum=0, maximum=9_999_999, pattern=f"^(?:{COUNT.pattern})$"
    ),
]
Jurisdiction = Annotated[str, *_field(_jurisdiction, type="string", pattern=r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$")]
Language = Annotated[str, *_field(_language, type="string", pattern=f"^{LANGUAGE.pattern}$")]
TimeZone = Annotated[str, *_field(_time_zone, type="string")]
Url = Annotated[str, *_field(_url, type="string", format="uri", pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/]")]
Sha256 = Annotated[str, *_field(_sha256, type="string", pattern="^[0-9A-Fa-f]{64}$")]
Day = Annotated[
    date,
    *_field(
        lambda v: v if isinstance(v, date) else parse_day(_line(v)),
        type="string",
        format="date",
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ),
]
Moment = Annotated[
    datetime,
    *_field(
        lambda v: v if isinstance(v, datetime) else parse_moment(_line(v)),
        type="string",
        pattern=(
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})? ?[A-Za-z+-][A-Za-z0-9_+/:-]*$"
        ),
    ),
]


class PartialDay(BaseModel):
    """A day, month or year as a source gives it: `text`, with its first and last day."""

    model_config = ConfigDict(frozen=True)

    text: str
    first: date
    last: date


def _partial_day(value: object) -> PartialDay:
    text = _line(value)
    first, last = parse_partial_day(text)
    return PartialDay(text=text, first=first, last=last)


SomeDay = Annotated[
    PartialDay,
    *_field(
        _partial_day,
        type=["string", "integer"],
        pattern="^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$",
        minimum=1000,
        maximum=9999,
    ),
]
