"""Digests of all that an archive says of each letter, by which outputs know what they need not make anew."""

from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.model.registry import Organization, Person


class LetterKeys:
    """A digest for each letter of what it prints, and of what the archive knows of those that it names.

    In it are: the letter itself, names, sort names and terms of its correspondents, its offices with
    their jurisdictions, the labels of its topics and of those above them, the letters that follow and
    the first of the exchange, and the files that belong to it.
    """

    def __init__(self, archive: Archive) -> None:
        self._letters = archive.letters
        self._enclosures = archive.enclosures
        self._followed_by = archive.followed_by
        self._exchanges = archive.exchanges
        entries: tuple[Person | Organization, ...] = (
            *archive.organizations.values(),
            *archive.people.values(),
        )
        self._names = {entry.id: _digest(_known(entry)) for entry in entries}
        self._offices = {
            key: _digest(repr((office.label, office.role, office.jurisdiction)))
            for key, office in archive.offices.items()
        }
        self._topics = {
            key: _digest(
                "\0".join(archive.topics[up].label for up in (key, *archive.broader_topics(key), key))
            )
            for key in archive.topics
        }

        self._found: dict[str, bytes] = {}

    def __getitem__(self, letter: str) -> bytes:
        """Return 16 bytes that stand for all that is said of a letter."""
        found = self._found.get(letter)
        if found is None:
            found = self._found[letter] = self._work_out(letter)
        return found

    def _work_out(self, letter: str) -> bytes:
        card = self._letters[letter]
        names, offices = self._names, self._offices
        said = [card.seal]
        for appearance in card.appearances:
            if appearance.id:
                said.append(names[appearance.id])
            if appearance.office:
                said.append(offices[appearance.office])
        said += [self._topics[key] for key in card.topics]
        for other in (*self._followed_by.get(letter, ()), *self._exchanges.get(letter, ())[:1]):
            said.append(self._letters[other].face)
        if letter in self._enclosures:
            said.append(repr(self._enclosures[letter]).encode())
        return blake2b(b"\0".join(said), digest_size=16).digest()


def _known(entry: Person | Organization) -> str:
    if isinstance(entry, Organization):
        return entry.name
    return repr((entry.name, entry.sort, entry.offices))


def _digest(said: str) -> bytes:
    return blake2b(said.encode(), digest_size=16).digest()
