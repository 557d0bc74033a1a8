"""A pack: one file with many values that never changes, each with its checksum, and an index at its end."""

import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from struct import Struct
from typing import BinaryIO, NamedTuple
from zlib import crc32

SHORTEST_KEY, LONGEST_KEY = 16, 32
LARGE = 32 * 2**20
"""Bytes of values with which a pack is full: the next value goes to another."""

ROW = Struct("<33pQQI")
"""A row of the index: key, offset, length and checksum of its value."""
LENGTHS = Struct("<33p8xQ4x")
KEYS = Struct("<33p20x")
FOOTER = Struct("<8sQI")
"""The end of a pack: what it is, the number of rows, the checksum of the rows before it."""
MAGIC = b"US-PACK2"
PACK_NAME = re.compile(r"[0-9a-f]{32}\.pack")
TEMPORARY_NAME = re.compile(r"[0-9a-f]{32}\.(?P<process>[0-9]{1,9})\.tmp")
OLDEST_TEMPORARY = 24 * 60 * 60
"""Seconds after which an unfinished file goes even if a process of its number runs."""
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""Neither follows a symbolic link nor waits for whoever would write to a pipe."""


class DamagedError(Exception):
    """A value, or the index of a pack, is not as it was written."""


class Entry(NamedTuple):
    """A key, its value, and the checksum of that."""

    key: bytes
    value: bytes
    checksum: int


class Pack:
    """A pack whose index is in memory and whose file is opened when a value is read.

    `size` is in bytes; `last_used` is the time in seconds when a commit last used something of it.
    """

    __slots__ = ("_handle", "hurt", "last_used", "path", "rows", "size")

    def __init__(self, path: Path, rows: bytes, size: int, last_used: float) -> None:
        self.path = path
        self.rows = rows
        self.size = size
        self.last_used = last_used
        self.hurt: set[bytes] = set()
        """The keys whose values were found damaged."""
        self._handle: int | None = None

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self.rows) // ROW.size

    @property
    def is_open(self) -> bool:
        """Whether the pack holds a handle of its file."""
        return self._handle is not None

    def keys(self) -> Iterator[bytes]:
        """Yield the keys in the order of the entries."""
        return (key for (key,) in KEYS.iter_unpack(self.rows))

    def lengths(self) -> Iterator[tuple[bytes, int]]:
        """Yield key and length of each entry in their order."""
        return LENGTHS.iter_unpack(self.rows)

    def read(self, number: int) -> Entry:
        """Return the entry of this number, from 0; opens the file and leaves it open until `close`.

        Raises DamagedError for a value that is not whole, OSError for a file that cannot be read.
        """
        key, offset, length, expected = ROW.unpack_from(self.rows, number * ROW.size)
        if offset + length > self.size:
            raise DamagedError(self.path)
        if self._handle is None:
            self._handle = os.open(self.path, READ)
        # This leaves the position in the file alone, which forked processes share.
        value = os.pread(self._handle, length, offset)
        if checksum(value) != expected:
            raise DamagedError(self.path)
        return Entry(key, value, expected)

    def touch(self, now: float) -> None:
        """Note when something of the pack was last used, in seconds. Raises OSError, unless it is gone."""
        self.last_used = now
        with suppress(FileNotFoundError):
            os.utime(self.path, (now, now), follow_symlinks=False)

    def close(self) -> None:
        """Give the handle of the file back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def checksum(data: bytes) -> int:
    """Return what says that `data` is as it was written (CRC-32): it shows damage, not forgery."""
    return crc32(data)


def open_pack(path: Path) -> Pack:
    """Return the pack at `path`, whose index is read and whole.

    Raises DamagedError if it is not, OSError if there is no file, or something else than a file.
    """
    handle = os.open(path, READ)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{path} is no file")
        end = found.st_size - FOOTER.size
        footer = os.pread(handle, FOOTER.size, end) if end >= 0 else b""
        if not footer.startswith(MAGIC):
            raise DamagedError(path)
        _, count, expected = FOOTER.unpack(footer)
        start = end - count * ROW.size
        if start < 0:
            raise DamagedError(path)
        rows = os.pread(handle, end - start, start)
        if checksum(rows) != expected:
            raise DamagedError(path)
    finally:
        os.close(handle)
    return Pack(path, rows, found.st_size, found.st_mtime)


def write_packs(folder: Path, entries: Iterable[Entry]) -> Iterator[Pack]:
    """Write all entries to new packs in `folder`, each full but the last, and yield them.

    A pack appears whole or not at all. Raises OSError; the packs that were yielded before stay.
    """
    rest = iter(entries)
    for first in rest:
        yield _write_pack(folder, chain([first], rest))


def _write_pack(folder: Path, entries: Iterable[Entry]) -> Pack:
    # Names sort by time, and none is ever given twice.
    path = folder / f"{time.time_ns():016x}{secrets.token_hex(8)}.pack"
    rows, offset = [], 0
    with whole_file(path) as file:
        for key, value, its_checksum in entries:
            file.write(value)
            rows.append(ROW.pack(key, offset, len(value), its_checksum))
            offset += len(value)
            if offset >= LARGE:
                break
        index = b"".join(rows)
        file.write(index)
        file.write(FOOTER.pack(MAGIC, len(rows), checksum(index)))
    return Pack(path, index, offset + len(index) + FOOTER.size, time.time())


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which bears its name `path` when the block has ended well, else is removed.

    Until then its name ends in the number of this process and `.tmp`.
    """
    temporary = path.with_name(f"{secrets.token_hex(16)}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def is_left_behind(path: Path, process: int) -> bool:
    """Whether nobody will finish the temporary file `path` of `process`. Raises OSError."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    is_old = time.time() - found.st_mtime > OLDEST_TEMPORARY
    return stat.S_ISREG(found.st_mode) and (is_old or not _is_running(process))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
