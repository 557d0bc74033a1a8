"""The page Verify: files and words are compared with the archive in the browser, and nothing leaves it."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from reader import HERE, PHONE, WIDE, Reader
from sites import TOY, Site, served
from test_browser_access import NARROW, SMALL, violations
from test_browser_keyboard import tab_to

OPEN_RECORDS = "letters/2015-01-12-open-records/"
CORRECTED = "letters/2025-06-06-corrected-letter/"
WITHDRAWN = "letters/2021-05-03-statement-of-the-readers/"
RIVER = "letters/2021-05-03-keep-the-river-clean/"
ATTACHMENT = f"{RIVER}files/readings/river.csv"
SIGNED = (TOY / "letters/files" / RIVER.split("/")[1] / "readings/river.csv").read_bytes()
OLD = "Second, lamps. Lampes are what libraries live by."
LAMPS = "Corrected on June 10, 2025: was Lampes, now Lamps. A slip in copying."
DECORATION = "one => getComputedStyle(one).textDecorationLine"
ALTERED = "The public pays for each letter that an office writes."


@pytest.fixture(scope="module")
def site(toy: Site) -> Site:
    return toy


@pytest.fixture(scope="module")
def url(site: Site) -> Iterator[str]:
    with served(site) as home:
        yield f"{home}verify/"


def words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Words, as they are quoted")


def compare(page: Page, quotation: str) -> Locator:
    """Look for words; return the passages that are shown when the answer is there."""
    words(page).fill(quotation)
    page.get_by_role("button", name="Compare").click()
    answered(page)
    return page.locator("#words .verify-found > li")


def answered(page: Page) -> None:
    expect(page.locator("#words .verify-status")).to_have_text(re.compile("[.]$"))


def says(page: Page, text: str, part: str = "words") -> None:
    expect(page.locator(f"#{part} .verify-status")).to_have_text(text)


def check(page: Page, *files: Path) -> Locator:
    """Choose files; return what is shown of them."""
    page.get_by_label("Choose files").set_input_files(list(files))
    return page.locator("#file .verify-found > li")


def marked(passage: Locator) -> list[str]:
    return passage.locator("mark").all_text_contents()


def links(passage: Locator) -> set[str]:
    return {str(link.get_attribute("href")) for link in passage.get_by_role("link").all()}


# Files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (f"{RIVER}index.md", "It is the source of Twenty-six signatories"),
        (f"{RIVER}index.json", "It is the record of Twenty-six signatories"),
        (ATTACHMENT, "It is the attachment readings/river.csv of Twenty-six signatories"),
    ],
)
def test_file_of_the_archive(reader: Reader, site: Site, url: str, path: str, what: str) -> None:
    page = reader.open(url)
    found = check(page, site.folder / path)
    expect(found).to_contain_text("The archive publishes this very file.")
    says(page, "1 of 1 file found in the archive.", "file")
    expect(found).to_contain_text(what)
    expect(found).to_contain_text("May 3, 2021")
    home = url.removesuffix("verify/")
    assert links(found) == {home + path, home + RIVER}
    expect(found.locator("code")).to_have_text(hashlib.sha256((site.folder / path).read_bytes()).hexdigest())


def test_file_that_the_archive_does_not_have(reader: Reader, site: Site, url: str, tmp_path: Path) -> None:
    older = tmp_path / "index.md"
    older.write_bytes((site.folder / RIVER / "index.md").read_bytes() + b"\n")
    page = reader.open(url)
    found = check(page, older, site.folder / WITHDRAWN / "index.md")
    says(page, "1 of 2 files found in the archive.", "file")
    expect(found.nth(0)).to_contain_text("No file of this archive has these bytes.")
    expect(found.nth(0)).to_contain_text("the letter may have been corrected since")
    expect(found.nth(0).locator("code")).to_have_text(hashlib.sha256(older.read_bytes()).hexdigest())
    expect(found.nth(1)).to_contain_text("This letter was withdrawn on May 4, 2021: The circle had not voted")


def test_file_that_is_dropped_anywhere(reader: Reader, url: str) -> None:
    page = reader.open(url)
    data = page.evaluate_handle(
        """bytes => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "river.csv"));
          return data;
        }""",
        list(SIGNED),
    )
    page.dispatch_event("h1", "dragover", {"dataTransfer": data})
    expect(page.locator(".verify-drop--over")).to_be_visible()
    page.dispatch_event("h1", "drop", {"dataTransfer": data})
    says(page, "1 of 1 file found in the archive.", "file")
    expect(page.locator(".verify-drop--over")).to_have_count(0)


def test_file_that_is_too_large(reader: Reader, url: str, tmp_path: Path) -> None:
    large = tmp_path / "film.bin"
    with large.open("wb") as file:
        file.truncate(200_000_001)
    page = reader.open(url)
    expect(check(page, large)).to_contain_text("It is larger than 200 MB, which is more than this page reads")


def test_list_is_downloaded_once(reader: Reader, site: Site, url: str) -> None:
    page = reader.open(url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (ATTACHMENT, f"{RIVER}index.md"):
        check(page, site.folder / path)
        expect(page.locator("#file h3")).to_have_text(path.rpartition("/")[2])
    assert sum(one.endswith("/data/SHA256SUMS") for one in asked) == 1


def test_no_digest_without_tls(reader: Reader, url: str) -> None:
    context = reader.context()
    context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".verify-no-digest")).to_contain_text("computes no SHA-256 on a page that did")
    expect(page.locator(".verify-no-digest")).to_be_visible()
    expect(page.get_by_label("Choose files")).to_be_hidden()
    compare(page, "We agree with the twenty-six")
    says(page, "Found: these words stand in 1 letter.")


def test_list_that_cannot_be_loaded(reader: Reader, site: Site, url: str) -> None:
    page = reader.open(url)
    page.context.set_offline(True)
    check(page, site.folder / ATTACHMENT)
    says(page, "What the archive has could not be loaded.", "file")
    expect(page.locator("#file .verify-found")).to_contain_text("The connection may be down.")
    page.context.set_offline(False)
    assert reader.complaints
    reader.complaints.clear()
    page.get_by_role("button", name="Try again").click()
    says(page, "1 of 1 file found in the archive.", "file")
    expect(page.get_by_label("Choose files")).to_be_focused()


# Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quotation",
    [
        "It may read what it pays for",
        "“It may read ‘what it pays for’”",
        "« It  may\nread what\u00a0it pays for »",
        "… It may read what it pays for …",
    ],
)
def test_words_as_they_stand(reader: Reader, url: str, quotation: str) -> None:
    page = reader.open(url)
    found = compare(page, quotation)
    says(page, "Found: these words stand in 1 letter.")
    assert marked(found) == ["It may read what it pays for"]
    expect(found.locator("blockquote")).to_contain_text("The public pays for every letter")
    expect(found).to_contain_text("January 12, 2015")
    assert links(found) == {f"{url.removesuffix('verify/')}{OPEN_RECORDS}#p2"}


def test_words_of_a_heading(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "What the libraries spend")
    says(page, "Found: these words stand in 1 letter.")
    assert marked(found) == ["What the libraries spend"]
    expect(found).to_contain_text("Heading or table")


def test_words_of_two_paragraphs(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "was left out at first. And so was this one")
    says(page, "Found: these words stand in 1 letter.")
    assert marked(found) == ["was left out at first.", "And so was this one"]
    home = url.removesuffix("verify/")
    assert links(found) == {f"{home}{CORRECTED}#p3a", f"{home}{CORRECTED}#p3b"}
    expect(found).to_contain_text("This letter was corrected (4)")


@pytest.mark.parametrize("dots", ["…", "...", ". . .", "[…]", "(...)"])
def test_words_that_were_left_out(reader: Reader, url: str, dots: str) -> None:
    page = reader.open(url)
    found = compare(page, f"An office opens its records {dots} names a child")
    says(page, "Found: these words stand in 1 letter.")
    assert marked(found) == ["An office opens its records", "names a child"]
    expect(found).to_contain_text("where the quotation has an ellipsis, the letter has 11 words more")


def test_mark_at_the_end_that_is_not_the_letters(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "It may read what it pays for;")
    says(page, "Found: these words stand in 1 letter.")
    expect(found).to_contain_text("The “;” at the end of what was pasted does not stand there.")


def test_words_of_a_note(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "The section was last changed in 1998.")
    assert links(found) == {f"{url.removesuffix('verify/')}{OPEN_RECORDS}#fn:1"}
    expect(found).to_contain_text("Note 1")


def test_words_of_several_letters(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "Sincerely,")
    days = [str(one.get_attribute("datetime")) for one in found.locator(".verify-line time").all()]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    expect(page.locator("#words .verify-status")).to_contain_text("newest")


def test_one_word_altered(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, ALTERED)
    says(page, "These very words stand in no letter. In the nearest passage 9 of 10 words are the same.")
    assert marked(found) == ["The public pays for", "letter that an office writes."]
    # What is struck out and underlined is said as well.
    expect(found.locator("blockquote del")).to_have_text("as pasted: each, ")
    expect(found.locator("blockquote ins")).to_have_text("in the letter: every, end of the difference, ")
    assert "line-through" in str(found.locator("blockquote del").evaluate(DECORATION))
    assert "underline" in str(found.locator("blockquote ins").evaluate(DECORATION))
    expect(found.locator(".verify-legend")).to_have_text("Struck out: as pasted. Underlined: in the letter.")


def test_other_case_is_a_difference(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "it may read what it pays for")
    expect(found.locator("blockquote del")).to_contain_text("it")
    expect(found.locator("blockquote ins")).to_contain_text("It")


def test_other_punctuation_is_said_to_be_that(reader: Reader, url: str) -> None:
    page = reader.open(url)
    compare(page, "The act leaves no doubt; An office opens its records")
    expect(page.locator("#words .verify-status")).to_contain_text(
        "all words are the same, and what stands between them is not"
    )


@pytest.mark.parametrize("quotation", ["zebras play the xylophone at noon", "The zebras", "xyzzy"])
def test_words_that_stand_nowhere(reader: Reader, url: str, quotation: str) -> None:
    page = reader.open(url)
    found = compare(page, quotation)
    says(page, "Nothing like this was found.")
    expect(found.get_by_role("link")).to_have_attribute("href", re.compile("/search/$"))


@pytest.mark.parametrize(
    ("quotation", "shown", "told"),
    [
        (OLD, ["Second, lamps.", "are what libraries live by."], LAMPS),
        ("Lampes", ["Lamps"], LAMPS),
        ("Blair Simple", [], "Corrected on June 8, 2025: was Blair Simple, now Blair Sample"),
    ],
)
def test_words_that_were_corrected(
    reader: Reader, url: str, quotation: str, shown: list[str], told: str
) -> None:
    page = reader.open(url)
    found = compare(page, quotation)
    says(page, "These words were corrected: they stand in the letter no longer.")
    # The marks around them are the browser's.
    expect(found.locator("ul.verify-notice")).to_have_text(told)
    assert marked(found) == shown
    expect(found.locator("h3 a")).to_have_attribute("href", re.compile(CORRECTED))


def test_words_of_a_letter_that_was_withdrawn(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "We agree with the twenty-six.")
    expect(found).to_contain_text("This letter was withdrawn on May 4, 2021: The circle had not voted on it.")


def test_markup_is_text(reader: Reader, url: str) -> None:
    page = reader.open(url)
    found = compare(page, "and &lt;b&gt;, and <b>bold</b>, and <!-- a comment -->")
    says(page, "Found: these words stand in 1 letter.")
    assert marked(found) == ["and &lt;b&gt;, and <b>bold</b>, and <!-- a comment -->"]
    assert found.locator("b").count() == 0


def test_no_words_at_all(reader: Reader, url: str) -> None:
    page = reader.open(url)
    compare(page, " “…” ")
    says(page, "Paste the words that you want to look for.")
    expect(words(page)).to_be_focused()


def test_too_many_words_to_compare(reader: Reader, url: str) -> None:
    page = reader.open(url)
    compare(page, ALTERED + " more" * 2000)
    expect(page.locator("#words .verify-status")).to_contain_text("More than 2,000 words are not compared")


def test_letters_that_cannot_be_loaded(reader: Reader, url: str) -> None:
    page = reader.open(url)
    page.context.set_offline(True)
    compare(page, ALTERED)
    says(page, "The letters could not be looked through.")
    page.context.set_offline(False)
    assert reader.complaints
    reader.complaints.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#words .verify-status")).to_contain_text("9 of 10 words are the same")
    expect(words(page)).to_be_focused()


def test_record_that_is_gone(reader: Reader, site: Site, url: str) -> None:
    record, away = site.folder / WITHDRAWN / "index.json", site.folder / "away.json"
    page = reader.open(url)
    record.rename(away)
    try:
        found = compare(page, "We agree with the twenty-six.")
        says(page, "The letters could not be looked through.")
        expect(found).to_contain_text("The archive may have been published anew since.")
    finally:
        away.rename(record)
    reader.complaints[:] = [one for one in reader.complaints if WITHDRAWN not in one]


# The page -------------------------------------------------------------------------------------


def test_nothing_is_uploaded(reader: Reader, site: Site, url: str) -> None:
    context = reader.context()
    asked: list[Request] = []

    def take(request: Request) -> None:
        asked.append(request)

    context.on("request", take)
    page = context.new_page()
    page.goto(url)
    check(page, site.folder / ATTACHMENT)
    says(page, "1 of 1 file found in the archive.", "file")
    compare(page, ALTERED)
    assert len(asked) > 10
    assert {request.method for request in asked} == {"GET"}
    assert {urlsplit(request.url).hostname for request in asked} == {HERE}
    assert [request.url for request in asked if request.post_data_buffer] == []
    secrets = re.compile(f"river.csv|{hashlib.sha256(SIGNED).hexdigest()}|pays", re.IGNORECASE)
    assert [request.url for request in asked if secrets.search(request.url)] == []
    assert urlsplit(page.url).query == ""


def test_by_keyboard_alone(reader: Reader, site: Site, url: str) -> None:
    page = reader.open(url)
    tab_to(page, page.get_by_label("Choose files"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(site.folder / ATTACHMENT)
    says(page, "1 of 1 file found in the archive.", "file")
    tab_to(page, words(page))
    page.keyboard.insert_text(ALTERED)
    tab_to(page, page.get_by_role("button", name="Compare"))
    page.keyboard.press("Enter")
    answered(page)
    tab_to(page, page.locator("#words h3 a"))


@pytest.mark.parametrize("viewport", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answers_are_accessible(
    reader: Reader, site: Site, url: str, viewport: dict[str, int], scheme: str
) -> None:
    page = reader.open(url, viewport=viewport, color_scheme=scheme)
    check(page, site.folder / ATTACHMENT, site.folder / "index.html")
    says(page, "1 of 2 files found in the archive.", "file")
    for quotation in (ALTERED, OLD, "An office … a child", "xyzzy"):
        compare(page, quotation)
        assert violations(page) == []
        assert page.evaluate(SMALL) == []
        room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        assert needed <= room


def test_without_javascript(reader: Reader, url: str) -> None:
    page = reader.open(url, java_script_enabled=False)
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript, which is off")
    expect(page.get_by_text("sha256sum --check")).to_be_visible()
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()


def test_every_page_leads_here(reader: Reader, url: str) -> None:
    home = url.removesuffix("verify/")
    page = reader.open(home + OPEN_RECORDS)
    page.get_by_role("navigation", name="Footer").get_by_role("link", name="Verify").click()
    page.wait_for_url(url)
    page.goto(f"{home}press/")
    page.get_by_role("main").get_by_role("link", name="Verify").click()
    page.wait_for_url(url)
