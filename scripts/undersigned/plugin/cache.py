"""What a build remembers of the ones before: a store of values, and a record of each site's files."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from undersigned.archive.archive import Archive
from undersigned.plugin.record import Record, made_of, read_record, write_record
from undersigned.render.bodies import body_key
from undersigned.work.means import Means
from undersigned.work.memory import Nothing, Stamped
from undersigned.work.progress import progress
from undersigned.work.stamp import program_stamp
from undersigned.work.store import Store
from undersigned.work.workers import cores

FOLDER = ".cache/undersigned"
"""Below the folder that holds `mkdocs.yml`; it may be deleted at any time."""


class Cache:
    """The cache of the archive in `folder`, or none; `processes` is 0 for as many as there are cores."""

    def __init__(self, folder: Path, *, remember: bool, processes: int, say: Callable[[str], None]) -> None:
        self._folder = folder / FOLDER
        self._say = say
        self._stamped = Stamped(Store(self._folder), program_stamp()) if remember else None
        self.means = Means(
            memory=self._stamped or Nothing(), processes=processes or cores(), progress=progress(say)
        )

    @property
    def remembers(self) -> bool:
        """Whether anything is kept for the next build."""
        return self._stamped is not None

    def record(self, site: Path) -> Record:
        """Return what is known of the files of a site, perhaps nothing."""
        return read_record(self._record_file(site)) if self._stamped else Record()

    def made_of(self, site: Path) -> str:
        """Return what a site was made of, empty where that is not known."""
        return made_of(self._record_file(site)) if self._stamped else ""

    def _record_file(self, site: Path, kind: str = "site") -> Path:
        name = blake2b(str(site).encode(), digest_size=8).hexdigest()
        return self._folder / f"{kind}-{name}.json"

    def spare(self, site: Path) -> Record:
        """Return what is known of the files of the spare of a site."""
        return read_record(self._record_file(site, "spare")) if self._stamped else Record()

    def exchanged(self, site: Path) -> None:
        """Note that the site is the spare now; what is known of it decides nothing until it is looked at."""
        with suppress(OSError):
            self._record_file(site).replace(self._record_file(site, "spare"))

    def twin(self, site: Path) -> None:
        """Note that what is known of a site is true of its spare too. Raises OSError."""
        shutil.copyfile(self._record_file(site), self._record_file(site, "spare"))

    def written(self, site: Path) -> int:
        """Return when what is known of a site was written, in nanoseconds; 0 where nothing is."""
        with suppress(OSError):
            return self._record_file(site).stat().st_mtime_ns
        return 0

    def know(self, site: Path, record: Record) -> None:
        """Keep what is known of the files of a site."""
        if self._stamped:
            write_record(self._record_file(site), record)

    def keep(self, archive: Archive) -> None:
        """Keep what the build remembered, and let go of what it did not need."""
        if self._stamped is None:
            return
        seals = [card.seal for card in archive.letters.values()]
        self._stamped.use(seals)
        self._stamped.use(map(body_key, seals))
        store = self._stamped.memory
        store.commit(self._stamped.used)
        if store.failure:
            self._say(f"The cache could not be kept: {store.failure}")
