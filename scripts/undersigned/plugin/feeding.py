"""Writes the feeds: each entry is worked out once, however many feeds it stands in, and remembered."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.archive.keys import LetterKeys
from undersigned.outputs.feeds import atom, entry, json_feed, json_item
from undersigned.plugin.gathering import Opened, Wish
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.views.addresses import FEED, JSON_FEED
from undersigned.views.feeds import Feed, feeds
from undersigned.work.means import Means


def entry_of(opened: Opened) -> bytes:
    """Return the Atom entry of a letter."""
    letter = opened.letter
    return entry(letter.archive, letter.whole, letter.body)


def item_of(opened: Opened) -> bytes:
    """Return the JSON Feed item of a letter."""
    letter = opened.letter
    return json_item(letter.archive, letter.whole, letter.body)


READ = {"entries": entry_of, "items": item_of}
"""What feeds are made of: entries in Atom, and items in JSON, which only the archive's own feed needs."""


@dataclass
class Feeding:
    """The feeds of one build, and the groups of their files; `stamp` stands for what all are made with."""

    archive: Archive
    keys: LetterKeys
    tree: Tree
    means: Means
    stamp: bytes
    groups: dict[str, Kept] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(init=False)
    _writing: Future[None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._found: dict[str, dict[str, bytes]] = {name: {} for name in READ}
        self._wanted: dict[str, set[str]] = {name: set() for name in READ}
        self._stale: list[tuple[Feed, str]] = []
        for feed in feeds(self.archive):
            key = self._key(feed)
            places = (feed.address, *feed.former)
            kept = {place: found for place in places if (found := self.tree.keep(place, key))}
            if len(kept) == len(places):
                self.groups |= kept
            else:
                self._stale.append((feed, key))
                self._need("entries", feed)
                if feed.address == FEED:
                    self._need("items", feed)
        self._needed = {name: len(self._found[name]) + len(self._wanted[name]) for name in READ}

    def _need(self, wish: str, feed: Feed) -> None:
        """Have what a feed is made of at hand, if it is remembered, or wish for it."""
        found, wanted = self._found[wish], self._wanted[wish]
        for letter in feed.letters:
            if letter in found or letter in wanted:
                continue
            kept = self.means.memory.get(self._letter_key(wish, letter))
            if kept is None:
                wanted.add(letter)
            else:
                found[letter] = kept

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """Entries and items that are not remembered."""
        return {name: Wish(frozenset(letters), READ[name]) for name, letters in self._wanted.items()}

    def take(self, wish: str, letter: str, found: object) -> None:
        """Take the entry or the item of a letter."""
        if not isinstance(found, bytes):
            raise TypeError(f"{letter} has none of the {wish}")
        self._found[wish][letter] = found
        self.means.memory.put(self._letter_key(wish, letter), found)
        if all(len(self._found[name]) >= self._needed[name] for name in READ):
            self._start()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Write the feeds as soon as all their letters are there. Raises OSError at its end."""
        with ThreadPoolExecutor(1) as self._pool:
            yield
            self._start()
            if self._writing:
                self._writing.result()

    def _start(self) -> None:
        if self._stale and self._writing is None:
            self._writing = self._pool.submit(self._write)

    def _write(self) -> None:
        for feed, key in self._stale:
            contents = {FEED: atom(feed, self.archive, self._found["entries"])}
            if feed.address == FEED:
                contents[JSON_FEED] = json_feed(feed, self.archive, self._found["items"])
            for place in (feed.address, *feed.former):
                self.groups[place] = self.tree.write(place, key, contents.items())

    def _key(self, feed: Feed) -> str:
        digest = blake2b(self.stamp + repr(feed).encode(), digest_size=16, person=b"feed")
        for letter in feed.letters:
            digest.update(self.keys[letter])
        return digest.hexdigest()

    def _letter_key(self, wish: str, letter: str) -> bytes:
        return blake2b(self.stamp + self.keys[letter], digest_size=20, person=wish.encode()).digest()
