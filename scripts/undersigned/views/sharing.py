"""The pages for those who take letters away: for the press, feeds, data, and the one that verifies them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry, Person, label_of
from undersigned.model.settings import Settings
from undersigned.views.addresses import DATA, FEEDS, PRESS, SECTIONS, VERIFY, address, section_address
from undersigned.views.correspondents import sort_key
from undersigned.views.data_files import CMIF, DATA_FILES, NO_CMIF, PROMISE, SCHEMA_VERSION
from undersigned.views.feeds import fed
from undersigned.views.letters import latest, sort_names
from undersigned.views.licences import open_licence
from undersigned.views.listings import LONGEST
from undersigned.views.view import Facts, View
from undersigned.views.words import counted, long_day

TITLES = {"topics": "Topics", "people": "People", "organizations": "Organizations", "offices": "Offices"}


class FeedGroup(NamedTuple):
    """The feeds of one registry: label and page of each, or none where there are too many for one page."""

    title: str
    address: str
    total: int
    entries: tuple[tuple[str, str], ...]


def sharing_pages(archive: Archive) -> Iterator[View]:
    """Yield the page for the press, the list of feeds, the page that explains the data, and Verify."""
    yield View(
        address=PRESS,
        template="press.html",
        title="For the press",
        section="press",
        facts=partial(press_facts, archive),
    )
    yield View(
        address=FEEDS,
        template="feeds.html",
        title="Feeds",
        section="feeds",
        facts=partial(feeds_facts, archive),
    )
    yield View(
        address=DATA,
        template="data.html",
        title="Data",
        section="data",
        facts=partial(data_facts, archive),
    )
    yield View(
        address=VERIFY,
        template="verify.html",
        title="Verify",
        section="verify",
        facts=partial(
            Facts,
            values={"letters": len(archive.letters), "index": None},
            description=f"Check a file or a quotation against the letters of {archive.settings.site_name}.",
        ),
    )


def press_facts(archive: Archive) -> Facts:
    """Return what the page for the press shows: its examples are those of the newest letter."""
    newest = latest(archive, 1)
    example = newest[0] if newest else None
    card = archive.letters[example] if example else None
    values = {
        "example": example,
        # What its examples say stands on no card: these two stand for it.
        "seal": card.seal.hex() if card else "",
        "sorts": sort_names(archive, card) if card else {},
        "contact": contact_address(archive.settings),
    }
    description = f"How to link to, quote, cite, embed and check the letters of {archive.settings.site_name}."
    return Facts(values=values, letters=newest, description=description)


def contact_address(settings: Settings) -> str | None:
    """Return the address that the press contact is, for a link; None where it is words, or none is given."""
    if settings.mailbox:
        return f"mailto:{quote(settings.mailbox, safe='@+')}"
    contact = settings.contact or ""
    is_address = contact.startswith(("https://", "http://", "mailto:")) and " " not in contact
    return contact if is_address else None


def feeds_facts(archive: Archive) -> Facts:
    """Return what the list of feeds shows: topics first, and no more entries than fit on a page."""
    room = LONGEST
    groups = []
    entries = (entry for entry, _ in fed(archive))
    for section, found in groupby(entries, lambda entry: SECTIONS[type(entry)]):
        named = [(label_of(entry), address(entry) or "") for entry in sorted(found, key=_filed)]
        fits = len(named) <= room
        room -= len(named) if fits else 0
        groups.append(
            FeedGroup(
                title=TITLES[section],
                address=section_address(section),
                total=len(named),
                entries=tuple(named) if fits else (),
            )
        )
    name = archive.settings.site_name
    description = (
        f"Feeds of {name}: all letters, or those of a topic, a person, an organization or an office."
    )
    return Facts(values={"groups": groups}, description=description)


def _filed(entry: Entry) -> str:
    """Return what an entry is sorted by."""
    return sort_key(entry) if isinstance(entry, Person) else label_of(entry).casefold()


def data_facts(archive: Archive) -> Facts:
    """Return what the page that explains the data shows."""
    settings = archive.settings
    licence = open_licence(settings.rights)
    newest = max(archive.changed.values(), default=None)
    values = {
        "files": [file for file in DATA_FILES if (licence and newest) or file.name != CMIF],
        "missing": "" if licence else NO_CMIF,
        "version": SCHEMA_VERSION,
        "promise": PROMISE,
        "letters": counted(len(archive.letters), "letter", "letters"),
        "state": long_day(newest) if newest else "",
        "records": examples(archive),
    }
    description = (
        f"Everything in {settings.site_name} to download: as CSV, JSON and SQLite, with its licence."
    )
    return Facts(values=values, description=description)


def examples(archive: Archive) -> Sequence[tuple[str, str]]:
    """Return a page of each kind that has a record beside it: what it is, and its address."""
    kinds: Mapping[str, tuple[str, Sequence[str]]] = {
        "letters": ("A letter", latest(archive, 1)),
        "people": ("A person", list(archive.people)[:1]),
        "organizations": ("An organization", list(archive.organizations)[:1]),
        "offices": ("An office", list(archive.offices)[:1]),
        "topics": ("A topic", list(archive.topics)[:1]),
    }
    return [
        (title, f"{section_address(section)}{key}/")
        for section, (title, keys) in kinds.items()
        for key in keys
    ]
