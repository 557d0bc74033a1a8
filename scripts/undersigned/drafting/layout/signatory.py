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

PLACED = re.compile(r"\s*\([A-Z]{2}\)$")


def names_somebody(text: str) -> bool:
    rest = _split_brackets(split_honorific(split_party(text)[0])[1])[0]
    name = split_at_comma(rest)[0].rstrip(".")
    return (is_name(name) and not (is_office(rest) and not split_at_comma(rest)[1])) or bool(
        split_post(name)[0]
    )


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


def add_beneath(one: Correspondent, text: str) -> None:
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
