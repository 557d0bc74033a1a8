"""How a letter is recognised in the lines of a document: each rule, by the smallest letter that shows it."""

import datetime as dt

import pytest

from undersigned.drafting.document import Document
from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading.text import read_text

LETTER = """May 2, 2025

The Honorable Robin Sample
Minister of Harbors
1 Quay Road
Northport, NL 10001

Dear Minister Sample:

{text}

Sincerely,

Avery Example
Attorney General of Northland
"""
LONG = "We write about the harbor of Northport, which has been closed for three months."


def made(text: str) -> Draft:
    return draft(read_text(text.encode()))


def body(text: str) -> list[str]:
    """Return the paragraphs of a letter with this text, without salutation and closing."""
    return made(LETTER.format(text=text)).body.strip().split("\n\n")[1:-1]


def doubts(found: Draft) -> list[str]:
    return [one.what for one in found.unsure]


class TestText:
    def test_lines_of_a_paragraph_are_joined(self) -> None:
        assert body(f"{LONG}\nIt is the only one, and we ask you to open\nit.") == [
            f"{LONG} It is the only one, and we ask you to open it."
        ]

    @pytest.mark.parametrize(
        ("parted", "whole"),
        [
            ("the recon-\nstruction of the basin", "the reconstruction of the basin"),
            ("the North-\nSouth line of the port", "the North-South line of the port"),
            ("a well-known port and a well-\nknown town", "a well-known port and a well-known town"),
        ],
    )
    def test_words_that_a_line_parts_are_one(self, parted: str, whole: str) -> None:
        assert body(f"{LONG} It needs\n{parted}.") == [f"{LONG} It needs {whole}."]

    def test_hyphen_that_went_is_listed(self) -> None:
        found = made(LETTER.format(text=f"{LONG} We ask for the recon-\nstruction of the basin."))
        assert [(one.line, one.text) for one in found.left_out if "hyphens" in one.why] == [
            (11, "recon- struction")
        ]

    def test_paragraph_goes_on_over_a_page(self) -> None:
        head = "2\n\f\nThe Honorable Robin Sample\nMay 2, 2025"
        text = f"{LONG}\nIt is the only one in the\n\n{head}\n\nwhole country."
        assert body(text) == [f"{LONG} It is the only one in the whole country."]

    def test_page_numbers_and_heads_are_left_out_and_said(self) -> None:
        text = f"{LONG}\nIt is cold.\n\n- 1 -\n\f\nThe Honorable Robin Sample\nPage 2\n\n{LONG}"
        found = made(LETTER.format(text=text))
        assert body(text) == [f"{LONG} It is cold.", LONG]
        left = [one.text for one in found.left_out if one.why == "page numbers and running heads"]
        assert left == ["- 1 -", "The Honorable Robin Sample", "Page 2"]

    def test_headings_lists_and_quotations(self) -> None:
        text = (
            f"{LONG}\n\nWHAT WE ASK\n\n{LONG}\n\n1. Open the northern basin; and\n2. Publish a plan.\n\n"
            "* Fish must be landed.\n* Boats must be mended.\n\n"
            "The Harbor Act says what is to be done by whom:\n\n"
            "          A harbor is open to all who come to it\n          in need or in trade.\n\n" + LONG
        )
        assert body(text) == [
            LONG,
            "## WHAT WE ASK",
            LONG,
            "1. Open the northern basin; and",
            "2. Publish a plan.",
            "- Fish must be landed.\n- Boats must be mended.",
            "The Harbor Act says what is to be done by whom:",
            "> A harbor is open to all who come to it in need or in trade.",
            LONG,
        ]

    def test_what_markdown_would_swallow_is_escaped(self) -> None:
        assert body(f"{LONG}\n\n[1]: https://example.org\n\n{LONG}")[1].startswith("\\[1\\]")

    def test_text_behind_the_signatures_stands_behind_them(self) -> None:
        found = made(LETTER.format(text=LONG) + "\nP.S. The harbor master has written to us too.\n")
        assert found.body.strip().split("\n\n")[-2:] == [
            "[signatures]",
            "P.S. The harbor master has written to us too.",
        ]


class TestNotes:
    @pytest.mark.parametrize(
        ("call", "mark"),
        [("¹", "¹ "), ("[1]", "[1] "), ("1", "1 "), ("1", "1. "), ("*", "* ")],
        ids=["raised", "brackets", "glued", "glued, with a full stop", "sign"],
    )
    def test_note_at_the_end(self, call: str, mark: str) -> None:
        text = LETTER.format(text=f"The harbor is closed.{call} We ask you to open it again, and soon.")
        found = made(f"{text}\n\n{mark}Harbor Office, Report on the Basin, page 12.\n")
        assert "closed.[^1] We ask" in found.body
        assert found.body.rstrip().endswith("[^1]: Harbor Office, Report on the Basin, page 12.")
        assert [one.name for one in found.signatories] == ["Avery Example"]

    def test_note_at_the_foot_of_a_page_within_a_sentence(self) -> None:
        text = (
            "The harbor is closed,¹ and we ask you to open it for those\nwho cannot\n\n"
            "¹ Harbor Office, Report on the Basin, page 12,\nand its annex.\n\n\f\nwait any longer."
        )
        assert body(text)[0] == (
            "The harbor is closed,[^1] and we ask you to open it for those who cannot wait any longer."
        )
        assert (
            "[^1]: Harbor Office, Report on the Basin, page 12, and its annex."
            in made(LETTER.format(text=text)).body
        )

    def test_note_of_two_paragraphs_among_endnotes(self) -> None:
        text = LETTER.format(text="The harbor is closed.1 Fish is dear.2 We ask you to open it again.")
        found = made(
            f"{text}\nNotes\n\n1. Harbor Office, page 12.\n\nIt is not final.\n\n2. Market Board, page 3.\n"
        )
        assert found.body.rstrip().endswith(
            "[^1]: Harbor Office, page 12.\n\n    It is not final.\n\n[^2]: Market Board, page 3."
        )

    def test_numbered_questions_are_no_notes(self) -> None:
        text = f"{LONG} In 2024 it cost $4.2 million.\n\n1. What does it cost?\n\n2. Who pays for it?"
        assert body(text)[1:] == ["1. What does it cost?", "2. Who pays for it?"]

    def test_note_that_nothing_calls_is_in_doubt(self) -> None:
        found = made(LETTER.format(text=LONG) + "\n[1] Harbor Office, Report on the Basin, page 12.\n")
        assert "note 1 is called nowhere in the text: put [^1] where it belongs" in doubts(found)


class TestDoubts:
    def test_ordinary_letter_has_none(self) -> None:
        assert doubts(made(LETTER.format(text=LONG))) == []

    def test_date_in_figures(self) -> None:
        found = made(LETTER.format(text=LONG).replace("May 2, 2025", "05/02/2025"))
        assert found.date == dt.date(2025, 5, 2)
        assert doubts(found) == ["the date '05/02/2025' is read as month/day/year"]

    def test_no_date(self) -> None:
        found = made(LETTER.format(text=LONG).replace("May 2, 2025", ""))
        assert found.date is None
        assert "no date was found on the letter: add it" in doubts(found)

    def test_salutation_to_somebody_else(self) -> None:
        found = made(LETTER.format(text=LONG).replace("Dear Minister Sample", "Dear Chair Instance"))
        assert "the salutation names 'Instance', whom the address does not" in doubts(found)

    @pytest.mark.parametrize(
        "said",
        ["a coalition of 22 attorneys general", "the twenty-two undersigned", "We, the 22 undersigned,"],
    )
    def test_stated_number(self, said: str) -> None:
        found = made(LETTER.format(text=f"{said} write about the harbor of Northport, which is closed."))
        assert any("is said, and 1 signatories were found" in what for what in doubts(found))

    def test_names_run_into_one_line(self) -> None:
        text = LETTER.format(text=LONG).replace(
            "Avery Example\nAttorney General of Northland",
            "Avery Example Blair B. Sample Casey Instance\nSenator Senator Senator",
        )
        found = made(text)
        assert [(one.name, one.title) for one in found.signatories] == [
            ("Avery Example", ["Senator"]),
            ("Blair B. Sample", ["Senator"]),
            ("Casey Instance", ["Senator"]),
        ]
        assert "3 names were run into one line: Avery Example; Blair B. Sample; Casey Instance" in doubts(
            found
        )

    def test_nobody_signs(self) -> None:
        assert "no signatures were found: add who signs" in doubts(made(LONG))

    def test_nothing_at_all(self) -> None:
        found = draft(Document(lines=()))
        assert (found.date, found.signatories, found.recipients, found.body.strip()) == (None, [], [], "")


def test_words_without_a_place_are_listed_and_said() -> None:
    """An address that two share is kept once; what the other repeats is not lost in silence."""
    address = (
        "The Honorable Robin Sample The Honorable Jo Specimen Chair Ranking Member"
        " Harbor Committee of Northland Harbor Committee of Northland"
    )
    start = LETTER.index("The Honorable"), LETTER.index("\n\nDear")
    found = made(f"{LETTER[: start[0]]}{address}{LETTER[start[1] :]}".format(text=LONG))
    assert [(one.name, *one.beneath) for one in found.recipients] == [
        ("Robin Sample", "Chair"),
        ("Jo Specimen", "Ranking Member", "Harbor Committee of Northland"),
    ]
    left = [(one.line, one.text) for one in found.left_out if one.why == "words without a place"]
    assert left
    assert sorted(" ".join(text for _, text in left).split()) == ["committee", "harbor", "northland", "of"]
    assert sum("found no place" in what for what in doubts(found)) == len(left)
