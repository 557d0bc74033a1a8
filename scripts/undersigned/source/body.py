"""Scans a letter's Markdown for the things that can be wrong in it, each with its line.

It finds marks, notes, references and links as the dialect of `render` reads them; it draws nothing.
"""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

LONGEST_LINK = 2000
"""Characters of a link's target, and of its title; what is longer is no link."""
NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]]*)\]:")
INNER_NOTE = re.compile(r"^(?:[ >]|(?:[*+-]|\d+\.) )*\[\^(?P<label>[^\]]*)\]:")
# As Markdown reads a definition, at any depth of lists and quotations; its target may stand a line below.
DEFINITION = re.compile(
    r"^(?P<before>(?:[ >]|(?:[*+-]|\d+\.) |\[\^[^\[\]\n]*\]:)*)"
    r"\[(?P<label>(?!\^)[^\[\]]*)\]: *(?:\n[ >]*)?<?(?P<target>\S+?)>? *"
    r"(?:\n[ >]*(?=[\"'(]))?(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))? *$",
    re.MULTILINE,
)
# Patterns start with the character they need and look back from there: so they are found ten times quicker.
MARK = re.compile(r"\[(?<!\\\[)\^(?P<label>[^\[\]\s]+)\]")
# The text of a link may go over several lines, and hold brackets in pairs; its target, brackets and spaces.
# What is taken is never given back (*+) and has a length, so that no text takes long.
INLINE_LINK = re.compile(
    r"\[(?<![!\\]\[)(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+\]"
    r"\(\s*+(?:<(?P<pointed>[^<>\n]*)>"
    rf"|(?P<plain>(?:[^\s()]|\([^()\n]{{0,{LONGEST_LINK}}}\)|[ \t](?=[ \t]*[^\s\"')])){{0,{LONGEST_LINK}}}))"
    rf"(?:\s++[\"'][^\n]{{0,{LONGEST_LINK}}}?[\"'])?\s*+\)"
)
BRACKETS = re.compile(r"\[(?<![!\\\[]\[)(?P<label>[^\[\]^][^\[\]]*)\](?!\()")
AUTOLINK = re.compile(r"<(?P<plain>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
PARAGRAPH_NAME = re.compile(r"\{(?<!\\\{)#(?P<name>[^{}\s]*)\}\s*$")
LIST_ITEM = re.compile(r" *(?:[*+-]|\d+\.) ")
TABLE_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
PIPE = re.compile(r"(?<!\\)\|")
SIGNATURES = "[signatures]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A label, target or name in a body, and the line of the file where it stands."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyScan:
    """What a body holds: marks and texts of notes, references, links, names, signature lines.

    `lost_cells` are what a table's rows hold beyond the cells of its head: Markdown drops it.
    `inner_notes` are texts of notes within lists or quotations, where Markdown may drop their labels.
    `inner_names` are names of paragraphs that stand where no paragraph ends.
    """

    marks: tuple[Found, ...]
    notes: tuple[Found, ...]
    inner_notes: tuple[Found, ...]
    definitions: tuple[Found, ...]
    uses: frozenset[str]
    links: tuple[Found, ...]
    paragraph_names: tuple[Found, ...]
    inner_names: tuple[Found, ...]
    signature_lines: tuple[int, ...]
    lost_cells: tuple[Found, ...]


def fold_label(label: str) -> str:
    """Return a reference's label as Markdown compares it: in lower case, spaces folded."""
    return " ".join(label.lower().split())


def scan_body(body: str, first_line: int) -> BodyScan:
    """Scan `body`, which starts at line `first_line` of its file."""
    starts = list(accumulate((len(line) + 1 for line in body.split("\n")), initial=0))

    def found(match: re.Match[str], group: str) -> Found:
        return Found(text=match[group], line=first_line + bisect(starts, match.start(group)) - 1)

    definitions: list[Found] = []
    links: list[Found] = []

    def take(match: re.Match[str]) -> str:
        """Note a definition, and leave its line breaks: the rest of the scan passes it over."""
        definitions.append(Found(text=fold_label(match["label"]), line=found(match, "label").line))
        links.append(found(match, "target"))
        return match["before"] + re.sub(r"[^\n]", " ", match[0].removeprefix(match["before"]))

    rest = DEFINITION.sub(take, body) if "]:" in body else body
    lines = rest.split("\n")
    notes: dict[int, Found] = {}
    inner_notes: list[Found] = []
    signature_lines: list[int] = []
    for number, line in enumerate(lines):
        if line.strip() == SIGNATURES:
            signature_lines.append(first_line + number)
            lines[number] = " " * len(line)
        if note := NOTE.match(line):
            notes[number] = Found(text=note["label"], line=first_line + number)
            lines[number] = " " * note.end() + line[note.end() :]
        if "]:" in lines[number] and (note := INNER_NOTE.match(lines[number])):
            inner_notes.append(Found(text=note["label"], line=first_line + number))
    rest = "\n".join(lines)
    for pattern in (INLINE_LINK, AUTOLINK):
        links.extend(found(match, match.lastgroup or "plain") for match in pattern.finditer(rest))
    names = list(_names(lines, first_line, notes))
    return BodyScan(
        marks=tuple(found(mark, "label") for mark in MARK.finditer(rest)),
        notes=tuple(notes.values()),
        inner_notes=tuple(inner_notes),
        definitions=tuple(definitions),
        uses=frozenset(fold_label(match["label"]) for match in BRACKETS.finditer(rest)),
        links=tuple(links),
        paragraph_names=tuple(name for name, last in names if last),
        inner_names=tuple(name for name, last in names if not last),
        signature_lines=tuple(signature_lines),
        lost_cells=tuple(_lost_cells(lines, first_line)),
    )


def _names(lines: Sequence[str], first_line: int, notes: Collection[int]) -> Iterator[tuple[Found, bool]]:
    """Yield each name of a paragraph, and whether it stands at the end of one."""
    for number, line in enumerate(lines):
        if "{#" in line and (match := PARAGRAPH_NAME.search(line)):
            below = lines[number + 1] if number + 1 < len(lines) else ""
            last = not below.strip() or number + 1 in notes or LIST_ITEM.match(below)
            yield Found(text=match["name"], line=first_line + number), bool(last)


def _lost_cells(lines: Sequence[str], first_line: int) -> Iterator[Found]:
    """Yield what each row of a table holds beyond the cells of its head."""
    rest = iter(enumerate(lines))
    head = ""
    for _, line in rest:
        above, head = head, _row(line)
        if not above or "-" not in head or not TABLE_RULE.fullmatch(head):
            continue
        # Python-Markdown takes the outer bars of a row for its border if the head has one.
        border = above.startswith("|") or above.endswith("|")
        columns = len(_cells(above, border=border))
        if len(_cells(head, border=border)) != columns:
            continue
        for number, row in takewhile(lambda numbered: numbered[1].strip(), rest):
            if lost := " | ".join(filter(None, _cells(_row(row), border=border)[columns:])):
                yield Found(text=lost, line=first_line + number)
        head = ""


def _row(line: str) -> str:
    return line.lstrip(" >").rstrip()


def _cells(row: str, *, border: bool) -> list[str]:
    inner = row.removeprefix("|").removesuffix("|") if border else row
    return [cell.strip() for cell in PIPE.split(inner)]
