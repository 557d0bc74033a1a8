"""Removes and doubles sites, by as many processes as there are: they may have very many files."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from undersigned.work.workers import cores, spread

FEW = 1_000
"""Folders that one process deals with as quickly as several."""


def remove(folder: Path) -> None:
    """Remove a site as far as possible."""
    for _ in _spread(_remove_all, folder):
        pass
    shutil.rmtree(folder, ignore_errors=True)


def link(site: Path, twin: Path) -> None:
    """Give all files of a site a second name each, in a folder that is its twin. Raises OSError."""
    job = partial(_link_all, str(site), str(twin))
    job([str(site), *(entry.path for entry in _folders(site))], below=False)
    for _ in _spread(job, site):
        pass


def _spread(job: Callable[[list[str]], None], site: Path) -> Iterator[None]:
    """Have as many processes as there are do something with the folders two levels below a site."""
    parts = [entry.path for top in _folders(site) for entry in _folders(Path(top.path))]
    share = -(-len(parts) // cores()) or 1
    spans = [parts[start : start + share] for start in range(0, len(parts), share)]
    yield from spread(job, spans, cores() if len(parts) > FEW else 1)


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _remove_all(folders: Iterable[str]) -> None:
    """Remove folders as far as possible: shutil takes half as long again, for very many files."""
    for folder in folders:
        for inside, below, files in os.walk(folder, topdown=False):
            with suppress(OSError):
                for name in files:
                    os.unlink(f"{inside}/{name}")  # noqa: PTH108 - quicker than Path, for very many
                for name in below:
                    os.rmdir(f"{inside}/{name}")  # noqa: PTH106 - quicker than Path, for very many files


def _link_all(site: str, twin: str, folders: Iterable[str], *, below: bool = True) -> None:
    """Give the files in folders of a site, and `below` them, a second name in its twin. Raises OSError."""
    for folder in folders:
        for inside, further, files in os.walk(folder):
            target = twin + inside.removeprefix(site)
            os.makedirs(target, exist_ok=True)  # noqa: PTH103 - quicker than Path, for very many files
            for name in files:
                os.link(f"{inside}/{name}", f"{target}/{name}")
            if not below:
                further.clear()
