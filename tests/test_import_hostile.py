"""Whatever a document says, it becomes a draft in bounded time, nothing is lost, and the file is sound."""

from collections import Counter
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import flat, words
from undersigned.drafting.document import Document, Line
from undersigned.drafting.draft import Correspondent, Draft
from undersigned.drafting.front_matter import letter_text, title_of
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading.text import read_text
from undersigned.drafting.unseen import without_unseen
from undersigned.model.letter import Draft as Record
from undersigned.model.validate import Origin, validate
from undersigned.source.front_matter import split_letter
from undersigned.source.text import SourceText, forbidden_characters

PARTS = (
    *(
        "",
        "",
        " ",
        "\f",
        "-----",
        "________",
        "***",
        "###",
        "/s/",
        "cc:",
        "Re:",
        "To:",
        "From: Avery Example",
    ),
    *("March 23, 2026", "23/3/26", "VIA E-MAIL", "Page 2 of 3", "2", "[1] A note.", "¹ A note.", "1 A note"),
    *("The Honorable Blair Sample", "Mayor of Riverside", "1 Main Street", "Riverside, NL 10001"),
    *("Dear Mayor Sample:", "Dear Sir or Madam, we write.", "To the city council:", "Mr. President:"),
    *("We ask you to keep the river clean.[1]", "It has been clean for years¹ and is so exam-", "ple of it."),
    *("- an item; and", "1. an item", "> said", "# Heading", "**Bold**", "| a | b |", "[x]: y", "---", "..."),
    *("Sincerely,", "Respectfully submitted,", "By: Avery Example", "on behalf of", "Attorney General"),
    *("Avery Example   Casey Instance", "Avery Example, Mayor; Casey Instance, Clerk; Sam Sample, Judge."),
    *("Avery Example (D-NL)", "by Kim", "Riverside Readers' Association", "A | B", "Avery: #1", "no", "- '"),
    *("Avery Example Casey Instance", "Mayor Mayor", "and 311 others", "P.S. More.", "Enclosure", "{#p4}"),
)
"""Lines of letters, in whatever order."""
LINES = st.lists(
    st.one_of(
        st.sampled_from(PARTS),
        st.lists(st.sampled_from(PARTS), min_size=2, max_size=4).map(" ".join),
        st.lists(st.sampled_from(PARTS), min_size=2, max_size=3).map("      ".join),
        st.text(st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\0"), max_size=40),
    ),
    max_size=30,
)


LONGEST = 5
"""Seconds of a processor: ten times what each text takes, and little where time grows with the square."""
HOSTILE = {
    "a line": "we ask you to keep it " * 5_000,
    "dates": "March 3, 2020 " * 10_000,
    "dates on lines": "March 3, 2020\n" * 2_000,
    "names on a line": "Sincerely,\n\n" + "Avery Example " * 3_000,
    "posts on a line": "Sincerely,\n\n" + "Attorney General of Northland " * 2_000,
    "names with and": "Sincerely,\n\nAvery Example" + " and Avery Example" * 2_000,
    "signatures run on": "Sincerely,\n\n" + "Avery Example, Mayor; " * 2_000,
    "columns": "Avery Example                 Blair Sample\n" * 600,
    "salutations": "Dear Sir:\n" * 4_000,
    "lines with commas": "A line of it,\n" * 2_000,
    "brackets": "(" * 30_000 + ")" * 30_000,
    "addresses": "a@" * 20_000,
    "raised figures": "¹" * 10_000,
    "hyphens": "Dear Sir:\n\n" + "".join(f"some ex{chr(97 + n % 26)}-\nple of it\n" for n in range(1_000)),
    "pages": "\f".join(f"The head\nPage {n} of 999\nSome words of it go on." for n in range(900)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(text: str) -> None:
    document = read_text(text.encode())
    start = process_time()
    made = draft(document)
    assert process_time() - start < LONGEST
    assert lost_in(document, made) == Counter()


def lost_in(document: Document, made: Draft) -> Counter[str]:
    source = Counter(words("\n".join(line.text for line in without_unseen(document).lines)))
    return source - Counter(words(flat({**made.as_json(), "unsure": []})))


def printed(found: list[Correspondent]) -> list[str]:
    return [one_line(f"{one.honorific} {one.name}") for one in found]


def one_line(text: str) -> str:
    """Return a text as whoever reads it from the front matter does: its blanks single."""
    return " ".join(text.split())


def is_sound(made: Draft) -> None:
    """Hold that the file of a draft is read as it was meant."""
    text = letter_text(made, title=title_of(made), id_of=lambda _: None)
    assert forbidden_characters("a.md", text) == []
    split, problems = split_letter(SourceText(path="a.md", text=text, digest=b""))
    assert problems == []
    assert split is not None
    value = split.front_matter.value
    assert isinstance(value, dict)
    record, problems = validate(Record, value, Origin(path="a.md", parsed=split.front_matter))
    assert problems == []
    assert record is not None
    assert [one.name for one in record.signatories] == printed(made.signatories)
    assert [one.name for one in record.recipients] == printed(made.recipients)
    assert [one.name for one in record.cc] == printed(made.cc)
    assert [one.by or "" for one in record.signatories] == [one_line(one.by) for one in made.signatories]
    assert record.title == one_line(title_of(made))
    assert (record.subject or "") == one_line(made.subject)
    assert split.body == made.body


@settings(max_examples=60)
@given(LINES)
def test_any_lines_become_a_draft(lines: list[str]) -> None:
    document = read_text("\n".join(lines).encode())
    made = draft(document)
    assert lost_in(document, made) == Counter()
    is_sound(made)


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Line,
            text=st.sampled_from(PARTS),
            number=st.integers(1, 50),
            page=st.integers(1, 3),
            is_row=st.booleans(),
            is_aside=st.booleans(),
            is_foot=st.booleans(),
        ),
        max_size=25,
    ),
    st.booleans(),
)
def test_any_document_becomes_a_draft(lines: list[Line], is_flowing: bool) -> None:
    document = Document(lines=tuple(lines), is_flowing=is_flowing)
    made = draft(document)
    assert lost_in(document, made) == Counter()
    is_sound(made)
