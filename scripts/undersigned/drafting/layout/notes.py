"""Finds notes, at the foot of pages or at the end, and the places in the text that call them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import Line
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.note_styles import (
    BRACED,
    BRACKETED,
    FIGURE,
    MARKED,
    RAISED_FIGURE,
    SIGN,
    SYMBOLS,
    Style,
)
from undersigned.drafting.layout.text import SUPERSCRIPTS, is_blank, plain, with_text

ENDS = re.compile(r"[.!?][”\"’')\]>*_]*$|>$|/$|https?://\S+$")

HEADING = re.compile(
    r"(?:foot|end)?\s?notes?:?|references:?|sources:?|citations:?|notas:?|-{3,}|_{3,}|[*]{3}", re.IGNORECASE
)

ADDRESS = re.compile(r"<?https?://\S+>?[.,;]?")
CONTINUES = re.compile(r"(?:<?https?://|www\.|available at|id\.|see\b|accessed|\d)", re.IGNORECASE)


MOST_OF_ONE_SIGN = 2


@dataclass
class Notes:
    """The notes by label, each a list of paragraphs that are lists of lines; and the lines without them."""

    style: Style = MARKED
    paragraphs: dict[str, list[list[Line]]] = field(default_factory=dict)
    rest: list[Line] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)

    def marked(self, text: str) -> str:
        """Return a text with `[^n]` where it calls one of the notes."""
        return self.style.marked(text, self.paragraphs)


def find_notes(lines: Sequence[Line], tail: int) -> Notes:
    """Part the notes from the other lines; from the place `tail` on, the signatures are over.

    Of the ways to write a note, the surest that the document shows is taken: what a reader marked,
    raised figures, figures in brackets, and plain figures where the text calls them and no list has them.
    """
    lines, tail = _with_numbers_beside(lines, tail)
    for style in (MARKED, RAISED_FIGURE, BRACKETED, FIGURE, BRACED):
        if starts := _starts(lines, style, tail):
            return _Parting(lines, starts, style, tail).notes()
    if starts := _signs(lines):
        return _Parting(lines, starts, SIGN, tail).notes()
    return Notes(rest=list(lines))


def _with_numbers_beside(lines: Sequence[Line], tail: int) -> tuple[list[Line], int]:
    """Join a figure that the text calls, alone on its line, with the note below; move `tail` along."""
    called = {label for line in lines for label in FIGURE.labels(line.text)}
    found: list[Line] = []
    moved = tail
    number: Line | None = None
    for n, line in enumerate(lines):
        if number and not is_blank(line):
            found[-1] = with_text(number, f"{number.text.strip()} {line.text.strip()}")
            moved -= n < tail
            number = None
            continue
        found.append(line)
        number = line if line.text.strip() in called else None
    return found, moved


def _starts(lines: Sequence[Line], style: Style, tail: int) -> dict[int, str]:
    """Return the places at which notes begin, with their labels: 1, 2, 3 in order, each called."""
    called = {label for line in lines for label in style.labels(line.text)}
    found: dict[int, str] = {}
    expected = 1
    for n, line in enumerate(lines):
        match = style.mark.match(line.text)
        if not match:
            continue
        label = match["label"].translate(SUPERSCRIPTS)
        if style is MARKED:
            found[n] = label
        elif int(label) in {expected, expected + 1} and _may_begin(
            style,
            match,
            is_behind=n >= tail,
            is_foot=line.is_foot,
            is_called=label in called,
            is_next=bool(found),
        ):
            found[n] = label
            expected = int(label) + 1
    return found


def _may_begin(  # noqa: PLR0913 - all that is known of a line
    style: Style, match: re.Match[str], *, is_behind: bool, is_foot: bool, is_called: bool, is_next: bool
) -> bool:
    """Whether a line that begins as a note does may be one, and no item of a list."""
    if style is RAISED_FIGURE:
        return True
    if style is BRACKETED:
        return is_called or is_behind
    if style is BRACED:
        return is_called and is_behind
    has_dot = "." in match.group() or ")" in match.group()
    if not (is_behind or is_foot) and has_dot:
        return False
    return is_called or (is_behind and is_next)


def _signs(lines: Sequence[Line]) -> dict[int, str]:
    """Return the notes that begin with * or †, with numbers for their signs: each is called above it."""
    calls: set[str] = set()
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        match = SIGN.mark.match(line.text)
        if match and match["label"] in calls and (line.is_foot or n > len(lines) / 2):
            found[n] = str(SYMBOLS.index(match["label"]) + 1)
        for call in SIGN.call.finditer(line.text) if SIGN.call else ():
            # A sign that opened emphasis earlier on the line is closed here, and calls no note.
            if not re.search(rf"(?<![^\s\\]){re.escape(call['label'])}(?=\S)", line.text[: call.start()]):
                calls.add(call["label"])
    # A sign before line after line is a bullet.
    counts = Counter(found.values())
    return {n: label for n, label in found.items() if counts[label] <= MOST_OF_ONE_SIGN}


class _Parting:
    """Goes through the lines and gives each to a note or to the rest."""

    def __init__(self, lines: Sequence[Line], starts: dict[int, str], style: Style, tail: int) -> None:
        self.lines, self.starts, self.tail = lines, starts, tail
        self.found = Notes(style=style)
        self.label: str | None = None
        self.paragraph: list[Line] = []

    def notes(self) -> Notes:
        """Return the notes, and the lines without them."""
        for n, line in enumerate(self.lines):
            if n in self.starts:
                self._begin(n, line)
            elif self.label is None:
                self.found.rest.append(line)
            elif is_blank(line) or line.text == PAGE_BREAK:
                if self._goes_on(n):
                    self.paragraph = []
                else:
                    self.label = None
                    self.found.rest.append(line)
            else:
                self._add(line)
        return self.found

    def _begin(self, n: int, line: Line) -> None:
        if self.label is None:
            self._take_heading()
        self.label = self.starts[n]
        mark = self.found.style.mark.match(line.text)
        self.paragraph = [with_text(line, line.text[mark.end() :] if mark else line.text)]
        self.found.paragraphs.setdefault(self.label, []).append(self.paragraph)

    def _take_heading(self) -> None:
        """Take "Notes:" or a rule above the notes away from the other lines."""
        rest = self.found.rest
        said = [k for k, line in enumerate(rest) if not is_blank(line)]
        if said and HEADING.fullmatch(plain(rest[said[-1]].text)):
            self.found.heading.append(rest.pop(said[-1]))

    def _add(self, line: Line) -> None:
        """Give a line to the note; after a gap it begins a paragraph, unless it ends the sentence above."""
        paragraphs = self.found.paragraphs[self.label or ""]
        if not self.paragraph:
            said = " ".join(one.text.strip() for one in paragraphs[-1])
            if ENDS.search(said) and not ADDRESS.fullmatch(line.text.strip()):
                paragraphs.append(self.paragraph)
            else:
                self.paragraph = paragraphs[-1]
        self.paragraph.append(line)

    def _goes_on(self, n: int) -> bool:
        """Whether the note goes on beyond a gap: what follows is still its own, or the next note."""
        after = next((k for k in range(n + 1, len(self.lines)) if not self._is_gap(k)), None)
        if after is None:
            return False
        line = self.lines[after]
        if after in self.starts or self.tail <= n < max(self.starts):
            return True
        if self.found.style is MARKED:
            return line.text.startswith("    ")
        if line.is_foot or any(one.is_foot for one in self.paragraph):
            # Nothing but notes stands below notes at the foot of a page.
            return line.is_foot or line.page == self.paragraph[-1].page
        text = line.text.strip()
        said = " ".join(one.text.strip() for one in self.paragraph)
        is_cut = bool(said) and not ENDS.search(said)
        return bool(ADDRESS.fullmatch(text)) or (is_cut and bool(CONTINUES.match(text) or text[:1].islower()))

    def _is_gap(self, n: int) -> bool:
        return is_blank(self.lines[n]) or self.lines[n].text == PAGE_BREAK
