"""What search finds: every letter, person, organization, office and topic of the archive."""

from collections.abc import Iterator

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.reading import Whole
from undersigned.model.letter import Letter
from undersigned.model.registry import Entry, printed_forms
from undersigned.outputs.search.index import Document
from undersigned.render.body import Body
from undersigned.views.addresses import INTERFACE_LANGUAGE, address, letter_address
from undersigned.views.correspondents import NONE, term
from undersigned.views.words import counted, listed, place_name

KINDS = {
    "letter": "letters",
    "person": "people",
    "organization": "organizations",
    "office": "offices",
    "topic": "topics",
}
"""The section of the archive that each kind of document is listed in."""


def entry_documents(archive: Archive) -> Iterator[Document]:
    """Yield what search finds besides letters."""
    for person in archive.people.values():
        terms = [", ".join(filter(None, (archive.offices[h.office].label, term(h)))) for h in person.offices]
        yield _entry(person, "person", _figures(archive, person.id), terms)
    for organization in archive.organizations.values():
        yield _entry(organization, "organization", _figures(archive, organization.id), [])
    for office in archive.offices.values():
        place = place_name(office.jurisdiction) if office.jurisdiction else ""
        held = [archive.people[key].name for key in archive.holders.get(office.id, ())]
        line = _count(archive.letters_by_office.get(office.id, ()))
        yield _entry(office, "office", line, [*filter(None, (office.role, place)), *held])
    for topic in archive.topics.values():
        line = _count(archive.letters_by_topic.get(topic.id, ()))
        yield _entry(topic, "topic", line, [topic.description] if topic.description else [])


def filter_values(archive: Archive) -> dict[str, dict[str, str]]:
    """Return, for each filter, its values and the addresses of the pages that list their letters.

    A jurisdiction has no page, nor has a recipient whom no registry knows.
    """
    appearances = [a for card in archive.letters.values() for a in card.appearances]
    pages: dict[str | None, str] = {None: ""}
    pages |= {key: f"people/{key}/" for key in archive.people}
    pages |= {key: f"organizations/{key}/" for key in archive.organizations}
    signed = {a.id for a in appearances if a.id and a.signs}
    received = {(a.id, archive.names[a.id] if a.id else a.name) for a in appearances if a.role == "recipient"}
    places = {archive.offices[a.office].jurisdiction for a in appearances if a.office and a.signs}
    return {
        "topic": {archive.topics[key].label: f"topics/{key}/" for key in archive.letters_by_topic},
        "year": {str(year): f"letters/{year:04}/" for year in archive.letters_by_year},
        "recipient": {name: pages[key] for key, name in received},
        "signatory": {archive.names[key]: pages[key] for key in signed},
        "jurisdiction": {place_name(place): "" for place in places if place},
        "kind": {name: f"{section}/" for name, section in KINDS.items() if getattr(archive, section)},
    }


def _count(keys: tuple[str, ...]) -> str:
    return counted(len(keys), "letter", "letters")


def _figures(archive: Archive, key: str) -> str:
    signed, received = archive.figures.get(key, NONE)
    parts = [f"signed {counted(signed, 'letter', 'letters')}"] if signed else []
    parts += [f"received {counted(received, 'letter', 'letters')}"] if received else []
    return " · ".join(parts)


def _entry(entry: Entry, kind: str, line: str, more: list[str]) -> Document:
    forms = printed_forms(entry)
    return Document(
        address=address(entry) or "",
        kind=kind,
        title=forms[0],
        date=None,
        language=INTERFACE_LANGUAGE,
        line=line,
        filters={},
        words="\n\n".join((*forms, *more)),
        extra="",
    )


def letter_document(archive: Archive, whole: Whole, body: Body) -> Document:
    """Return what search finds of a letter."""
    letter = whole.letter
    signatories, recipients = whole.in_role("signatory"), whole.in_role("recipient")
    offices = [archive.offices[c.office] for c in signatories if c.office and c.withdrawn is None]
    names = [_printed(c) for c in whole.correspondents]
    names += [" ".join(filter(None, (p.name, p.title))) for p in letter.also_signed]
    labels = [archive.topics[key].label for key in letter.topics]
    above = {up for key in letter.topics for up in (key, *archive.broader_topics(key))}
    to = f"to {listed([c.name for c in recipients])}" if recipients else "open letter"
    count = counted(archive.letters[letter.id].signatures, "signatory", "signatories")
    were = [correction.was for correction in letter.corrections if correction.was]
    texts = [letter.subject or "", *(text for _, text in body.paragraphs), *body.note_texts, *body.others]
    return Document(
        address=letter_address(letter.id),
        kind="letter",
        title=letter.title,
        date=letter.date.isoformat(),
        language=letter.language or archive.settings.language,
        line=" · ".join((to, count, *_changed(letter))),
        filters={
            "topic": _once(archive.topics[key].label for key in sorted(above)),
            "year": (str(letter.date.year),),
            "recipient": _once(_name(archive, c) for c in recipients),
            "signatory": _once(_name(archive, c) for c in signatories if c.withdrawn is None),
            "jurisdiction": _once(place_name(o.jurisdiction) for o in offices if o.jurisdiction),
        },
        words="\n\n".join(filter(None, texts)),
        # Words that stood there are found too, by whoever has them from then.
        extra="\n".join(filter(None, [letter.summary or "", *names, *labels, *letter.letterhead, *were])),
    )


def _changed(letter: Letter) -> Iterator[str]:
    """Yield in a word each what became of a letter after it was published."""
    if letter.corrections:
        yield "corrected"
    if letter.withdrawn:
        yield "withdrawn"


def _printed(correspondent: Correspondent) -> str:
    """Return everything that a letter prints of a correspondent."""
    by, whom = correspondent.by, correspondent.for_
    parts = (correspondent.name, *correspondent.title, *correspondent.address, by, whom)
    return " ".join(filter(None, parts))


def _name(archive: Archive, correspondent: Correspondent) -> str:
    """Return the name under which all letters of a correspondent are gathered."""
    return archive.names[correspondent.id] if correspondent.id else correspondent.name


def _once(values: "Iterator[str] | list[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
