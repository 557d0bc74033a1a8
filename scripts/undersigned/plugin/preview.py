"""The live preview: the last good archive, and its pages, each drawn when it is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import Any
from urllib.parse import unquote

from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.archive.remembered import Earlier
from undersigned.model.settings import Settings
from undersigned.outputs.search import SearchIndexError, letter_document
from undersigned.plugin.searching import Searching
from undersigned.plugin.tree import Record, Tree
from undersigned.render.pages import Pages
from undersigned.source.problems import ProblemsFound
from undersigned.views.addresses import SEARCH
from undersigned.views.pages import pages
from undersigned.views.view import View
from undersigned.views.words import counted
from undersigned.work.means import Means

PATIENCE = 120
"""Seconds that a request waits for a build that is running."""


class Preview:
    """The archive and the pages of a live preview; `say` takes what goes wrong.

    `problems` are those of the letters as they are now, empty when there are none.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._built = Event()
        self._lock = Lock()
        self._views: dict[str, View] = {}
        self._good: Archive | None = None
        self._earlier: Earlier | None = None
        self._plan: tuple[tuple[bytes, Settings], list[View]] | None = None
        self.problems = ""

    def begin(self) -> None:
        """Remember each load for the next one, which a build does not have."""
        self._earlier = Earlier()

    def load(self, settings: Settings, means: Means) -> Archive:
        """Load the archive; the last good one stays while there are problems.

        Raises PluginError with all of them where there is no good one, as in every build.
        """
        try:
            self._good = load(settings, clock(), means, self._earlier)
            self.problems = ""
        except ProblemsFound as found:
            count = counted(len(found.problems), "problem", "problems")
            self.problems = f"{count} in the letters:\n{found}"
            if self._good is None:
                raise PluginError(self.problems) from None
            self._say(f"{self.problems}\nThe last good pages stay up.")
        return self._good

    def plan(self, archive: Archive) -> list[View]:
        """Return all pages of an archive, those of the archive before where only words have changed."""
        made_of = (archive.face, archive.settings)
        if self._plan is None or self._plan[0] != made_of:
            self._plan = made_of, list(pages(archive))
        return self._plan[1]

    @property
    def is_up(self) -> bool:
        """Whether there are pages to look at already."""
        return bool(self._views)

    def wait(self) -> None:
        """Have requests wait: MkDocs empties the folder of the site."""
        self._built.clear()

    def renew(self, drawn: Pages, views: Iterable[View], site: Path, means: Means) -> None:
        """Take over a new archive, whose pages will be written below `site`."""
        with self._lock:
            self._pages, self._site, self._means = drawn, site, means
            self._views = {view.address: view for view in views}
        self._built.set()

    def go_on(self) -> None:
        """Let requests be answered again after a build that failed."""
        self._built.set()

    def attach(self, server: LiveReloadServer) -> None:
        """Have the server's pages drawn before it looks for them."""
        answer = server.get_app()

        def prepared(environ: dict[str, Any], start_response: Any) -> Any:  # noqa: ANN401 - WSGI (PEP 3333)
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if path.startswith(server.mount_path):
                self.prepare(unquote(path.removeprefix(server.mount_path)).removesuffix("index.html"))
            return answer(environ, start_response) if answer else []

        server.set_app(prepared)

    def prepare(self, path: str) -> None:
        """Draw the page at `path`, an address relative to the site's root, if there is one."""
        self._built.wait(PATIENCE)
        view = self._views.get(path)
        target = self._site / path / "index.html" if view else None
        if view is None or target is None or target.exists():
            return
        with self._lock:
            try:
                facts = view.facts()
                if view.address == SEARCH:
                    facts = replace(facts, values={**facts.values, "index": self._index()})
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(self._pages.draw(view, facts), encoding="utf-8", newline="\n")
            except (ProblemsFound, SearchIndexError, OSError) as error:
                self._say(f"{path} cannot be drawn: {error}")

    def _index(self) -> object:
        """Make the search index, of which only what changed is made anew."""
        tree = Tree(new=self._site, old=self._site, record=Record())
        searching = Searching(self._pages.archive, tree, self._means)
        with searching.side_by_side():
            for letter in searching.wanted:
                whole, body = self._pages.bodies.open(letter)
                searching.take(letter, letter_document(self._pages.archive, whole, body))
            searching.take_entries()
        return searching.finish()
