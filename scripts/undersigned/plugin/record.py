"""What is known of the files of a site: their names, what they show, how they were when they were written."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from undersigned.work.compact import decoded, encoded

MANY = 5_000
"""Files; to link fewer into a new folder, and to remove them again, takes no time that anybody would feel."""
Times = list[int]
"""A file's bytes, and its time in ns: a list, as JSON has it, since very many are read."""


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

    def without(self, groups: Collection[str]) -> "Record":
        """Return a record that does not tell of some groups."""
        return replace(self, groups={name: kept for name, kept in self.groups.items() if name not in groups})

    @property
    def is_large(self) -> bool:
        """Whether to make the next site out of a spare is worth a second folder beside this one."""
        return sum(len(kept.files) for kept in self.groups.values()) >= MANY

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files from the site's root."""
        for group, kept in self.groups.items():
            folder = folder_of(group)
            yield from [folder + name for name in kept.files]


def folder_of(group: str) -> str:
    """Return the folder that the names of a group's files start from, with a slash at its end if any."""
    return group[: group.rfind("/") + 1]


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


def read_record(path: Path) -> Record:
    """Return the record in the file `path`; an empty one where it is missing or damaged."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == blake2b(content).hexdigest().encode() and _stays_below(content):
            made_of, _, listed = content.partition(b"\n")
            groups = decoded(listed)
            groups = {group: Kept(key, dict(files)) for group, (key, files) in groups.items()}
            return Record(made_of.decode(), groups)
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return Record()


def made_of(path: Path) -> str:
    """Return what a site was made of, by the record in the file `path`, which may be damaged all the same."""
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            return [file.readline().strip() for _ in range(2)][1]
    except OSError:
        return ""


def _stays_below(content: bytes) -> bool:
    """Whether all paths of a record lead into the site: the record may be a stranger's.

    None that the archive writes holds any of these, so it need not be known where they stand.
    """
    return not any(mark in content for mark in (b"..", b'"/', b"\\", b":/"))


def write_record(path: Path, record: Record) -> None:
    """Write a record; where that is impossible, the next build makes every page anew."""
    content = record.made_of.encode() + b"\n" + encoded(record.groups)
    waiting = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            waiting.write_bytes(blake2b(content).hexdigest().encode() + b"\n" + content)
            waiting.replace(path)
        finally:
            waiting.unlink(missing_ok=True)
