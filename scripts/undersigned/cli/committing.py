"""Puts the new content of several files in its place: of all of them, or of none."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from undersigned.cli.options import UnusableError


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none. Raises UnusableError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnusableError(f"{path} cannot be read: {error.strerror}") from error


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time change what is in `folder`, where the system can.

    Otherwise a change that another makes between a last look at a file and its replacement would be lost.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
    except ImportError:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UnusableError(f"{folder} cannot be read: {error.strerror}") from error
    try:
        # Some disks of other machines know no locks.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Commit:
    """One commit. New content waits beside its place, and so does a copy of what it replaces.

    `before` says what each file must hold still, `files` what it is to hold; None is no file at all.
    `folders` are moved whole, each to where nothing is yet.
    """

    def __init__(
        self,
        before: Mapping[Path, bytes | None],
        files: Mapping[Path, bytes | None],
        folders: Mapping[Path, Path],
    ) -> None:
        self.before = before
        self.files = files
        self.folders = folders
        self.made: list[Path] = []
        self.put_in_place: list[Path] = []
        self.moved: list[Path] = []
        self.stranded: list[Path] = []

    def run(self) -> None:
        """Make all changes. Raises UnusableError, and then everything is as it was."""
        at = Path()
        try:
            for at in self.files:
                self._prepare(at)
            for at in self.files:
                self._put(at)
            for at in self.folders:
                self._move(at)
            self.made.clear()
        except OSError as error:
            self._take_back()
            raise UnusableError(f"{at} cannot be written: {error.strerror}{self._rest()}") from error
        except BaseException:
            self._take_back()
            raise
        finally:
            self._tidy()

    def _prepare(self, path: Path) -> None:
        """Write all that is needed to go on and to go back, while nothing has changed yet."""
        self._look(path)
        self._make_folders(path.parent)
        old, new = self.before[path], self.files[path]
        for kind, content in (("old", old), ("new", new)):
            if content is not None:
                _waiting(path, kind).write_bytes(content)
                if old is not None:
                    shutil.copymode(path, _waiting(path, kind))

    def _look(self, path: Path) -> None:
        """Raise UnusableError if a file is not as it was when the change was worked out."""
        old = self.before[path]
        if old is None and os.path.lexists(path):
            raise UnusableError(f"{path} is there already: give the new file another name")
        if old is not None and content_of(path) != old:
            raise UnusableError(f"{path} was changed in the meantime: look at it, and try again")

    def _make_folders(self, folder: Path) -> None:
        for one in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            one.mkdir()
            self.made.append(one)

    def _put(self, path: Path) -> None:
        """Put a file in its place, unless something else stands there by now."""
        self._look(path)
        if self.before[path] is None:
            try:
                # Whoever else makes this file at the same moment finds it there, or we do.
                path.open("xb").close()
            except FileExistsError as error:
                raise UnusableError(f"{path} is there already: give the new file another name") from error
        self.put_in_place.append(path)
        if self.files[path] is None:
            path.unlink()
        else:
            _waiting(path, "new").replace(path)

    def _move(self, folder: Path) -> None:
        target = self.folders[folder]
        self._make_folders(target.parent)
        if os.path.lexists(target):
            raise UnusableError(f"{target} is there already: move it away first")
        folder.rename(target)
        self.moved.append(folder)

    def _take_back(self) -> None:
        """Bring back what was there, the last change first: renames, which need no room on the disk."""
        for folder in reversed(self.moved):
            with suppress(OSError):
                self.folders[folder].rename(folder)
        for path in reversed(self.put_in_place):
            try:
                if self.before[path] is None:
                    path.unlink(missing_ok=True)
                else:
                    _waiting(path, "old").replace(path)
            except OSError:
                self.stranded.append(path)

    def _tidy(self) -> None:
        """Delete what waited, but not what could not be brought back, and folders that nothing came into."""
        for path in self.files:
            _waiting(path, "new").unlink(missing_ok=True)
            if path not in self.stranded:
                _waiting(path, "old").unlink(missing_ok=True)
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()

    def _rest(self) -> str:
        """Say what could not be brought back, and where its old content is."""
        left = ", ".join(
            str(_waiting(path, "old")) for path in self.stranded if self.before[path] is not None
        )
        return f"; what was there is in {left}" if left else ""


def _waiting(path: Path, kind: str) -> Path:
    """Return the hidden file beside `path` that holds its new or its old content for a while."""
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}.tmp")
