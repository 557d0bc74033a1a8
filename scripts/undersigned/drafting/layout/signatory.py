"""Reads one signature: the name, what stands beside it and beneath it."""

import re

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.names import is_name, split_at_comma, split_honorific, split_party
from undersigned.drafting.layout.organizations import has_strong_word, is_organization
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.text import bare

BY = re.compile(r"by:?\s+(?=[A-Z_/])", re.IGNORECASE)

BEHALF = re.compile(
    r"\(?(?:(?:signing|signed|submitted|and)\s+)?(?:on behalf of|for and on behalf of"
    r"|for)\s+(?P<whom>(?:the\s+)?[A-Z].*?)\)?$",
    re.IGNORECASE,
)

BRANCH = re.compile(r",\s*(?:Local|Chapter|Lodge|Post|Council|Branch|District|Lodge)\s+(?:No\.?\s*)?\d+$")

INCORPORATED = re.compile(r"^(?:[^,]+),? (?:Inc|LLC|Ltd|LLP|Corp|L\.L\.C|P\.C|N\.A)\.?$")

PLACED = re.compile(r"\s*\((?P<place>[A-Z]{2})\)$")
ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Jr|Sr|Esq|Ph\.?D|M\.?D|Inc|Co|Ltd|Corp|Ret))\.$")
"""An end that is not the end of the line's sentence."""
BESIDE_BEHALF = re.compile(r",?\s+\(?(?:for and )?on behalf of\s+(?P<whom>.+?)\)?$", re.IGNORECASE)
BESIDE_BY = re.compile(r",\s+by:?\s+(?P<by>.+)$", re.IGNORECASE)
LONGEST_PLACE = 3
"""Words of a place behind the name of an organization."""


def names_somebody(text: str) -> bool:
    """Whether a line begins with the name of a person, also behind a post."""
    rest = _split_brackets(split_honorific(split_party(text)[0])[1])[0]
    name, behind = split_at_comma(rest)
    name = name.rstrip(".")
    return (is_name(name) and (bool(behind) or not is_office(rest))) or bool(split_post(name)[0])


def opened(text: str, line: Line) -> Correspondent:
    """Return the signatory whom a line names, with what stands beside the name."""
    behalf = ""
    if text.startswith("the ") and split_honorific(text[4:])[0]:
        text = text[4:]
    if match := BESIDE_BEHALF.search(text):
        text, behalf = text[: match.start()], match["whom"]
    text, place = _split_place(text.strip(" ;,"))
    one = _organization(text, line) or _person(text, line)
    one.title += [place] if place else []
    one.behalf = behalf
    return one


def _split_place(text: str) -> tuple[str, str]:
    """Return a name, and the code of a state in brackets behind it."""
    match = PLACED.search(text)
    return (text[: match.start()], match["place"]) if match else (text, "")


def _organization(text: str, line: Line) -> Correspondent | None:
    """Return the organization that a line names, None if it names a person."""
    if INCORPORATED.search(text) or BRANCH.search(text):
        return Correspondent(name=text, line=line.number, is_organization=True)
    name, behind = split_at_comma(_split_brackets(split_party(split_honorific(text)[1])[0])[0])
    if split_post(name)[0] or is_name(name) or not is_organization(text):
        return None
    if by := BESIDE_BY.search(text):
        return Correspondent(name=text[: by.start()], line=line.number, by=by["by"], is_organization=True)
    if behind and len(behind.split()) <= LONGEST_PLACE and not has_strong_word(text):
        return Correspondent(name=name, line=line.number, title=[behind], is_organization=True)
    return Correspondent(name=text, line=line.number, is_organization=True)


def _person(text: str, line: Line) -> Correspondent:
    honorific, rest = split_honorific(text)
    rest, party = split_party(rest)
    rest, bracketed = _split_brackets(rest)
    name, behind = split_at_comma(rest)
    post, named = split_post(name)
    named = named.strip(" ,;")
    if named.endswith(".") and not ABBREVIATED.search(named):
        named = named[:-1]
    beside = ", ".join(filter(None, [_without_end(behind), bracketed]))
    title = [part for part in (post, party, beside) if part]
    return Correspondent(name=named, line=line.number, honorific=honorific, title=title)


def _without_end(text: str) -> str:
    """Return a post without the full stop or semicolon that ends the line."""
    text = text.rstrip(";")
    return text[:-1] if text.endswith(".") and not ABBREVIATED.search(text) else text


def _split_brackets(text: str) -> tuple[str, str]:
    """Return a name, and what stands in brackets at its end."""
    match = re.fullmatch(
        r"(?P<name>[^()\[\]]+(?:[(\[][^()\[\]]+[)\]][^()\[\]]+)?)\s*[(\[](?P<beside>[^()\[\]]+)[)\]]\.?", text
    )
    return (match["name"].strip(), match["beside"]) if match else (text, "")


def add_beneath(one: Correspondent, text: str) -> None:
    """Add a line to what stands beneath a name."""
    match = BEHALF.fullmatch(text)
    # "for" alone begins lines of posts too.
    if match and (bare(text.partition(" ")[0]) != "for" or is_organization(match["whom"])):
        one.behalf = match["whom"]
    elif BY.match(text) and one.is_organization:
        one.by = BY.sub("", text)
    else:
        one.title.append(_without_end(text))
