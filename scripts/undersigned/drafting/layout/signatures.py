"""Reads a block of signatures: names and posts one below another, in columns, numbered or run on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.columns_of_names import columns
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.grouped import SUBHEAD, Block
from undersigned.drafting.layout.one_below_another import one_below_another
from undersigned.drafting.layout.phrases import SIGNED_BY
from undersigned.drafting.layout.run_on import is_run_on, run_on
from undersigned.drafting.layout.run_together import is_run_together, run_together
from undersigned.drafting.layout.signs import NUMBERS, without_signs
from undersigned.drafting.layout.tables import is_table, table
from undersigned.drafting.layout.text import is_blank, plain, segments, with_text
from undersigned.views.words import US_PARTS


@dataclass
class Signatures:
    """Who signs, the headings above them, and what stood among them and is no signature."""

    signatories: list[Correspondent] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)


OF_ORGANIZATIONS = re.compile(r"\b(?:organi[sz]ations|associations|unions)\b", re.IGNORECASE)


def read_signatures(lines: Sequence[Line]) -> Signatures:
    """Return the signatories in the order in which a reader meets them."""
    found = Signatures()
    rest = without_signs(_headed(lines, found), found.left_out)
    if not any(not is_blank(line) for line in rest):
        return found
    block = Block(unsure=found.unsure, marked={one.line for one in found.left_out if one.why == NUMBERS})
    heading = " ".join(plain(line.text) for line in found.heading)
    for section in _sections(rest, heading, block):
        block.lists_organizations = section.lists_organizations
        found.signatories += _section(section.lines, block)
    _tell_branches_apart(found.signatories, rest)
    found.after = block.strays
    found.left_out += block.left_out
    return found


def _tell_branches_apart(signatories: Sequence[Correspondent], lines: Sequence[Line]) -> None:
    """Leave the place in the names of an association's branches: "Open Archives, Oakton"."""
    times = Counter(one.name for one in signatories)
    printed = {line.number: plain(line.text) for line in lines}
    for one in signatories:
        whole = ", ".join([one.name, *one.title[:1]])
        if times[one.name] > 1 and one.is_organization and whole in printed.get(one.line, ""):
            one.name = whole
            del one.title[:1]


def _section(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories of a block without headings, by the way in which it is set."""
    in_columns = sum(len(segments(line.text)) > 1 for line in lines)
    if in_columns < 0.3 * sum(not is_blank(line) for line in lines) and is_run_on(lines):
        return run_on(lines, block)
    if is_table(lines):
        return table(lines, block)
    if in_columns:
        found: list[Correspondent] = []
        for group in _stacks(lines):
            found += _in_reading_order([one_below_another(stack, block) for stack in columns(group)])
        return found
    if is_run_together(lines):
        return run_together(lines, block)
    return one_below_another(lines, block)


@dataclass
class Section:
    """The lines below one heading of a block, and whether it says that they name organizations."""

    lines: list[Line] = field(default_factory=list)
    lists_organizations: bool = False


def _sections(lines: Sequence[Line], heading: str, block: Block) -> list[Section]:
    """Part a block at its headings: National Organizations, Additional signatories."""
    sections = [Section(lists_organizations=bool(OF_ORGANIZATIONS.search(heading)))]
    for n, line in enumerate(lines):
        above = lines[n - 1] if n else None
        below = lines[n + 1] if n + 1 < len(lines) else None
        if is_blank(line) or not is_subhead(line, above, below):
            sections[-1].lines.append(line)
            continue
        text = plain(line.text)
        block.left_out.append(LeftOut(line=line.number, text=text, why=SUBHEAD))
        what = f"the heading {text!r} among the signatures has no place in the draft"
        block.unsure.append(Unsure(line=line.number, what=what))
        # A state below "State organizations" says nothing of what follows.
        same = sections[-1].lists_organizations and not SIGNED_BY.fullmatch(text)
        sections.append(Section(lists_organizations=same or bool(OF_ORGANIZATIONS.search(text))))
    return [section for section in sections if any(not is_blank(line) for line in section.lines)]


def is_subhead(line: Line, above: Line | None, below: Line | None) -> bool:
    """Whether a line is a heading within a block of signatures."""
    text = plain(line.text)
    if len(segments(line.text)) > 1 or len(text.split()) > 10:
        return False
    if SIGNED_BY.fullmatch(text) or text.endswith(":") or line.text.lstrip().startswith("#"):
        return True
    stands_above = (above is None or is_blank(above)) and below is not None and not is_blank(below)
    where = re.sub(
        r"^(?:from|for)\s+(?:the\s+)?(?:(?:state|commonwealth)\s+of\s+)?", "", text, flags=re.IGNORECASE
    )
    return (stands_above or where != text) and where.title() in US_PARTS.values()


def _headed(lines: Sequence[Line], found: Signatures) -> list[Line]:
    """Take the heading off the top: "In order of signing:"."""
    rest = [with_text(line, "") if line.text == PAGE_BREAK else line for line in lines]
    while rest and (is_blank(rest[0]) or SIGNED_BY.fullmatch(plain(rest[0].text))):
        first = rest.pop(0)
        if not is_blank(first):
            found.heading.append(first)
    return rest


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Part a block where columns begin or end: a lead signer stands above the columns."""
    groups: list[list[Line]] = [[]]
    was: bool | None = None
    chunks: list[list[Line]] = [[]]
    for line in lines:
        if is_blank(line):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    for chunk in chunks:
        said = [line for line in chunk if not is_blank(line)]
        if not said:
            groups[-1] += chunk
            continue
        is_columns = any(len(segments(line.text)) > 1 for line in said)
        is_beside = not is_columns and _beside(said, groups[-1])
        if was is None or is_columns is was or is_beside:
            groups[-1] += chunk
        else:
            groups.append(list(chunk))
        was = was if is_beside and was is not None else is_columns
    return groups


def _beside(said: Sequence[Line], group: Sequence[Line]) -> bool:
    """Whether lines without a gap stand in one of the columns above them: the last of an odd number."""
    starts = {at for line in group if len(segments(line.text)) > 1 for at, _ in segments(line.text)}
    return bool(starts) and all(
        any(abs(segments(line.text)[0][0] - at) <= 2 for at in starts) for line in said
    )


def _in_reading_order(columns_found: Sequence[Sequence[Correspondent]]) -> list[Correspondent]:
    """Order by rows, unless each column goes on in the alphabet where the one before it ends."""
    down = [one for column in columns_found for one in column]
    across = sorted(down, key=lambda one: one.line)
    if len(columns_found) > 1 and _is_sorted(down) and not _is_sorted(across):
        return down
    return across


def _is_sorted(entries: Sequence[Correspondent]) -> bool:
    for key in (
        lambda one: "".join(one.name.casefold().split()[-1:]),
        lambda one: one.name.casefold(),
        lambda one: " ".join(one.title).casefold(),
    ):
        keys = [key(one) for one in entries]
        if len(set(keys)) > 2 and keys == sorted(keys):
            return True
    return False
