"""Columns of running text are read one after the other; rows of signatures are read across."""

import re

from hypothesis import given
from hypothesis import strategies as st

from undersigned.drafting.columns import Block, in_reading_order, set_out
from undersigned.drafting.running import Word

PROSE = (
    ("We write about the harbor,", "which has been closed for", "three months now, and whose"),
    ("reopening is not in sight", "although the works ended", "in March. The people of the"),
    ("town depend on it, and so", "they have asked us to say", "what that means for them."),
    ("Fish is dearer by a third,", "and four thousand people", "have lost their work here."),
    ("Nobody knows when they may", "return to it, or what the", "office of the harbor plans."),
)


def words_of(lines: list[str]) -> list[Word]:
    return [
        Word(left=match.start(), right=match.end(), top=row, text=match[0])
        for row, line in enumerate(lines)
        for match in re.finditer(r"\S+", line)
    ]


def texts(blocks: list[Block[Word]]) -> list[str]:
    return [" ".join(word.text for word in row) for block in blocks for row in block.rows]


def read(lines: list[str]) -> list[Block[Word]]:
    return in_reading_order(words_of(lines), gutter=2)


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    lines = [
        "Office of the Harbor",
        "",
        *("".join(cell.ljust(30) for cell in row) for row in PROSE),
        "",
        "Done.",
    ]
    columns = [row[column] for column in range(3) for row in PROSE]
    assert texts(read(lines)) == ["Office of the Harbor", *columns, "Done."]


def test_rows_of_signatures_stay_rows() -> None:
    pairs = [("Avery Example", "Riley Placeholder"), ("Attorney General", "Minister of Harbors")] * 4
    lines = [left.ljust(40) + right for left, right in pairs]
    assert texts(read(lines)) == [f"{left} {right}" for left, right in pairs]


def test_signatures_below_columns_of_text_stay_rows() -> None:
    signed = ["Avery Example".ljust(30) + "Riley Placeholder", "President".ljust(30) + "Secretary"]
    lines = [*(row[0].ljust(30) + row[1] for row in PROSE), "", "", *signed]
    columns = [row[column] for column in range(2) for row in PROSE]
    assert texts(read(lines)) == [*columns, "Avery Example Riley Placeholder", "President Secretary"]


def test_a_column_at_the_side_comes_before_the_letter() -> None:
    officers = ["OFFICERS", "Avery Example", "President", "Jo Specimen", "Treasurer"]
    body = [" ".join(row) for row in PROSE]
    for lines in (
        [side.ljust(30) + text for side, text in zip(officers, body, strict=True)],
        [text.ljust(90) + side for side, text in zip(officers, body, strict=True)],
    ):
        aside, letter = read(lines)
        assert (aside.is_aside, letter.is_aside) == (True, False)
        assert texts([aside]) == officers
        assert texts([letter]) == body


def test_numbers_before_items_are_no_column() -> None:
    lines = [f"{number}.".ljust(8) + " ".join(row) for number, row in enumerate(PROSE, start=1)]
    assert len(read(lines)) == 1


places = st.builds(
    lambda left, width, top: Word(left=left, right=left + width, top=top, text="word" * (width % 3 + 1)),
    st.integers(0, 80),
    st.integers(1, 9),
    st.integers(0, 12),
)


@given(st.lists(places, max_size=60))
def test_every_word_is_in_one_block(words: list[Word]) -> None:
    found = [word for block in in_reading_order(words, gutter=2) for row in block.rows for word in row]
    assert sorted(map(repr, found)) == sorted(map(repr, words))


def test_cells_are_set_out_three_spaces_apart() -> None:
    assert set_out([["a", "bb", "c"], ["long", "", "d"], [], ["x"]]) == [
        "a      bb   c",
        "long        d",
        "",
        "x",
    ]
