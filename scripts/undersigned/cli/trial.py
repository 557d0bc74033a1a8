"""Tries changes on a copy of the archive, so that the check speaks before anything is changed."""

import os
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.cli.changes import Changes
from undersigned.cli.options import UnusableError
from undersigned.model.settings import Settings
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.work.means import Means
from undersigned.work.workers import cores

PREFIX = ".undersigned-"
OLDEST = 60 * 60
"""Seconds after which no command works with its copy any more."""


@contextmanager
def trial(settings: Settings, changes: Changes) -> Iterator[Settings]:
    """Give the settings of a copy of the archive in which the changes are made, for as long as it is needed.

    It lies within the archive's own folder, where files need not be copied but can have a second name.
    Raises UnusableError.
    """
    try:
        _remove_left_behind(settings.folder)
        with TemporaryDirectory(prefix=PREFIX, dir=settings.folder) as name:
            folder = Path(name)
            shutil.copytree(
                settings.folder / settings.letters,
                folder / settings.letters,
                symlinks=True,
                ignore=shutil.ignore_patterns(".*"),
                copy_function=_second_name,
            )
            for path, target in changes.folders.items():
                moved = folder / target.relative_to(settings.folder)
                moved.parent.mkdir(parents=True, exist_ok=True)
                (folder / path.relative_to(settings.folder)).rename(moved)
            for path, content in changes.files.items():
                file = folder / path.relative_to(settings.folder)
                file.unlink(missing_ok=True)
                if content is not None:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
            yield replace(settings, folder=folder)
    except OSError as error:
        raise UnusableError(f"{settings.folder} cannot be written: {error.strerror}") from error


def _remove_left_behind(folder: Path) -> None:
    """Remove the copies that commands which were ended from outside have left."""
    for one in folder.glob(f"{PREFIX}*"):
        # Another command may remove it at the same moment.
        with suppress(FileNotFoundError):
            found = one.lstat()
            if stat.S_ISDIR(found.st_mode) and time.time() - found.st_mtime > OLDEST:
                shutil.rmtree(one, ignore_errors=True)


def _second_name(source: str, target: str) -> None:
    """Give a file another name, or make a copy where a disk gives no file two."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def loaded(settings: Settings, now: datetime) -> tuple[Archive | None, tuple[Problem, ...]]:
    """Return the archive with all that is not public yet, or everything that is wrong in it."""
    try:
        return load(settings, now, Means(processes=cores()), unpublished=True), ()
    except ProblemsFound as found:
        return None, found.problems


def new_problems(settings: Settings, now: datetime, after: Sequence[Problem]) -> list[Problem]:
    """Return those problems of the archive after a change that it has not before it."""
    _, before = loaded(settings, now) if after else (None, ())
    known = {(problem.path, problem.message) for problem in before}
    return [one for one in after if (one.path, one.message) not in known]
