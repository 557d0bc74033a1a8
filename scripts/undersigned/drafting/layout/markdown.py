"""Holds that a paragraph says as Markdown what it says as text."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from undersigned.drafting.layout.text import words
from undersigned.drafting.reading.marks import LINK_SCHEMES
from undersigned.render.dialect import LetterMarkdown

MARK = re.compile(r"\[\^[^\]\s]+\]")
SPECIAL = re.compile(r"([\\`*_\[\]<>#|{}])")
AGAIN = re.compile(r"(?<![\\*\s])(\*{1,3}) \1(?![*\s])")
"""Where emphasis ends and begins again, as at the tab in "II. What we ask"."""
PLACE = re.compile(r"^(?=\[signatures\]\s*$)", re.IGNORECASE | re.MULTILINE)


def safe(paragraph: str) -> str:
    """Return a paragraph as it is if no word is lost when it is drawn, otherwise with its signs escaped.

    What looks like a definition, a name of a paragraph or the place of the signatures would not be printed.
    """
    paragraph = AGAIN.sub(" ", PLACE.sub(r"\\", paragraph))
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
    try:
        tree = _converter().tree(MARK.sub(" ", paragraph))
    except BaseException:
        # One that was interrupted still holds what it was reading.
        _converter.cache_clear()
        raise
    said = [*tree.itertext(), *_addresses(tree)]
    return Counter(word for word in words(" ".join(said)) if not word.isdecimal())


def _addresses(tree: Element) -> Iterator[str]:
    """Yield the addresses to which words lead that are not the address: a page keeps them unseen."""
    for link in tree.iter("a"):
        address = link.get("href", "")
        is_link = address.partition(":")[0].lower() in LINK_SCHEMES or address.endswith(".md")
        if is_link and "".join(link.itertext()) not in {address, address.removeprefix("mailto:")}:
            yield address
