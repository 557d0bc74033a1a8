"""One letter, set in each way in which Word files and PDFs set letters, gives the same draft."""

from dataclasses import replace
from pathlib import Path

import pytest

from papers import HARBOR, Letter, longer, word
from papers_pdf import printed
from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading import read

GIVEN = (
    "Avery",
    "Blair",
    "Casey",
    "Drew",
    "Ellis",
    "Finley",
    "Gray",
    "Harper",
    "Indigo",
    "Jules",
    "Kai",
    "Lane",
)
FAMILY = ("Example", "Sample", "Instance", "Specimen", "Placeholder", "Pattern", "Model", "Template", "Token")
PLACES = (
    "Northland",
    "Southland",
    "Eastland",
    "Westland",
    "Upland",
    "Lowland",
    "Midland",
    "Farland",
    "Newland",
)
MANY = replace(
    HARBOR,
    signatories=tuple(
        (f"{given} {FAMILY[n % 9]}", f"Attorney General of {PLACES[n % 9]}") for n, given in enumerate(GIVEN)
    ),
)
OFFICERS = ("Dana Officer", "President", "", "Lee Deputy", "Vice President", "", "Sam Keeper", "Treasurer")
LONG = longer(MANY, 3)

PAPERS = {
    "lines.docx": (HARBOR, word(HARBOR)),
    "lines parted by empty ones.docx": (HARBOR, word(HARBOR, gaps="empty")),
    "signatures in a table.docx": (MANY, word(MANY, signatures="table")),
    "signatures at tab stops.docx": (MANY, word(MANY, signatures="tabs")),
    "one column.pdf": (HARBOR, printed(HARBOR)),
    "two columns of signatures.pdf": (MANY, printed(MANY, signature_columns=2)),
    "three columns of signatures.pdf": (MANY, printed(MANY, signature_columns=3)),
    "pages with running heads.pdf": (LONG, printed(replace(LONG, running_head="Minister Sample"))),
    "officers at the side.pdf": (LONG, printed(replace(LONG, officers=OFFICERS), signature_columns=2)),
}


@pytest.fixture(params=PAPERS, scope="module")
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Letter, Draft]:
    letter, content = PAPERS[request.param]
    file = tmp_path_factory.mktemp("paper") / str(request.param)
    file.write_bytes(content)
    return letter, draft(read(Path(file)))


def test_head_and_signatures_are_those_of_the_letter(paper: tuple[Letter, Draft]) -> None:
    letter, made = paper
    assert made.date is not None
    assert made.date.isoformat() == "2025-05-02"
    assert made.subject == letter.subject
    assert [(one.honorific, one.name, one.title, one.address) for one in made.recipients] == [
        ("The Honorable", "Robin Sample", ["Minister of Harbors"], ["1 Quay Road", "Northport, NL 10001"])
    ]
    assert sorted((one.name, *one.title) for one in made.signatories) == sorted(letter.signatories)
    assert made.letterhead == list(letter.letterhead)


def test_text_is_joined_over_lines_and_pages_and_calls_its_notes(paper: tuple[Letter, Draft]) -> None:
    letter, made = paper
    parts = made.body.rstrip("\n").split("\n\n")
    text = [part for part in parts if not part.startswith(("[^", "    "))]
    assert text == [letter.salutation, *map(_with_calls, letter.paragraphs), letter.closing]
    notes = {
        part.partition("]: ")[0][2:]: part.partition("]: ")[2] for part in parts if part.startswith("[^")
    }
    assert {label: said.split(" ")[0] for label, said in notes.items()} == {
        str(n): note[0].split(" ")[0] for n, note in enumerate(letter.notes, start=1)
    }
    said = " ".join(" ".join(parts).split())
    assert all(paragraph in said for note in letter.notes for paragraph in note)


def test_nothing_is_in_doubt(paper: tuple[Letter, Draft]) -> None:
    _, made = paper
    assert made.unsure == []


def _with_calls(paragraph: str) -> str:
    """Return a paragraph of the maker's with Markdown's marks of notes."""
    parts = paragraph.split("^")
    return "".join(f"[^{part}]" if n % 2 else part for n, part in enumerate(parts))
