"""What every page of a built site has, and what no page has."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from sites import Page, Site

POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"
ASKED = (
    "//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src | //audio/@src | //embed/@src"
    " | //object/@data | //form/@action | //@poster | //@srcset"
    " | //link[not(@rel='canonical' or @rel='license' or starts-with(@rel, 'schema.'))]/@href"
    " | //@formaction | //@ping | //@background | //use/@href"
)
DATA = frozenset({"application/json", "application/ld+json"})


def policy(page: Page) -> dict[str, list[str]]:
    """Return the page's Content-Security-Policy: what each directive allows."""
    (text,) = page.values(POLICY)
    parts = (part.split() for part in text.split(";"))
    return {name: allowed for name, *allowed in parts}


def inline_scripts(page: Page) -> list[str]:
    found = page.tree.xpath("//script[not(@src)]")
    return [script.text or "" for script in found if script.get("type") not in DATA]


def test_every_page_has_a_policy(site: Site) -> None:
    for page in site.pages.values():
        allowed = policy(page)
        assert allowed["default-src"] == ["'none'"], page.file
        assert {"script-src", "style-src", "connect-src", "base-uri", "form-action"} <= allowed.keys()
        words = {word for each in allowed.values() for word in each}
        unsafe = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "https:", "http:"}
        assert not words & unsafe, page.file
        assert {word for word in words if "." in word} == set(), page.file


def test_policy_stands_before_anything_that_runs(site: Site) -> None:
    for page in site.pages.values():
        before = "[preceding::meta[@http-equiv='Content-Security-Policy']]"
        assert len(page.values(f"//script{before} | //link{before}")) == len(page.values("//script | //link"))


def test_policy_allows_every_inline_script_and_no_other(site: Site) -> None:
    for page in site.pages.values():
        digests = {b64encode(sha256(script.encode()).digest()).decode() for script in inline_scripts(page)}
        hashes = {word for word in policy(page)["script-src"] if word.startswith("'sha256-")}
        assert hashes == {f"'sha256-{digest}'" for digest in digests}, page.file


def test_inline_scripts_are_the_themes_own(site: Site) -> None:
    """A script that came out of a letter would get a hash like any other."""
    scripts = Counter(script for page in site.pages.values() for script in set(inline_scripts(page)))
    everywhere = len(site.pages)
    # The settings of Material's script name the root of the site, which the missing page has absolute.
    rare = [script for script, pages in scripts.items() if pages < everywhere - 2]
    assert [script for script in rare if not script.lstrip().startswith("{")] == []


def test_no_page_holds_a_style_or_a_handler(site: Site) -> None:
    for page in site.pages.values():
        found = page.values("//@style | //style | //@*[starts-with(name(), 'on')]")
        assert found == [], page.file
        assert [url for url in page.values("//@href") if url.lower().startswith("javascript:")] == []


def test_no_page_asks_anything_of_another_host(site: Site) -> None:
    host = urlsplit(site.url).netloc
    for page in site.pages.values():
        base = urljoin(site.url, page.address)
        asked = {urlsplit(urljoin(base, url)).netloc for url in page.values(ASKED)}
        assert asked <= {host, ""}, page.file
        assert page.values("//base") == [], page.file
        leads_on = page.values("//meta[@http-equiv='refresh']/@content")
        assert [one.removeprefix("0; url=") for one in leads_on] == page.values("//a[@data-moved]/@href")


def test_no_style_sheet_asks_anything_of_another_host(site: Site) -> None:
    sheets = list(site.folder.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        named = re.findall(r"url\(\s*['\"]?([^'\")]*)|@import\s+['\"]([^'\"]*)", sheet.read_text())
        urls = [urlsplit(first or second) for first, second in named]
        assert {url.netloc for url in urls if url.scheme != "data"} <= {""}, sheet.name


def test_every_page_says_what_it_is(site: Site) -> None:
    for page in site.current.values():
        (language,) = page.values("/html/@lang")
        assert language == "en"
        (title,) = page.values("//title/text()")
        assert title.strip(), page.file
        if page.address == "404.html" or page.address.endswith("/embed/"):
            continue
        (canonical,) = page.values("//link[@rel='canonical']/@href")
        assert canonical == site.url + page.address
        (description,) = page.values("//meta[@name='description']/@content")
        assert 0 < len(description) <= 201, page.file
        graph = {name: page.values(f"//meta[@property='og:{name}']/@content") for name in GRAPH}
        assert graph["url"] == [canonical]
        assert graph["description"] == [description]
        assert graph["title"][0] in title
        assert all(len(values) == 1 for values in graph.values()), page.file
        assert graph["type"] == [open_graph_type(page)], page.file


def open_graph_type(page: Page) -> str:
    """Return what Open Graph calls a page: a letter is an article, an entry's page may be a profile."""
    if page.values("//article[contains(@class, 'sheet')]/footer"):
        return "article"
    section, _, key = page.address.partition("/")
    return "profile" if key and section in {"people", "organizations"} else "website"


GRAPH = ("site_name", "type", "title", "description", "url", "locale")


def test_titles_differ(site: Site) -> None:
    titles = Counter(page.values("//title/text()")[0] for page in site.current.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_ids_are_unique(site: Site) -> None:
    for page in site.pages.values():
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert twice == [], page.file


def test_every_page_has_one_heading_and_skips_no_level(site: Site) -> None:
    for page in site.pages.values():
        headings = page.tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        levels = [int(heading.tag[1]) for heading in headings]
        assert levels.count(1) == 1, page.file
        deeper = [low - high for high, low in pairwise(levels)]
        assert max(deeper, default=0) <= 1, (page.file, levels)


def test_letters_are_marked_with_their_language(toy: Site) -> None:
    expected = {
        "letters/2015-01-12-open-records/": "en",
        "letters/2023-04-05-gracias-por-el-rio/": "es",
        "letters/2024-02-11-risala/": "ar",
    }
    for address, language in expected.items():
        page = toy.pages[address]
        assert page.values("//article/@lang") == [language]
        assert page.values("//h1/@lang") == ([language] if language != "en" else [])
        row = f"//a[contains(@href, '{address}')]/ancestor::*[@lang][1]/@lang"
        assert set(toy.pages["letters/"].values(row)) == {language}
