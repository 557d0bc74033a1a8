"""The pages at former addresses, which lead on to where a letter or an entry is now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry
from undersigned.views.addresses import SECTIONS, letter_address, section_address
from undersigned.views.view import Facts, View

TEMPLATE = "moved.html"


def moved_pages(archive: Archive, views: Iterable[View]) -> Iterator[View]:
    """Yield a page for each former address of each of `views`.

    What lies beside the page of a letter lies there too: frames and programs follow no page that leads on.
    """
    former = former_homes(archive)
    for view in views:
        home, inside = _parted(view.address)
        for old in former.get(home, ()):
            yield View(
                address=old + inside,
                template=TEMPLATE,
                title=view.title,
                section=view.section,
                facts=partial(_facts, view),
                crumbs=view.crumbs,
                leads_to=view.address,
                copy_of=view.letter,
            )


def former_homes(archive: Archive) -> Mapping[str, tuple[str, ...]]:
    """Return the former addresses of letters and entries, by that of each today."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for card in archive.letters.values():
        homes[letter_address(card.id)] += map(letter_address, card.former_ids)
    registries: Iterable[Mapping[str, Entry]] = (
        archive.people,
        archive.organizations,
        archive.offices,
        archive.topics,
    )
    for entries in registries:
        for entry in entries.values():
            section = SECTIONS[type(entry)]
            homes[section_address(section, entry.id)] += [
                section_address(section, former) for former in entry.former_ids
            ]
    return {home: tuple(found) for home, found in homes.items() if found}


def _parted(address: str) -> tuple[str, str]:
    """Part the address of a page into that of the letter or entry, and what follows."""
    section, _, rest = address.partition("/")
    key, _, inside = rest.partition("/")
    return f"{section}/{key}/", inside


def _facts(view: View) -> Facts:
    """Return what the page at a former address shows: all that the page itself does stands for its files."""
    facts = view.facts()
    values = {"to": view.address, "shown": facts.values}
    return Facts(values=values, letters=facts.letters, description=f"{view.title}: the page has moved.")
