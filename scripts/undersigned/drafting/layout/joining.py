"""Joins the lines of a paragraph, and the words that were parted at the ends of lines."""

import re
from collections.abc import Sequence
from functools import lru_cache

from undersigned.drafting.document import LeftOut, Line

PARTED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
SINCE = re.compile(r"[\s/(“\"]")
"""What a word that is parted begins behind."""

PARTED_EMPHASIS = re.compile(r"(?<=[^\s*])(\*{1,3}) \1(?=[^\s*])")
PARTED_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\) \[([^\[\]]+)\]\(\2\)")
HYPHENS = "hyphens at the ends of lines"
LONGEST_WORD = 80
"""Characters at the end of a line in which its last word is looked for."""


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
        elif _is_parted(text[-LONGEST_WORD:]) and piece[0].isalpha():
            first = SINCE.split(text[-LONGEST_WORD:])[-1]
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
    return _rejoined(text), breaks


def _rejoined(text: str) -> str:
    """Return a text in which emphasis and links go on where the end of a line had parted them."""
    text = PARTED_EMPHASIS.sub(" ", text)
    return PARTED_LINK.sub(r"[\1 \3](\2)", text)


def _is_parted(end: str) -> bool:
    """Whether a line ends within a word."""
    return bool(PARTED.search(end)) and not re.search(r"[-–—]{2}$|\s[-–—]$", end)


def _is_compound(first: str, second: str, known: str) -> bool:
    """Whether the hyphen at the end of a line belongs to the word."""
    if second[:1].isupper() and not first[:-1].isupper():
        return True
    compound = f"{first[:-1]}-{second}"
    if _says(known, compound):
        return True
    if _says(known, first[:-1] + second):
        return False
    if first[:-1].casefold() == "self" or "-" in first[:-1]:
        return True
    return all(_says(known, part, with_hyphens=False) for part in (first[:-1], second))


@lru_cache(maxsize=1024)
def _says(known: str, word: str, *, with_hyphens: bool = True) -> bool:
    """Whether a text has a word, in small letters or capitals; without hyphens, not within a compound."""
    text, small = _folded(known), word.casefold()
    at = text.find(small)
    while at >= 0:
        around = text[max(0, at - 1) : at] + text[at + len(small) : at + len(small) + 1]
        if not any(c.isalnum() or c == "_" or (c == "-" and not with_hyphens) for c in around):
            return True
        at = text.find(small, at + 1)
    return False


@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    return text.casefold()
