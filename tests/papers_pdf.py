"""Makes PDFs of invented letters as word processors do: notes at the foot, columns, running heads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import letter as us_letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from papers import Letter, pieces

PAGE_WIDTH, PAGE_HEIGHT = us_letter
MARGIN = 72
SIZE, LEADING = 12, 14
SMALL, SMALL_LEADING = 9, 11
FONT, BOLD = "Times-Roman", "Times-Bold"
NOTE_RULE = 144
NOTE_INDENT = 8
GUTTER = 18
Token = tuple[str, int]
"""A word, and the note called after it, or 0."""


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for part, call in pieces(text):
        words = part.split()
        found += [(word, 0) for word in words[:-1]]
        found += [(words[-1], call)] if words else []
    return found


def wrapped(text: str, width: float, size: float = SIZE) -> list[list[Token]]:
    """Return `text` in lines of at most `width`."""
    lines: list[list[Token]] = [[]]
    used = 0.0
    for word, call in tokens(text):
        wide = stringWidth(word + " ", FONT, size) + (5 if call else 0)
        if lines[-1] and used + wide > width:
            lines.append([])
            used = 0.0
        lines[-1].append((word, call))
        used += wide
    return lines


@dataclass(kw_only=True)
class Press:
    """A page that fills from the top, with the notes called on it at its foot."""

    paper: Letter
    has_head: bool = False
    canvas: Canvas = field(init=False)
    file: BytesIO = field(default_factory=BytesIO)
    y: float = PAGE_HEIGHT - MARGIN
    page: int = 1
    left: float = MARGIN
    width: float = PAGE_WIDTH - 2 * MARGIN
    called: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.file, pagesize=us_letter, invariant=True)

    def note_lines(self, number: int) -> list[list[Token]]:
        first, *further = self.paper.notes[number - 1]
        lines = wrapped(first, self.width - 12, SMALL)
        for text in further:
            lines += wrapped(text, self.width - 12, SMALL)
        return lines

    def foot(self) -> float:
        """Return the height that the notes called on this page need."""
        count = sum(len(self.note_lines(number)) for number in self.called)
        return MARGIN + (count * SMALL_LEADING + 12 if count else 0)

    def draw(self, x: float, y: float, line: Sequence[Token], font: str = FONT, size: float = SIZE) -> None:
        for word, call in line:
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, word)
            x += stringWidth(word, font, size)
            if call:
                self.canvas.setFont(font, size * 0.6)
                self.canvas.drawString(x, y + size * 0.35, str(call))
                x += stringWidth(str(call), font, size * 0.6)
            x += stringWidth(" ", font, size)

    def line(self, line: Sequence[Token], x: float | None = None, font: str = FONT) -> None:
        calls = [call for _, call in line if call]
        self.called += calls
        if self.y - LEADING < self.foot():
            for call in calls:
                self.called.remove(call)
            self.turn()
            self.called += calls
        self.y -= LEADING
        self.draw(self.left if x is None else x, self.y, line, font)

    def paragraph(self, text: str) -> None:
        for line in wrapped(text, self.width):
            self.line(line)
        self.y -= LEADING

    def block(self, lines: Sequence[str], font: str = FONT, *, is_centred: bool = False) -> None:
        for text in lines:
            start = self.left + (self.width - stringWidth(text, font, SIZE)) / 2 if is_centred else self.left
            self.line(tokens(text), start, font)
        self.y -= LEADING if lines else 0

    def finish_page(self) -> None:
        y = self.foot() - 10
        if self.called:
            self.canvas.line(MARGIN, y + 4, MARGIN + NOTE_RULE, y + 4)
        for number in self.called:
            for at, line in enumerate(self.note_lines(number)):
                y -= SMALL_LEADING
                if at == 0:
                    self.canvas.setFont(FONT, 6)
                    self.canvas.drawString(self.left, y + 3, str(number))
                self.draw(self.left + NOTE_INDENT, y, line, FONT, SMALL)
        self.called = []
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawCentredString(PAGE_WIDTH / 2, 40, str(self.page))
        if self.paper.running_head:
            self.canvas.setFont(FONT, SMALL)
            self.canvas.drawCentredString(PAGE_WIDTH / 2, 28, f"{self.paper.running_head}, page {self.page}")

    def turn(self) -> None:
        self.finish_page()
        self.canvas.showPage()
        self.page += 1
        self.y = PAGE_HEIGHT - MARGIN
        if self.paper.running_head:
            self.canvas.setFont(FONT, 10)
            self.canvas.drawString(MARGIN, PAGE_HEIGHT - 44, self.paper.running_head)

    def bytes(self) -> bytes:
        self.finish_page()
        self.canvas.save()
        return self.file.getvalue()


def printed(letter: Letter, *, signature_columns: int = 1, body_columns: int = 1) -> bytes:
    """Return `letter` as a PDF; its officers stand in a column at the left of the first page."""
    press = Press(paper=letter)
    press.block(letter.letterhead, BOLD, is_centred=True)
    if letter.officers:
        y = press.y
        press.left, press.width = MARGIN + 150, PAGE_WIDTH - 2 * MARGIN - 150
        for text in letter.officers:
            # Officers are set in smaller type, at a distance of their own.
            y -= SMALL_LEADING + 2
            press.draw(MARGIN, y, tokens(text), FONT, SMALL)
    press.block([letter.date] if letter.date else [])
    press.block(letter.address)
    if letter.subject:
        press.block([f"Re: {letter.subject}"], BOLD)
    press.block([letter.salutation])
    if body_columns > 1:
        newspaper(press, letter.paragraphs, body_columns)
    else:
        for text in letter.paragraphs:
            press.paragraph(text)
    press.block([letter.closing] if letter.closing else [])
    sign(press, letter.signatories, signature_columns)
    return press.bytes()


def newspaper(press: Press, paragraphs: Sequence[str], columns: int) -> None:
    """Set paragraphs in columns of running text, the first of each line a little to the right."""
    width = (press.width - GUTTER * (columns - 1)) / columns
    lines = [(at == 0, line) for text in paragraphs for at, line in enumerate(wrapped(text, width - 12))]
    height = -(-len(lines) // columns)
    top = press.y
    for column in range(columns):
        press.y = top
        for is_first, line in lines[column * height : (column + 1) * height]:
            press.line(line, press.left + column * (width + GUTTER) + (12 if is_first else 0))
    press.y = top - height * LEADING - LEADING


def sign(press: Press, signatories: Sequence[tuple[str, str]], columns: int) -> None:
    """Set the signatories in rows, with room to sign above each."""
    for row in rows(signatories, columns):
        press.y -= 2 * LEADING
        for at in range(2):
            press.y -= LEADING
            if press.y < press.foot():
                press.turn()
            for column, signatory in enumerate(row):
                press.draw(press.left + column * press.width / columns, press.y, tokens(signatory[at]))


def rows(signatories: Sequence[tuple[str, str]], columns: int) -> Iterator[Sequence[tuple[str, str]]]:
    for at in range(0, len(signatories), columns):
        yield signatories[at : at + columns]
