"""The feeds of an archive: its own, and one for whatever has a page of letters of its own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry, Office, Person, Topic, label_of
from undersigned.views.addresses import FEED, SECTIONS, section_address

MOST = 50
"""Letters in a feed: more than a reader who asks once a day can miss."""


class Feed(NamedTuple):
    """One feed, with all that it says besides its letters.

    `address`, `id` and `page` are relative to the site's root. `id` is the first address that the feed
    ever had, which stays when an entry gets another id; `page` is the page that it belongs to, "" for
    home, and `section` the index of that, "" for home. `letters` are ids: the newest 50 by the day on
    which the archive published them, the newest first. `former` are addresses at which it is to be had too.
    """

    address: str
    id: str
    title: str
    label: str
    subtitle: str
    page: str
    section: str
    letters: tuple[str, ...]
    former: tuple[str, ...] = ()


def archive_feed(archive: Archive) -> Feed:
    """Return the feed of all letters."""
    return _archive_feed(archive, _newest_first(archive))


def feeds(archive: Archive) -> Iterator[Feed]:
    """Yield the archive's feed, then that of each topic, person, organization and office with a letter."""
    order = _newest_first(archive)
    yield _archive_feed(archive, order)
    rank = {key: place for place, key in enumerate(order)}
    for entry, letters in fed(archive):
        # Nearly in order already, which sorting makes use of: quicker than looking for the least.
        places = sorted(map(rank.__getitem__, letters))[:MOST]
        yield _entry_feed(archive, entry, tuple(map(order.__getitem__, places)))


def fed(archive: Archive) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Yield each topic, person, organization and office that has a feed, with the ids of its letters."""
    for entries, letters in _letters(archive):
        yield from ((entry, letters[entry.id]) for entry in entries.values() if entry.id in letters)


def _newest_first(archive: Archive) -> list[str]:
    """Return the ids of all letters by the day of publication and by id, both descending."""
    cards = archive.letters
    return sorted(cards, key=lambda key: (cards[key].published, key), reverse=True)


def _letters(archive: Archive) -> Iterator[tuple[Mapping[str, Entry], Mapping[str, tuple[str, ...]]]]:
    """Yield the registries, each with the letters that stand on the pages of its entries."""
    yield archive.topics, archive.letters_by_topic
    yield archive.people, archive.letters_of
    yield archive.organizations, archive.letters_of
    yield archive.offices, archive.letters_by_office


def _archive_feed(archive: Archive, order: list[str]) -> Feed:
    name = archive.settings.site_name
    return Feed(
        address=FEED,
        id=FEED,
        title=name,
        label="All letters",
        subtitle="Public letters, the newest first.",
        page="",
        section="",
        letters=tuple(order[:MOST]),
    )


def _entry_feed(archive: Archive, entry: Entry, letters: tuple[str, ...]) -> Feed:
    section, label = SECTIONS[type(entry)], label_of(entry)
    page = f"{section_address(section)}{entry.id}/"
    first = f"{section_address(section)}{entry.former_ids[0]}/" if entry.former_ids else page
    return Feed(
        address=page + FEED,
        id=first + FEED,
        title=f"{archive.settings.site_name}: {label}",
        label=label,
        subtitle=_subtitle(entry, label),
        page=page,
        section=section,
        letters=letters,
        former=tuple(f"{section_address(section)}{old}/{FEED}" for old in entry.former_ids),
    )


def _subtitle(entry: Entry, label: str) -> str:
    if isinstance(entry, Topic):
        return entry.description or f"Public letters on {label}."
    if isinstance(entry, Person):
        return f"Public letters that {label} signed or received."
    the = "the " if isinstance(entry, Office) else ""
    return f"Public letters signed by or sent to {the}{label}."
