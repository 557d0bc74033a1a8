"""Holds that no word of a document is lost: what has no place in the draft is listed."""

import re
from collections import Counter
from collections.abc import Sequence

from undersigned.drafting.document import Document, LeftOut, Line
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.text import RAISED, SUPERSCRIPTS, is_blank, plain, words

AROUND = "text around the letter"
CALLS = "figures that call notes, now [^n]"
JOINS = "words that join names"
JOINING = frozenset(
    {"and", "attention", "attn", "behalf", "by", "for", "of", "on", "signed", "the", "to", "c", "o"}
)
"""What stands between names, and is said by the fields in which these stand."""


def left(lines: Sequence[Line], why: str) -> list[LeftOut]:
    """Return lines as left out, but for those that say nothing."""
    return [
        LeftOut(line=line.number, text=plain(line.text), why=why)
        for line in lines
        if not is_blank(line) and line.text != PAGE_BREAK
    ]


def account(document: Document, made: Draft) -> None:
    """List every word of the source that has found no place, so that none is lost.

    What only changed its form is listed without a doubt: a raised figure, a figure that was glued to its
    word and calls a note, a word that joined names.
    """
    said = Counter(words(_flat(made)))
    # What the reader left out is in none of the lines, and accounts for none of their words.
    unread = set(map(id, document.left_out))
    for one in made.left_out:
        if id(one) not in unread:
            said.update(words(one.text))
    for line in document.lines:
        missing, changed = [], []
        for word in words(line.text):
            parts = _parts(word)
            if said[word] > 0:
                said[word] -= 1
            elif parts and all(said[part] > 0 for part in parts):
                said.subtract(parts)
                changed.append(word)
            else:
                missing.append(word)
        if changed:
            made.left_out.append(LeftOut(line=line.number, text=" ".join(changed), why=CALLS))
        if missing:
            why = JOINS if JOINING.issuperset(missing) else "words without a place"
            made.left_out.append(LeftOut(line=line.number, text=" ".join(missing), why=why))
        if not JOINING.issuperset(missing):
            what = f"these words found no place in the draft: {' '.join(missing)}"
            made.unsure.append(Unsure(line=line.number, what=what))


def _parts(word: str) -> list[str]:
    """Return a word and the figure glued to it, or a raised figure as a plain one; nothing otherwise."""
    if set(word) <= set(RAISED):
        return [word.translate(SUPERSCRIPTS)]
    match = re.fullmatch(rf"(\D+?)([{RAISED}]+|\d{{1,3}})", word)
    return [match[1], match[2].translate(SUPERSCRIPTS)] if match else []


def _flat(made: Draft) -> str:
    correspondents: Sequence[Correspondent] = [*made.recipients, *made.signatories, *made.cc]
    pieces = [made.subject, *made.via, *made.letterhead, made.body, made.title]
    for one in correspondents:
        pieces += [one.honorific, one.name, *one.title, *one.organization, *one.address]
        pieces += [one.by] if one.by else []
        pieces += [f"on behalf of {one.behalf}"] if one.behalf else []
    return "\n".join(pieces)
