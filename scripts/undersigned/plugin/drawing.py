"""Draws the archive's pages side by side and writes them, with what outputs wish for of each letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from undersigned.plugin.companions import PAGE, Companions
from undersigned.plugin.gathering import Wish, opened
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.render.pages import DIGEST, Pages
from undersigned.views.view import View
from undersigned.work.means import Means
from undersigned.work.workers import spread

CHUNK = 100
"""Pages that one process draws in one go."""


class Drawn(NamedTuple):
    """A page of the new site, with the groups of its files, and whether it had to be drawn.

    `digest` is that of what it says besides the words of its letter; `found` what was wished for of it.
    """

    groups: Mapping[str, Kept]
    new: bool
    digest: bytes
    found: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Artist:
    """Draws those of `views` that the old site does not have.

    `digests` are those of what all pages say, one after the other, empty where they are not known.
    """

    pages: Pages
    views: Sequence[View]
    tree: Tree
    companions: Companions
    digests: bytes = b""
    wishes: Mapping[str, Wish] = field(default_factory=dict)

    def there(self, number: int) -> Drawn | None:
        """Return a page that the new site has already, unless something else is wished for of it."""
        view, digest = self.views[number], self._digest(number)
        wishes = self._wishes(view)
        if not digest or any(not wish.file for wish in wishes.values()):
            return None
        group = f"{view.address}{PAGE}"
        kept = self.tree.there(group, self.pages.key(view, digest))
        if kept is None:
            return None
        groups = {group: kept, **self.companions.beside(view, self.tree)}
        return Drawn(groups, new=False, digest=digest, found=dict.fromkeys(wishes))

    def draw(self, numbers: Sequence[int]) -> list[Drawn]:
        """Draw pages, or take them over from the old site. Raises ProblemsFound and OSError."""
        drawn = [self._draw(number) for number in numbers]
        self.pages.bodies.memory.flush()
        return drawn

    def _digest(self, number: int) -> bytes:
        return self.digests[number * DIGEST : (number + 1) * DIGEST]

    def _draw(self, number: int) -> Drawn:
        view, digest = self.views[number], self._digest(number)
        facts = None
        if not digest:
            facts = view.facts()
            digest = self.pages.digest(view, facts)
        group, key = f"{view.address}{PAGE}", self.pages.key(view, digest)
        kept = self.tree.keep(group, key)
        new = kept is None
        wishes = self._wishes(view)
        reads = any(not wish.file for wish in wishes.values())
        letter = opened(self.pages.bodies, view.beside) if view.beside and (new or reads) else None
        if kept is None:
            contents = {PAGE: self.pages.draw(view, facts or view.facts()).encode()}
            if letter:
                contents |= self.companions.files(letter)
            kept = self.tree.write(group, key, contents.items())
        groups = {group: kept, **self.companions.beside(view, self.tree)}
        found = {
            name: wish.read(letter) if letter and not wish.file else None for name, wish in wishes.items()
        }
        return Drawn(groups, new, digest, found)

    def _wishes(self, view: View) -> Mapping[str, Wish]:
        return {name: wish for name, wish in self.wishes.items() if view.letter in wish.letters}


def draw_pages(artist: Artist, means: Means) -> Iterator[tuple[int, Drawn]]:
    """Draw all pages that are not there; yield the number of each, first of those that are.

    Then come letters of which something is wished for: outputs that wait for them have the longest way
    to go. Otherwise the order stays.
    """
    count = len(artist.views)
    wanted = frozenset().union(*(wish.letters for wish in artist.wishes.values()))
    with means.progress.stage("drawing pages", count) as stage:
        missing = []
        for number in range(count):
            if there := artist.there(number):
                stage.done += 1
                yield number, there
            else:
                missing.append(number)
        missing.sort(key=lambda number: artist.views[number].letter not in wanted)
        spans = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
        for span, drawn in zip(spans, spread(artist.draw, spans, means.processes), strict=True):
            stage.advance(len(drawn))
            yield from zip(span, drawn, strict=True)
