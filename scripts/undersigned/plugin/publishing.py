"""Writes the data files: a year's letters make one part, remembered and joined with the others."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.archive.keys import LetterKeys
from undersigned.outputs.data import entity_files, make_part, schema_files, whole_files
from undersigned.plugin.gathering import OpenLetter, Wish
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.work.means import Means

LETTERS, ENTITIES, SCHEMAS = "data", "entities", "schemas"
"""Groups all over the site: what holds all letters, what is known of people and the rest, the schemas."""


def record(letter: OpenLetter) -> bytes:
    """Return the record of a letter."""
    return letter.record


@dataclass
class Publishing:
    """The data of one build, and the groups of its files; `stamp` stands for what all are made with."""

    archive: Archive
    keys: LetterKeys
    tree: Tree
    means: Means
    stamp: bytes
    groups: dict[str, Kept] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        years = self.archive.letters_by_year
        self._part_keys = {
            year: self._digest(*map(self.keys.__getitem__, letters)) for year, letters in years.items()
        }
        self._group_keys = {
            LETTERS: self._digest(self.archive.face, *self._part_keys.values()).hex(),
            ENTITIES: self._digest(self.archive.face).hex(),
            SCHEMAS: self._digest().hex(),
        }
        for group, whole in self._group_keys.items():
            if kept := self.tree.keep(group, whole):
                self.groups[group] = kept
        self._parts: dict[int, bytes] = {}
        self._found: dict[int, list[bytes]] = {}
        self._making: dict[int, Future[bytes]] = {}
        self._writing: Future[None] | None = None
        if LETTERS in self.groups:
            return
        for year, key in self._part_keys.items():
            part = self.means.memory.get(key)
            if part is None:
                self._found[year] = []
            else:
                self._parts[year] = part

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """The records of the letters of all years whose part is not remembered."""
        years = self.archive.letters_by_year
        return {"records": Wish(frozenset(key for year in self._found for key in years[year]), record)}

    def take(self, wish: str, letter: str, found: object) -> None:
        """Take the record of a letter: a year that is whole becomes a part, and all of them the files."""
        if not isinstance(found, bytes):
            raise TypeError(f"{letter} has no record")
        year = self.archive.letters[letter].date.year
        self._found[year].append(found)
        if len(self._found[year]) == len(self.archive.letters_by_year[year]):
            self._making[year] = self._pool.submit(make_part, self._found.pop(year))
            if not self._found:
                self._start()

    def _start(self) -> None:
        """Have the files written, after the parts that are being made."""
        if LETTERS not in self.groups and self._writing is None:
            self._writing = self._pool.submit(self._write)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Make parts while something else is done, and then the files.

        Raises at its end OSError, DatabaseError, and ForeignDataError for a memory that a stranger filled.
        """
        with ThreadPoolExecutor(1) as self._pool:
            try:
                yield
                self._start()
                self._put(ENTITIES, entity_files(self.archive))
                self._put(SCHEMAS, schema_files(self.archive.settings))
                if self._writing:
                    with self.means.progress.stage("writing data", 1):
                        self._writing.result()
            finally:
                self._pool.shutdown(cancel_futures=True)
        for year, made in self._making.items():
            self.means.memory.put(self._part_keys[year], made.result())

    def _put(self, group: str, contents: Iterable[tuple[str, bytes]]) -> None:
        """Write a group, unless it is there."""
        if group not in self.groups:
            self.groups[group] = self.tree.write(group, self._group_keys[group], contents)

    def _write(self) -> None:
        made = {year: making.result() for year, making in self._making.items()}
        parts = [made.get(year) or self._parts[year] for year in self._part_keys]
        self._put(LETTERS, whole_files(self.archive, parts))

    def _digest(self, *parts: bytes) -> bytes:
        return blake2b(b"".join((self.stamp, *parts)), digest_size=20, person=b"data").digest()
