"""Cuts the letters into pieces by period, each indexed by itself: an old piece is never indexed again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

WHOLE = 4_000
"""So many letters are one piece: below this, indexing all of them takes seconds."""
LIMIT = 1_000
"""Letters in a piece, at most: Pagefind takes 350 MB to index so many letters of 4.5 KB."""
PIECES = 12
"""For more letters than this many full pieces the limit doubles: a browser opens all pieces to search."""
NEWEST = 250
"""Letters in the newest piece, at most: it is the one that is indexed again and again."""
EVER = 22
"""One period of 2 ** EVER days holds every date there is."""

Dated = tuple[int, str]
"""The number of a letter's day, and its id."""


def cut(letters: Mapping[str, date]) -> list[tuple[str, ...]]:
    """Return the ids of the letters by piece, the newest first, in each piece the newest letter first.

    Each piece holds the letters of one period of 2 ** k days, counted from the first day of the
    calendar, so that where one ends does not depend on the letters of others. A letter added or taken
    away changes only its own piece, unless that grows beyond its limit or may now be joined to its
    neighbour, the newest letter is another, or the number of all letters changes the limit.
    Letters of one day are never parted.
    """
    ordered = sorted(((day.toordinal(), key) for key, day in letters.items()), reverse=True)
    if not ordered:
        return []
    if len(ordered) <= WHOLE:
        return [_keys(ordered)]
    return [_keys(piece) for piece in _halved(ordered, EVER, limit(len(ordered)), newest=True)]


def limit(count: int) -> int:
    """Return how many letters a piece may hold in an archive of `count` letters."""
    most = LIMIT
    while count > PIECES * most:
        most *= 2
    return most


def _halved(letters: Sequence[Dated], power: int, most: int, *, newest: bool) -> Iterator[Sequence[Dated]]:
    """Yield the pieces of one period of 2 ** power days; `newest` if it holds the newest letter of all."""
    if power == 0 or len(letters) <= (NEWEST if newest else most):
        yield letters
        return
    for number, (_, half) in enumerate(groupby(letters, lambda letter: letter[0] >> (power - 1))):
        yield from _halved(list(half), power - 1, most, newest=newest and number == 0)


def _keys(letters: Sequence[Dated]) -> tuple[str, ...]:
    return tuple(key for _, key in letters)
