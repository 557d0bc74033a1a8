"""The archive's indexes in MkDocs' navigation: those that have something in them, and no others."""

from collections.abc import Collection, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from undersigned.views.addresses import CORRECTIONS, DATA, FEEDS, PRESS, SECTIONS, VERIFY
from undersigned.views.pages import Section
from undersigned.views.view import View

INDEXES = frozenset(f"{name}/index.md" for name in SECTIONS.values())


def without_empty(nav: object, sections: Collection[Section]) -> object:
    """Return a configured `nav` without the indexes of which the archive has nothing."""
    present = {f"{section.address}index.md" for section in sections}

    def is_empty(item: object) -> bool:
        target = next(iter(item.values())) if isinstance(item, dict) and len(item) == 1 else item
        return isinstance(target, str) and target in INDEXES and target not in present

    def prune(item: object) -> object:
        if isinstance(item, list):
            return [prune(inner) for inner in item if not is_empty(inner)]
        if isinstance(item, dict):
            return {key: prune(inner) for key, inner in item.items() if not is_empty(inner)}
        return item

    return prune(nav)


def complete(
    nav: Navigation, sections: Sequence[Section], views: Collection[View], config: MkDocsConfig, files: Files
) -> Navigation:
    """Name the archive's pages in the navigation, and add what a `nav` does not name.

    That is its indexes, if it names none of them, and what readers take away, in the foot alone.
    """
    titles = {view.address: view.title for view in views}
    for page in nav.pages:
        if page.title is None and page.file.url in titles:
            page.title = titles[page.file.url]
    named = {page.file.src_uri for page in nav.pages}
    if not any(f"{section.address}index.md" in named for section in sections):
        added = []
        for section in sections:
            file = files.get_file_from_path(f"{section.address}index.md")
            if file is not None and file.page is None:
                added.append(Page(section.title, file, config))
        home = next((n for n, item in enumerate(nav.items) if getattr(item, "is_homepage", False)), -1)
        nav.items[home + 1 : home + 1] = added
        nav.pages[:0] = added
    # What the foot of every page leads to; the bar stays short.
    for address in (PRESS, FEEDS, DATA, CORRECTIONS, VERIFY):
        file = files.get_file_from_path(f"{address}index.md")
        if file is not None and file.page is None:
            nav.pages.append(Page(titles.get(address, ""), file, config))
    return nav
