"""Reads names and what stands beneath them, one below another: of people, of organizations, of both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.names import (
    bare,
    has_strong_word,
    is_contact,
    is_name,
    is_office,
    is_organization,
    is_street,
    split_at_comma,
    split_honorific,
    split_party,
    split_post,
)
from undersigned.drafting.layout.outline import SIGNED_BY
from undersigned.drafting.layout.text import is_blank, is_prose, plain
from undersigned.drafting.layout.vocabulary import AFFILIATED

BY = re.compile(r"by:?\s+(?=[A-Z_/])", re.IGNORECASE)
BEHALF = re.compile(
    r"\(?(?:(?:signing|signed|submitted|and)\s+)?(?:on behalf of|for and on behalf of"
    r"|for)\s+(?P<whom>(?:the\s+)?[A-Z].*?)\)?$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"[a-z]{2,8}\s?[/:]\s?[a-z0-9]{2,6}$|(?:and|plus|&)\s+[\d,]+\s+(?:others?|more)"
    r"|\+\s*[\d,]+\s+(?:others?|more)|[\d,]+ (?:people|others)\b|\[.*\]$|\(.*\)$",
    re.IGNORECASE,
)
BRANCH = re.compile(r",\s*(?:Local|Chapter|Lodge|Post|Council|Branch|District|Lodge)\s+(?:No\.?\s*)?\d+$")
INCORPORATED = re.compile(r"^(?:[^,]+),? (?:Inc|LLC|Ltd|LLP|Corp|L\.L\.C|P\.C|N\.A)\.?$")
PLACED = re.compile(r"\s*\([A-Z]{2}\)$")
SUBHEAD = "headings among the signatures"
MOSTLY = 0.6


@dataclass
class Block:
    """What is learned of a block of signatures on the way through it."""

    strays: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    """Lines before which a number or a sign stood."""


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
        return [opened(plain(line.text), line) for line in said if not _is_aside(line, block)]
    names = [line for line in said if _names_somebody(plain(line.text))]
    gaps_matter = any(len(group) > 1 for group in groups) and len(groups) > 1
    if gaps_matter and _one_each(groups):
        return _one_a_group(groups, block)
    if not names or (
        not _alternates(said)
        and not gaps_matter
        and _organizations(said) >= 0.3 * len(said)
        and not any(is_office(plain(line.text)) and not is_organization(plain(line.text)) for line in said)
    ):
        return _organizations_of(groups, block, gaps_matter=gaps_matter)
    if _is_office_first(groups if gaps_matter else [said]):
        return [
            one
            for group in (groups if gaps_matter else [said])
            for one in _office_first(group, stays=gaps_matter)
        ]
    return _walked(groups, block, gaps_matter=gaps_matter)


def _marked(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Read a list in which a number or a sign stands before each signature."""
    found: list[Correspondent] = []
    for line in lines:
        if line.number in block.marked or not found:
            if line.number in block.marked or not _is_aside(line, block):
                found.append(opened(plain(line.text), line))
        elif is_prose(line.text) or SIGNED_BY.fullmatch(plain(line.text)):
            block.strays.append(line)
        else:
            _beneath(found[-1], plain(line.text))
    return found


def _is_one_a_line(lines: Sequence[Line]) -> bool:
    """Whether each line is a signature: a name alone, or with a place or a post beside it."""
    texts = [plain(line.text) for line in lines]
    if sum(bool(PLACED.search(text)) for text in texts) >= MOSTLY * len(texts):
        return True
    posts = [text for text in texts if is_office(text) and not _names_somebody(text)]
    named = [text for text in texts if _names_somebody(text)]
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


def _is_aside(line: Line, block: Block) -> bool:
    """Whether a line among signatures is none: a heading, a note on the list, "and 311 others"."""
    text = plain(line.text)
    if is_prose(text) or is_contact(text) or AFFILIATED.match(text) or OTHERS.match(text):
        block.strays.append(line)
        return True
    return False


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for line in lines:
        if is_blank(line):
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _names_somebody(text: str) -> bool:
    rest = _split_brackets(split_honorific(split_party(text)[0])[1])[0]
    name = split_at_comma(rest)[0].rstrip(".")
    return (is_name(name) and not (is_office(rest) and not split_at_comma(rest)[1])) or bool(
        split_post(name)[0]
    )


def _organizations(lines: Sequence[Line]) -> int:
    return sum(
        is_organization(plain(line.text))
        and not is_office(plain(line.text))
        and not _names_somebody(plain(line.text))
        for line in lines
    )


def _alternates(lines: Sequence[Line]) -> bool:
    """Whether names and other lines take turns, so that an organization stands beneath each name."""
    flags = [_names_somebody(plain(line.text)) for line in lines]
    followed = [not after for before, after in zip(flags, flags[1:], strict=False) if before]
    return flags[0] and sum(flags) >= 0.3 * len(flags) and sum(followed) >= 0.8 * len(followed) > 0


def _one_each(groups: Sequence[Sequence[Line]]) -> bool:
    """Whether each group begins with a name that the rest of the group tells more of."""
    several = [group for group in groups if len(group) > 1]
    good = [
        group
        for group in several
        if _names_somebody(plain(group[0].text))
        and not all(
            _names_somebody(plain(line.text)) and not split_at_comma(plain(line.text))[1]
            for line in group[1:]
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
        bool(split_honorific(plain(line.text))[0]) and _names_somebody(plain(line.text)) for line in group[1:]
    )


def _one_a_group(groups: Sequence[Sequence[Line]], block: Block) -> list[Correspondent]:
    found: list[Correspondent] = []
    for group in groups:
        first = plain(group[0].text)
        if len(group) == 1 and _is_aside(group[0], block):
            continue
        if (
            len(group) > 1
            and not _names_somebody(first)
            and is_office(first)
            and _names_somebody(plain(group[1].text))
        ):
            found += _office_first(group, stays=True)
            continue
        if not _names_somebody(first) and found and (is_office(first) or len(group) == 1):
            if is_office(first) or is_organization(first):
                found[-1].title += [plain(line.text) for line in group]
            else:
                block.strays += group
            continue
        one = opened(first, group[0])
        found.append(one)
        for line in group[1:]:
            text = plain(line.text)
            # A name with its post on one line begins a signature of its own.
            if _names_somebody(text) and (
                split_honorific(text)[0]
                or split_post(text)[0]
                or (found[-1].title and is_name(text) and _has_post_after(group, line))
            ):
                found.append(opened(text, line))
            else:
                _beneath(found[-1], text)
    return found


def _has_post_after(group: Sequence[Line], line: Line) -> bool:
    n = list(group).index(line)
    return n + 1 < len(group) and is_office(plain(group[n + 1].text))


def _is_office_first(groups: Sequence[Sequence[Line]]) -> bool:
    good = [
        group
        for group in groups
        if len(group) > 1
        and is_office(plain(group[0].text))
        and not _names_somebody(plain(group[0].text))
        and _names_somebody(plain(group[1].text))
    ]
    return bool(good) and len(good) >= MOSTLY * len(groups)


def _office_first(lines: Sequence[Line], *, stays: bool) -> list[Correspondent]:
    """Read names with their posts above them; with `stays`, what stands below a name is its own too."""
    found: list[Correspondent] = []
    pending: list[str] = []
    for line in lines:
        text = plain(line.text)
        if _names_somebody(text):
            one = opened(text, line)
            one.title = [*pending, *one.title]
            pending = []
            found.append(one)
        elif stays and found:
            _beneath(found[-1], text)
        else:
            pending.append(text)
    if pending and found:
        found[-1].title += pending
    return found


def _walked(groups: Sequence[Sequence[Line]], block: Block, *, gaps_matter: bool) -> list[Correspondent]:
    """Go from line to line: a name opens a signature, what is none stands beneath the name before."""
    found: list[Correspondent] = []
    pending: list[str] = []
    for group in groups:
        for n, line in enumerate(group):
            text = plain(line.text)
            starts = n == 0 and gaps_matter
            if _names_somebody(text):
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
                _beneath(found[-1], text)
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
                if _names_somebody(text) and not found[-1].by:
                    found[-1].by = text
                else:
                    _beneath(found[-1], text)
            elif found and (is_office(text) and not is_organization(text)):
                _beneath(found[-1], text)
            else:
                found.append(opened(text, line))
    return found


def opened(text: str, line: Line) -> Correspondent:
    """Return the signatory whom a line names, with what stands beside the name."""
    behalf = ""
    if match := re.search(
        r",?\s+\(?(?:on behalf of|for and on behalf of)\s+(?P<whom>.+?)\)?$", text, re.IGNORECASE
    ):
        text, behalf = text[: match.start()], match["whom"]
    text, place = PLACED.sub("", text), (PLACED.search(text) or [""])[0].strip(" ()")
    if INCORPORATED.search(text) or BRANCH.search(text):
        return Correspondent(
            name=text.strip(" ;,"),
            line=line.number,
            title=[place] if place else [],
            behalf=behalf,
            is_organization=True,
        )
    honorific, rest = split_honorific(text.strip(" ,;"))
    rest, party = split_party(rest)
    rest, bracketed = _split_brackets(rest)
    name, behind = split_at_comma(rest)
    behind = ", ".join(filter(None, [behind, bracketed]))
    post, named = split_post(name)
    if not post and not is_name(name) and is_organization(text):
        by = re.search(r",\s+by:?\s+(?P<by>.+)$", text, re.IGNORECASE)
        if behind and not by and len(behind.split()) <= 3 and not has_strong_word(text):
            return Correspondent(
                name=name, line=line.number, title=[behind], behalf=behalf, is_organization=True
            )
        return Correspondent(
            name=text[: by.start()].strip() if by else text.strip(" ,;"),
            line=line.number,
            title=[place] if place else [],
            by=by["by"] if by else "",
            behalf=behalf,
            is_organization=True,
        )
    named = named.strip(" ,;")
    if named.endswith(".") and not re.search(
        r"(?:\b[A-Z]|\b(?:Jr|Sr|Esq|Ph\.?D|M\.?D|Inc|Co|Ltd|Ret))\.$", named
    ):
        named = named[:-1]
    title = [
        part
        for part in (
            post,
            party,
            place,
            behind.rstrip(".;")
            if not behind.endswith(("Inc.", "Co.", "Ltd.", "Corp.", "D.C.", "U.S."))
            else behind.rstrip(";"),
        )
        if part
    ]
    return Correspondent(name=named, line=line.number, honorific=honorific, title=title, behalf=behalf)


def _split_brackets(text: str) -> tuple[str, str]:
    """Return a name, and what stands in brackets at its end."""
    match = re.fullmatch(
        r"(?P<name>[^()\[\]]+(?:[(\[][^()\[\]]+[)\]][^()\[\]]+)?)\s*[(\[](?P<beside>[^()\[\]]+)[)\]]\.?", text
    )
    return (match["name"].strip(), match["beside"]) if match else (text, "")


def _beneath(one: Correspondent, text: str) -> None:
    """Add a line to what stands beneath a name."""
    if (
        (match := BEHALF.fullmatch(text))
        and bare(text.split()[0]) != "for"
        or (match and is_organization(match["whom"]))
    ):
        one.behalf = match["whom"]
    elif BY.match(text) and one.is_organization:
        one.by = BY.sub("", text)
    else:
        one.title.append(
            text[:-1]
            if text.endswith(".") and not re.search(r"\b(?:Inc|Co|Ltd|Corp|[A-Z])\.$", text)
            else text
        )
