"""The indexes of people, organizations, offices and topics; long ones are split by initial."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.views.addresses import address, section_address
from undersigned.views.correspondents import NONE, sort_key, term
from undersigned.views.listings import LONGEST
from undersigned.views.topics import topic_part
from undersigned.views.view import Crumb, Facts, Part, View
from undersigned.views.words import counted, place_name

OTHER = "other"
"""The initial of names that start with no Latin letter."""
DEEPEST = 4
"""Letters by which names are told apart at most: beyond that a page lists them all."""
SINGULAR = {"people": "person"}
"""What one entry of a section is called, where it is not the section's name without its last letter."""

Row = tuple[str, str]
"""The word that an entry is filed under, and its id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """Entries under one initial, or under one heading."""

    title: str
    anchor: str
    parts: tuple[Part, ...]


def index_pages(archive: Archive) -> Iterator[View]:
    """Yield the index of each kind of entry that the archive has."""
    if archive.people:
        people = ((sort_key(person), person.id) for person in archive.people.values())
        yield from _index(archive, "people", "People", sorted(people), partial(_person, archive))
    if archive.organizations:
        bodies = ((sort_key(body), body.id) for body in archive.organizations.values())
        part = partial(_correspondent, archive)
        yield from _index(archive, "organizations", "Organizations", sorted(bodies), part)
    if archive.offices:
        offices = ((office.label.casefold(), office.id) for office in archive.offices.values())
        yield from _index(archive, "offices", "Offices", sorted(offices), partial(_office, archive))
    if len(archive.topics) > LONGEST:
        topics = ((topic.label.casefold(), topic.id) for topic in archive.topics.values())
        yield from _index(archive, "topics", "Topics", sorted(topics), partial(topic_part, archive))
    elif archive.topics:
        yield _topics(archive)


def _person(archive: Archive, key: str) -> Part:
    person = archive.people[key]
    current = [archive.offices[h.office].label + (f", {t}" if (t := term(h)) else "") for h in person.offices]
    part = _correspondent(archive, key)
    return Part(title=part.title, address=part.address, count=part.count, line="; ".join(current))


def _correspondent(archive: Archive, key: str) -> Part:
    entry = archive.correspondent(key)
    return Part(title=entry.name, address=address(entry) or "", count=sum(archive.figures.get(key, NONE)))


def _office(archive: Archive, key: str) -> Part:
    office = archive.offices[key]
    count = len(archive.letters_by_office.get(key, ()))
    line = place_name(office.jurisdiction) if office.jurisdiction else ""
    return Part(title=office.label, address=address(office) or "", count=count, line=line)


def initial(word: str) -> str:
    """Return the Latin letter that a name is filed under, or `other`."""
    first = unicodedata.normalize("NFKD", word)[:1].lower()
    return first if first.isascii() and first.isalpha() else OTHER


def _index(
    archive: Archive, section: str, title: str, rows: Sequence[Row], part: Callable[[str], Part]
) -> Iterator[View]:
    """Yield the index of a section, and a page for each initial where it is too long for one.

    `rows` are in the order of the index; `part` gives what it says of an entry.
    """
    noun = SINGULAR.get(section, title[:-1].lower())
    described = f"{counted(len(rows), noun, title.lower())} in {archive.settings.site_name}."
    base = View(
        address=section_address(section),
        template="entries.html",
        title=title,
        section=section,
        facts=partial(_facts, section_address(section), rows, (), part=part, description=described),
    )
    yield base
    yield from _parts(archive, base, base, rows, (), part=part)


def _parts(  # noqa: PLR0913 - a page has this many things of its own
    archive: Archive,
    base: View,
    above: View,
    rows: Sequence[Row],
    letters: tuple[str, ...],
    *,
    part: Callable[[str], Part],
) -> Iterator[View]:
    """Yield the pages to which the list `rows` of names that begin with `letters` leads."""
    if _is_short(rows, letters):
        return
    for letter, found in _by_initial(rows, len(letters)).items():
        address, begin = f"{above.address}{letter}/", (*letters, letter)
        described = f"{base.title} under {_beginning(begin)} in {archive.settings.site_name}."
        page = View(
            address=address,
            template="entries.html",
            title=f"{base.title}: {_beginning(begin)}",
            section=base.section,
            facts=partial(_facts, address, found, begin, part=part, description=described),
            crumbs=(*above.crumbs, Crumb(title=above.title, address=above.address)),
        )
        yield page
        yield from _parts(archive, base, page, found, begin, part=part)


def _is_short(rows: Sequence[Row], letters: tuple[str, ...]) -> bool:
    """Whether names that begin with `letters` stand on one page: what has no Latin letter is not split."""
    return len(rows) <= LONGEST or len(letters) == DEEPEST or OTHER in letters


def _facts(
    base: str,
    rows: Sequence[Row],
    letters: tuple[str, ...],
    *,
    part: Callable[[str], Part],
    description: str,
) -> Facts:
    """Return what a page of an index shows: names by initial, or what leads to them."""
    initials = _by_initial(rows, len(letters))
    groups: list[Entries] = []
    links: list[Part] = []
    if not _is_short(rows, letters):
        links = [
            Part(title=_beginning((*letters, letter)), address=f"{base}{letter}/", count=len(found))
            for letter, found in initials.items()
        ]
    elif letters:
        groups = [_entries(letters, rows, part)]
    else:
        groups = [_entries((letter,), found, part) for letter, found in initials.items()]
    values = {"groups": groups, "links": links, "count": len(rows)}
    return Facts(values=values, description=description)


def _entries(letters: tuple[str, ...], rows: Sequence[Row], part: Callable[[str], Part]) -> Entries:
    anchor = "-".join(("in", *letters))
    parts = tuple(part(key) for _, key in rows)
    return Entries(title=_beginning(letters), anchor=anchor, parts=parts)


def _by_initial(rows: Sequence[Row], depth: int) -> dict[str, list[Row]]:
    """Part names by the letter at a place, in order, those without a Latin letter there last."""
    initials: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        initials[initial(row[0][depth:])].append(row)
    return {letter: initials[letter] for letter in sorted(initials, key=lambda one: (one == OTHER, one))}


def _beginning(letters: tuple[str, ...]) -> str:
    """Return how names that begin with `letters` are headed: "S", "Sm", "S, other"."""
    latin = "".join(letter for letter in letters if letter != OTHER).capitalize()
    other = [OTHER] if OTHER in letters else []
    return ", ".join(filter(None, (latin, *other))) if latin else OTHER.capitalize()


def _topics(archive: Archive) -> View:
    return View(
        address=section_address("topics"),
        template="topics.html",
        title="Topics",
        section="topics",
        facts=partial(_topic_facts, archive),
    )


def _topic_facts(archive: Archive) -> Facts:
    """Return the topics as a tree: those without a broader one, and what lies beneath each."""

    def branch(key: str) -> tuple[Part, list[object]]:
        return topic_part(archive, key), [branch(below) for below in archive.narrower_topics.get(key, ())]

    top = [t for t in archive.topics.values() if t.broader is None]
    top.sort(key=lambda topic: topic.label.casefold())
    return Facts(
        values={"tree": [branch(topic.id) for topic in top], "count": len(archive.topics)},
        description=f"{counted(len(archive.topics), 'topic', 'topics')} in {archive.settings.site_name}.",
    )
