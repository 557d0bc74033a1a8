"""The archive: published letters and what they name, with the indexes that pages are made from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from undersigned.archive.cards import Appearance, Card
from undersigned.archive.enclosures import Enclosure
from undersigned.archive.reading import LetterReader, Whole
from undersigned.model.registry import Office, Organization, Person, Topic
from undersigned.model.settings import Settings

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Everything that may be published. All mappings are in a fixed order; links are ids.

    `letters` holds a card for each letter, from the oldest to the newest; `whole` opens one. The
    registries hold only what the letters name. `face` is a digest of all but the words of letters.
    `enclosures` are the files beside each letter that has any, by its id. `pending` are the ids of letters
    that are not public and shown all the same, to those who write them: no archive that is published has any.
    """

    settings: Settings
    letters: Mapping[str, Card]
    reader: LetterReader
    face: bytes
    enclosures: Mapping[str, tuple[Enclosure, ...]]
    people: Mapping[str, Person]
    organizations: Mapping[str, Organization]
    offices: Mapping[str, Office]
    topics: Mapping[str, Topic]
    pending: frozenset[str] = frozenset()

    def whole(self, letter: str) -> Whole:
        """Return the letter with the id `letter`, with all that it prints. Raises ProblemsFound."""
        return self.reader.whole(self.letters[letter])

    def source(self, letter: str) -> bytes:
        """Return the bytes of the file of the letter with the id `letter`. Raises ProblemsFound."""
        return self.reader.source(self.letters[letter])

    def reworded(self, letters: Mapping[str, Card], reader: LetterReader) -> "Archive":
        """Return the archive of letters that differ in nothing but their words: it has the same indexes."""
        archive = replace(self, letters=letters, reader=reader)
        indexes = {name: index for name, index in vars(self).items() if name not in vars(archive)}
        vars(archive).update(indexes)
        return archive

    def _gathered(self, by: str) -> dict[str, tuple[Appearance, ...]]:
        """Group all appearances by one of their fields, where it says anything."""
        groups: defaultdict[str, list[Appearance]] = defaultdict(list)
        read = attrgetter(by)
        for card in self.letters.values():
            for appearance in card.appearances:
                if key := read(appearance):
                    groups[key].append(appearance)
        return {key: tuple(found) for key, found in groups.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name under which all letters of each correspondent are gathered, by id."""
        return {
            key: entry.name for entries in (self.organizations, self.people) for key, entry in entries.items()
        }

    def correspondent(self, key: str) -> Person | Organization:
        """Return the registry's entry with the id `key`. Raises KeyError."""
        return self.people[key] if key in self.people else self.organizations[key]

    @cached_property
    def appearances(self) -> Mapping[str, tuple[Appearance, ...]]:
        """Every role of each correspondent, by id, from the oldest letter to the newest."""
        return self._gathered("id")

    @cached_property
    def letters_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters that each correspondent signed or received, from the oldest to the newest."""
        return _of_letters(self.appearances)

    @cached_property
    def figures(self) -> Mapping[str, tuple[int, int]]:
        """How many letters each correspondent signed, and how many were written or copied to them."""
        signed = self.signed_by
        return {
            key: (len(signed.get(key, ())), len({a.letter for a in found if a.role != "signatory"}))
            for key, found in self.appearances.items()
        }

    @cached_property
    def signed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters that each correspondent signed and stands by."""
        signed = ((key, [a for a in found if a.signs]) for key, found in self.appearances.items())
        return _of_letters({key: found for key, found in signed if found})

    @cached_property
    def changed(self) -> Mapping[str, date]:
        """The day on which each letter's page last had something new to say."""
        return {key: card.changed for key, card in self.letters.items()}

    @cached_property
    def signatories(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the registry's entries that signed each letter and stand by it."""
        return {
            key: tuple(dict.fromkeys(a.id for a in card.appearances if a.id and a.signs))
            for key, card in self.letters.items()
        }

    @cached_property
    def followed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters that answer or continue each letter."""
        return _grouped((before, key) for key, letter in self.letters.items() for before in letter.follows)

    @cached_property
    def exchanges(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of all letters that answer or continue each other, from the oldest to the newest.

        They are found by the id of each; a letter that neither follows nor is followed has none.
        """
        together: dict[str, list[str]] = {}
        for key, letter in self.letters.items():
            for before in letter.follows:
                one, other = (together.setdefault(end, [end]) for end in (before, key))
                if one is not other:
                    large, small = (one, other) if len(one) >= len(other) else (other, one)
                    large += small
                    together.update(dict.fromkeys(small, large))
        ordered = {id(found): tuple(sorted(found)) for found in together.values()}
        return {key: ordered[id(found)] for key, found in together.items()}

    @cached_property
    def appearances_in(self) -> Mapping[str, tuple[Appearance, ...]]:
        """Every appearance of a holder of each office, by its id, from the oldest letter to the newest."""
        return self._gathered("office")

    @cached_property
    def letters_by_office(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the letters signed by or sent to a holder of each office."""
        return _of_letters(self.appearances_in)

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
            (office, key)
            for office, found in self.appearances_in.items()
            for key in dict.fromkeys(a.id for a in found if a.kind == "person")
        ]
        return _grouped((office, key) for office, key in (*said, *shown) if key and office in self.offices)

    def broader_topics(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the topics above `topic`, the nearest first."""
        above: list[str] = []
        while (broader := self.topics[topic].broader) is not None:
            above.append(broader)
            topic = broader
        return tuple(above)


def _of_letters(appearances: Mapping[K, Iterable[Appearance]]) -> dict[K, tuple[str, ...]]:
    """Return the ids of the letters of appearances, each once."""
    return {key: tuple(dict.fromkeys([a.letter for a in found])) for key, found in appearances.items()}


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Group values by key, each once, in the order of `pairs`."""
    groups: defaultdict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}
