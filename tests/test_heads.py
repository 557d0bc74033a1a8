"""What other programs read in the head of each page, with the libraries that read it for them."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import extruct
import pytest
from PIL import Image

from golden import golden, golden_names
from sites import Page, Site
from undersigned.views.heads import locale
from zotero import zotero_item

Json = dict[str, Any]

SHOWN = (
    "",
    "about/",
    "data/",
    "letters/",
    "letters/2015-01-12-open-records/",
    "letters/2020-03-31-library-budgets/",
    "letters/2021-05-03-keep-the-river-clean/",
    "letters/2021-05-03-statement-of-the-readers/",
    "letters/2021/",
    "letters/2023-04-05-gracias-por-el-rio/",
    "letters/2024-02-11-risala/",
    "letters/2024-03-01-markup-is-text/",
    "letters/2025-05-02-keep-the-riverside-library-open/",
    "letters/2025-06-06-corrected-letter/",
    "offices/library-president/",
    "offices/northland-attorney-general/",
    "organizations/northland-library-association/",
    "organizations/northland-readers-circle/",
    "people/",
    "people/avery-example/",
    "people/dana-placeholder/",
    "search/",
    "topics/",
    "topics/open-records/",
    "topics/punctuation/",
)
"""Pages of the toy archive whose heads somebody has read."""


def read(page: Page, syntax: str) -> Any:  # noqa: ANN401 - whatever a page says
    """Return what `extruct` reads in one syntax."""
    return extruct.extract(page.text, syntaxes=[syntax])[syntax]


def graph(page: Page) -> list[Json]:
    """Return the records of a page: it has one document of them."""
    (document,) = read(page, "json-ld")
    assert document.keys() == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    records: list[Json] = document["@graph"]
    return records


def open_graph(page: Page) -> list[list[str]]:
    (found,) = read(page, "opengraph")
    properties: list[list[str]] = [list(pair) for pair in found["properties"]]
    return properties


def dublin_core(page: Page) -> list[list[str]]:
    (found,) = read(page, "dublincore")
    # The description that every page has counts as one of Dublin Core's.
    named = [each for each in found["elements"] if each["name"].startswith("DC.")]
    assert {each["URI"].rpartition("/")[0] for each in named} == {"http://purl.org/dc/elements/1.1"}
    return [[each["name"], each["content"]] for each in named]


def documents(site: Site) -> Iterator[Page]:
    """Yield the pages that are read on their own: none in a frame, none at a former address."""
    for page in site.current.values():
        if page.address != "404.html" and not page.address.endswith("/embed/"):
            yield page


def file_name(address: str) -> str:
    return f"{address.strip('/').replace('/', '.') or 'home'}.json"


@pytest.mark.parametrize("address", SHOWN)
def test_golden(toy: Site, address: str) -> None:
    page = toy.pages[address]
    links = page.tree.xpath("//head/link[@rel='canonical' or @rel='alternate' or @rel='license']")
    said = {
        "graph": graph(page),
        "open graph": open_graph(page),
        "twitter": page.values("//meta[starts-with(@name, 'twitter:')]/@content"),
        "dublin core": dublin_core(page),
        "zotero": zotero_item(page),
        "links": [dict(link.attrib) for link in links],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    golden(f"heads/{file_name(address)}", text)


def test_golden_files_are_all_compared() -> None:
    assert golden_names("heads") == set(map(file_name, SHOWN))


def test_every_page_says_what_kind_it_is(site: Site) -> None:
    kinds = {page.address: [record["@type"] for record in graph(page)] for page in documents(site)}
    for address, (kind, *more) in kinds.items():
        section, _, rest = address.partition("/")
        is_list = not rest or rest.strip("/").isdigit()
        way = ["BreadcrumbList"]
        expected: dict[str, list[str]] = {
            "": ["WebSite"],
            "letters": ["CollectionPage", *([] if not rest else way)] if is_list else ["Message", *way],
            "people": ["CollectionPage"] if is_list else ["ProfilePage", "Person", *way],
            "organizations": ["CollectionPage"] if is_list else ["ProfilePage", "Organization", *way],
            "offices": ["CollectionPage"] if is_list else ["CollectionPage", "Occupation", *way],
            "topics": ["CollectionPage"] if is_list else ["CollectionPage", "DefinedTerm", *way],
            "search": ["SearchResultsPage"],
            "data": ["WebPage", "Dataset"],
        }
        assert [kind, *more] == expected.get(section, ["WebPage"]), address


def addresses(value: object) -> Iterator[str]:
    """Yield every address that a record names."""
    if isinstance(value, list):
        for each in value:
            yield from addresses(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in {"@id", "url", "item", "contentUrl", "urlTemplate", "license", "sameAs"}:
                yield from each if isinstance(each, list) else [each]
            else:
                yield from addresses(each)


def test_every_address_is_absolute_and_leads_somewhere(site: Site) -> None:
    """The fragment of an `@id` parts a thing from the page about it; no page has such a place."""
    for page in documents(site):
        found = set(addresses(graph(page)))
        assert found
        for url in found:
            parts = urlsplit(url)
            assert parts.scheme in {"http", "https"}, url
            if url.startswith(site.url):
                assert site.file(unquote(parts.path)), (page.file, url)


def test_records_are_the_same_wherever_they_stand(toy: Site) -> None:
    """What has one `@id` has one name; only letters print other names, and none of their own."""
    names: dict[str, set[str]] = {}
    for page in documents(toy):
        if graph(page)[0]["@type"] != "Message":
            for record in nested(graph(page)):
                if "@id" in record and "name" in record:
                    names.setdefault(record["@id"], set()).add(record["name"])
    assert len(names) > 80
    assert {key for key, found in names.items() if len(found) > 1} == set()


def nested(value: object) -> Iterator[Json]:
    if isinstance(value, list):
        for each in value:
            yield from nested(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nested(each)


def test_nothing_in_a_record_is_empty(site: Site) -> None:
    for page in documents(site):
        for record in nested(graph(page)):
            assert [name for name, value in record.items() if value in ("", None, [], {})] == [], page.file


def test_way_ends_with_the_page_itself(site: Site) -> None:
    for page in documents(site):
        for record in graph(page):
            if record["@type"] == "BreadcrumbList":
                steps = record["itemListElement"]
                assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
                assert steps[-1]["item"] == site.url + page.address
                crumbs = page.tree.xpath("//nav[@class='crumbs']//a")
                assert [step["name"] for step in steps[:-1]] == [crumb.text for crumb in crumbs]


def test_only_who_stands_by_a_letter_sent_it(toy: Site) -> None:
    """Private signatories are named and nothing else; who withdrew or asked to go is not."""
    page = toy.pages["letters/2021-05-03-keep-the-river-clean/"]
    senders = graph(page)[0]["sender"]
    assert len(senders) == 25 + 3
    assert senders[0]["name"] == "Avery Example"
    assert senders[-3:] == [
        {"@type": "Person", "name": "Ana Pérez"},
        {"@type": "Person", "name": "Lena Tran"},
        {"@type": "Person", "name": "Chris Private"},
    ]
    assert "Blair Sample" not in {sender["name"] for sender in senders}
    named = [name for tag, name in dublin_core(page) if tag == "DC.creator"]
    assert len(named) == 28
    assert named[0] == "Example, Avery"
    assert "Sample, Blair" not in named


def test_open_graph_is_whole(site: Site) -> None:
    needed = {"og:title", "og:type", "og:url", "og:image", "og:site_name", "og:locale", "og:image:alt"}
    for page in documents(site):
        said = open_graph(page)
        one = dict(said)
        assert needed <= one.keys(), page.file
        repeated = [name for name, _ in said if name != "article:tag"]
        assert len(repeated) == len(set(repeated)), page.file
        assert page.values("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
        with Image.open(site.folder / one["og:image"].removeprefix(site.url)) as image:
            size = (one["og:image:width"], one["og:image:height"], one["og:image:type"])
            assert (*map(str, image.size), Image.MIME[image.format or ""]) == size


def test_letters_lead_to_their_other_forms(site: Site) -> None:
    letters = [page for page in documents(site) if graph(page)[0]["@type"] == "Message"]
    assert letters
    for page in letters:
        found = {}
        for link in page.tree.xpath("//link[@rel='alternate']"):
            if "/" not in link.get("href") or link.get("type") == "application/json+oembed":
                found[link.get("type")] = link.get("href")
        url = site.url + page.address
        assert found.pop("application/json+oembed") == url + "oembed.json"
        assert found == {
            "application/json": "index.json",
            "text/markdown": "index.md",
            "text/plain": "index.txt",
            "application/x-bibtex": "cite.bib",
        }
        (title,) = page.values("//link[@type='application/json+oembed']/@title")
        assert json.loads((site.folder / page.address / "oembed.json").read_bytes())["title"] == title


def test_feeds_are_found(site: Site) -> None:
    """Every page leads to the archive's feeds, and what has a feed of its own to that first."""
    for page in documents(site):
        atom = page.values("//link[@type='application/atom+xml']/@href")
        has_own = (site.folder / page.address / "feed.xml").is_file() and page.address
        root = "../" * page.address.count("/") or "./"
        assert atom == [*(["feed.xml"] if has_own else []), f"{root}feed.xml"], page.file
        assert page.values("//link[@type='application/feed+json']/@href") == [f"{root}feed.json"]
        entry = page.values("//link[@type='application/json']/@href")
        assert entry == (["index.json"] if (site.folder / page.address / "index.json").is_file() else [])


def test_zotero_takes_letters_for_letters(site: Site) -> None:
    for page in documents(site):
        item = zotero_item(page)
        if graph(page)[0]["@type"] == "Message":
            assert item["itemType"] == "letter", page.file
            assert item["date"] == page.address.split("/")[1][:10]
            # These would be printed in citations, or filed as something that they are not.
            assert item.keys() & {"letterType", "extra"} == set()
        else:
            assert item["itemType"] == "webpage", page.file
        assert page.values("//meta[starts-with(@name, 'citation_')]") == []


@pytest.mark.parametrize(
    ("letter", "creators"),
    [
        (
            "2015-01-12-open-records",
            [
                ("author", "Example", "Avery"),
                # Zotero parts whatever has a comma.
                ("recipient", "Department of Examples", "Samples and Specimens"),
                ("recipient", "Onlooker", "Harper"),
            ],
        ),
        (
            "2020-03-31-library-budgets",
            [
                ("author", "Placeholder", "Dana"),
                ("author", "Northland Library Association", ""),
                ("author", "Riverside Readers", ""),
                ("recipient", "Placeholder", "Dana"),
                ("recipient", "Mockup", "Gale"),
            ],
        ),
        (
            "2025-06-06-corrected-letter",
            [
                ("author", "Specimen", "Casey R. Jr"),
                ("author", "Sample", "Blair"),
                ("recipient", "Example", "Avery"),
            ],
        ),
        (
            "2023-04-05-gracias-por-el-rio",
            [("author", "Muestra", "Inés de la"), ("recipient", "Example", "Avery")],
        ),
        (
            "2025-05-02-keep-the-riverside-library-open",
            [("author", "Pérez", "Ana"), ("author", "Tran", "Lena")],
        ),
    ],
)
def test_zotero_parts_names(toy: Site, letter: str, creators: list[tuple[str, str, str]]) -> None:
    assert zotero_item(toy.pages[f"letters/{letter}/"])["creators"] == creators


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "en_US"),
        ("es", "es_ES"),
        ("de-AT", "de_AT"),
        ("ar", "ar_EG"),
        ("zh-Hant", "zh_TW"),
        ("eo", "eo"),
    ],
)
def test_locales(language: str, expected: str) -> None:
    assert locale(language) == expected
