"""The search page over an index in pieces: all are searched as one, and little is downloaded."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from threading import Thread
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, expect

from reader import HERE, Reader
from undersigned.outputs.search import Document, SearchIndex, build_engine, build_piece, build_values
from undersigned.render.policy import content_security_policy
from undersigned.work.memory import Nothing

PACKAGE = Path(__file__).parent.parent / "scripts" / "undersigned"
SIGNATORIES = ("Ana Pérez", "Bo Li", 'Cy "Ace" Doe & Sons')
TOPICS = ("Water", "Parks", "Only in 2003")
RIVERS = (0, 40, 80, 30, 70, 20, 60, 10, 50)


def letter(number: int) -> Document:
    """Make a letter; number 0 is the oldest of three a year. RIVERS says how often it has the word."""
    year = 2001 + number // 3
    return Document(
        address=f"letters/{year}-{number % 3 + 1:02}-01-{number}/",
        kind="letter",
        title=f"Letter {number}",
        date=f"{year}-{number % 3 + 1:02}-01",
        language="en",
        line="open letter",
        filters={
            "topic": (TOPICS[number % 2], *([TOPICS[2]] if year == 2003 else [])),
            "year": (str(year),),
            "signatory": (SIGNATORIES[number % 3], SIGNATORIES[(number + 1) % 3]),
        },
        words=" ".join(["river", "bank", "meadow"] + ["river"] * RIVERS[number] + [f"only{number}"]),
        extra="",
    )


LETTERS = [letter(number) for number in range(9)]
PERSON = Document(
    address="people/bo-li/",
    kind="person",
    title="Bo Li, keeper of the river",
    date=None,
    language="en",
    line="signed 6 letters",
    filters={},
    words="Bo Li",
    extra="",
)
VALUES = {
    "topic": {"Water": "topics/water/", "Parks": "", "Only in 2003": ""},
    "signatory": dict.fromkeys(SIGNATORIES, "people/x/"),
    "year": {"2001": "letters/2001/", "2002": "letters/2002/", "2003": "letters/2003/"},
}
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>Search</title></head>
<body>{content}</body></html>"""


@dataclass
class Served:
    """A folder served, with a note of what was asked for; `gone` holds the names that are not there."""

    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    gone: set[str] = field(default_factory=set)
    index: SearchIndex | None = None

    def of(self, ending: str) -> int:
        """Return how many files with such a name were asked for."""
        return sum(count for path, count in self.asked.items() if path.endswith(ending))


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, served: Served, **more: Any) -> None:  # noqa: ANN401 - passed on
        self.served = served
        super().__init__(*arguments, **more)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.served.asked[path] += 1
        if path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        elif any(name in path for name in self.served.gone):
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True


def write_site(folder: Path) -> SearchIndex:
    """Write a search page, and an index with a piece for each of three years."""
    memory = Nothing()
    engine = build_engine(language="en", memory=memory)
    pieces = [build_piece(LETTERS[start : start + 3], language="en", memory=memory) for start in (6, 3, 0)]
    entries = build_piece([PERSON], language="en", memory=memory)
    values, content = build_values(VALUES)
    for bundle in (engine, *pieces, entries):
        assert bundle.files is not None
        for path, data in bundle.files.items():
            target = folder / "search" / bundle.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    (folder / "search" / values).write_bytes(content)
    names = tuple(piece.name for piece in pieces)
    index = SearchIndex(engine=engine.name, pieces=names, entries=entries.name, values=values)
    for asset in ("engine.js", "search.js", "search.css"):
        copyfile(PACKAGE / "theme" / "assets" / "undersigned" / asset, folder / asset)
    templates = Environment(loader=FileSystemLoader(PACKAGE / "templates"), autoescape=True)
    facts = {"root": "../", "index": index, "sections": [], "asset": lambda name: f"../{name}"}
    drawn = templates.get_template("search.html").render(facts)
    page = FRAME.format(content=drawn, policy=content_security_policy(drawn))
    (folder / "search" / "index.html").write_text(page, encoding="utf-8")
    return index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SearchIndex]:
    folder = tmp_path_factory.mktemp("pieces")
    return folder, write_site(folder)


@pytest.fixture
def served(folder: tuple[Path, SearchIndex]) -> Iterator[Served]:
    served = Served(index=folder[1])
    with Server((HERE, 0), partial(Handler, served=served, directory=str(folder[0]))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        served.url = f"http://{HERE}:{server.server_port}/search/"
        yield served
        server.shutdown()
        thread.join()


def titles(page: Page) -> list[str]:
    return page.locator(".search-results a").all_inner_texts()


def said(page: Page, text: str) -> None:
    expect(page.locator(".search-status")).to_have_text(text)


def numbers(*wanted: int) -> list[str]:
    return [f"Letter {number}" for number in wanted]


def test_best_match_of_all_pieces_comes_first(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?q=only7")
    said(page, "1 result for “only7”.")
    assert titles(page) == numbers(7)
    page.goto(f"{served.url}?q=river")
    said(page, "10 results for “river”.")
    assert set(titles(page)) == {PERSON.title, *numbers(*range(9))}
    # The best of each piece comes before the worst of any.
    best = [titles(page).index(title) for title in numbers(2, 4, 6)]
    worst = [titles(page).index(title) for title in numbers(0, 5, 7)]
    assert max(best) < min(worst)


def test_what_matches_alike_comes_newest_first(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?topic=Water&year=2001&year=2002&year=2003")
    said(page, "5 results with these filters.")
    assert titles(page) == numbers(8, 6, 4, 2, 0)


def test_order_of_date_is_exact_across_pieces(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?q=river&sort=newest")
    said(page, "9 results for “river”, newest first.")
    assert titles(page) == numbers(*reversed(range(9)))
    page.get_by_label("Order").select_option("oldest")
    said(page, "9 results for “river”, oldest first.")
    assert titles(page) == numbers(*range(9))
    page.go_back()
    said(page, "9 results for “river”, newest first.")
    page.reload()
    said(page, "9 results for “river”, newest first.")


def test_what_is_shared_is_downloaded_once(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?q=meadow")
    said(page, "9 results for “meadow”.")
    names = ("/pagefind.js", ".engine.pagefind", "/pagefind-entry.json", ".pf_meta", ".pf_filter", ".json")
    assert [served.of(name) for name in names] == [1, 1, 1, 5, 0, 1]
    assert served.of(".pf_index") == 4
    page.get_by_role("searchbox").fill("only3")
    said(page, "1 result for “only3”.")
    assert [served.of(name) for name in names] == [1, 1, 1, 5, 0, 1]


def test_values_of_filters_come_when_a_filter_is_used(reader: Reader, served: Served) -> None:
    page = reader.open(served.url)
    said(page, "Type what you are looking for, or choose a filter.")
    topic = page.get_by_role("combobox", name="Topic")
    assert sum("search/" in path and path != "/search/" for path in served.asked) == 0
    with page.expect_response(re.compile(r"values\.\w+\.json")) as answer:
        topic.focus()
    assert answer.value.ok
    options = page.locator("#search-year-values option")
    expect(options).to_have_count(3)
    assert [one.get_attribute("value") for one in options.all()] == ["2003", "2002", "2001"]
    assert served.of("pagefind.js") == 0


def test_one_filter_leads_to_its_page_without_the_index(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?topic=Water")
    link = page.get_by_role("link", name="All letters on “Water” are listed on its page")
    expect(link).to_have_attribute("href", served.url.replace("search/", "topics/water/"))
    said(page, "Type words to search among them, or choose another filter.")
    assert titles(page) == []
    assert served.of("pagefind.js") + served.of(".pf_meta") == 0
    page.get_by_role("searchbox").fill("only4")
    said(page, "1 result for “only4” with these filters.")
    expect(link).to_have_count(0)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("topic=Parks", (7, 5, 3, 1)),
        ("topic=Only+in+2003", (8, 7, 6)),
        ("topic=Nothing", ()),
        ("topic=constructor", ()),
        ("topic=Water&sort=oldest", (0, 2, 4, 6, 8)),
        ("topic=Water&topic=Only+in+2003", (8, 6)),
        ("signatory=Bo+Li&signatory=Ana+P%C3%A9rez", (6, 3, 0)),
        ("signatory=Cy+%22Ace%22+Doe+%26+Sons&year=2002", (5, 4)),
        ("year=2003&year=2001&signatory=Bo+Li", (7, 6, 1, 0)),
        ("kind=letter&topic=Parks", (7, 5, 3, 1)),
        ("kind=person&topic=Parks", ()),
        ("kind=letter", tuple(reversed(range(9)))),
    ],
)
def test_filters_without_words(reader: Reader, served: Served, asked: str, wanted: tuple[int, ...]) -> None:
    page = reader.open(f"{served.url}?{asked}")
    count = {0: "No results", 1: "1 result"}.get(len(wanted), f"{len(wanted)} results")
    expect(page.locator(".search-status")).to_have_text(re.compile(f"^{count} with these filters"))
    assert titles(page) == numbers(*wanted)


def test_other_kinds_are_searched_in_their_piece_alone(reader: Reader, served: Served) -> None:
    page = reader.open(f"{served.url}?kind=person&q=river")
    said(page, "1 result for “river” with these filters.")
    assert titles(page) == [PERSON.title]
    assert served.index is not None
    assert not any(piece in path for piece in served.index.pieces for path in served.asked)


@pytest.mark.parametrize("part", ["engine", "program", "meta", "words", "fragment", "values"])
def test_part_that_is_gone(reader: Reader, served: Served, part: str) -> None:
    """What cannot be downloaded is told from what is not found, and the reader may try again."""
    index = served.index
    assert index is not None
    gone = {
        "engine": f"{index.engine}/pagefind.js",
        "program": ".engine.pagefind",
        "meta": f"{index.pieces[1]}/pagefind.index.pf_meta",
        "words": f"{index.pieces[1]}/index/",
        "fragment": f"{index.pieces[2]}/fragment/",
        "values": index.values,
    }[part]
    served.gone.add(gone)
    page = reader.open(f"{served.url}?{'topic=Water' if part == 'values' else 'q=meadow'}")
    said(page, "The search index could not be loaded.")
    assert titles(page) == []
    served.gone.clear()
    # The browser and Pagefind both speak of it.
    assert reader.complaints
    page.get_by_role("button", name="Try again").click()
    if part == "values":
        expect(page.locator(".search-listed a")).to_be_visible()
    else:
        said(page, "9 results for “meadow”.")
    # Several files may be gone, and the last of them be spoken of later.
    reader.complaints[:] = [one for one in reader.complaints if gone not in one]


def test_connection_that_is_down_for_a_while(reader: Reader, served: Served) -> None:
    page = reader.open(served.url)
    page.context.set_offline(True)
    page.get_by_role("searchbox").fill("meadow")
    said(page, "The search index could not be loaded.")
    expect(page.locator(".search-message")).to_contain_text("The connection may be down.")
    page.context.set_offline(False)
    reader.complaints.clear()
    page.get_by_role("button", name="Try again").click()
    said(page, "9 results for “meadow”.")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_page_names_every_part(served: Served, folder: tuple[Path, SearchIndex]) -> None:
    text = (folder[0] / "search" / "index.html").read_text(encoding="utf-8")
    index = served.index
    assert index is not None
    assert f'data-engine="{index.engine}" data-pieces="{" ".join(index.pieces)}"' in text
    assert json.loads((folder[0] / "search" / index.values).read_text(encoding="utf-8")) == VALUES
