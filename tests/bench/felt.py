"""What readers and editors feel of an archive's size, in a real browser: bytes, requests, seconds."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, expect, sync_playwright

import browser as chromium
from bench.measure import BenchError
from previews import Preview
from reader import Reader
from sites import Site, served
from undersigned.archive.archive import Archive

EDITS = 3
"""Edits in the live preview, of which the slowest counts."""
PATIENCE = 60_000
"""Milliseconds that the browser waits for anything."""
SLOWEST = 600
"""Seconds that the live preview may take to start."""


@dataclass(frozen=True, kw_only=True)
class Felt:
    """What a visitor who was never here before downloads, compressed, and how long an editor waits."""

    largest: int
    """Bytes of HTML of the largest page, as it is."""
    largest_page: str
    letter: int
    """Bytes of the page of the newest letter and of all that it loads."""
    letter_requests: int
    search: int
    """Bytes of the search page that was opened with a word, and of all that it loads until results show."""
    search_requests: int
    preview: float
    """Seconds from an edit of the newest letter until it shows in the browser: the slowest of three."""


def feel(archive: Archive, folder: Path) -> Felt | None:
    """Look at the site that was built in `folder`; None where there is no browser."""
    path = chromium.find()
    if path is None:
        return None
    site = Site(folder / "site")
    pages = {file.relative_to(site.folder).as_posix(): file for file in site.folder.rglob("*.html")}
    largest = max(pages, key=lambda name: pages[name].stat().st_size)
    # The newest letter was edited by the builds before.
    *_, other, newest = archive.letters
    word = archive.whole(other).letter.body.split()[-20].strip(".,:").lower()
    with sync_playwright() as playwright, ExitStack() as stack:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        stack.callback(started.close)
        url = stack.enter_context(served(site))
        reader = Reader(started, stack)
        letter = reader.first_visit(f"{url}letters/{newest}/", "article.sheet")
        search = reader.first_visit(f"{url}search/?q={word}", ".search-results a")
        if reader.complaints:
            raise BenchError(f"the browser complains of the site: {reader.complaints[0]}")
        preview = _preview(started, folder, archive.letters[newest].path, f"letters/{newest}/")
    return Felt(
        largest=pages[largest].stat().st_size,
        largest_page=largest,
        letter=sum(letter.values()),
        letter_requests=len(letter),
        search=sum(search.values()),
        search_requests=len(search),
        preview=preview,
    )


def _preview(browser: Browser, folder: Path, path: str, address: str) -> float:
    """Return the seconds after which the slowest of some edits showed in an open page."""
    running = Preview(folder)
    slowest = 0.0
    try:
        running.wait_for("Serving on", SLOWEST)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(running.url + address)
        file = folder / path
        text = file.read_text(encoding="utf-8")
        first, _, rest = text.rpartition("---\n")
        for number in range(EDITS):
            page.wait_for_load_state("load")
            word = f"felt{number}"
            start = monotonic()
            file.write_text(f"{first}---\n{word} {rest.lstrip()}", encoding="utf-8", newline="\n")
            expect(page.get_by_role("article")).to_contain_text(word, timeout=PATIENCE)
            slowest = max(slowest, monotonic() - start)
        page.goto("about:blank")
        file.write_text(text, encoding="utf-8", newline="\n")
    finally:
        running.stop()
    return slowest
