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
from undersigned.model.settings import Settings
from undersigned.outputs.search import SearchIndexError, letter_document
from undersigned.plugin.searching import Searching
from undersigned.plugin.tree import Record, Tree
from undersigned.render.pages import Pages
from undersigned.source.problems import ProblemsFound
from undersigned.views.addresses import SEARCH
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
        self.problems = ""

    def load(self, settings: Settings, means: Means) -> Archive:
        """Load the archive; the last good one stays while there are problems.

        Raises PluginError with all of them where there is no good one, as in every build.
        """
        try:
            self._good = load(settings, clock(), means)
            self.problems = ""
        except ProblemsFound as found:
            count = counted(len(found.problems), "problem", "problems")
            self.problems = f"{count} in the letters:\n{found}"
            if self._good is None:
                raise PluginError(self.problems) from None
            self._say(f"{self.problems}\nThe last good pages stay up.")
        return self._good

    def wait(self) -> None:
        """Have requests wait: MkDocs empties the folder of the site."""
        self._built.clear()

    def renew(self, pages: Pages, views: Iterable[View], site: Path, means: Means) -> None:
        """Take over a new archive, whose pages will be written below `site`."""
        with self._lock:
            self._pages, self._site, self._means = pages, site, means
            self._views = {view.address: view for view in views}
            self._searching = Searching(pages.archive, Tree(new=site, old=site, record=Record()), means)
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
        with self._searching.side_by_side():
            for letter in self._searching.wanted:
                whole, body = self._pages.bodies.open(letter)
                self._searching.take(letter, letter_document(self._pages.archive, whole, body))
            self._searching.take_entries()
        return self._searching.finish()
