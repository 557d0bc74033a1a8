"""Types a plain letter anew: as pages of a PDF, as paragraphs of a Word file."""

import re
import textwrap
from collections.abc import Iterator
from io import BytesIO

import docx
from reportlab.pdfgen.canvas import Canvas

from undersigned.drafting.layout.text import segments

PAGE = (612, 792)
MARGIN = 54
TOP, BOTTOM = 740, 60
SIZE, LEADING = 9, 13
WIDTH = 0.6 * SIZE
"""Points of a character of Courier."""
LONGEST = 92
"""Characters of a line."""


def typed_pdf(text: str) -> bytes:
    """Return pages on which each character stands where it stands in the text; a form feed ends a page."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=PAGE)
    y = TOP + LEADING
    canvas.setFont("Courier", SIZE)
    for line in _lines(text):
        y -= LEADING
        if y < BOTTOM or line.startswith("\f"):
            canvas.showPage()
            canvas.setFont("Courier", SIZE)
            y = TOP
        for place, piece in segments(line.replace("\f", "")):
            canvas.drawString(MARGIN + place * WIDTH, y, piece)
    canvas.save()
    return file.getvalue()


def typed_word(text: str) -> bytes:
    """Return a Word file with a paragraph for each line; columns stand at tab stops."""
    document = docx.Document()
    for line in text.replace("\f", "\n").split("\n"):
        document.add_paragraph("\t".join(piece for _, piece in segments(line)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(text: str) -> Iterator[str]:
    for line in re.sub(r"(?<=.)\f", "\n\f", text).split("\n"):
        yield from [line] if len(line) <= LONGEST else textwrap.wrap(line, LONGEST)
