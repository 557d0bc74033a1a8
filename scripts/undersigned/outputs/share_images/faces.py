"""The typefaces of share images: which one shows a character, and how wide a text is in it."""

from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import normalize, unidata_version

import PIL
from PIL import features
from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from undersigned.outputs.share_images.bidi import Direction
from undersigned.outputs.share_images.coverage import JOINERS, coverage
from undersigned.outputs.share_images.unshaped import joined, turned

FOLDER = Path(__file__).parent / "fonts"
SHAPES = features.check("raqm")
"""Whether Pillow can join and place letters: its wheels do where the system has the library FriBidi."""

Weight = Literal["semibold", "regular"]


class Face(NamedTuple):
    """A font file of `fonts/`.

    `scale` makes its letters as large as those of the first face. `stroke` is what is added around
    them, in em: a face that has no heavier weight is drawn heavier.
    """

    file: str
    scale: float = 1.0
    stroke: float = 0.0


class Piece(NamedTuple):
    """A part of a line that is of one face and goes one way."""

    text: str
    face: Face
    way: Direction


LATIN: dict[Weight, Face] = {
    "semibold": Face("SourceSerif4-Semibold.ttf"),
    "regular": Face("SourceSerif4-Regular.ttf"),
}
EM = 50
"""Pixels of the size in which it is measured how far a text reaches."""
OTHERS = (
    Face("NotoSerif-SemiBold.ttf", 0.92),
    Face("NotoNaskhArabic-SemiBold.ttf", 1.12),
    Face("NotoSerifHebrew-SemiBold.ttf"),
    Face("NotoSerifArmenian-SemiBold.ttf", 0.92),
    Face("NotoSerifGeorgian-SemiBold.ttf", 0.92),
    Face("NotoSerifDevanagari-SemiBold.ttf"),
    Face("NotoSerifBengali-SemiBold.ttf"),
    Face("NotoSerifGurmukhi-SemiBold.ttf"),
    Face("NotoSerifGujarati-SemiBold.ttf"),
    Face("NotoSerifTamil-SemiBold.ttf", 0.92),
    Face("NotoSerifTelugu-SemiBold.ttf"),
    Face("NotoSerifKannada-SemiBold.ttf"),
    Face("NotoSerifMalayalam-SemiBold.ttf", 0.92),
    Face("NotoSerifSinhala-SemiBold.ttf", 0.95),
    Face("NotoSerifThai-SemiBold.ttf", 1.08),
    Face("NotoSerifLao-SemiBold.ttf", 1.05),
    Face("NotoSerifKhmer-SemiBold.ttf"),
    Face("NotoSerifMyanmar-SemiBold.ttf"),
    Face("NotoSerifEthiopic-SemiBold.ttf"),
    Face("DroidSansFallback.ttf", stroke=0.012),
)
"""What shows all else, in the order in which it is asked; each in one weight, for its size."""


@cache
def faces(weight: Weight) -> tuple[Face, ...]:
    """Return the faces of a text, in the order in which they are asked for a character."""
    return (LATIN[weight], *OTHERS)


@cache
def shown_by(face: Face) -> frozenset[int]:
    """Return the characters that `face` shows."""
    return coverage(FOLDER / face.file)


@lru_cache(maxsize=4096)
def shown(cluster: str, weight: Weight) -> tuple[str, Face] | None:
    """Return how a letter with its marks is shown, and in which face; None when no face has it.

    What no face has stands for the letters it is made of, if Unicode says so, or loses its marks.
    """
    for form in dict.fromkeys((cluster, normalize("NFKC", cluster), cluster[0])):
        needed = {ord(character) for character in form if character not in JOINERS}
        for face in faces(weight):
            if needed <= shown_by(face):
                return form, face
    return None


@lru_cache(maxsize=64)
def font(face: Face, size: int) -> FreeTypeFont:
    """Return a face at a size in pixels."""
    engine = Layout.RAQM if SHAPES else Layout.BASIC
    return truetype(FOLDER / face.file, round(size * face.scale), layout_engine=engine)


@lru_cache(maxsize=8192)
def length(text: str, face: Face, size: int) -> float:
    """Return how many pixels wide `text` is."""
    return font(face, size).getlength(text if SHAPES else joined(text))


@lru_cache(maxsize=4096)
def reach(text: str, face: Face) -> tuple[float, float]:
    """Return how far `text` reaches above and below its baseline, in em."""
    _, top, _, bottom = font(face, EM).getbbox(text, anchor="ls")
    return -top / EM, bottom / EM


def write(pen: ImageDraw, place: tuple[float, float], piece: Piece, size: int) -> None:
    """Write `piece` on from `place`, the left end of its baseline."""
    text, face, way = piece
    if not SHAPES:
        text = joined(text) if way == "ltr" else turned(joined(text))
    own = way if SHAPES else None
    stroke = face.stroke * size
    pen.text(place, text, 255, font(face, size), anchor="ls", direction=own, stroke_width=stroke)


@cache
def stamp() -> bytes:
    """Return 20 bytes that change with all that an image is made with, besides its words."""
    digest = blake2b(f"Pillow {PIL.__version__} {SHAPES} {unidata_version}".encode(), digest_size=20)
    for library in ("freetype2", "raqm", "harfbuzz", "fribidi", "zlib"):
        digest.update(f"{library} {features.version(library)} ".encode())
    for path in sorted([*FOLDER.glob("*.ttf"), *FOLDER.parent.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + blake2b(path.read_bytes()).digest())
    return digest.digest()
