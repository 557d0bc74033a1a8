"""What lines come out of text and Markdown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import all_words, is_read, page
from undersigned.drafting.document import UnreadableError
from undersigned.drafting.reading import read
from undersigned.drafting.reading.text import plain, read_markdown, read_text

LETTER = "Señora Ministra:\n\nEl puerto — cerrado.\n"


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        LETTER.encode("utf-8-sig"),
        LETTER.encode("utf-16"),
        b"\xfe\xff" + LETTER.encode("utf-16-be"),
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace("\n", "\r").encode(),
        LETTER.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "crlf", "cr", "cp1252"],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    document = read_text(data)
    assert [(line.number, line.text) for line in document.lines] == [
        (1, "Señora Ministra:"),
        (2, ""),
        (3, "El puerto — cerrado."),
    ]
    assert bool(document.doubts) == (data == LETTER.encode("cp1252"))


def test_a_form_feed_ends_a_page() -> None:
    document = read_text(b"One\n1\n\fTwo\n2\n\f")
    found = [(line.text, line.number, line.page) for line in document.lines]
    assert found == [("One", 1, 1), ("1", 2, 1), ("Two", 3, 2), ("2", 4, 2), ("", 5, 3)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a\tb", "a       b"),
        ("sevenab\tb", "sevenab   b"),
        ("\tindented", "        indented"),
        ("1.\tItem", "1. Item"),
        ("•\tItem", "• Item"),
        ("co\u00adoperate", "cooperate"),
        ("at the co\u00ad", "at the co-"),
        ("§\u00a05\u202fa\u3000b", "§ 5 a b"),
        ("\ufeffzero\u200bwidth \x07", "zerowidth"),
    ],
)
def test_white_and_unseen_characters(line: str, expected: str) -> None:
    assert plain(line) == expected


def test_lines_that_are_paragraphs_flow() -> None:
    assert read_text(("word " * 60 + "\n\nSincerely,\n").encode()).is_flowing
    assert not read_text(("word " * 12 + "\n").encode() * 9).is_flowing


def test_a_column_at_the_side_of_layout_text() -> None:
    text = """\
                         THE NORTHLAND ALLIANCE

OFFICERS                 May 2, 2025

Avery Example            Dear Minister Sample:
President
                         We write about the harbor of Northport, which has
Jo Specimen              been closed for three months and whose reopening
Treasurer                is not in sight. The people of the town depend on
                         it, and they have asked us to say so.
Kim Instance
Secretary                Sincerely,
"""
    document = read_text(text.encode())
    assert (
        page(document)
        == """\
THE NORTHLAND ALLIANCE

aside | OFFICERS
aside |\x20
aside | Avery Example
aside | President
aside |\x20
aside | Jo Specimen
aside | Treasurer
aside |\x20
aside | Kim Instance
aside | Secretary

May 2, 2025

Dear Minister Sample:

We write about the harbor of Northport, which has
been closed for three months and whose reopening
is not in sight. The people of the town depend on
it, and they have asked us to say so.

Sincerely,"""
    )
    assert [line.number for line in document.lines if "been closed" in line.text] == [8]


def test_notes_of_markdown_are_put_at_the_end() -> None:
    text = "One.[^1]\n\n[^1]: Note\nwrapped.\n\n    More.\n\nTwo *em* \\*.  \nThree\n"
    expected = "One.[^1]\n\nTwo *em* \\*.\nThree\n[^1]: Note\nwrapped.\n\n    More.\n"
    assert page(read_markdown(text.encode())) == expected


def test_a_letter_of_the_archive_is_none_to_import() -> None:
    with pytest.raises(UnreadableError, match="a letter already"):
        read_markdown(b"---\ntitle: x\n---\nDear\n")


@pytest.mark.parametrize(
    ("data", "message"), [(b"a\nb\x81c", "line 2 is neither"), (b"a\x00b", "zero bytes")]
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_text(data)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_readers_of_text(data: bytes) -> None:
    for reader in (read_text, read_markdown):
        assert is_read(reader, data) in {True, False}


words = st.text(alphabet="abÄß1.,:;()-*_[]#>", min_size=1, max_size=6)
white = st.sampled_from([" ", "   ", "\n", "\n\n", "\t", "\f", "\u00a0", "\r\n"])


@given(st.lists(st.tuples(words, white), max_size=60))
def test_every_word_of_a_text_is_in_its_lines(parts: list[tuple[str, str]]) -> None:
    document = read_text("".join(word + space for word, space in parts).encode())
    given_words = [word.replace("*", "") for word, _ in parts]
    assert sorted(all_words(document)) == sorted(filter(None, given_words))


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Minister:\n", encoding="utf-8")
    assert page(read(path)) == "Dear Minister:"
