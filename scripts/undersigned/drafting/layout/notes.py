"""Finds notes, at the foot of pages or at the end, and the places in the text that call them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import Line
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.note_styles import (
    BRACED,
    BRACED_CALL,
    BRACKET_CALL,
    BRACKETED,
    FIGURE,
    GLUED_CALL,
    MARKED,
    RAISED_CALL,
    RAISED_MARK,
    SYMBOL,
    SYMBOL_CALL,
    SYMBOLS,
)
from undersigned.drafting.layout.text import SUPERSCRIPTS, is_blank, plain, with_text

ENDS = re.compile(r"[.!?][”\"’')\]>*_]*$|>$|/$|https?://\S+$")

HEADING = re.compile(
    r"(?:foot|end)?\s?notes?:?|references:?|sources:?|citations:?|notas:?|-{3,}|_{3,}|[*]{3}", re.IGNORECASE
)

CONTINUES = re.compile(r"(?:<?https?://|www\.|available at|id\.|see\b|accessed|\d)", re.IGNORECASE)


@dataclass
class Notes:
    """The notes by label, each a list of paragraphs that are lists of lines; and the lines without them."""

    paragraphs: dict[str, list[list[Line]]] = field(default_factory=dict)
    rest: list[Line] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)
    uncertain: list[tuple[int, str]] = field(default_factory=list)
    style: re.Pattern[str] | None = None


def find_notes(lines: Sequence[Line], tail: int) -> Notes:
    """Part the notes from the other lines; from the place `tail` on, the signatures are over.

    Of the ways to write a note, the surest that the document shows is taken: what a reader marked,
    raised figures, figures in brackets, and plain figures where the text calls them and no list has them.
    """
    for style, calls in (
        (MARKED, None),
        (RAISED_MARK, RAISED_CALL),
        (BRACKETED, BRACKET_CALL),
        (FIGURE, GLUED_CALL),
        (BRACED, BRACED_CALL),
        (SYMBOL, SYMBOL_CALL),
    ):
        starts = _starts(lines, style, calls, tail) if style is not SYMBOL else _symbols(lines)
        if starts:
            return _parted(lines, starts, style, tail)
    return Notes(rest=list(lines))


def _starts(
    lines: Sequence[Line], style: re.Pattern[str], calls: re.Pattern[str] | None, tail: int
) -> dict[int, str]:
    """Return the places at which notes begin, with their labels: 1, 2, 3 in order, each called before it."""
    called = _called(lines, calls) if calls else None
    found: dict[int, str] = {}
    expected = 1
    for n, line in enumerate(lines):
        match = style.match(line.text)
        if not match:
            continue
        label = match["label"].translate(SUPERSCRIPTS)
        if style is MARKED:
            found[n] = label
            continue
        if not label.isdecimal() or int(label) not in (expected, expected + 1):
            continue
        is_next = n >= tail and found and int(label) == expected
        if style is FIGURE and not (
            _may_be_note(lines, n, tail, match) and (label in (called or ()) or is_next)
        ):
            continue
        if style is BRACED and (n < tail or label not in (called or ())):
            continue
        if style is BRACKETED and label not in (called or ()) and n < tail:
            continue
        found[n] = label
        expected = int(label) + 1
    return found


def _symbols(lines: Sequence[Line]) -> dict[int, str]:
    """Return the notes that begin with * or †, with numbers for their signs: each is called, and stands behind."""
    calls: dict[str, int] = {}
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        match = SYMBOL.match(line.text)
        if match and match["label"] in calls and (line.is_foot or n > len(lines) / 2):
            found[n] = str(SYMBOLS.index(match["label"]) + 1)
        for call in SYMBOL_CALL.finditer(line.text):
            before = line.text[: call.start()]
            # A sign that opened emphasis earlier on the line is closed here, and calls no note.
            if not re.search(rf"(?<!\S){re.escape(call['label'])}(?=\S)", before):
                calls.setdefault(call["label"], n)
    return found


def _may_be_note(lines: Sequence[Line], n: int, tail: int, match: re.Match[str]) -> bool:
    """Whether a line that begins with a plain figure may be a note: not among the items of a list."""
    if n >= tail or lines[n].is_foot:
        return True
    has_dot = "." in match.group() or ")" in match.group()
    return not has_dot


def _called(lines: Sequence[Line], calls: re.Pattern[str]) -> set[str]:
    return {
        label
        for line in lines
        for match in calls.finditer(line.text)
        for label in re.findall(r"\d+", match["label"].translate(SUPERSCRIPTS))
    }


def _parted(lines: Sequence[Line], starts: dict[int, str], style: re.Pattern[str], tail: int) -> Notes:
    notes = Notes(style=style)
    label: str | None = None
    paragraph: list[Line] = []
    last = max(starts)
    for n, line in enumerate(lines):
        if n in starts:
            if label is None:
                _take_heading(notes)
            label = starts[n]
            paragraph = [
                with_text(
                    line,
                    (style.match(line.text) or _never())[0]
                    and line.text[(style.match(line.text) or _never()).end() :],
                )
            ]
            notes.paragraphs.setdefault(label, []).append(paragraph)
        elif label is None:
            notes.rest.append(line)
        elif is_blank(line) or line.text == PAGE_BREAK:
            if _goes_on(lines, n, starts, style, paragraph, is_between=tail <= n < last):
                paragraph = [] if paragraph else paragraph
                continue
            label = None
            notes.rest.append(line)
        elif not paragraph:
            paragraph = [line]
            if _completes(notes.paragraphs[label][-1], line):
                notes.paragraphs[label][-1].append(line)
                paragraph = notes.paragraphs[label][-1]
            else:
                notes.paragraphs[label].append(paragraph)
        else:
            paragraph.append(line)
    return notes


def _never() -> re.Match[str]:
    raise AssertionError("a note's first line matches the style by which it was found")


def _take_heading(notes: Notes) -> None:
    """Take "Notes:" or a rule above the notes away from the other lines."""
    back = len(notes.rest) - 1
    while back >= 0 and is_blank(notes.rest[back]):
        back -= 1
    if back >= 0 and HEADING.fullmatch(plain(notes.rest[back].text)):
        notes.heading.append(notes.rest.pop(back))


def _goes_on(
    lines: Sequence[Line],
    n: int,
    starts: dict[int, str],
    style: re.Pattern[str],
    paragraph: list[Line],
    *,
    is_between: bool,
) -> bool:
    """Whether a note goes on beyond a gap: the next lines are still its own, or the next note begins."""
    after = next(
        (k for k in range(n + 1, len(lines)) if not is_blank(lines[k]) and lines[k].text != PAGE_BREAK), None
    )
    if after is None:
        return False
    if after in starts or is_between:
        return True
    if style is MARKED:
        return lines[after].text.startswith("    ")
    if lines[after].is_foot:
        return True
    if any(line.is_foot for line in paragraph):
        return False
    text = lines[after].text.strip()
    said = " ".join(line.text.strip() for line in paragraph)
    if re.fullmatch(r"<?https?://\S+>?[.,;]?", text):
        return True
    return bool(said) and not ENDS.search(said) and bool(CONTINUES.match(text) or text[:1].islower())


def _completes(before: list[Line], line: Line) -> bool:
    """Whether a paragraph of a note is but the rest of the sentence before it."""
    said = " ".join(one.text.strip() for one in before)
    return not ENDS.search(said) or bool(re.fullmatch(r"<?https?://\S+>?[.,;]?", line.text.strip()))
