"""Reads PDFs that have text; says of the others what must be done first."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.utils import decode_text
from pdfplumber.utils.exceptions import PdfminerException

from undersigned.drafting.document import Document, Doubt, LeftOut, UnreadableError
from undersigned.drafting.reading.marks import link_address
from undersigned.drafting.reading.pdf_glyphs import Glyph, Link, glyphs_of
from undersigned.drafting.reading.pdf_lines import Page, lines_of
from undersigned.drafting.reading.pdf_words import words_of

MOST_PAGES = 100
MOST_GLYPHS = 20_000
"""Characters of a page; a page of small type has 8,000."""
FEWEST_GLYPHS = 40
"""Characters of a page of text, on the average; a scan has none, or a stamp."""
RULE = (40, 300)
"""Points; how long the line above notes is."""
THICKEST = 2.5
SMALLEST = 2
"""Points of the smallest type that anybody sees."""
INKS = 4
WHITE = 0.97
"""Share of the light that comes back from what looks like paper."""
OCR = "recognise its text (OCR), for instance with: ocrmypdf letter.pdf letter-with-text.pdf"


def read_data(data: bytes) -> Document:
    """Read a PDF. Raises UnreadableError."""
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            return _read(pdf)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise UnreadableError(
                "it is under a password: open it, and save or print it to a PDF without one"
            ) from error
        raise


def _read(pdf: Any) -> Document:  # noqa: ANN401 - pdfplumber has no types
    count = len(pdf.pages)
    if count > MOST_PAGES:
        raise UnreadableError(
            f"it has {count} pages, and at most {MOST_PAGES} are read: cut the letter out of it"
        )
    if not count:
        raise UnreadableError("it has no pages: it is broken")
    pages: list[Page] = []
    left_out: list[LeftOut] = []
    doubts: list[Doubt] = []
    glyph_count = unknown = pictures = 0
    for number, page in enumerate(pdf.pages, start=1):
        glyphs, others = _glyphs(page)
        if others:
            left_out.append(LeftOut(line=number, text=others, why=f"stands sideways or off page {number}"))
        if white := _white(page):
            doubts.append(
                Doubt(line=1, what=f"page {number} has words in white or too small to see: {white}")
            )
        glyph_count += len(glyphs)
        unknown += sum("\ufffd" in glyph.text for glyph in glyphs)
        pictures += len(page.images)
        if page.images and not glyphs:
            doubts.append(Doubt(line=1, what=f"page {number} is a picture without text: {OCR}"))
        left_out += [LeftOut(line=number, text="a picture", why=f"a picture on page {number}")] * bool(
            page.images
        )
        left_out += _noted(page, number)
        words = tuple(words_of(glyphs, list(_links(page))))
        pages.append(Page(number=number, words=words, rules=tuple(_rules(page))))
        page.close()
    if glyph_count < FEWEST_GLYPHS and (pictures or not glyph_count):
        raise UnreadableError(f"it is a picture of a letter, without text: {OCR}")
    if 5 * unknown > glyph_count:
        raise UnreadableError(f"its fonts do not say which letters they draw: {OCR}")
    return Document(lines=tuple(lines_of(pages)), left_out=tuple(left_out), doubts=tuple(doubts))


def _glyphs(page: Any) -> tuple[list[Glyph], str]:  # noqa: ANN401 - pdfplumber has no types
    """Return the characters that stand upright on a page, and the text of the others."""
    chars = page.chars
    if len(chars) > MOST_GLYPHS:
        raise UnreadableError(f"a page of it has {len(chars)} characters: it is no letter")
    left, top, right, bottom = page.bbox
    upright: list[Any] = []
    others: list[Any] = []
    for char in chars:
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        is_on_page = left <= across <= right and top <= down <= bottom
        (upright if char["upright"] and is_on_page else others).append(char)
    return list(glyphs_of(upright)), " ".join("".join(char["text"] for char in others).split())


def _white(page: Any) -> str:  # noqa: ANN401 - pdfplumber has no types
    """Return the words that are as white as paper, or so small that nobody sees them on it."""
    found = [char for char in page.chars if _is_white(char["non_stroking_color"]) or char["size"] < SMALLEST]
    return " ".join("".join(char["text"] for char in found).split())


def _is_white(color: Any) -> bool:  # noqa: ANN401 - pdfplumber has no types
    """Whether a colour is that of paper: all of the light, or none of the four inks."""
    parts = color if isinstance(color, list | tuple) else (color,)
    shares = [float(part) for part in parts if isinstance(part, int | float)]
    if len(shares) != len(parts):
        return False
    return max(shares) <= 1 - WHITE if len(shares) == INKS else min(shares, default=0.0) >= WHITE


def _noted(page: Any, number: int) -> Iterator[LeftOut]:  # noqa: ANN401 - pdfplumber has no types
    """Yield the comments on a page and what its forms are filled in with."""
    for note in page.annots:
        entered = note["data"].get("V")
        for text, why in (
            (note.get("contents"), "a comment"),
            (decode_text(entered) if isinstance(entered, bytes) else "", "entered in a form"),
        ):
            words = " ".join(str(text or "").split())
            if words:
                yield LeftOut(line=number, text=words, why=f"{why} on page {number}")


def _links(page: Any) -> Iterator[Link]:  # noqa: ANN401 - pdfplumber has no types
    for link in page.hyperlinks:
        address = link_address(str(link.get("uri") or ""))
        if address:
            yield Link(
                address=address,
                left=link["x0"],
                right=link["x1"],
                head=link["top"],
                foot=link["bottom"],
            )


def _rules(page: Any) -> Iterator[float]:  # noqa: ANN401 - pdfplumber has no types
    """Yield the places of short lines across the lower part of a page."""
    drawn: Sequence[Any] = [*page.lines, *page.rects]
    for line in drawn:
        width, height = line["x1"] - line["x0"], line["bottom"] - line["top"]
        if height < THICKEST and RULE[0] <= width <= RULE[1] and line["top"] > 0.3 * page.height:
            yield line["top"]
