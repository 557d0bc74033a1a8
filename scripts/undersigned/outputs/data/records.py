"""The record of a letter: everything public that the archive knows of it, as JSON beside its page."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import cast

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent, Role
from undersigned.archive.enclosures import Enclosure
from undersigned.archive.reading import Whole
from undersigned.model.correspondents import PrivateSignatory
from undersigned.model.letter import Correction, Event, Withdrawal
from undersigned.outputs.data.shape import (
    AttachmentRecord,
    CorrectionRecord,
    CorrespondentRecord,
    EventRecord,
    LetterRecord,
    LetterReference,
    OfficeReference,
    PrivateSignatoryRecord,
    Text,
    TopicReference,
    WithdrawalRecord,
)
from undersigned.render.body import Body
from undersigned.render.plain_text import ROOT
from undersigned.views.addresses import (
    BIBTEX,
    CSL,
    EMBED,
    OEMBED,
    PLAIN_TEXT,
    RECORD,
    RIS,
    SOURCE,
    file_address,
    letter_address,
    section_address,
)
from undersigned.views.data_files import SCHEMA_VERSION
from undersigned.work.compact import encoded

FORMS = {
    "html": "",
    "json": RECORD,
    "markdown": SOURCE,
    "text": PLAIN_TEXT,
    "embed": EMBED,
    "oembed": OEMBED,
    "bibtex": BIBTEX,
    "ris": RIS,
    "csl": CSL,
}
"""The forms in which a letter is to be had, and their addresses beside its page."""


def letter_record(archive: Archive, whole: Whole, body: Body) -> LetterRecord:
    """Return what the archive knows of a letter, as JSON has it.

    Every list that the record itself has is there, perhaps empty; all else that a letter lacks is left
    out, and nothing is null. Days are ISO 8601 dates, addresses are absolute.

    Raises ProblemsFound if the letter's file has changed since the archive was loaded.

    It is made of the letter and its body, of what `LetterKeys` (archive/keys.py) stands for, and of the
    settings.
    """
    letter, settings = whole.letter, archive.settings
    card = archive.letters[letter.id]
    base = settings.absolute("")
    url = base + letter_address(letter.id)
    record = {
        "schema_version": SCHEMA_VERSION,
        "id": letter.id,
        "url": url,
        "title": letter.title,
        "date": letter.date.isoformat(),
        "published": card.published.isoformat(),
        "updated": card.changed.isoformat(),
        "language": letter.language,
        "subject": letter.subject,
        "summary": letter.summary or body.summary,
        "letterhead": letter.letterhead,
        "via": letter.via,
        "topics": [_topic(archive, key, base) for key in letter.topics],
        "signatories": _in_role(archive, whole, "signatory", base),
        "also_signed": [_private(one) for one in letter.also_signed],
        "erased": letter.erased,
        "signatures": card.signatures,
        "recipients": _in_role(archive, whole, "recipient", base),
        "cc": _in_role(archive, whole, "cc", base),
        "follows": _letters(letter.follows, base),
        "followed_by": _letters(archive.followed_by.get(letter.id, ()), base),
        "exchange": _exchange(archive, letter.id, base),
        "events": [_event(event, base) for event in letter.events],
        "corrections": [_correction(correction) for correction in letter.corrections],
        "withdrawn": _withdrawal(letter.withdrawn) if letter.withdrawn else None,
        "attachments": [_attachment(one, url) for one in archive.enclosures.get(letter.id, ())],
        "links": [{"place": name, "url": link.replace(ROOT, base)} for name, link in body.links],
        "former_ids": letter.former_ids,
        "source": letter.source,
        "publisher": settings.publisher,
        "rights": settings.rights,
        "sha256": sha256(archive.source(letter.id)).hexdigest(),
        "forms": {form: url + name for form, name in FORMS.items()},
        "text": _text(body, url),
    }
    return cast(LetterRecord, {key: value for key, value in record.items() if value not in (None, "")})


def letter_json(record: Mapping[str, object]) -> bytes:
    """Return a record as the file beside the letter's page: JSON (RFC 8259) on one line."""
    return encoded(record) + b"\n"


def _topic(archive: Archive, key: str, base: str) -> TopicReference:
    return {"id": key, "label": archive.topics[key].label, "url": base + section_address("topics", key)}


def _private(one: PrivateSignatory) -> PrivateSignatoryRecord:
    return {"name": one.name, "title": one.title} if one.title else {"name": one.name}


def _withdrawal(withdrawal: Withdrawal) -> WithdrawalRecord:
    said: WithdrawalRecord = {"date": withdrawal.date.isoformat()}
    if withdrawal.note:
        said["note"] = withdrawal.note
    return said


def _text(body: Body, url: str) -> Text:
    said: Text = {
        "paragraphs": [{"id": name, "url": f"{url}#{name}", "text": text} for name, text in body.paragraphs],
        "notes": list(body.note_texts),
    }
    if body.others:
        said["others"] = list(body.others)
    return said


def _in_role(archive: Archive, whole: Whole, role: Role, base: str) -> list[CorrespondentRecord]:
    return [_correspondent(archive, c, base) for c in whole.correspondents if c.role == role]


def _correspondent(archive: Archive, c: Correspondent, base: str) -> CorrespondentRecord:
    """Return what a letter prints of a correspondent, and what the registries know of them on the day."""
    said: CorrespondentRecord = {"name": c.name}
    if c.title:
        said["title"] = list(c.title)
    if c.address:
        said["address"] = list(c.address)
    _add_known(said, archive, c, base)
    if c.by:
        said["by"] = c.by
    if c.for_:
        said["for"] = c.for_
    if c.lead:
        said["lead"] = True
    if c.role == "signatory":
        said["signed"] = c.day.isoformat()
        if c.withdrawn:
            said["withdrawn"] = c.withdrawn.isoformat()
    return said


def _add_known(said: CorrespondentRecord, archive: Archive, c: Correspondent, base: str) -> None:
    if c.id and c.kind:
        said["id"] = c.id
        said["kind"] = c.kind
        said["url"] = base + section_address("people" if c.kind == "person" else "organizations", c.id)
    if c.office:
        said["office"] = _office(archive, c.office, base)
        person = archive.people.get(c.id or "")
        if person and (party := person.party_on(c.day, c.office)):
            said["party"] = party


def _office(archive: Archive, key: str, base: str) -> OfficeReference:
    office = archive.offices[key]
    said: OfficeReference = {
        "id": office.id,
        "label": office.label,
        "url": base + section_address("offices", office.id),
    }
    if office.role:
        said["role"] = office.role
    if office.jurisdiction:
        said["jurisdiction"] = office.jurisdiction
    return said


def _letters(keys: Iterable[str], base: str) -> list[LetterReference]:
    return [{"id": key, "url": base + letter_address(key)} for key in keys]


def _exchange(archive: Archive, key: str, base: str) -> LetterReference | None:
    """Return the oldest of the letters that are connected with one; None where there are no others."""
    together = archive.exchanges.get(key)
    return _letters(together[:1], base)[0] if together else None


def _attachment(one: Enclosure, url: str) -> AttachmentRecord:
    said: AttachmentRecord = {
        "file": one.file,
        "url": url + file_address(one.file),
        "kind": one.kind,
        "label": one.label,
        "type": one.type,
        "size": one.size,
        "sha256": one.sha256,
    }
    if one.pages:
        said["pages"] = one.pages
    return said


def _event(event: Event, base: str) -> EventRecord:
    said: EventRecord = {"date": event.date.isoformat(), "kind": event.kind, "title": event.title}
    if event.url:
        said["url"] = event.url
    if event.letter:
        (said["letter"],) = _letters([event.letter], base)
    return said


def _correction(correction: Correction) -> CorrectionRecord:
    said: CorrectionRecord = {"date": correction.date.isoformat(), "kind": correction.kind}
    if correction.was:
        said["was"] = correction.was
    if correction.now:
        said["now"] = correction.now
    if correction.note:
        said["note"] = correction.note
    return said
