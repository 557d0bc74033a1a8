"""Reads whom a salutation names."""

import re

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.names import is_name, is_one_word_name, split_honorific
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import SALUTATION
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.recipients import read_stack
from undersigned.drafting.layout.text import plain

PLURAL = re.compile(
    r"(?P<post>leader|senator|representative|governor|secretarie|commissioner|chair|chairmen"
    r"|administrator|speaker|mayor|minister|director|member|ambassador|attorneys general|dr|messr"
    r"|professor|general|president|congressmen)s?\b\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)


def named_in_salutation(salutation: str, line: int) -> list[Correspondent]:
    """Return those whom a salutation names, each with the post before the name."""
    text = SALUTATION.sub("", plain(salutation), count=1).strip(" ,:;.—–-")
    text = re.sub(r"\b([A-Z]) (?=[A-Z]{4})", r"\1", text)
    if match := re.match(r"to\s+(?:the\s+)?(?=[A-Z])(?!whom)", plain(salutation), re.IGNORECASE):
        whom = plain(salutation)[match.end() :].strip(" ,:")
        if split_honorific(whom)[0]:
            return read_stack([Line(text=whom, number=line)], is_memo=False)
        return [
            Correspondent(name=plain(salutation)[match.end() :].strip(" ,:"), line=line, is_organization=True)
        ]
    pieces = [
        piece.strip(" ,")
        for piece in re.split(r",\s*(?:and\s+|&\s*)?|\s+(?:and|AND|y|et|und|&)\s+|;\s*", text)
        if piece.strip(" ,")
    ]
    found: list[Correspondent] = []
    plural = PLURAL.match(pieces[0]) if len(pieces) > 1 else None
    if plural and all(len(piece.split()) == 1 for piece in pieces[1:]):
        names = [pieces[0][plural.end() :], *pieces[1:]]
        if all(is_one_word_name(name) or is_name(name) for name in names):
            return [
                Correspondent(name=name, line=line, title=[plural.group().strip()] if n == 0 else [])
                for n, name in enumerate(names)
            ]
    for piece in pieces:
        honorific, rest = split_honorific(piece)
        post, name = split_post(rest, single=True)
        words = name.split()
        if (
            post
            and (is_name(name) or is_one_word_name(name))
            or (honorific and words and not is_office(rest) and all(w[:1].isupper() for w in words))
            or is_name(name)
            and not is_organization(name)
        ):
            found.append(
                Correspondent(name=name, line=line, honorific=honorific, title=[post] if post else [])
            )
    return found
