"""The new site's files: written, or linked from the old site where they are still what they should be."""

import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from undersigned.work.workers import spread

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is opened that must not be there yet."""


Times = list[int]
"""A file's bytes, and its time in ns: a list, as JSON has it, since very many are read."""


FEW = 2_000
"""Groups that one process looks at as quickly as several."""


class Kept(NamedTuple):
    """A group of files that show the same: a digest of that in hexadecimal, and its files by name."""

    key: str
    files: Mapping[str, Times]


@dataclass(frozen=True)
class Record:
    """The groups of files of a site that the archive makes.

    A group has the path of its first file, or of a folder that is all its own; the names of its files
    are relative to that folder: "letters/x/index.html" has "index.html" and "embed/index.html".
    `made_of` stands for all that they were made of, in hexadecimal.
    """

    made_of: str = ""
    groups: Mapping[str, Kept] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files from the site's root."""
        for group, kept in self.groups.items():
            folder = folder_of(group)
            yield from [folder + name for name in kept.files]


def folder_of(group: str) -> str:
    """Return the folder that the names of a group's files start from, with a slash at its end if any."""
    return group[: group.rfind("/") + 1]


@dataclass(frozen=True)
class Tree:
    """A site that is being made in the folder `new`, beside one in `old` of which `record` tells."""

    new: Path
    old: Path
    record: Record

    def keep(self, group: str, key: str) -> Kept | None:
        """Take a group over from the old site if it shows what `key` stands for; None if it does not.

        One of which a file was touched since it was written is not trusted.
        """
        known = self.record.groups.get(group)
        if known is None or known.key != key or not self.is_intact(group):
            return None
        return self.take(group)

    def is_intact(self, group: str) -> bool:
        """Whether all files of a group in the old site are as they were written."""
        folder = f"{self.old}/{folder_of(group)}"
        try:
            for name, times in self.record.groups[group].files.items():
                there = os.stat(folder + name, follow_symlinks=False)  # noqa: PTH116 - as below
                if [there.st_size, there.st_mtime_ns] != times:
                    return False
        except OSError:
            return False
        return True

    def take(self, group: str) -> Kept:
        """Take over a group of the old site that is as it was written. Raises OSError."""
        kept = self.record.groups[group]
        if self.old != self.new:
            folder = folder_of(group)
            old, new = f"{self.old}/{folder}", f"{self.new}/{folder}"
            for name in kept.files:
                _take(old + name, new + name)
        return kept

    def is_whole(self, made_of: str, processes: int) -> bool:
        """Whether all files of the old site are there as they were written, and were made of the same."""
        if self.record.made_of != made_of:
            return False
        groups = list(self.record.groups)
        share = -(-len(groups) // processes) or 1
        shares = [groups[start : start + share] for start in range(0, len(groups), share)]
        return all(spread(self._are_intact, shares, processes if len(groups) > FEW else 1))

    def _are_intact(self, groups: Iterable[str]) -> bool:
        return all(map(self.is_intact, groups))

    def is_repeated(self) -> bool:
        """Whether the new folder would bring nothing new, besides what the record tells of."""
        new, old = set(_visible(self.new)), set(_visible(self.old))
        others = old.difference(self.record.paths())
        same = (filecmp.cmp(f"{self.new}/{path}", f"{self.old}/{path}", shallow=False) for path in new)
        return new == others and all(same)

    def take_all(self) -> None:
        """Take over every file that the record tells of. Raises OSError."""
        for group in self.record.groups:
            self.take(group)

    def write(self, group: str, key: str, contents: Iterable[tuple[str, bytes]]) -> Kept:
        """Write the files of a group, given by name and content, as they come. Raises OSError."""
        folder = f"{self.new}/{folder_of(group)}"
        return Kept(key, {name: _write(folder + name, content) for name, content in contents})


def _write(target: str, content: bytes) -> Times:
    try:
        handle = os.open(target, NEW)
    except FileNotFoundError:
        _make_folder(os.path.dirname(target))  # noqa: PTH120 - ten times quicker than Path, 100,000 times
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
    return [written.st_size, written.st_mtime_ns]


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


def _take(old: str, new: str) -> None:
    try:
        _link(old, new)
    except OSError:
        # Some file systems have no links.
        shutil.copy2(old, new, follow_symlinks=False)


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
        if digest == blake2b(content).hexdigest().encode() and _stays_below(content):
            made_of, groups = json.loads(content)
            groups = {group: Kept(key, dict(files)) for group, (key, files) in groups.items()}
            return Record(made_of, groups)
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return Record()


def _stays_below(content: bytes) -> bool:
    """Whether all paths of a record lead into the site: the record may be a stranger's.

    None that the archive writes holds any of these, so it need not be known where they stand.
    """
    return not any(mark in content for mark in (b"..", b'"/', b"\\", b":/"))


def write_record(path: Path, record: Record) -> None:
    """Write a record; where that is impossible, the next build makes every page anew."""
    said = [record.made_of, record.groups]
    content = json.dumps(said, separators=(",", ":"), ensure_ascii=False, check_circular=False).encode()
    waiting = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            waiting.write_bytes(blake2b(content).hexdigest().encode() + b"\n" + content)
            waiting.replace(path)
        finally:
            waiting.unlink(missing_ok=True)
