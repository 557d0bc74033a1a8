"""The pages of people and organizations: what they signed, what was written to them, with whom."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.model.registry import Holding, Office, Organization, Person
from undersigned.views.addresses import address, section_address
from undersigned.views.listings import letters_listing, newest_day, part_pages
from undersigned.views.view import Crumb, Part, View
from undersigned.views.words import counted, span

COMPANIONS = 10
"""Correspondents shown at most as those with whom somebody signs most often."""
SECTION_TITLES = {"people": "People", "organizations": "Organizations"}


def correspondent_pages(
    archive: Archive, entries: Mapping[str, Person] | Mapping[str, Organization], section: str
) -> Iterator[View]:
    """Yield the page of each person or organization, and the parts of long ones."""
    for entry in entries.values():
        keys = {c.letter for c in archive.appearances.get(entry.id, ())}
        signed, received = figures(archive, entry.id)
        view = View(
            address=f"{section_address(section)}{entry.id}/",
            template="correspondent.html",
            title=entry.name,
            section=section,
            facts=partial(correspondent_facts, archive, entry, section),
            description=f"Public letters that {entry.name} signed ({signed}) and received ({received}).",
            crumbs=(Crumb(title=SECTION_TITLES[section], address=section_address(section)),),
            modified=newest_day(archive, keys),
        )
        yield view
        yield from part_pages(archive, view, keys, partial(_roles, archive, entry.id))


def figures(archive: Archive, key: str) -> tuple[int, int]:
    """Return how many letters a correspondent signed, and how many were written or copied to them."""
    roles = archive.appearances.get(key, ())
    signed = {c.letter for c in roles if c.role == "signatory" and c.withdrawn is None}
    received = {c.letter for c in roles if c.role != "signatory"}
    return len(signed), len(received)


def correspondent_facts(archive: Archive, entry: Person | Organization, section: str) -> Mapping[str, object]:
    """Return what the page of a person or an organization shows."""
    roles = archive.appearances.get(entry.id, ())
    signed, received = figures(archive, entry.id)
    base = f"{section_address(section)}{entry.id}/"
    return {
        "entry": entry,
        "offices": _offices(archive, entry) if isinstance(entry, Person) else (),
        "part_of": _part_of(archive, entry) if isinstance(entry, Organization) else None,
        "parts": [archive.organizations[key] for key in archive.parts_of.get(entry.id, ())],
        "signed": signed,
        "received": received,
        "listing": letters_listing(archive, base, {c.letter for c in roles}, _roles(archive, entry.id)),
        "companions": companions(archive, entry.id),
    }


def _offices(archive: Archive, person: Person) -> list[tuple[Office, str, str | None]]:
    return [(archive.offices[held.office], term(held), held.party) for held in person.offices]


def _part_of(archive: Archive, organization: Organization) -> Organization | None:
    return archive.organizations[organization.part_of] if organization.part_of else None


def term(holding: Holding) -> str:
    """Return the years in which an office was held, as far as its entry says."""
    return span(holding.from_.text[:4] if holding.from_ else "", holding.to.text[:4] if holding.to else "")


def _roles(archive: Archive, key: str) -> Mapping[str, str]:
    """Say, for each letter, what part a correspondent had in it."""
    notes: dict[str, list[str]] = {}
    for role in archive.appearances.get(key, ()):
        notes.setdefault(role.letter, []).append(_role(archive, role))
    return {letter: "; ".join(parts) for letter, parts in notes.items()}


def _role(archive: Archive, role: Correspondent) -> str:
    said = {"signatory": "signed", "recipient": "received", "cc": "received a copy"}[role.role]
    if role.role == "signatory" and role.withdrawn:
        said = "signed, later withdrawn"
    office = archive.offices.get(role.office or "")
    return f"{said} as {office.label}" if office else said


def companions(archive: Archive, key: str) -> list[Part]:
    """Return those who signed most letters together with a correspondent."""
    together: Counter[str] = Counter()
    for letter in archive.signed_by.get(key, ()):
        together.update({c.id for c in archive.in_role(letter, "signatory") if c.id and c.withdrawn is None})
    del together[key]
    order = sorted(together, key=lambda other: (-together[other], sort_key(archive.correspondent(other))))
    found = []
    for other in order[:COMPANIONS]:
        entry = archive.correspondent(other)
        line = counted(together[other], "letter", "letters")
        found.append(Part(title=entry.name, address=address(entry) or "", count=together[other], line=line))
    return found


def sort_key(entry: Person | Organization) -> str:
    """Return the form under which an entry is sorted: family name first for people."""
    if isinstance(entry, Organization):
        return entry.name.casefold()
    if entry.sort:
        return entry.sort.casefold()
    words = entry.name.split()
    while len(words) > 1 and words[-1].strip(".,").casefold() in SUFFIXES:
        words.pop()
    return " ".join([words[-1], *words[:-1]]).casefold()


SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "phd", "md", "esq"})
"""Words after a family name that are no part of it."""
