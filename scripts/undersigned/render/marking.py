"""Marks in a body the words that corrections have put there, with the way to what was corrected."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from undersigned.model.letter import Correction
from undersigned.views.addresses import INTERFACE_LANGUAGE, correction_anchor
from undersigned.views.words import long_day

QUOTES = "\"'“”„‟‘’‚‛«»‹›"
"""What people type for each other."""
CORRECTED = "corrected"
"""The class of the link from a passage to its correction."""
MARK = "mark"
MOST_MARKED = 1_000
"""Corrections of a letter whose words are marked: for each, its words are read again."""
SHORTEST = 2
"""Characters of what is looked for: a shorter text stands anywhere."""


class _Stretch(NamedTuple):
    """Words of a paragraph: the text of `holder`, or what follows it within `parent`."""

    holder: Element
    parent: Element | None
    text: str


def mark_corrections(
    places: Sequence[Element], corrections: Sequence[Correction], language: str
) -> tuple[str, ...]:
    """Mark what each correction says that stands there now, and link it to the correction.

    `places` are paragraphs and notes, each with its id. Return for each correction the id of the first
    place that holds its words, or "" where none does, as where words were only taken out, or where what was
    corrected is no part of the body.
    """
    texts = [_words(place) for place in places] if corrections else []
    numbered = enumerate(corrections, start=1)
    return tuple(
        _mark(places, texts, number, one, language) if number <= MOST_MARKED else ""
        for number, one in numbered
    )


def _words(place: Element) -> str:
    """Return the words of a place, which no mark changes."""
    return "".join(stretch.text for stretch in _stretches(place))


def _mark(
    places: Sequence[Element], texts: Sequence[str], number: int, correction: Correction, language: str
) -> str:
    words = correction.now or ""
    if correction.kind == "metadata" or len(words) < SHORTEST:
        return ""
    pattern = re.compile(r"(?<!\w)" * words[0].isalnum() + _pattern(words) + r"(?!\w)" * words[-1].isalnum())
    for place, text in zip(places, texts, strict=True):
        if found := pattern.search(text):
            _wrap(list(_stretches(place)), *found.span())
            _link(place, number, correction, language)
            return place.get("id", "")
    return ""


def _pattern(words: str) -> str:
    """Return what matches words apart from spacing and the shape of quotation marks."""
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    return re.sub(f"[{QUOTES}]", f"[{QUOTES}]", spaced)


def _stretches(element: Element, parent: Element | None = None) -> Iterator[_Stretch]:
    """Yield the words of an element in order, without marks of notes and the archive's own links."""
    own = element.tag == "sup" or (element.tag == "a" and element.get("class") is not None)
    if not own:
        yield _Stretch(element, None, element.text or "")
        for child in element:
            yield from _stretches(child, element)
    if parent is not None:
        yield _Stretch(element, parent, element.tail or "")


def _wrap(stretches: Sequence[_Stretch], start: int, end: int) -> None:
    """Put the characters from `start` to `end` of all stretches into elements `mark`."""
    here = 0
    for holder, parent, text in stretches:
        first, last = max(start - here, 0), min(end - here, len(text))
        here += len(text)
        is_marked = parent is None and holder.tag == MARK
        if first >= last or is_marked or not text[first:last].strip():
            continue
        mark = Element(MARK)
        mark.text, mark.tail = text[first:last], text[last:]
        if parent is None:
            holder.text = text[:first]
            holder.insert(0, mark)
        else:
            holder.tail = text[:first]
            parent.insert(list(parent).index(holder) + 1, mark)


def _link(place: Element, number: int, correction: Correction, language: str) -> None:
    said = f"Corrected on {long_day(correction.date)}"
    attributes = {
        "class": CORRECTED,
        "href": f"#{correction_anchor(number)}",
        "aria-label": said,
        "title": said,
    }
    holder = place if place.tag == "p" else next(place.iter("p"), place)
    SubElement(holder, "a", attributes | said_in(language))


def said_in(language: str) -> dict[str, str]:
    """Return the attribute that what the archive says needs within a letter in `language`, if any."""
    is_other = language.partition("-")[0] != INTERFACE_LANGUAGE
    return {"lang": INTERFACE_LANGUAGE} if is_other else {}
