"""Which characters a font file can show: its character map, which Pillow does not give."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

WANTED = ((3, 10), (3, 1))
"""Platform and encoding of the maps that every font of today has one of, the fuller first."""
JOINERS = "\u200c\u200d"
"""Characters that no font needs a glyph for: they say whether the letters beside them join."""


def coverage(font: Path) -> frozenset[int]:
    """Return the characters that `font` has glyphs for (OpenType 1.9, table `cmap`, formats 4 and 12).

    Raises ValueError when it has no such map.
    """
    content = font.read_bytes()
    start = _table(content, b"cmap")
    (count,) = struct.unpack_from(">H", content, start + 2)
    maps: dict[tuple[int, int], int] = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", content, start + 4 + 8 * number)
        maps[platform, encoding] = start + offset
    for kind in WANTED:
        if kind in maps:
            (form,) = struct.unpack_from(">H", content, maps[kind])
            if read := FORMATS.get(form):
                return frozenset(read(content, maps[kind]))
    msg = f"{font.name} has no map of Unicode's characters"
    raise ValueError(msg)


def _table(content: bytes, tag: bytes) -> int:
    """Return where a table of the font starts."""
    (count,) = struct.unpack_from(">H", content, 4)
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * number)
        if name == tag:
            return int(offset)
    msg = f"this font has no table {tag.decode()}"
    raise ValueError(msg)


def _format_4(content: bytes, start: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", content, start + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", content, start + 14)
    starts = struct.unpack_from(f">{count}H", content, start + 16 + double)
    deltas = struct.unpack_from(f">{count}H", content, start + 16 + 2 * double)
    base = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", content, base)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if not offsets[number]:
            yield from (code for code in range(first, last + 1) if (code + deltas[number]) & 0xFFFF)
            continue
        # An offset counts from its own place.
        place = base + 2 * number + offsets[number]
        glyphs = struct.unpack_from(f">{last - first + 1}H", content, place)
        yield from (first + index for index, glyph in enumerate(glyphs) if glyph)


def _format_12(content: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", content, start + 12)
    for number in range(count):
        first, last, glyph = struct.unpack_from(">LLL", content, start + 16 + 12 * number)
        yield from range(first if glyph else first + 1, last + 1)


FORMATS: dict[int, Callable[[bytes, int], Iterator[int]]] = {4: _format_4, 12: _format_12}
