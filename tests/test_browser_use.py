"""What readers take away: buttons copy what they say, and what is quoted leads back to its place."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from reader import PHONE, WIDE, Reader
from sites import TOY, Site
from test_browser_access import NARROW, SMALL, violations
from test_browser_keyboard import tab_to

URL = "https://letters.example.org/archive/"
OPEN_RECORDS = "letters/2015-01-12-open-records/"
CORRECTED = "letters/2025-06-06-corrected-letter/"
TABLES = "letters/2020-03-31-library-budgets/"
ARABIC = "letters/2024-02-11-risala/"
NEWEST = "letters/2026-03-20-embargo-that-was-lifted/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
READ = "navigator.clipboard.readText()"
SELECT = """
([from, start, to, end]) => {
  const text = (selector, place) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    for (let rest = place; walker.nextNode(); rest -= walker.currentNode.length) {
      if (rest <= walker.currentNode.length) return [walker.currentNode, rest];
    }
  };
  getSelection().setBaseAndExtent(...text(from, start), ...text(to, end));
}
"""
"""Selects from a place in the text of one element to a place in that of another, as a mouse would."""


def with_clipboard(reader: Reader, url: str, **options: object) -> Page:
    """Open a page that may use the clipboard, in a window that has the focus."""
    context: BrowserContext = reader.context(permissions=CLIPBOARD, **options)
    page = context.new_page()
    page.goto(url)
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    return page


def opened(page: Page, title: str) -> Locator:
    """Open a row of the panel and return it."""
    row = page.locator("[data-use] details").filter(has=page.locator("summary", has_text=title))
    row.locator("summary").click()
    return row


def copied(page: Page, button: Locator, what: str) -> str:
    """Press a button; return what is in the clipboard when the page says that it is."""
    button.click()
    expect(page.get_by_role("status")).to_have_text(f"Copied: {what}")
    return clipboard(page)


def clipboard(page: Page) -> str:
    return str(page.evaluate(READ))


def select(page: Page, start: tuple[str, int], end: tuple[str, int]) -> Locator:
    """Select words and return the button that then copies them."""
    page.evaluate(SELECT, [*start, *end])
    button = page.get_by_role("button", name="Copy quotation")
    expect(button).to_be_visible()
    return button


def chicago(page: Page) -> str:
    return page.locator("[data-quoted]").text_content() or ""


# Copying --------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_permanent_link(reader: Reader, toy_url: str, viewport: dict[str, int]) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS, viewport=viewport)
    button = page.get_by_role("button", name="Copy: Permanent link")
    assert copied(page, button, "Permanent link") == URL + OPEN_RECORDS


def test_citations(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS)
    row = opened(page, "Cite")
    for style in ("APA", "Chicago", "Bluebook"):
        text = row.locator(".form").filter(has=page.get_by_role("heading", name=style)).locator("p")
        assert copied(page, row.get_by_role("button", name=f"Copy: {style}"), style) == text.text_content()


def test_files_for_reference_managers(reader: Reader, toy_url: str, toy: Site) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS)
    row = opened(page, "Cite")
    for label, name in (("BibTeX", "cite.bib"), ("RIS", "cite.ris"), ("CSL-JSON", "cite.json")):
        text = (toy.folder / OPEN_RECORDS / name).read_text(encoding="utf-8")
        assert copied(page, row.get_by_role("button", name=f"Copy: {label}"), label).split() == text.split()


def test_code_of_cards(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS)
    row = opened(page, "Embed")
    assert copied(page, row.get_by_role("button", name="Copy: HTML card"), "HTML card").startswith(
        "<blockquote"
    )
    frame = copied(page, row.get_by_role("button", name="Copy: Frame"), "Frame")
    assert frame.startswith(f'<iframe src="{URL}{OPEN_RECORDS}embed/"')


def test_browsers_whose_clipboard_takes_no_promise(reader: Reader, toy_url: str) -> None:
    context = reader.context(permissions=CLIPBOARD)
    context.add_init_script("delete window.ClipboardItem")
    page = context.new_page()
    page.goto(toy_url + OPEN_RECORDS)
    row = opened(page, "Cite")
    assert copied(page, row.get_by_role("button", name="Copy: RIS"), "RIS").startswith("TY  - PCOMM")


def test_what_was_copied_is_said_and_moves_nothing(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS)
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    everything = "[...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect().toJSON())"
    before = page.evaluate(everything)
    page.get_by_role("button", name="Copy: Permanent link").click()
    expect(status).to_have_text("Copied: Permanent link")
    expect(status).to_be_in_viewport(ratio=1)
    assert page.evaluate(everything) == before
    expect(status).to_have_text("")


@pytest.mark.parametrize(
    "broken",
    [
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }",
        # As on a page that did not come over TLS.
        "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); }",
    ],
)
def test_what_could_not_be_copied_is_said(reader: Reader, toy_url: str, broken: str) -> None:
    page = reader.open(toy_url + OPEN_RECORDS)
    page.evaluate(broken)
    page.get_by_role("button", name="Copy: Permanent link").click()
    status = page.get_by_role("status")
    expect(status).to_have_text("Could not copy: select the text and copy it by hand.")
    page.keyboard.press("Tab")
    expect(status).to_have_text("")


def test_a_file_that_does_not_come_is_said(reader: Reader, toy_url: str) -> None:
    reader.expected.add(f"{toy_url}{OPEN_RECORDS}cite.bib")
    page = with_clipboard(reader, toy_url + OPEN_RECORDS)
    page.route("**/cite.bib", lambda route: route.fulfill(status=503))
    row = opened(page, "Cite")
    row.get_by_role("button", name="Copy: BibTeX").click()
    expect(page.get_by_role("status")).to_have_text("Could not copy: download the file instead.")
    assert clipboard(page) == "nothing yet"


# Quoting --------------------------------------------------------------------------------------


def lies_at(page: Page, toy_url: str, quotation: str, words: str) -> Locator:
    """Return the paragraph that opens at the address of a quotation, once it is seen to hold the words."""
    address = quotation.splitlines()[-1]
    assert address.startswith(URL)
    page.goto(toy_url + address.removeprefix(URL))
    place = page.locator(":target")
    expect(place).to_be_in_viewport()
    assert words in " ".join((place.text_content() or "").split())
    return place


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_selected_words(reader: Reader, toy_url: str, viewport: dict[str, int]) -> None:
    page = with_clipboard(reader, toy_url + OPEN_RECORDS, viewport=viewport)
    citation = chicago(page)
    button = select(page, ("#p2", 4), ("#p2", 15))
    said = copied(page, button, "quotation, citation and link")
    assert said == f"“public pays”\n\n{citation}\n{URL}{OPEN_RECORDS}#p2"
    assert page.evaluate("getSelection().toString()") == "public pays"
    place = lies_at(page, toy_url, said, "public pays")
    expect(place).to_have_css("background-color", "rgb(246, 231, 200)")


def test_no_marks_of_notes_and_no_numbers_of_paragraphs(reader: Reader, toy_url: str) -> None:
    """From the second paragraph into the fourth: the marks 1 and 2 stand between."""
    page = with_clipboard(reader, toy_url + CORRECTED)
    said = copied(page, select(page, ("#p2", 7), ("#p3a", 14)), "quotation, citation and link")
    assert said.split("\n\n")[:3] == [
        "“thank you.",
        "Second, lamps. Lamps are what libraries live by.",
        "This paragraph”",
    ]
    assert said.endswith("#p2")


def test_a_selection_that_begins_where_no_word_is(reader: Reader, toy_url: str) -> None:
    """A mouse often starts behind the last word of the paragraph before."""
    page = with_clipboard(reader, toy_url + CORRECTED)
    said = copied(
        page, select(page, ("#p2", len("First, thank you.")), ("#p3", 6)), "quotation, citation and link"
    )
    assert said.startswith("“Second”\n\n")
    assert said.endswith("#p3")


def test_a_list_a_table_and_a_heading(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + TABLES)
    first = page.locator(".body table th").first
    before = page.locator(".body p[id]:has(~ table)").last.get_attribute("id")
    first.evaluate("one => getSelection().selectAllChildren(one.closest('tr'))")
    said = copied(page, page.get_by_role("button", name="Copy quotation"), "quotation, citation and link")
    cells = [cell.inner_text() for cell in page.locator(".body table tr").first.locator("th").all()]
    assert said.split("\n")[0] == f"“{' '.join(cells)}”"
    assert said.endswith(f"#{before}")


def test_everything_selected_quotes_the_letter_alone(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + CORRECTED)
    page.keyboard.press("Control+a")
    said = copied(page, page.get_by_role("button", name="Copy quotation"), "quotation, citation and link")
    assert said.startswith("“June 6, 2025\n\nAvery Example\nGovernor of Northland\n\nDear Governor:\n\nFirst")
    assert "Casey R. Specimen, Jr.\nAttorney General of Northland" in said
    assert "Permanent link" not in said
    assert said.endswith(f"\n{URL}{CORRECTED}")


def test_words_of_a_note_lead_to_the_note(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, toy_url + CORRECTED)
    said = copied(
        page, select(page, ("[id='fn:2'] p", 0), ("[id='fn:2'] p", 6)), "quotation, citation and link"
    )
    assert said.startswith("“Note a”")
    lies_at(page, toy_url, said, "Note a")


def test_words_outside_the_letter_are_not_offered(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url + CORRECTED)
    button = select(page, ("#p2", 0), ("#p2", 5))
    for outside in (".head h1", ".beside h2"):
        page.evaluate(SELECT, [outside, 0, outside, 5])
        expect(button).to_have_count(0)
        page.evaluate(SELECT, ["#p2", 0, "#p2", 5])
        expect(button).to_be_visible()


def test_a_paragraph_that_the_address_names(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, f"{toy_url}{CORRECTED}#p3")
    button = page.get_by_role("button", name="Copy quotation")
    expect(button).to_be_in_viewport(ratio=1)
    said = copied(page, button, "quotation, citation and link")
    assert said.startswith("“Second, lamps. Lamps are what libraries live by.”\n\n")
    assert said.endswith(f"\n{URL}{CORRECTED}#p3")
    page.locator("#p4 .pn").click()
    assert copied(page, button, "quotation, citation and link").startswith("“Third, light.”")


def test_selected_words_come_before_the_paragraph_of_the_address(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, f"{toy_url}{CORRECTED}#p3")
    button = select(page, ("#p2", 0), ("#p2", 5))
    expect(page.locator("#p2 > .quote")).to_have_count(1)
    assert copied(page, button, "quotation, citation and link").startswith("“First”")
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator("#p3 > .quote")).to_have_count(1)
    assert copied(page, button, "quotation, citation and link").startswith("“Second, lamps.")


def test_the_button_is_no_part_of_the_letter(reader: Reader, toy_url: str) -> None:
    """It takes no room, is not copied with the text, and is not printed."""
    page = with_clipboard(reader, toy_url + CORRECTED)
    places = "[...document.querySelectorAll('.sheet p')].map((one) => one.getBoundingClientRect().toJSON())"
    before = page.evaluate(places)
    button = select(page, ("#p2", 0), ("#p3a", 14))
    assert page.evaluate(places) == before
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('Third, light'))")
    assert "Copy quotation" not in clipboard(page)
    page.emulate_media(media="print")
    expect(button).to_be_hidden()


def test_the_button_is_in_sight_beside_a_long_paragraph(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url + OPEN_RECORDS, viewport={"width": 390, "height": 420})
    page.locator("#p2").evaluate("one => one.firstChild.data = one.firstChild.data.repeat(40)")
    page.evaluate("scrollTo(0, document.querySelector('#p2').offsetTop)")
    expect(select(page, ("#p2", 4), ("#p2", 15))).to_be_in_viewport(ratio=1)


def test_a_letter_written_from_right_to_left(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, f"{toy_url}{ARABIC}#p1")
    button = page.get_by_role("button", name="Copy quotation")
    expect(button).to_be_in_viewport(ratio=1)
    words = " ".join(page.locator("#p1").evaluate("one => one.firstChild.data").split())
    assert copied(page, button, "quotation, citation and link").startswith(f"“{words}")


# By keyboard, and without a script -------------------------------------------------------------


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_by_keyboard(reader: Reader, toy_url: str, viewport: dict[str, int]) -> None:
    page = with_clipboard(reader, toy_url + CORRECTED, viewport=viewport)
    status = page.get_by_role("status")
    tab_to(page, page.locator("#p3 .pn"))
    page.keyboard.press("Enter")
    page.wait_for_url("**#p3")
    tab_to(page, page.get_by_role("button", name="Copy quotation"))
    page.keyboard.press("Enter")
    expect(status).to_have_text("Copied: quotation, citation and link")
    assert clipboard(page).startswith("“Second, lamps.")
    tab_to(page, page.get_by_role("button", name="Copy: Permanent link"))
    page.keyboard.press("Space")
    expect(status).to_have_text("Copied: Permanent link")
    summary = page.locator("[data-use] summary").first
    tab_to(page, summary)
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Copy: Bluebook")
    expect(button).to_be_visible()
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(status).to_have_text("Copied: Bluebook")
    assert clipboard(page).startswith("Letter from")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Download Bluebook")).to_be_focused()


def test_the_order_of_tab_is_that_of_the_eye(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url + CORRECTED)
    opened(page, "Cite")
    opened(page, "Embed")
    places = page.evaluate(
        "[...document.querySelectorAll('[data-use] :is(a, button, summary, textarea)')]"
        ".map((one) => one.getBoundingClientRect()).map(({ top, height, left }) => [top + height / 2, left])"
    )
    lines = [(round(middle / 12), left) for middle, left in places]
    assert lines == sorted(lines)


def test_without_a_script(reader: Reader, toy_url: str, toy: Site) -> None:
    page = reader.open(toy_url + CORRECTED, java_script_enabled=False)
    assert page.get_by_role("button").count() == 0
    row = opened(page, "Cite")
    expect(row.get_by_text("Bluebook", exact=True)).to_be_visible()
    text = row.locator("[data-quoted]").text_content()
    with page.expect_download() as saved:
        row.get_by_role("link", name="Download Chicago").click()
    assert saved.value.suggested_filename == "2025-06-06-corrected-letter-chicago.txt"
    assert Path(saved.value.path()).read_text(encoding="utf-8") == text
    with page.expect_download() as saved:
        row.get_by_role("link", name="Download BibTeX").click()
    assert saved.value.suggested_filename == "2025-06-06-corrected-letter-cite.bib"
    assert Path(saved.value.path()).read_bytes() == (toy.folder / CORRECTED / "cite.bib").read_bytes()
    assert opened(page, "Embed").locator("textarea").count() == 2
    quote = opened(page, "Quote")
    expect(quote.get_by_text("The number beside a paragraph links to it.")).to_be_visible()
    expect(quote.get_by_text("Copy quotation")).to_be_hidden()


@pytest.mark.parametrize("viewport", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_when_all_is_open(
    reader: Reader, toy_url: str, viewport: dict[str, int], scheme: str
) -> None:
    address = f"{toy_url}{OPEN_RECORDS}#p2"
    page = with_clipboard(reader, address, viewport=viewport, color_scheme=scheme)
    for title in ("Cite", "Quote", "Embed"):
        opened(page, title)
    page.get_by_role("button", name="Copy: APA").click()
    expect(page.get_by_role("status")).to_have_text("Copied: APA")
    expect(page.get_by_role("button", name="Copy quotation")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


# Frames ---------------------------------------------------------------------------------------


def test_the_frame_shows_on_the_press_page(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}press/")
    frame = page.frame_locator("iframe")
    page.locator("iframe").scroll_into_view_if_needed()
    expect(frame.get_by_role("heading", level=1)).to_have_text("A letter whose embargo was lifted")
    expect(frame.locator(".card")).to_have_css("border-top-width", "3px")
    frame.get_by_role("link", name="Read the letter").click()
    page.wait_for_url(toy_url + NEWEST)
    assert len(page.frames) == 1


@pytest.mark.parametrize("width", [240, 480, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_fit_any_width(reader: Reader, toy_url: str, width: int, scheme: str) -> None:
    letters = [path.stem for path in sorted((TOY / "letters").glob("20[0-2]*/*.md"))]
    page = reader.context(viewport={"width": width, "height": 280}, color_scheme=scheme).new_page()
    for letter in letters:
        page.goto(f"{toy_url}letters/{letter}/embed/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, letter
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 254, 251)", "dark": "rgb(30, 33, 40)"}[scheme]


def test_the_code_of_the_frame_works_on_another_page(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url + OPEN_RECORDS)
    code = page.locator("textarea[aria-label='Frame']").input_value().replace(URL, toy_url)
    card = page.locator("textarea[aria-label='HTML card']").input_value().replace(URL, toy_url)
    other = reader.context(viewport=PHONE).new_page()
    other.route(
        f"{toy_url}other.html", lambda route: route.fulfill(body=code + card, content_type="text/html")
    )
    other.goto(f"{toy_url}other.html")
    inside = other.frame_locator("iframe")
    expect(inside.get_by_role("link", name="Read the letter")).to_be_in_viewport(ratio=1)
    assert other.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    other.locator("blockquote a").first.click()
    other.wait_for_url(toy_url + OPEN_RECORDS)


def test_the_press_page_copies_too(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, f"{toy_url}press/")
    said = copied(page, page.get_by_role("button", name="Copy: A paragraph"), "A paragraph")
    assert said.startswith(f"{URL}{NEWEST}#p")
    page.get_by_role("link", name="Follow it").click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.url == said.replace(URL, toy_url)


def test_addresses_of_feeds_are_copied_whole(reader: Reader, toy_url: str) -> None:
    page = with_clipboard(reader, f"{toy_url}feeds/")
    assert copied(page, page.get_by_role("button", name="Copy: Atom"), "Atom") == f"{URL}feed.xml"
