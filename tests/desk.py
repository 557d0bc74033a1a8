"""Letters to import, what a careful reader takes from each, and how much of that an import takes."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading import read

DESK = Path(__file__).parent / "desk"
COURTESY = frozenset(
    {"the", "right", "honorable", "honourable", "hon", "mr", "mrs", "ms", "dr", "rep", "sen", "senator"}
)
"""Words before a name that make no difference."""
ENOUGH = 0.6
"""The share of the words of an office that must stand beneath its name."""
NOTE = re.compile(r"^\[\^([^\]]+)\]:", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")

Gold = Mapping[str, Any]
"""A `gold.json`; the README of the letters says what it holds."""
Said = Mapping[str, Any]
"""What `undersigned import --json` prints."""
Share = Callable[[Said, Gold], float | None]
"""How much of what the gold says of a field is in the draft, from 0 to 1; None where it says nothing."""


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return WORD.findall(text.casefold())


def key(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(word for word in words(name) if word not in COURTESY)


def keys(correspondents: Iterable[Said]) -> set[str]:
    """Return the names of correspondents as they are compared."""
    return {key(one["name"]) for one in correspondents}


def agreement(found: set[str], wanted: set[str]) -> float:
    """Return how far two sets agree: 1 if they are the same, 0 if they have nothing in common."""
    both = len(found) + len(wanted)
    return 2 * len(found & wanted) / both if both else 1.0


def _offices(said: Said, gold: Gold) -> float | None:
    """Return the share of the signatories found whose office stands beneath their name."""
    titles = {key(one["name"]): set(words(one["title"] or "")) for one in said["signatories"]}
    offices = [
        (set(words(one["office"])), titles[key(one["name"])])
        for one in gold["signatories"]
        if one["office"] and key(one["name"]) in titles
    ]
    if not offices:
        return None
    return sum(len(office & title) >= ENOUGH * len(office) for office, title in offices) / len(offices)


SHARES: Mapping[str, Share] = {
    "date": lambda said, gold: float(said["date"] == gold["date"]),
    "subject": lambda said, gold: float(words(said["subject"] or "") == words(gold["subject"] or "")),
    "recipients": lambda said, gold: agreement(keys(said["recipients"]), keys(gold["recipients"])),
    "signatories": lambda said, gold: agreement(keys(said["signatories"]), keys(gold["signatories"])),
    "cc": lambda said, gold: float(len(said["cc"]) == len(gold["cc"])),
    "notes": lambda said, gold: float(len(set(NOTE.findall(said["body"]))) == gold["footnotes"]),
    "offices": _offices,
}


def letters(kind: str) -> list[Path]:
    """Return the letters alone, or those inside a press release: `kind` is "letter" or "wrapped"."""
    return sorted(DESK.glob(f"*/{kind}.txt"))


@cache
def said_of(file: Path) -> Said:
    """Return what an import takes from a document, as JSON says it."""
    said: Said = json.loads(json.dumps(draft(read(file)).as_json()))
    return said


def shares(file: Path) -> dict[str, float]:
    """Return by field how much of its gold an import takes from a document."""
    gold = json.loads((file.parent / "gold.json").read_text(encoding="utf-8"))
    found = {field: share(said_of(file), gold) for field, share in SHARES.items()}
    return {field: share for field, share in found.items() if share is not None}


def flat(value: object) -> str:
    """Return all texts within a value of JSON."""
    if isinstance(value, dict):
        return "\n".join(map(flat, value.values()))
    if isinstance(value, list):
        return "\n".join(map(flat, value))
    return value if isinstance(value, str) else ""


def lost(file: Path) -> Counter[str]:
    """Return the words of a document that are neither in its draft nor among what is left out."""
    source = Counter(words("\n".join(line.text for line in read(file).lines)))
    return source - Counter(words(flat({**said_of(file), "unsure": []})))
