"""The new site's files: written, or linked from the old site where they are still what they should be."""

import filecmp
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is opened that must not be there yet."""


class Kept(NamedTuple):
    """A file of the site: what it shows, as a digest in hexadecimal, its bytes, and its time in ns."""

    key: str
    size: int
    time: int


@dataclass(frozen=True)
class Record:
    """The files of a site that the archive makes, by their path from its root.

    `made_of` stands for all that they were made of, in hexadecimal.
    """

    made_of: str = ""
    files: Mapping[str, Kept] = field(default_factory=dict)


@dataclass(frozen=True)
class Tree:
    """A site that is being made in the folder `new`, beside one in `old` of which `record` tells."""

    new: Path
    old: Path
    record: Record

    def keep(self, path: str, key: str) -> Kept | None:
        """Take a file over from the old site if it shows what `key` stands for; None if it does not.

        One that was touched since it was written is not trusted.
        """
        known = self.record.files.get(path)
        if known is None or known.key != key or not self.is_intact(path):
            return None
        return self.take(path)

    def is_intact(self, path: str) -> bool:
        """Whether a file of the old site is as it was written."""
        known = self.record.files[path]
        try:
            there = os.stat(f"{self.old}/{path}", follow_symlinks=False)  # noqa: PTH116 - as below
        except OSError:
            return False
        return (there.st_size, there.st_mtime_ns) == (known.size, known.time)

    def take(self, path: str) -> Kept:
        """Take over a file of the old site that is as it was written. Raises OSError."""
        old, new = f"{self.old}/{path}", f"{self.new}/{path}"
        if self.old != self.new:
            try:
                _link(old, new)
            except OSError:
                # Some file systems have no links.
                shutil.copy2(old, new, follow_symlinks=False)
        return self.record.files[path]

    def is_whole(self, made_of: str) -> bool:
        """Whether all files of the old site are there as they were written, and were made of the same."""
        return self.record.made_of == made_of and all(map(self.is_intact, self.record.files))

    def is_repeated(self) -> bool:
        """Whether the new folder would bring nothing new, besides what the record tells of."""
        new, old = set(_visible(self.new)), set(_visible(self.old))
        others = old - self.record.files.keys()
        same = (filecmp.cmp(f"{self.new}/{path}", f"{self.old}/{path}", shallow=False) for path in new)
        return new == others and all(same)

    def take_all(self) -> None:
        """Take over every file that the record tells of. Raises OSError."""
        for path in self.record.files:
            self.take(path)

    def write(self, path: str, key: str, content: bytes) -> Kept:
        """Write a file. Raises OSError."""
        target = f"{self.new}/{path}"
        try:
            handle = os.open(target, NEW)
        except FileNotFoundError:
            _make_folder(os.path.dirname(target))  # noqa: PTH120 - ten times quicker than Path, 20,000 times
            handle = os.open(target, NEW)
        except FileExistsError:
            # Never written in place: what is there may be another site's too.
            os.unlink(target)  # noqa: PTH108 - the same
            handle = os.open(target, NEW)
        with open(handle, "wb", buffering=0) as file:  # noqa: PTH123 - the same
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
            written = os.fstat(handle)
        return Kept(key, written.st_size, written.st_mtime_ns)


def _visible(folder: Path) -> Iterator[str]:
    """Yield the paths of all files in a site, without what hidden entries at its root hold."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        # os.walk would ask of each folder whether it is a link.
        with os.scandir(f"{folder}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if path.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                else:
                    yield path


def _make_folder(path: str) -> None:
    """Make a folder, most often in one that is there."""
    try:
        os.mkdir(path)  # noqa: PTH102 - as above
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103 - as above
    except FileExistsError:
        pass


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        _make_folder(os.path.dirname(new))  # noqa: PTH120 - as above
        os.link(old, new, follow_symlinks=False)


def read_record(path: Path) -> Record:
    """Return the record in the file `path`; an empty one where it is missing or damaged."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == blake2b(content).hexdigest().encode():
            made_of, files = json.loads(content)
            if all(map(_is_below, files)):
                return Record(made_of, {name: Kept(*kept) for name, kept in files.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return Record()


def _is_below(path: str) -> bool:
    """Whether a path of a record leads into the site: the record may be a stranger's."""
    return not path.startswith("/") and "\\" not in path and ".." not in path.split("/")


def write_record(path: Path, record: Record) -> None:
    """Write a record; where that is impossible, the next build makes every page anew."""
    content = json.dumps([record.made_of, record.files], separators=(",", ":")).encode()
    waiting = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            waiting.write_bytes(blake2b(content).hexdigest().encode() + b"\n" + content)
            waiting.replace(path)
        finally:
            waiting.unlink(missing_ok=True)
