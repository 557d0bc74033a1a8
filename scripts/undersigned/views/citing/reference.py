"""What a citation says of a letter, gathered once for every style and format."""

import datetime as dt
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.reading import Whole
from undersigned.views.addresses import letter_address
from undersigned.views.names import Name, name_parts, whole_name


class Party(NamedTuple):
    """Who signs or is written to: a person or, if `is_body`, an organization.

    `office` is the first line that the letter prints beneath the name, "" for none.
    """

    name: Name
    office: str
    is_body: bool


class Reference(NamedTuple):
    """A letter as a citation knows it. Every text is one line, and "" where there is none.

    `url` is the permanent address. `senders` are those who signed and stand by it, the leading ones
    first and the private ones last; `erased` is how many more asked not to be named. `recipients` is
    empty for an open letter or a statement. `topics` are labels. `archive` is the site's name, which
    serves as `publisher` where none is given. `withdrawn` is the day on which the letter was.
    """

    id: str
    url: str
    title: str
    date: dt.date
    language: str
    senders: tuple[Party, ...]
    erased: int
    recipients: tuple[Party, ...]
    topics: tuple[str, ...]
    archive: str
    publisher: str
    rights: str
    summary: str
    withdrawn: dt.date | None = None

    @property
    def kind(self) -> str:
        """What kind of letter it is."""
        return "Letter" if self.recipients else "Open letter"

    @property
    def description(self) -> str:
        """What kind of letter it is, and to whom: "Letter to A and B", "Open letter"."""
        names = [party.name.direct for party in self.recipients]
        if len(names) > MOST_RECIPIENTS:
            return f"{self.kind} to {names[0]} et al."
        comma = "," if len(names) > 2 else ""  # noqa: PLR2004 - as American English lists three
        to = " and ".join(filter(None, (", ".join(names[:-1]) + comma, *names[-1:])))
        return f"{self.kind} to {to}" if to else self.kind


MOST_RECIPIENTS = 3
"""Recipients that a description names; of more it names the first."""


def reference(archive: Archive, whole: Whole) -> Reference:
    """Return what citations say of a letter: who withdrew a signature has no part in it."""
    letter, settings = whole.letter, archive.settings
    signed = [c for c in whole.in_role("signatory") if c.withdrawn is None]
    signed.sort(key=lambda c: not c.lead)
    private = (Party(name_parts(one.name), one.title or "", is_body=False) for one in letter.also_signed)
    return Reference(
        id=letter.id,
        url=settings.absolute(letter_address(letter.id)),
        title=letter.title,
        date=letter.date,
        language=letter.language or settings.language,
        senders=(*(_party(archive, c) for c in signed), *private),
        erased=letter.erased,
        recipients=tuple(_party(archive, c) for c in whole.in_role("recipient")),
        topics=tuple(archive.topics[key].label for key in letter.topics),
        archive=settings.site_name,
        publisher=settings.publisher or settings.site_name,
        rights=settings.rights or "",
        summary=letter.summary or "",
        withdrawn=letter.withdrawn.date if letter.withdrawn else None,
    )


def _party(archive: Archive, one: Correspondent) -> Party:
    office = one.title[0] if one.title else ""
    if one.kind == "organization":
        # Beneath "by Name, Title" stands what that person is.
        return Party(whole_name(one.name), "" if one.by else office, is_body=True)
    sort = archive.people[one.id].sort if one.id else None
    return Party(name_parts(one.name, sort), office, is_body=False)
