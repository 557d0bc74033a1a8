"""A letter as all feeds tell of it: its id, its days, its authors, its words."""

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.render.anywhere import letter_html
from undersigned.render.body import Body
from undersigned.views.addresses import address, letter_address


class Author(NamedTuple):
    """Somebody who signed a letter and stands by it; `url` is that of their page, if they have one."""

    name: str
    url: str | None


class Telling(NamedTuple):
    """What feeds tell of a letter.

    `id` is the URL of the letter under the first id that it had, so that one which was renamed is not
    shown a second time. `topics` are ids with labels, `content` is HTML that needs no style sheet.
    """

    id: str
    url: str
    title: str
    language: str
    published: str
    updated: str
    authors: tuple[Author, ...]
    topics: tuple[tuple[str, str], ...]
    summary: str
    content: str


def telling(archive: Archive, whole: Whole, body: Body) -> Telling:
    """Return what feeds tell of a letter."""
    settings, letter = archive.settings, whole.letter
    card = archive.letters[letter.id]
    url = settings.absolute(letter_address(letter.id))
    return Telling(
        id=settings.absolute(letter_address(letter.former_ids[0])) if letter.former_ids else url,
        url=url,
        title=letter.title,
        language=letter.language or settings.language,
        published=midnight(card.published, settings.time_zone),
        updated=midnight(card.changed, settings.time_zone),
        authors=_authors(settings, whole),
        topics=tuple((key, archive.topics[key].label) for key in letter.topics),
        summary=letter.summary or body.summary,
        content=letter_html(archive, whole, body),
    )


@lru_cache(maxsize=4096)
def midnight(day: date, time_zone: str) -> str:
    """Return the beginning of a day in an IANA time zone, as RFC 3339 (section 5.6) writes it.

    Clocks followed the sun before there were zones, to the second; offsets are given in minutes.
    """
    start = datetime.combine(day, time(), ZoneInfo(time_zone))
    offset = start.utcoffset() or timedelta()
    minutes = timezone(timedelta(minutes=offset // timedelta(minutes=1)))
    return start.replace(tzinfo=minutes).isoformat()


def _authors(settings: Settings, whole: Whole) -> tuple[Author, ...]:
    named = [
        Author(person.name, settings.absolute(page) if (page := address(person)) else None)
        for person in whole.correspondents
        if person.role == "signatory" and not person.withdrawn
    ]
    return (*named, *(Author(private.name, None) for private in whole.letter.also_signed))
