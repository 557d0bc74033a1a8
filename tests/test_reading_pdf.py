"""What lines come out of PDFs."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import letter as us_letter
from reportlab.pdfgen.canvas import Canvas

from papers import HARBOR, longer
from papers_pdf import printed
from reading import page
from undersigned.drafting.document import Document
from undersigned.drafting.reading.pdf import read_data
from undersigned.drafting.reading.pdf_glyphs import Glyph
from undersigned.drafting.reading.pdf_lines import Page, lines_of
from undersigned.drafting.reading.pdf_words import words_of

OFFICERS = (
    "OFFICERS",
    "",
    "Avery Example",
    "President",
    "",
    "Jo Specimen",
    "Treasurer of the Board",
    "Kim Instance",
)
SIGNED = {
    1: "Avery Example\nAttorney General of Northland\n\nRiley Placeholder\nAttorney General of Southland",
    2: "Avery Example   Riley Placeholder\nAttorney General of Northland   Attorney General of Southland",
    3: (
        "Avery Example   Riley Placeholder   Kim Instance\nAttorney General of Northland"
        "   Attorney General of Southland   Attorney General of Eastland"
    ),
}
LETTER = """\
   **STATE OF NORTHLAND**
   **OFFICE OF THE ATTORNEY GENERAL**

May 2, 2025

The Honorable Robin Sample
Minister of Harbors
1 Quay Road
Northport, NL 10001

**Re: The reopening of the harbor**

Dear Minister Sample:

We, the undersigned attorneys general, write about the harbor of Northport, which has been
closed for three months and whose reopening is not in sight.¹ The people of our states depend on
it, and they have asked us to tell you what that means for them and for those who work.

First, the price of fish has risen by a third since March.² It keeps on rising, although the catch is
as good as in any other year, because the boats have to land it two hundred miles to the south.

Second, four thousand people have lost their work, and no plan says when they may return to it.
We ask you to publish such a plan by the 1st of June, and to open the northern basin.

Sincerely,
"""
FOOT = """
foot | ¹ Harbor Office, Report on the Basin (2025), page 12.
foot | ² Market Board, Prices of Fish, March 2025.
foot |   The figures for April are not final."""


def drawn(draw: Callable[[Canvas], None]) -> Document:
    """Read a page that `draw` has drawn."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=us_letter)
    canvas.setFont("Times-Roman", 12)
    draw(canvas)
    canvas.save()
    return read_data(file.getvalue())


def paragraphs(canvas: Canvas, *, left: float = 72, top: float = 700) -> float:
    """Draw lines of text from `top` down, and return where the next would stand."""
    for text in (
        "We write about the harbor of Northport, which",
        "has been closed for three months,",
        "alas.",
    ):
        canvas.drawString(left, top, text)
        top -= 14
    return top


def columns_of(text: str) -> list[list[str]]:
    return [[cell for cell in line.split("   ") if cell.strip()] for line in text.split("\n")]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_letter_with_notes_at_its_foot_and_signatures_in_columns(columns: int) -> None:
    document = read_data(printed(HARBOR, signature_columns=columns))
    found = columns_of(page(document))
    first = columns_of(LETTER + "\n" + SIGNED[columns])
    assert [[cell.strip() for cell in row] for row in found[: len(first)]] == [
        [cell.strip() for cell in row] for row in first
    ]
    feet = [line for line in document.lines if line.is_foot and line.text]
    assert [line.text.strip() for line in feet] == [line[7:].strip() for line in FOOT.strip().split("\n")]
    assert {line.page for line in feet} == {1}


def test_columns_stand_under_each_other() -> None:
    document = read_data(printed(HARBOR, signature_columns=2))
    lines = [line.text for line in document.lines]
    at = lines.index("Sincerely,")
    places = [
        lines[at + step].index(name) for step, name in ((2, "Riley"), (3, "Attorney General of S"), (5, "Jo"))
    ]
    assert len(set(places)) == 1


def test_pages_and_running_heads() -> None:
    long = replace(longer(HARBOR, 3), running_head="Minister Sample")
    document = read_data(printed(long))
    second = [line for line in document.lines if line.page == 2]
    assert [line.text for line in second[:2]] == ["Minister Sample", ""]
    assert [line.text.strip() for line in document.lines if line.text.strip().isdigit()] == ["1", "2"]
    assert not any(line.is_foot for line in document.lines if line.text.strip().isdigit())
    assert not any(line.is_foot for line in document.lines if "page 2" in line.text)
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))


def test_officers_at_the_side_come_first() -> None:
    document = read_data(printed(replace(HARBOR, officers=OFFICERS)))
    asides = [line.text for line in document.lines if line.is_aside and line.text]
    assert asides == [text for text in OFFICERS if text]
    body = [line.text for line in document.lines if not line.is_aside]
    assert "Dear Minister Sample:" in body
    assert "We, the undersigned attorneys general, write about the harbor of" in body


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_of_text_are_read_one_after_the_other(columns: int) -> None:
    document = read_data(printed(HARBOR, body_columns=columns, signature_columns=2))
    text = " ".join(line.text.strip() for line in document.lines if not line.is_foot)
    for paragraph in HARBOR.paragraphs:
        assert paragraph.replace("^1^", "¹").replace("^2^", "²") in text
    assert "Avery Example   " in page(document)


def test_looks_and_links() -> None:
    def draw(canvas: Canvas) -> None:
        top = paragraphs(canvas)
        x = 72.0
        for text, font in (
            ("See ", "Times-Roman"),
            ("the report ", "Times-Italic"),
            ("and ", "Times-Roman"),
            ("act now", "Times-Bold"),
            (": on https://example.org/x, in the annex.", "Times-Roman"),
        ):
            canvas.setFont(font, 12)
            canvas.drawString(x, top, text)
            x += canvas.stringWidth(text, font, 12)
        before = "See the report and act now: on "
        for text, address in (
            ("https://example.org/x", "https://example.org/x"),
            ("annex", "https://example.org/annex"),
        ):
            left = 72 + canvas.stringWidth(before, "Times-Roman", 12) + 2
            canvas.linkURL(
                address, (left, top - 2, left + canvas.stringWidth(text, "Times-Roman", 12), top + 10)
            )
            before += f"{text}, in the "

    last = drawn(draw).lines[-1].text
    assert last == (
        "See *the report* and **act now**: on https://example.org/x, in the"
        " [annex](https://example.org/annex)."
    )


@pytest.mark.parametrize("is_called", [True, False])
def test_small_type_at_the_foot_is_a_note_where_notes_are_called(*, is_called: bool) -> None:
    def draw(canvas: Canvas) -> None:
        top = paragraphs(canvas)
        canvas.drawString(72, top, "and so on.")
        canvas.setFont("Times-Roman", 8)
        if is_called:
            canvas.drawString(72 + canvas.stringWidth("and so on.", "Times-Roman", 12), top + 5, "1")
        canvas.drawString(72, 90, "1. Avery Example, Report, which goes on and")
        canvas.drawString(72, 80, "on.")
        canvas.drawString(300, 40, "Page 1")

    feet = [line.text for line in drawn(draw).lines if line.is_foot and line.text]
    assert feet == (["1. Avery Example, Report, which goes on and", "on."] if is_called else [])


def test_an_address_in_small_type_below_a_page_without_notes_is_no_note() -> None:
    def draw(canvas: Canvas) -> None:
        for call, left in (("1", 72), ("", 90)):
            top = paragraphs(canvas, left=left)
            canvas.drawString(left, top, f"and so on{call and ', as'}.")
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(left + canvas.stringWidth("and so on, as.", "Times-Roman", 12), top + 5, call)
            canvas.drawString(72, 90, call and "1. Avery Example, Report.")
            canvas.drawString(72, 40, "12 Harbor Street, Northport, telephone 555-0100")
            canvas.showPage()
            canvas.setFont("Times-Roman", 12)
            canvas.drawString(72, 720, "To the Minister")

    feet = [line.text for line in drawn(draw).lines if line.is_foot and line.text]
    assert feet == ["1. Avery Example, Report."]


def test_a_numbered_list_below_a_line_is_no_note() -> None:
    def draw(canvas: Canvas) -> None:
        top = paragraphs(canvas, top=400)
        canvas.line(72, top + 12, 200, top + 12)
        canvas.drawString(72, top - 4, "1. Open the basin.")

    assert not any(line.is_foot for line in drawn(draw).lines)


def test_emphasis_does_not_move_columns() -> None:
    def draw(canvas: Canvas) -> None:
        paragraphs(canvas)
        for at, font in enumerate(("Times-Bold", "Times-Roman")):
            canvas.setFont(font, 12)
            for column, text in enumerate(("Avery Example", "Riley Placeholder", "Kim Instance")):
                canvas.drawString(72 + 160 * column, 600 - 14 * at, text)

    first, second = (line.text for line in drawn(draw).lines[-2:])
    assert first.index("**Kim") == second.index("Kim")


def test_a_document_in_bold_has_no_emphasis() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 12)
        paragraphs(canvas)

    assert "*" not in page(drawn(draw))


def test_spread_letters_and_signs() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "NORTHLAND HOUSE", charSpace=4)
        canvas.drawString(72, paragraphs(canvas), "• Open the basin.")

    lines = [line.text for line in drawn(draw).lines]
    assert (lines[0], lines[-1]) == ("NORTHLAND HOUSE", "• Open the basin.")


def test_indentation_and_what_stands_at_the_right() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(400, 740, "May 2, 2025")
        paragraphs(canvas, left=108, top=paragraphs(canvas) - 14)

    lines = [line.text for line in drawn(draw).lines]
    indents = [len(text) - len(text.lstrip()) for text in lines if text]
    assert indents[1:4] == [0, 0, 0]
    assert indents[4] == indents[5] == indents[6] > 3
    assert indents[0] > 5 * indents[4]
    assert lines[1] == lines[5] == ""


def test_text_that_stands_sideways_or_off_the_page_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        paragraphs(canvas)
        canvas.drawString(700, 400, "beyond")
        canvas.rotate(90)
        canvas.drawString(100, -40, "sideways")

    document = drawn(draw)
    assert "sideways" not in page(document)
    assert "beyond" not in page(document)
    (left_out,) = document.left_out
    assert "beyond" in left_out.text
    assert "sideways" in left_out.text


def glyph(text: str, left: float, foot: float, size: float, look: int = 0) -> Glyph:
    right, head = left + size / 2, foot - size
    return Glyph(
        text=text, left=left, right=right, head=head, foot=foot, is_bold=look == 1, is_italic=look == 2
    )


glyphs = st.builds(
    glyph,
    st.sampled_from("abZ19.,(•"),
    st.integers(0, 90).map(lambda place: place * 6.1),
    st.integers(1, 30).map(lambda place: place * 7.0),
    st.sampled_from([7.0, 9.0, 12.0]),
    st.integers(0, 2),
)


@given(st.lists(glyphs, max_size=80))
@example([glyph("a", 0, 84, 12), glyph("b", 6, 80, 9), glyph("1", 11, 77, 7)])
def test_every_character_is_in_the_lines(found: list[Glyph]) -> None:
    page = Page(number=1, words=tuple(words_of(found, [])))
    text = normalize("NFKC", "".join(line.text for line in lines_of([page])))
    assert sorted(text.replace("*", "").replace(" ", "")) == sorted(glyph.text for glyph in found)


def test_what_a_form_is_filled_in_with_is_listed() -> None:
    def draw(canvas: Canvas) -> None:
        paragraphs(canvas)
        canvas.acroForm.textfield(name="date", value="May 2", x=72, y=300)

    assert [(part.text, part.why) for part in drawn(draw).left_out] == [
        ("May 2", "entered in a form on page 1")
    ]


def test_a_picture_is_listed() -> None:
    def draw(canvas: Canvas) -> None:
        paragraphs(canvas)
        canvas.drawInlineImage(square(), 72, 300, 50, 50)

    assert [part.why for part in drawn(draw).left_out] == ["a picture on page 1"]


def square() -> object:
    from PIL import Image  # noqa: PLC0415 - one test needs it

    return Image.new("RGB", (2, 2))
