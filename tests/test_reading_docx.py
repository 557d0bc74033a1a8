"""What lines come out of Word documents."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from papers import HARBOR, Letter, W, saved, word
from reading import all_words, page
from undersigned.drafting.document import Doubt, LeftOut
from undersigned.drafting.reading.docx import read_data

NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
NOTES = """
[^1]: Harbor Office, Report on the Basin (2025), page 12.
[^2]: Market Board, Prices of Fish, March 2025.

    The figures for April are not final."""
SIGNED = """
Sincerely,

Avery Example                   Riley Placeholder
Attorney General of Northland   Attorney General of Southland

Kim Instance                    Jo Specimen
Attorney General of Eastland    Attorney General of Westland
"""


def body(xml: str) -> bytes:
    """Return a Word document with paragraphs given as XML."""
    document = Document()
    for paragraph in parse_xml(f"<w:body {NAMES}>{xml}</w:body>"):
        document.element.body.insert(-1, paragraph)
    return saved(document)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("signatures", "gaps"), [("table", "styles"), ("tabs", "styles"), ("table", "empty"), ("tabs", "empty")]
)
def test_a_letter_with_footnotes_and_signatures_in_columns(signatures: str, gaps: str) -> None:
    document = read_data(
        word(replace(HARBOR, running_head="To the Minister"), signatures=signatures, gaps=gaps)
    )
    text = page(document)
    head = "\n".join([*HARBOR.letterhead, "", HARBOR.date, "", *HARBOR.address, "", "**Re: "])
    assert text.startswith(head)
    assert "in sight.[^1] The people" in text
    assert text.endswith(SIGNED + NOTES)
    assert document.is_flowing
    assert {(part.text, part.why) for part in document.left_out} == {
        ("To the Minister", "in the head of each page"),
        ("Page 1", "at the foot of each page"),
    }


def test_looks_lists_and_tables() -> None:
    document = Document()
    document.add_heading("First", 2)
    paragraph = document.add_paragraph("Plain and ")
    paragraph.add_run("bold ").bold = True
    paragraph.add_run("italic").italic = True
    for text in ("2", "st"):
        paragraph.add_run(", 1")
        paragraph.add_run(text).font.superscript = True
    for style in ("List Number", "List Number", "Normal", "List Number", "List Bullet", "Quote"):
        document.add_paragraph(style, style=style)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for number, cell in enumerate(table._cells):
        cell.text = "cell" * number
    document.add_picture(picture())
    document.add_paragraph("TO:\tThe Board\nFROM:\tThe Staff")
    document.add_paragraph("\tIndented")
    assert (
        page(read_data(saved(document)))
        == """\
## First

Plain and **bold** *italic*, 1², 1st

1. List Number
2. List Number

Normal

3. List Number
- List Bullet

> Quote

row |            cell
row | cellcell   cellcellcell

TO:     The Board
FROM:   The Staff

        Indented"""
    )


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    file.seek(0)
    return file


def test_numbers_that_word_counts() -> None:
    document = Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (start, form, text) in enumerate([(4, "upperRoman", "%1."), (1, "lowerLetter", "(%1.%2)")])
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in (0, 1, 1, 0, 1):
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        document.element.body.insert(-1, parse_xml(f"<w:p {NAMES}><w:pPr>{numbers}</w:pPr>{run('x')}</w:p>"))
    expected = "IV. x\n    (IV.a) x\n    (IV.b) x\nV. x\n    (V.a) x"
    assert page(read_data(saved(document))) == expected


def test_what_a_page_does_not_show_is_left_out_with_the_reason() -> None:
    document = read_data(
        body(
            f'<w:p>{run("We ")}<w:del w:id="1" w:author="K"><w:r><w:delText>never</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="K">{run("always ")}</w:ins>{run("secret", "<w:vanish/>")}'
            f'<w:fldSimple w:instr="DATE">{run("write ")}</w:fldSimple>'
            f"<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>"
            f"{run('gone', '<w:strike/>')}</w:p>"
        )
    )
    assert page(document) == "We always write a=b"
    assert set(document.left_out) == {
        LeftOut(line=1, text="gone", why="struck out"),
        LeftOut(line=1, text="never", why="deleted in a change that is not accepted yet"),
        LeftOut(line=1, text="secret", why="hidden"),
    }
    assert document.doubts == (Doubt(line=1, what="inserted in a change that is not accepted yet: always"),)


def test_comments_are_left_out() -> None:
    document = Document()
    document.add_comment(document.add_paragraph("Dear Minister:").runs, text="Check this.", author="Kim")
    read = read_data(saved(document))
    assert page(read) == "Dear Minister:"
    assert read.left_out == (LeftOut(line=1, text="Check this.", why="a comment of Kim"),)


def test_a_text_box_stands_at_the_side() -> None:
    box = f"<w:txbxContent><w:p>{run('Officers')}</w:p><w:p>{run('Avery Example')}</w:p></w:txbxContent>"
    drawn = f"<w:drawing><wp:anchor><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic></wp:anchor></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )
    for shape in (both, drawn, older):
        document = read_data(body(f"<w:p><w:r>{shape}</w:r>{run('Dear Minister:')}</w:p>"))
        asides = [line.text for line in document.lines if line.is_aside and line.text]
        assert asides == ["Officers", "Avery Example"]
        assert [line.text for line in document.lines if not line.is_aside and line.text] == ["Dear Minister:"]


def test_what_mammoth_does_not_read_is_listed() -> None:
    document = read_data(body(f"<w:p>{run('Dear')}</w:p><w:unknown><w:p>{run('odd')}</w:p></w:unknown>"))
    assert page(document) == "Dear"
    assert [part.text for part in document.left_out] == ["odd"]


texts = st.text(alphabet="abcäß .,*_1[]#\t", min_size=1, max_size=12)


@settings(max_examples=5)
@given(
    st.lists(st.tuples(texts, st.sampled_from(["Normal", "Heading 1", "List Bullet", "Quote"])), max_size=5)
)
def test_every_word_of_a_document_is_in_its_lines_or_left_out(parts: list[tuple[str, str]]) -> None:
    document = Document()
    document.add_paragraph("start")
    for text, style in parts:
        document.add_paragraph(text, style=style).add_run("bold").bold = True
    found = all_words(read_data(saved(document)))
    found = [word for word in found if word.strip("#->.1")]
    given_words = " ".join(["start", *(f"{text}bold" for text, _ in parts)]).replace("*", "").split()
    assert sorted(found) == sorted(word for word in given_words if word.strip("#->.1"))


def test_a_letter_of_one_line() -> None:
    assert page(read_data(word(Letter(closing="Sincerely,")))) == "Sincerely,"
