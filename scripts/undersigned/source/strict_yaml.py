"""Strict YAML on libyaml: plain strings, lists and mappings, each with its line.

A subset of YAML 1.1 (https://yaml.org/spec/1.1/): no anchors, aliases or tags, one document, and
nothing is read as a number, a date or a truth value, so that what an editor typed is what is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from undersigned.source.problems import Problem
from undersigned.source.text import hidden_characters

Value = None | str | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]
"""The way to a value: keys and positions, as pydantic's error locations."""

DEEPEST = 12
MOST_VALUES = 200_000
# What YAML 1.1 readers other than this one take for a truth value or an octal number.
TRUTH = re.compile(r"(?:y|n|yes|no|on|off)", re.IGNORECASE)
OCTAL = re.compile(r"[-+]?0[0-9_]+")
COMMENT = re.compile(r"\s*#.*")
TAB = re.compile(r"\t")
LONGEST_QUOTE = 40
"""Characters of a lost comment that a problem quotes."""
# libyaml counts lines at these too. They are problems where the file is read; here they are spaces.
OTHER_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")


BRACES = "put quotes around it; a value that starts with { or [ needs them too"
HINTS = {
    "mapping values are not allowed": "a value that holds ': ' needs quotes",
    "could not find expected ':'": "each line is 'key: value'; a value that goes on needs quotes or '|'",
    "alphabetic or numeric character": "a value that starts with * or & needs quotes",
    "cannot start any token": "a value that starts with this character needs quotes",
    "did not find expected key": "check the indentation, and put quotes around the whole value",
    "did not find expected '-' indicator": "start each entry of a list with '- ', all at one indentation",
    "did not find expected <document start>": "check the indentation, and put quotes around the whole value",
    "found unexpected end of stream": "a quotation mark is never closed",
    "did not find expected ',' or ']'": "a list in [ ] is never closed, or a value in it needs quotes",
    "did not find expected ',' or '}'": "a value that starts with { needs quotes",
    "unknown escape character": "a \\ in double quotes is written twice; single quotes take it as it is",
}
"""What to do about each of libyaml's messages, by words of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A YAML document: its value, the line of every value and key, and what is wrong with it.

    `folded` are the places of texts over several lines that YAML has made one line of.
    """

    value: Value = None
    lines: Mapping[Place, int] = field(default_factory=dict)
    folded: frozenset[Place] = frozenset()
    problems: tuple[Problem, ...] = ()

    def line(self, place: Place) -> int:
        """Return the line of the value at `place`, or of the nearest one that contains it."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, line: int, message: str, hint: str) -> None:
        self.line, self.message, self.hint = line, message, hint
        super().__init__(message)


class _Mark(Protocol):
    """A place in a text, both numbers from 0; libyaml's and PyYAML's own differ in type only."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Builder:
    """Builds values from libyaml's events, which still know anchors, tags, styles and lines."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        text = text.translate(OTHER_LINE_ENDS)
        self.source = text.split("\n")
        self.last = text.rstrip("\n").count("\n")
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self.lines: dict[Place, int] = {}
        self.values = 0
        self.folded: set[Place] = set()
        self.problems: list[Problem] = []

    def number(self, mark: _Mark | None) -> int:
        """Return the line of `mark` in the file; the end of the text belongs to its last line."""
        return self.first_line + min(mark.line if mark else 0, self.last)

    def after(self, mark: _Mark | None, wanted: re.Pattern[str]) -> str:
        """Return what is `wanted` right after `mark` in its line, which is not copied: it may be long."""
        line = self.source[mark.line] if mark and mark.line < len(self.source) else ""
        found = wanted.match(line, mark.column if mark else 0)
        return found[0] if found else ""

    def complain(self, mark: _Mark | None, message: str, hint: str) -> None:
        self.problems.append(Problem(path=self.path, line=self.number(mark), message=message, hint=hint))

    def document(self) -> Value:
        next(self.events)  # StreamStart
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self.value(next(self.events), ())
        next(self.events)  # DocumentEnd
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Refused(self.number(event.start_mark), "holds a second YAML document", "keep one")
        return value

    def value(self, event: yaml.Event, place: Place) -> Value:
        self.lines.setdefault(place, self.number(event.start_mark))
        self.values += 1
        line = self.number(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "uses a YAML anchor or alias", "write the value out; quote a leading & or *")
        if tag := getattr(event, "tag", None):
            raise _Refused(line, f"uses the YAML tag {tag!r}", "quote a leading !")
        if self.values > MOST_VALUES:
            raise _Refused(
                line, f"holds more than {MOST_VALUES:,} values", "split it, or attach long material"
            )
        if len(place) > DEEPEST:
            raise _Refused(line, "is nested too deeply", "no field needs this")
        if isinstance(event, yaml.ScalarEvent):
            if event.style == "|":
                self.count_lines(event, place)
            elif self.is_folded(event):
                self.folded.add(place)
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place)
        return self.mapping(place)

    def sequence(self, place: Place) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*place, len(items))))
        return items

    def mapping(self, place: Place) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _Refused(self.number(event.start_mark), "has a key that is no plain word", BRACES)
            key = event.value
            if key in entries:
                first = self.lines[(*place, key)]
                hint = f"first on line {first}; keep one"
                self.complain(event.start_mark, f"has the key {key!r} twice", hint)
                self.value(next(self.events), (*place, key, "again"))
                continue
            self.lines[(*place, key)] = self.number(event.start_mark)
            entries[key] = self.value(next(self.events), (*place, key))
        return entries

    def is_folded(self, event: yaml.ScalarEvent) -> bool:
        """Whether a text stands on more than one line, which YAML joins."""
        first, last = (self.number(mark) - self.first_line for mark in (event.start_mark, event.end_mark))
        if event.style == ">":
            # libyaml ends such a text where the next thing begins: what is indented belongs to it.
            lines = [line for line in self.source[first + 1 : last + 1] if line.strip()]
            indent = lines[0][: -len(lines[0].lstrip())] if lines else ""
            return bool(indent) and sum(line.startswith(indent) for line in lines) > 1
        # Many values may stand on one line.
        return first < last and sum(bool(line.strip()) for line in self.source[first : last + 1]) > 1

    def count_lines(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Give each line of a text that holds one entry a line the place that a list's entry has."""
        first, last = self.number(event.start_mark) + 1, self.number(event.end_mark)
        below = self.source[first - self.first_line : last - self.first_line + 1]
        numbers = (number for number, line in enumerate(below, start=first) if line.strip())
        for position, number in zip(range(len(event.value.splitlines())), numbers, strict=False):
            self.lines[(*place, position)] = number

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        text: str = event.value
        if event.style:
            # An escape as "\\u202e" makes what the file itself does not hold.
            for message in hidden_characters(text).values() if event.style == '"' else ():
                self.complain(event.start_mark, message, "delete it")
            return text
        if lost := self.after(event.end_mark, COMMENT).strip():
            shown = lost if len(lost) <= LONGEST_QUOTE else lost[: LONGEST_QUOTE - 1] + "…"
            self.complain(
                event.end_mark,
                f"YAML takes {shown!r} for a comment and drops it",
                "put the value in quotes, or the comment on a line of its own",
            )
        if TRUTH.fullmatch(text):
            self.complain(
                event.start_mark, f"YAML readers take {text!r} for true or false", "put it in quotes"
            )
        elif OCTAL.fullmatch(text):
            self.complain(
                event.start_mark, f"YAML readers take {text!r} for an octal number", "put it in quotes"
            )
        return text if text not in {"", "~", "null"} else None


def parse_yaml(path: str, text: str, *, first_line: int = 1) -> Parsed:
    """Parse `text`, whose first line is line `first_line` of the file `path`."""
    builder = _Builder(path, text, first_line)
    try:
        value = builder.document()
    except _Refused as refused:
        builder.problems.append(
            Problem(path=path, line=refused.line, message=refused.message, hint=refused.hint)
        )
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(path, error, builder))
    except yaml.reader.ReaderError as error:
        line = first_line + text.encode()[: error.position].count(b"\n")
        message = f"cannot be read as YAML: {error.reason}"
        builder.problems.append(Problem(path=path, line=line, message=message, hint="delete the character"))
    else:
        folded = frozenset(builder.folded)
        return Parsed(value=value, lines=builder.lines, folded=folded, problems=tuple(builder.problems))
    return Parsed(lines=builder.lines, problems=tuple(builder.problems))


def _syntax_problem(path: str, error: yaml.MarkedYAMLError, builder: _Builder) -> Problem:
    """Say in an editor's words what libyaml could not read."""
    what = (error.problem or "a syntax error").strip()
    # What is never closed is noticed later than where it starts, and mended there.
    starts = any(words in what for words in ("end of stream", "expected ':'", "expected ','"))
    mark = (error.context_mark if starts else None) or error.problem_mark or error.context_mark
    line = builder.number(mark)
    if builder.after(mark, TAB):
        hint = "indent with spaces, not with tabs"
    else:
        hint = next((hint for words, hint in HINTS.items() if words in what), "check quotes and indentation")
    return Problem(path=path, line=line, message=f"cannot be read as YAML: {what}", hint=hint)
