"""The sitemap (sitemaps.org, protocol 0.9) and robots.txt."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import deflate

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LARGEST = 50_000
"""Addresses in one sitemap at most (protocol, "Sitemap file limits")."""

Place = tuple[str, date | None]
"""An absolute URL, and the day of its newest content where that is known."""


def sitemap_files(places: Iterable[Place], base: str) -> dict[str, bytes]:
    """Return the sitemap's files by name; beyond 50,000 addresses, an index and its parts.

    `base` is the absolute URL of the folder in which the files will lie, with a slash at its end.
    """
    order = sorted(places, key=lambda place: place[0])
    if len(order) <= LARGEST:
        return _with_gzip("sitemap.xml", _document("urlset", "url", order))
    parts = [order[start : start + LARGEST] for start in range(0, len(order), LARGEST)]
    files: dict[str, bytes] = {}
    index: list[Place] = []
    for number, part in enumerate(parts, start=1):
        name = f"sitemap-{number}.xml"
        files[name] = _document("urlset", "url", part)
        index.append((base + name, max((day for _, day in part if day), default=None)))
    return files | _with_gzip("sitemap.xml", _document("sitemapindex", "sitemap", index))


def _with_gzip(name: str, content: bytes) -> dict[str, bytes]:
    return {name: content, f"{name}.gz": bytes(deflate.gzip_compress(content))}


def _document(root: str, item: str, places: Sequence[Place]) -> bytes:
    top = Element(root, {"xmlns": NAMESPACE})
    for url, day in places:
        entry = SubElement(top, item)
        SubElement(entry, "loc").text = url
        if day:
            SubElement(entry, "lastmod").text = day.isoformat()
    indent(top)
    buffer = BytesIO()
    ElementTree(top).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def robots(sitemap_url: str) -> str:
    """Return robots.txt (RFC 9309): everything may be read, and here is the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap_url}\n"
