"""Reads signatures that gaps part into groups, one each, with the name first or the post first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.names import is_name, split_at_comma, split_honorific
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import AFFILIATED
from undersigned.drafting.layout.places import is_contact
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.signatory import add_beneath, names_somebody, opened
from undersigned.drafting.layout.text import is_prose, plain

MOSTLY = 0.6

OTHERS = re.compile(
    r"[a-z]{2,8}\s?[/:]\s?[a-z0-9]{2,6}$|(?:and|plus|&)\s+[\d,]+\s+(?:others?|more)"
    r"|\+\s*[\d,]+\s+(?:others?|more)|[\d,]+ (?:people|others)\b|\[.*\]$|\(.*\)$",
    re.IGNORECASE,
)

SUBHEAD = "headings among the signatures"


@dataclass
class Block:
    """What is learned of a block of signatures on the way through it."""

    strays: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    """Lines before which a number or a sign stood."""
    lists_organizations: bool = False
    """Whether a heading said that organizations follow."""


def is_aside(line: Line, block: Block) -> bool:
    """Whether a line among signatures is none: a heading, a note on the list, "and 311 others"."""
    text = plain(line.text)
    if is_prose(text) or is_contact(text) or AFFILIATED.match(text) or OTHERS.match(text):
        block.strays.append(line)
        return True
    return False


def one_each(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether each group begins with a name that the rest of the group tells more of."""
    several = [group for group in groups if len(group) > 1]
    good = [
        group
        for group in several
        if names_somebody(plain(group[0].text))
        and not all(
            names_somebody(plain(line.text)) and not split_at_comma(plain(line.text))[1] for line in group[1:]
        )
    ]
    return (
        len(several) >= MOSTLY * len(groups)
        and len(good) >= 0.75 * len(several)
        and all(_people(group) <= 1 or _people(group) < len(group) - 1 for group in good)
        and max(len(group) for group in groups) <= 7
    )


def _people(group: Sequence[Line]) -> int:
    return sum(
        bool(split_honorific(plain(line.text))[0]) and names_somebody(plain(line.text)) for line in group[1:]
    )


def one_a_group(groups: Sequence[Sequence[Line]], block: Block) -> list[Correspondent]:
    """Read groups of which each is one signature, the name first."""
    found: list[Correspondent] = []
    for group in groups:
        first = plain(group[0].text)
        if len(group) == 1 and is_aside(group[0], block):
            continue
        if (
            len(group) > 1
            and not names_somebody(first)
            and is_office(first)
            and names_somebody(plain(group[1].text))
        ):
            found += office_first(group, stays=True)
            continue
        if not names_somebody(first) and found and (is_office(first) or len(group) == 1):
            if is_office(first) or is_organization(first):
                if not is_office(first):
                    what = f"{first!r} is taken for a line beneath {found[-1].name!r}, and may sign itself"
                    block.unsure.append(Unsure(line=group[0].number, what=what))
                found[-1].title += [plain(line.text) for line in group]
            else:
                block.strays += group
            continue
        one = opened(first, group[0])
        found.append(one)
        for line in group[1:]:
            text = plain(line.text)
            # A name with its post on one line begins a signature of its own.
            if names_somebody(text) and (
                split_honorific(text)[0]
                or split_post(text)[0]
                or (found[-1].title and is_name(text) and _has_post_after(group, line))
            ):
                found.append(opened(text, line))
            else:
                add_beneath(found[-1], text)
    return found


def _has_post_after(group: Sequence[Line], line: Line) -> bool:
    n = list(group).index(line)
    return n + 1 < len(group) and is_office(plain(group[n + 1].text))


def is_office_first(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether most groups have a post above the name."""
    good = [
        group
        for group in groups
        if len(group) > 1
        and is_office(plain(group[0].text))
        and not names_somebody(plain(group[0].text))
        and names_somebody(plain(group[1].text))
    ]
    return bool(good) and len(good) >= MOSTLY * len(groups)


def office_first(lines: Sequence[Line], *, stays: bool) -> list[Correspondent]:
    """Read names with their posts above them; with `stays`, what stands below a name is its own too."""
    found: list[Correspondent] = []
    pending: list[str] = []
    for line in lines:
        text = plain(line.text)
        if names_somebody(text):
            one = opened(text, line)
            one.title = [*pending, *one.title]
            pending = []
            found.append(one)
        elif stays and found:
            add_beneath(found[-1], text)
        else:
            pending.append(text)
    if pending and found:
        found[-1].title += pending
    return found
