"""Arabic letters joined, and lines turned, where Pillow has no library that does it.

It is less than such a library does: letters of India are then not joined, and marks stand where they fall.
"""

from collections import defaultdict
from functools import cache
from itertools import pairwise
from unicodedata import category, decomposition

from undersigned.outputs.share_images.bidi import CLOSING
from undersigned.outputs.share_images.coverage import JOINERS

LETTERS = (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEF5))
LAM_WITH_ALEF = range(0xFEF5, 0xFEFD)
"""Unicode's Arabic Presentation Forms A and B: each letter as it looks beside others."""
EXTENDERS = "\u0640\u200d"
"""What joins on both sides and always looks the same: the long stroke, and the joiner nobody sees."""
UNSEEN = dict.fromkeys(map(ord, JOINERS))
MIRRORED = str.maketrans({**CLOSING, **{closing: opening for opening, closing in CLOSING.items()}})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return what each letter, or lam with alef, looks like: initial, medial, final and isolated."""
    forms: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for code in (*LETTERS, *LAM_WITH_ALEF):
        kind, *letters = decomposition(chr(code)).split() or [""]
        if len(letters) == 1 or code in LAM_WITH_ALEF:
            forms["".join(chr(int(letter, 16)) for letter in letters)][kind.strip("<>")] = chr(code)
    return dict(forms)


def joined(text: str) -> str:
    """Return `text` with its Arabic letters as they look beside each other."""
    units: list[tuple[str, str]] = []
    for character in text:
        letter, marks = units[-1] if units else ("", "")
        if letter and category(character) == "Mn":
            units[-1] = (letter, marks + character)
        elif letter + character in _forms() and letter:
            units[-1] = (letter + character, marks)
        else:
            units.append((character, ""))
    before = False
    found = []
    for (letter, marks), (after, _) in pairwise([*units, ("", "")]):
        own = _forms().get(letter, {})
        on = "initial" in own and _joins(after, "final")
        kind = ("medial" if on else "final") if before and "final" in own else "initial" if on else "isolated"
        found.append(own.get(kind, letter) + marks)
        before = _joins(letter, "initial")
    return "".join(found).translate(UNSEEN)


def _joins(letter: str, kind: str) -> bool:
    return kind in _forms().get(letter, {}) or (letter != "" and letter in EXTENDERS)


def turned(text: str) -> str:
    """Return `text`, which is read from the right, as it is drawn from the left."""
    return text[::-1].translate(MIRRORED)
