"""A text as the letters, each with its marks, that there are typefaces for (UAX #29, simplified)."""

from itertools import groupby
from typing import NamedTuple
from unicodedata import category, combining, normalize

from undersigned.outputs.share_images.coverage import JOINERS
from undersigned.outputs.share_images.faces import Face, Weight, faces, shown, shown_by

NO_BREAK_SPACES = "\u00a0\u202f"
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Characters that stand for nothing visible, though their category does not say so."""
MOST_MARKS = 4
"""Marks on one letter that are drawn; no orthography stacks more, and they would reach the next line."""
VIRAMA = 9
"""The combining class of the marks that join a letter with the next."""
MOST_JOINED = 8
"""Characters of one cluster, beyond which nothing more is joined to it."""


class Cluster(NamedTuple):
    """A letter with its marks, or one space, and the face that shows it."""

    text: str
    face: Face


def clusters(text: str, weight: Weight) -> tuple[Cluster, ...]:
    """Return the text as it is shown: what no face has is left out, and no two spaces follow each other."""
    found: list[Cluster] = []
    # The space at the beginning is one that nothing may be joined to.
    last = Cluster(" ", faces(weight)[0])
    for part in _parts(normalize("NFC", text)):
        if part == " ":
            cluster = Cluster(" ", last.face if ord(" ") in shown_by(last.face) else faces(weight)[0])
        elif (form := shown(part, weight)) is None:
            cluster = Cluster(" ", last.face)
        else:
            cluster = Cluster(form[0], _face(form[0], form[1], last.face))
        if cluster.text != " " or last.text != " ":
            found.append(cluster)
            last = cluster
    return tuple(found[:-1] if found and last.text == " " else found)


def runs(row: tuple[Cluster, ...]) -> list[tuple[str, Face]]:
    """Return the text of `row` in pieces of one face."""
    return [
        ("".join(cluster.text for cluster in run), face)
        for face, run in groupby(row, key=lambda cluster: cluster.face)
    ]


def _face(text: str, first: Face, before: Face) -> Face:
    """Punctuation is of the face of what stands before it, if that has it."""
    if category(text[0])[0] == "P" and all(ord(character) in shown_by(before) for character in text):
        return before
    return first


def _parts(text: str) -> list[str]:
    """Cut text into letters with their marks, and spaces."""
    parts = [" "]
    for character in text:
        kind = category(character)
        if kind[0] == "Z" or kind == "Cc":
            parts.append(character if character in NO_BREAK_SPACES else " ")
        elif character in UNSEEN or _varies(character) or (kind == "Cf" and character not in JOINERS):
            continue
        elif kind[0] == "M" or character in JOINERS:
            if parts[-1] not in {" ", *NO_BREAK_SPACES} and not _is_full(parts[-1]):
                parts[-1] += character
        elif _joined(parts[-1], kind):
            parts[-1] += character
        else:
            parts.append(character)
    return parts[1:]


def _is_full(part: str) -> bool:
    """Whether its last letter has as many marks as are drawn."""
    end = part[-MOST_MARKS:]
    return len(end) == MOST_MARKS and all(category(mark)[0] == "M" or mark in JOINERS for mark in end)


def _joined(before: str, kind: str) -> bool:
    """Whether a character of the category `kind` is written as one with the cluster before it."""
    joins = before[-1] == JOINERS[-1] or (combining(before[-1]) == VIRAMA and kind == "Lo")
    return joins and len(before) < MOST_JOINED


def _varies(character: str) -> bool:
    """Whether it only chooses between forms of the character before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
