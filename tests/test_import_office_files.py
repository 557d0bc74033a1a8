"""What a press officer's own papers become as drafts: Word files, web pages, mails."""

from dataclasses import replace

import docx
import pytest
from docx.shared import Inches

from papers import HARBOR, longer, saved
from papers_pdf import printed
from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.furniture import PAGE
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading.docx import read_data as read_word
from undersigned.drafting.reading.html import read_data as read_html
from undersigned.drafting.reading.pdf import read_data as read_pdf
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
    made = draft(read_word(saved(document)))
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


MAIL = """\
From: Robin Sender <robin.sender@ag.northland.example>
To: Board Secretary <secretary@transit.northland.example>
Date: Tue, 3 Feb 2026 09:12:44 -0500
Subject: Seats on school buses

Dear Chair Sample,

Every morning two hundred pupils of Exampleton stand for an hour on the
bus to school. We ask the Board to run a second bus.

Kind regards,

Avery Example, Attorney General of Northland
Blair Sample, Attorney General of Southshire

--
Robin Sender
Office of the Attorney General of Northland
"""


def test_who_sent_a_mail_does_not_sign_the_letter_in_it() -> None:
    made = draft(read_text(MAIL.encode()))
    assert [(one.name, *one.title) for one in made.signatories] == list(SIGNATORIES[:2])
    assert [one.name for one in made.recipients] == ["Board Secretary"]
    left_out = [part.text for part in made.left_out]
    assert "<secretary@transit.northland.example>" in left_out
    assert {"--", "Robin Sender", "Office of the Attorney General of Northland"} <= set(left_out)


def test_two_dashes_above_all_signatures_part_nothing() -> None:
    signed = MAIL.replace("--\nRobin", "Robin").replace("Kind regards,\n", "Kind regards,\n\n--")
    made = draft(read_text(signed.encode()))
    assert [one.name for one in made.signatories] == ["Avery Example", "Blair Sample", "Robin Sender"]


def test_the_foot_of_the_first_page_is_no_part_of_the_text() -> None:
    paper = replace(longer(HARBOR, 2), running_head="Letter on the harbor")
    made = draft(read_pdf(printed(paper)))
    assert "Letter on the harbor" not in made.body
    heads = [part.text for part in made.left_out if part.why == PAGE]
    assert heads.count("Letter on the harbor, page 1") == 1
    assert heads.count("Letter on the harbor") == 1


def test_branches_of_an_association_keep_their_places() -> None:
    branches = [f"Center for Open Archives, {town}" for town in ("Ashford", "Elmwick", "Oakton")]
    text = MAIL.partition("Avery Example")[0] + "\n".join(branches)
    made = draft(read_text(text.encode()))
    assert [one.name for one in made.signatories] == branches


def test_a_word_file_keeps_its_headings_and_quotations() -> None:
    document = docx.Document()
    for text in ("March 9, 2026", "Dear Secretary Sample:", "We write about the crossings of our states."):
        document.add_paragraph(text)
    document.add_paragraph().add_run("II.\tWhat we ask").bold = True
    document.add_paragraph("As one mother told us:")
    quoted = document.add_paragraph("The bus of my daughter waits on the rails every morning.")
    quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Inches(0.75)
    for text in ("Please close the line.", "Sincerely,", "Avery Example"):
        document.add_paragraph(text)
    made = draft(read_word(saved(document)))
    assert "\n\n**II. What we ask**\n\n" in made.body
    assert "\n\n> The bus of my daughter waits on the rails every morning.\n\n" in made.body


def test_a_letter_that_is_set_in_as_a_whole_is_no_quotation() -> None:
    document = docx.Document()
    for text in (
        "March 9, 2026",
        "Dear Secretary Sample:",
        "Please close the line.",
        "Sincerely,",
        "A. Sample",
    ):
        form = document.add_paragraph(text).paragraph_format
        form.left_indent = form.right_indent = Inches(0.75)
    assert ">" not in draft(read_word(saved(document))).body


def test_a_link_within_a_web_site_is_left_out_and_its_words_stay() -> None:
    made = web_letter('Please see <a href="/plan.pdf">the plan</a>, and say when you can act.')
    assert "Please see the plan, and say" in made.body
    assert "/plan.pdf" in [part.text for part in made.left_out]


def test_the_title_of_an_open_letter_is_no_part_of_its_text() -> None:
    markup = "<h1>An open letter on the harbor</h1><p>May 2, 2026</p><p>We ask the council to open the harbor"
    made = draft(read_html(f"{markup} this year.</p><p>Signed,</p><p>Avery Example, nurse</p>".encode()))
    assert (made.title, str(made.date)) == ("An open letter on the harbor", "2026-05-02")
    assert made.body == "We ask the council to open the harbor this year.\n\nSigned,\n"
