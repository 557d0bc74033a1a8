"""Names of entries that come one after another, found as quickly as those of a registry."""

from dataclasses import dataclass, field

from undersigned.archive.names import Names
from undersigned.model.registry import Organization, Person

MOST_LOOSE = 32
"""Entries of which the index is made anew for each question."""


@dataclass
class GrowingNames:
    """What `Names` answers, of entries still being added: most lie in parts that stay as they are."""

    _parts: list[Names[Person | Organization]] = field(default_factory=list)
    _loose: dict[str, Person | Organization] = field(default_factory=dict)

    def add(self, entry: Person | Organization) -> None:
        """Add an entry; its id is new."""
        if len(self._loose) == MOST_LOOSE:
            self._parts.append(Names(self._loose))
            self._loose = {}
        self._loose[entry.id] = entry

    def find(self, form: str) -> tuple[str, ...]:
        """Return the ids of all entries that print `form`."""
        return tuple(key for names in self._all() for key in names.find(form))

    def nearly(self, form: str) -> str | None:
        """Return the form that `form` is a slip of, if there is one."""
        return next((near for names in self._all() if (near := names.nearly(form))), None)

    def _all(self) -> tuple[Names[Person | Organization], ...]:
        return (*self._parts, Names(self._loose))
