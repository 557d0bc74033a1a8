"""Reads one letter's file into a record, with everything that is wrong in it alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from undersigned.archive.salvage import salvage
from undersigned.model.days import DAY
from undersigned.model.fields import ENTRY_ID
from undersigned.model.letter import Draft, Letter
from undersigned.model.validate import Origin, validate
from undersigned.source.body import SIGNATURES, BodyScan, scan_body
from undersigned.source.front_matter import LetterSource, split_letter
from undersigned.source.limits import beyond_limits
from undersigned.source.problems import Problem
from undersigned.source.strict_yaml import Parsed, Place
from undersigned.source.text import read_text

YEAR = re.compile(r"[0-9]{4}")
ONE_A_LINE = frozenset({"signatories", "also_signed", "recipients", "cc", "letterhead", "via", "address"})
"""Fields whose text has a meaning line by line."""
PARAGRAPH = re.compile(r"p[1-9][0-9]{0,5}[a-z]*")
Complain = Callable[[int, str, str], Problem]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadLetter:
    """A letter that could be read, with the lines of its fields and what its body holds.

    `digest` stands for the bytes of its file that were read.
    One that is not `whole` has problems, and only those of its fields that are sound; one that is
    not `dated` bears the date of its file's name.
    """

    letter: Letter
    source: LetterSource
    scan: BodyScan
    digest: bytes
    whole: bool = True
    dated: bool = True

    def has(self, key: str) -> bool:
        """Whether the field `key` could be read, as in every letter that is whole."""
        written = self.source.front_matter.value
        return self.whole or not (
            isinstance(written, dict) and key in written and not getattr(self.letter, key)
        )

    def problem(self, place: Place, message: str, hint: str = "") -> Problem:
        """Return a problem at `place` of the letter's front matter."""
        line = self.source.front_matter.line(place)
        return Problem(path=self.source.path, line=line, message=message, hint=hint)

    def problem_at(self, line: int, message: str, hint: str = "") -> Problem:
        """Return a problem at `line` of the letter's file."""
        return Problem(path=self.source.path, line=line, message=message, hint=hint)


def read_letter(folder: Path, path: str) -> tuple[ReadLetter | None, list[Problem]]:
    """Read the letter at `path` below `folder`; None for a draft, and where nothing can be read."""
    source, problems = read_text(folder, path)
    if source is None:
        return None, problems
    split, found = split_letter(source)
    problems += found
    if split is None or not isinstance(split.front_matter.value, dict):
        return None, problems
    value = split.front_matter.value
    problems += _folded_problems(path, split.front_matter)
    if value.get("status") == "draft":
        origin = Origin(path=path, parsed=split.front_matter)
        _, found = validate(Draft, value, origin, may_be_empty=True)
        return None, problems + found
    given = {
        "id": PurePosixPath(path).stem,
        "path": path,
        "body": split.body,
        "body_line": split.body_line,
    }
    letter, found = validate(Letter, value, Origin(path=path, parsed=split.front_matter, given=given))
    problems += found
    scan = scan_body(split.body, split.body_line)
    problems += _body_problems(path, split, scan)
    if letter is None:
        rest, dated = salvage(value, given)
        if rest is None:
            return None, problems
        broken = ReadLetter(
            letter=rest, source=split, scan=scan, digest=source.digest, whole=False, dated=dated
        )
        return broken, problems
    read = ReadLetter(letter=letter, source=split, scan=scan, digest=source.digest)
    return read, [*problems, *_name_problems(read)]


def _folded_problems(path: str, parsed: Parsed) -> Iterator[Problem]:
    """A text that holds one thing a line keeps its lines."""
    for place in sorted(parsed.folded, key=str):
        key = place[-1] if place else None
        if key in ONE_A_LINE:
            message = f"YAML makes one line of the lines of {key!r}"
            hint = f"write '{key}: |' above them"
            yield Problem(path=path, line=parsed.line(place), message=message, hint=hint)


def _name_problems(read: ReadLetter) -> Iterator[Problem]:
    """The file is named `<date>-<slug>.md`, since its name is the letter's address for ever."""
    letter = read.letter
    day, slug = letter.id[:10], letter.id[10:]
    if not DAY.fullmatch(day) or not slug.startswith("-"):
        hint = f"name it {letter.date}-<words>.md"
        yield read.problem_at(1, "has a file name that does not start with the letter's date", hint)
    elif day != letter.date.isoformat():
        hint = "they must agree: the file's name is the letter's address"
        yield read.problem(("date",), f"the date is {letter.date}, the file name says {day}", hint)
    elif not ENTRY_ID.fullmatch(letter.id):
        hint = "lower-case words joined by hyphens, after the date"
        yield read.problem_at(1, f"has the file name {letter.id!r}, which cannot be an address", hint)
    years = {part for part in PurePosixPath(letter.path).parts if YEAR.fullmatch(part)}
    if years and f"{letter.date.year:04}" not in years:
        hint = f"move it to the folder {letter.date.year}"
        yield read.problem(("date",), f"a letter of {letter.date.year} lies in the folder {min(years)}", hint)


def _body_problems(path: str, source: LetterSource, scan: BodyScan) -> Iterator[Problem]:
    def at(line: int, message: str, hint: str = "") -> Problem:
        return Problem(path=path, line=line, message=message, hint=hint)

    for line, message, hint in beyond_limits(source.body, source.body_line):
        yield at(line, message, hint)
    if not source.body.strip():
        yield at(source.body_line, "the letter has no text", "write it beneath the front matter")
    yield from _note_problems(scan, at)
    yield from _definition_problems(scan, at)
    yield from _paragraph_problems(scan, at)
    for number, text in enumerate(source.body.split("\n"), start=source.body_line):
        if text.strip().casefold() == SIGNATURES and text.strip() != SIGNATURES:
            yield at(number, f"{text.strip()} would print as it stands", f"write {SIGNATURES}")
    for line in scan.signature_lines[1:]:
        yield at(line, "a second line [signatures]", "the block stands in one place")
    for cells in scan.lost_cells:
        hint = "Markdown drops them: give the head as many"
        yield at(cells.line, f"the row has more cells than its table's head: {cells.text!r}", hint)


def _definition_problems(scan: BodyScan, at: Complain) -> Iterator[Problem]:
    """Each definition of a link is used: Markdown prints it only there."""
    seen: set[str] = set()
    for definition in scan.definitions:
        if definition.text not in scan.uses:
            hint = "Markdown drops this line: use it, or put \\ before the bracket to print it"
            yield at(definition.line, f"the link [{definition.text}] is never used", hint)
        elif definition.text in seen:
            yield at(definition.line, f"the link [{definition.text}] is defined twice", "keep one")
        seen.add(definition.text)


def _paragraph_problems(scan: BodyScan, at: Complain) -> Iterator[Problem]:
    """A paragraph that was inserted has the number of the one before it, and a letter, as its name.

    One that keeps its number although one before it was taken out has that alone.
    """
    seen: set[str] = set()
    for name in scan.paragraph_names:
        if not PARAGRAPH.fullmatch(name.text):
            hint = "an inserted paragraph is marked {#p4a}, after the number of the one before it"
            yield at(name.line, f"{{#{name.text}}} is no paragraph's name", hint)
        elif name.text in seen:
            hint = "choose the next letter"
            yield at(name.line, f"the paragraph name {{#{name.text}}} is used twice", hint)
        seen.add(name.text)
    for name in scan.inner_names:
        hint = "put it at the end of the paragraph, with an empty line below"
        yield at(name.line, f"{{#{name.text}}} stands within a paragraph", hint)


def _note_problems(scan: BodyScan, at: Complain) -> Iterator[Problem]:
    """Each footnote has one text, at the start of a line, and at least one mark."""
    for note in scan.inner_notes:
        hint = "start its line with it, outside of lists and quotations"
        yield at(note.line, f"the text of footnote [^{note.text}] does not start its line", hint)
    texts = {note.text for note in (*scan.notes, *scan.inner_notes)}
    marks = {mark.text for mark in scan.marks}
    first: dict[str, int] = {}
    for note in scan.notes:
        if note.text in first:
            yield at(note.line, f"footnote [^{note.text}] has two texts", f"first on line {first[note.text]}")
        elif len(note.text.split()) != 1 or note.text != note.text.strip():
            hint = "write [^1] or [^word], without spaces"
            yield at(note.line, f"[^{note.text}] cannot be a footnote's mark", hint)
        elif note.text not in marks:
            yield at(note.line, f"footnote [^{note.text}] is mentioned nowhere", "put its mark into the text")
        first.setdefault(note.text, note.line)
    for mark in scan.marks:
        if mark.text not in texts:
            yield at(mark.line, f"footnote [^{mark.text}] has no text", f"add a line '[^{mark.text}]: …'")
