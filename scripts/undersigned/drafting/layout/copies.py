"""Reads who gets a copy: the line "cc:" and what stands beneath it."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.names import is_name, split_at_comma, split_honorific, split_party
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import COPIES, SUFFIX
from undersigned.drafting.layout.places import is_street
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.text import ITEM, is_blank, plain, with_text

LABELS = "the date line and labels"


def read_copies(lines: Sequence[Line], left_out: list[LeftOut]) -> list[Correspondent]:
    """Return those who get a copy; the first line begins with "cc:"."""
    found: list[Correspondent] = []
    for line in _unwrapped(lines):
        text = plain(line.text)
        if match := COPIES.match(text):
            left_out.append(LeftOut(line=line.number, text=match.group().strip(), why=LABELS))
            text = text[match.end() :].strip()
        text = ITEM.sub("", text)
        for piece in _pieces(text):
            if found and ";" not in line.text and not _opens(piece, found[-1], several=len(found) > 1):
                _beneath(found[-1], piece)
            else:
                found.append(_copied(piece, line))
    return found


def _pieces(text: str) -> list[str]:
    """Part what stands on one line: by semicolons, or by commas where only names stand between them."""
    text = text.strip()
    if not text:
        return []
    if " / " in text:
        return [piece.strip() for piece in text.split(" / ") if piece.strip()]
    if ";" in text:
        return [piece.strip(" ,") for piece in re.split(r";\s*(?:and\s+)?", text) if piece.strip(" ,.")]
    parts = [part.strip() for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+", text) if part.strip()]
    if (
        len(parts) > 1
        and all(_is_somebody(part) for part in parts)
        and not any(SUFFIX.fullmatch(part) for part in parts)
    ):
        titled = [part for part in parts if split_honorific(part)[0] or split_post(part)[0]]
        if len(parts) > 2 or len(titled) == len(parts) or "," not in text:
            return parts
    return [text]


def _is_somebody(text: str) -> bool:
    rest = split_party(split_honorific(text)[1])[0].rstrip(".")
    return is_name(rest) or bool(split_post(rest)[0])


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join lines where semicolons part the copies, so that one may run over the end of a line."""
    said = [line for line in lines if not is_blank(line)]
    if not any(";" in line.text for line in said):
        return said
    found: list[Line] = []
    for line in said:
        if found and not plain(found[-1].text).endswith((";", ":")):
            found[-1] = with_text(found[-1], f"{found[-1].text.rstrip()} {line.text.strip()}")
        else:
            found.append(line)
    return found


def _opens(text: str, before: Correspondent, *, several: bool) -> bool:
    """Whether a line names somebody new, and is no post or address of the one before."""
    name = split_at_comma(split_honorific(text)[1])[0]
    if split_honorific(text)[0] or is_name(name.rstrip(".")) or split_post(name)[0]:
        return True
    if is_street(text):
        return False
    if text.startswith(("Members ", "All ", "The ")):
        return True
    if several and before.title and not before.address:
        return True
    if before.is_organization or before.title:
        return not (is_office(text) and not is_organization(text)) or before.is_organization
    return not is_office(text) and not is_organization(text)


def _copied(text: str, line: Line) -> Correspondent:
    text = text.strip(" ;")
    if text.endswith(".") and not re.search(r"\b(?:[A-Z]|Jr|Sr|Inc|Co|Esq|Ltd)\.$", text):
        text = text[:-1]
    honorific, rest = split_honorific(text)
    name, behind = split_at_comma(rest)
    post, named = split_post(name)
    named, party = split_party(named)
    if not honorific and not is_name(named) and not post:
        return Correspondent(name=text, line=line.number, is_organization=True)
    return Correspondent(
        name=named,
        line=line.number,
        honorific=honorific,
        title=[part for part in (post, party, behind) if part],
    )


def _beneath(one: Correspondent, text: str) -> None:
    text = text.rstrip(".") if not re.search(r"\b(?:[A-Z]|Inc|Co|Ltd)\.$", text) else text
    (one.address if is_street(text) else one.title).append(text)
