"""What parts two texts word by word."""

from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MOST_WORDS = 2_000
"""Words that are compared one by one: that takes time with the square of their number."""


class Piece(NamedTuple):
    """Words that stand in both texts, that are gone, or that are new."""

    how: Literal["same", "gone", "new"]
    text: str


def difference(was: str, now: str) -> tuple[Piece, ...]:
    """Return the pieces that make up two texts, in order; what is gone stands before what is new there."""
    before, after = was.split(), now.split()
    if len(before) + len(after) > MOST_WORDS:
        return _replaced(before, after)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(before[a:b])))
        else:
            pieces += _replaced(before[a:b], after[c:d])
    return tuple(pieces)


def _replaced(before: list[str], after: list[str]) -> tuple[Piece, ...]:
    pieces = (Piece("gone", " ".join(before)), Piece("new", " ".join(after)))
    return tuple(piece for piece in pieces if piece.text)
