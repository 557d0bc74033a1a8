"""The live preview: pages come, an edit shows, a problem is said and the last good page stays."""

from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from lxml import html
from playwright.sync_api import expect

from previews import PATIENCE, Preview
from reader import Reader
from sites import TOY, copy

LETTER = "2025-05-02-keep-the-riverside-library-open"
WORDS = "one warm room"
RELOADS = "Enabled live reload"
"""MkDocs' own script says so."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    started = Preview(copy(TOY, tmp_path_factory.mktemp("preview") / "archive"))
    try:
        started.wait_for("Serving on")
        yield started
    finally:
        started.stop()


def test_pages_come_without_a_policy(preview: Preview) -> None:
    """The preview reloads by a script that no policy would allow."""
    for address in ("", "letters/", f"letters/{LETTER}/", "people/avery-example/", "search/", "about/"):
        page = preview.read(address)
        assert "Content-Security-Policy" not in page, address
        assert "livereload" in page
    with pytest.raises(HTTPError, match="404"):
        preview.read("letters/2099-01-02-embargoed/")


def test_edit_shows(preview: Preview) -> None:
    path = f"letters/2025/{LETTER}.md"
    preview.edit(path, WORDS, "one bright room")
    assert "one bright room" in preview.read(f"letters/{LETTER}/")
    preview.edit(path, "one bright room", WORDS)
    assert WORDS in preview.read(f"letters/{LETTER}/")


def test_edit_of_a_registry_and_of_a_page_show(preview: Preview) -> None:
    preview.edit("letters/people.yml", "party: Meadow Party", "party: Party of the Meadow")
    assert "Party of the Meadow" in preview.read("people/avery-example/")
    preview.edit("docs/about.md", "invented", "made up")
    assert "made up" in preview.read("about/")


def test_problem_is_said_and_the_last_good_page_stays(preview: Preview) -> None:
    path = f"letters/2025/{LETTER}.md"
    heard = preview.edit(path, "date: 2025-05-02", "date: 2025-05-32")
    assert f"{path}:3: " in heard
    assert "2025-05-32" in heard
    for address in (f"letters/{LETTER}/", "people/avery-example/", "about/"):
        (alert,) = html.document_fromstring(preview.read(address)).xpath("//*[@role='alert']")
        assert f"{path}:3: " in alert.text_content()
    assert WORDS in preview.read(f"letters/{LETTER}/")
    heard = preview.edit(path, "date: 2025-05-32", "date: 2025-05-02")
    assert "problem" not in heard
    assert 'role="alert"' not in preview.read(f"letters/{LETTER}/")
    preview.edit(path, WORDS, "one room that is warm again")
    assert "one room that is warm again" in preview.read(f"letters/{LETTER}/")
    preview.edit(path, "one room that is warm again", WORDS)


def test_search_works(preview: Preview, reader: Reader) -> None:
    reader.expected.add(RELOADS)
    page = reader.open(f"{preview.url}search/?q=river")
    expect(page.get_by_role("status")).to_contain_text("results for “river”")
    page.locator(".search-results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_open_page_follows_an_edit(preview: Preview, reader: Reader) -> None:
    reader.expected.add(RELOADS)
    page = reader.open(f"{preview.url}letters/{LETTER}/")
    expect(page.get_by_role("article")).to_contain_text(WORDS)
    preview.edit(f"letters/2025/{LETTER}.md", WORDS, "one cosy room")
    expect(page.get_by_role("article")).to_contain_text("one cosy room", timeout=PATIENCE * 1000)
    preview.edit(f"letters/2025/{LETTER}.md", "one cosy room", WORDS)
    # A window that is closed while its page reloads may never close.
    expect(page.get_by_role("article")).to_contain_text(WORDS, timeout=PATIENCE * 1000)


def test_nothing_is_left_beside_the_archive(preview: Preview) -> None:
    assert {path.name for path in preview.folder.iterdir()} == {
        "mkdocs.yml",
        "docs",
        "letters",
        ".cache",
    }


def test_html_is_whole(preview: Preview) -> None:
    tree = html.document_fromstring(preview.read(f"letters/{LETTER}/"))
    assert len(tree.xpath("//h1")) == 1
