"""Changes several files at once: all of them or none, shown as a difference or made."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

import click

from undersigned.cli.committing import Commit, alone, content_of
from undersigned.cli.options import UnusableError
from undersigned.cli.terminal import shown
from undersigned.source.yaml_editing import EditError

NO_NEWLINE = "\\ No newline at end of file"

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show what would change, as a unified diff, and change nothing."
)


@dataclass
class Changes:
    """What a command is about to do to the files below `folder`; nothing is done before `commit`.

    What `read` returns is what the change was worked out from: if a file holds something else when it
    comes to `commit`, or one appeared in its place, nothing is changed at all.
    """

    folder: Path
    _before: dict[Path, bytes | None] = field(default_factory=dict)
    _after: dict[Path, bytes | None] = field(default_factory=dict)
    _came_from: dict[Path, Path] = field(default_factory=dict)
    _folders: dict[Path, Path] = field(default_factory=dict)

    def read(self, path: Path) -> bytes | None:
        """Return what a file will hold, None where there will be none. Raises UnusableError."""
        if path in self._after:
            return self._after[path]
        if path not in self._before:
            self._refuse_link(path)
            self._before[path] = content_of(path)
        return self._before[path]

    def _refuse_link(self, path: Path) -> None:
        """Refuse what leads elsewhere: a change would be made there. The folder of letters itself may."""
        if not path.is_relative_to(self.folder):
            return
        inside = path.relative_to(self.folder).parts
        for length in range(2, len(inside) + 1):
            place = self.folder.joinpath(*inside[:length])
            if place.is_symlink():
                raise UnusableError(f"{place} is a symbolic link: put what it leads to in its place")

    def write(self, path: Path, content: bytes) -> None:
        """Plan to put `content` in the place of what the file holds, if anything. Raises UnusableError."""
        self.read(path)
        self._after[path] = content

    def edit(self, path: Path, change: Callable[[str], str]) -> None:
        """Plan to change the text of a file as `change` does. Raises UnusableError, also for its EditError.

        A file that is not there has an empty text.
        """
        try:
            self.edit_text(path, change)
        except EditError as error:
            raise UnusableError(f"{path}: {error}") from error

    def edit_text(self, path: Path, change: Callable[[str], str]) -> None:
        """Do the same, and raise EditError where `change` does."""
        try:
            text = (self.read(path) or b"").decode()
        except UnicodeDecodeError as error:
            raise UnusableError(f"{path} is not UTF-8: save it so") from error
        self.write(path, change(text).encode())

    def create(self, path: Path, content: bytes) -> None:
        """Plan to write a file that must not be there yet. Raises UnusableError."""
        if os.path.lexists(path) or self._after.get(path) is not None:
            raise UnusableError(f"{path} is there already: give the new file another name")
        self.write(path, content)

    def remove(self, path: Path) -> None:
        """Plan to delete a file. Raises UnusableError."""
        self.read(path)
        self._after[path] = None

    def move(self, path: Path, target: Path) -> None:
        """Plan to give a file or a folder another name. Raises UnusableError.

        A file takes with it what is planned for it.
        """
        self._refuse_link(path)
        if path.is_dir():
            if os.path.lexists(target):
                raise UnusableError(f"{target} is there already: move it away first")
            self._folders[path] = target
            return
        self.create(target, self.read(path) or b"")
        self._came_from[target] = path
        self.remove(path)

    @property
    def files(self) -> dict[Path, bytes | None]:
        """What each file that changes will hold, None for one that goes."""
        return {path: new for path, new in sorted(self._after.items()) if new != self._before[path]}

    @property
    def folders(self) -> dict[Path, Path]:
        """The folders that are moved, and where to."""
        return dict(self._folders)

    def __bool__(self) -> bool:
        return bool(self.files or self._folders)

    def diff(self) -> str:
        """Return the changes as a unified diff; empty when there are none."""
        return "".join(f"{line}\n" for line in self._lines_of_diff())

    def _lines_of_diff(self) -> Iterator[str]:
        for path, target in self._folders.items():
            yield from (f"rename from {self._name(path)}", f"rename to {self._name(target)}")
        gone = set(self._came_from.values())
        for path, new in self.files.items():
            if path in gone:
                continue
            source = self._came_from.get(path)
            if source:
                yield from (f"rename from {self._name(source)}", f"rename to {self._name(path)}")
            old = self._before[source or path]
            before = "/dev/null" if old is None else f"a/{self._name(source or path)}"
            after = "/dev/null" if new is None else f"b/{self._name(path)}"
            yield from _difference(old, new, before, after)

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self.folder).as_posix()
        except ValueError:
            return str(path)

    def commit(self) -> None:
        """Make all changes. Raises UnusableError, and then everything is as it was."""
        with alone(self.folder):
            Commit(self._before, self.files, self._folders).run()


def _difference(old: bytes | None, new: bytes | None, before: str, after: str) -> Iterator[str]:
    """Yield the lines that show what changes in one file."""
    old_lines, new_lines = _lines(old), _lines(new)
    if old_lines is None or new_lines is None:
        holds = "deleted" if new is None else f"{len(new):,} bytes, SHA-256 {sha256(new).hexdigest()}"
        yield from (f"--- {before}", f"+++ {after}", f"Binary file: {holds}")
        return
    for line in unified_diff(old_lines, new_lines, before, after, lineterm=""):
        # A terminal would obey an escape sequence, and what ends a line unseen would not be seen.
        yield "\n".join(map(shown, line.split("\n")))


def _lines(content: bytes | None) -> list[str] | None:
    """Return the lines of a text; None for what is no text."""
    try:
        text = (content or b"").decode()
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n{NO_NEWLINE}"] if last else lines


def finish(changes: Changes, *, dry_run: bool, said: Sequence[str], notes: Iterable[str] = ()) -> None:
    """Make the changes and print what was done, or only show them; print what else is to know either way.

    Raises UnusableError.
    """
    if dry_run:
        click.echo(changes.diff(), nl=False)
        said = ["Nothing was changed." if changes else "Nothing would change."]
    else:
        changes.commit()
    for sentence in (*said, *notes):
        # What is shown may go to a file, as a patch.
        click.echo(shown(sentence), err=dry_run)
