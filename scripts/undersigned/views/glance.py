"""The archive at a glance: the figures on its home page."""

from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.views.addresses import section_address
from undersigned.views.words import counted, span

NOUNS = {
    "letters": ("letter", "letters"),
    "signatures": ("signature", "signatures"),
    "people": ("person", "people"),
    "organizations": ("organization", "organizations"),
    "offices": ("office", "offices"),
    "topics": ("topic", "topics"),
}


class Count(NamedTuple):
    """How many there are of something, with its noun, and the address of the list, perhaps empty."""

    number: str
    noun: str
    address: str


class Glance(NamedTuple):
    """What there is in the archive, but for what there is none of, and from which years its letters are."""

    counts: tuple[Count, ...]
    years: str


def glance(archive: Archive) -> Glance | None:
    """Return the figures of an archive, None for one without letters."""
    if not archive.letters:
        return None
    numbers = {
        "letters": len(archive.letters),
        "signatures": sum(card.signatures for card in archive.letters.values()),
        "people": len(archive.people),
        "organizations": len(archive.organizations),
        "offices": len(archive.offices),
        "topics": len(archive.topics),
    }
    counts = []
    for name, count in numbers.items():
        number, noun = counted(count, *NOUNS[name]).split(" ")
        counts.append(Count(number, noun, "" if name == "signatures" else section_address(name)))
    years = [str(year) for year in archive.letters_by_year]
    return Glance(tuple(one for one in counts if one.number != "0"), span(years[0], years[-1]))
