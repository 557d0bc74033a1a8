"""Looks through the sites that are there, in a process of its own, while the letters are read."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.plugin.cache import Cache
from undersigned.plugin.folders import files_in, remove
from undersigned.plugin.record import Record, is_intact
from undersigned.plugin.staging import Staging
from undersigned.plugin.tree import Tree
from undersigned.work.workers import Aside

SITE, SPARE = "site", "spare"


class Seen(NamedTuple):
    """What a look at a site has shown.

    `made_of` is what the site's record says that it was made of; `broken` are the groups of which a file
    is not as it was written, `others` the paths of files that belong to no whole group. A spare that
    `is_twin` was just made of the site, whose record tells of it too.
    """

    made_of: str
    broken: frozenset[str]
    others: frozenset[str]
    is_twin: bool = False


class Inspection:
    """Looks through the site if nothing seems to have changed, otherwise through its spare.

    `letters` is the folder of the letters: their times tell what to look at before they are read.
    """

    def __init__(self, staging: Staging, cache: Cache, letters: Path) -> None:
        self.staging = staging
        self._cache = cache
        self._letters = letters
        self._aside: Aside[dict[str, Seen]] | None = Aside(self._looks)
        self._seen: dict[str, Seen] = {}

    def is_news(self, archive: Archive) -> bool:
        """Whether the site was made of other letters than these; what that asks for is looked at next."""
        is_news = not self._cache.made_of(self.staging.site).startswith(made_of_letters(archive))
        if self._aside:
            self._aside.hand(SPARE if is_news else SITE)
        return is_news

    def of(self, which: str) -> Seen:
        """Return what is seen of the SITE or the SPARE; a large site without one gets one first."""
        if self._aside:
            aside, self._aside = self._aside, None
            self._seen = aside.result()
        if which not in self._seen:
            self._seen[which] = self._look(which)
        return self._seen[which]

    def drop(self) -> None:
        """Let go of what is being looked at."""
        if self._aside:
            self._aside.drop()
            self._aside = None

    def _looks(self, handed: Iterator[str]) -> dict[str, Seen]:
        seems_new = _newest(self._letters) > self._cache.written(self.staging.site)
        which = SPARE if seems_new else SITE
        seen = {which: self._look(which)}
        for wanted in handed:
            if wanted not in seen:
                seen[wanted] = self._look(wanted)
        return seen

    def _look(self, which: str) -> Seen:
        site = self.staging.site
        if which == SITE:
            return _look(site, self._cache.record(site))
        if self.staging.spare_taken.is_dir():
            return _look(self.staging.spare_taken, self._cache.spare(site))
        return self._make_twin()

    def _make_twin(self) -> Seen:
        """Make a spare of a large site's own files; where that is impossible there is none."""
        site, twin = self.staging.site, self.staging.spare_taken
        record = self._cache.record(site)
        if record.is_large:
            try:
                twin.mkdir()
                self._cache.twin(site)
                broken = Tree(new=twin, old=site, record=record).link_all()
                return Seen(record.made_of, broken, frozenset(), is_twin=True)
            except OSError:
                remove(twin)
        return Seen("", frozenset(), frozenset())


def made_of_letters(archive: Archive) -> str:
    """Return what stands for all letters and registries, in hexadecimal: how `made_of` of a site begins."""
    seals = (card.seal for card in archive.letters.values())
    return blake2b(archive.face + b"".join(seals), digest_size=16).hexdigest()


def _look(site: Path, record: Record) -> Seen:
    """Look at all files of a site; nothing but them is read."""
    broken = frozenset(group for group, kept in record.groups.items() if not is_intact(site, group, kept))
    return Seen(record.made_of, broken, files_in(site).difference(record.without(broken).paths()))


def _newest(folder: Path) -> int:
    """Return when anything below a folder changed last, in nanoseconds, as far as its times tell."""
    newest, waiting = 0, [str(folder)]
    while waiting:
        inside = waiting.pop()
        try:
            newest = max(newest, os.stat(inside).st_mtime_ns)  # noqa: PTH116 - quicker than Path
            with os.scandir(inside) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        newest = max(newest, entry.stat(follow_symlinks=False).st_mtime_ns)
        except OSError:
            continue
    return newest
