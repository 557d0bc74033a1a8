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


class Inspection(NamedTuple):
    """What gives the result of a look at the site, and at its spare; to ask is to wait for it."""

    staging: Staging
    site: Callable[[], Seen]
    spare: Callable[[], Seen]


def made_of_letters(archive: Archive) -> str:
    """Return what stands for all letters and registries, in hexadecimal: how `made_of` of a site begins."""
    seals = (card.seal for card in archive.letters.values())
    return blake2b(archive.face + b"".join(seals), digest_size=16).hexdigest()


def inspect(staging: Staging, cache: Cache, archive: Archive) -> Inspection:
    """Begin to look at the site if it seems to be what is asked for, otherwise at its spare."""
    site = partial(_look, staging.site, partial(cache.record, staging.site))
    spare = partial(_look, staging.spare_taken or staging.spare, partial(cache.spare, staging.site))
    if cache.made_of(staging.site).startswith(made_of_letters(archive)):
        return Inspection(staging, Aside(site).result, partial(spare, ()))
    return Inspection(staging, partial(site, ()), Aside(spare).result)


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
