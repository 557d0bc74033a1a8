"""The letters cut into pieces of the search index: whole, in order, few, and the same after most changes."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from undersigned.outputs.search import cut
from undersigned.outputs.search.pieces import LIMIT, NEWEST, PIECES, WHOLE, limit

Letters = dict[str, date]
Pieces = list[tuple[str, ...]]

FIRST = date(1789, 4, 30)


def spread(count: int, days: int, start: int = 0, seed: int = 0) -> Letters:
    """Return letters at random days of a period that starts some days after the first."""
    chance = Random(seed)
    dates = [FIRST + timedelta(days=start + chance.randrange(days)) for _ in range(count)]
    return {f"{day}-{seed}-{number}": day for number, day in enumerate(dates)}


def together(groups: list[tuple[int, int, int]]) -> Letters:
    parts = (spread(count, days, start, seed) for seed, (count, days, start) in enumerate(groups))
    return {key: day for part in parts for key, day in part.items()}


GROUP = st.tuples(st.integers(1, 3_000), st.sampled_from([1, 3, 90, 2_000, 80_000]), st.integers(0, 80_000))
LETTERS = st.lists(GROUP, max_size=5).map(together)
MANY = st.lists(GROUP, max_size=3).map(lambda groups: together([(WHOLE + 2, 9_000, 30_000), *groups]))


def newest_first(letters: Letters) -> list[str]:
    return sorted(letters, key=lambda key: (letters[key], key), reverse=True)


def lost(before: Pieces, after: Pieces) -> list[tuple[str, ...]]:
    """Return the pieces that are no more."""
    return [piece for piece in before if piece not in set(after)]


def test_no_letters_no_pieces() -> None:
    assert cut({}) == []


@pytest.mark.parametrize("count", [1, 2, WHOLE])
def test_few_letters_are_one_piece(count: int) -> None:
    letters = spread(count, 80_000)
    assert cut(letters) == [tuple(newest_first(letters))]


@given(LETTERS)
def test_every_letter_is_in_one_piece_and_all_are_in_order(letters: Letters) -> None:
    pieces = cut(letters)
    assert [key for piece in pieces for key in piece] == newest_first(letters)
    assert all(pieces)
    days = [{letters[key] for key in piece} for piece in pieces]
    assert all(min(newer) > max(older) for newer, older in pairwise(days))


@given(MANY)
def test_pieces_are_small_unless_one_day_is_large(letters: Letters) -> None:
    for number, piece in enumerate(cut(letters)):
        most = limit(len(letters)) if number else NEWEST
        assert len(piece) <= most or len({letters[key] for key in piece}) == 1


@given(MANY, st.data())
def test_another_letter_changes_its_own_piece_alone(letters: Letters, data: st.DataObject) -> None:
    assume(limit(len(letters)) == limit(len(letters) - 1))
    one = data.draw(st.sampled_from(newest_first(letters)[1:]))
    without = {key: day for key, day in letters.items() if key != one}
    before, after = cut(without), cut(letters)
    assert len(lost(before, after)) <= 1
    # Those that are new are what became of that one piece.
    parts = {key for piece in lost(after, before) for key in piece}
    assert parts - {one} == {key for piece in lost(before, after) for key in piece}


def test_newest_letters_change_little() -> None:
    letters = spread(10_000, 7_300)
    pieces = cut(letters)
    again = 0
    for number in range(200):
        letters[f"new-{number}"] = FIRST + timedelta(days=7_300 + number // 2)
        before, pieces = pieces, cut(letters)
        changed = sum(map(len, lost(before, pieces)))
        assert changed <= LIMIT
        again += changed
    assert again / 200 < NEWEST


@pytest.mark.parametrize("count", [WHOLE + 1, 10_000, 12_000, 12_001, 100_000])
def test_pieces_are_few(count: int) -> None:
    letters = spread(count, 7_300)
    assert len(cut(letters)) <= 2 * PIECES


def test_limit_doubles() -> None:
    assert [limit(count) for count in (4_001, 12_000, 12_001, 24_000, 24_001)] == [
        1000,
        1000,
        2000,
        2000,
        4000,
    ]
