"""Records of schema.org that many pages have, and how one record names another."""

from collections.abc import Iterator
from functools import lru_cache

from undersigned.model.settings import Settings
from undersigned.views.view import View

CONTEXT = "https://schema.org"
"""The vocabulary that the names in every record are from."""

Node = dict[str, object]
"""One record: its `@type`, perhaps its `@id`, and what is known. Nothing in it is empty."""


def node(kind: str, key: str | None = None, /, **known: object) -> Node:
    """Return a record with the `@id` `key`, leaving out what is not known."""
    record: Node = {"@type": kind, "@id": key} if key else {"@type": kind}
    for name, value in known.items():
        if value:
            record[name] = value
    return record


ANCHORS = {
    "Person": "#person",
    "Organization": "#organization",
    "Occupation": "#office",
    "DefinedTerm": "#topic",
}
"""What parts an entry's `@id` from the address of its page: a person is not the page about them."""


def entry(kind: str, name: str, url: str, **known: object) -> Node:
    """Return the record of an entry of the registries, whose page is at `url`."""
    return node(kind, url + ANCHORS[kind], name=name, url=url, **known)


@lru_cache(maxsize=8)
def website(settings: Settings) -> Node:
    """Return the record of the whole site, which every page is part of."""
    url = settings.absolute("")
    return node("WebSite", url + "#website", name=settings.site_name, url=url)


@lru_cache(maxsize=8)
def publisher(settings: Settings) -> Node | None:
    """Return the record of who publishes the archive, if the settings say so."""
    if not settings.publisher:
        return None
    return node("Organization", settings.absolute("#publisher"), name=settings.publisher)


def licence(settings: Settings) -> str | None:
    """Return the address of the letters' licence, None where the rights are in words or not given."""
    rights = settings.rights or ""
    return rights if rights.startswith(("https://", "http://")) and len(rights.split()) == 1 else None


def way(view: View, base: str) -> Iterator[Node]:
    """Yield the list of the pages that lead to a page, itself at the end, if any lead there."""
    if not view.crumbs:
        return
    steps = [(crumb.title, crumb.address) for crumb in view.crumbs]
    steps.append((view.title, view.address))
    yield node(
        "BreadcrumbList",
        itemListElement=[
            {"@type": "ListItem", "position": place, "name": title, "item": base + address}
            for place, (title, address) in enumerate(steps, start=1)
        ],
    )
