"""Pages with many letters show how many there were each year, and the home page what there is in all."""

import re
from pathlib import Path

import pytest
from lxml import html

from sources import LETTER, archive, letter, write
from undersigned.archive.archive import Archive
from undersigned.render.templates import Templates
from undersigned.views.charts import Chart, Year, chart, listing_chart
from undersigned.views.listings import LONGEST, letters_listing
from undersigned.views.pages import home_facts, pages
from undersigned.views.view import Part

FRONT = """\
signatories:
  - name: Avery Example
    office: mayor
  - name: Northland Society
recipients: []
topics: [Water]
"""
REGISTRIES = {
    "people.yml": "avery-example:\n  name: Avery Example\n  offices:\n    - office: mayor\n",
    "offices.yml": "mayor:\n  label: Mayor of Northland\n",
    "organizations.yml": "northland-society:\n  name: Northland Society\n",
    "topics.yml": "water:\n  label: Water\n",
}
HOSTS = (
    "people/avery-example/",
    "organizations/northland-society/",
    "offices/mayor/",
    "topics/water/",
)


def made(folder: Path, years: dict[int, int]) -> Archive:
    """Return an archive with so many letters in each year, all with the same signatories and topic."""
    days = [f"{year}-01-01" for year, count in years.items() for _ in range(count)]
    text = {day: letter(FRONT, date=day, signed="") for day in days}
    files = {f"{day}-{number}.md": text[day] for number, day in enumerate(days)}
    return archive(write(folder, {**REGISTRIES, **files}))


def parts(years: dict[int, int]) -> list[Part]:
    return [Part(title=f"{year}", address=f"letters/{year}/", count=count) for year, count in years.items()]


def drawn(shown: Chart | None) -> html.HtmlElement:
    text = Templates([], {}, {}, {}).macro("charts.html", "by_year", shown, "../../")
    return html.fragment_fromstring(text, create_parent="div")


def test_years_without_letters_are_gaps() -> None:
    shown = chart(parts({2015: 4, 2010: 16}))
    assert shown == Chart(
        (Year("2010", 0, 16, "letters/2010/"), Year("2015", 5, 4, "letters/2015/")), length=6, most=16
    )
    bars = drawn(shown).xpath("//rect")
    assert [(bar.get("x"), bar.get("y"), bar.get("height")) for bar in bars] == [
        ("1", "0.0", "100.0"),
        ("51", "75.0", "25.0"),
    ]
    assert drawn(shown).xpath("string(//svg/@viewbox)") == "0 0 60 100"


def test_chart_is_told_in_words_and_leads_to_each_year() -> None:
    page = drawn(chart(parts({2010: 19, 2015: 1})))
    assert page.xpath("string(//figcaption)") == "Letters per year, 2010 to 2015; at most 19"
    assert page.xpath("//svg[@role='img']/@aria-label")[0].startswith("Bar chart of letters per year")
    assert [item.text_content().strip() for item in page.xpath("//li")] == [
        "2010 19 letters",
        "2015 1 letter",
    ]
    assert page.xpath("//li/a/@href") == ["../../letters/2010/", "../../letters/2015/"]
    assert page.xpath("//rect/title/text()") == ["2010: 19 letters", "2015: 1 letter"]


def test_a_single_letter_among_thousands_can_be_seen() -> None:
    bars = drawn(chart(parts({2010: 5000, 2011: 1}))).xpath("//rect")
    assert float(bars[1].get("height")) >= 1.5
    assert all(float(bar.get("y")) + float(bar.get("height")) == 100 for bar in bars)


@pytest.mark.parametrize("years", [{}, {2010: 1}, {2010: 40}, {2010: 10, 2011: 9}])
def test_few_letters_and_one_year_have_no_chart(years: dict[int, int]) -> None:
    assert chart(parts(years)) is None
    assert drawn(None).text_content().strip() == ""


def test_pages_with_twenty_letters_have_a_chart(tmp_path: Path) -> None:
    few, enough = tmp_path / "few", tmp_path / "enough"
    few.mkdir()
    enough.mkdir()
    for folder, years, has in ((few, {2010: 9, 2012: 10}, False), (enough, {2010: 9, 2012: 11}, True)):
        facts = {view.address: view.facts() for view in pages(made(folder, years)) if view.address in HOSTS}
        assert tuple(facts) == HOSTS
        assert {address for address, one in facts.items() if one.values["chart"]} == set(HOSTS if has else ())


def test_years_of_a_short_list_stand_on_the_same_page(tmp_path: Path) -> None:
    few = made(tmp_path, {2010: 9, 2012: 11})
    listing = letters_listing("topics/water/", few.letters, {})
    shown = listing_chart("topics/water/", listing)
    assert shown
    assert [year.address for year in shown.years] == ["topics/water/#in-2010", "topics/water/#in-2012"]
    assert {year.address.partition("#")[2] for year in shown.years} == {one.anchor for one in listing.groups}


def test_years_of_a_long_list_have_pages(tmp_path: Path) -> None:
    many = made(tmp_path, {2010: LONGEST, 2012: 1})
    views = {view.address: view for view in pages(many)}
    for host in HOSTS:
        shown = views[host].facts().values["chart"]
        assert isinstance(shown, Chart)
        assert [(year.address, year.letters) for year in shown.years] == [
            (f"{host}2010/", LONGEST),
            (f"{host}2012/", 1),
        ]
        assert {year.address for year in shown.years} <= views.keys()


def home(found: Archive) -> html.HtmlElement:
    """Return what the home page shows beneath its opening words, but for its newest letter."""
    facts = home_facts(found)
    templates = Templates([], {"site": found.settings}, {}, found.letters)
    values = {**facts.values, "excerpt": ""}
    if isinstance(facts.values["newest"], str):
        values["newest"] = found.letters[facts.values["newest"]]
    page = templates.draw("home.html", "", values, facts.letters)
    return html.fragment_fromstring(page, create_parent="div")


def figures(page: html.HtmlElement) -> list[str]:
    return [span.text_content().strip() for span in page.xpath("//section[@class='glance']/p/span")]


def test_home_page_says_how_much_there_is(tmp_path: Path) -> None:
    page = home(made(tmp_path, {2010: 9, 2012: 11}))
    assert figures(page) == [
        "20 letters",
        "40 signatures",
        "1 person",
        "1 organization",
        "1 office",
        "1 topic",
        "from 2010 to 2012",
    ]
    assert page.xpath("//section[@class='glance']/p//a/@href") == [
        f"./{name}/" for name in ("letters", "people", "organizations", "offices", "topics")
    ]
    assert page.xpath("//section[@class='glance']//li/a/@href") == ["./letters/2010/", "./letters/2012/"]


def test_home_page_is_silent_about_what_there_is_none_of(tmp_path: Path) -> None:
    page = home(archive(write(tmp_path, {"2020-01-01-a.md": LETTER})))
    assert figures(page) == ["1 letter", "1 signature", "from 2020"]
    assert page.xpath("//svg") == []


def test_home_page_without_letters_has_no_figures(tmp_path: Path) -> None:
    page = home(archive(write(tmp_path, {})))
    assert page.xpath("//section[@class='glance'] | //svg") == []
    assert "No letter has been published yet." in page.text_content()


def test_nothing_is_said_that_another_day_makes_untrue(tmp_path: Path) -> None:
    page = home(made(tmp_path, {2010: 9, 2012: 11}))
    assert not re.search(
        r"\b(today|this year|now|ago|current|so far|since)\b", page.text_content(), re.IGNORECASE
    )
