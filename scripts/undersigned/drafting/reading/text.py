"""Reads text and Markdown: encodings, pages, tabs, and columns as `pdftotext -layout` sets them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from undersigned.drafting.columns import GAP, Block, in_reading_order
from undersigned.drafting.document import Document, Doubt, Line, UnreadableError
from undersigned.drafting.running import Word

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OLDER = "cp1252"
FILE_LINE_ENDS = re.compile(r"\r\n|\r|\n")
"""What editors count lines by."""
LAST_END = re.compile(r"(?:\r\n|\r|\n)\Z")
OTHER_LINE_ENDS = re.compile("[\x0b\x1c-\x1e\x85\u2028\u2029]")
SOFT_HYPHEN = "\u00ad"
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x9f\u200b\u2060\ufeff]")
"""Characters that show nothing and are no part of a word."""
MARKER = re.compile(r"^(\s*(?:[-*•·–]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]))\t+")
NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
TAB = 8
LONG = 140
"""Characters; lines that are longer were not ended by the edge of a page."""
GUTTER = 2
MOST_LINES = 50_000
LONGEST_PAGE = 1_000
"""Lines; what is longer is no page, and has no columns."""


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in. Raises UnreadableError."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decode(data[len(bom) :], encoding), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, OLDER), OLDER
    if "\x00" in text:
        raise UnreadableError("it is no text: it holds zero bytes")
    return text, "utf-8"


def _decode(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(FILE_LINE_ENDS.split(data[: error.start].decode(encoding, "replace")))
        raise UnreadableError(
            f"line {line} is neither UTF-8 nor Windows-1252: open it in an editor, and save it as UTF-8"
            if encoding == OLDER
            else f"line {line} is no {encoding.upper()}, though the file starts as such: save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise UnreadableError("it is no text: it holds zero bytes")
    return text


def read_text(data: bytes) -> Document:
    """Read a text file. Raises UnreadableError."""
    text, encoding = decoded(data)
    _refuse_endless(text)
    lines = tuple(_columns(list(_lines(text))))
    long = sum(len(line.text) for line in lines if len(line.text) > LONG)
    return Document(
        lines=lines,
        is_flowing=2 * long > sum(len(line.text) for line in lines),
        doubts=_guessed(encoding),
    )


def read_markdown(data: bytes) -> Document:
    """Read a Markdown file, and put its notes at the end. Raises UnreadableError."""
    text, encoding = decoded(data)
    _refuse_endless(text)
    if FILE_LINE_ENDS.split(text, maxsplit=1)[0].rstrip() == "---" and re.search(r"(?m)^---\s*$", text[3:]):
        raise UnreadableError(
            "it has front matter, so it is a letter already: put it into the folder of the letters"
        )
    body: list[Line] = []
    notes: list[Line] = []
    is_note = False
    for line in _lines(text):
        # A note goes on until a line that is neither blank nor indented follows a blank one.
        if NOTE.match(line.text):
            is_note = True
        elif is_note and line.text.strip() and not line.text.startswith(" " * 4):
            is_note = bool(notes[-1].text.strip())
        (notes if is_note else body).append(line)
    return Document(lines=(*body, *notes), doubts=_guessed(encoding))


def _refuse_endless(text: str) -> None:
    if len(text.splitlines()) > MOST_LINES:
        raise UnreadableError(f"it has more than {MOST_LINES} lines: cut the letter out of it")


def _guessed(encoding: str) -> tuple[Doubt, ...]:
    what = "the file does not say its encoding and is not UTF-8: it was read as Windows-1252"
    return (Doubt(line=1, what=what),) if encoding == OLDER else ()


def _lines(text: str) -> Iterator[Line]:
    page = 1
    for number, line in enumerate(FILE_LINE_ENDS.split(LAST_END.sub("", text)), start=1):
        for turn, part in enumerate(line.split("\f")):
            page += turn > 0
            if turn == 0 and not part.strip() and "\f" in line:
                continue
            for piece in OTHER_LINE_ENDS.split(part):
                yield Line(text=plain(piece), number=number, page=page)


def plain(line: str) -> str:
    """Return a line with spaces for tabs and for every other kind of space, and nothing unseen in it."""
    line = line.rstrip()
    if line.endswith(SOFT_HYPHEN):
        line = line[:-1] + "-"
    line = UNSEEN.sub("", line.replace(SOFT_HYPHEN, ""))
    if not line.isascii():
        line = "".join(" " if unicodedata.category(char) == "Zs" else char for char in line)
    return (_expanded(MARKER.sub(r"\1 ", line, count=1)) if "\t" in line else line).rstrip()


def _expanded(line: str) -> str:
    """Return `line` with its tabs as an editor shows them, but never so narrow that columns touch."""
    parts: list[str] = []
    length = 0
    for part in re.split(r"(\t+)", line):
        shown = part
        if part.startswith("\t"):
            width = TAB * (length // TAB + len(part)) - length
            # White before the first word is an indentation.
            is_first = len(parts) == 1 and not parts[0].strip()
            shown = " " * (width if is_first else max(width, len(GAP)))
        parts.append(shown)
        length += len(shown)
    return "".join(parts)


@dataclass(frozen=True, kw_only=True)
class _Placed(Word):
    """A word and the line that it comes from."""

    line: Line


def _columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines page by page, columns of running text one after the other."""
    page: list[Line] = []
    for line in lines:
        if page and page[0].page != line.page:
            yield from _page(page)
            page = []
        page.append(line)
    yield from _page(page)


def _page(lines: Sequence[Line]) -> Iterator[Line]:
    if len(lines) > LONGEST_PAGE:
        yield from lines
        return
    words = [
        _Placed(left=match.start(), right=match.end(), top=row, text=match[0], line=line)
        for row, line in enumerate(lines)
        for match in re.finditer(r"\S+", line.text)
    ]
    blocks = in_reading_order(words, gutter=GUTTER)
    if len(blocks) == 1 or not blocks:
        yield from lines
        return
    before: Block[_Placed] | None = None
    for block in blocks:
        first = block.rows[0][0]
        # The text of one column goes on at the top of the next, so there is no gap between them.
        if before and (before.is_aside or block.is_aside or first.top > before.rows[-1][0].top + 1):
            yield replace(first.line, text="")
        yield from _block(block)
        before = block


def _block(block: Block[_Placed]) -> Iterator[Line]:
    margin = min(int(row[0].left) for row in block.rows)
    above: float | None = None
    for row in block.rows:
        first, last = row[0], row[-1]
        line = replace(first.line, is_aside=block.is_aside)
        if above is not None and first.top > above + 1:
            yield replace(line, text="")
        indent = " " * (int(first.left) - margin)
        yield replace(line, text=indent + line.text[int(first.left) : int(last.right)])
        above = first.top
