"""What readers take away: the panel beside a letter, its card elsewhere, and the pages that explain it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from golden import golden, golden_names
from records import SETTINGS
from records import toy as toy_archive
from sites import SMALL, Page, Site, write
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.model.settings import Settings
from undersigned.outputs.oembed import oembed
from undersigned.plugin import read_settings
from undersigned.render.embedding import Shown, card_html, frame_html, shown
from undersigned.render.policy import content_security_policy
from undersigned.render.templates import Templates
from undersigned.views.data_files import CMIF, NO_CMIF
from undersigned.views.listings import LONGEST
from undersigned.views.sharing import contact_address, data_facts, feeds_facts, press_facts
from undersigned.views.words import signatories

URL = SETTINGS.absolute("")
MANY = "2021-05-03-keep-the-river-clean"
WITHDRAWN = "2021-05-03-statement-of-the-readers"
ARABIC = "2024-02-11-risala"
GOLDEN = (MANY, ARABIC, "2015-01-12-open-records")
SCRIPTS = ("engine.js", "letter.js", "quotation.js", "search.js", "verify.js")
ASSETS = {name: f"assets/{name}" for name in (*SCRIPTS, "embed.css", "search.css", "verify.css")}
SECTIONS = ("topics", "people", "organizations", "offices")


def templates(archive: Archive) -> Templates:
    return Templates([], {"site": archive.settings}, ASSETS, archive.letters)


def card_of(key: str) -> Shown:
    return shown(toy_archive(), toy_archive().whole(key))


def letters(site: Site) -> dict[str, Page]:
    """Return the pages of letters by id."""
    found = {
        page.address: page for page in site.pages.values() if page.values("//footer[@class='print-foot']")
    }
    assert found
    return {address.split("/")[1]: page for address, page in found.items()}


def small(folder: Path, files: Mapping[str, str]) -> Archive:
    kept = {name: text for name, text in SMALL.items() if not name.startswith("letters/")}
    write(folder, {**kept, **files})
    (folder / "letters").mkdir(exist_ok=True)
    return load(read_settings(folder / "mkdocs.yml"), clock())


# oEmbed ---------------------------------------------------------------------------------------

TYPES = {"photo", "video", "link", "rich"}
TEXTS = {"title", "author_name", "provider_name", "html"}
ADDRESSES = {"author_url", "provider_url", "thumbnail_url"}
THUMBNAIL = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
NUMBERS = {"width", "height", "thumbnail_width", "thumbnail_height", "cache_age"}


def broken_rules(response: Mapping[str, Any]) -> list[str]:
    """Return what an oEmbed response does not keep of sections 2.3.4 and 2.3.4.4 of the specification."""
    rules = {
        "type is required, and one of four": response.get("type") in TYPES,
        "version is required, and must be 1.0": response.get("version") == "1.0",
        "texts are texts": all(isinstance(response[name], str) for name in TEXTS & response.keys()),
        "addresses are http or https": all(
            urlsplit(response[name]).scheme in {"http", "https"} and urlsplit(response[name]).netloc
            for name in ADDRESSES & response.keys()
        ),
        "numbers are numbers": all(
            isinstance(response[name], int) and response[name] > 0 for name in NUMBERS & response.keys()
        ),
        "a thumbnail comes with both sizes": len(THUMBNAIL & response.keys()) in {0, len(THUMBNAIL)},
        "no other parameter": response.keys() <= {"type", "version"} | TEXTS | ADDRESSES | NUMBERS,
    }
    if response.get("type") == "rich":
        rules |= {
            f"rich: {name} is required": bool(response.get(name)) for name in ("html", "width", "height")
        }
    return [rule for rule, kept in rules.items() if not kept]


def test_oembed_keeps_the_rules(site: Site) -> None:
    for key in letters(site):
        response = json.loads((site.folder / "letters" / key / "oembed.json").read_bytes())
        assert broken_rules(response) == [], key
        assert response["type"] == "rich"
        # "Markup should be valid XHTML 1.0 Basic": one element, closed.
        frame = ET.fromstring(response["html"])
        assert (frame.tag, frame.get("src")) == ("iframe", f"{site.url}letters/{key}/embed/")
        assert (frame.get("width"), frame.get("height")) == (str(response["width"]), str(response["height"]))


@pytest.mark.parametrize(
    "change",
    [
        {"type": "card"}, {"version": 1.0}, {"html": ""}, {"width": "480"}, {"height": 0},
        {"provider_url": "/archive/"}, {"author_url": "javascript:alert(1)"}, {"thumbnail_url": None},
        {"description": "more"},
    ],
)  # fmt: skip
def test_the_rules_see_what_is_wrong(change: dict[str, object]) -> None:
    one = card_of(MANY)
    response = json.loads(oembed(SETTINGS, one, "<iframe></iframe>"))
    assert broken_rules(response) == []
    changed = {name: value for name, value in (response | change).items() if value is not None}
    assert broken_rules(changed) != []


def test_each_letter_leads_to_its_own_oembed(site: Site) -> None:
    for key, page in letters(site).items():
        (href,) = page.values("//head/link[@type='application/json+oembed']/@href")
        file = site.file(urlsplit(urljoin(site.url + page.address, href)).path)
        assert file == site.folder / "letters" / key / "oembed.json"


@pytest.mark.parametrize("key", GOLDEN)
def test_oembed_is_as_it_was_found_right(key: str) -> None:
    one = card_of(key)
    golden(f"oembed/{key}.json", oembed(SETTINGS, one, frame_html(templates(toy_archive()), one)))


def test_every_golden_file_is_compared() -> None:
    assert golden_names("oembed") == {f"{key}.json" for key in GOLDEN} | {f"{key}.html" for key in GOLDEN}


def test_oembed_without_share_images_has_no_thumbnail() -> None:
    response = json.loads(oembed(replace(SETTINGS, share_images=False), card_of(MANY), "<iframe></iframe>"))
    assert broken_rules(response) == []
    assert THUMBNAIL.isdisjoint(response)


def test_the_author_has_an_address_where_there_is_one_author() -> None:
    addresses = {key: card_of(key).author for key in (MANY, ARABIC, WITHDRAWN)}
    assert addresses == {MANY: "", ARABIC: f"{URL}people/nur-mithal/", WITHDRAWN: ""}


@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_an_archive_is_called(title: str, name: str) -> None:
    """`mkdocs.yml` is not read as strictly as letters are."""
    settings = replace(SETTINGS, site_name=name)
    one = card_of(MANY)._replace(title=title)
    frame = frame_html(templates(toy_archive()), one)
    response = json.loads(oembed(settings, one, frame))
    assert broken_rules(response) == []
    (element,) = html.fragments_fromstring(response["html"])
    assert (element.tag, list(element)) == ("iframe", [])


# Cards ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", GOLDEN)
def test_card_is_as_it_was_found_right(key: str) -> None:
    golden(f"oembed/{key}.html", card_html(templates(toy_archive()), card_of(key)) + "\n")


@pytest.mark.parametrize("key", [*GOLDEN, WITHDRAWN])
def test_card_says_what_it_must_and_needs_nothing(key: str) -> None:
    one = card_of(key)
    (card,) = html.fragments_fromstring(card_html(templates(toy_archive()), one))
    assert {element.tag for element in card.iter()} <= {"blockquote", "p", "a", "b"}
    assert {name for element in card.iter() for name in element.attrib} <= {"cite", "href", "lang", "dir"}
    text = card.text_content()
    for said in (one.title, one.date, one.signed, one.to or "open letter", SETTINGS.site_name, one.withdrawn):
        assert said in text
    assert card.xpath("@cite | //@href") == [one.url, one.url, URL]


@pytest.mark.parametrize("key", [*GOLDEN, WITHDRAWN])
def test_frame_says_what_it_must(key: str, toy: Site) -> None:
    one, page = card_of(key), toy.pages[f"letters/{key}/embed/"]
    text = " ".join(page.tree.find("body").text_content().split())
    for said in (one.title, one.date, one.signed, one.to or "open letter", SETTINGS.site_name, one.withdrawn):
        assert " ".join(said.split()) in text
    assert f"{one.signatures} signator" in text
    assert page.values("//h1/@lang") == ([one.language] if one.language != "en" else [])
    assert page.values("//h1/@dir") == (["rtl"] if key == ARABIC else ["ltr"] if one.language != "en" else [])


def test_frames_lead_out_and_stay_out_of_search_engines(toy: Site) -> None:
    for key in letters(toy):
        page = toy.pages[f"letters/{key}/embed/"]
        assert page.values("//a[not(@target='_top')]") == []
        assert [urljoin(URL + page.address, href) for href in page.values("//a/@href")] == [
            URL, f"{URL}letters/{key}/", f"{URL}letters/{key}/",
        ]  # fmt: skip
        assert page.values("//meta[@name='robots']/@content") == ["noindex"]
        assert page.values("//link[@rel='canonical']/@href") == [f"{URL}letters/{key}/"]
        assert page.values("//script | //form | //img | //iframe") == []
        assert f"{key}/embed" not in (toy.folder / "sitemap.xml").read_text()


def test_frames_may_ask_for_less_than_pages(toy: Site) -> None:
    (policy,) = toy.pages[f"letters/{MANY}/embed/"].values("//meta[@http-equiv]/@content")

    def directives(text: str) -> dict[str, str]:
        parts = (part.strip().partition(" ") for part in text.split(";"))
        return {name: allowed for name, _, allowed in parts}

    others = directives(content_security_policy(""))
    allowed = directives(policy)
    assert allowed["style-src"] == others["style-src"] == "'self'"
    assert {value for name, value in allowed.items() if name != "style-src"} == {"'none'"}


@pytest.mark.parametrize(
    ("names", "count", "said"),
    [
        ([], 0, ""),
        ([], 1, "1 person"),
        ([], 12, "12 people"),
        (["Ana"], 1, "Ana"),
        (["Ana"], 2, "Ana and 1 other"),
        (["Ana", "Bo"], 2, "Ana and Bo"),
        (["Ana", "Bo", "Cleo"], 3, "Ana, Bo and Cleo"),
        (["Ana", "Bo", "Cleo"], 4, "Ana, Bo and 2 others"),
        (["Ana", "Bo", "Cleo", "Dov"], 4, "Ana, Bo and 2 others"),
        (["Ana", "Bo"], 1_203, "Ana, Bo and 1,201 others"),
    ],
)
def test_who_signed_in_words(names: list[str], count: int, said: str) -> None:
    assert signatories(names, count) == said


# The panel beside a letter --------------------------------------------------------------------


def test_panel_is_whole_without_a_script(site: Site) -> None:
    for key, page in letters(site).items():
        (panel,) = page.tree.xpath("//*[@data-use]")
        assert panel.xpath("string(.//a[. = 'Permanent link']/@href)") == f"{site.url}letters/{key}/"
        assert panel.xpath(".//button") == []
        saved = dict(zip(panel.xpath(".//a/@download"), panel.xpath(".//a[@download]/@href"), strict=True))
        forms = {
            f"{key}-cite.bib",
            f"{key}-cite.ris",
            f"{key}-cite.json",
            f"{key}.md",
            f"{key}.txt",
            f"{key}.json",
        }
        styles = {f"{key}-apa.txt": "APA", f"{key}-chicago.txt": "Chicago", f"{key}-bluebook.txt": "Bluebook"}
        assert saved.keys() == forms | styles.keys()
        for name in forms:
            assert (site.folder / page.address / saved[name]).is_file(), name
        for name, label in styles.items():
            head, _, text = saved[name].partition(",")
            assert head == "data:text/plain;charset=utf-8"
            (shown_text,) = panel.xpath(".//div[h3 = $label]/p", label=label)
            assert unquote(text, errors="strict") == shown_text.text_content()
            assert f"letters/{key}/" in unquote(text)


def test_panel_holds_the_code_of_both_cards(toy: Site) -> None:
    for key, page in letters(toy).items():
        codes = {area.get("aria-label"): area.text for area in page.tree.xpath("//*[@data-use]//textarea")}
        made, one = templates(toy_archive()), card_of(key)
        assert codes == {"HTML card": card_html(made, one), "Frame": frame_html(made, one)}


def test_panel_does_not_weigh_much(toy: Site) -> None:
    (panel,) = letters(toy)[MANY].tree.xpath("//*[@data-use]")
    assert len(html.tostring(panel)) < 6_000


# The pages that explain it --------------------------------------------------------------------


def test_every_page_leads_to_them(site: Site) -> None:
    for page in site.pages.values():
        if page.address.endswith("/embed/"):
            continue
        base = site.url + page.address
        foot = {urljoin(base, href) for href in page.values("//footer//nav//a/@href")}
        assert {f"{site.url}{name}/" for name in ("press", "feeds", "data")} <= foot, page.file


def test_every_entry_leads_to_its_feed_and_its_record(site: Site) -> None:
    entries = [p for p in site.pages.values() if p.address.startswith(SECTIONS) and p.address.count("/") == 2]
    entries = [page for page in entries if page.values("//aside[starts-with(@aria-label, 'About ')]")]
    assert len(entries) > 10
    for page in entries:
        files = {file.name for file in (site.folder / page.address).iterdir()} & {"feed.xml", "index.json"}
        assert set(page.values("//aside//a/@href")) & {"feed.xml", "index.json"} == files, page.file


def test_list_of_feeds_names_every_feed(site: Site) -> None:
    page = site.pages["feeds/"]
    named = {urljoin(site.url + page.address, href) for href in page.values("//main//a/@href")}
    feeds = {
        address + "feed.xml" for address in site.current if (site.folder / address / "feed.xml").is_file()
    }
    assert len(feeds) > 3
    assert {site.url + feed for feed in (*feeds, "feed.json")} <= named


def test_list_of_feeds_stays_short(tmp_path: Path) -> None:
    people = "".join(f"ada-{n}:\n  name: Ada Number{n}\n" for n in range(LONGEST))
    front = "signatories:\n" + "".join(f"  - Ada Number{n}\n" for n in range(LONGEST)) + "topics: [lamps]\n"
    letter = SMALL["letters/2025/2025-05-02-keep-it-open.md"]
    files = {
        "letters/people.yml": people,
        "letters/topics.yml": "lamps:\n  label: Lamps\n",
        "letters/2025/2025-05-02-keep-it-open.md": letter.replace(
            "also_signed: |\n  Ana Pérez | nurse\n", front
        ),
    }
    archive = small(tmp_path, files)
    values = feeds_facts(archive).values
    assert [(g.title, g.total, len(g.entries)) for g in values["groups"]] == [  # type: ignore[attr-defined]
        ("Topics", 1, 1),
        ("People", LONGEST, 0),
    ]
    page = templates(archive).draw("feeds.html", "feeds/", {**values, "view": View("Feeds")})
    assert "300 of them have a feed of their own" in page
    assert 'href="../people/"' in page


class View:
    """What a template asks of a page's view."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.crumbs = ()


def test_people_with_feeds_are_in_order_of_family_names(toy: Site) -> None:
    names = [
        str(a.text_content()) for a in toy.pages["feeds/"].tree.xpath("//section[h2 = 'People']//li/a[1]")
    ]
    assert names.index("Jörg Beispiel") < names.index("Avery Example") < names.index("Ada Roster")


def test_data_page_names_every_file(site: Site) -> None:
    page = site.pages["data/"]
    named = set(page.values("//dl//a/@href"))
    files = {path.relative_to(site.folder / "data").as_posix() for path in (site.folder / "data").rglob("*")}
    files = {name for name in files if (site.folder / "data" / name).is_file()} - {"index.html"}
    assert named == files


def test_data_page_states_the_licence_and_what_it_keeps_back(toy: Site) -> None:
    (licence,) = toy.pages["data/"].tree.xpath("//section[h2 = 'Licence']")
    assert SETTINGS.rights in licence.xpath(".//a/@href")
    assert NO_CMIF not in toy.pages["data/"].text


def test_data_page_without_a_licence(tmp_path: Path) -> None:
    archive = small(tmp_path, SMALL)
    facts = data_facts(archive)
    page = templates(archive).draw("data.html", "data/", {**facts.values, "view": View("Data")})
    assert "This archive states no licence:" in page
    assert NO_CMIF in page
    assert CMIF not in html.document_fromstring(page).xpath("//dl//a/@href")


def test_pages_of_an_archive_without_letters(tmp_path: Path) -> None:
    archive = small(tmp_path, {"mkdocs.yml": SMALL["mkdocs.yml"]})
    assert archive.letters == {}
    made = templates(archive)
    for name, facts in (("press", press_facts), ("feeds", feeds_facts), ("data", data_facts)):
        page = made.draw(f"{name}.html", f"{name}/", {**facts(archive).values, "view": View(name)})
        assert "letters/None" not in page
        tree = html.document_fromstring(page)
        assert tree.xpath("//h1") != []
        assert [href for href in tree.xpath("//a/@href") if "letters/2" in href] == []
        assert tree.xpath("//iframe") == []


def test_press_page_shows_the_newest_letter(toy: Site) -> None:
    page = toy.pages["press/"]
    newest = "2026-03-20-embargo-that-was-lifted"
    beside = letters(toy)[newest]
    codes = "//textarea/text() | //section[@aria-labelledby='cite']//div/p/text()"
    own = "//*[@data-use]//textarea/text() | //*[@data-use]//div/p/text()"
    assert sorted(page.values(codes)) == sorted(beside.values(own))
    assert page.values("//iframe/@src") == [f"../letters/{newest}/embed/"]
    (paragraph,) = page.values("//code/text()[contains(., '#')]")
    assert paragraph.removeprefix(f"{URL}letters/{newest}/#") in beside.ids


def test_press_page_is_made_anew_when_the_letter_changes() -> None:
    """Its examples stand on no card, so something in its facts must stand for them."""
    archive = toy_archive()
    facts = press_facts(archive)
    (key,) = facts.letters
    other = replace(archive, letters={**archive.letters, key: archive.letters[key]._replace(seal=b"other")})
    assert press_facts(other).values != facts.values


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        (None, None),
        ("", None),
        ("press@letters.example.org", "mailto:press@letters.example.org"),
        (" press+letters@example.org ", "mailto:press+letters@example.org"),
        ("mailto:press@letters.example.org", "mailto:press@letters.example.org"),
        ("https://letters.example.org/contact", "https://letters.example.org/contact"),
        ("The press office, 12 Sample Street", None),
        ("Ask press@letters.example.org or call", None),
        ("a@example.org?bcc=b@example.org", None),
        ("javascript:alert(1)", None),
        ("https://example.org/ or call", None),
    ],
)
def test_press_contact(contact: str | None, address: str | None) -> None:
    assert contact_address(Settings(folder=Path(), contact=contact)) == address
