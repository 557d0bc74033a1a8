"""What every step asks of a line: its words without marks, whether it is prose, the marks before an item."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from undersigned.drafting.document import Line

ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|])")
MARKS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=[^\s\\])[*_]{1,3}(?!\w)")

ITEM = re.compile(r"^\s*(?:[-*•●▪‣◦·–—]|--)\s+(?=\S)")

NUMBERED = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]{1,5}\)|[ivx]{2,5}[.)])\s+(?=\S)")

COLUMNS = re.compile(r" {3,}|\t+")

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

WORD = re.compile(r"[^\W_]+")


# Every step asks it of the same lines.
@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a line without emphasis, heading marks and the blanks around it."""
    text = re.sub(r"^\s*#{1,6}\s+", "", text)
    return " ".join(ESCAPED.sub(r"\1", MARKS.sub("", text)).split())


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, without punctuation."""
    return WORD.findall(text.casefold().replace("’", "'"))


def bare(word: str) -> str:
    """Return a word in small letters without the punctuation around it."""
    return word.strip(".,;:()[]*_\"“”'’‘&-–—/").casefold().replace("’", "'")


def is_blank(line: Line) -> bool:
    """Whether a line says nothing."""
    return not line.text.strip()


def between_blanks(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the runs of lines between blank ones."""
    return [list(group) for blank, group in groupby(lines, is_blank) if not blank]


def is_prose(text: str) -> bool:
    """Whether a line reads as running text and not as a name, a post, an address or a heading."""
    text = plain(text)
    if not (text.startswith("(") and text.rstrip(".").endswith(")")):
        text = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)
    said = re.findall(r"[^\W\d_][\w'’-]*", text)
    if len(said) < 6:
        return False
    small = [word for word in said if word[0].islower() and word not in SMALL]
    if len(said) > 20 and len(small) >= 4 and text.rstrip(" \"”’')").endswith((".", "!", "?")):
        return True
    is_sentence = text.rstrip(" \"”’')]").endswith((".", "!", "?", ":", ";", ",")) or len(said) > 13
    return len(small) >= max(2, (0.3 if is_sentence else 0.38) * len(said))


SMALL = frozenset(
    {"of", "the", "and", "for", "on", "in", "at", "to", "de", "la", "del", "a", "an", "or", "by"}
)


def segments(text: str) -> list[tuple[int, str]]:
    """Return what stands in the columns of a line, each with the place at which it begins."""
    found, at = [], 0
    stripped = text.rstrip()
    for gap in COLUMNS.finditer(stripped):
        if piece := stripped[at : gap.start()].strip():
            found.append(
                (at + len(stripped[at : gap.start()]) - len(stripped[at : gap.start()].lstrip()), piece)
            )
        at = gap.end()
    if piece := stripped[at:].strip():
        found.append((at + len(stripped[at:]) - len(stripped[at:].lstrip()), piece))
    return found


def with_text(line: Line, text: str) -> Line:
    """Return a line that says `text` instead."""
    return replace(line, text=text)
