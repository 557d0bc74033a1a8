"""The pages of people and organizations: what they signed, what was written to them, with whom."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from heapq import nlargest
from itertools import chain

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Appearance
from undersigned.model.registry import Holding, Office, Organization, Person
from undersigned.views.addresses import address, section_address
from undersigned.views.charts import listing_chart
from undersigned.views.listings import Noted, Notes, letters_listing, listing_facts, newest_day, part_pages
from undersigned.views.names import name_parts
from undersigned.views.view import Crumb, Facts, Part, View
from undersigned.views.words import counted, span

COMPANIONS = 10
"""Correspondents shown at most as those with whom somebody signs most often."""
NONE = (0, 0)
"""The figures of an organization that only its parts bring in."""
SECTION_TITLES = {"people": "People", "organizations": "Organizations"}


def correspondent_pages(
    archive: Archive, entries: Mapping[str, Person] | Mapping[str, Organization], section: str
) -> Iterator[View]:
    """Yield the page of each person or organization, and the parts of long ones."""
    for entry in entries.values():
        keys = archive.letters_of.get(entry.id, ())
        notes = Noted(partial(_roles, archive, entry.id))
        view = View(
            address=f"{section_address(section)}{entry.id}/",
            template="correspondent.html",
            title=entry.name,
            section=section,
            facts=partial(correspondent_facts, archive, entry, section, notes),
            crumbs=(Crumb(title=SECTION_TITLES[section], address=section_address(section)),),
            modified=newest_day(archive, keys),
        )
        yield view
        yield from part_pages(archive, view, keys, notes)


def correspondent_facts(
    archive: Archive, entry: Person | Organization, section: str, notes: Callable[[], Notes]
) -> Facts:
    """Return what the page of a person or an organization shows."""
    signed, received = archive.figures.get(entry.id, NONE)
    base = f"{section_address(section)}{entry.id}/"
    listing = letters_listing(base, archive.letters_of.get(entry.id, ()), notes())
    return listing_facts(
        listing,
        f"Public letters that {entry.name} signed ({signed}) and received ({received}).",
        entry=entry,
        chart=listing_chart(base, listing),
        offices=_offices(archive, entry) if isinstance(entry, Person) else (),
        part_of=_part_of(archive, entry) if isinstance(entry, Organization) else None,
        parts=[archive.organizations[key] for key in archive.parts_of.get(entry.id, ())],
        signed=signed,
        received=received,
        companions=companions(archive, entry.id),
    )


def _offices(archive: Archive, person: Person) -> list[tuple[Office, str, str | None]]:
    return [(archive.offices[held.office], term(held), held.party) for held in person.offices]


def _part_of(archive: Archive, organization: Organization) -> Organization | None:
    return archive.organizations[organization.part_of] if organization.part_of else None


def term(holding: Holding) -> str:
    """Return the years in which an office was held, as far as its entry says."""
    return span(holding.from_.text[:4] if holding.from_ else "", holding.to.text[:4] if holding.to else "")


def _roles(archive: Archive, key: str) -> Notes:
    """Say, for each letter, what part a correspondent had in it."""
    notes: dict[str, list[str]] = {}
    for role in archive.appearances.get(key, ()):
        notes.setdefault(role.letter, []).append(_role(archive, role))
    return {letter: "; ".join(parts) for letter, parts in notes.items()}


def _role(archive: Archive, role: Appearance) -> str:
    said = {"signatory": "signed", "recipient": "received", "cc": "received a copy"}[role.role]
    if role.role == "signatory" and role.withdrawn:
        said = "signed, later withdrawn"
    office = archive.offices.get(role.office or "")
    return f"{said} as {office.label}" if office else said


def companions(archive: Archive, key: str) -> list[Part]:
    """Return those who signed most letters together with a correspondent."""
    signed = archive.signed_by.get(key, ())
    together = Counter(chain.from_iterable(map(archive.signatories.__getitem__, signed)))
    del together[key]
    floor = min(nlargest(COMPANIONS, together.values()), default=0)
    order = [other for other, count in together.items() if count >= floor]
    order.sort(key=lambda other: (-together[other], sort_key(archive.correspondent(other))))
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
    return (entry.sort or name_parts(entry.name).inverted).casefold()
