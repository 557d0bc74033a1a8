"""Reads names and what stands beneath them, one below another: of people, of organizations, of both."""

from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.grouped import (
    MOSTLY,
    Block,
    is_aside,
    is_office_first,
    office_first,
    one_a_group,
    one_each,
)
from undersigned.drafting.layout.names import split_at_comma
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import SIGNED_BY
from undersigned.drafting.layout.places import is_contact, is_street
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.layout.signatory import BY, PLACED, add_beneath, names_somebody, opened
from undersigned.drafting.layout.text import is_blank, is_prose, plain


def one_below_another(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories that a stack of lines names, from the top."""
    groups = _groups(lines)
    said = [line for group in groups for line in group]
    if not said:
        return []
    marked = [line for line in said if line.number in block.marked]
    if len(marked) > 1 and said[0] is marked[0] and len(marked) >= 0.25 * len(said):
        return _marked(said, block)
    if _is_one_a_line(said):
        return [opened(plain(line.text), line) for line in said if not is_aside(line, block)]
    names = [line for line in said if names_somebody(plain(line.text))]
    gaps_matter = any(len(group) > 1 for group in groups) and len(groups) > 1
    if gaps_matter and one_each(groups):
        return one_a_group(groups, block)
    if not names or (
        not _alternates(said)
        and not gaps_matter
        and _organizations(said) >= 0.3 * len(said)
        and not any(is_office(plain(line.text)) and not is_organization(plain(line.text)) for line in said)
    ):
        return _organizations_of(groups, block, gaps_matter=gaps_matter)
    if is_office_first(groups if gaps_matter else [said]):
        return [
            one
            for group in (groups if gaps_matter else [said])
            for one in office_first(group, stays=gaps_matter)
        ]
    return _walked(groups, block, gaps_matter=gaps_matter)


def _marked(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Read a list in which a number or a sign stands before each signature."""
    found: list[Correspondent] = []
    for line in lines:
        if line.number in block.marked or not found:
            if line.number in block.marked or not is_aside(line, block):
                found.append(opened(plain(line.text), line))
        elif is_prose(line.text) or SIGNED_BY.fullmatch(plain(line.text)):
            block.strays.append(line)
        else:
            add_beneath(found[-1], plain(line.text))
    return found


def _is_one_a_line(lines: Sequence[Line]) -> bool:
    """Whether each line is a signature: a name alone, or with a place or a post beside it."""
    texts = [plain(line.text) for line in lines]
    if sum(bool(PLACED.search(text)) for text in texts) >= MOSTLY * len(texts):
        return True
    posts = [text for text in texts if is_office(text) and not names_somebody(text)]
    named = [text for text in texts if names_somebody(text)]
    beside = [text for text in texts if _has_beside(text)]
    if posts:
        return len(beside) >= 0.9 * len(texts) and len(named) >= 0.6 * len(texts)
    organizations = _organizations(lines)
    if len(beside) >= 0.7 * len(texts) and len(named) >= 0.4 * len(texts):
        return True
    if any(is_street(text) for text in texts) or any(len(text.split()) > 6 for text in texts):
        return False
    return (not organizations and len(named) >= 0.5 * len(texts)) or (
        len(texts) > 2 and not _alternates(lines)
    )


def _has_beside(text: str) -> bool:
    return bool(split_at_comma(text)[1]) or text.endswith((")", "]"))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for line in lines:
        if is_blank(line):
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _organizations(lines: Sequence[Line]) -> int:
    return sum(
        is_organization(plain(line.text))
        and not is_office(plain(line.text))
        and not names_somebody(plain(line.text))
        for line in lines
    )


def _alternates(lines: Sequence[Line]) -> bool:
    """Whether names and other lines take turns, so that an organization stands beneath each name."""
    flags = [names_somebody(plain(line.text)) for line in lines]
    followed = [not after for before, after in zip(flags, flags[1:], strict=False) if before]
    return flags[0] and sum(flags) >= 0.3 * len(flags) and sum(followed) >= 0.8 * len(followed) > 0


def _walked(groups: Sequence[Sequence[Line]], block: Block, *, gaps_matter: bool) -> list[Correspondent]:
    """Go from line to line: a name opens a signature, what is none stands beneath the name before."""
    found: list[Correspondent] = []
    pending: list[str] = []
    for group in groups:
        for n, line in enumerate(group):
            text = plain(line.text)
            starts = n == 0 and gaps_matter
            if names_somebody(text):
                if found and found[-1].is_organization and not starts and not found[-1].by and gaps_matter:
                    found[-1].by = text
                    continue
                one = opened(text, line)
                one.title = [*pending, *one.title]
                pending = []
                found.append(one)
            elif BY.match(text) and found:
                found[-1].by = BY.sub("", text)
            elif (
                (starts and is_organization(text) and not is_office(text))
                or not found
                and is_organization(text)
            ):
                found.append(Correspondent(name=text.strip(" ,;"), line=line.number, is_organization=True))
            elif not found:
                pending.append(text)
            elif is_prose(text) or is_contact(text) or (_is_stray(text) and (starts or found[-1].title)):
                block.strays.append(line)
            else:
                add_beneath(found[-1], text)
    if pending and found:
        found[-1].title += pending
    elif pending:
        found = [Correspondent(name=pending[0], line=groups[0][0].number, title=pending[1:])]
    return found


def _is_stray(text: str) -> bool:
    """Whether a line tells nothing of a person: no post, no organization, no place behind a comma."""
    return not (
        is_office(text)
        or is_organization(text)
        or is_street(text)
        or "," in text
        or text.startswith("(")
        or len(text.split()) <= 3
        or "District" in text
    )


def _organizations_of(
    groups: Sequence[Sequence[Line]], block: Block, *, gaps_matter: bool
) -> list[Correspondent]:
    """Read a list of organizations, each on a line, or each with its lines in a group."""
    found: list[Correspondent] = []
    in_groups = (
        gaps_matter
        and all(len(group) <= 4 for group in groups)
        and sum(len(group) > 1 for group in groups) >= MOSTLY * len(groups)
    )
    for group in groups:
        for n, line in enumerate(group):
            text = plain(line.text)
            if is_prose(text) or is_contact(text):
                block.strays.append(line)
                continue
            if found and BY.match(text):
                found[-1].by = BY.sub("", text)
            elif found and n and in_groups:
                if names_somebody(text) and not found[-1].by:
                    found[-1].by = text
                else:
                    add_beneath(found[-1], text)
            elif found and (is_office(text) and not is_organization(text)):
                add_beneath(found[-1], text)
            else:
                found.append(opened(text, line))
    return found
