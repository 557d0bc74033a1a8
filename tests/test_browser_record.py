"""The record in a browser: originals, corrections, former addresses."""

import pytest
from playwright.sync_api import Page, expect

from reader import PHONE, Reader
from sites import Site

RIVER = "letters/2021-05-03-keep-the-river-clean/"
CORRECTED = "letters/2025-06-06-corrected-letter/"
FORMER = "letters/2025-06-05-corrected-letter/"


def test_original_is_fetched_when_a_reader_asks_for_it(reader: Reader, toy_url: str) -> None:
    page = reader.context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(toy_url + RIVER)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/files/" in url]
    with page.expect_request("**/files/signed.pdf"):
        page.get_by_text("Read it here").click()
    expect(page.get_by_title("Signed original")).to_be_visible()


def test_original_is_downloaded(reader: Reader, toy: Site, toy_url: str) -> None:
    page = reader.open(toy_url + RIVER)
    with page.expect_download() as came:
        page.get_by_role("link", name="Download: Signed original").click()
    assert came.value.path().read_bytes() == (toy.folder / RIVER / "files/signed.pdf").read_bytes()


@pytest.mark.parametrize(("scripts", "place"), [(True, "#p3"), (True, ""), (False, "")])
def test_former_address_leads_on(reader: Reader, toy_url: str, scripts: bool, place: str) -> None:
    page = reader.context(java_script_enabled=scripts).new_page()
    page.goto(toy_url + FORMER + place, wait_until="commit")
    page.wait_for_url(toy_url + CORRECTED + place)
    expect(page.get_by_role("heading", level=1)).to_have_text("A letter that was corrected in the open")


def test_back_does_not_lead_into_a_circle(reader: Reader, toy_url: str) -> None:
    page = reader.open(toy_url)
    page.goto(toy_url + FORMER, wait_until="commit")
    page.wait_for_url(toy_url + CORRECTED)
    page.go_back()
    assert page.url == toy_url


def test_search_words_never_lead_elsewhere(reader: Reader, toy_url: str) -> None:
    page = reader.context().new_page()
    page.goto(f"{toy_url}{FORMER}?//evil.example.org/#//evil.example.org/", wait_until="commit")
    page.wait_for_url(f"**/{CORRECTED}**")
    assert page.url.startswith(toy_url + CORRECTED)


class TestCorrection:
    def corrected(self, reader: Reader, toy_url: str) -> Page:
        return reader.open(toy_url + CORRECTED, viewport=PHONE)

    def test_way_from_the_passage_to_the_correction_and_back(self, reader: Reader, toy_url: str) -> None:
        page = self.corrected(reader, toy_url)
        page.get_by_role("link", name="Corrected on June 10, 2025").click()
        correction = page.locator("#correction-3")
        expect(correction).to_be_in_viewport()
        correction.get_by_role("link", name="paragraph 3").click()
        expect(page.locator("#p3")).to_be_in_viewport(ratio=1)

    def test_what_went_and_came_is_seen_without_colour(self, reader: Reader, toy_url: str) -> None:
        page = self.corrected(reader, toy_url)
        expect(page.locator("#correction-3 del")).to_have_css("text-decoration-line", "line-through")
        expect(page.locator("#correction-3 ins")).to_have_css("text-decoration-line", "underline")

    def test_what_went_and_came_is_heard(self, reader: Reader, toy_url: str) -> None:
        page = self.corrected(reader, toy_url)
        heard = page.locator("#correction-3 .change__words").aria_snapshot()
        assert "taken out: Lampes" in heard
        assert "put in: Lamps" in heard


def test_withdrawn_letter_says_so_on_paper_too(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/2021-05-03-statement-of-the-readers/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Withdrawn on May 4, 2021.")).to_be_visible()
    page.goto(toy_url + CORRECTED)
    page.emulate_media(media="print")
    expect(page.locator("#correction-3")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
