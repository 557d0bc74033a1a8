"""What a reader does with the seed letter, in a real browser: find it, read it, print it."""

import re
from datetime import datetime
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from reader import PHONE, WIDE, Reader
from sites import ROOT, Site

LETTER = "letters/2026-03-23-wechat-fentanyl-money-laundering/"
TITLE = "Attorneys general ask the President to act on WeChat and fentanyl money laundering"
EXPECTED = ROOT / "tests" / "expected" / "seed-letter.txt"


def result(page: Page) -> None:
    """Wait until the letter is among the results."""
    expect(page.locator(".search-results a", has_text=TITLE)).to_be_visible()


def test_found_from_the_bar_by_a_word_of_its_second_note(reader: Reader, project_url: str) -> None:
    page = reader.open(project_url)
    page.get_by_role("banner").get_by_role("searchbox").fill("propublica")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=propublica")
    result(page)
    expect(page.get_by_role("status")).to_have_text("1 result for “propublica”.")
    expect(page.locator(".search-results time")).to_have_attribute("datetime", "2026-03-23")
    expect(page.locator(".search-results mark").first).to_have_text(re.compile("propublica", re.IGNORECASE))
    page.locator(".search-results a").click()
    page.wait_for_url(f"**/{LETTER}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_found_by_signatory_and_filtered_reloaded_and_left(reader: Reader, project_url: str) -> None:
    page = reader.open(f"{project_url}search/")
    box = page.get_by_role("searchbox", name="Words, names")
    box.fill("Weiser")
    box.press("Enter")
    result(page)
    everything = page.locator(".search-results > li").count()
    assert everything > 1

    page.get_by_label("Kind", exact=True).select_option("letter")
    expect(page.locator(".search-results > li")).to_have_count(1)
    filtered = page.url
    assert "kind=letter" in filtered

    signatory = page.get_by_role("combobox", name="Signatory")
    signatory.fill("Davenport")
    signatory.press("Enter")
    chip = page.get_by_role("button", name="Remove signatory Jennifer Davenport")
    expect(chip).to_be_visible()
    result(page)
    assert "signatory=Jennifer" in page.url

    page.reload()
    expect(chip).to_be_visible()
    expect(box).to_have_value("Weiser")
    expect(page.get_by_label("Kind", exact=True)).to_have_value("letter")
    result(page)

    page.go_back()
    expect(chip).to_have_count(0)
    assert page.url == filtered
    result(page)
    page.go_back()
    expect(page.locator(".search-results > li")).to_have_count(everything)

    page.locator(".search-results a", has_text=TITLE).click()
    page.wait_for_url(f"**/{LETTER}")
    page.go_back()
    expect(page.locator(".search-results > li")).to_have_count(everything)


def test_found_by_every_filter(reader: Reader, project_url: str) -> None:
    filters = {
        "topic": "WeChat",
        "year": "2026",
        "recipient": "Donald J. Trump",
        "signatory": "Jeff Jackson",
        "jurisdiction": "Kentucky",
    }
    context = reader.context()
    for name, value in filters.items():
        page = context.new_page()
        page.goto(f"{project_url}search/?{name}={value}&kind=letter")
        result(page)
        expect(page.get_by_role("status")).to_have_text("1 result with these filters.")
        page.close()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_note_opens_and_leads_back(reader: Reader, project_url: str, viewport: dict[str, int]) -> None:
    page = reader.open(project_url + LETTER, viewport=viewport)
    mark = page.get_by_role("link", name="Note 2", exact=True)
    mark.scroll_into_view_if_needed()
    mark.click()
    note = page.locator("[id='fn:2']")
    expect(note).to_be_in_viewport(ratio=1)
    expect(note).to_contain_text("The Gangster Who Changed Money Laundering")
    assert page.url.endswith("#fn:2")
    # It opens over the foot of the page, and leaves the reader where the mark is.
    expect(mark).to_be_in_viewport()
    back = note.get_by_role("link", name="Back to note 2")
    expect(back).to_be_in_viewport(ratio=1)
    back.click()
    expect(mark).to_be_in_viewport(ratio=1)
    assert page.url.endswith("#fnref:2")
    expect(note).to_have_css("position", "static")


def test_paragraph_links_to_itself(reader: Reader, project_url: str) -> None:
    page = reader.open(project_url + LETTER)
    page.get_by_role("link", name="Link to paragraph 7").click()
    assert page.url.endswith("#p7")
    lit = page.evaluate("getComputedStyle(document.getElementById('p7')).backgroundColor")
    quiet = page.evaluate("getComputedStyle(document.getElementById('p6')).backgroundColor")
    assert lit != quiet


def test_paragraph_numbers_are_no_part_of_what_is_copied(reader: Reader, project_url: str) -> None:
    page = reader.open(project_url + LETTER)
    numbers = page.locator("a.pn")
    assert numbers.count() == 10
    expect(numbers.first).to_be_visible()
    taken = str(
        page.evaluate(
            "getSelection().selectAllChildren(document.querySelector('.sheet')), String(getSelection())"
        )
    )
    expected = EXPECTED.read_text(encoding="utf-8").replace("¹", "1").replace("²", "2").split()
    # The marks of the list of notes are drawn by the browser, which does not copy them.
    at = len(expected) - expected[::-1].index("2") - 1
    del expected[at], expected[expected.index("1")]
    assert taken.split() == expected


def test_printed_whole_with_its_address(reader: Reader, project: Site, project_url: str) -> None:
    page = reader.open(project_url + LETTER)
    around = page.locator("aside.beside h2, header.bar a, .turn a, .foot a").all_text_contents()
    assert len(around) > 12
    sheets = PdfReader(BytesIO(page.pdf(format="Letter"))).pages
    assert len(sheets) > 1
    today = datetime.now().astimezone()
    foot = f"{project.url}{LETTER}, accessed {today:%B} {today.day}, {today.year}"
    texts = [folded(sheet.extract_text(extraction_mode="layout")) for sheet in sheets]
    assert [text for text in texts if not text.endswith(folded(foot))] == []
    # A paragraph may go on over the foot of a page.
    printed = "".join(text.removesuffix(folded(foot)) for text in texts)
    for line in filter(None, EXPECTED.read_text(encoding="utf-8").split("\n")):
        # The numbers before the notes are drawn beside them.
        words = folded(line.lstrip("¹² ").replace("¹", "1").replace("²", "2"))
        assert words in printed
    for said in (*around, "Skip to content", "Link to paragraph", "No cookies", "Back to"):
        assert folded(said) not in printed, said


def folded(text: str) -> str:
    """Leave out white space, which a printed page has at other places."""
    return "".join(text.split())
