"""Joins the lines of a paragraph, and the words that were parted at the ends of lines."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line

PARTED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
SINCE = re.compile(r"[\s/(“\"]")
"""What a word that is parted begins behind."""
NEAR = 100
"""Characters at the end of a text that hold its last word: to look at all of it takes long for many lines."""

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
        end = text[-NEAR:]
        if not text:
            text = piece
        elif PARTED.search(end) and piece[0].isalpha() and not re.search(r"[-–—]{2}$|\s[-–—]$", end):
            first = SINCE.split(end)[-1]
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
    if first[:-1].casefold() == "self" or "-" in first[:-1]:
        return True
    return all(
        re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", known, re.IGNORECASE)
        for part in (first[:-1], second)
    )
