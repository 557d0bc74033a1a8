"""Reads names and what stands beneath them, one below another: of people, of organizations, of both."""

from collections.abc import Sequence
from itertools import pairwise

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
from undersigned.drafting.layout.text import between_blanks, is_prose, plain

FEWEST_IN_ORDER = 4


def one_below_another(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories that a stack of lines names, from the top."""
    groups = between_blanks(lines)
    said = [line for group in groups for line in group]
    if not said:
        return []
    marked = [line for line in said if line.number in block.marked]
    if len(marked) > 1 and said[0] is marked[0] and len(marked) >= 0.25 * len(said):
        return _marked(said, block)
    if block.lists_organizations and not any(map(is_office, (plain(line.text) for line in said))):
        return [_listed(line) for line in said if not is_aside(line, block)]
    if _is_one_a_line(said):
        return [opened(plain(line.text), line) for line in said if not is_aside(line, block)]
    return _in_groups(groups, said, block)


def _in_groups(groups: Sequence[list[Line]], said: list[Line], block: Block) -> list[Correspondent]:
    """Read names with lines beneath or above them; gaps part them if some groups have several lines."""
    gaps_matter = any(len(group) > 1 for group in groups) and len(groups) > 1
    if gaps_matter and one_each(groups):
        return one_a_group(groups, block)
    if _are_organizations(said, gaps_matter=gaps_matter):
        return _organizations_of(groups, block, gaps_matter=gaps_matter)
    parts = groups if gaps_matter else [said]
    if is_office_first(parts):
        return [one for part in parts for one in office_first(part, stays=gaps_matter)]
    return _Walk(block, gaps_matter=gaps_matter).over(groups)


def _listed(line: Line) -> Correspondent:
    """Return the organization of a line of which a heading says that it is one."""
    one = opened(plain(line.text), line)
    one.is_organization = True
    return one


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
    if _are_in_order(texts) and not any(map(is_office, texts)):
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


def _are_in_order(texts: Sequence[str]) -> bool:
    """Whether all lines stand in the order of the alphabet, as those of names with lines beneath do not."""
    keys = [text.casefold().removeprefix("the ") for text in texts]
    return len(keys) >= FEWEST_IN_ORDER and keys == sorted(keys)


def _has_beside(text: str) -> bool:
    return bool(split_at_comma(text)[1]) or text.endswith((")", "]"))


def _organizations(lines: Sequence[Line]) -> int:
    texts = [plain(line.text) for line in lines]
    return sum(is_organization(text) and not is_office(text) and not names_somebody(text) for text in texts)


def _are_organizations(lines: Sequence[Line], *, gaps_matter: bool) -> bool:
    """Whether a block lists organizations, of which some may look like names of people."""
    texts = [plain(line.text) for line in lines]
    if not any(map(names_somebody, texts)):
        return True
    if (
        gaps_matter
        or _alternates(lines)
        or any(is_office(text) and not is_organization(text) for text in texts)
    ):
        return False
    return _organizations(lines) >= 0.3 * len(lines)


def _alternates(lines: Sequence[Line]) -> bool:
    """Whether names and other lines take turns, so that an organization stands beneath each name."""
    flags = [names_somebody(plain(line.text)) for line in lines]
    followed = [not after for before, after in pairwise(flags) if before]
    return flags[0] and sum(flags) >= 0.3 * len(flags) and sum(followed) >= 0.8 * len(followed) > 0


class _Walk:
    """Goes from line to line: a name opens a signature, what is none stands beneath the name before."""

    def __init__(self, block: Block, *, gaps_matter: bool) -> None:
        self.block, self.gaps_matter = block, gaps_matter
        self.found: list[Correspondent] = []
        self.pending: list[str] = []
        """Lines above the first name."""

    def over(self, groups: Sequence[Sequence[Line]]) -> list[Correspondent]:
        """Return the signatories of all groups."""
        for group in groups:
            for n, line in enumerate(group):
                self._take(line, plain(line.text), starts=n == 0 and self.gaps_matter)
        if self.pending and not self.found:
            return [Correspondent(name=self.pending[0], line=groups[0][0].number, title=self.pending[1:])]
        return self.found

    def _take(self, line: Line, text: str, *, starts: bool) -> None:
        last = self.found[-1] if self.found else None
        if names_somebody(text):
            if last and last.is_organization and not starts and not last.by and self.gaps_matter:
                last.by = text
                return
            one = opened(text, line)
            one.title = [*self.pending, *one.title]
            self.pending = []
            self.found.append(one)
        elif last and BY.match(text):
            last.by = BY.sub("", text)
        elif is_organization(text) and (last is None or (starts and not is_office(text))):
            self.found.append(opened(text, line))
        elif last is None:
            self.pending.append(text)
        elif is_prose(text) or is_contact(text) or (_is_stray(text) and (starts or last.title)):
            self.block.strays.append(line)
        else:
            add_beneath(last, text)


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
    are_grouped = (
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
            elif found and n and are_grouped:
                if names_somebody(text) and not found[-1].by:
                    found[-1].by = text
                else:
                    add_beneath(found[-1], text)
            elif found and (is_office(text) and not is_organization(text)):
                add_beneath(found[-1], text)
            else:
                found.append(opened(text, line))
    return found
