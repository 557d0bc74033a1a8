"""Writes what was drawn into the site's folder."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from undersigned.archive.archive import Archive
from undersigned.model.settings import Settings
from undersigned.outputs.search import build_index, documents
from undersigned.outputs.sitemap import robots, sitemap_files
from undersigned.render.body import Body
from undersigned.render.pages import Pages
from undersigned.views.addresses import SEARCH
from undersigned.views.view import View


def write_pages(pages: Pages, views: Iterable[View], site: Path) -> None:
    """Draw every page and write it below `site`."""
    for view in views:
        target = site / view.address / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages.draw(view), encoding="utf-8", newline="\n")


def write_index_of(archive: Archive, bodies: Mapping[str, Body], site: Path) -> str | None:
    """Write the search index below `site` and return its name, None when nothing can be found.

    Raises SearchIndexError.
    """
    folder = site / SEARCH
    folder.mkdir(parents=True, exist_ok=True)
    bundle = build_index(documents(archive, bodies), work=folder, language=archive.settings.language)
    return bundle.name if bundle else None


def write_sitemap(settings: Settings, views: Iterable[View], written: Iterable[str], site: Path) -> None:
    """Write the sitemap of the archive's and the hand-written pages, and robots.txt if there is none."""
    places = [(settings.absolute(view.address), view.modified) for view in views]
    places += [(settings.absolute(address), None) for address in written]
    for name, content in sitemap_files(places, settings.absolute("")).items():
        (site / name).write_bytes(content)
    own = site / "robots.txt"
    if not own.exists():
        own.write_text(robots(settings.absolute("sitemap.xml")), encoding="utf-8", newline="\n")
