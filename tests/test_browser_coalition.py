"""Who signed, and how many letters there were each year: seen, read out, printed, by keyboard."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import FloatRect, Page, expect
from pypdf import PdfReader

from coalitions import officers, registries, signed_by
from reader import PHONE, WIDE, Reader
from sites import Site, build, served, write
from sources import letter
from test_browser_access import NARROW, SMALL, violations
from test_browser_keyboard import FARTHEST, tab_to

CONFIG = """\
site_name: Letters of officers
site_url: https://officers.example.org/letters-of-officers/
theme:
  name: material
plugins:
  - undersigned:
      share_images: false
"""
COALITION = "letters/2020-01-01-coalition/"
TOPIC = "topics/water/"
TWO, THREE = (10, 2012), (12, 2015)
"""Letters on the topic, and their years."""


@pytest.fixture(scope="module")
def officers_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a letter of three roles and both parties, and many letters on one topic."""
    folder = tmp_path_factory.mktemp("officers")
    left = officers("NC CO KY PR", party="Democratic")
    right = officers("SC NH TX", party="Republican", given="Blair")
    governors = officers("NC SC OR", "Governor", given="Casey")
    others = officers("VT NH ME", "", given="Dana")
    everybody = [*left, *right, *governors, *others]
    files = registries(everybody)
    files["topics.yml"] = "water:\n  label: Water\n"
    files["2020-01-01-coalition.md"] = signed_by(everybody, withdrawn=right[-1:])
    for count, year in (TWO, THREE):
        text = letter("topics: [Water]", date=f"{year}-01-01")
        files |= {f"{year}-01-01-{number}.md": text for number in range(count)}
    letters = {f"letters/{name}": text for name, text in files.items()}
    write(folder, {"mkdocs.yml": CONFIG, "docs/index.md": "# Letters of officers\n", **letters})
    site: Site = build(folder, folder / "site")
    with served(site) as url:
        yield url


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("viewport", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reader: Reader, officers_url: str, viewport: dict[str, int], scheme: str) -> None:
    page = reader.context(viewport=viewport, color_scheme=scheme).new_page()
    for address in (COALITION, TOPIC, ""):
        page.goto(officers_url + address)
        open_all(page)
        assert violations(page) == [], address
        assert page.evaluate(SMALL) == [], address
        room, needed = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
        assert needed <= room, address


# What axe does not look at: the colours of drawings, as the canvas brings them all to red, green and blue.
CONTRAST = """
([one, other]) => {
  const light = (colour) => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [least, most] = [light(one), light(other)].sort((a, b) => a - b);
  return most / least;
}
"""


def contrast(page: Page, one: str, other: str) -> float:
    """Return the contrast of two fills (WCAG 2.2), each given by a selector; `body` is its ground."""
    fills = [
        page.locator(selector).first.evaluate(
            "(one, name) => getComputedStyle(one)[name]", "backgroundColor" if selector == "body" else "fill"
        )
        for selector in (one, other)
    ]
    found: float = page.evaluate(CONTRAST, fills)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tiles_and_bars_are_told_apart(reader: Reader, officers_url: str, scheme: str) -> None:
    page = reader.open(officers_url + COALITION, color_scheme=scheme)
    assert contrast(page, ".signed-by path", ".others path") > 3
    assert contrast(page, ".signed-by path", "body") > 3
    assert contrast(page, ".signed-by path", ".signed-by text") > 4.5
    assert contrast(page, ".others path", ".others text") > 4.5
    assert contrast(page, ".taken-back text", "body") > 4.5
    page.goto(officers_url + TOPIC)
    assert contrast(page, ".by-year rect", "body") > 3


def test_colour_is_not_the_only_sign(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + COALITION)

    def looks(kind: str) -> tuple[str, ...]:
        styles = "one => [getComputedStyle(one).fontWeight, getComputedStyle(one).strokeDasharray]"
        text, path = (page.locator(f".{kind} {part}").first.evaluate(styles) for part in ("text", "path"))
        return text[0], path[1]

    assert len({looks(kind) for kind in ("signed-by", "others", "taken-back")}) == 3


def test_map_and_chart_have_names(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + COALITION)
    beside = page.get_by_role("complementary", name="About this letter")
    figure = beside.get_by_role("figure", name="Attorney General 6 of 56 jurisdictions")
    expect(figure.get_by_role("img", name="Tile map of the United States")).to_be_visible()
    expect(beside).to_contain_text(
        "Bipartisan on the day of signing: 4 Democratic, 2 Republican; party not known to the archive for 6."
    )
    page.goto(officers_url + TOPIC)
    figure = page.get_by_role("figure", name="Letters per year, 2012 to 2015; at most 12")
    expect(figure.get_by_role("img", name="Bar chart of letters per year, 2012 to 2015")).to_be_visible()


def test_lists_open_by_keyboard_without_a_script(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + COALITION, java_script_enabled=False)
    summary = page.locator(".coalition .signed-by > summary").first
    names = page.locator(".coalition .signed-by ul").first
    expect(names).to_be_hidden()
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.locator(".coalition .signed-by > summary:focus").count():
            break
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(names).to_be_visible()
    expect(names.get_by_role("listitem")).to_have_count(6)


def test_years_are_reached_by_keyboard(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + TOPIC)
    tab_to(page, page.locator(".by-year summary"))
    page.keyboard.press("Enter")
    link = page.locator(".by-year").get_by_role("link", name="2012")
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/water/#in-2012")
    expect(page.get_by_role("heading", name="2012")).to_be_in_viewport()


def test_letter_is_printed_without_its_map(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + COALITION)
    printed = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert "Avery Ash" in printed
    assert "Not among the signatories" not in printed
    assert "Bipartisan" not in printed


def test_chart_is_printed(reader: Reader, officers_url: str) -> None:
    page = reader.open(officers_url + TOPIC)
    page.emulate_media(media="print")
    expect(page.locator(".by-year svg")).to_be_visible()
    expect(page.locator(".by-year summary")).to_be_hidden()


def test_bars_stand_over_their_years(reader: Reader, officers_url: str) -> None:
    """The first bar begins and the last one ends with the line beneath, and a gap lies between."""
    for viewport in (WIDE, NARROW):
        page = reader.open(officers_url + TOPIC, viewport=viewport)
        line = box(page, ".by-year svg")
        bars = [box(page, f".by-year rect:nth-child({number})") for number in (1, 2)]
        year = line["width"] / 4
        assert bars[0]["x"] - line["x"] == pytest.approx(year * 0.1, abs=1)
        assert bars[1]["x"] - bars[0]["x"] == pytest.approx(3 * year, abs=1)
        assert bars[1]["height"] > bars[0]["height"]
        assert box(page, ".by-year__bars p")["width"] == pytest.approx(line["width"], abs=1)


def box(page: Page, selector: str) -> FloatRect:
    """Return where on the page something stands."""
    found = page.locator(selector).bounding_box()
    assert found
    return found
