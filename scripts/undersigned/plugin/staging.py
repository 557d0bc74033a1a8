"""The site is whole or absent: a build goes to a folder of its own, then takes the old site's place."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from undersigned.plugin.folders import remove

PREFIX = ".{name}.building-"
OLD = ".{name}.old"
SPARE = ".{name}.spare"
"""The site before this one: most of its files are those of the next, which need not be made from nothing."""
RENAME_EXCHANGE = 2  # renameat2(2)
RENAME_SWAP = 2  # renamex_np(2)
AT_FDCWD = -100
INDEX = "index.html"
"""What every site has: a folder with other files and without it was never one."""


class StagingError(Exception):
    """The site's folder cannot be used; the message says why and what to do."""


class Staging:
    """A folder beside the site, on the same file system, that becomes the site when it is accepted.

    `sources` are files and folders that the site is made of, so that it can never replace them.
    """

    def __init__(self, site: Path, sources: Iterable[Path] = ()) -> None:
        self.site = site.absolute()
        if self.site.is_symlink():
            msg = f"the site folder {site} is a symbolic link: name the folder itself as site_dir"
            raise StagingError(msg)
        if self.site.exists() and not self.site.is_dir():
            msg = f"{site} is in the way: the site folder must be a folder"
            raise StagingError(msg)
        if self.site.is_mount():
            msg = f"the site folder {site} is a mount point, which cannot be exchanged: name a folder in it"
            raise StagingError(msg)
        self._refuse_to_replace(sources)
        self.old = self.site.parent / OLD.format(name=self.site.name)
        self.spare = self.site.parent / SPARE.format(name=self.site.name)
        try:
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self._repair()
            prefix = PREFIX.format(name=self.site.name) + f"{os.getpid()}-"
            self.folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self.site.parent))
            umask = os.umask(0)
            os.umask(umask)
            self.folder.chmod(0o777 & ~umask)
            self.spare_taken = self.folder.with_name(f"{self.folder.name}-spare")
            self._take_spare()
        except OSError as error:
            msg = f"cannot write beside the site folder {site}: {error.strerror}"
            raise StagingError(msg) from None

    def _refuse_to_replace(self, sources: Iterable[Path]) -> None:
        """Refuse a folder whose place no site may take. Raises StagingError."""
        real = self.site.resolve()
        for source in (path.resolve() for path in sources):
            if source.is_relative_to(real) or (source.is_dir() and real.is_relative_to(source)):
                msg = f"the site folder {self.site} and {source} lie in each other: name another site_dir"
                raise StagingError(msg)
        try:
            names = {entry.name for entry in self.site.iterdir()} if self.site.exists() else set()
        except OSError as error:
            msg = f"the site folder {self.site} cannot be read: {error.strerror}"
            raise StagingError(msg) from None
        if INDEX not in names and any(not name.startswith(".") for name in names):
            what = f"holds files but no {INDEX}, so it is no former site"
            msg = f"the site folder {self.site} {what}: empty it, or name another site_dir"
            raise StagingError(msg)

    def _take_spare(self) -> None:
        """Take the spare, if there is one, so that no other build can."""
        if not self.spare.is_symlink():
            with suppress(OSError):
                self.spare.rename(self.spare_taken)

    def move_to(self, folder: Path) -> None:
        """Move what is in the new site into another folder, which is the new site then. Raises OSError."""
        for inside, _, files in os.walk(self.folder):
            target = folder / Path(inside).relative_to(self.folder)
            target.mkdir(parents=True, exist_ok=True)
            for name in files:
                Path(inside, name).replace(target / name)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = folder

    def accept(self, *, spare: bool = False) -> None:
        """Put the new site in the place of the old one, which becomes the `spare` or is removed.

        Raises StagingError; the old one then stays.
        """
        try:
            if not self.site.exists():
                self.folder.rename(self.site)
                return
            self._change_places()
            try:
                _keep_hidden(self.folder, self.site)
            except OSError:
                # What cannot be moved, as a `.git` that is mounted there, must not go with the old site.
                self._change_places()
                raise
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            msg = f"cannot put the new site in its place: {error.strerror}{where}"
            raise StagingError(msg) from None
        if spare:
            with suppress(OSError):
                self.folder.rename(self.spare)
        remove(self.folder)

    def _change_places(self) -> None:
        """Exchange the new site and the old one. Raises OSError."""
        if not _exchange(self.folder, self.site):
            self.site.rename(self.old)
            self.folder.rename(self.site)
            self.old.rename(self.folder)

    def discard(self) -> None:
        """Throw the new site away; the old one stays as it was, and a spare is one again."""
        remove(self.folder)
        with suppress(OSError):
            self.spare_taken.rename(self.spare)
            return
        remove(self.spare_taken)

    def _repair(self) -> None:
        """Undo what a build that was killed has left."""
        if self.old.is_dir() and not self.site.exists():
            self.old.rename(self.site)
        for left in sorted(self.site.parent.glob(PREFIX.format(name=self.site.name) + "*")):
            owner = left.name.rsplit("building-", 1)[-1].split("-", 1)[0]
            if owner.isdigit() and _is_running(int(owner)):
                continue
            # A build killed right after the exchange still holds the old site's hidden entries.
            if self.site.is_dir():
                _keep_hidden(left, self.site)
            shutil.rmtree(left, ignore_errors=True)
        if self.old.is_dir() and self.site.is_dir():
            _keep_hidden(self.old, self.site)
            shutil.rmtree(self.old, ignore_errors=True)


def _keep_hidden(old: Path, new: Path) -> None:
    """Move hidden entries (`.git`, `.nojekyll`) of the old site to the new, which has none of its own.

    Raises OSError; all of them then are where they were.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for entry in sorted(old.iterdir()):
            target = new / entry.name
            if entry.name.startswith(".") and not target.exists() and not target.is_symlink():
                entry.rename(target)
                moved.append((entry, target))
    except OSError:
        for entry, target in moved:
            target.rename(entry)
        raise


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can; False where it cannot."""
    if sys.platform not in {"linux", "darwin"}:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            result = library.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE)
        else:
            result = library.renamex_np(first, second, RENAME_SWAP)
    except AttributeError:
        return False
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code))
