"""What the registries say of an entry, with links to the others that it names."""

from collections.abc import Iterable, Iterator

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry, Holding, Link, Office, Organization, Person, Topic, label_of
from undersigned.views.addresses import FEED, RECORD, address

Json = dict[str, object]


class Described:
    """Describes the entries of an archive; `base` is the absolute address of the site's root."""

    def __init__(self, archive: Archive, base: str) -> None:
        self._archive = archive
        self._base = base

    def entry(self, entry: Entry) -> Json:
        """Return what there is to say of an entry besides its letters."""
        match entry:
            case Person():
                return self._whole(entry, self._person(entry), self._figures(entry.id))
            case Organization():
                return self._whole(entry, self._organization(entry), self._figures(entry.id))
            case Office():
                letters = self._archive.letters_by_office.get(entry.id, ())
                return self._whole(entry, self._office(entry), {"letters": len(letters)})
            case Topic():
                letters = self._archive.letters_by_topic.get(entry.id, ())
                return self._whole(entry, self._topic(entry), {"letters": len(letters)})
        raise TypeError(f"no registry holds {type(entry).__name__}")

    def _whole(self, entry: Entry, said: Json, counts: dict[str, int]) -> Json:
        url = self._url(entry)
        forms = {"html": url, "json": url + RECORD}
        if counts["letters"]:
            forms["feed"] = url + FEED
        first: Json = {**self._named(entry), "also": entry.also, "former_ids": entry.former_ids}
        return {**first, **said, "counts": counts, "forms": forms}

    def _url(self, entry: Entry) -> str:
        return self._base + (address(entry) or "")

    def _named(self, entry: Entry) -> Json:
        name = "name" if isinstance(entry, Person | Organization) else "label"
        return {"id": entry.id, "url": self._url(entry), name: label_of(entry)}

    def _figures(self, key: str) -> dict[str, int]:
        signed, received = self._archive.figures.get(key, (0, 0))
        return {
            "letters": len(self._archive.letters_of.get(key, ())),
            "signed": signed,
            "received": received,
        }

    def _person(self, person: Person) -> Json:
        held = [{**self._named(self._archive.offices[h.office]), **_term(h)} for h in person.offices]
        said: Json = {"sort": person.sort} if person.sort else {}
        return {**said, "offices": held, "links": _links(person.links)}

    def _organization(self, organization: Organization) -> Json:
        said: Json = {}
        if organization.part_of:
            said["part_of"] = self._named(self._archive.organizations[organization.part_of])
        parts = self._archive.parts_of.get(organization.id, ())
        named = [self._named(self._archive.organizations[key]) for key in parts]
        return {**said, "parts": named, "links": _links(organization.links)}

    def _office(self, office: Office) -> Json:
        said: Json = {"role": office.role} if office.role else {}
        if office.jurisdiction:
            said["jurisdiction"] = office.jurisdiction
        return {**said, "holders": list(self._holders(office))}

    def _holders(self, office: Office) -> Iterator[Json]:
        """Yield everyone who held an office: once a term, or once where only a letter tells of it."""
        for key in self._archive.holders.get(office.id, ()):
            person = self._archive.people[key]
            terms = [_term(h) for h in person.offices if h.office == office.id]
            yield from ({**self._named(person), **term} for term in terms or [{}])

    def _topic(self, topic: Topic) -> Json:
        said: Json = {"description": topic.description} if topic.description else {}
        if topic.broader:
            said["broader"] = self._named(self._archive.topics[topic.broader])
        narrower = self._archive.narrower_topics.get(topic.id, ())
        return {**said, "narrower": [self._named(self._archive.topics[key]) for key in narrower]}


def _links(links: Iterable[Link]) -> list[Json]:
    return [{"label": link.label, "url": link.url} for link in links]


def _term(holding: Holding) -> Json:
    """Return from when to when an office was held, as far as a source says: days, months or years."""
    said: Json = {"from": holding.from_.text} if holding.from_ else {}
    if holding.to:
        said["to"] = holding.to.text
    if holding.party:
        said["party"] = holding.party
    return said
