"""Draws a share image: a letterhead, a title, and beneath a rule the day and who signed."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

from PIL import Image, ImageDraw

from undersigned.outputs.share_images.bidi import Direction, levels, paragraph_direction, visual_order
from undersigned.outputs.share_images.faces import Face, Piece, length, write
from undersigned.outputs.share_images.lines import Block, Row, Step, fit
from undersigned.outputs.share_images.words import Words
from undersigned.views.words import direction

WIDTH, HEIGHT = 1200, 630
"""Pixels: what readers of Open Graph show whole, 1.91 to 1."""
EDGE = 40
"""Pixels on every side in which nothing is drawn: some readers cut them off."""
SIDE, TOP, BOTTOM = 80, 64, 64
"""Pixels around the text."""
MEASURE = WIDTH - 2 * SIDE
GAP, TITLE_GAP = 20, 28
"""Pixels between the parts, and around the title."""
STROKE = (72, 6)
"""Pixels, wide and high, of the stroke beneath the letterhead."""
SLACK = 24
"""Pixels above and below a text for marks that reach beyond their line."""

Colour = tuple[int, int, int]
PAPER: Colour = (0xF4, 0xF1, 0xEA)
INK: Colour = (0x1D, 0x20, 0x26)
BLUE: Colour = (0x22, 0x30, 0x4A)
SOFT: Colour = (0x56, 0x5D, 0x6B)
OXBLOOD: Colour = (0x7A, 0x23, 0x31)
LINE: Colour = (0xD3, 0xCC, 0xBC)
INKS = (INK, BLUE, SOFT, OXBLOOD, LINE)
SHADES = 8
"""Steps from the paper to an ink; nobody sees that there are no more, and files are small."""
COMPRESSION = 5
"""Beyond it zlib takes longer and longer for the last few bytes."""

LETTERHEAD = (Step(34, 1), Step(28, 1))
TITLE = tuple(Step(size, 5) for size in (104, 92, 80, 72, 61, 54, 48))
DATE = (Step(38, 1), Step(32, 1))
SIGNED = (Step(38, 2), Step(32, 2))


class Sheet(NamedTuple):
    """The image, and whether what is set on it stands against its right margin or its left one."""

    image: Image.Image
    right: bool


def draw(words: Words) -> bytes:
    """Return the image that says `words`, as a PNG of 1200 by 630 pixels."""
    language: Direction = "rtl" if direction(words.language) == "rtl" else "ltr"
    right = paragraph_direction(words.title, language) == "rtl"
    sheet = Sheet(Image.new("P", (WIDTH, HEIGHT), 0), right)
    sheet.image.putpalette(PALETTE)
    top = _head(sheet, words)
    bottom = _foot(sheet, words)
    title = fit(words.title, "semibold", TITLE, MEASURE, bottom - top)
    _set(sheet, title, top, INK, language)
    buffer = BytesIO()
    sheet.image.save(buffer, "PNG", compress_level=COMPRESSION)
    return buffer.getvalue()


def _head(sheet: Sheet, words: Words) -> int:
    """Draw the letterhead with the stroke beneath it, and return where the title may begin."""
    notice = fit(words.notice, "semibold", LETTERHEAD, MEASURE // 2 - GAP, HEIGHT)
    site = fit(words.site, "semibold", LETTERHEAD, MEASURE // 2 if notice.rows else MEASURE, HEIGHT)
    _set(sheet, site, TOP, BLUE)
    _set(sheet._replace(right=not sheet.right), notice, TOP, OXBLOOD)
    height = max(site.height, notice.height)
    top = TOP + height + (GAP if height else 0)
    left = WIDTH - SIDE - STROKE[0] if sheet.right else SIDE
    sheet.image.paste(_index(OXBLOOD), (left, top, left + STROKE[0], top + STROKE[1]))
    return top + STROKE[1] + TITLE_GAP


def _foot(sheet: Sheet, words: Words) -> int:
    """Draw the rule with the day and the signatories beneath it, and return where the title must end."""
    date = fit(words.date, "semibold", DATE, MEASURE, HEIGHT)
    signed = fit(words.signed, "regular", SIGNED, MEASURE, HEIGHT)
    top = HEIGHT - BOTTOM - date.height - signed.height
    _set(sheet, date, top, OXBLOOD)
    _set(sheet, signed, top + date.height, SOFT)
    rule = top - GAP
    sheet.image.paste(_index(LINE), (SIDE, rule, WIDTH - SIDE, rule + 2))
    return rule - TITLE_GAP


def _palette() -> list[int]:
    """Return the colours: the paper, then each ink from its faintest shade to its full one."""
    values = [*PAPER]
    for ink in INKS:
        for shade in range(1, SHADES + 1):
            values += [round(p + (i - p) * shade / SHADES) for p, i in zip(PAPER, ink, strict=True)]
    return values


PALETTE = _palette()


def _index(ink: Colour, shade: int = SHADES) -> int:
    """Return where a shade of an ink stands in the palette; shade 0 is the paper."""
    return INKS.index(ink) * SHADES + shade if shade else 0


SHADE_OF = {ink: [_index(ink, round(value * SHADES / 255)) for value in range(256)] for ink in INKS}
"""Where each value of a mask, from 0 to 255, stands in the palette."""
DRAWN = [0, *[255] * 255]


def _set(sheet: Sheet, block: Block, top: int, ink: Colour, language: Direction = "ltr") -> None:
    """Set a text, of a language of that direction, whose highest line begins at `top`."""
    if block.rows:
        shades = _mask(block, sheet.right, language).point(SHADE_OF[ink])
        sheet.image.paste(shades, (EDGE, top - SLACK), shades.point(DRAWN))


# The letterhead is the same in all images of an archive, and is found here between the other texts.
@lru_cache(maxsize=8)
def _mask(block: Block, right: bool, language: Direction) -> Image.Image:  # noqa: FBT001
    """Return how much ink falls where, from 0 to 255, between the edges, with SLACK above and below."""
    mask = Image.new("L", (WIDTH - 2 * EDGE, block.height + 2 * SLACK), 0)
    pen = ImageDraw.Draw(mask)
    baseline = SLACK + block.above
    for pieces in _pieces(block.rows, language):
        widths = [length(piece.text, piece.face, block.size) for piece in pieces]
        left = SIDE - EDGE + (MEASURE - sum(widths) if right else 0)
        for piece, width in zip(pieces, widths, strict=True):
            write(pen, (left, baseline), piece, block.size)
            left += width
        baseline += block.above + block.below
    return mask


def _pieces(rows: Sequence[Row], language: Direction) -> Iterator[list[Piece]]:
    """Yield the pieces of each row, from the left to the right."""
    text = " ".join("".join(cluster.text for cluster in row) for row in rows)
    every = levels(text, paragraph_direction(text, language))
    start = 0
    for row in rows:
        # Marks go the way of their letter, the first character of a cluster.
        own = []
        for cluster in row:
            own.append(every[start])
            start += len(cluster.text)
        start += 1
        yield [_piece(row, own, places) for places in _runs(row, own)]


def _runs(row: Row, own: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of clusters that follow each other in one face and one way, in the order read."""

    def kind(item: tuple[int, int]) -> tuple[Face, bool, int]:
        number, place = item
        odd = own[place] % 2 == 1
        return row[place].face, odd, place + number if odd else place - number

    for _, run in groupby(enumerate(visual_order(own)), key=kind):
        yield sorted(place for _, place in run)


def _piece(row: Row, own: Sequence[int], places: Sequence[int]) -> Piece:
    text = "".join(row[place].text for place in places)
    return Piece(text, row[places[0]].face, "rtl" if own[places[0]] % 2 else "ltr")
