"""A letter as all feeds tell of it: its id, its days, its authors, its words."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.outputs.feeds.anywhere import anywhere
from undersigned.render.body import Body
from undersigned.render.templates import FOLDER
from undersigned.views.addresses import INTERFACE_LANGUAGE, address, letter_address
from undersigned.views.words import counted, direction, long_day

MOST_KEPT = 20_000
"""Lines of correspondents that are kept: a petition may have any number."""
TEMPLATE = "feed_letter.html"


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
        content=_content(settings, whole, body, url),
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


def _content(settings: Settings, whole: Whole, body: Body, url: str) -> str:
    """Return all that a letter prints, as HTML."""
    root = settings.absolute("")
    html = _macro("content")(
        whole.letter,
        whole.letter.language or settings.language,
        whole.in_role("signatory"),
        whole.in_role("recipient"),
        whole.in_role("cc"),
        Markup(anywhere(body.before, root, url)),  # noqa: S704 - our own serializer's HTML
        Markup(anywhere(body.after, root, url)),  # noqa: S704
        Markup(anywhere(body.notes, root, url)),  # noqa: S704
    )
    return str(html)


def _printed(person: Correspondent) -> Markup:
    return _lines(person.printed)


@lru_cache(maxsize=MOST_KEPT)
def _lines(lines: tuple[str, ...]) -> Markup:
    """Return the lines that letters print of a correspondent, who may sign many in the same words."""
    return _macro("lines")(lines)


def _macro(name: str) -> Callable[..., Markup]:
    macro: Callable[..., Markup] = getattr(_template().module, name)
    return macro


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(counted=counted, direction=direction, long_day=long_day, printed=_printed)
    environment.globals["interface_language"] = INTERFACE_LANGUAGE
    return environment.get_template(TEMPLATE)
