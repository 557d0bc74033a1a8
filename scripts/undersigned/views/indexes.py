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
    if archive.topics:
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


def _index(archive: Archive, section: str, title: str, rows: Sequence[tuple[str, Part]]) -> Iterator[View]:
    by_initial: defaultdict[str, list[Part]] = defaultdict(list)
    for word, part in rows:
        by_initial[initial(word)].append(part)
    order = sorted(by_initial, key=lambda letter: (letter == OTHER, letter))
    whole = len(rows) <= LONGEST
    base = section_address(section)
    groups = tuple(
        Entries(title=_initial_title(i), anchor=f"in-{i}", parts=tuple(by_initial[i])) for i in order
    )
    links = tuple(
        Part(title=_initial_title(i), address=section_address(section, i), count=len(by_initial[i]))
        for i in order
    )
    facts = {
        "groups": groups if whole else (),
        "links": () if whole else links,
        "count": len(rows),
        "heading": title,
    }
    said = counted(len(rows), title[:-1].lower() if section != "people" else "person", title.lower())
    yield View(
        address=base,
        template="entries.html",
        title=title,
        section=section,
        facts=partial(Facts, values=facts),
        description=f"{said} in {archive.settings.site_name}.",
    )
    if whole:
        return
    for i, group in zip(order, groups, strict=True):
        yield View(
            address=section_address(section, i),
            template="entries.html",
            title=f"{title}: {_initial_title(i)}",
            section=section,
            facts=partial(
                Facts,
                values={"groups": (group,), "links": (), "count": len(group.parts), "heading": title},
            ),
            description=f"{title} under {_initial_title(i)} in {archive.settings.site_name}.",
            crumbs=(Crumb(title=title, address=base),),
        )


def _initial_title(letter: str) -> str:
    return "Other" if letter == OTHER else letter.upper()


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
