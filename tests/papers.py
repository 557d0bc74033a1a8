"""Makes the papers that press offices hold: an invented letter as a Word document and as a PDF."""

from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MARK = "^"
"""In a paragraph, `^1^` calls note 1."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """An invented letter in its parts. `notes` has the paragraphs of each note, in order from 1."""

    letterhead: tuple[str, ...] = ()
    date: str = ""
    address: tuple[str, ...] = ()
    subject: str = ""
    salutation: str = ""
    paragraphs: tuple[str, ...] = ()
    closing: str = ""
    signatories: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    officers: tuple[str, ...] = ()
    running_head: str = ""


HARBOR = Letter(
    letterhead=("STATE OF NORTHLAND", "OFFICE OF THE ATTORNEY GENERAL"),
    date="May 2, 2025",
    address=("The Honorable Robin Sample", "Minister of Harbors", "1 Quay Road", "Northport, NL 10001"),
    subject="The reopening of the harbor",
    salutation="Dear Minister Sample:",
    paragraphs=(
        (
            "We, the undersigned attorneys general, write about the harbor of Northport, which has been"
            " closed for three months and whose reopening is not in sight.^1^ The people of our states depend"
            " on it, and they have asked us to tell you what that means for them and for those who work."
        ),
        (
            "First, the price of fish has risen by a third since March.^2^ It keeps on rising, although the"
            " catch is as good as in any other year, because the boats have to land it two hundred miles to"
            " the south."
        ),
        (
            "Second, four thousand people have lost their work, and no plan says when they may return to it."
            " We ask you to publish such a plan by the 1st of June, and to open the northern basin."
        ),
    ),
    closing="Sincerely,",
    signatories=(
        ("Avery Example", "Attorney General of Northland"),
        ("Riley Placeholder", "Attorney General of Southland"),
        ("Kim Instance", "Attorney General of Eastland"),
        ("Jo Specimen", "Attorney General of Westland"),
    ),
    notes=(
        ("Harbor Office, Report on the Basin (2025), page 12.",),
        ("Market Board, Prices of Fish, March 2025.", "The figures for April are not final."),
    ),
)


def pieces(text: str) -> list[tuple[str, int]]:
    """Return the text between calls, each with the number of the note called after it, 0 for none."""
    parts = text.split(MARK)
    calls = [int(call) for call in parts[1::2]]
    return list(zip(parts[0::2], [*calls, 0], strict=True))


def longer(letter: Letter, times: int) -> Letter:
    """Return `letter` with its paragraphs several times, each with notes of its own."""
    paragraphs: list[str] = []
    for time in range(times):
        for text in letter.paragraphs:
            parts = text.split(MARK)
            calls = [str(int(call) + time * len(letter.notes)) for call in parts[1::2]]
            parts[1::2] = calls
            paragraphs.append(MARK.join(parts))
    notes = tuple(
        tuple(f"{text[:-1]} ({time + 1})." for text in note) for time in range(times) for note in letter.notes
    )
    return replace(letter, paragraphs=tuple(paragraphs), notes=notes)


# Word documents


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A Word document that is being written; its paragraphs part by "styles" or by "empty" ones."""

    document: WordDocument
    gaps: str

    def add(self, text: str, *, is_last: bool = True) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        for part, call in pieces(text):
            paragraph.add_run(part)
            if call:
                mark = f'<w:footnoteReference xmlns:w="{W}" w:id="{call}"/>'
                paragraph.add_run()._r.append(parse_xml(mark))
        if not is_last:
            paragraph.paragraph_format.space_after = Pt(0)
        elif self.gaps == "empty":
            self.document.add_paragraph()
        return paragraph

    def block(self, *lines: str) -> None:
        """Add lines that stand together, without those that are empty."""
        texts = [line for line in lines if line]
        for at, line in enumerate(texts, start=1):
            self.add(line, is_last=at == len(texts))

    def sign(self, letter: Letter, signatures: str) -> None:
        pairs = [letter.signatories[at : at + 2] for at in range(0, len(letter.signatories), 2)]
        if signatures == "table":
            table = self.document.add_table(rows=0, cols=2)
            for pair in pairs:
                for cell, (name, title) in zip(table.add_row().cells, pair, strict=False):
                    cell.paragraphs[0].text = name
                    cell.add_paragraph(title)
        elif signatures == "tabs":
            for pair in pairs:
                self.block(*("\t\t".join(line) for line in zip(*pair, strict=True)))
        else:
            for signatory in letter.signatories:
                self.block(*signatory)


def word(letter: Letter, *, signatures: str = "lines", gaps: str = "styles") -> bytes:
    """Return `letter` as a Word document.

    `signatures` sets them as "lines", or in two columns by a "table" or "tabs"; `gaps` parts paragraphs by
    "styles" or by "empty" ones.
    """
    document = Document()
    document.styles["Normal"].paragraph_format.space_after = Pt(10 if gaps == "styles" else 0)
    sheet = Sheet(document=document, gaps=gaps)
    if letter.running_head:
        document.sections[0].header.paragraphs[0].text = letter.running_head
        document.sections[0].footer.paragraphs[0].text = "Page 1"
    sheet.block(*letter.letterhead)
    sheet.block(letter.date)
    sheet.block(*letter.address)
    if letter.subject:
        sheet.add(f"Re: {letter.subject}").runs[0].bold = True
    sheet.block(letter.salutation)
    for text in letter.paragraphs:
        sheet.add(text)
    sheet.block(letter.closing)
    sheet.sign(letter, signatures)
    if letter.notes:
        attach_footnotes(document, letter.notes)
    return saved(document)


def attach_footnotes(document: WordDocument, notes: tuple[tuple[str, ...], ...]) -> None:
    """Give `document` the part with its footnotes, which python-docx cannot write."""
    texts = "".join(
        f'<w:footnote w:id="{number}">'
        + "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in note)
        + "</w:footnote>"
        for number, note in enumerate(notes, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">{texts}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def saved(document: WordDocument) -> bytes:
    """Return the bytes of a Word document."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()
