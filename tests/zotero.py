"""What Zotero makes of a page, as far as its translators "Embedded Metadata" and "RDF" read the head.

Written after their source of 2024-06-13 and 2019-09-08, in the order in which they look for each field.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from sites import Page

PREFIXES = {
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "og": "http://ogp.me/ns#",
    "article": "http://ogp.me/ns/article#",
    "z": "http://www.zotero.org/namespaces/export#",
}
"""Those of the prefixes known without a declaration that are looked for below."""
BIB, DC, OG, ARTICLE, Z = PREFIXES.values()
FIELDS = {
    "title": (DC + "title", OG + "title"),
    "date": (ARTICLE + "published_time", DC + "date"),
    "rights": (DC + "rights",),
    "language": (DC + "language",),
    "url": (OG + "url",),
    "abstractNote": (OG + "description",),
    "letterType": (DC + "type",),
    "extra": (DC + "description",),
}
"""Where each field of an item is looked for, in this order."""
CREATORS = {"author": (BIB + "authors", DC + "creator"), "recipient": (Z + "recipients",)}

Creator = tuple[str, str, str]
"""A role, a family name and a given name, which may be empty."""


def zotero_item(page: Page) -> dict[str, str | list[Creator]]:
    """Return the item that Zotero saves from a page: its type, its fields, its creators."""
    said = _statements(page)
    found: dict[str, str | list[Creator]] = {"itemType": "webpage"}
    for field, places in FIELDS.items():
        if values := _first(said, places):
            found[field] = values[0]
    roles = CREATORS if said.get(Z + "itemType") else {"author": CREATORS["author"]}
    found["creators"] = [
        (role, *_parted(name)) for role, places in roles.items() for name in _first(said, places)
    ]
    # At the end, whatever has Zotero's own prefix takes the place of what was found so far.
    for name, values in said.items():
        if name.startswith(Z) and name != Z + "recipients":
            found[name.removeprefix(Z)] = values[0]
    if highwire := page.values("//meta[contains(@name, 'citation_author')]/@content"):
        found["creators"] = [("author", *_parted(name)) for name in highwire]
    return found


def _statements(page: Page) -> dict[str, list[str]]:
    """Return what the head's metas say, by the full name of the property."""
    known = dict(PREFIXES)
    for link in page.tree.iterfind(".//link[@rel]"):
        if declared := re.match(r"schema\.([a-zA-Z]+)", link.get("rel")):
            known[declared[1].lower()] = link.get("href")
    said = defaultdict(list)
    for meta in page.tree.iterfind(".//meta[@content]"):
        tag, value = meta.get("name") or meta.get("property") or "", meta.get("content")
        prefix, *rest = re.split("[.:_]", tag)
        if len(rest) > 1 and rest[0].lower() in known:
            prefix = rest[0]
        if value and prefix.lower() in known:
            name = tag[tag.index(prefix) + len(prefix) + 1 :]
            said[known[prefix.lower()] + name[:1].lower() + name[1:]].append(value)
    return said


def _first(said: dict[str, list[str]], places: Iterable[str]) -> list[str]:
    return next((said[place] for place in places if place in said), [])


def _parted(creator: str) -> tuple[str, str]:
    """Return family and given name: at the comma if there is one, else before the last word."""
    bare = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", creator)
    if "," in creator:
        family, *rest = re.split(", ?", re.sub(r"\.([^ ])", r". \1", bare, count=1))
        return family, rest[0] if rest else ""
    given, _, family = bare.rpartition(" ")
    return family, given
