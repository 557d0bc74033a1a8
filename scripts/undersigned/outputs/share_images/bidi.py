"""In which order the characters of a line stand when some are written from the right (UAX #9).

Explicit embeddings, overrides and isolates are no part of it: no text here holds them.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Literal
from unicodedata import bidirectional

Direction = Literal["ltr", "rtl"]

OPEN = "([{༺༼᚛⁅⁽₍⌈⌊❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨⹕⹗⹙⹛〈《「『【〔〖〘〚﹙﹛﹝（［｛｟｢"
CLOSE = ")]}༻༽᚜⁆⁾₎⌉⌋❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦐⦎⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩⹖⹘⹚⹜〉》」』】〕〗〙〛﹚﹜﹞）］｝｠｣"
CLOSING = dict(zip(OPEN, CLOSE, strict=True))
"""Unicode's paired brackets (BidiBrackets.txt) that are left in text of the form NFC."""
MOST_OPEN = 63
"""Brackets that may be open at once; beyond it none are paired (BD16)."""

STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""The direction of each class as the rules for neutral characters see it (N1)."""


def paragraph_direction(text: str, language: Direction) -> Direction:
    """Return the direction of a text in a language of the direction `language`.

    It is that of its first letter (P2), and that of a language written from the right wherever a
    letter is: a title in Arabic may begin with a foreign name.
    """
    strong = [kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}]
    if not strong or (language == "rtl" and set(strong) > {"L"}):
        return language
    return "ltr" if strong[0] == "L" else "rtl"


def levels(text: str, base: Direction) -> list[int]:
    """Return each character's level: even is written from the left, odd from the right.

    `text` is a paragraph in the form NFC, whose direction is `base`.
    """
    level = int(base == "rtl")
    around = "R" if level else "L"
    kinds = [bidirectional(character) or "L" for character in text]
    if not level and all(kind not in {"R", "AL", "AN"} for kind in kinds):
        return [0] * len(text)
    marks = [kind == "NSM" for kind in kinds]
    _weak(kinds, around)
    _brackets(text, kinds, marks, around)
    _neutral(kinds, around)
    odd = {"R": 1, "AN": 2, "EN": 2} if not level else {"R": 1, "L": 2, "AN": 2, "EN": 2}
    return [odd.get(kind, level) for kind in kinds]


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the positions of a line's characters as they stand from left to right (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        for high, run in groupby(levels[position] >= level for position in order):
            end = start + len(list(run))
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _weak(kinds: list[str], around: str) -> None:
    """Settle marks, digits and what stands with digits (W1 to W7)."""
    before = strong = around
    for place, own in enumerate(kinds):
        kind = before if own == "NSM" else own
        strong = kind if kind in {"L", "R", "AL"} else strong
        kinds[place] = "AN" if kind == "EN" and strong == "AL" else kind
        before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        left, kind, right = kinds[place - 1 : place + 2]
        if left == right and ((kind in {"ES", "CS"} and left == "EN") or (kind == "CS" and left == "AN")):
            kinds[place] = left
    _beside_digits(kinds)
    strong = around
    for place, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind in {"ES", "ET", "CS", "BN"}:
            kinds[place] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _beside_digits(kinds: list[str]) -> None:
    """Signs such as % beside a number belong to it (W5)."""
    for places in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = -places.step
        for place in places:
            if kinds[place] == "ET" and kinds[place + step] == "EN":
                kinds[place] = "EN"


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, by the first (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in CLOSING:
            if len(opened) == MOST_OPEN:
                return []
            opened.append((CLOSING[character], place))
        elif character in CLOSE:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _brackets(text: str, kinds: list[str], marks: Sequence[bool], around: str) -> None:
    """Brackets of a pair look the same way (N0)."""
    for first, last in _pairs(text, kinds):
        inside = {STRONG[kind] for kind in kinds[first + 1 : last] if kind in STRONG}
        if not inside:
            continue
        way = around
        if around not in inside:
            earlier = [STRONG[kind] for kind in kinds[:first] if kind in STRONG]
            way = earlier[-1] if earlier else around
        for place in (first, last):
            kinds[place] = way
            # Marks on a bracket go with it.
            after = place + 1
            while after < len(kinds) and marks[after]:
                kinds[after] = way
                after += 1


def _neutral(kinds: list[str], around: str) -> None:
    """What has no direction takes that of both sides, or else the paragraph's (N1 and N2)."""
    ends = [-1, *(place for place, kind in enumerate(kinds) if kind in STRONG), len(kinds)]
    for left, right in pairwise(ends):
        before = STRONG[kinds[left]] if left >= 0 else around
        after = STRONG[kinds[right]] if right < len(kinds) else around
        kinds[left + 1 : right] = [before if before == after else around] * (right - left - 1)
