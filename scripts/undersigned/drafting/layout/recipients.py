"""Reads the addresses of a letter: who it is written to, the posts, the postal lines."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.columns_of_names import name_length, unfolded
from undersigned.drafting.layout.names import (
    is_name,
    is_one_word_name,
    split_at_comma,
    split_honorific,
    split_party,
    starts_with_name,
)
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.places import LAST, is_street
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.text import plain

AND = re.compile(
    r";\s+|,?\s+(?:and|&)\s+(?=(?:the\s+)?(?:hon\b|honorable|speaker|president|chair|senator"
    r"|rep\b|representative|secretary|governor|mayor|mr\b|ms\b|dr\b|members|legislature|board"
    r"|city|town|\S+ (?:city|town|county) (?:council|board|commission)))",
    re.IGNORECASE,
)
"""What parts two recipients on one line."""
TO = re.compile(r"to:?\s+(?:the\s+)?(?=[A-Z])", re.IGNORECASE)
SECOND_POST = re.compile(r"(?:chair|chairman|ranking)\b", re.IGNORECASE)
ATTENTION = re.compile(r"(?:attn|attention|c/o|care of)\b[.:]?", re.IGNORECASE)


def read_recipients(
    lines: Sequence[Line], unsure: list[Unsure], *, is_memo: bool = False
) -> list[Correspondent]:
    """Return those whom the address names, in the order of the page; a memorandum names one a line."""
    found: list[Correspondent] = []
    is_memo = is_memo and not any(is_street(plain(line.text)) for line in lines)
    for stack in unfolded(lines, unsure):
        found += read_stack(stack, is_memo=is_memo)
    return found


def read_stack(lines: Sequence[Line], *, is_memo: bool) -> list[Correspondent]:
    """Return those whom the lines of one column name."""
    found: list[Correspondent] = []
    gap = False
    for line in lines:
        text = plain(line.text).rstrip(";").strip()
        if not text:
            gap = True
        elif text.casefold() not in {"and", "&"}:
            goes_on = bool(found) and text.startswith("and ")
            for n, piece in enumerate(_several(text.removeprefix("and "))):
                stands_apart = bool(n) or goes_on or (is_memo and _is_whole(piece))
                _take(piece, line, found, gap=gap, stands_apart=stands_apart)
            gap = False
    return found


def _take(piece: str, line: Line, found: list[Correspondent], *, gap: bool, stands_apart: bool) -> None:
    if opened := _opens(piece, found, line, gap=gap):
        found.append(opened)
    elif stands_apart or not found:
        found.append(_correspondent(piece, line, is_organization=True))
    else:
        _add(found[-1], piece)


def _is_whole(text: str) -> bool:
    """Whether a line of a memorandum names somebody, and is no post or address of the one above."""
    return not is_street(text) and not (
        is_office(text) and not text.casefold().startswith(("members", "all "))
    )


def _several(text: str) -> list[str]:
    """Return the people that stand on one line, parted by semicolons or "and"."""
    pieces = [piece.strip(" ,") for piece in AND.split(text) if piece.strip(" ,")]
    if len(pieces) < 2 or not (_is_somebody(pieces[0]) or is_office(pieces[0])):
        return [text]
    are_all = all(_is_somebody(piece) or is_office(piece) or is_organization(piece) for piece in pieces)
    return pieces if ";" in text or are_all else [text]


def _is_somebody(text: str) -> bool:
    return bool(split_honorific(text)[0]) or starts_with_name(text) or bool(split_post(text)[0])


def _opens(text: str, found: list[Correspondent], line: Line, *, gap: bool = False) -> Correspondent | None:
    """Return the correspondent whom a line begins, None for a line about the one before."""
    if attention := ATTENTION.match(text):
        return _at_attention(text[attention.end() :].strip(), found, line)
    if not found and (to := TO.match(text)):
        whom = text[to.end() :]
        return _opens(whom, [], line) or _correspondent(whom, line, is_organization=True)
    current = found[-1] if found else None
    if titled := _titled(text, current, line, gap=gap):
        return titled
    name, behind = split_at_comma(text)
    if current is None:
        is_person = is_name(name)
        return _correspondent(
            name if is_person else text,
            line,
            titles=[behind] if is_person else [],
            is_organization=not is_person,
        )
    return None if is_street(text) else _opens_next(text, current, line, gap=gap)


def _opens_next(text: str, current: Correspondent, line: Line, *, gap: bool) -> Correspondent | None:
    """Return the correspondent whom a line without honorific and post begins below another."""
    name, behind = split_at_comma(text)
    is_complete = bool(current.address) and bool(LAST.search(current.address[-1]))
    has_more = bool(current.title or current.organization or current.address)
    has_post = bool(current.title) and not current.address and is_office(behind)
    if is_name(name) and (is_complete or (gap and has_more) or has_post):
        return _correspondent(name, line, titles=[behind])
    return _correspondent(text, line, is_organization=True) if gap and is_complete else None


def _at_attention(text: str, found: list[Correspondent], line: Line) -> Correspondent | None:
    """Return the person to whose attention a letter to an organization goes, in the organization's place."""
    if found and not found[-1].is_organization:
        return None
    person = _opens(text, [], line)
    if person is None or person.is_organization:
        return None
    if found:
        organization = found.pop()
        person.organization += [organization.name, *organization.organization]
        person.address += organization.address
    return person


def _titled(text: str, current: Correspondent | None, line: Line, *, gap: bool) -> Correspondent | None:
    """Return the correspondent of a line with an honorific or a post before the name."""
    honorific, rest = split_honorific(text)
    name, behind = split_at_comma(rest)
    post, named = split_post(name, single=bool(honorific))
    if post and is_street(text):
        post, named = "", name
    if honorific and len(rest.split()) > 5 and not is_name(named):
        return _run_into_one_line(rest, line, honorific)
    if honorific and (is_name(named) or is_one_word_name(named)) and not (current and is_street(text)):
        return _correspondent(named, line, honorific=honorific, titles=[post, behind])
    if post and (current is None or gap or not is_organization(text)):
        inner, named = split_honorific(named)
        return _correspondent(named, line, honorific=inner, titles=[post, behind])
    return None


def _correspondent(
    name: str, line: Line, *, honorific: str = "", titles: Sequence[str] = (), is_organization: bool = False
) -> Correspondent:
    name, party = split_party(name.strip(" ,;"))
    kept = [title for title in titles if title]
    one = Correspondent(name=name, line=line.number, honorific=honorific, is_organization=is_organization)
    for title in (*([party] if party else []), *kept):
        _add(one, title)
    return one


def _add(one: Correspondent, text: str) -> None:
    """Add a line to what stands beneath a name: a post, where it is held, or the address."""
    if is_street(text) or one.address or ATTENTION.match(text):
        one.address.append(text)
        return
    text = text.rstrip(",")
    is_second = bool(one.title) and is_organization(text) and not SECOND_POST.match(text)
    is_post = is_office(text) and not one.organization and not is_second
    (one.title if is_post or text.startswith("(") else one.organization).append(text)


def _run_into_one_line(text: str, line: Line, honorific: str) -> Correspondent:
    """Read an address whose lines were run into one: name, post, where it is held, postal lines."""
    words = text.split()
    at = name_length(words)
    street = next((n for n in range(at, len(words)) if words[n][:1].isdigit()), len(words))
    one = _correspondent(" ".join(words[:at]), line, honorific=honorific, titles=[" ".join(words[at:street])])
    if street < len(words):
        one.address.append(" ".join(words[street:]))
    return one
