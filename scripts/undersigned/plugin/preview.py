"""The live preview: the last good archive, whose files are made when they are asked for."""

from collections.abc import Callable, Iterable
from datetime import datetime
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
from undersigned.outputs.search import SearchIndexError
from undersigned.plugin.on_demand import OnDemand
from undersigned.render.pages import Pages
from undersigned.source.problems import ProblemsFound
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
        self._on_demand: OnDemand | None = None
        self._good: Archive | None = None
        self._earlier: Earlier | None = None
        self._plan: tuple[tuple[bytes, Settings], list[View]] | None = None
        self.problems = ""

    def begin(self) -> None:
        """Remember each load for the next one, which a build does not have."""
        self._earlier = Earlier()

    def load(
        self, settings: Settings, means: Means, *, now: datetime | None = None, unpublished: bool = False
    ) -> Archive:
        """Load the archive at `now`, or by the clock; the last good one stays while there are problems.

        Raises PluginError with all of them where there is no good one, as in every build.
        """
        try:
            self._good = load(settings, now or clock(), means, self._earlier, unpublished=unpublished)
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
        return self._on_demand is not None

    def wait(self) -> None:
        """Have requests wait: MkDocs empties the folder of the site."""
        self._built.clear()

    def renew(self, drawn: Pages, views: Iterable[View], site: Path, means: Means) -> None:
        """Take over a new archive, whose pages will be written below `site`."""
        with self._lock:
            self._on_demand = OnDemand(
                pages=drawn, views={view.address: view for view in views}, site=site, means=means
            )
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
        """Make what lies at `path`, an address relative to the site's root, if the archive has it."""
        self._built.wait(PATIENCE)
        with self._lock:
            try:
                if self._on_demand:
                    self._on_demand.make(path)
            except (ProblemsFound, SearchIndexError, OSError) as error:
                self._say(f"{path} cannot be made: {error}")
