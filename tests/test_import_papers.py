"""What a press officer's own papers become as drafts: Word files, web pages, mails."""

from io import BytesIO

import docx
import pytest

from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading.docx import read_data as read_word
from undersigned.drafting.reading.html import read_data as read_html
from undersigned.drafting.reading.text import read_text

SIGNATORIES = (
    ("Avery Example", "Attorney General of Northland"),
    ("Blair Sample", "Attorney General of Southshire"),
    ("Casey M. Specimen", "Attorney General of Westmark"),
    ("Devon Placeholder", "Attorney General of Eastland"),
    ("Ellis van der Model, Jr.", "Attorney General of Isle Province"),
)


def web_letter(text: str, notes: str = "") -> Draft:
    head = "<p>April 14, 2026</p><p>Dear Administrator Sample:</p>"
    markup = f"{head}<p>{text}</p><p>Sincerely,</p><p>Avery Example<br>Attorney General</p>{notes}"
    return draft(read_html(markup.encode()))


def test_bold_names_in_two_columns_keep_their_posts() -> None:
    document = docx.Document()
    for text in ("March 9, 2026", "", "Dear Secretary Sample:", "", "We write about the crossings of our"):
        document.add_paragraph(text)
    for text in ("", "Respectfully submitted,", ""):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=2)
    for at in range(0, len(SIGNATORIES), 2):
        for cell, (name, post) in zip(table.add_row().cells, SIGNATORIES[at : at + 2], strict=False):
            cell.paragraphs[0].add_run("_____________________")
            cell.add_paragraph().add_run(name).bold = True
            cell.add_paragraph(post)
    file = BytesIO()
    document.save(file)
    made = draft(read_word(file.getvalue()))
    assert tuple((one.name, *one.title) for one in made.signatories) == SIGNATORIES


@pytest.mark.parametrize(
    "address",
    ["https://example.org/map", "https://example.org/map?layer=lead&zoom=4", "mailto:a@b.example"],
)
def test_links_are_links(address: str) -> None:
    made = web_letter(f'Please see <a href="{address}">our map of taps</a>, and say when you can act.')
    assert f"Please see [our map of taps]({address}), and say" in made.body


def test_what_only_looks_like_a_link_is_printed() -> None:
    text = "Dear Chair Sample:\n\nWe follow the rules [Annex](B).\n\nSincerely,\n\nAvery Example\n"
    assert r"\[Annex\](B)" in draft(read_text(text.encode())).body


def test_the_raised_number_of_a_note_is_no_part_of_it() -> None:
    call = '<a href="#fn1"><sup>1</sup></a>'
    made = web_letter(
        f"We write about the limit{call} of lead.", '<p id="fn1"><sup>1</sup> Report, p. 9.</p>'
    )
    assert made.body.endswith("\n[^1]: Report, p. 9.\n")
    assert "limit[^1] of lead" in made.body
