"""Everything is done by keyboard alone: skip, menu, search, filters."""

import pytest
from playwright.sync_api import Locator, Page, expect

from reader import PHONE, WIDE, Reader

LIGHT = "rgb(244, 241, 234)"
FARTHEST = 80
"""Presses of Tab after which a reader would have given up."""


def focused(target: Locator) -> bool:
    return bool(target.evaluate("one => one === document.activeElement"))


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until `target` has the focus, which must be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press(key)
        if focused(target):
            break
    expect(target).to_be_focused()
    outline = target.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline != "none", "nobody sees where the focus is"


def test_skip_link_is_first_and_leads_to_the_content(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/")
    skip = page.get_by_role("link", name="Skip to content")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


def test_menu(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url, viewport=PHONE)
    summary = page.locator("details.menu > summary")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    tab_to(page, summary)
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, menu.get_by_role("link", name="About"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/")
    expect(page.get_by_role("heading", level=1)).to_have_text("About this archive")


def test_menu_closes_when_the_focus_leaves_it(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url, viewport=PHONE)
    menu = page.get_by_role("navigation", name="Menu")
    tab_to(page, page.locator("details.menu > summary"))
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    tab_to(page, page.locator("main a, main input, #content a").first)
    expect(menu).to_be_hidden()


def test_palette_is_switched_and_kept(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url)
    expect(page.locator("body")).to_have_css("background-color", LIGHT)
    tab_to(page, page.locator("header [aria-label='Switch to dark colours']").first)
    page.keyboard.press("ArrowDown")
    expect(page.locator("body")).not_to_have_css("background-color", LIGHT)
    page.goto(f"{toy_url}letters/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("body")).not_to_have_css("background-color", LIGHT)


@pytest.mark.parametrize("address", ["", "letters/2015-01-12-open-records/", "about/", "search/", "404.html"])
def test_slash_goes_to_the_search_box(reader: Reader, toy_url: str, address: str) -> None:
    page = reader.open(toy_url + address)
    page.keyboard.press("/")
    box = page.locator(":focus")
    expect(box).to_have_attribute("name", "q")
    expect(box).to_be_in_viewport()
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_search_and_filters(reader: Reader, toy_url: str, viewport: dict[str, int]) -> None:
    page = reader.open(f"{toy_url}search/", viewport=viewport)
    results = page.locator(".search-results > li")
    tab_to(page, page.get_by_role("searchbox", name="Words, names"))
    page.keyboard.type("river")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("for “river”")
    everything = results.count()
    assert everything > 3

    summary = page.locator(".search-filters > summary")
    panel = page.locator(".search-fields")
    if not panel.is_visible():
        tab_to(page, summary)
        page.keyboard.press("Enter")
    expect(panel).to_be_visible()

    tab_to(page, page.get_by_role("combobox", name="Signatory"))
    page.keyboard.type("roster")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="contain this")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("Instance")
    page.keyboard.press("Enter")
    chip = page.get_by_role("button", name="Remove signatory Elliot Instance")
    expect(chip).to_be_visible()
    expect(results).to_have_count(1)

    tab_to(page, page.get_by_label("Order", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status")).to_contain_text("newest first")
    assert "sort=newest" in page.url

    tab_to(page, chip)
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("newest first")
    dates = page.locator(".search-results time")
    days = [time.get_attribute("datetime") or "" for time in dates.all()]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)

    first = results.first.get_by_role("link")
    title = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/2*/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_note_opens_closes_and_leads_back(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/2025-06-06-corrected-letter/")
    mark = page.locator("[id='fnref:1-2']")
    note = page.locator("[id='fn:1']")
    tab_to(page, mark)
    page.keyboard.press("Enter")
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(note.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="Back to note 1 in the text, mention 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(mark).to_be_in_viewport(ratio=1)
    assert page.url.endswith("#fnref:1-2")
    page.keyboard.press("Escape")
    assert page.url.endswith("#fnref:1-2")


def test_escape_closes_a_note(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/2025-06-06-corrected-letter/#fn:2")
    expect(page.locator("[id='fn:2']")).to_have_css("position", "fixed")
    page.keyboard.press("Escape")
    expect(page.locator("[id='fn:2']")).to_have_css("position", "static")
    expect(page.locator("[id='fnref:2']")).to_be_in_viewport(ratio=1)
