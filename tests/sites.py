"""Archives made into sites, and sites served: what all tests of whole sites share."""

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from forks import Forks

ROOT = Path(__file__).parent.parent
TOY = ROOT / "tests" / "toy"
ADDRESSES = (
    "//a/@href | //area/@href | //link/@href | //script/@src | //img/@src | //iframe/@src | //source/@src"
    " | //form/@action | //button/@formaction | //@poster | //@data-root"
    " | //meta[@property='og:url' or @property='og:image']/@content"
)
"""Where a page names addresses."""

LONGEST_BUILD = 100
"""Seconds after which a build has gone wrong."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a program that is started: ours, and `more`."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "500", **more}


def mkdocs(*arguments: str) -> list[str]:
    """Return the command line that runs MkDocs as the tests' own Python has it."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def run_mkdocs(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in the archive `folder`, with `more` in its environment; return how it went."""
    if forks_begin_clean():
        return forks().run([*arguments], folder, environment(**more), LONGEST_BUILD)
    return run_anew(folder, *arguments, **more)


def run_anew(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a process that begins with nothing, as for its users; return how it went.

    This is for what Python reads as it begins, and for tests of time: `run_mkdocs` begins sooner.
    """
    return subprocess.run(
        mkdocs(*arguments),
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_BUILD,
    )


def forks_begin_clean() -> bool:
    """Tell whether a process may be forked that has read much code: not on macOS, whose libraries mind."""
    return sys.platform == "linux"


@cache
def forks() -> Forks:
    """Return the one process of ours that begins runs of MkDocs."""
    one = Forks(environment())
    atexit.register(one.end)
    return one


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return all that a program printed."""
    return done.stdout + done.stderr


def build(folder: Path, site: Path) -> "Site":
    """Build the archive `folder` strictly into `site`, which must succeed."""
    return _built(site, run_mkdocs(folder, *_strictly(site)))


def build_anew(folder: Path, site: Path, **more: str) -> "Site":
    """Build an archive as its users do; `run_anew` says when to."""
    return _built(site, run_anew(folder, *_strictly(site), **more))


def _strictly(site: Path) -> tuple[str, ...]:
    return "build", "--strict", "--site-dir", str(site)


def _built(site: Path, done: subprocess.CompletedProcess[str]) -> "Site":
    assert done.returncode == 0, said(done)
    return Site(site)


def copy(archive: Path, folder: Path) -> Path:
    """Copy what makes an archive to a new folder, the last file first."""
    folder.mkdir(parents=True)
    places = [archive / "mkdocs.yml", *(archive / "docs").rglob("*"), *(archive / "letters").rglob("*")]
    for path in sorted(places, reverse=True):
        if path.is_file():
            target = folder / path.relative_to(archive)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return folder


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files, text by path, into a folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, hidden ones too, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


class Page:
    """One built page, as lxml reads it."""

    def __init__(self, site: Path, path: Path) -> None:
        self.file = path.relative_to(site).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.tree = html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    @property
    def address(self) -> str:
        """The page's address relative to the site's root: `letters/`; `404.html` for that one."""
        return self.file.removesuffix("index.html")

    def values(self, xpath: str) -> list[str]:
        """Return what an XPath expression finds, as text."""
        return [str(value) for value in self.tree.xpath(xpath)]

    @cached_property
    def ids(self) -> list[str]:
        """Every id on the page, in order."""
        return self.values("//@id")


@dataclass(frozen=True)
class Site:
    """A built site."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address, in order."""
        pages = (Page(self.folder, path) for path in sorted(self.folder.rglob("*.html")))
        return {page.address: page for page in pages}

    @cached_property
    def current(self) -> dict[str, Page]:
        """Every page but those at former addresses, and what lies beside them."""
        former = tuple(address for address, page in self.pages.items() if page.values("//a[@data-moved]"))
        return {address: page for address, page in self.pages.items() if not address.startswith(former)}

    @cached_property
    def url(self) -> str:
        """The absolute URL of the site, as its home page states it."""
        (url,) = self.pages[""].values("//link[@rel='canonical']/@href")
        return url

    @property
    def scope(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.url).path

    def file(self, path: str) -> Path | None:
        """Return the file that a web server answers with for a path on the host, None for none."""
        if not path.startswith(self.scope):
            return None
        target = self.folder / unquote(path.removeprefix(self.scope))
        if target.is_dir():
            target = target / "index.html" if path.endswith("/") else target / "no slash at the end"
        return target if target.is_file() else None


def targets(page: Page) -> list[str]:
    """Return every address that a page names."""
    several = [part.split()[0] for value in page.values("//@srcset") for part in value.split(",")]
    roots, engines = page.values("//@data-engine/../@data-root"), page.values("//@data-engine")
    bundles = [f"{root}search/{engine}/pagefind.js" for root, engine in zip(roots, engines, strict=True)]
    return [*page.values(ADDRESSES), *several, *bundles]


def broken_links(site: Site, page: Page) -> list[str]:
    """Return what a page links to on its own host that is not there."""
    # The page for what is not found is shown at any depth: only whole paths lead from there.
    base = urljoin(site.url, "no/such/page/" if page.address == "404.html" else page.address)
    lost = []
    for target in targets(page):
        if target.startswith("#"):
            lost += [] if target[1:] in page.ids else [f"{page.file}: {target}"]
            continue
        url = urlsplit(urljoin(base, target))
        if url.netloc != urlsplit(site.url).netloc or url.scheme not in {"http", "https"}:
            continue
        file = site.file(url.path)
        if file is None:
            lost.append(f"{page.file}: {target}")
        elif url.fragment and file.suffix == ".html":
            aim = site.pages[file.relative_to(site.folder).as_posix().removesuffix("index.html")]
            if unquote(url.fragment) not in aim.ids:
                lost.append(f"{page.file}: {target} has no such place")
    return lost


class _Handler(SimpleHTTPRequestHandler):
    """Answers below one path as static hosts do, with the site's own page for what is not there."""

    def __init__(self, *arguments: Any, site: Site, **more: Any) -> None:  # noqa: ANN401 - passed on
        self.site = site
        super().__init__(*arguments, directory=str(site.folder), **more)

    def translate_path(self, path: str) -> str:
        found = self.site.file(urlsplit(path).path)
        return str(found or self.site.folder / "no such file")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = self.site.folder / "404.html"
        if code != 404 or not lost.is_file():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page hangs up on what it had asked for: that is no error."""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on this machine under the path of its `site_url`; give the URL of its home."""
    with _Server(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{site.scope}"
        finally:
            server.shutdown()
            thread.join()


SMALL = {
    "mkdocs.yml": """\
site_name: Small
site_url: https://small.example.org/
theme:
  name: material
plugins:
  - undersigned
""",
    "docs/index.md": "# Small\n\nOne letter.\n",
    "docs/about.md": "# About\n\nSee [the letter](letters/2025-05-02-keep-it-open.md).\n",
    "letters/2025/2025-05-02-keep-it-open.md": """\
---
title: Keep it open
date: 2025-05-02
recipients: []
also_signed: |
  Ana Pérez | nurse
---
To the council:

It is the one warm room in winter.
""",
}
"""The smallest archive that is worth building, text by path."""
