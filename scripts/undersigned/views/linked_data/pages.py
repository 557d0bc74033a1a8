"""The records of pages that are no letters: what kind of page it is, and the entry it shows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from undersigned.model.registry import Entry, Holding, Link, Office, Organization, Person, Topic
from undersigned.model.settings import Settings
from undersigned.views.addresses import INTERFACE_LANGUAGE, SEARCH, address, section_address
from undersigned.views.data_files import SCHEMA_VERSION, DataFile
from undersigned.views.linked_data.nodes import Node, entry, licence, node, publisher, way, website
from undersigned.views.view import View

LISTS = ("letters.html", "part.html", "entries.html", "topics.html", "office.html", "topic.html")
KINDS = {
    **dict.fromkeys(LISTS, "CollectionPage"),
    "correspondent.html": "ProfilePage",
    "search.html": "SearchResultsPage",
}
"""What kind of page each template makes; all others make a WebPage."""
DATA_PAGE = "data.html"
SEARCH_WORDS = "words"


def page_graph(settings: Settings, view: View, values: Mapping[str, object], description: str) -> list[Node]:
    """Return the records of a page of the archive; `values` are those of its facts."""
    base = settings.absolute("")
    page = _page(settings, KINDS.get(view.template, "WebPage"), base + view.address, view.title, description)
    if view.modified:
        page["dateModified"] = view.modified.isoformat()
    place = _Place(base, base + view.address, values)
    shown = _dataset(settings, place, description) if view.template == DATA_PAGE else _shown(place)
    if shown:
        # A collection is about something; any other page is that thing's own.
        role = "about" if page["@type"] == "CollectionPage" else "mainEntity"
        page[role] = {"@type": shown["@type"], "@id": shown["@id"]}
    return [page, *([shown] if shown else ()), *way(view, base)]


def document_graph(settings: Settings, address: str, title: str, description: str) -> list[Node]:
    """Return the record of a page that was written by hand; for the home page, that of the site."""
    if address:
        return [_page(settings, "WebPage", settings.absolute(address), title, description)]
    template = f"{settings.absolute(SEARCH)}?q={{{SEARCH_WORDS}}}"
    site = website(settings) | {
        "inLanguage": INTERFACE_LANGUAGE,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": template},
            # So search engines ask for it; schema.org's own way takes a record of its own for the words.
            "query-input": f"required name={SEARCH_WORDS}",
        },
    }
    more = {"description": description, "publisher": publisher(settings)}
    return [site | {name: value for name, value in more.items() if value}]


def _page(settings: Settings, kind: str, url: str, title: str, description: str) -> Node:
    return node(
        kind,
        url,
        name=title,
        url=url,
        description=description,
        inLanguage=INTERFACE_LANGUAGE,
        isPartOf=website(settings),
    )


class _Place(NamedTuple):
    """Where an entry is shown: the site's address, its page's, and the values of that page's facts."""

    base: str
    url: str
    values: Mapping[str, object]

    def of(self, other: Entry) -> str:
        """Return the address of another entry's page."""
        return self.base + (address(other) or "")


def _shown(place: _Place) -> Node | None:
    """Return the record of the entry that a page shows, if it shows one."""
    for name in ("entry", "office", "topic"):
        match place.values.get(name):
            case Person() as person:
                return _person(place, person)
            case Organization() as organization:
                return _organization(place, organization)
            case Office() as office:
                return _office(place, office)
            case Topic() as topic:
                return _topic(place, topic)
    return None


def _person(place: _Place, person: Person) -> Node:
    offices = cast("Sequence[tuple[Office, str, str | None]]", place.values["offices"])
    held = [
        _while(holding, "hasOccupation", entry("Occupation", office.label, place.of(office)))
        for holding, (office, *_) in zip(person.offices, offices, strict=True)
    ]
    parties = [
        _while(holding, "affiliation", node("Organization", name=holding.party))
        for holding in person.offices
        if holding.party
    ]
    return entry(
        "Person",
        person.name,
        place.url,
        alternateName=person.also,
        hasOccupation=held,
        affiliation=parties,
        sameAs=_addresses(person.links),
    )


def _while(holding: Holding, name: str, what: Node) -> Node:
    """Return the Role that says when something held: it has the property of that name once more."""
    days = {"startDate": holding.from_, "endDate": holding.to}
    known = {which: day.text for which, day in days.items() if day}
    return node("Role", **{name: what}, **known) if known else what


def _organization(place: _Place, organization: Organization) -> Node:
    whole = cast("Organization | None", place.values["part_of"])
    parts = cast("Iterable[Organization]", place.values["parts"])
    return entry(
        "Organization",
        organization.name,
        place.url,
        alternateName=organization.also,
        parentOrganization=entry("Organization", whole.name, place.of(whole)) if whole else None,
        subOrganization=[entry("Organization", part.name, place.of(part)) for part in parts],
        sameAs=_addresses(organization.links),
    )


def _office(place: _Place, office: Office) -> Node:
    area = node("AdministrativeArea", name=place.values["place"], identifier=office.jurisdiction)
    return entry(
        "Occupation",
        office.label,
        place.url,
        alternateName=office.also,
        occupationalCategory=office.role,
        occupationLocation=area if office.jurisdiction else None,
    )


def _topic(place: _Place, topic: Topic) -> Node:
    index = place.base + section_address("topics")
    return entry(
        "DefinedTerm",
        topic.label,
        place.url,
        alternateName=topic.also,
        description=topic.description,
        termCode=topic.id,
        inDefinedTermSet=node("DefinedTermSet", index + "#topics", name="Topics", url=index),
    )


def _dataset(settings: Settings, place: _Place, description: str) -> Node:
    """Return the record of all that can be downloaded, as catalogues of data sets gather it."""
    files = cast("Iterable[DataFile]", place.values["files"])
    return node(
        "Dataset",
        place.url + "#dataset",
        name=settings.site_name,
        url=place.url,
        description=description,
        version=SCHEMA_VERSION,
        license=licence(settings),
        publisher=publisher(settings),
        distribution=[
            node(
                "DataDownload",
                name=file.name,
                encodingFormat=file.media_type,
                contentUrl=place.url + file.name,
            )
            for file in files
        ],
    )


def _addresses(links: Iterable[Link]) -> list[str]:
    return [link.url for link in links]
