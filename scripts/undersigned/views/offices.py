"""The pages of offices: who held them over time, and what each signed."""

from collections.abc import Iterator, Mapping
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.model.registry import Office
from undersigned.views.addresses import address, section_address
from undersigned.views.correspondents import term
from undersigned.views.listings import letters_listing, newest_day, part_pages
from undersigned.views.view import Crumb, Part, View
from undersigned.views.words import counted, place_name


def office_pages(archive: Archive) -> Iterator[View]:
    """Yield the page of each office, and the parts of long ones."""
    for office in archive.offices.values():
        keys = archive.letters_by_office.get(office.id, ())
        view = View(
            address=f"{section_address('offices')}{office.id}/",
            template="office.html",
            title=office.label,
            section="offices",
            facts=partial(office_facts, archive, office),
            description=f"Public letters signed by or sent to the {office.label}: {len(keys)}.",
            crumbs=(Crumb(title="Offices", address=section_address("offices")),),
            modified=newest_day(archive, keys),
        )
        yield view
        yield from part_pages(archive, view, keys, partial(_names, archive, office.id))


def office_facts(archive: Archive, office: Office) -> Mapping[str, object]:
    """Return what the page of an office shows."""
    base = f"{section_address('offices')}{office.id}/"
    keys = archive.letters_by_office.get(office.id, ())
    return {
        "office": office,
        "place": place_name(office.jurisdiction) if office.jurisdiction else None,
        "holders": holders(archive, office),
        "listing": letters_listing(archive, base, keys, _names(archive, office.id)),
        "same_role": same_role(archive, office),
    }


def holders(archive: Archive, office: Office) -> list[Part]:
    """Return the people who held an office, the latest first, with what they signed in it."""
    found = []
    for key in archive.holders.get(office.id, ()):
        person = archive.people[key]
        terms = [h for h in person.offices if h.office == office.id]
        start = max((h.from_.text for h in terms if h.from_), default="")
        signed = {
            c.letter
            for c in archive.appearances[key]
            if c.role == "signatory" and c.office == office.id and c.withdrawn is None
        }
        years = ", ".join(filter(None, map(term, terms)))
        line = " · ".join(filter(None, (years, "signed " + counted(len(signed), "letter", "letters"))))
        part = Part(title=person.name, address=address(person) or "", count=len(signed), line=line)
        found.append((start, part))
    return [part for _, part in sorted(found, key=lambda item: (item[0], item[1].title), reverse=True)]


def same_role(archive: Archive, office: Office) -> list[Part]:
    """Return the other offices with the same role, by label."""
    if office.role is None:
        return []
    others = [o for o in archive.offices.values() if o.role == office.role and o.id != office.id]
    return [
        Part(title=o.label, address=address(o) or "", count=len(archive.letters_by_office.get(o.id, ())))
        for o in sorted(others, key=lambda o: o.label)
    ]


def _names(archive: Archive, key: str) -> Mapping[str, str]:
    """Say, for each letter, who held the office in it."""
    notes = {}
    for letter in archive.letters_by_office.get(key, ()):
        held = [c for c in archive.correspondents[letter] if c.office == key]
        signed = [c.name for c in held if c.role == "signatory"]
        received = [c.name for c in held if c.role != "signatory"]
        said = [f"signed by {', '.join(signed)}"] if signed else []
        said += [f"received by {', '.join(received)}"] if received else []
        notes[letter] = "; ".join(said)
    return notes
