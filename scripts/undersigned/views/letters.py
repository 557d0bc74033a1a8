"""The pages of letters: the index, the years, and each letter."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.model.letter import Letter
from undersigned.model.registry import Office
from undersigned.views.addresses import address, section_address
from undersigned.views.listings import changed, letters_listing, newest_day, newest_first, part_pages, row
from undersigned.views.view import Crumb, Row, View

RELATED = 5
"""Letters shown at most as "also on these topics" and as "also by these people"."""
NEIGHBOURS_BY_TOPIC = 60
"""Letters of each topic, before and after this one, that are looked at for related ones."""
NEIGHBOURS = 12
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
        description=f"All letters of {archive.settings.site_name}, by year.",
        modified=newest_day(archive, archive.letters),
    )
    yield index
    yield from part_pages(archive, index, archive.letters, dict, always=True)
    order = list(archive.letters)
    for position, key in enumerate(order):
        letter = archive.letters[key]
        earlier = order[position - 1] if position else None
        later = order[position + 1] if position + 1 < len(order) else None
        year = str(letter.date.year)
        yield View(
            address=f"{base}{key}/",
            template="letter.html",
            title=letter.title,
            section="letters",
            facts=partial(letter_facts, archive, letter, earlier, later),
            description=letter.summary or "",
            crumbs=(Crumb(title="Letters", address=base), Crumb(title=year, address=f"{base}{year}/")),
            modified=changed(letter),
            letter=key,
        )


def _index_facts(archive: Archive) -> Mapping[str, object]:
    base = section_address("letters")
    years = [(str(year), f"{base}{year}/", len(keys)) for year, keys in archive.letters_by_year.items()]
    return {"listing": letters_listing(archive, base, archive.letters, {}), "years": years[::-1]}


def letter_facts(
    archive: Archive, letter: Letter, earlier: str | None, later: str | None
) -> Mapping[str, object]:
    """Return what the page of `letter` shows besides its body."""
    on_topics = related_by_topics(archive, letter)
    shown = {letter.id, *on_topics}
    by_people = [key for key in related_by_people(archive, letter) if key not in shown][:RELATED]
    return {
        "letter": letter,
        "signatories": archive.in_role(letter.id, "signatory"),
        "recipients": archive.in_role(letter.id, "recipient"),
        "cc": archive.in_role(letter.id, "cc"),
        "signatures": archive.signature_count(letter.id),
        "topics": [archive.topics[key] for key in letter.topics],
        "offices": offices_beside(archive, letter),
        "signing_offices": signing_offices(archive, letter),
        "earlier": row(archive, earlier) if earlier else None,
        "later": row(archive, later) if later else None,
        "follows": [row(archive, key) for key in letter.follows],
        "followed_by": [row(archive, key) for key in archive.followed_by.get(letter.id, ())],
        "on_topics": [row(archive, key) for key in on_topics],
        "by_people": [row(archive, key) for key in by_people],
    }


def signing_offices(archive: Archive, letter: Letter) -> list[Office]:
    """Return the offices under which a letter was signed and still stands, each once, by label."""
    keys = {c.office for c in archive.in_role(letter.id, "signatory") if c.office and c.withdrawn is None}
    return sorted((archive.offices[key] for key in keys), key=lambda office: office.label)


def offices_beside(archive: Archive, letter: Letter) -> list[tuple[str, str, str]]:
    """Return name, office and the office's address of signatories whose printed line is another.

    What the registry knows stands beside the letter, never in it.
    """
    beside = []
    for signatory in archive.in_role(letter.id, "signatory"):
        office = archive.offices.get(signatory.office or "")
        if office and office.label not in signatory.title:
            beside.append((signatory.name, office.label, address(office) or ""))
    return beside


def _near(keys: Sequence[str], key: str, most: int) -> Sequence[str]:
    """Return those of `keys`, in order of date, that stand within `most` places of `key`."""
    here = bisect_left(keys, key)
    return keys[max(0, here - most) : here + most]


def related_by_topics(archive: Archive, letter: Letter) -> list[str]:
    """Return the letters near in time that share most topics, the newest of equals first."""
    shared: Counter[str] = Counter()
    for topic in letter.topics:
        shared.update(_near(archive.letters_by_topic[topic], letter.id, NEIGHBOURS_BY_TOPIC))
    del shared[letter.id]
    return sorted(shared, key=lambda key: (shared[key], key), reverse=True)[:RELATED]


def related_by_people(archive: Archive, letter: Letter) -> list[str]:
    """Return the letters near in time that share most signatories, the newest of equals first."""
    shared: Counter[str] = Counter()
    for signatory in archive.in_role(letter.id, "signatory"):
        if signatory.id:
            shared.update(_near(archive.signed_by.get(signatory.id, ()), letter.id, NEIGHBOURS))
    del shared[letter.id]
    return sorted(shared, key=lambda key: (shared[key], key), reverse=True)[: 2 * RELATED + 1]


def latest(archive: Archive, most: int) -> list[Row]:
    """Return the newest letters by publication."""
    keys = newest_first(archive.letters)
    keys.sort(key=lambda key: archive.letters[key].published or archive.letters[key].date, reverse=True)
    return [row(archive, key) for key in keys[:most]]
