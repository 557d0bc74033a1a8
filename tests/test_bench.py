"""The benchmark runs, its checks can fail, and what it compares with is the same site."""

import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

from bench.builders import EDITED, Hugo, Material, Undersigned
from bench.hugo_site import INSTALL, hugo
from bench.measure import BenchError, OverLimitError, measure
from bench.plan import COLD, LETTER, MATERIAL, PEER, Plan
from bench.report import DOCUMENT, END, START, Machine, report
from generate import generate
from sites import Page, Site
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.plugin import read_settings

LETTERS = 20
FEW = 3
LIMIT = 60

needs_hugo = pytest.mark.skipif(hugo() is None, reason=f"Hugo is not installed: {INSTALL}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated archive, with nothing built."""
    folder = tmp_path_factory.mktemp("bench") / "archive"
    generate(folder, LETTERS)
    return folder


@pytest.fixture(scope="module")
def archive(folder: Path) -> Archive:
    return load(read_settings(folder / "mkdocs.yml"), clock())


@pytest.fixture(scope="module")
def ours(archive: Archive, folder: Path) -> Site:
    result = Undersigned(archive=archive, folder=folder, limit=LIMIT).cold()
    site = Site(folder / "site")
    assert result.pages == len(site.pages)
    assert 0 < result.index < result.site
    assert result.took.seconds > 0
    assert result.took.cpu > 0
    return site


def about(page: Page, address: str) -> set[str]:
    """Return the pages of correspondents, offices and topics that a letter's page leads to."""
    links = (urljoin(f"/archive/{address}", href) for href in page.values("//main//@href"))
    sections = ("people", "organizations", "offices", "topics")
    return {link for link in links if link.removeprefix("/archive/").split("/")[0] in sections}


def words(page: Page) -> list[str]:
    """Return the words of a letter's body, with the numbers of its notes but without their text."""
    texts = page.values("//div[@class='body']//text()[not(ancestor::div[@class='footnotes'])]")
    return " ".join(texts).split()


@needs_hugo
def test_hugo_makes_the_same_pages_of_the_same_letters(archive: Archive, ours: Site, tmp_path: Path) -> None:
    pages, search, both = Hugo(archive=archive, folder=tmp_path / "hugo", limit=LIMIT).build()
    assert both.took.seconds == pytest.approx(pages.seconds + search.seconds)
    theirs = Site(tmp_path / "hugo" / "public")
    # Hugo makes no pages for those who take letters away.
    taken = ("press/", "feeds/", "data/", "corrections/", "verify/")
    assert list(theirs.pages) == [a for a in ours.pages if a not in taken and not a.endswith("/embed/")]
    for key in archive.letters:
        address = f"letters/{key}/"
        one, other = ours.pages[address], theirs.pages[address]
        assert len(words(one)) > 100
        assert words(one) == words(other)
        assert about(one, address)
        assert about(one, address) == about(other, address)
    for section in ("people", "offices", "topics"):
        address = next(a for a in ours.pages if a.startswith(f"{section}/") and a != f"{section}/")
        listed = [page.values("//ol//h3/a/text()") for page in (ours.pages[address], theirs.pages[address])]
        assert listed[0] == listed[1]


def test_an_edit_that_does_not_show_is_an_error(archive: Archive, ours: Site, folder: Path) -> None:
    builder = Undersigned(archive=archive, folder=folder, limit=LIMIT)
    with pytest.raises(BenchError, match="the edit is not in"):
        builder._shows(f"letters/{list(archive.letters)[-1]}", EDITED)


def test_a_letter_without_a_page_is_an_error(archive: Archive, tmp_path: Path) -> None:
    peer = Material(archive=archive, folder=tmp_path, limit=LIMIT, in_nav=False)
    key = next(iter(archive.letters))
    (tmp_path / "docs" / "letters" / f"{key}.md").unlink()
    with pytest.raises(BenchError, match=f"no page for 1 letters, the first being {key}"):
        peer.build()


def test_a_run_says_all_that_was_asked_for(tmp_path: Path) -> None:
    said: list[str] = []
    plan = Plan(work=tmp_path, limit=LIMIT, say=said.append, runs=1, hugo=hugo() is not None)
    table = plan.measure(FEW)
    text = report(Machine.look(tmp_path), [table], "make bench")
    for row in (COLD, LETTER, MATERIAL, *([PEER] if plan.hugo else ())):
        assert f"| {row} | " in text
        assert any(f"{row}: " in line for line in said)
    assert table.felt
    assert table.felt.preview < LIMIT
    assert f"`{table.felt.largest_page}`" in text
    assert list(tmp_path.iterdir()) == []


def test_a_command_is_measured_with_all_that_it_starts(tmp_path: Path) -> None:
    child = "import time; held = bytearray(b'x') * 60_000_000; time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    took = measure([sys.executable, "-c", parent], tmp_path, {}, LIMIT)
    assert took.seconds > 0.6
    if sys.platform == "linux":
        assert took.peak > 60_000_000


def test_a_command_that_fails_or_takes_too_long_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="what went wrong"):
        measure([sys.executable, "-c", "raise SystemExit('what went wrong')"], tmp_path, {}, LIMIT)
    with pytest.raises(OverLimitError):
        measure([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, {}, 0.2)


def test_the_page_has_the_marks_between_which_figures_are_written() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    assert page.count(START) == page.count(END) == 1
    assert page.index(START) < page.index(END)
