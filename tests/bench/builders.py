"""What is measured: each builder makes its site of the same archive, and shows that it is whole."""

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.hugo_site import hugo, write_hugo
from bench.material_site import write_material
from bench.measure import BenchError, Measurement, measure
from undersigned.archive.archive import Archive
from undersigned.outputs.search.pagefind import executable

MKDOCS = {"NO_MKDOCS_2_WARNING": "1"}
EDITED = "edited"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one build took and left behind: pages, and bytes of the site, its search index, the cache."""

    took: Measurement
    pages: int = 0
    site: int = 0
    index: int = 0
    cache: int = 0


@dataclass(kw_only=True)
class Undersigned:
    """The generated archive itself."""

    archive: Archive
    folder: Path
    limit: float
    _texts: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note what will be edited, before it is."""
        self._newest = list(self.archive.letters)[-1]
        self._word = self.archive.whole(self._newest).letter.body.split("\n\n")[1].split()[0]

    def cold(self) -> Result:
        """Build with neither a site nor a cache from before."""
        _remove(self.folder / "site", self.folder / ".cache")
        return self.again()

    def again(self) -> Result:
        """Build over what is there."""
        took = _mkdocs(self.folder, "--strict", limit=self.limit)
        site = self.folder / "site"
        indexed = sum(1 for _ in site.glob("search/*/fragment/*"))
        if indexed < len(self.archive.letters):
            raise BenchError(f"Undersigned's index holds {indexed} of {len(self.archive.letters)} letters")
        _letters_are_there(self.archive, site)
        cache = _bytes(self.folder / ".cache" / "undersigned")
        return _result(took, site, index=_bytes(site / "search"), cache=cache)

    def letter_edited(self, number: int) -> Result:
        """Build after a word of the newest letter has become another one."""
        self._rewrite(self.archive.letters[self._newest].path, f"\n{self._word} ", f"\n{EDITED}{number} ")
        result = self.again()
        self._shows(f"letters/{self._newest}", f"{EDITED}{number} ")
        return result

    def name_changed(self, number: int) -> Result:
        """Build after the person who signed most letters has taken another name."""
        signed = self.archive.signed_by
        key = max(self.archive.people, key=lambda person: len(signed.get(person, ())))
        name = self.archive.people[key].name
        new = f"{name} {'I' * number}"
        registry = f"{self.archive.settings.letters}/people.yml"
        self._rewrite(registry, f"  name: {name}\n", f"  name: {new}\n  also: {name}\n")
        result = self.again()
        self._shows(f"people/{key}", f"<h1>{new}</h1>")
        return result

    def _rewrite(self, path: str, old: str, new: str) -> None:
        """Put `new` for `old`, which stands in the file once, in the text that it had at first."""
        file = self.folder / path
        text = self._texts.setdefault(file, file.read_text(encoding="utf-8"))
        if text.count(old) != 1:
            raise BenchError(f"{file} has {old.strip()!r} {text.count(old)} times, not once")
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def _shows(self, address: str, text: str) -> None:
        page = self.folder / "site" / address / "index.html"
        if text not in page.read_text(encoding="utf-8"):
            raise BenchError(f"the edit is not in {page}: {text!r}")


@dataclass(kw_only=True)
class Hugo:
    """The same pages by Hugo, and the letters' index by Pagefind's own command."""

    archive: Archive
    folder: Path
    limit: float

    def __post_init__(self) -> None:
        """Write the site's sources."""
        write_hugo(self.archive, self.folder)

    def build(self) -> tuple[Measurement, Measurement, Result]:
        """Build with no site from before; return what Hugo took, what Pagefind took, and both together."""
        program = hugo()
        if program is None:
            raise BenchError("Hugo is not installed")
        _remove(self.folder / "public", self.folder / "resources")
        cache = {"HUGO_CACHEDIR": str(self.folder.parent / "hugo-cache")}
        pages = measure([str(program)], self.folder, cache, self.limit)
        search = measure([executable(), "--site", "public"], self.folder, {}, self.limit)
        site = self.folder / "public"
        indexed = _indexed(json.loads((site / "pagefind" / "pagefind-entry.json").read_bytes()))
        if indexed != len(self.archive.letters):
            raise BenchError(f"Hugo's index holds {indexed} pages for {len(self.archive.letters)} letters")
        _letters_are_there(self.archive, site)
        return pages, search, _result(pages.then(search), site, index=_bytes(site / "pagefind"))


@dataclass(kw_only=True)
class Material:
    """The letters alone by MkDocs and Material, with Material's own search."""

    archive: Archive
    folder: Path
    limit: float
    in_nav: bool

    def __post_init__(self) -> None:
        """Write the site's sources."""
        write_material(self.archive, self.folder, in_nav=self.in_nav)

    def build(self) -> Result:
        """Build with no site from before."""
        site = self.folder / "site"
        _remove(site)
        took = _mkdocs(self.folder, limit=self.limit)
        _letters_are_there(self.archive, site)
        return _result(took, site, index=_bytes(site / "search"))


def _mkdocs(folder: Path, *options: str, limit: float) -> Measurement:
    return measure([sys.executable, "-m", "mkdocs", "build", *options], folder, MKDOCS, limit)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _indexed(entry: dict[str, dict[str, dict[str, int]]]) -> int:
    return sum(language["page_count"] for language in entry["languages"].values())


def _letters_are_there(archive: Archive, site: Path) -> None:
    missing = [key for key in archive.letters if not (site / "letters" / key / "index.html").is_file()]
    if missing:
        raise BenchError(f"{site} has no page for {len(missing)} letters, the first being {missing[0]}")


def _result(took: Measurement, site: Path, *, index: int, cache: int = 0) -> Result:
    pages = sum(path.suffix == ".html" for path in _files(site))
    return Result(took=took, pages=pages, site=_bytes(site), index=index, cache=cache)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
