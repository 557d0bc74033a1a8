"""Writes the data files: a month's letters make one part, remembered and joined with the others."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from undersigned.archive.archive import Archive
from undersigned.outputs.data import entity_files, make_part, schema_files, whole_files, without_rows
from undersigned.plugin.database import DATABASE, DatabaseWriter
from undersigned.plugin.gathering import Opened, Wish
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.views.addresses import RECORD, letter_address
from undersigned.work.means import Means

LETTERS, ENTITIES, SCHEMAS = "data", "entities", "schemas"
"""Groups all over the site: what holds all letters, what is known of people and the rest, the schemas."""
NOTHING: Mapping[str, bytes | None] = MappingProxyType({})


def record(opened: Opened) -> bytes:
    """Return the record of a letter."""
    return opened.record


@dataclass
class Publishing:
    """The data of one build, and the groups of its files, with what writes the database."""

    archive: Archive
    database: DatabaseWriter
    tree: Tree
    means: Means
    groups: dict[str, Kept] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._months = self.database.months
        face, digest = self.archive.face, self._months.digest
        self._group_keys = {
            **dict.fromkeys((LETTERS, DATABASE), digest(face, *self._months.parts.values()).hex()),
            ENTITIES: digest(face).hex(),
            SCHEMAS: digest().hex(),
        }
        for group, whole in self._group_keys.items():
            if kept := self.tree.keep(group, whole):
                self.groups[group] = kept
        self._parts: dict[str, bytes] = {}
        self._found: dict[str, dict[str, bytes | None]] = {}
        self._making: dict[str, Future[None]] = {}
        self._entries: Future[None] | None = None
        self._lists: Future[None] | None = None
        if DATABASE in self.groups:
            self.database.drop()
        else:
            # It reads the parts for itself: to read them first, and here, would keep it waiting.
            self.database.place(self.tree, self._group_keys[DATABASE])
        if {LETTERS, DATABASE} <= self.groups.keys():
            return
        for month, part_key in self._months.parts.items():
            part = self.means.memory.get(part_key)
            if part is None:
                self._found[month] = {}
            else:
                self._parts[month] = part

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """The records of the letters of all months whose part is not remembered."""
        letters = frozenset(key for month in self._found for key in self._months.letters[month])
        return {"records": Wish(letters, record, file=RECORD)}

    def take(self, wish: str, letter: str, found: object) -> None:
        """Take the record of a letter, or know that its file is there: a whole month becomes a part."""
        if not isinstance(found, bytes | None):
            raise TypeError(f"{letter} has no record")
        self._begin()
        month = self._months.of(letter)
        self._found[month][letter] = found
        if len(self._found[month]) == len(self._months.letters[month]):
            self._making[month] = self._pool.submit(self._make, month, self._found.pop(month))
            if not self._found:
                self._list()

    def _begin(self) -> None:
        """Have written what needs no letter opened."""
        if self._entries is None:
            self._entries = self._pool.submit(self._write_entries)

    def _list(self) -> None:
        """Have the files of all letters written, after the parts that are being made."""
        if self._lists is None and LETTERS not in self.groups:
            self._lists = self._pool.submit(self._write_lists)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Make parts while something else is done, and hand them to the process that writes the files.

        Raises at its end OSError, DatabaseError, WorkerError, and ForeignDataError for a memory that a
        stranger filled.
        """
        with ThreadPoolExecutor(1) as self._pool:
            try:
                yield
                self._begin()
                self._list()
                for made in self._making.values():
                    made.result()
                for writing in (self._entries, self._lists):
                    if writing:
                        writing.result()
                if DATABASE not in self.groups:
                    with self.means.progress.stage("writing data", 1):
                        key = self._group_keys[DATABASE]
                        self.groups[DATABASE] = self.database.result(self._part, self.tree, key)
            finally:
                self._pool.shutdown(cancel_futures=True)
                self.database.drop()

    def _make(self, month: str, found: Mapping[str, bytes | None]) -> None:
        """Make the part of a month, and hand it on to all that need it."""
        part = self._part(month, found)
        self.means.memory.put(self._months.parts[month], part)
        self.database.hand(month, part)
        self._parts[month] = without_rows(part)

    def _part(self, month: str, found: Mapping[str, bytes | None] = NOTHING) -> bytes:
        # In the order of ids, whatever came first.
        records = [found.get(letter) or self._record(letter) for letter in self._months.letters[month]]
        try:
            return make_part(records)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise OSError(f"a record of {month} is not as it was written: delete the site") from error

    def _record(self, letter: str) -> bytes:
        return (self.tree.new / letter_address(letter) / RECORD).read_bytes()

    def _write_entries(self) -> None:
        self._put(ENTITIES, entity_files(self.archive))
        self._put(SCHEMAS, schema_files(self.archive.settings))

    def _put(self, group: str, contents: Iterable[tuple[str, bytes]]) -> None:
        """Write a group, unless it is there."""
        if group not in self.groups:
            self.groups[group] = self.tree.write(group, self._group_keys[group], contents)

    def _write_lists(self) -> None:
        parts = [self._parts[month] for month in self._months.letters]
        self._put(LETTERS, whole_files(self.archive, parts))
