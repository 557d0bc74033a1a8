"""The records of people, organizations, offices and topics: one beside each page, and lists of all."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Appearance
from undersigned.model.registry import Entry
from undersigned.outputs.data.about import about
from undersigned.outputs.data.entries import Described, Json
from undersigned.views.addresses import DATA, RECORD, letter_address, section_address
from undersigned.views.data_files import SCHEMA_VERSION
from undersigned.work.compact import encoded


def entity_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of the record of every entry, and of the list of each registry.

    Every list is there, perhaps empty; what else an entry lacks is left out. All is made of the
    archive's cards, registries and settings: `archive.face` and the settings stand for it.
    """
    settings = archive.settings
    base = settings.absolute("")
    described, lists = Described(archive, base), Letters(archive, base)
    registries: Mapping[str, tuple[Mapping[str, Entry], Callable[[str], list[Json]]]] = {
        "people": (archive.people, lambda key: lists.of(archive.appearances.get(key, ()))),
        "organizations": (archive.organizations, lambda key: lists.of(archive.appearances.get(key, ()))),
        "offices": (archive.offices, lambda key: lists.within(archive.appearances_in.get(key, ()))),
        "topics": (archive.topics, lambda key: lists.on(archive.letters_by_topic.get(key, ()))),
    }
    for section, (entries, letters) in registries.items():
        every = []
        for entry in entries.values():
            said = described.entry(entry)
            every.append(said)
            whole = {"schema_version": SCHEMA_VERSION, **said, "letters": letters(entry.id)}
            written = _written(whole)
            for key in (entry.id, *entry.former_ids):
                yield section_address(section, key) + RECORD, written
        yield f"{DATA}{section}.json", _written(about(settings) | {section: every})


def _written(said: Mapping[str, object]) -> bytes:
    return encoded(said) + b"\n"


class Letters:
    """The letters of an archive as the records of entries list them."""

    def __init__(self, archive: Archive, base: str) -> None:
        self._letters: dict[str, Json] = {
            key: {
                "id": key,
                "url": base + letter_address(key),
                "title": card.title,
                "date": card.date.isoformat(),
            }
            for key, card in archive.letters.items()
        }

    def on(self, keys: Iterable[str]) -> list[Json]:
        """Return letters that have no roles to tell of."""
        return [self._letters[key] for key in keys]

    def of(self, appearances: Iterable[Appearance]) -> list[Json]:
        """Return letters with the role of a correspondent, and their office, once for each role."""
        found = []
        for appearance in appearances:
            said = self._letters[appearance.letter].copy()
            said["role"] = appearance.role
            if appearance.office:
                said["office"] = appearance.office
            if appearance.withdrawn:
                said["withdrawn"] = True
            found.append(said)
        return found

    def within(self, appearances: Iterable[Appearance]) -> list[Json]:
        """Return letters with the role of an office's holder, and who that was, once for each role."""
        found = []
        for appearance in appearances:
            said = self._letters[appearance.letter].copy()
            said["role"] = appearance.role
            if appearance.id:
                said["holder"] = appearance.id
            else:
                said["name"] = appearance.name
            if appearance.withdrawn:
                said["withdrawn"] = True
            found.append(said)
        return found
