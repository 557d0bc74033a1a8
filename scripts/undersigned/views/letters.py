"""The pages of letters: the index, the years, and each letter."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from heapq import nlargest
from itertools import chain

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Card
from undersigned.views.addresses import section_address
from undersigned.views.coalition import coalition
from undersigned.views.listings import letters_listing, listing_facts, newest_day, newest_first, part_pages
from undersigned.views.view import Crumb, Facts, View

RELATED = 5
"""Letters shown at most as "also on these topics" and as "also by these people"."""
EXCHANGE = 8
"""Letters of an exchange, before and after this one, that its page leads to."""
NEIGHBOURS_BY_TOPIC = 30
"""Letters of each topic, before and after this one, that are looked at for related ones."""
NEIGHBOURS = 8
"""Letters of each signatory, before and after this one, that are looked at for related ones."""


def letter_pages(archive: Archive) -> Iterator[View]:
    """Yield the index of letters, a page for each year, and one for each letter."""
    base = section_address("letters")
    index = View(
        address=base,
        template="letters.html",
        title="Letters",
        section="letters",
        facts=partial(_index_facts, archive),
        modified=newest_day(archive, archive.letters),
    )
    yield index
    yield from part_pages(archive, index, archive.letters, dict, always=True)
    order = list(archive.letters)
    for position, (key, card) in enumerate(archive.letters.items()):
        year = key[:4]
        yield View(
            address=f"{base}{key}/",
            template="letter.html",
            title=card.title,
            section="letters",
            facts=partial(letter_facts, archive, order, position),
            crumbs=(Crumb(title="Letters", address=base), Crumb(title=year, address=f"{base}{year}/")),
            modified=card.changed,
            letter=key,
        )


def _index_facts(archive: Archive) -> Facts:
    base = section_address("letters")
    years = [(str(year), f"{base}{year}/", len(keys)) for year, keys in archive.letters_by_year.items()]
    description = f"All letters of {archive.settings.site_name}, by year."
    return listing_facts(letters_listing(base, archive.letters, {}), description, years=years[::-1])


def letter_facts(archive: Archive, order: Sequence[str], position: int) -> Facts:
    """Return what the page of the letter at `position` of all ids shows besides the letter itself."""
    card = archive.letters[order[position]]
    on_topics = related_by_topics(archive, card)
    shown = {card.id, *on_topics}
    by_people = [key for key in related_by_people(archive, card) if key not in shown][:RELATED]
    beside = {
        "earlier": order[position - 1 : position],
        "later": order[position + 1 : position + 2],
        "follows": card.follows,
        "followed_by": archive.followed_by.get(card.id, ()),
        "exchange": _near(archive.exchanges.get(card.id, ()), card.id, EXCHANGE),
        "on_topics": on_topics,
        "by_people": by_people,
    }
    offices = {key: archive.offices[key] for a in card.appearances if (key := a.office)}
    signing = {key for a in card.appearances if a.signs and (key := a.office)}
    values: dict[str, object] = {
        "pending": card.id in archive.pending,
        "signatures": card.signatures,
        "topics": [(archive.topics[key].label, f"topics/{key}/") for key in card.topics],
        "offices": {key: (office.label, f"offices/{key}/") for key, office in offices.items()},
        "sorts": sort_names(archive, card),
        "who_signed": coalition(archive, card),
        "signed_as": sorted((offices[key].label, f"offices/{key}/") for key in signing),
        "enclosures": archive.enclosures.get(card.id, ()),
        **beside,
    }
    return Facts(values=values, letters=[key for keys in beside.values() for key in keys])


def sort_names(archive: Archive, card: Card) -> dict[str, str]:
    """Return how the people of a letter are filed, by id, where their entries say it."""
    people = [archive.people[a.id] for a in card.appearances if a.id and a.kind == "person"]
    return {person.id: person.sort for person in people if person.sort}


def _near(keys: Sequence[str], key: str, most: int) -> Sequence[str]:
    """Return those of `keys`, in order of date, that stand within `most` places of `key`."""
    here = bisect_left(keys, key)
    return keys[max(0, here - most) : here + most]


def related_by_topics(archive: Archive, card: Card) -> list[str]:
    """Return the letters near in time that share most topics, the newest of equals first."""
    near = (_near(archive.letters_by_topic[topic], card.id, NEIGHBOURS_BY_TOPIC) for topic in card.topics)
    shared = Counter(chain.from_iterable(near))
    return _most(shared, card.id, RELATED)


def related_by_people(archive: Archive, card: Card) -> list[str]:
    """Return the letters near in time that share most signatories, the newest of equals first."""
    signed_by, signatories = archive.signed_by, archive.signatories[card.id]
    shared = Counter(chain.from_iterable(_near(signed_by[key], card.id, NEIGHBOURS) for key in signatories))
    return _most(shared, card.id, 2 * RELATED + 1)


def _most(shared: Counter[str], but: str, most: int) -> list[str]:
    """Return the letters that share most, `but` one, the newest of equals first."""
    del shared[but]
    floor = min(nlargest(most, shared.values()), default=0)
    keys = [key for key, count in shared.items() if count >= floor]
    keys.sort(key=lambda key: (shared[key], key), reverse=True)
    return keys[:most]


def latest(archive: Archive, most: int) -> list[str]:
    """Return the ids of the newest letters by publication."""
    keys = newest_first(archive.letters)
    keys.sort(key=lambda key: archive.letters[key].published, reverse=True)
    return keys[:most]
