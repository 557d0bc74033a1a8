"""Feeds in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Mapping

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.outputs.feeds.letter import Author, telling
from undersigned.render.body import Body
from undersigned.views.addresses import INTERFACE_LANGUAGE, JSON_FEED
from undersigned.views.feeds import Feed
from undersigned.work.compact import encoded

VERSION = "https://jsonfeed.org/version/1.1"
END = b"]}"


def json_item(archive: Archive, whole: Whole, body: Body) -> bytes:
    """Return a letter as an item, which may stand in any feed."""
    told = telling(archive, whole, body)
    item: dict[str, object] = {
        "id": told.id,
        "url": told.url,
        "title": told.title,
        "content_html": told.content,
        "summary": told.summary,
        "date_published": told.published,
        "date_modified": told.updated,
        "authors": [_author(author) for author in told.authors],
        "tags": [label for _, label in told.topics],
        "language": told.language,
    }
    return encoded({name: value for name, value in item.items() if value})


def json_feed(feed: Feed, archive: Archive, items: Mapping[str, bytes]) -> bytes:
    """Return a feed; `items` holds the item of each of its letters, by the letter's id."""
    settings = archive.settings
    publisher = Author(settings.publisher or settings.site_name, settings.absolute(""))
    frame = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": settings.absolute(feed.page),
        "feed_url": settings.absolute(feed.page + JSON_FEED),
        "description": feed.subtitle,
        "language": INTERFACE_LANGUAGE,
        "authors": [_author(publisher)],
        "items": [],
    }
    start = encoded(frame).removesuffix(END)
    inside = b",\n".join(items[key] for key in feed.letters)
    return b"\n".join([start, inside, END, b""])


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}
