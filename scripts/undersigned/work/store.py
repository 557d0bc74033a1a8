"""The cache of the builder: values found again by their keys, in a folder that may vanish at any time."""

import errno
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from undersigned.work import packs
from undersigned.work.packs import DamagedError, Entry, Pack
from undersigned.work.tidy import place, plan, share

MOST_PENDING = 8 * 2**20
"""Bytes of values that wait in memory; with more, they are flushed."""
MOST_OPEN = 64
"""Packs whose files one store holds open."""
MARKS = {
    # https://bford.info/cachedir/
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder is a cache of undersigned and may be deleted at any time.\n",
    ".gitignore": b"*\n",
}
"""Files that keep backups and git from taking the folder."""


class Store:
    """A cache of bytes: `get` a value and, on None, make it and `put` it. It is never needed, only fast.

    Any number of processes may use one folder; in one process, one thread may use a store. A forked
    process goes on with what its parent had read and forgets what that had not flushed; a pickled
    store is its folder alone. `damaged` counts the values and packs that this store found damaged,
    `failure` says in one sentence why something could not be kept, None if all could.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.damaged = 0
        self.failure: str | None = None
        self._process = os.getpid()
        self._pending: dict[bytes, bytes] = {}
        self._pending_size = 0
        self._is_read = False
        self._packs: list[Pack] = []
        self._table: dict[bytes, int] = {}
        self._open: list[Pack] = []
        self._broken: set[Path] = set()

    def __reduce__(self) -> tuple[type["Store"], tuple[Path]]:
        return Store, (self.folder,)

    def __del__(self) -> None:
        for pack in self._open:
            pack.close()

    def get(self, key: bytes) -> bytes | None:
        """Return the whole value that was put under `key`, None if there is none; raises nothing.

        What other processes flushed after this store first read its folder is found after `refresh`.
        """
        self._forget_what_the_parent_put()
        if key in self._pending:
            return self._pending[key]
        if not self._is_read:
            self.refresh()
        at = self._table.get(key)
        if at is None:
            return None
        number, entry = divmod(at, place(1, 0))
        found = self._entry(self._packs[number], entry)
        if found is None:
            del self._table[key]
            return None
        return found.value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`, a digest of 16 to 32 bytes of all that the value is made of.

        It can be got here at once, in other processes after `flush`, which this calls for itself when
        8 MB wait. Raises ValueError for a key of another length.
        """
        if not packs.SHORTEST_KEY <= len(key) <= packs.LONGEST_KEY:
            raise ValueError(f"a key of {len(key)} bytes is no digest")
        self._forget_what_the_parent_put()
        self._pending_size += len(value) - len(self._pending.get(key, b""))
        self._pending[key] = value
        if self._pending_size > MOST_PENDING:
            self.flush()

    def flush(self) -> None:
        """Write all that waits as one new pack; what cannot be written is forgotten: see `failure`."""
        self._forget_what_the_parent_put()
        entries = [Entry(key, value, packs.checksum(value)) for key, value in self._pending.items()]
        self._pending = {}
        self._pending_size = 0
        if not entries:
            return
        try:
            self._make_folder()
            for pack in packs.write_packs(self.folder, entries):
                self._add(pack)
        except OSError as error:
            self._fail(error)

    def refresh(self) -> None:
        """Look at the folder again: find what other processes flushed, forget what is gone."""
        known = {pack.path: pack for pack in self._packs}
        found = self._list(packs.PACK_NAME)
        if self._is_read and found.keys() - self._broken == known.keys():
            return
        for pack in self._open:
            pack.close()
        self._open, self._packs, self._table, self._is_read = [], [], {}, True
        # The newest comes last and wins: it holds the whole value if an older one is damaged.
        for path in sorted(found.keys() - self._broken):
            try:
                self._add(known[path] if path in known else packs.open_pack(path))
            except DamagedError:
                self.damaged += 1
                self._broken.add(path)
            except OSError:
                continue

    def commit(self, used: Collection[bytes]) -> None:
        """Tidy up after a build that needed the keys `used`: drop, shrink and merge packs.

        Afterwards what was not used takes at most as much room as what was (`tidy.SPARE`), and damaged
        packs and files that killed processes left are gone. One process calls it, when all others
        have flushed; two builds at once may both.
        """
        self.flush()
        self.refresh()
        keys = frozenset(used)
        shares = [share(number, pack, self._table, keys) for number, pack in enumerate(self._packs)]
        try:
            self._remove_left_behind()
            now = time.time()
            for pack in (one.pack for one in shares if one.used):
                pack.touch(now)
            self._replace(plan(shares))
        except OSError as error:
            self._fail(error)
        self.refresh()

    def _replace(self, going: Mapping[Pack, Sequence[int]]) -> None:
        """Write these entries of these packs anew, then remove the packs. Raises OSError."""
        # First what makes room.
        _remove(pack.path for pack, kept in going.items() if not kept)
        last_used = max((pack.last_used for pack, kept in going.items() if kept), default=0)
        copies = (entry for pack, kept in going.items() for entry in self._entries(pack, kept))
        for pack in packs.write_packs(self.folder, copies):
            pack.touch(last_used)
        _remove(pack.path for pack in going)

    def _entries(self, pack: Pack, numbers: Collection[int]) -> Iterator[Entry]:
        """Yield the entries that are whole."""
        return (entry for number in numbers if (entry := self._entry(pack, number)))

    def _entry(self, pack: Pack, number: int) -> Entry | None:
        """Return an entry, None if it is damaged or its file cannot be read any more."""
        if not pack.is_open:
            if len(self._open) >= MOST_OPEN:
                self._open.pop(0).close()
            self._open.append(pack)
        try:
            return pack.read(number)
        except DamagedError:
            self.damaged += 1
            pack.hurt.add(next(islice(pack.keys(), number, None)))
        except OSError:
            pass
        return None

    def _add(self, pack: Pack) -> None:
        if not self._is_read:
            return
        start = place(len(self._packs), 0)
        self._packs.append(pack)
        self._table.update(zip(pack.keys(), range(start, start + pack.count), strict=True))
        for key in pack.hurt:
            self._table.pop(key, None)

    def _list(self, names: re.Pattern[str]) -> dict[Path, re.Match[str]]:
        """Return the paths of the files with these names; empty if the folder cannot be read."""
        try:
            self._refuse_symbolic_link()
            listing = os.listdir(self.folder)  # noqa: PTH208 - iterdir makes a path of each name, mostly in vain
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._fail(error)
            return {}
        return {self.folder / name: match for name in listing if (match := names.fullmatch(name))}

    def _make_folder(self) -> None:
        """Make the folder and its marks where they are missing. Raises OSError."""
        self._refuse_symbolic_link()
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in MARKS.items():
            path = self.folder / name
            if not path.exists() and not path.is_symlink():
                with packs.whole_file(path) as file:
                    file.write(text)

    def _refuse_symbolic_link(self) -> None:
        if self.folder.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "it is a symbolic link")

    def _remove_left_behind(self) -> None:
        """Remove damaged packs, and files that their process left unfinished. Raises OSError."""
        _remove(self._broken)
        files = self._list(packs.TEMPORARY_NAME).items()
        _remove(path for path, name in files if packs.is_left_behind(path, int(name["process"])))

    def _forget_what_the_parent_put(self) -> None:
        """In a forked process: the parent will flush what it put, so this must not."""
        if self._pending and self._process != os.getpid():
            self._pending = {}
            self._pending_size = 0
        self._process = os.getpid()

    def _fail(self, error: OSError) -> None:
        self.failure = f"the cache {self.folder} cannot be used: {error.strerror or error}"


def _remove(paths: Iterable[Path]) -> None:
    """Remove files that another build may remove too. Raises OSError."""
    for path in paths:
        path.unlink(missing_ok=True)
