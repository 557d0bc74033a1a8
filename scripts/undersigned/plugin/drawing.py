"""Draws the archive's pages side by side and writes them, with what search reads of each letter."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from undersigned.outputs.search import Document, letter_document
from undersigned.plugin.tree import Kept, Tree
from undersigned.render.pages import DIGEST, Pages
from undersigned.views.view import View
from undersigned.work.means import Means
from undersigned.work.workers import spread

CHUNK = 100
"""Pages that one process draws in one go."""


class Drawn(NamedTuple):
    """A page of the new site: its path, its file, whether it had to be drawn, what search reads of it.

    `digest` is that of what it says besides the words of its letter.
    """

    path: str
    kept: Kept
    new: bool
    digest: bytes
    document: Document | None


@dataclass(frozen=True, kw_only=True)
class Artist:
    """Draws those of `views` that the old site does not have.

    `digests` are those of what all pages say, one after the other, empty where they are not known.
    `wanted` are letters that search will read.
    """

    pages: Pages
    views: Sequence[View]
    tree: Tree
    digests: bytes = b""
    wanted: Collection[str] = ()

    def draw(self, span: tuple[int, int]) -> list[Drawn]:
        """Draw the pages from one place to another. Raises ProblemsFound and OSError."""
        drawn = [self._draw(number) for number in range(*span)]
        self.pages.bodies.memory.flush()
        return drawn

    def _draw(self, number: int) -> Drawn:
        view = self.views[number]
        digest = self.digests[number * DIGEST : (number + 1) * DIGEST]
        facts = None
        if not digest:
            facts = view.facts()
            digest = self.pages.digest(view, facts)
        path, key = f"{view.address}index.html", self.pages.key(view, digest)
        kept = self.tree.keep(path, key)
        new = kept is None
        if kept is None:
            facts = facts or view.facts()
            kept = self.tree.write(path, key, self.pages.draw(view, facts).encode())
        document = None
        if view.letter and view.letter in self.wanted:
            document = letter_document(self.pages.archive, *self.pages.bodies.open(view.letter))
        return Drawn(path, kept, new, digest, document)


def draw_pages(artist: Artist, means: Means) -> Iterator[Drawn]:
    """Draw all pages, in their order."""
    count = len(artist.views)
    spans = [(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    with means.progress.stage("drawing pages", count) as stage:
        for drawn in spread(artist.draw, spans, means.processes):
            stage.advance(len(drawn))
            yield from drawn
