"""Every kind of page is accessible: light and dark, on a phone and on a desk (WCAG 2.2 AA)."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from reader import PHONE, WIDE, Reader

KINDS = {
    "home": "",
    "letters": "letters/",
    "year": "letters/2021/",
    "letter with everything above": "letters/2015-01-12-open-records/",
    "letter with table and lists": "letters/2020-03-31-library-budgets/",
    "letter with many signatories": "letters/2021-05-03-keep-the-river-clean/",
    "letter in Arabic": "letters/2024-02-11-risala/",
    "letter with hostile text": "letters/2024-03-01-markup-is-text/",
    "letter with an open note": "letters/2025-06-06-corrected-letter/#fn:1",
    "letter with a lit paragraph": "letters/2025-06-06-corrected-letter/#p3a",
    "letter that was withdrawn": "letters/2021-05-03-statement-of-the-readers/",
    "people": "people/",
    "person": "people/avery-example/",
    "organizations": "organizations/",
    "organization": "organizations/department-of-examples/",
    "offices": "offices/",
    "office": "offices/northland-attorney-general/",
    "topics": "topics/",
    "topic": "topics/libraries/",
    "for the press": "press/",
    "feeds": "feeds/",
    "data": "data/",
    "verify": "verify/",
    "corrections": "corrections/",
    "card in a frame": "letters/2015-01-12-open-records/embed/",
    "card of a letter that was withdrawn": "letters/2021-05-03-statement-of-the-readers/embed/",
    "search": "search/",
    "search with results": "search/?q=library",
    "search with filters": "search/?q=river&year=2021&topic=Public+life",
    "search without results": "search/?q=xyzzy",
    "written by hand": "about/",
    "not found": "no/such/page/",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    # axe leaves this one of WCAG 2.2 out unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
NARROW = {"width": 320, "height": 640}
"""CSS pixels; a desk's 1280 at 400 % (WCAG 2.2, 1.4.10)."""


def visit(page: Page, url: str, address: str) -> None:
    """Open a page and wait until it has said all it has to say."""
    page.goto(url + address)
    if "?" in address:
        expect(page.get_by_role("status")).to_contain_text("result")


def violations(page: Page) -> list[str]:
    """Return what axe finds: the rule, and the elements that break it."""
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['any']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reader: Reader, toy_url: str, viewport: dict[str, int], scheme: str) -> None:
    reader.expected.add(f"{toy_url}no/such/page/")
    page = reader.context(viewport=viewport, color_scheme=scheme).new_page()
    found = {}
    for kind, address in KINDS.items():
        visit(page, toy_url, address)
        found[kind] = violations(page)
    assert {kind: broken for kind, broken in found.items() if broken} == {}


def test_axe_sees_what_is_wrong(reader: Reader, toy_url: str) -> None:
    """A check that cannot fail would be none: a link in a colour that nobody can read."""
    page = reader.open(toy_url, bypass_csp=True)
    page.add_style_tag(content=".bar a { color: #334; }")
    assert any(one.startswith("color-contrast") for one in violations(page))


@pytest.mark.parametrize("viewport", [NARROW, PHONE, WIDE], ids=["narrow", "phone", "wide"])
def test_no_page_scrolls_sideways(reader: Reader, toy_url: str, viewport: dict[str, int]) -> None:
    reader.expected.add(f"{toy_url}no/such/page/")
    page = reader.context(viewport=viewport).new_page()
    wide = {}
    for kind, address in KINDS.items():
        visit(page, toy_url, address)
        room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        if needed > room:
            wide[kind] = needed
    assert wide == {}


def test_tables_are_aligned_as_they_are_written(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/2020-03-31-library-budgets/")
    cells = page.locator(".body tbody tr").first.locator("td")
    sides = [cell.evaluate("one => getComputedStyle(one).textAlign") for cell in cells.all()]
    assert [side.removeprefix("-webkit-") for side in sides] == ["start", "right", "right", "center"]


def test_everything_to_press_is_large_enough(reader: Reader, toy_url: str) -> None:
    """Buttons, fields and the links of menus and lists: 24 CSS pixels each way (WCAG 2.2, 2.5.8)."""
    reader.expected.add(f"{toy_url}no/such/page/")
    page = reader.context(viewport=PHONE).new_page()
    small = {}
    for kind, address in KINDS.items():
        visit(page, toy_url, address)
        if found := page.evaluate(SMALL):
            small[kind] = found
    assert small == {}


SMALL = """
[...document.querySelectorAll("button, input, select, summary, nav a, a.pn, a.back, .topics a, .use a")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.offsetWidth > 1)
  .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 23.5 || height < 23.5)
  .map(([html, { width, height }]) => `${Math.round(width)}x${Math.round(height)} ${html}`)
"""
