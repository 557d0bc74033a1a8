"""Which builds are run at each size, how often, and in which order."""

import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench.builders import Hugo, Material, Result, Undersigned
from bench.felt import Felt, feel
from bench.hugo_site import hugo
from bench.images import image_cost
from bench.measure import OverLimitError
from generate import generate
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.plugin import read_settings

COLD = "Undersigned, cold"
SAME = "Undersigned, nothing changed"
LETTER = "Undersigned, one letter edited"
NAME = "Undersigned, one name changed"
PEER = "Hugo, then Pagefind"
HUGO = "Hugo alone"
PAGEFIND = "Pagefind alone"
MATERIAL = "MkDocs + Material, letters out of the navigation"
IN_NAV = "MkDocs + Material, letters in the navigation"
ROWS = (COLD, SAME, LETTER, NAME, PEER, HUGO, PAGEFIND, MATERIAL, IN_NAV)

NAV_SIZES = (100, 300)
"""Letters in the navigation: the time grows with their square."""
SOME, MOST = 1_000, 50_000
"""From so many letters on a build is run twice, and once."""


@dataclass(kw_only=True)
class Table:
    """The results at one size: by row, those of every run, or why there is none."""

    letters: int
    results: dict[str, list[Result]] = field(default_factory=lambda: defaultdict(list))
    refused: dict[str, str] = field(default_factory=dict)
    felt: Felt | None = None
    image: float = 0.0
    """Milliseconds of one processor that a share image takes."""

    def best(self, row: str) -> Result | None:
        """Return the quickest run of a row, None where none came to its end."""
        return min(self.results.get(row, ()), key=lambda result: result.took.seconds, default=None)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What was asked for. `work` is the folder that everything is written to; `say` tells of progress."""

    work: Path
    limit: float
    say: Callable[[str], None]
    runs: int | None = None
    hugo: bool = True
    mkdocs: bool = True
    browser: bool = True

    def measure(self, letters: int) -> Table:
        """Generate an archive of `letters` letters and build it with everyone, in turn.

        Undersigned and its peer change places from run to run, so that neither is always the first.
        """
        folder = self.work / str(letters)
        archive = self._archive(letters)
        ours = Undersigned(archive=archive, folder=folder / "archive", limit=self.limit)
        peer = Hugo(archive=archive, folder=folder / "hugo", limit=self.limit) if self.hugo else None
        # Before the edits that follow: every peer has the same letters.
        material = self._sources(archive, folder, in_nav=False) if self.mkdocs else None
        table = Table(letters=letters, image=image_cost(archive))
        for run in range(self._runs(letters)):
            before = run % 2 == 1
            if before and peer:
                self._peer(table, peer)
            self._run(table, COLD, ours.cold)
            if not before and peer:
                self._peer(table, peer)
            self._run(table, SAME, ours.again)
            self._run(table, LETTER, lambda: ours.letter_edited(run + 1))  # noqa: B023 - called at once
            self._run(table, NAME, lambda: ours.name_changed(run + 1))  # noqa: B023
        if self.browser:
            self.say(f"{letters:,} letters, in the browser")
            table.felt = feel(archive, folder / "archive")
        if material:
            self._material(table, material, MATERIAL)
        shutil.rmtree(folder)
        return table

    def measure_nav(self, letters: int) -> Table:
        """Build with MkDocs + Material alone, the letters in its navigation."""
        folder = self.work / str(letters)
        table = Table(letters=letters)
        self._material(table, self._sources(self._archive(letters), folder, in_nav=True), IN_NAV)
        shutil.rmtree(folder)
        return table

    def _archive(self, letters: int) -> Archive:
        folder = self.work / str(letters) / "archive"
        self.say(f"{letters:,} letters are written")
        generate(folder, letters)
        return load(read_settings(folder / "mkdocs.yml"), clock())

    def _runs(self, letters: int) -> int:
        return self.runs or (1 if letters >= MOST else 2 if letters >= SOME else 3)

    def _run(self, table: Table, row: str, build: Callable[[], Result]) -> None:
        if row in table.refused:
            return
        try:
            result = build()
        except OverLimitError as error:
            table.refused[row] = str(error)
            self.say(f"{table.letters:,} letters, {row}: {error}")
            return
        table.results[row].append(result)
        took = result.took
        self.say(
            f"{table.letters:,} letters, {row}: {took.seconds:.2f} s, {took.cpu:.2f} s of processors, "
            f"{took.peak / 1e6:.0f} MB, others used {took.others:.1f} processors"
        )

    def _peer(self, table: Table, peer: Hugo) -> None:
        def build() -> Result:
            pages, search, both = peer.build()
            table.results[HUGO].append(Result(took=pages))
            table.results[PAGEFIND].append(Result(took=search))
            return both

        self._run(table, PEER, build)

    def _sources(self, archive: Archive, folder: Path, *, in_nav: bool) -> Material:
        return Material(archive=archive, folder=folder / "material", limit=self.limit, in_nav=in_nav)

    def _material(self, table: Table, peer: Material, row: str) -> None:
        for _ in range(self._runs(table.letters)):
            self._run(table, row, peer.build)


def hugo_is_here() -> bool:
    """Whether the peer can be run."""
    return hugo() is not None
