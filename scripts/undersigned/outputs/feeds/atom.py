"""Feeds in Atom (RFC 4287)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import starmap
from xml.etree.ElementTree import Element, SubElement, tostring

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.outputs.feeds.letter import midnight, telling
from undersigned.render.body import Body
from undersigned.views.addresses import INTERFACE_LANGUAGE
from undersigned.views.feeds import Feed

NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
GENERATOR = "Undersigned"
END_OF_ENTRY = "</entry>"
END = "</feed>"
MOST_KEPT = 20_000
"""Authors that are kept: a petition may have any number."""
UNCHANGED = date(1970, 1, 1)
"""The day of a feed without letters: one has to be named."""
DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


def entry(archive: Archive, whole: Whole, body: Body) -> bytes:
    """Return a letter as an `entry`, which may stand in any feed: the namespace is the feed's to name."""
    told = telling(archive, whole, body)
    top = Element("entry")
    _text(top, "id", told.id)
    _text(top, "title", told.title, told.language)
    _text(top, "published", told.published)
    _text(top, "updated", told.updated)
    link = {"rel": "alternate", "type": "text/html", "hreflang": told.language, "href": told.url}
    SubElement(top, "link", link)
    for key, label in told.topics:
        SubElement(top, "category", {"term": key, "label": label})
    if told.summary:
        _text(top, "summary", told.summary, told.language)
    _text(top, "content", told.content, told.language, "html")
    start = tostring(top, encoding="unicode").removesuffix(END_OF_ENTRY)
    return "".join([start, *starmap(_author, told.authors), END_OF_ENTRY]).encode()


def atom(feed: Feed, archive: Archive, entries: Mapping[str, bytes]) -> bytes:
    """Return a feed; `entries` holds the entry of each of its letters, by the letter's id."""
    settings = archive.settings
    top = Element("feed", {"xmlns": NAMESPACE, "xml:lang": INTERFACE_LANGUAGE})
    _text(top, "id", settings.absolute(feed.id))
    _text(top, "title", feed.title)
    _text(top, "subtitle", feed.subtitle)
    _text(top, "updated", midnight(_updated(feed, archive), settings.time_zone))
    SubElement(top, "link", {"rel": "self", "type": TYPE, "href": settings.absolute(feed.address)})
    page = {"rel": "alternate", "type": "text/html", "href": settings.absolute(feed.page)}
    SubElement(top, "link", page)
    if settings.rights:
        _text(top, "rights", settings.rights)
    _text(top, "generator", GENERATOR)
    publisher = _author(settings.publisher or settings.site_name, settings.absolute(""))
    start = tostring(top, encoding="unicode").removesuffix(END) + publisher
    inside = [entries[key] for key in feed.letters]
    return DECLARATION + b"\n".join([start.encode(), *inside, END.encode(), b""])


@lru_cache(maxsize=MOST_KEPT)
def _author(name: str, url: str | None) -> str:
    """Return an author, who may have signed many letters."""
    person = Element("author")
    _text(person, "name", name)
    if url:
        _text(person, "uri", url)
    return tostring(person, encoding="unicode")


def _updated(feed: Feed, archive: Archive) -> date:
    return max((archive.letters[key].changed for key in feed.letters), default=UNCHANGED)


def _text(parent: Element, tag: str, text: str, language: str | None = None, kind: str | None = None) -> None:
    said = SubElement(parent, tag)
    said.text = text
    if kind:
        said.set("type", kind)
    if language:
        said.set("xml:lang", language)
