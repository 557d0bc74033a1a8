"""The characters on a PDF page, as they are read: their place, their look, and what they stand for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|slanted|(?:^|-)it$", re.IGNORECASE)
SIGNS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\u00ad": "-", "\u2010": "-"}
"""Signs of fonts of signs, by where Word puts them; and hyphens."""
BULLET = "(cid:127)"
"""A code that is free in the usual encoding, which makes it a bullet (ISO 32000-1, D.2)."""
UNKNOWN = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, kw_only=True)
class Glyph:
    """A character on a page; `foot` is the lower edge of its type, from the top of the page."""

    text: str
    left: float
    right: float
    head: float
    foot: float
    is_bold: bool
    is_italic: bool
    is_raised: bool = False

    @property
    def size(self) -> float:
        """The height of its type."""
        return max(self.foot - self.head, 0.1)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A place on a page that links to an address."""

    address: str
    left: float
    right: float
    head: float
    foot: float

    def covers(self, glyph: Glyph) -> bool:
        """Whether the middle of `glyph` is in this place."""
        across, down = (glyph.left + glyph.right) / 2, (glyph.head + glyph.foot) / 2
        return self.left - 1 <= across <= self.right + 1 and self.head - 1 <= down <= self.foot + 1


def glyphs_of(chars: Sequence[Mapping[str, Any]]) -> Iterator[Glyph]:
    """Yield the characters of a page once each, also those that are printed twice to look bold."""
    seen = set()
    for char in chars:
        text = UNKNOWN.sub("\ufffd", str(char["text"]).replace(BULLET, "•"))
        key = (text, round(char["x0"]), round(char["bottom"]))
        if (text.strip() and key in seen) or not text:
            continue
        seen.add(key)
        font = str(char.get("fontname") or "").rpartition("+")[2]
        yield Glyph(
            text="".join(map(_plain, text)),
            left=char["x0"],
            right=char["x1"],
            head=char["top"],
            foot=char["bottom"],
            is_bold=BOLD.search(font) is not None,
            is_italic=ITALIC.search(font) is not None,
        )


def _plain(char: str) -> str:
    if "\ufb00" <= char <= "\ufb4f":
        return unicodedata.normalize("NFKC", char)
    if unicodedata.category(char) in {"Zs", "Cc"}:
        return " "
    return SIGNS.get(char, char)
