"""Turns values with lines into records, and pydantic's errors into problems for editors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from undersigned.model.fields import Record
from undersigned.source.problems import Problem, did_you_mean
from undersigned.source.strict_yaml import Parsed, Place, Value

R = TypeVar("R", bound=Record)
FILL_IN = "fill it in, or delete the line"
FILL_IN_REQUIRED = {"title": "fill it in", "date": "fill it in", "recipients": "write [] for an open letter"}
# A message that starts with one of these quotes what was typed, or counts entries: a colon stands before it.
QUOTES = ("'", '"', *"0123456789")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a mapping stands: the file, its values' lines, and the way to it in the file."""

    path: str
    parsed: Parsed
    place: Place = ()
    given: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Fields of the record that the program fills in, and that a file may not."""

    def problem(self, place: Place, message: str, hint: str = "") -> Problem:
        """Return a problem at `place` of the mapping."""
        line = self.parsed.line((*self.place, *place))
        return Problem(path=self.path, line=line, message=message, hint=hint)


def validate(
    record: type[R], value: Mapping[str, Value], origin: Origin, *, may_be_empty: bool = False
) -> tuple[R | None, list[Problem]]:
    """Validate `value`, found at `origin`, as `record`.

    A key without a value is a problem, unless it `may_be_empty`: then it counts as missing.
    Returns the record, or None with every problem found.
    """
    empty = set() if may_be_empty else set(_empty_places(value))
    problems = [origin.problem(place, f"{_subject(place)} is empty", _fill_in(place)) for place in empty]
    typed: dict[str, object] = {}
    for key, item in value.items():
        if key in origin.given:
            problems.append(_unknown_key(record, (key,), origin))
        elif item is not None or not may_be_empty:
            typed[key] = item
    try:
        found = record.model_validate({**typed, **origin.given})
    except ValidationError as error:
        errors = [details for details in error.errors(include_url=False) if details["loc"] not in empty]
        return None, problems + [_problem(record, details, origin) for details in errors]
    return (None if problems else found), problems


def known_keys(record: type[Record]) -> list[str]:
    """Return the keys that YAML may give for `record`, as editors spell them."""
    return [info.alias or name for name, info in record.model_fields.items()]


def _empty_places(value: Value | Mapping[str, Value], place: Place = ()) -> Iterator[Place]:
    """Yield the places of all keys without a value."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if item is None:
                yield (*place, key)
            elif not isinstance(item, str):
                yield from _empty_places(item, (*place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if not isinstance(item, str):
                yield from _empty_places(item, (*place, number))


def _subject(loc: Place) -> str:
    """Name the value at `loc`: `'title'`, `entry 2 of 'topics'`, `'kind' in entry 1 of 'events'`."""
    if not loc:
        return "it"
    *above, last = loc
    if isinstance(last, int):
        return f"entry {last + 1} of {_subject(tuple(above))}"
    number = next((n for n in range(len(above) - 1, -1, -1) if isinstance(above[n], int)), None)
    return repr(last) if number is None else f"{last!r} in {_subject(tuple(above[: number + 1]))}"


def _problem(record: type[Record], details: ErrorDetails, origin: Origin) -> Problem:
    """Say what one of pydantic's errors means, at the line it belongs to."""
    loc: Place = details["loc"]
    subject = _subject(loc)
    context = details.get("ctx", {})
    message, hint = f"{subject}: {details['msg']}", ""
    match details["type"]:
        case "missing":
            message = f"{subject} is missing"
            hint = "recipients: [] is an open letter" if loc[-1] == "recipients" else ""
        case "extra_forbidden":
            return _unknown_key(record, loc, origin)
        case "literal_error":
            message = f"{subject} is {_shown(details['input'])}"
            hint = "one of " + str(context["expected"]).replace("'", "")
        case "value_error":
            said = str(context["error"])
            message = f"{subject}{':' if said.startswith(QUOTES) else ''} {said}" if loc else said
            hint = _fill_in(loc) if said == "is empty" else ""
        case "model_type" | "tuple_type" if details["input"] is None:
            message, hint = f"{subject} is empty", _fill_in(loc)
        case "model_type" | "model_attributes_type" | "dict_type":
            message, hint = f"{subject} must be a mapping of keys and values", "as 'key: value'"
        case "tuple_type":
            message, hint = f"{subject} must be a list", "start each entry with '- '"
    return origin.problem(loc, message, hint)


def _fill_in(loc: Place) -> str:
    """Say what to do about an empty value, which not every letter can do without."""
    return FILL_IN_REQUIRED.get(str(loc[0]), FILL_IN) if len(loc) == 1 else FILL_IN


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) else "a list or a mapping"


def _unknown_key(record: type[Record], loc: Place, origin: Origin) -> Problem:
    keys = _keys_at(record, loc)
    if len(loc) == 1:
        keys = [key for key in keys if key not in origin.given]
    hint = did_you_mean(str(loc[-1]), keys, otherwise="one of " + ", ".join(keys))
    return origin.problem(loc, f"unknown key {_subject(loc)}", hint)


def _keys_at(record: type[Record], loc: Place) -> list[str]:
    """Return the known keys of the record in which the key at `loc` stands."""
    for part in loc[:-1]:
        if isinstance(part, str):
            names = {info.alias or name: name for name, info in record.model_fields.items()}
            annotation = record.model_fields[names[part]].annotation if part in names else None
            record = _record_in(annotation) or record
    return known_keys(record)


def _record_in(annotation: object) -> type[Record] | None:
    """Find the record type inside `tuple[X, ...]`, `X | None` or `Annotated[...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _record_in(inner):
            return found
    return None
