"""The first real letter is published word for word."""

from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from sites import ROOT, Page, Site

LETTER = "letters/2026-03-23-wechat-fentanyl-money-laundering/"
EXPECTED = ROOT / "tests" / "expected" / "seed-letter.txt"
DOCUMENT = ROOT.parent / "shared" / "seed" / "000_1466ba4e72598688.txt"
"""The document as it was received, which lies beside the checkout and not in it."""

RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
INLINE = frozenset({"a", "b", "em", "strong", "sup", "time"})


def raised(number: str) -> str:
    return "".join(RAISED[digit] for digit in number)


def printed(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element as a reader reads it: notes numbered, the site's own words left out."""
    if element.tag == "sup":
        yield raised(element.text_content())
    elif element.tag != "footer":
        if element.tag not in INLINE:
            yield "\n"
        if element.tag == "li" and element.get("value"):
            yield f"{raised(element.get('value'))} "
        yield element.text or ""
        for child in element:
            yield from printed(child)
        if element.tag not in INLINE:
            yield "\n"
    yield element.tail or ""


def letter(site: Site) -> Page:
    return site.pages[LETTER]


def test_words_are_the_documents(project: Site) -> None:
    (sheet,) = letter(project).tree.xpath("//article[contains(@class, 'sheet')]")
    assert "".join(printed(sheet)).split() == EXPECTED.read_text(encoding="utf-8").split()


def test_paragraphs_are_the_documents(project: Site) -> None:
    body = letter(project).tree.xpath("//div[@class='body']/p")
    parts = EXPECTED.read_text(encoding="utf-8").split("\n\n")
    assert [" ".join("".join(printed(each)).split()) for each in body] == parts[2:12]


def test_notes_stand_as_notes(project: Site) -> None:
    page = letter(project)
    marks = page.tree.xpath("//div[@class='body']//sup/a")
    assert [(mark.text, mark.get("href")) for mark in marks] == [("1", "#fn:1"), ("2", "#fn:2")]
    assert [mark.getparent().getparent().get("id") for mark in marks] == ["p3", "p3"]
    notes = page.tree.xpath("//section[@aria-label='Notes']/ol/li")
    assert [note.get("id") for note in notes] == ["fn:1", "fn:2"]
    links = page.values("//section[@aria-label='Notes']//a[starts-with(@href, 'http')]/@href")
    assert links == [
        "https://home.treasury.gov/system/files/136/2022-National-Money-Laundering-Risk-Assessment.pdf",
        "https://www.propublica.org/article/china-cartels-xizhi-li-money-laundering",
    ]
    assert page.values("//section[@aria-label='Notes']//em/text()") == [
        "National Money Laundering Risk Assessment",
        "The Gangster Who Changed Money Laundering",
    ]


def test_six_sign_with_their_offices(project: Site) -> None:
    page = letter(project)
    names = page.values("//div[@aria-label='Signatures']//li/b/a/@href")
    assert [name.removeprefix("../../people/") for name in names] == [
        "jeff-jackson/",
        "alan-wilson/",
        "phil-weiser/",
        "russell-coleman/",
        "john-m-formella/",
        "jennifer-davenport/",
    ]
    offices = page.values("//aside//a[contains(@href, '/offices/')]/text()")
    assert sorted(office.removesuffix(" Attorney General") for office in offices) == [
        "Colorado",
        "Kentucky",
        "New Hampshire",
        "New Jersey",
        "North Carolina",
        "South Carolina",
    ]
    topics = page.values("//ul[@aria-label='Topics']//a/text()")
    assert topics == ["Fentanyl", "WeChat", "Money laundering"]


@pytest.mark.skipif(not DOCUMENT.is_file(), reason=f"the received document is not at {DOCUMENT}")
def test_expected_words_are_those_of_the_received_document() -> None:
    """Its notes stand at the foot of its first page; here they come last."""
    received = DOCUMENT.read_text(encoding="utf-8").split("\n\n")
    first = next(n for n, block in enumerate(received) if block.startswith("¹"))
    last = next(n for n, block in enumerate(received) if block.startswith("²"))
    order = received[:first] + received[last + 1 :] + received[first : last + 1]
    # Asterisks and angle brackets are how the document marks italics and links.
    words = " ".join(order).replace("*", "").replace("<", "").replace(">", "").split()
    assert words == EXPECTED.read_text(encoding="utf-8").split()
