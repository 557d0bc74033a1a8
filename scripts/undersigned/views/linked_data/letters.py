"""The records of a letter's page: a Message with those who sent and received it, and the way to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from undersigned.archive.cards import Card
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.enclosures import Enclosure
from undersigned.model.letter import Correction, Letter
from undersigned.model.settings import Settings
from undersigned.views.addresses import address, file_address
from undersigned.views.linked_data.nodes import Node, entry, licence, node, publisher, way, website
from undersigned.views.view import View


class Correspondence(NamedTuple):
    """A letter and its card, whom it names, and what the registries say of them and of its topics.

    `signed` are those whose signatures stand. `offices` holds label and address of each office by its
    id, `topics` those of each topic.
    """

    letter: Letter
    card: Card
    signed: Sequence[Correspondent]
    recipients: Sequence[Correspondent]
    cc: Sequence[Correspondent]
    enclosures: Sequence[Enclosure]
    offices: Mapping[str, tuple[str, str]]
    topics: Sequence[tuple[str, str]]


def letter_graph(settings: Settings, view: View, sent: Correspondence, description: str) -> list[Node]:
    """Return the records of a letter's page. The Message's `@id` is the letter's permanent link."""
    letter, card = sent.letter, sent.card
    base = settings.absolute("")
    url = base + view.address
    private = ({"@type": "Person", "name": one.name} for one in letter.also_signed)
    message = node(
        "Message",
        url,
        name=letter.title,
        headline=letter.title,
        alternativeHeadline=letter.subject,
        url=url,
        description=description,
        inLanguage=letter.language,
        dateSent=letter.date.isoformat(),
        datePublished=card.published.isoformat(),
        dateModified=card.changed.isoformat(),
        creativeWorkStatus="Withdrawn" if letter.withdrawn else None,
        sender=[*_correspondents(sent.signed, sent.offices, base), *private],
        toRecipient=[*_correspondents(sent.recipients, sent.offices, base)],
        ccRecipient=[*_correspondents(sent.cc, sent.offices, base)],
        correction=[*_corrections(letter.corrections)],
        associatedMedia=[_file(one, url) for one in sent.enclosures],
        about=[entry("DefinedTerm", label, base + place) for label, place in sent.topics],
        publisher=publisher(settings),
        license=licence(settings),
        isPartOf=website(settings),
    )
    return [message, *way(view, base)]


def _corrections(corrections: Iterable[Correction]) -> Iterator[Node]:
    """Yield the records of corrections, each with what was changed in words."""
    for one in corrections:
        said = " ".join(filter(None, (_replacement(one), one.note)))
        yield node("CorrectionComment", text=said, dateCreated=one.date.isoformat())


def _replacement(one: Correction) -> str:
    if one.was and one.now:
        return f"“{one.was}” is now “{one.now}”."
    return f"“{one.was}” was taken out." if one.was else f"“{one.now}” was added." if one.now else ""


def _file(one: Enclosure, url: str) -> Node:
    return node(
        "MediaObject",
        name=one.label,
        contentUrl=url + file_address(one.file),
        encodingFormat=one.type,
        contentSize=str(one.size),
        sha256=one.sha256,
    )


def _correspondents(
    found: Sequence[Correspondent], offices: Mapping[str, tuple[str, str]], base: str
) -> Iterator[Node]:
    """Yield the records of correspondents under the names that the letter prints.

    What stands beneath a name is the job title, as printed; the office that the archive knows is given
    where it is not printed. Nobody says whether a correspondent whom no registry knows is a person: it
    is a ContactPoint.
    """
    for one in found:
        url = base + (address(one) or "")
        beneath = ", ".join(one.title)
        if one.kind == "person":
            label, place = offices[one.office] if one.office else ("", "")
            is_printed = not label or label in one.title
            held = None if is_printed else entry("Occupation", label, base + place)
            yield entry("Person", one.name, url, jobTitle=beneath, hasOccupation=held)
        elif one.kind == "organization":
            yield entry("Organization", one.name, url, description=beneath)
        else:
            yield node("ContactPoint", name=one.name, description=beneath)
