"""Writes the archive's part of a site: pages with what lies beside them, and what is made of all letters."""

import filecmp
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs.structure.pages import Page

from undersigned.outputs.redirects import hosts_file, nginx_map
from undersigned.outputs.search import version
from undersigned.outputs.sitemap import robots, sitemap_files
from undersigned.plugin.cache import Cache
from undersigned.plugin.companions import PAGE, Companions
from undersigned.plugin.database import DatabaseWriter
from undersigned.plugin.drawing import Artist, draw_pages
from undersigned.plugin.feeding import Feeding
from undersigned.plugin.folders import files_in
from undersigned.plugin.gathering import Gatherer
from undersigned.plugin.inspection import SITE, SPARE, Inspection, Seen, made_of_letters
from undersigned.plugin.publishing import Publishing
from undersigned.plugin.record import Kept, Record
from undersigned.plugin.searching import SEARCHING_PAGES, Searching
from undersigned.plugin.staging import Staging
from undersigned.plugin.tree import Tree
from undersigned.render.pages import DIGEST, Pages
from undersigned.views.addresses import DATA
from undersigned.views.data_files import MOVES
from undersigned.views.view import View
from undersigned.views.words import counted
from undersigned.work.means import Means
from undersigned.work.progress import Progress

ROBOTS = "robots.txt"
REDIRECTS = "_redirects"
ROOT_FILES = (ROBOTS, REDIRECTS)
"""What the archive has at its root, unless `docs/` has its own."""
SITEMAP = "sitemap.xml"


class ByHand(NamedTuple):
    """What MkDocs has put into the new site: addresses of pages, and which of the `ROOT_FILES` are there."""

    addresses: tuple[str, ...]
    files: frozenset[str]


def by_hand(documents: Iterable[Page], site: Path) -> ByHand:
    """Return what MkDocs has put into the folder `site`: hand-written pages, and files of its own."""
    addresses = tuple("" if page.is_homepage else page.file.url for page in documents)
    return ByHand(addresses, frozenset(name for name in ROOT_FILES if (site / name).exists()))


class Edition(NamedTuple):
    """What a site is made of: the archive's pages, what writes its database, what is written by hand."""

    pages: Pages
    views: Sequence[View]
    database: DatabaseWriter
    by_hand: ByHand

    @property
    def made_of(self) -> str:
        """A digest of all that the archive's part of the site is made of, in hexadecimal."""
        pages = self.pages
        digest = blake2b(pages.stamp + pages.archive.face + version(), digest_size=20)
        for _, shell in sorted(pages.shells.items()):
            digest.update(shell.digest)
        digest.update(repr((self.by_hand.addresses, sorted(self.by_hand.files))).encode())
        return made_of_letters(pages.archive) + digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Written:
    """What became of the archive's part of a site: its files, and how many pages had to be drawn.

    Where it `is_repeated`, the new folder brings nothing new, and the record of the old one stays.
    """

    record: Record
    drawn: int
    is_repeated: bool = False


def report(letters: int, pages: int, written: Written, progress: Progress) -> str:
    """Return what was done, and how long each stage took: one sentence each."""
    kept = pages - written.drawn
    said = f"{counted(letters, 'letter', 'letters')} on {counted(pages, 'page', 'pages')}"
    drawn = f"{written.drawn:,} drawn, {kept:,} as they were"
    times = ", ".join(f"{stage.name} {stage.seconds:.1f} s" for stage in progress.stages)
    return f"{said}: {drawn}. Time: {times}."


def renew(edition: Edition, inspection: Inspection, cache: Cache) -> Written:
    """Make the new site in its folder, where MkDocs has put what is its own, out of what there is already.

    Raises ProblemsFound, SearchIndexError, WorkerError,
    DatabaseError, and OSError for what cannot be written.
    """
    staging, is_whole = inspection.staging, False
    made_of = edition.made_of
    if cache.made_of(staging.site) == made_of:
        seen = inspection.of(SITE)
        # The record itself may be damaged.
        is_whole = seen.made_of == made_of and not seen.broken
        if is_whole and _is_repeated(staging, seen):
            return Written(record=Record(), drawn=0, is_repeated=True)
    tree = Tree(new=staging.folder, old=staging.site, record=cache.record(staging.site))
    there, spare = inspection.of(SPARE), staging.spare_taken
    has_spare = spare.is_dir()
    if has_spare:
        known = tree.record if there.is_twin else cache.spare(staging.site)
        tree = replace(tree, new=spare, spare=known.without(there.broken))
        tree.clear(there.others)
    if is_whole:
        edition.database.drop()
        tree.take_all()
        written = Written(record=tree.record, drawn=0)
    else:
        written = write_archive(edition, tree, cache.means)
    if has_spare:
        tree.drop(written.record)
        staging.move_to(spare)
    return written


def _is_repeated(staging: Staging, seen: Seen) -> bool:
    """Whether the new folder brings nothing new, besides what the record of the old site tells of."""
    new, old = staging.folder, staging.site
    names = files_in(new)
    return names == seen.others and all(
        filecmp.cmp(f"{new}/{name}", f"{old}/{name}", shallow=False) for name in names
    )


def write_archive(edition: Edition, tree: Tree, means: Means) -> Written:
    """Write every page, and what is made of all letters; raises as above."""
    groups, drawn = _write_pages(edition, tree, means)
    groups |= _write_root(edition, tree)
    return Written(record=Record(edition.made_of, groups), drawn=drawn)


def _write_pages(edition: Edition, tree: Tree, means: Means) -> tuple[dict[str, Kept], int]:
    """Write all files; return their groups, and how many pages were drawn."""
    pages, views, database, _ = edition
    plan = blake2b(pages.archive.face + pages.stamp, digest_size=20, person=b"digests").digest()
    digests = means.memory.get(plan) or b""
    ahead = [view for view in views if view.template not in SEARCHING_PAGES]
    keys = database.months.keys
    # What takes longest begins first.
    publishing = Publishing(pages.archive, database, tree, means)
    searching = Searching(pages.archive, keys, tree, means)
    gatherers: list[Gatherer] = [
        publishing,
        Feeding(pages.archive, keys, tree, means, pages.stamp),
        searching,
    ]
    takers = {name: gatherer for gatherer in gatherers for name in gatherer.wishes}
    artist = Artist(
        pages=pages,
        views=ahead,
        tree=tree,
        companions=Companions(pages=pages, memory=means.memory),
        digests=digests if len(digests) == DIGEST * len(ahead) else b"",
        wishes={name: wish for gatherer in gatherers for name, wish in gatherer.wishes.items()},
    )
    groups, count, said = artist.companions.site(tree), 0, [b""] * len(ahead)
    with ExitStack() as stack:
        for gatherer in gatherers:
            stack.enter_context(gatherer.at_work())
        for number, drawn in draw_pages(artist, means):
            groups |= drawn.groups
            count += drawn.new
            said[number] = drawn.digest
            for name, found in drawn.found.items():
                takers[name].take(name, ahead[number].letter or "", found)
    for gatherer in gatherers:
        groups |= gatherer.groups
    means.memory.put(plan, b"".join(said))
    index = searching.finish()
    groups |= searching.groups
    for view in views:
        if view.template in SEARCHING_PAGES:
            facts = view.facts()
            facts = replace(facts, values={**facts.values, "index": index})
            group, key = f"{view.address}{PAGE}", pages.key(view, pages.digest(view, facts))
            kept = tree.keep(group, key)
            count += kept is None
            groups[group] = kept or tree.write(group, key, [(PAGE, pages.draw(view, facts).encode())])
    return groups, count


def _write_root(edition: Edition, tree: Tree) -> dict[str, Kept]:
    """Write the sitemap of all pages, robots.txt, and where former addresses lead."""
    views, by_hand = edition.views, edition.by_hand
    settings = edition.pages.archive.settings
    base = settings.absolute("")
    places = [(base + view.address, view.modified) for view in views if not view.leads_to]
    places += [(base + address, None) for address in by_hand.addresses]
    moves = [(_path(base + view.address), _path(base + view.leads_to)) for view in views if view.leads_to]
    key = blake2b(repr((places, moves, sorted(by_hand.files))).encode(), digest_size=16).hexdigest()
    if kept := tree.keep(SITEMAP, key):
        return {SITEMAP: kept}
    made = sitemap_files(places, base) | {f"{DATA}{MOVES}": nginx_map(moves)}
    made[ROBOTS] = robots(settings.absolute(SITEMAP)).encode()
    if moves:
        made[REDIRECTS] = hosts_file(moves)
    contents = [(name, content) for name, content in made.items() if name not in by_hand.files]
    return {SITEMAP: tree.write(SITEMAP, key, contents)}


def _path(url: str) -> str:
    return urlsplit(url).path
