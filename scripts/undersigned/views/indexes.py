"""The indexes of people, organizations, offices and topics; long ones are split by initial."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
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

Row = tuple[str, Part]
"""The word that an entry is filed under, and the entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """Entries under one initial, or under one heading."""

    title: str
    anchor: str
    parts: tuple[Part, ...]


def index_pages(archive: Archive) -> Iterator[View]:
    """Yield the index of each kind of entry that the archive has."""
    if archive.people:
        people = sorted(archive.people.values(), key=sort_key)
        rows = [(sort_key(p), _person(archive, p.id)) for p in people]
        yield from _index(archive, "people", "People", rows)
    if archive.organizations:
        bodies = sorted(archive.organizations.values(), key=sort_key)
        rows = [(sort_key(o), _correspondent(archive, o.id)) for o in bodies]
        yield from _index(archive, "organizations", "Organizations", rows)
    if archive.offices:
        offices = sorted(archive.offices.values(), key=lambda o: o.label.casefold())
        rows = [(o.label.casefold(), _office(archive, o.id)) for o in offices]
        yield from _index(archive, "offices", "Offices", rows)
    if len(archive.topics) > LONGEST:
        topics = sorted(archive.topics.values(), key=lambda t: t.label.casefold())
        rows = [(t.label.casefold(), topic_part(archive, t.id)) for t in topics]
        yield from _index(archive, "topics", "Topics", rows)
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


def _index(archive: Archive, section: str, title: str, rows: Sequence[Row]) -> Iterator[View]:
    """Yield the index of a section, and a page for each initial where it is too long for one."""
    noun = SINGULAR.get(section, title[:-1].lower())
    count = counted(len(rows), noun, title.lower())
    base = View(
        address=section_address(section),
        template="entries.html",
        title=title,
        section=section,
        facts=partial(_facts, section_address(section), rows, ()),
        description=f"{count} in {archive.settings.site_name}.",
    )
    yield base
    yield from _parts(archive, base, base, rows, ())


def _parts(
    archive: Archive, base: View, above: View, rows: Sequence[Row], letters: tuple[str, ...]
) -> Iterator[View]:
    """Yield the pages to which the list `rows` of names that begin with `letters` leads."""
    if _is_short(rows, letters):
        return
    for letter, found in _by_initial(rows, len(letters)).items():
        address, begin = f"{above.address}{letter}/", (*letters, letter)
        page = View(
            address=address,
            template="entries.html",
            title=f"{base.title}: {_beginning(begin)}",
            section=base.section,
            facts=partial(_facts, address, found, begin),
            description=f"{base.title} under {_beginning(begin)} in {archive.settings.site_name}.",
            crumbs=(*above.crumbs, Crumb(title=above.title, address=above.address)),
        )
        yield page
        yield from _parts(archive, base, page, found, begin)


def _is_short(rows: Sequence[Row], letters: tuple[str, ...]) -> bool:
    """Whether names that begin with `letters` stand on one page: what has no Latin letter is not split."""
    return len(rows) <= LONGEST or len(letters) == DEEPEST or OTHER in letters


def _facts(base: str, rows: Sequence[Row], letters: tuple[str, ...]) -> Facts:
    """Return what a page of an index shows: names by initial, or what leads to them."""
    depth = len(letters)
    initials = _by_initial(rows, depth)
    groups: list[Entries] = []
    links: list[Part] = []
    if not _is_short(rows, letters):
        links = [
            Part(title=_beginning((*letters, letter)), address=f"{base}{letter}/", count=len(found))
            for letter, found in initials.items()
        ]
    elif letters:
        groups = [_entries(letters, rows)]
    else:
        groups = [_entries((letter,), found) for letter, found in initials.items()]
    return Facts(values={"groups": groups, "links": links, "count": len(rows)})


def _entries(letters: tuple[str, ...], rows: Sequence[Row]) -> Entries:
    anchor = "-".join(("in", *letters))
    return Entries(title=_beginning(letters), anchor=anchor, parts=tuple(part for _, part in rows))


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
        description=f"{counted(len(archive.topics), 'topic', 'topics')} in {archive.settings.site_name}.",
    )


def _topic_facts(archive: Archive) -> Facts:
    """Return the topics as a tree: those without a broader one, and what lies beneath each."""

    def branch(key: str) -> tuple[Part, list[object]]:
        return topic_part(archive, key), [branch(below) for below in archive.narrower_topics.get(key, ())]

    top = [t for t in archive.topics.values() if t.broader is None]
    top.sort(key=lambda topic: topic.label.casefold())
    return Facts(values={"tree": [branch(topic.id) for topic in top], "count": len(archive.topics)})
