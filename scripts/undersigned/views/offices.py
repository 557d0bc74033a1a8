"""The pages of offices: who held them over time, and what each signed."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from operator import attrgetter

from undersigned.archive.archive import Archive
from undersigned.model.registry import Office
from undersigned.views.addresses import address, section_address
from undersigned.views.charts import listing_chart
from undersigned.views.correspondents import term
from undersigned.views.listings import Noted, Notes, letters_listing, listing_facts, newest_day, part_pages
from undersigned.views.view import Crumb, Facts, Part, View
from undersigned.views.words import counted, place_name

ELSEWHERE = 60
"""Offices with the same role that are shown at most: a federation has about as many."""


def office_pages(archive: Archive) -> Iterator[View]:
    """Yield the page of each office, and the parts of long ones."""
    for office in archive.offices.values():
        keys = archive.letters_by_office.get(office.id, ())
        notes = Noted(partial(_names, archive, office.id))
        view = View(
            address=f"{section_address('offices')}{office.id}/",
            template="office.html",
            title=office.label,
            section="offices",
            facts=partial(office_facts, archive, office, notes),
            crumbs=(Crumb(title="Offices", address=section_address("offices")),),
            modified=newest_day(archive, keys),
        )
        yield view
        yield from part_pages(archive, view, keys, notes)


def office_facts(archive: Archive, office: Office, notes: Callable[[], Notes]) -> Facts:
    """Return what the page of an office shows."""
    base = f"{section_address('offices')}{office.id}/"
    keys = archive.letters_by_office.get(office.id, ())
    listing = letters_listing(base, keys, notes())
    return listing_facts(
        listing,
        f"Public letters signed by or sent to the {office.label}: {len(keys)}.",
        office=office,
        chart=listing_chart(base, listing),
        place=place_name(office.jurisdiction) if office.jurisdiction else None,
        holders=holders(archive, office),
        same_role=same_role(archive, office),
    )


def holders(archive: Archive, office: Office) -> list[Part]:
    """Return the people who held an office, the latest first, with what they signed in it."""
    found = []
    for key in archive.holders.get(office.id, ()):
        person = archive.people[key]
        terms = [h for h in person.offices if h.office == office.id]
        start = max((h.from_.text for h in terms if h.from_), default="")
        signed = {a.letter for a in archive.appearances[key] if a.signs and a.office == office.id}
        years = ", ".join(filter(None, map(term, terms)))
        line = " · ".join(filter(None, (years, "signed " + counted(len(signed), "letter", "letters"))))
        part = Part(title=person.name, address=address(person) or "", count=len(signed), line=line)
        found.append((start, part))
    return [part for _, part in sorted(found, key=lambda item: (item[0], item[1].title), reverse=True)]


def same_role(archive: Archive, office: Office) -> list[Part]:
    """Return the other offices with the same role, those with most letters, by label."""
    if office.role is None:
        return []
    others = [o for o in archive.offices.values() if o.role == office.role and o.id != office.id]
    others.sort(key=lambda other: (-_count(archive, other.id), other.id))
    return [
        Part(title=o.label, address=address(o) or "", count=_count(archive, o.id))
        for o in sorted(others[:ELSEWHERE], key=lambda other: other.label)
    ]


def _count(archive: Archive, key: str) -> int:
    return len(archive.letters_by_office.get(key, ()))


def _names(archive: Archive, key: str) -> Notes:
    """Say, for each letter, who held the office in it."""
    notes = {}
    for letter, appearances in groupby(archive.appearances_in.get(key, ()), attrgetter("letter")):
        held = list(appearances)
        signed = [a.name for a in held if a.role == "signatory"]
        received = [a.name for a in held if a.role != "signatory"]
        said = [f"signed by {', '.join(signed)}"] if signed else []
        said += [f"received by {', '.join(received)}"] if received else []
        notes[letter] = "; ".join(said)
    return notes
