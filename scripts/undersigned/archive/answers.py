"""What the registries answer to the names of a letter: it is resolved again only if an answer changes."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from undersigned.archive.correspondents import Resolver
from undersigned.archive.names import Names
from undersigned.model.letter import Letter
from undersigned.model.registry import Entry

Question = tuple[str, str]
"""What is looked up: `entry`, `office` or `topic`, and an id, name, label or printed line."""


def questions(letter: Letter) -> tuple[Question, ...]:
    """Return everything that resolving `letter` looks up, each once."""
    return tuple(dict.fromkeys(_questions(letter)))


def _questions(letter: Letter) -> Iterator[Question]:
    for mention in (*letter.signatories, *letter.recipients, *letter.cc):
        yield from (("entry", name) for name in (mention.id, mention.name) if name)
        lines = (mention.office,) if mention.office else mention.title
        yield from (("office", line) for line in lines)
    yield from (("topic", name) for name in letter.topics)


class Answers:
    """Digests of what a resolver's registries say, worked out once for each question."""

    def __init__(self, resolver: Resolver) -> None:
        self._places: dict[str, tuple[Mapping[str, Entry], Names[Any]]] = {
            "entry": (resolver.known, resolver.names),
            "office": (resolver.registries.offices, resolver.office_names),
            "topic": (resolver.registries.topics, resolver.topic_names),
        }
        self._known: dict[Question, bytes] = {}
        self._entries: dict[tuple[str, str], bytes] = {}

    def digest(self, asked: Iterable[Question]) -> bytes:
        """Return 16 bytes that stand for the answers to all questions of one letter."""
        return blake2b(b"".join(map(self._answer, asked)), digest_size=16).digest()

    def _answer(self, question: Question) -> bytes:
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = self._look_up(*question)
        return found

    def _look_up(self, place: str, text: str) -> bytes:
        entries, names = self._places[place]
        keys = dict.fromkeys((text, *names.find(text)) if text in entries else names.find(text))
        said = b"".join(self._entry(place, key, entries[key]) for key in keys)
        near = "" if keys else names.nearly(text) or ""
        return blake2b(said + near.encode(), digest_size=16).digest()

    def _entry(self, place: str, key: str, entry: Entry) -> bytes:
        found = self._entries.get((place, key))
        if found is None:
            said = f"{type(entry).__name__} {entry.model_dump_json()}".encode()
            found = self._entries[place, key] = blake2b(said, digest_size=16).digest()
        return found
