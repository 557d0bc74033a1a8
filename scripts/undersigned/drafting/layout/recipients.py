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
)
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.places import LAST, is_street
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.text import is_blank, plain

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
    found: list[Correspondent] = []
    gap = False
    for line in lines:
        if is_blank(line):
            gap = True
            continue
        text = plain(line.text).rstrip(";").strip()
        if text.casefold() in {"and", "&", ""}:
            continue
        joined_on = bool(found) and text.startswith("and ")
        pieces = _several(text.removeprefix("and "))
        for n, piece in enumerate(pieces):
            if opened := _opens(piece, found, line, gap=gap):
                found.append(opened)
            elif (
                n
                or joined_on
                or (
                    is_memo
                    and not is_street(piece)
                    and not (is_office(piece) and not piece.casefold().startswith(("members", "all ")))
                )
            ):
                found.append(_correspondent(piece, line, is_organization=True))
            else:
                _add(found[-1], piece)
        gap = False
    return found


def _several(text: str) -> list[str]:
    """Return the people that stand on one line, parted by semicolons or "and"."""
    pieces = [
        piece.strip(" ,")
        for piece in re.split(
            r";\s+|,?\s+(?:and|&)\s+(?=(?:the\s+)?(?:hon\b|honorable|speaker|president|chair|senator"
            r"|rep\b|representative|secretary|governor|mayor|mr\b|ms\b|dr\b|members|legislature|board"
            r"|city|town|\S+ (?:city|town|county) (?:council|board|commission)))",
            text,
            flags=re.IGNORECASE,
        )
        if piece.strip(" ,")
    ]
    if len(pieces) < 2 or not (
        split_honorific(pieces[0])[0]
        or is_name(split_at_comma(pieces[0])[0])
        or split_post(pieces[0])[0]
        or is_office(pieces[0])
    ):
        return [text]
    return (
        pieces
        if ";" in text
        or all(
            split_honorific(p)[0]
            or is_name(split_at_comma(p)[0])
            or split_post(p)[0]
            or is_office(p)
            or is_organization(p)
            for p in pieces
        )
        else [text]
    )


def _opens(
    text: str, found: list[Correspondent] | tuple[()], line: Line, *, gap: bool
) -> Correspondent | None:
    """Return the correspondent whom a line begins, None for a line about the one before."""
    if (match := ATTENTION.match(text)) and (not found or found[-1].is_organization):
        person = _opens(text[match.end() :].strip(), (), line, gap=gap)
        if person and not person.is_organization:
            if found:
                organization = found.pop()
                person.organization += [organization.name, *organization.organization]
                person.address += organization.address
            return person
    if ATTENTION.match(text) and found:
        return None
    if not found and (match := re.match(r"to:?\s+(?:the\s+)?(?=[A-Z])", text, re.IGNORECASE)):
        return _opens(text[match.end() :], (), line, gap=gap) or _correspondent(
            text[match.end() :], line, is_organization=True
        )
    honorific, rest = split_honorific(text)
    name, behind = split_at_comma(rest)
    post, named = split_post(name, single=bool(honorific))
    current = found[-1] if found else None
    if post and is_street(text):
        post, named = "", name
    if honorific and len(rest.split()) > 5 and not is_name(named):  # noqa: PLR2004
        return _run_into_one_line(rest, line, honorific)
    if honorific and (is_name(named) or is_one_word_name(named)) and not (current and is_street(text)):
        return _correspondent(named, line, honorific=honorific, titles=[post, behind])
    if post and not (current is not None and is_organization(text) and not gap):
        inner, named = split_honorific(named)
        return _correspondent(named, line, honorific=inner, titles=[post, behind])
    if current is None:
        if is_name(name):
            return _correspondent(name, line, titles=[behind])
        return _correspondent(text, line, is_organization=is_organization(text) or not is_name(text))
    ended = bool(current.address) and bool(LAST.search(current.address[-1]))
    if (
        is_name(name)
        and not is_street(text)
        and (ended or (gap and (current.title or current.organization or current.address)))
    ):
        return _correspondent(name, line, titles=[behind])
    if is_name(name) and not is_street(text) and not current.address and current.title and is_office(behind):
        return _correspondent(name, line, titles=[behind])
    if gap and ended and not is_street(text):
        return _correspondent(text, line, is_organization=True)
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
    text = text.rstrip(",") if not is_street(text) else text
    if is_street(text) or one.address or ATTENTION.match(text):
        one.address.append(text)
    elif (
        is_office(text)
        and not one.organization
        and not (
            one.title
            and is_organization(text)
            and not text.split()[0].casefold() in {"chair", "chairman", "ranking"}
        )
    ) or text.startswith("("):
        one.title.append(text)
    else:
        one.organization.append(text)


def _run_into_one_line(text: str, line: Line, honorific: str) -> Correspondent:
    """Read an address whose lines were run into one: name, post, where it is held, postal lines."""
    words = text.split()
    at = name_length(words)
    street = next((n for n in range(at, len(words)) if words[n][:1].isdigit()), len(words))
    one = _correspondent(" ".join(words[:at]), line, honorific=honorific, titles=[" ".join(words[at:street])])
    if street < len(words):
        one.address.append(" ".join(words[street:]))
    return one
