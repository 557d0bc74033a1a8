"""Joins the lines of a paragraph, and the words that were parted at the ends of lines."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line

PARTED = re.compile(r"[^\W\d_]{1,}[-\u00ad\u2010]$")
COMPOUNDS = frozenset(
    "self non co post pre anti pro well long short high low full part ill all half cross mid multi inter semi ex vice so"
    " state public private decision policy law fact cost data income year world".split()
)
"""What often stands before a hyphen that is the word's own."""
HYPHENS = "hyphens at the ends of lines"


def joined(lines: Sequence[Line], known: str = "") -> tuple[str, list[LeftOut]]:
    """Return the lines of one paragraph as one line, and where a hyphen was taken for a break of the line.

    `known` is the text of the document: a compound that it prints within a line keeps its hyphen.
    """
    text = ""
    breaks: list[LeftOut] = []
    for line in lines:
        piece = " ".join(line.text.split())
        if not piece:
            continue
        if not text:
            text = piece
        elif PARTED.search(text) and piece[0].isalpha() and not re.search(r"[-–—]{2}$|\s[-–—]$", text):
            first = re.split(r"[\s/(“\"]", text)[-1]
            second = re.match(r"[\w'’-]+", piece)
            word = second.group() if second else ""
            if _is_compound(first, word, known):
                text += piece
            else:
                breaks.append(LeftOut(line=line.number, text=f"{first} {word}", why=HYPHENS))
                text = text[:-1] + piece
        elif text.endswith(("—", "–", "/")) and not text.endswith((" —", " –", " /")):
            text += piece
        else:
            text = f"{text} {piece}"
    return text, breaks


def _is_compound(first: str, second: str, known: str) -> bool:
    """Whether the hyphen at the end of a line belongs to the word."""
    if second[:1].isupper() and not first[:-1].isupper():
        return True
    compound = f"{first[:-1]}-{second}"
    if re.search(rf"\b{re.escape(compound)}\b", known, re.IGNORECASE):
        return True
    if re.search(rf"\b{re.escape(first[:-1] + second)}\b", known, re.IGNORECASE):
        return False
    return first[:-1].casefold() in COMPOUNDS or "-" in first[:-1]
