"""Reads signatures that run on in a paragraph."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.grouped import Block
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.names import is_name, split_honorific, starts_with_name
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import SUFFIX
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.layout.signatory import opened
from undersigned.drafting.layout.text import is_blank, plain

OPENING = re.compile(r"^(?:(?:and|&)\s+|signed[,:]\s+|signatories:\s+)", re.IGNORECASE)
INITIAL = re.compile(r"\b[A-Z]\.$")
PARTING = re.compile(r"\s+[*•|·]\s+")
"""A sign that parts signatures as a semicolon does."""

CAPITAL = re.compile(r"(?:^|[.;]\s+)[A-Z][A-Z.'’ -]+[A-Z],(?=\s+[A-Z](?:[a-z]|\.[A-Z]\.))")
"""A name in capitals with a post behind it."""

SHARED = re.compile(
    r"(?:u\.?s\.? |united states |state )?(?:members of|senators|representatives|governors"
    r"|attorneys general|mayors|commissioners|directors|trustees|professors)\b",
    re.IGNORECASE,
)
"""A post of all who stand before it."""


def is_run_on(lines: Sequence[Line]) -> bool:
    """Whether semicolons part the signatures, or commas the names of one long line."""
    said = [plain(line.text) for line in lines if not is_blank(line)]
    text = PARTING.sub("; ", " ".join(said))
    if text.count(";") >= 2 and text.count(";") >= 0.25 * len(said):
        return True
    parts = [part.strip(" .") for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", text) if part.strip(" .")]
    named = [part for part in parts if is_name(split_honorific(part)[1]) or SUFFIX.fullmatch(part)]
    crowded = [line for line in said if line.count(",") >= 2]
    if len(parts) > 3 and len(named) >= 0.7 * len(parts) and crowded and len(said) <= 0.8 * len(parts):
        return True
    return _is_capital_run(said)


def _is_capital_run(said: Sequence[str]) -> bool:
    """Whether names in capitals run on, each with its post: JANE EXAMPLE, Chair. JOHN SAMPLE, Member."""
    text = " ".join(said)
    if all(map(starts_with_name, said[::2])) and all(map(is_office, said[1::2])):
        # Each name has a line, and its post the next.
        return False
    return len(CAPITAL.findall(text)) >= 2 and len(said) <= len(re.findall(r"[A-Z]{3,}", text))


def run_on(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories that a running text names."""
    places: list[tuple[int, Line]] = []
    found: list[Correspondent] = []
    text = ""
    said = [line for line in lines if not is_blank(line)]
    if (
        len(said) > 1
        and not re.search(r"[;,]|\s[*•|·]\s", said[0].text)
        and is_organization(plain(said[0].text))
    ):
        found.append(opened(plain(said[0].text), said[0]))
        lines = said[1:]
    for paragraph in _paragraphs(lines):
        piece, hyphens = joined(paragraph)
        block.left_out += hyphens
        piece = PARTING.sub("; ", plain(piece))
        if text and not text.rstrip().endswith((";", ",")):
            text = text.rstrip().rstrip(".") + ";"
        places.append((len(text), paragraph[0]))
        text = f"{text} {piece}".strip()
    parts = _parted(text)
    shared = parts.pop() if len(parts) > 2 and SHARED.match(parts[-1].strip()) else ""
    at = 0
    for part in parts:
        at = max(at, text.find(part, at))
        line = next((line for place, line in reversed(places) if place <= at), lines[0])
        if named := OPENING.sub("", part.strip(" ;,")):
            found.append(opened(_comma_for_full_stop(named), line))
    for one in found if shared else ():
        one.title.append(shared.strip(" ."))
    return found


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines where one ends short with a full stop, or a gap follows a full stop."""
    found: list[list[Line]] = [[]]
    longest = max((len(plain(one.text)) for one in lines), default=0)
    for n, line in enumerate(lines):
        if is_blank(line):
            if found[-1] and plain(found[-1][-1].text).endswith((".", ";")):
                found.append([])
            continue
        found[-1].append(line)
        text = plain(line.text)
        if (
            text.endswith(".")
            and not INITIAL.search(text)
            and len(text) < 0.75 * longest
            and n + 1 < len(lines)
            and ";" in " ".join(one.text for one in lines[n + 1 : n + 4])
        ):
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _parted(text: str) -> list[str]:
    if text.count(";") >= 2:
        return (
            [part for part in text.rstrip(". ").split(";") if part.strip()]
            if not text.rstrip().endswith(("Inc.", "Co.", "Jr.", "Ltd.", "Corp."))
            else [part for part in text.split(";") if part.strip()]
        )
    if len(CAPITAL.findall(text)) > 1:
        return [
            part for part in re.split(r"(?<=[a-z)])[.;]\s+(?=[A-Z][A-Z.'’ -]+[A-Z],)", text) if part.strip()
        ]
    parts = [
        part.strip()
        for part in re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[A-Z])", text.rstrip(". "))
        if part.strip()
    ]
    merged: list[str] = []
    for part in parts:
        is_suffix = bool(SUFFIX.fullmatch(part.rstrip(".")))
        is_post = is_office(part) and not is_name(part) and not SHARED.match(part)
        if merged and (is_suffix or is_post):
            merged[-1] += f", {part}"
        else:
            merged.append(part)
    return merged


def _comma_for_full_stop(part: str) -> str:
    """Return "Name, Title" for "Name. Title", a slip of the printer."""
    for stop in re.finditer(r"(?<=[a-z]{2})\.\s+(?=[A-Z])", part.partition(",")[0]):
        name, rest = part[: stop.start()], part[stop.end() :]
        if is_name(name) and is_office(rest):
            return f"{name}, {rest}"
    return part
