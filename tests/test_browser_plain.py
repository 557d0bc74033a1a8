"""Without JavaScript an archive is read just as well; only searching needs it, and says so."""

import pytest
from playwright.sync_api import expect

from reader import PHONE, Reader

LETTER = "letters/2025-06-06-corrected-letter/"
GROUND = "getComputedStyle(document.body).backgroundColor"


def test_read_from_home_to_letter_to_person(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url, java_script_enabled=False)
    page.get_by_role("link", name="All 15 letters").click()
    page.wait_for_url("**/letters/")
    page.get_by_role("link", name="A letter that was corrected in the open").click()
    page.wait_for_url(f"**/{LETTER}")
    page.locator(".signed").get_by_role("link", name="Blair Sample").click()
    page.wait_for_url("**/people/blair-sample/")
    page.get_by_role("link", name="Attorney General of Northland").first.click()
    page.wait_for_url("**/offices/northland-attorney-general/")


def test_note_opens_and_leads_back(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url + LETTER, java_script_enabled=False, viewport=PHONE)
    page.locator("[id='fnref:1']").click()
    note = page.locator("[id='fn:1']")
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_have_css("position", "fixed")
    note.get_by_role("link").first.click()
    expect(page.locator("[id='fnref:1']")).to_be_in_viewport(ratio=1)


def test_menu_opens_and_leads_on(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url, java_script_enabled=False, viewport=PHONE)
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.locator("details.menu > summary").click()
    menu.get_by_role("link", name="About").click()
    page.wait_for_url("**/about/")


def test_search_page_says_what_to_do(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url, java_script_enabled=False)
    page.get_by_role("banner").get_by_role("searchbox").fill("river")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=river")
    note = page.locator("noscript p")
    expect(note).to_be_visible()
    expect(note).to_contain_text("Searching needs JavaScript")
    page.get_by_role("navigation", name="Browse the indexes").get_by_role("link", name="Topics").click()
    page.wait_for_url("**/topics/")


@pytest.mark.parametrize("address", ["", LETTER, "people/avery-example/", "search/"])
def test_dark_where_the_system_is_dark(reader: Reader, toy_url: str, address: str) -> None:
    light = reader.open(toy_url + address, java_script_enabled=False, color_scheme="light")
    dark = reader.open(toy_url + address, java_script_enabled=False, color_scheme="dark")
    assert brightness(str(light.evaluate(GROUND))) > 200
    assert brightness(str(dark.evaluate(GROUND))) < 60


def brightness(colour: str) -> int:
    """Return the brightest part of `rgb(1, 2, 3)`."""
    return max(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


def test_dark_colours_are_those_that_a_script_would_set(reader: Reader, toy_url: str) -> None:
    """Which axe found to have contrast enough."""
    plain = reader.open(toy_url, java_script_enabled=False, color_scheme="dark")
    scripted = reader.open(toy_url, color_scheme="dark")
    names = ("ink", "soft", "line", "field", "ground", "sheet", "accent", "bar", "bar-ink", "hit")
    for name in names:
        colour = f"getComputedStyle(document.body).getPropertyValue('--{name}')"
        assert plain.evaluate(colour) == scripted.evaluate(colour) != "", name
