"""Makes the search index beside the drawing of pages: a piece as soon as its letters are there."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.archive.keys import LetterKeys
from undersigned.outputs.search import (
    Bundle,
    Document,
    SearchIndex,
    build_engine,
    build_piece,
    build_values,
    cut,
    entry_documents,
    filter_values,
    letter_document,
    version,
)
from undersigned.plugin.gathering import Opened, Wish
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.views.addresses import SEARCH
from undersigned.work.means import Means

SIDE_BY_SIDE = 2
"""Pieces that are indexed at a time: each may take half a gigabyte of memory."""

SEARCHING_PAGES = frozenset({"search.html", "verify.html"})
"""Templates of the pages that search, and so have to know the names of the index's parts."""

Piece = tuple[str, ...]
"""Ids of letters, the newest first."""


def document(opened: Opened) -> Document:
    """Return what search finds of a letter."""
    letter = opened.letter
    return letter_document(letter.archive, letter.whole, letter.body)


@dataclass
class Searching:
    """The search index of one build, and the groups of its files.

    A piece whose letters say what they said before is taken over from the old site.
    """

    archive: Archive
    keys: LetterKeys
    tree: Tree
    means: Means
    groups: dict[str, Kept] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Parts of an index that two versions of Pagefind made do not fit together.
        self._stamp = version() + b"\0" + self.archive.settings.language.encode() + b"\0"
        self._known = _bundles(self.tree)
        self._pieces: list[Piece] = cut({key: card.date for key, card in self.archive.letters.items()})
        self._names: dict[Piece, str] = {}
        for piece in self._pieces:
            if name := self._kept(self._key(piece)):
                self._names[piece] = name
        self._home = {letter: piece for piece in self._pieces if piece not in self._names for letter in piece}
        self._found: defaultdict[Piece, list[Document]] = defaultdict(list)
        self._building: dict[Piece, Future[str]] = {}
        self._building_entries: Future[str] | None = None
        self._entries = self._kept(self._face(b"entries"))

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """The documents of the letters of all pieces that have to be made."""
        return {"documents": Wish(frozenset(self._home), document)}

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Index what `take` brings while something else is done, and then all that is not a letter.

        Raises SearchIndexError at its end, and OSError for files that cannot be written.
        """
        with ThreadPoolExecutor(SIDE_BY_SIDE) as self._pool:
            try:
                yield
                self._begin()
                with self.means.progress.stage("indexing letters", len(self._home)) as stage:
                    for piece, building in self._building.items():
                        self._names[piece] = building.result()
                        stage.advance(len(piece))
                    if self._building_entries:
                        self._entries = self._building_entries.result()
            finally:
                # After a failure, what has not begun is not waited for.
                self._pool.shutdown(cancel_futures=True)
        for piece in self._building:
            self.means.memory.put(self._key(piece), self._names[piece].encode())
        if self._entries:
            self.means.memory.put(self._face(b"entries"), self._entries.encode())

    def take(self, wish: str, letter: str, found: object) -> None:
        """Take what search reads of a letter; the last one of a piece has it indexed."""
        if not isinstance(found, Document):
            raise TypeError(f"{letter} has no document")
        self._begin()
        piece = self._home[letter]
        self._found[piece].append(found)
        if len(self._found[piece]) == len(piece):
            self._building[piece] = self._pool.submit(self._piece, self._found.pop(piece))

    def _begin(self) -> None:
        """Have all that is not a letter indexed, once: people, organizations, offices, topics."""
        if self._entries or self._building_entries:
            return
        if entries := list(entry_documents(self.archive)):
            self._building_entries = self._pool.submit(self._piece, entries)

    def finish(self) -> SearchIndex | None:
        """Make what is left, and return what the search page has to know; None when nothing can be found."""
        if not (self._pieces or self._entries):
            return None
        language, memory = self.archive.settings.language, self.means.memory
        return SearchIndex(
            engine=self._put(build_engine(language=language, memory=memory, known=self._known)),
            pieces=tuple(self._names[piece] for piece in self._pieces),
            entries=self._entries,
            values=self._values(),
        )

    def _values(self) -> str:
        """Write the file of the filters' values, or take it over from the old site; return its name."""
        key = self._face(b"values")
        name = (self.means.memory.get(key) or b"").decode(errors="replace")
        group = f"{SEARCH}{name}"
        if name and (kept := self.tree.keep(group, name)):
            self.groups[group] = kept
            return name
        name, values = build_values(filter_values(self.archive))
        group = f"{SEARCH}{name}"
        self.groups[group] = self.tree.write(group, name, [(name, values)])
        self.means.memory.put(key, name.encode())
        return name

    def _piece(self, documents: Iterable[Document]) -> str:
        language, memory = self.archive.settings.language, self.means.memory
        return self._put(build_piece(documents, language=language, memory=memory, known=self._known))

    def _put(self, bundle: Bundle) -> str:
        """Put a bundle's files into the new site, and return its name."""
        if bundle.files is None:
            self._keep(bundle.name)
            return bundle.name
        group = f"{SEARCH}{bundle.name}/"
        self.groups[group] = self.tree.write(group, bundle.name, bundle.files.items())
        return bundle.name

    def _keep(self, name: str) -> bool:
        """Take a bundle over from the old site, if it is there and whole."""
        if name not in self._known:
            return False
        group = f"{SEARCH}{name}/"
        kept = self.tree.keep(group, name)
        if kept is not None:
            self.groups[group] = kept
        return kept is not None

    def _kept(self, key: bytes) -> str | None:
        """Take over the bundle whose name is remembered under `key`; return the name if that was possible."""
        name = (self.means.memory.get(key) or b"").decode(errors="replace")
        return name if self._keep(name) else None

    def _key(self, piece: Piece) -> bytes:
        digest = blake2b(self._stamp, digest_size=20, person=b"piece")
        for letter in piece:
            digest.update(self.keys[letter])
        return digest.digest()

    def _face(self, person: bytes) -> bytes:
        """Return what stands for all of the archive but the words of letters."""
        return blake2b(self._stamp + self.archive.face, digest_size=20, person=person).digest()


def _bundles(tree: Tree) -> Container[str]:
    """Return the names of the bundles in the old site that are as they were written."""
    groups = [group for group in tree.record.groups if group.startswith(SEARCH) and group.endswith("/")]
    return {group.removeprefix(SEARCH)[:-1] for group in groups if tree.is_intact(group)}
