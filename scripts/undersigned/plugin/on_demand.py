"""Makes the files of a live preview, each when it is asked for."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from undersigned.archive.keys import LetterKeys
from undersigned.outputs.feeds import atom, json_feed
from undersigned.plugin.companions import PAGE, Companions
from undersigned.plugin.database import DatabaseWriter
from undersigned.plugin.feeding import entry_of, item_of
from undersigned.plugin.gathering import Gatherer, opened
from undersigned.plugin.publishing import Publishing
from undersigned.plugin.record import Record
from undersigned.plugin.searching import SEARCHING_PAGES, Searching
from undersigned.plugin.tree import Tree
from undersigned.render.pages import Pages
from undersigned.views.addresses import DATA, EMBED, FEED, FILES, IMAGE, JSON_FEED, RECORD
from undersigned.views.feeds import feeds
from undersigned.views.view import View
from undersigned.work.means import Means


@dataclass(frozen=True, kw_only=True)
class OnDemand:
    """Makes files of the site in the folder `site`, which MkDocs empties whenever the archive changes."""

    pages: Pages
    views: dict[str, View]
    site: Path
    means: Means
    tree: Tree = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", Tree(new=self.site, old=self.site, record=Record()))

    def make(self, path: str) -> None:
        """Make what lies at `path`, relative to the site's root, if it is the archive's and not there yet.

        Raises ProblemsFound, SearchIndexError and OSError.
        """
        folder, _, name = path.rpartition("/")
        folder = f"{folder}/" if folder else ""
        if (self.site / path / ("" if name else PAGE)).is_file():
            return
        home, is_enclosure, _ = folder.partition(f"/{FILES}")
        view = self.views.get(f"{home}/") if is_enclosure else self.views.get(folder.removesuffix(EMBED))
        if name in {FEED, JSON_FEED}:
            self._feed(folder + FEED)
        elif name == IMAGE or is_enclosure:
            self._beside(view)
        elif name and (folder.startswith(DATA) or (name == RECORD and view and view.beside is None)):
            self._data()
        elif view and name in {"", PAGE} and folder[len(view.address) :] != EMBED:
            self._page(view)
        elif view and view.beside:
            # Apart from the page, which shows a letter even if its file has been broken since.
            letter = opened(self.pages.bodies, view.beside)
            self.tree.write(view.address + PAGE, "", self._companions.files(letter).items())

    def _page(self, view: View) -> None:
        facts = view.facts()
        if view.template in SEARCHING_PAGES:
            facts = replace(facts, values={**facts.values, "index": self._index()})
        self.tree.write(view.address + PAGE, "", [(PAGE, self.pages.draw(view, facts).encode())])

    @property
    def _companions(self) -> Companions:
        return Companions(pages=self.pages, memory=self.means.memory)

    def _beside(self, view: View | None) -> None:
        if view is None:
            self._companions.site(self.tree)
        else:
            self._companions.beside(view, self.tree)

    def _feed(self, address: str) -> None:
        archive = self.pages.archive
        for feed in feeds(archive):
            if address not in {feed.address, *feed.former}:
                continue
            letters = {key: opened(self.pages.bodies, key) for key in feed.letters}
            contents = {FEED: atom(feed, archive, {key: entry_of(one) for key, one in letters.items()})}
            if address == FEED:
                items = {key: item_of(one) for key, one in letters.items()}
                contents[JSON_FEED] = json_feed(feed, archive, items)
            self.tree.write(address, "", contents.items())
            return

    def _data(self) -> None:
        archive = self.pages.archive
        database = DatabaseWriter(archive, self.means.memory)
        self._gather(Publishing(archive, database, self.tree, self.means))

    def _index(self) -> object:
        """Make the search index, of which only what changed is made anew."""
        searching = Searching(self.pages.archive, LetterKeys(self.pages.archive), self.tree, self.means)
        self._gather(searching)
        return searching.finish()

    def _gather(self, gatherer: Gatherer) -> None:
        """Give an output what it wishes for."""
        with gatherer.at_work():
            for name, wish in gatherer.wishes.items():
                for letter in self.pages.archive.letters:
                    if letter in wish.letters:
                        gatherer.take(name, letter, wish.read(opened(self.pages.bodies, letter)))
