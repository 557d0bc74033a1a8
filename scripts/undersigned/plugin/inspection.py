"""Looks through the sites that are there, in processes of their own, while the letters are read."""

import os
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.plugin.cache import Cache
from undersigned.plugin.record import Kept, Record, folder_of
from undersigned.plugin.staging import Staging
from undersigned.work.workers import Aside


class Seen(NamedTuple):
    """What a look at a site has shown.

    `made_of` is what the site's record says that it was made of; `broken` are the groups of which a file
    is not as it was written, `others` the paths of files that the record does not tell of.
    """

    made_of: str
    broken: frozenset[str]
    others: frozenset[str]


def made_of_letters(archive: Archive) -> str:
    """Return what stands for all letters and registries, in hexadecimal: how `made_of` of a site begins."""
    seals = (card.seal for card in archive.letters.values())
    return blake2b(archive.face + b"".join(seals), digest_size=16).hexdigest()


class Inspection:
    """Looks at the spare of a site while the letters are read, and at the site if it is to stay as it is.

    To ask `spare` or `site` for what was seen is to wait for it.
    """

    def __init__(self, staging: Staging, cache: Cache) -> None:
        self.staging = staging
        self._cache = cache
        spare = staging.spare_taken or staging.spare
        self.spare = Aside(partial(_look, spare, partial(cache.spare, staging.site))).result
        look = partial(_look, staging.site, partial(cache.record, staging.site))
        self.site: Callable[[], Seen] = partial(look, ())
        self._look = look

    def is_news(self, archive: Archive) -> bool:
        """Whether the site was made of other letters; where it was not, the look at it begins."""
        if not self._cache.made_of(self.staging.site).startswith(made_of_letters(archive)):
            return True
        self.site = Aside(self._look).result
        return False


def _look(site: Path, read: Callable[[], Record], _: object) -> Seen:
    """Look at all files of a site; nothing but them is read."""
    record = read()
    broken = frozenset(group for group, kept in record.groups.items() if not is_intact(site, group, kept))
    return Seen(record.made_of, broken, files_in(site).difference(record.paths()))


def is_intact(site: Path, group: str, kept: Kept) -> bool:
    """Whether all files of a group are as they were written: a file that was touched is not trusted."""
    folder = f"{site}/{folder_of(group)}"
    try:
        for name, times in kept.files.items():
            there = os.stat(folder + name, follow_symlinks=False)  # noqa: PTH116 - ten times quicker than Path
            if [there.st_size, there.st_mtime_ns] != times:
                return False
    except OSError:
        return False
    return True


def files_in(site: Path) -> frozenset[str]:
    """Return the paths of all files in a site, without what hidden entries at its root hold."""
    found, waiting = [], [""] if site.is_dir() else []
    while waiting:
        inside = waiting.pop()
        # os.walk would ask of each folder whether it is a link.
        with os.scandir(f"{site}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if path.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    found.append(path)
    return frozenset(found)
