"""A site below a path of its host works whole: nothing reaches outside, nothing is missing."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from reader import Reader
from sites import Site

PAGES = (
    "",
    "letters/",
    "letters/2021/",
    "letters/2020-03-31-library-budgets/",
    "people/avery-example/",
    "topics/libraries/",
    "about/",
    "404.html",
)


def test_pages_ask_for_nothing_outside_and_nothing_that_is_missing(
    reader: Reader, toy: Site, toy_url: str
) -> None:
    """The server knows only what lies below the path."""
    assert toy.scope == "/archive/"
    page = reader.context().new_page()
    answers: list[tuple[int, str]] = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    for address in PAGES:
        page.goto(toy_url + address, wait_until="networkidle")
    assert len(answers) > len(PAGES)
    assert [answer for answer in answers if answer[0] >= 400] == []
    assert {urlsplit(url).path.startswith(toy.scope) for _, url in answers} == {True}


def test_searched_from_a_deep_page(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}letters/2015-01-12-open-records/")
    page.get_by_role("banner").get_by_role("searchbox").fill("warm room")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/search/?q=warm+room")
    found = page.locator(".search-results").get_by_role("link", name="Keep the Riverside library open")
    found.click()
    page.wait_for_url("**/archive/letters/2025-05-02-keep-the-riverside-library-open/")
    expect(page.get_by_role("article")).to_contain_text("the one warm room in winter")


def test_what_is_not_there_leads_back(reader: Reader, toy_url: str) -> None:
    lost = f"{toy_url}letters/1999/no/such/letter/"
    reader.expected.add(lost)
    page = reader.open(lost)
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    box = page.locator("#content").get_by_role("searchbox")
    box.fill("lamps")
    box.press("Enter")
    page.wait_for_url("**/archive/search/?q=lamps")
    expect(page.locator(".search-results > li").first).to_be_visible()
    page.go_back()
    page.locator("#content").get_by_role("link", name=re.compile("Topics")).click()
    page.wait_for_url("**/archive/topics/")


def test_every_language_is_found(reader: Reader, toy_url: str) -> None:
    page = reader.context().new_page()
    for words, title in {
        "pingüinos": "Gracias por el río",
        "pinguinos": "Gracias por el río",
        "Уважаемые": "Пример открытого письма",
    }.items():
        page.goto(f"{toy_url}search/?q={words}")
        expect(page.locator(".search-results").get_by_role("link", name=title)).to_be_visible()


def test_private_signatories_are_found(reader: Reader, toy_url: str) -> None:
    page = reader.open(f"{toy_url}search/?q=Lena+Tran")
    expect(page.locator(".search-results").get_by_role("link")).to_have_count(2)
