"""Holds that a paragraph says as Markdown what it says as text."""

import re
from collections import Counter
from functools import cache

from undersigned.drafting.layout.text import words
from undersigned.render.dialect import LetterMarkdown

MARK = re.compile(r"\[\^[^\]\s]+\]")
SPECIAL = re.compile(r"([\\`*_\[\]<>#|{}])")
PLACE = re.compile(r"^(?=\[signatures\]\s*$)", re.IGNORECASE | re.MULTILINE)


def safe(paragraph: str) -> str:
    """Return a paragraph as it is if no word is lost when it is drawn, otherwise with its signs escaped.

    What looks like a definition, a name of a paragraph or the place of the signatures would not be printed.
    """
    paragraph = PLACE.sub(r"\\", paragraph)
    if _drawn(paragraph) == _said(paragraph):
        return paragraph
    parts = re.split(f"({MARK.pattern})", paragraph)
    return "".join(part if MARK.fullmatch(part) else SPECIAL.sub(r"\\\1", part) for part in parts)


@cache
def _converter() -> LetterMarkdown:
    return LetterMarkdown()


def _said(paragraph: str) -> Counter[str]:
    return Counter(word for word in words(MARK.sub(" ", paragraph)) if not word.isdecimal())


def _drawn(paragraph: str) -> Counter[str]:
    text = " ".join(_converter().tree(MARK.sub(" ", paragraph)).itertext())
    return Counter(word for word in words(text) if not word.isdecimal())
