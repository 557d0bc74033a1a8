"""All pages of an archive, and the sections that its navigation leads to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.views.addresses import SEARCH, section_address
from undersigned.views.changes import changes_pages
from undersigned.views.charts import chart
from undersigned.views.correspondents import correspondent_pages
from undersigned.views.glance import glance
from undersigned.views.indexes import index_pages
from undersigned.views.letters import latest, letter_pages
from undersigned.views.moved import moved_pages
from undersigned.views.offices import office_pages
from undersigned.views.sharing import sharing_pages
from undersigned.views.topics import topic_pages, topic_part
from undersigned.views.view import Facts, Part, View
from undersigned.views.words import counted

LATEST = 6
"""Letters on the home page: the newest as an excerpt, then five in a list."""
WAYS_IN = 12
"""Topics, offices, people and years that the home page leads to at most, each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """An index that has something in it."""

    name: str
    title: str
    address: str
    count: int


def sections(archive: Archive) -> tuple[Section, ...]:
    """Return the indexes that the archive has; what is empty has none."""
    counts = {
        "letters": ("Letters", len(archive.letters)),
        "people": ("People", len(archive.people)),
        "organizations": ("Organizations", len(archive.organizations)),
        "offices": ("Offices", len(archive.offices)),
        "topics": ("Topics", len(archive.topics)),
    }
    return tuple(
        Section(name=name, title=title, address=section_address(name), count=count)
        for name, (title, count) in counts.items()
        if count or name == "letters"
    )


def pages(archive: Archive) -> Iterator[View]:
    """Yield every page of the archive, in a fixed order; no two have one address."""
    found = list(_pages(archive))
    yield from found
    yield from moved_pages(archive, found)


def _pages(archive: Archive) -> Iterator[View]:
    yield from letter_pages(archive)
    yield from index_pages(archive)
    yield from correspondent_pages(archive, archive.people, "people")
    yield from correspondent_pages(archive, archive.organizations, "organizations")
    yield from office_pages(archive)
    yield from topic_pages(archive)
    yield from changes_pages(archive)
    yield from sharing_pages(archive)
    yield View(
        address=SEARCH,
        template="search.html",
        title="Search",
        section="search",
        facts=partial(
            Facts,
            values={"sections": sections(archive), "index": None},
            description=f"Search the letters of {archive.settings.site_name}.",
        ),
    )


def home_facts(archive: Archive) -> Facts:
    """Return what the home page shows beneath its opening words."""
    newest = latest(archive, LATEST)
    topics = [topic_part(archive, key) for key in archive.topics]
    offices = [
        Part(title=o.label, address=f"offices/{key}/", count=len(archive.letters_by_office.get(key, ())))
        for key, o in archive.offices.items()
    ]
    people = [
        Part(title=p.name, address=f"people/{key}/", count=len(archive.letters_of[key]))
        for key, p in archive.people.items()
    ]
    years = [
        Part(title=str(year), address=f"letters/{year}/", count=len(keys))
        for year, keys in archive.letters_by_year.items()
    ]
    values = {
        "newest": newest[0] if newest else None,
        "latest": [(key, "") for key in newest[1:]],
        "topics": _most(topics),
        "offices": _most([office for office in offices if office.count]),
        "people": _most(people),
        "years": years[::-1][:WAYS_IN],
        "glance": glance(archive),
        "chart": chart(years),
        "sections": sections(archive),
        "letters": counted(len(archive.letters), "letter", "letters"),
    }
    return Facts(values=values, letters=newest)


def _most(parts: list[Part]) -> list[Part]:
    """Return the entries with most letters, by label among equals."""
    return sorted(parts, key=lambda part: (-part.count, part.title.casefold()))[:WAYS_IN]
