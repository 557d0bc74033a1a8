"""What a page weighs, and that what was left out to make it light is missed by nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reader import Reader
from sites import SMALL, Site, build, served, write

SEED = "letters/2026-03-23-wechat-fentanyl-money-laundering/"
MOST_BYTES = 120_000
MOST_REQUESTS = 15
LARGEST_SHELL = 4_096
"""Bytes of HTML around the content of a page, apart from what its head says of the page itself."""

ARCHIVE = ("letters/", "people/", "organizations/", "offices/", "topics/", "search/")
"""Where the archive's own pages lie."""
DARK, LIGHT = "slate", "default"
PLAIN = "letters/2025-05-02-keep-it-open/"

CONFIG = """\
site_name: Own
site_url: https://own.example.org/
theme:
  name: material
  features: [content.tabs.link]
  palette:
    - media: (prefers-color-scheme)
      toggle: {icon: material/brightness-auto, name: Switch to light}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to what the system has}
extra_javascript: [own.js]
markdown_extensions:
  - admonition
  - pymdownx.tabbed: {alternate_style: true}
plugins:
  - undersigned
"""
"""What an archive may ask of Material."""
TABS = """\
# Tabs

!!! note
    Two of them.

=== "Paper"

    By post.

=== "Screen"

    By mail.
"""
OWN_SCRIPT = "document$.subscribe(() => { document.body.dataset.own = 'ran'; });\n"


def scheme(page: Page, name: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)


def test_first_visit_of_the_seed_letter(reader: Reader, project_url: str) -> None:
    came = reader.first_visit(project_url + SEED)
    assert len(came) > 1
    assert len(came) <= MOST_REQUESTS
    assert sum(came.values()) <= MOST_BYTES, came


def test_first_visit_of_the_largest_letter(reader: Reader, toy: Site, toy_url: str) -> None:
    letters = {
        address: len(page.text) for address, page in toy.pages.items() if address.startswith("letters/2")
    }
    came = reader.first_visit(toy_url + max(letters, key=lambda address: letters[address]))
    assert len(came) <= MOST_REQUESTS
    assert sum(came.values()) <= MOST_BYTES, came


def test_the_shell_is_small(project: Site) -> None:
    archive = [page for page in project.pages.values() if page.address.startswith(ARCHIVE)]
    archive = [page for page in archive if not page.address.endswith("/embed/")]
    assert len(archive) > 20
    for page in archive:
        before, _, rest = page.text.partition("<title>")
        _, _, after_head = rest.partition('<link rel="icon"')
        around, _, content = after_head.partition("<main")
        _, _, after = content.rpartition("</main>")
        assert before, page.file
        assert after, page.file
        assert len((before + around + after).encode()) <= LARGEST_SHELL, page.file


def test_light_and_dark_hold_on_all_kinds_of_pages(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/")
    scheme(page, LIGHT)
    page.get_by_title("Switch to dark colours").click()
    scheme(page, DARK)
    page.goto(f"{toy_url}about/")
    scheme(page, DARK)
    page.get_by_title("Switch to light colours").click()
    scheme(page, LIGHT)
    page.goto(f"{toy_url}letters/")
    scheme(page, LIGHT)
    # Enter and the space bar switch too, and the page stays where it is.
    page.get_by_role("radio", name="Switch to dark colours").focus()
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Space")
    scheme(page, DARK)
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Switch to light colours")
    page.keyboard.press("Enter")
    scheme(page, LIGHT)


@pytest.mark.parametrize("address", ["letters/", "about/"])
def test_the_system_decides_until_a_reader_does(reader: Reader, toy_url: str, address: str) -> None:
    page = reader.open(toy_url + address, color_scheme="dark")
    scheme(page, DARK)
    page.emulate_media(color_scheme="light")
    scheme(page, LIGHT)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_title("Switch to dark colours").click()
    scheme(page, DARK)
    page.reload()
    scheme(page, DARK)


def test_colours_work_where_nothing_may_be_kept(reader: Reader, toy_url: str) -> None:
    context = reader.context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })"
    )
    page = context.new_page()
    page.goto(f"{toy_url}letters/")
    page.get_by_title("Switch to dark colours").click()
    scheme(page, DARK)


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive whose mkdocs.yml asks for what only Material's script does."""
    folder: Path = tmp_path_factory.mktemp("own")
    files = {"mkdocs.yml": CONFIG, "docs/tabs.md": TABS, "docs/own.js": OWN_SCRIPT}
    write(folder, {**SMALL, **files})
    with served(build(folder, folder / "site")) as url:
        yield url


@pytest.mark.parametrize("address", ["", "tabs/", "letters/", PLAIN])
def test_scripts_of_the_archive_find_materials(reader: Reader, own_url: str, address: str) -> None:
    page = reader.open(own_url + address)
    expect(page.locator("body")).to_have_attribute("data-own", "ran")


def test_tabs_open_by_address_and_stay_open(reader: Reader, own_url: str) -> None:
    page = reader.open(f"{own_url}tabs/#__tabbed_1_2")
    expect(page.get_by_text("By mail.")).to_be_visible()
    expect(page.get_by_text("By post.")).to_be_hidden()
    page.goto(f"{own_url}tabs/")
    page.get_by_text("Screen").click()
    expect(page.get_by_text("By mail.")).to_be_visible()
    page.goto(own_url)
    page.goto(f"{own_url}tabs/")
    expect(page.get_by_text("By mail.")).to_be_visible()


@pytest.mark.parametrize("address", ["", "tabs/", PLAIN])
def test_material_fetches_no_sitemap(reader: Reader, own_url: str, address: str) -> None:
    """It would for every feed and other form of a page, which it takes for translations."""
    came = reader.first_visit(own_url + address, until="body[data-own=ran]")
    assert [url for url in came if url.endswith("sitemap.xml")] == []


@pytest.mark.parametrize("address", ["tabs/", PLAIN])
def test_palettes_of_the_archives_own(reader: Reader, own_url: str, address: str) -> None:
    page = reader.open(own_url + address, color_scheme="dark")
    scheme(page, DARK)
    page.get_by_title("Switch to light").click()
    scheme(page, LIGHT)
    page.get_by_title("Switch to dark").click()
    scheme(page, DARK)
    page.get_by_title("Switch to what the system has").click()
    page.emulate_media(color_scheme="light")
    scheme(page, LIGHT)
    page.reload()
    scheme(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    scheme(page, DARK)
