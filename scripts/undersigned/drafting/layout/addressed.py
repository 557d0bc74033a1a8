"""Reads whom a salutation names."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.names import is_name, is_one_word_name, split_honorific
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import SALUTATION
from undersigned.drafting.layout.posts import is_office, split_post
from undersigned.drafting.layout.recipients import read_stack
from undersigned.drafting.layout.text import plain

TO = re.compile(r"to\s+(?:the\s+)?(?=[A-Z])(?!whom)", re.IGNORECASE)
AND = re.compile(r",\s*(?:and\s+|&\s*)?|\s+(?:and|AND|y|et|und|&)\s+|;\s*")
PLURAL = re.compile(
    r"(?P<post>leader|senator|representative|governor|secretarie|commissioner|chair|chairmen"
    r"|administrator|speaker|mayor|minister|director|member|ambassador|attorneys general|dr|messr"
    r"|professor|general|president|congressmen)s?\b\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)


def named_in_salutation(salutation: str, line: int) -> list[Correspondent]:
    """Return those whom a salutation names, each with the post before the name."""
    text = plain(salutation)
    if match := TO.match(text):
        whom = text[match.end() :].strip(" ,:")
        if split_honorific(whom)[0]:
            return read_stack([Line(text=whom, number=line)], is_memo=False)
        return [Correspondent(name=whom, line=line, is_organization=True)]
    text = SALUTATION.sub("", text, count=1).strip(" ,:;.—–-")
    # Small capitals come out of a PDF as a word in two.
    text = re.sub(r"\b([A-Z]) (?=[A-Z]{4})", r"\1", text)
    pieces = [piece.strip(" ,") for piece in AND.split(text) if piece.strip(" ,")]
    return _of_one_post(pieces, line) or [one for piece in pieces if (one := _named(piece, line))]


def _of_one_post(pieces: Sequence[str], line: int) -> list[Correspondent]:
    """Return those of whom one post is said together: Senators Example, Sample and Instance."""
    plural = PLURAL.match(pieces[0]) if len(pieces) > 1 else None
    if not plural or any(len(piece.split()) > 1 for piece in pieces[1:]):
        return []
    names = [pieces[0][plural.end() :], *pieces[1:]]
    if not all(is_one_word_name(name) or is_name(name) for name in names):
        return []
    first, *others = [Correspondent(name=name, line=line) for name in names]
    first.title.append(plural.group().strip())
    return [first, *others]


def _named(piece: str, line: int) -> Correspondent | None:
    """Return whom a piece of a salutation names, None for a post without a name."""
    honorific, rest = split_honorific(piece)
    post, name = split_post(rest, single=True)
    is_whole = is_name(name) and not is_organization(name)
    is_last = bool(post) and (is_name(name) or is_one_word_name(name))
    is_courteous = (
        bool(honorific and name) and not is_office(rest) and all(w[:1].isupper() for w in name.split())
    )
    if not (is_whole or is_last or is_courteous):
        return None
    return Correspondent(name=name, line=line, honorific=honorific, title=[post] if post else [])
