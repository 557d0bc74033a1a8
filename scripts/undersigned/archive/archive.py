"""The archive: published letters and what they name, with the indexes that pages are made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from undersigned.archive.correspondents import Correspondent
from undersigned.model.letter import Letter
from undersigned.model.registry import Office, Organization, Person, Topic
from undersigned.model.settings import Settings

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Everything that may be published. All mappings are in a fixed order; links are ids.

    `letters` run from the oldest to the newest. `correspondents` holds, for each letter, its
    signatories, recipients and cc, in that order. The registries hold only what the letters name.
    """

    settings: Settings
    letters: Mapping[str, Letter]
    correspondents: Mapping[str, tuple[Correspondent, ...]]
    people: Mapping[str, Person]
    organizations: Mapping[str, Organization]
    offices: Mapping[str, Office]
    topics: Mapping[str, Topic]

    def in_role(self, letter: str, role: str) -> tuple[Correspondent, ...]:
        """Return those who have `role` in the letter with the id `letter`."""
        return self._by_role.get((letter, role), ())

    def signature_count(self, letter: str) -> int:
        """How many signed the letter and stand by it: named, private and erased, less withdrawn."""
        return self._signature_counts[letter]

    @cached_property
    def _by_role(self) -> Mapping[tuple[str, str], tuple[Correspondent, ...]]:
        roles: defaultdict[tuple[str, str], list[Correspondent]] = defaultdict(list)
        for key, named in self.correspondents.items():
            for correspondent in named:
                roles[key, correspondent.role].append(correspondent)
        return {key: tuple(named) for key, named in roles.items()}

    @cached_property
    def _signature_counts(self) -> Mapping[str, int]:
        return {
            key: sum(c.withdrawn is None for c in self.in_role(key, "signatory"))
            + len(letter.also_signed)
            + letter.erased
            for key, letter in self.letters.items()
        }

    def correspondent(self, key: str) -> Person | Organization:
        """Return the registry's entry with the id `key`. Raises KeyError."""
        return self.people[key] if key in self.people else self.organizations[key]

    @cached_property
    def appearances(self) -> Mapping[str, tuple[Correspondent, ...]]:
        """Every role of each correspondent, by id, from the oldest letter to the newest."""
        return _grouped((c.id, c) for cs in self.correspondents.values() for c in cs if c.id)

    @cached_property
    def signed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters that each correspondent signed and stands by."""
        return _grouped(
            (c.id, c.letter)
            for cs in self.correspondents.values()
            for c in cs
            if c.id and c.role == "signatory" and c.withdrawn is None
        )

    @cached_property
    def followed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters that answer or continue each letter."""
        return _grouped((before, key) for key, letter in self.letters.items() for before in letter.follows)

    @cached_property
    def letters_by_office(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters signed by or sent to a holder of each office."""
        return _grouped((c.office, key) for key, cs in self.correspondents.items() for c in cs if c.office)

    @cached_property
    def letters_by_topic(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters on each topic or on one narrower than it."""
        pairs = (
            (above, key)
            for key, letter in self.letters.items()
            for topic in letter.topics
            for above in (topic, *self.broader_topics(topic))
        )
        return _grouped(pairs)

    @cached_property
    def letters_by_year(self) -> Mapping[int, tuple[str, ...]]:
        """Ids of the letters of each year, from the oldest year to the newest."""
        return _grouped((letter.date.year, key) for key, letter in self.letters.items())

    @cached_property
    def narrower_topics(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the topics right beneath each topic, by label."""
        topics = sorted(self.topics.items(), key=lambda item: item[1].label.casefold())
        return _grouped((topic.broader, key) for key, topic in topics if topic.broader)

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the organizations that are part of each organization."""
        return _grouped((o.part_of, key) for key, o in self.organizations.items() if o.part_of)

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the people who held each office, as their entries or the letters say."""
        said = [(holding.office, key) for key, person in self.people.items() for holding in person.offices]
        shown = [
            (c.office, c.id)
            for cs in self.correspondents.values()
            for c in cs
            if c.office and c.kind == "person"
        ]
        return _grouped((office, key) for office, key in (*said, *shown) if key and office in self.offices)

    def broader_topics(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the topics above `topic`, the nearest first."""
        above: list[str] = []
        while (broader := self.topics[topic].broader) is not None:
            above.append(broader)
            topic = broader
        return tuple(above)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Group values by key, each once, in the order of `pairs`."""
    groups: defaultdict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}
