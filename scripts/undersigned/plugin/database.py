"""Has archive.sqlite written aside, from the moment the letters are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from undersigned.archive.archive import Archive
from undersigned.outputs.data import database_file, rows_of
from undersigned.plugin.months import Months
from undersigned.plugin.record import Kept, Record
from undersigned.plugin.tree import Tree
from undersigned.work.memory import Memory
from undersigned.work.workers import Aside

DATABASE = "data/archive.sqlite"
PLACE = ""
"""Stands where rows have their month: for the folder of the new site and the key of the group there."""


class _ForgottenError(Exception):
    """A part that was remembered is so no more, and nobody hands its rows over."""


@dataclass
class DatabaseWriter:
    """Writes the database of parts that are remembered and of those that are handed over, in any order.

    After a small edit nothing takes longer, so it may begin before it is known what belongs where.
    """

    archive: Archive
    memory: Memory
    months: Months = field(init=False)
    _aside: Aside[Kept | None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.months = Months(self.archive)

    def begin(self) -> None:
        """Begin, unless that was done before."""
        if self._aside is None:
            self._aside = Aside(self._write)

    def place(self, tree: Tree, key: str) -> None:
        """Say where the database belongs, before any part is handed over."""
        self.begin()
        self._hand(PLACE, (tree.new, key))

    def hand(self, month: str, part: bytes) -> None:
        """Hand over the part of a month that was not remembered; this may wait until it is taken."""
        self._hand(month, rows_of(part))

    def result(self, make: Callable[[str], bytes], tree: Tree, key: str) -> Kept:
        """Return what was written.

        If another build has emptied the memory meanwhile, that is done here, of parts that `make` makes
        anew, each of a month. Raises OSError, DatabaseError, WorkerError, what `make` raises, and
        ForeignDataError for a memory that a stranger filled.
        """
        kept = self._aside.result() if self._aside else None
        if kept is None:
            rows = (rows_of(make(month)) for month in self.months.letters)
            kept = _put(tree.new, key, database_file(self.archive, rows))
        return kept

    def drop(self) -> None:
        """Let go of what was begun, done or not: what is handed over from now on is not taken."""
        aside, self._aside = self._aside, None
        if aside:
            aside.drop()

    def _hand(self, what: str, item: object) -> None:
        if self._aside:
            self._aside.hand((what, item))

    def _write(self, handed: Iterator[tuple[str, Any]]) -> Kept | None:
        """Write what is remembered and what is handed over; None where that is not all."""
        came: dict[str, Any] = {}

        def taken(what: str) -> Any:  # noqa: ANN401 - rows, or the place
            while what not in came:
                item = next(handed, None)
                if item is None:
                    raise _ForgottenError
                came.update([item])
            return came.pop(what)

        def rows() -> Iterator[bytes]:
            for month, key in self.months.parts.items():
                part = self.memory.get(key)
                yield taken(month) if part is None else rows_of(part)

        try:
            content = database_file(self.archive, rows())
            folder, key = taken(PLACE)
        except _ForgottenError:
            return None
        return _put(folder, key, content)


def _put(folder: Path, key: str, content: bytes) -> Kept:
    return Tree(folder, folder, Record()).write(DATABASE, key, [(DATABASE.rpartition("/")[2], content)])
