"""Limits of a letter's Markdown, beyond which reading it would take long or lead too deep."""

import re
from collections.abc import Iterator

LONGEST_BODY = 1_000_000
"""Characters."""
LONGEST_PARAGRAPH = 20_000
"""Characters: Markdown reads a paragraph again for each mark in it."""
MOST_HEADINGS = 1_000
"""Headings and rules: Markdown cuts them off one by one."""
DEEPEST = 20
"""Lists and quotations within each other."""

MOST_MARKS = 200
"""Marks of emphasis in a row: each may open one within another."""

INDENT = 4
MARKS = re.compile(rf"[*_]{{{MOST_MARKS + 1}}}")
HEADING = re.compile(r"(?:[ >]|[*+-] |\d{1,9}\. )*+#{1,6} ")
RULE = re.compile(r"[ >]*+(?:(?:- *+){3,}|(?:\* *+){3,}|(?:_ *+){3,})")
STEP = re.compile(r"( *+)(?:>|(?:[*+-]|\d{1,9}\.)(?= |$))")
APART = re.compile(r"[ >]*+(?:$|[*+-] |\d{1,9}\. |\|)")
"""The beginning of a line that starts something new: an item of a list, a row of a table, an empty line."""


def beyond_limits(body: str, first_line: int) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and hint of each limit that `body` passes, which starts at `first_line`."""
    if len(body) > LONGEST_BODY:
        hint = f"at most {LONGEST_BODY:,}: attach long material as a file"
        yield first_line, f"the letter has {len(body):,} characters of text", hint
        return
    headings, long = 0, 0
    for number, line in enumerate(body.expandtabs(INDENT).split("\n"), start=first_line):
        # Of a line that starts with a letter, nothing but its length and its marks can be too much.
        plain = line[:1].isalpha()
        if not plain and (RULE.fullmatch(line) or HEADING.match(line)):
            headings += 1
            if headings == MOST_HEADINGS + 1:
                yield number, f"the letter has more than {MOST_HEADINGS:,} headings and rules", "use fewer"
        elif MARKS.search(line):
            yield number, f"more than {MOST_MARKS} marks of emphasis stand in a row", "use fewer"
        elif not plain and _depth(line) > DEEPEST:
            hint = f"at most {DEEPEST} lists and quotations within each other"
            yield number, "the text is nested too deeply", hint
        before, long = long, len(line) if not plain and APART.match(line) else long + len(line)
        if before <= LONGEST_PARAGRAPH < long:
            hint = f"at most {LONGEST_PARAGRAPH:,} characters: put an empty line between paragraphs"
            yield number, "the paragraph is too long", hint


def _depth(line: str) -> int:
    """Return how many lists and quotations the marks at the start of a line open, its indentation counted."""
    place = depth = spaces = 0
    while step := STEP.match(line, place):
        spaces += len(step[1])
        depth += 1
        place = step.end()
    return depth + spaces // INDENT
