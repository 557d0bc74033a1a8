"""Feeds: what is published reaches whoever subscribes, whole, once, and by the rules of each format."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker
from lxml import etree, html

from golden import golden
from sources import NOW, TESTS, TOY, archive, letter, write
from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.outputs.feeds import atom, entry, json_feed, json_item
from undersigned.outputs.feeds.letter import midnight
from undersigned.render.anywhere import anywhere
from undersigned.render.bodies import Bodies
from undersigned.render.body import Body, BodyRenderer
from undersigned.render.plain_text import ROOT
from undersigned.views.feeds import archive_feed, feeds
from undersigned.work.memory import Nothing

SCHEMA = json.loads((TESTS / "judges" / "json-feed-1.1.schema.json").read_text(encoding="utf-8"))
URL = "https://letters.example.org/archive/"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
"""RFC 3339, section 5.6, with the capitals that RFC 4287, section 3.3, asks for."""
FEED_PARTS = {"id", "title", "subtitle", "updated", "link", "author", "rights", "generator", "entry"}
ENTRY_PARTS = {"id", "title", "published", "updated", "link", "author", "category", "summary", "content"}
GOLDEN = (
    "feed.xml",
    "feed.json",
    "topics/public-life/feed.xml",
    "people/avery-example/feed.xml",
    "organizations/northland-library-association/feed.xml",
    "offices/northland-attorney-general/feed.xml",
)
SETTINGS = Settings(
    folder=TOY,
    site_name="Letters of Northland",
    site_url=URL,
    publisher="Northland Letters Desk",
    rights="https://creativecommons.org/publicdomain/zero/1.0/",
    time_zone="America/New_York",
)


@cache
def toy() -> Archive:
    return load(SETTINGS, NOW)


def opened_of(some: Archive) -> dict[str, tuple[Whole, Body]]:
    """Return the letters of an archive, open at their bodies."""
    bodies = Bodies(some, Nothing())
    letters = {key: bodies.open(key) for key in some.letters}
    return {key: (one.whole, one.body) for key, one in letters.items()}


@cache
def opened() -> Mapping[str, tuple[Whole, Body]]:
    """The letters of the toy archive, open at their bodies."""
    return opened_of(toy())


def drawn(some: Archive, letters: Mapping[str, tuple[Whole, Body]] | None = None) -> dict[str, bytes]:
    """Return every feed of an archive by its address."""
    if letters is None:
        letters = opened_of(some)
    entries = {key: entry(some, *both) for key, both in letters.items()}
    items = {key: json_item(some, *both) for key, both in letters.items()}
    found = {feed.address: atom(feed, some, entries) for feed in feeds(some)}
    return {**found, "feed.json": json_feed(archive_feed(some), some, items)}


@cache
def toy_feeds() -> Mapping[str, bytes]:
    return drawn(toy(), opened())


def read(feed: bytes) -> Any:  # noqa: ANN401 - feedparser has no types
    """Read a feed as readers do, without mending what it holds."""
    found = feedparser.parse(feed, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def one(feed: bytes) -> Any:  # noqa: ANN401 - whatever the standard has there
    (found,) = read(feed).entries
    return found


# What feeds there are


def test_everything_that_has_a_letter_has_a_feed() -> None:
    found = {feed.page: feed for feed in feeds(toy())}
    assert next(iter(found)) == ""
    with_letters = {
        "": toy().letters,
        **{f"topics/{key}/": keys for key, keys in toy().letters_by_topic.items()},
        **{f"people/{key}/": toy().letters_of[key] for key in toy().people if key in toy().letters_of},
        **{f"organizations/{key}/": toy().letters_of.get(key, ()) for key in toy().organizations},
        **{f"offices/{key}/": keys for key, keys in toy().letters_by_office.items()},
    }
    assert {page: set(feed.letters) for page, feed in found.items()} == {
        page: set(keys) for page, keys in with_letters.items() if keys
    }
    assert [feed.section for feed in found.values() if feed.page] == [
        page.partition("/")[0] for page in found if page
    ]
    assert found[""] == archive_feed(toy())


def test_an_entry_without_letters_has_no_feed(tmp_path: Path) -> None:
    files = {
        "2020-01-01-a.md": letter("topics: [narrow]\n"),
        "topics.yml": "broad:\n  label: Broad\nnarrow:\n  label: Narrow\n  broader: broad\n",
    }
    found = [feed.address for feed in feeds(archive(write(tmp_path, files)))]
    assert found == ["feed.xml", "topics/broad/feed.xml", "topics/narrow/feed.xml"]
    files["2020-01-01-a.md"] = letter()
    assert [feed.address for feed in feeds(archive(write(tmp_path, files)))] == ["feed.xml"]


def test_a_feed_holds_the_newest_fifty_by_publication(tmp_path: Path) -> None:
    files = {f"2020-01-01-letter-{number:03}.md": letter("topics: [tea]\n") for number in range(60)}
    # Old, but published after all others.
    files["2000-01-01-attic.md"] = letter("topics: [tea]\npublished: 2021-05-05\n", date="2000-01-01")
    files["topics.yml"] = "tea:\n  label: Tea\n"
    some = archive(write(tmp_path, files))
    newest = ["2000-01-01-attic", *(f"2020-01-01-letter-{n:03}" for n in range(59, 10, -1))]
    assert {feed.address: list(feed.letters) for feed in feeds(some)} == {
        "feed.xml": newest,
        "topics/tea/feed.xml": newest,
    }
    assert [found.link for found in read(drawn(some)["feed.xml"]).entries] == [
        f"http://localhost/letters/{key}/" for key in newest
    ]


def test_an_archive_without_letters_has_a_sound_feed(tmp_path: Path) -> None:
    some = archive(write(tmp_path, {}))
    made = drawn(some)
    assert read(made["feed.xml"]).feed.updated == "1970-01-01T00:00:00+00:00"
    assert list(wrong(made["feed.xml"], "http://localhost/feed.xml")) == []
    assert json.loads(made["feed.json"])["items"] == []
    assert complaints(made["feed.json"]) == []


# What they look like, byte for byte


@pytest.mark.parametrize("address", GOLDEN)
def test_feeds_are_as_expected(address: str) -> None:
    golden(f"feeds/{address}", toy_feeds()[address])


# What readers read in them


def test_a_reader_reads_every_feed() -> None:
    made = toy_feeds()
    for feed in feeds(toy()):
        found = read(made[feed.address])
        assert found.version == "atom10"
        assert found.feed.title == feed.title
        assert found.feed.subtitle == feed.subtitle
        assert found.feed.link == URL + feed.page
        assert found.feed.rights == SETTINGS.rights
        assert found.feed.author_detail == {"name": SETTINGS.publisher, "href": URL}
        assert [e.link for e in found.entries] == [f"{URL}letters/{key}/" for key in feed.letters]
        assert found.feed.updated == max((e.updated for e in found.entries), key=datetime.fromisoformat)
    assert {feed.title for feed in feeds(toy())} >= {
        "Letters of Northland",
        "Letters of Northland: Water & rivers",
        'Letters of Northland: Pat "Quote" O\'Example & Sons <b>',
    }


def test_a_reader_reads_every_letter() -> None:
    """In both formats, what a letter says comes back as the letter has it."""
    found = read(toy_feeds()["feed.xml"]).entries
    items = json.loads(toy_feeds()["feed.json"])["items"]
    for key, entry_, item in zip(archive_feed(toy()).letters, found, items, strict=True):
        whole, body = opened()[key]
        card = toy().letters[key]
        signed = [c for c in whole.in_role("signatory") if not c.withdrawn]
        names = [*(c.name for c in signed), *(private.name for private in whole.letter.also_signed)]
        assert entry_.title == item["title"] == card.title
        assert entry_.title_detail.language == item["language"] == card.language
        assert [author.name for author in entry_.authors] == [a["name"] for a in item["authors"]] == names
        assert [author.get("href") for author in entry_.authors] == [a.get("url") for a in item["authors"]]
        assert entry_.published == item["date_published"]
        assert entry_.updated == item["date_modified"]
        assert datetime.fromisoformat(entry_.published).date() == card.published
        assert datetime.fromisoformat(entry_.updated).date() == card.changed
        labels = [toy().topics[topic].label for topic in card.topics]
        assert [tag.label for tag in entry_.get("tags", [])] == item.get("tags", []) == labels
        assert [tag.term for tag in entry_.get("tags", [])] == list(card.topics)
        assert entry_.summary == item["summary"] == (whole.letter.summary or body.summary)
        (content,) = entry_.content
        assert (content.type, content.language) == ("text/html", card.language)
        assert content.value == item["content_html"].strip()
        assert entry_.id == item["id"]
        assert entry_.link == item["url"] == f"{URL}letters/{key}/"


def test_authors_lead_to_their_pages_where_they_have_one() -> None:
    found = read(toy_feeds()["feed.xml"]).entries
    (river,) = [e for e in found if e.title.startswith("Twenty-six")]
    assert len(river.authors) == 25 + 3
    assert river.authors[0] == {"name": "Avery Example", "href": f"{URL}people/avery-example/"}
    # Whoever took back the signature signs no more; whoever signs in private has no page.
    assert "Blair Sample" not in [author.name for author in river.authors]
    assert river.authors[-1] == {"name": "Chris Private"}


def test_the_whole_letter_is_in_its_entry() -> None:
    """In the order in which a letter prints it."""
    found = {
        e.link.split("/")[-2]: text_of(e.content[0].value) for e in read(toy_feeds()["feed.xml"]).entries
    }
    for key, (whole, body) in opened().items():
        own = whole.letter
        people = [*whole.in_role("recipient"), *whole.in_role("cc"), *whole.in_role("signatory")]
        said = [
            *own.letterhead,
            *own.via,
            own.subject or "",
            *(text for _, text in body.paragraphs),
            *body.note_texts,
            *(line for person in people for line in (person.name, *person.title, *person.address)),
            *(words for person in people for words in (person.by, person.for_) if words),
            *(words for private in own.also_signed for words in (private.name, private.title) if words),
            *(words for c in own.corrections for words in (c.was, c.now, c.note) if words),
            (own.withdrawn.note or "") if own.withdrawn else "",
        ]
        missing = [words for words in said if squeezed(words) not in squeezed(found[key])]
        assert missing == [], key
    first = squeezed(found["2015-01-12-open-records"])
    order = [
        "State of Northland", "January 12, 2015", "VIA E-MAIL", "Department of Examples", "Harper Onlooker",
        "Request No. 7", "Dear Members", "Yours faithfully", "Avery Example", "cc:", "Robin Unlisted",
        "Open Records Act of Northland, section 4.",
    ]  # fmt: skip
    places = [first.index(squeezed(words)) for words in order]
    assert places == sorted(places)


def test_what_follows_the_signatures_follows_them() -> None:
    text = text_of(content("2020-03-31-library-budgets"))
    assert text.index("We remain yours") < text.index("by Kim Clerk") < text.index("Enclosure")


def test_corrections_and_withdrawals_are_said_first() -> None:
    corrected = text_of(content("2025-06-06-corrected-letter")).split("\n")
    assert corrected[1:5] == [
        "Corrected on June 8, 2025 (name). “Blair Simple” is now “Blair Sample”.",
        "Corrected on June 9, 2025 (text). The fourth paragraph was left out.",
        "Corrected on June 10, 2025 (transcription). “Lampes” is now “Lamps”. A slip in copying.",
        "Corrected on January 2, 2026 (metadata). The topic was added.",
    ]
    withdrawn = text_of(content("2021-05-03-statement-of-the-readers")).split("\n")
    assert withdrawn[1] == "Withdrawn on May 4, 2021. The circle had not voted on it."
    river = text_of(content("2021-05-03-keep-the-river-clean"))
    assert "Attorney General of NorthlandSignature withdrawn on June 1, 2021\n" in river
    assert "2 signatories asked that the name be removed." in river


def test_a_correction_says_what_was_taken_out_and_what_was_added(tmp_path: Path) -> None:
    first, second = "{date: 2020-02-01, kind: text, was: one}", "{date: 2020-02-02, kind: text, now: two}"
    files = {"2020-01-01-a.md": letter(f"corrections:\n- {first}\n- {second}\n")}
    text = text_of(one(drawn(archive(write(tmp_path, files)))["feed.xml"]).content[0].value)
    assert "Corrected on February 1, 2020 (text). “one” was taken out.\n" in text
    assert "Corrected on February 2, 2020 (text). “two” was added.\n" in text


def test_content_is_in_the_letters_language_and_direction() -> None:
    arabic = html.fragment_fromstring(content("2024-02-11-risala"))
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert "11 فبراير 2024" in arabic.text_content()


def content(key: str) -> str:
    """Return the content of a letter of the toy archive, as a feed has it."""
    (found,) = [e for e in read(toy_feeds()["feed.xml"]).entries if e.link == f"{URL}letters/{key}/"]
    value: str = found.content[0].value
    return value


def text_of(markup: str) -> str:
    """Return the words of HTML without the marks of notes."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for mark in tree.iter("sup"):
        mark[:] = []
    return str(tree.text_content())


def squeezed(text: str) -> str:
    return "".join(text.split())


# The rules of Atom (RFC 4287)


def wrong(feed: bytes, address: str) -> Iterator[str]:
    """Yield what in the feed with the absolute URL `address` breaks a rule of Atom, or of ours."""
    top = etree.fromstring(feed)
    yield from (f"{e.tag} stands there" for e in top if e.tag not in {ATOM + name for name in FEED_PARTS})
    yield from _wrong_parts(top, "feed", {"id": 1, "title": 1, "updated": 1, "generator": 1, "author": 1})
    if _links(top, "self") != [address]:
        yield f"self is {_links(top, 'self')}, not {address}"
    entries = top.findall(f"{ATOM}entry")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    yield from (f"two entries have the id {key}" for key in set(ids) if ids.count(key) > 1)
    for number, element in enumerate(entries):
        where = f"entry {number}"
        yield from (
            f"{where}: {e.tag} stands there" for e in element if e.tag not in {ATOM + p for p in ENTRY_PARTS}
        )
        yield from _wrong_parts(
            element, where, {"id": 1, "title": 1, "published": 1, "updated": 1, "content": 1}
        )
        if _moment(element, "published") > _moment(element, "updated"):
            yield f"{where} was updated before it was published"
        (said,) = element.iterfind(f"{ATOM}content")
        if said.get("type") != "html" or len(said):
            yield f"{where} has no HTML"
        yield from (f"{where} links to {link!r}" for link in _relative(said.text or ""))
    if entries and _moment(top, "updated") != max(_moment(e, "updated") for e in entries):
        yield "was not updated with its newest entry"


def _wrong_parts(element: Any, where: str, once: Mapping[str, int]) -> Iterator[str]:  # noqa: ANN401 - lxml
    for name, count in once.items():
        if len(element.findall(ATOM + name)) != count:
            yield f"{where} has not {count} {name}"
    for name in ("id", "title", "name", "uri"):
        yield from (f"{where}: {name} is empty" for e in element.iter(ATOM + name) if not e.text)
    for name in ("published", "updated"):
        for e in element.findall(ATOM + name):
            if not MOMENT.fullmatch(e.text):
                yield f"{where}: {name} is {e.text!r}"
    if len(_links(element, "alternate")) != 1:
        yield f"{where} has not one page"
    urls = [
        *(e.get("href") for e in element.findall(f"{ATOM}link")),
        *(e.text for name in ("id", "uri") for e in element.iter(ATOM + name)),
    ]
    yield from (f"{where}: {url!r} is not absolute" for url in urls if not _is_absolute(url))


def _links(element: Any, rel: str) -> list[str]:  # noqa: ANN401 - lxml
    return [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == rel]


def _moment(element: Any, name: str) -> datetime:  # noqa: ANN401 - lxml
    return datetime.fromisoformat(element.findtext(ATOM + name))


def _relative(markup: str) -> list[str]:
    """Return the links in HTML that are not absolute."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    return [link for *_, link, _ in tree.iterlinks() if not _is_absolute(link)]


def _is_absolute(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "mailto" or (parts.scheme in {"http", "https"} and bool(parts.netloc))


def test_every_feed_keeps_the_rules_of_atom() -> None:
    found = {
        address: list(wrong(feed, URL + address))
        for address, feed in toy_feeds().items()
        if address.endswith(".xml")
    }
    assert len(found) == len(list(feeds(toy())))
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("<id>https://letters.example.org/archive/feed.xml</id>", "", "feed has not 1 id"),
        ("<name>Northland Letters Desk</name>", "<name />", "feed: name is empty"),
        ("<generator>", "<rating>5</rating><generator>", "rating stands there"),
        ("T00:00:00-04:00</updated>", "</updated>", "feed: updated is '2026-03-23'"),
        ('rel="self" type="application/atom+xml" href="https:', 'rel="self" href="http:', "self is ["),
        ('hreflang="en" href="https://letters.example.org', 'href="', "'/archive/letters/2026-03-20"),
        ('rel="alternate" type="text/html" hreflang', 'rel="related" hreflang', "entry 0 has not one page"),
        ('type="html" xml:lang="en">', ">", "entry 0 has no HTML"),
        ('id="fnref:1" href="https://letters.example.org/archive/', 'href="../', "entry 1 links to '../"),
        ("<published>2026", "<published>2027", "entry 0 was updated before it was published"),
        ("<updated>2026-03-23", "<updated>2025-03-23", "was not updated with its newest entry"),
        ("2025-05-02-keep-the-riverside-library-open/</id>", "2025-06-05-corrected-letter/</id>", "the id"),
    ],
)  # fmt: skip
def test_the_rules_are_seen_to_be_broken(was: str, now: str, said: str) -> None:
    feed = toy_feeds()["feed.xml"].decode()
    assert was in feed
    assert said in "\n".join(wrong(feed.replace(was, now, 1).encode(), f"{URL}feed.xml"))


# JSON Feed 1.1


def complaints(feed: bytes) -> list[str]:
    """Return what the schema of JSON Feed says of a feed, and what only its text asks for."""
    judge = Draft7Validator(SCHEMA, format_checker=FormatChecker())
    found = [f"{error.json_path}: {error.message}" for error in judge.iter_errors(json.loads(feed))]
    top = json.loads(feed)
    if top["version"] != "https://jsonfeed.org/version/1.1" or next(iter(top)) != "version":
        found.append("its version is not 1.1, and first")
    urls = [top["home_page_url"], top["feed_url"]]
    for item in top["items"]:
        urls += [item["id"], item["url"], *(a["url"] for a in item.get("authors", []) if "url" in a)]
        urls += _relative(item["content_html"])
        if not all(MOMENT.fullmatch(item[name]) for name in ("date_published", "date_modified")):
            found.append(f"{item['id']} has no dates")
    return found + [f"{url} is not absolute" for url in urls if not _is_absolute(url)]


def test_the_json_feed_is_valid() -> None:
    made = toy_feeds()["feed.json"]
    assert complaints(made) == []
    top = json.loads(made)
    assert (top["feed_url"], top["home_page_url"]) == (f"{URL}feed.json", URL)
    ids = [item["id"] for item in top["items"]]
    assert len(set(ids)) == len(ids) == len(toy().letters)


def test_the_schema_sees_what_is_wrong() -> None:
    top = json.loads(toy_feeds()["feed.json"])
    changes: tuple[dict[str, object], ...] = (
        {"items": [{"content_html": "x"}]},
        {"title": 1},
        {"unknown": 1},
        {"version": "https://jsonfeed.org/version/2"},
        {"authors": [{}]},
    )
    for change in changes:
        assert list(Draft7Validator(SCHEMA).iter_errors({**top, **change})), change


# What stays, and what moves


def feed_of(folder: Path, files: Mapping[str, str]) -> bytes:
    folder.mkdir()
    return drawn(archive(write(folder, files)))["feed.xml"]


def test_updated_moves_with_corrections_and_with_what_happened_next_alone(tmp_path: Path) -> None:
    def updated(name: str, front: str, body: str = "Text.") -> str:
        feed = feed_of(tmp_path / name, {"2020-01-01-a.md": letter(front, body)})
        moment: str = one(feed).updated
        assert read(feed).feed.updated == moment
        return moment

    first = updated("first", "")
    assert first == "2020-01-01T00:00:00+00:00"
    assert updated("words", "", "Other words.") == first
    event = "events:\n- {date: 2020-05-01, kind: response, title: An answer, url: https://a.example.org/}\n"
    assert updated("event", event) == "2020-05-01T00:00:00+00:00"
    assert updated("deadline", event.replace("response", "deadline")) == first
    assert updated("topic", "subject: Something else\n") == first
    correction = "corrections:\n- {date: 2020-03-01, kind: text, note: A slip.}\n"
    assert updated("corrected", correction) == "2020-03-01T00:00:00+00:00"
    assert updated("withdrawn", correction + "withdrawn: {date: 2020-04-01}\n") == "2020-04-01T00:00:00+00:00"


def test_a_renamed_letter_is_the_same_letter(tmp_path: Path) -> None:
    before = one(feed_of(tmp_path / "before", {"2020-01-01-a.md": letter()}))
    after = one(feed_of(tmp_path / "after", {"2020-01-01-b.md": letter("former_ids: [2020-01-01-a]\n")}))
    again = letter("former_ids: [2020-01-01-a, 2020-01-01-b]\n")
    later = one(feed_of(tmp_path / "later", {"2020-01-01-c.md": again}))
    assert before.id == after.id == later.id == before.link
    assert [e.link.split("/")[-2] for e in (before, after, later)] == [f"2020-01-01-{n}" for n in "abc"]


def test_the_feed_of_a_renamed_entry_is_the_same_feed(tmp_path: Path) -> None:
    def topic(name: str, key: str, more: str = "") -> Any:  # noqa: ANN401 - feedparser has no types
        files = {"2020-01-01-a.md": letter("topics: [T]\n"), "topics.yml": f"{key}:\n  label: T\n{more}"}
        folder = tmp_path / name
        folder.mkdir()
        return read(drawn(archive(write(folder, files)))[f"topics/{key}/feed.xml"]).feed

    before, after = topic("before", "old"), topic("after", "new", "  former_ids: [old]\n")
    assert before.id == after.id == "http://localhost/topics/old/feed.xml"
    assert after.link == "http://localhost/topics/new/"


def test_an_entry_is_the_same_in_every_feed() -> None:
    """It is worked out once: in a feed it stands as it is, and names no namespace."""
    made = {key: entry(toy(), *both) for key, both in opened().items()}
    for feed in feeds(toy()):
        assert all(made[key] in toy_feeds()[feed.address] for key in feed.letters)
    assert not any(b"xmlns" in each for each in made.values())


@pytest.mark.parametrize(
    ("day", "zone", "said"),
    [
        (date(2026, 3, 23), "America/New_York", "2026-03-23T00:00:00-04:00"),
        (date(2026, 1, 2), "America/New_York", "2026-01-02T00:00:00-05:00"),
        (date(2026, 1, 2), "UTC", "2026-01-02T00:00:00+00:00"),
        (date(2026, 1, 2), "Asia/Kathmandu", "2026-01-02T00:00:00+05:45"),
        # Clocks were put forward at midnight.
        (date(2018, 11, 4), "America/Sao_Paulo", "2018-11-04T00:00:00-03:00"),
        # Clocks were set by the sun, 4 h 56 min 2 s behind Greenwich; RFC 3339 knows no seconds there.
        (date(1776, 7, 4), "America/New_York", "1776-07-04T00:00:00-04:57"),
        (date(1, 1, 1), "Asia/Tokyo", "0001-01-01T00:00:00+09:18"),
        (date(9999, 12, 31), "America/New_York", "9999-12-31T00:00:00-05:00"),
    ],
)  # fmt: skip
def test_days_begin_at_midnight_in_the_archives_time_zone(day: date, zone: str, said: str) -> None:
    assert midnight(day, zone) == said
    assert MOMENT.fullmatch(said)


# Whatever anybody writes

MARKUP = st.sampled_from(
    [
        "<script>alert(1)</script>", "]]>", "<![CDATA[", "-->", "<!--", "&", "&amp;", "&#0;", "&lt;",
        "</entry>", "</feed>", "</title>", "<?xml", "<!DOCTYPE x [", " xmlns='x'", "]}", '"', "'", "<", ">",
        "\\", "{{ 7 }}",
    ]
)  # fmt: skip
ANYTHING = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\x00\x01\x08\x0b\x0c\x1b\x7f\x85\ud800\udfff\ufffe\uffff\u2028\r")
    )
)
HOSTILE = st.lists(st.one_of(MARKUP, ANYTHING), min_size=1, max_size=6).map("".join)
KEY = "2021-05-03-keep-the-river-clean"


def clean(text: str) -> str:
    """Return `text` with the replacement character for what no file may hold, as settings have it."""
    return replace(SETTINGS, site_name=text).site_name


def hostile(text: str) -> tuple[Archive, dict[str, tuple[Whole, Body]]]:
    """Return an archive of one letter, all of which says `text`, but for what no letter may hold."""
    settings, text = replace(SETTINGS, site_name=text, publisher=text, rights=text), clean(text)
    whole, body = opened()[KEY]
    own = whole.letter
    changes: dict[str, object] = {"title": text, "subject": text, "summary": text, "letterhead": (text,)}
    changes["also_signed"] = tuple(private.model_copy(update={"name": text}) for private in own.also_signed)
    people = tuple(
        c._replace(name=text, title=(text,), by=text, address=(text,)) for c in whole.correspondents
    )
    topics = {key: topic.model_copy(update={"label": text}) for key, topic in toy().topics.items()}
    some = replace(
        toy(),
        letters={KEY: toy().letters[KEY]},
        topics=topics,
        settings=settings,
    )
    return some, {KEY: (Whole(own.model_copy(update=changes), people), body)}


@settings(max_examples=60)
@given(HOSTILE)
@example("a\x00b\x0bc\ud800d\udfffe\ufffef\uffffg\rh")
@example("]]></content></entry></feed>")
def test_text_comes_back_as_text(text: str) -> None:
    """From every place, in both formats; what no file may hold comes back as the replacement character."""
    some, letters = hostile(f"x{text}x")
    made = drawn(some, letters)
    sound = clean(f"x{text}x")
    top = etree.fromstring(made["feed.xml"])
    own = top.find(f"{ATOM}entry")
    assert own is not None
    said = [
        top.findtext(f"{ATOM}title"),
        top.findtext(f"{ATOM}rights"),
        top.findtext(f"{ATOM}author/{ATOM}name"),
        own.findtext(f"{ATOM}title"),
        own.findtext(f"{ATOM}summary"),
        own.findtext(f"{ATOM}author/{ATOM}name"),
    ]
    assert said == [sound] * len(said)
    assert {element.get("label") for element in own.findall(f"{ATOM}category")} == {sound}
    read(made["feed.xml"])
    item = json.loads(made["feed.json"])["items"][0]
    assert [item["title"], item["summary"], item["authors"][0]["name"], item["tags"][0]] == [sound] * 4
    assert json.loads(made["feed.json"])["title"] == sound
    # No element comes of it in the content.
    for markup in (own.findtext(f"{ATOM}content") or "", item["content_html"]):
        assert tags(markup) == harmless_tags()


@cache
def harmless_tags() -> list[str]:
    return tags(json.loads(drawn(*hostile("word"))["feed.json"])["items"][0]["content_html"])


def tags(markup: str) -> list[str]:
    return [str(element.tag) for element in html.fragment_fromstring(markup, create_parent="div").iter()]


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")
)
TARGETS = st.sampled_from(
    ["#p1", "#fn:1", "https://example.org/?a=1&b=<x", "mailto:a@example.org", "a.md", "#"]
)
TITLES = st.sampled_from(["<a ", "a < b > c", "<a class=", " href=", "'"])
PIECES = st.one_of(
    st.sampled_from(
        [
            "\n\n", "  \n", "[^1]", "[^2]", "\n\n[^1]: A note.\n\n", "\n\n[^2]: Another[^1].\n\n", "- ",
            "1. ", "> ", "**", "*", "## ", "\n***\n", "| a | b |\n|---|---|\n| c | d |\n",
            "\n\n[signatures]\n\n", " {#p1a}\n\n", "<a ", '<a class="pn" href="#x">', "</a>", ' href="#p1"',
            "<", ">", '"', "&quot;",
        ]
    ),
    st.builds('[x]({} "{}")'.format, TARGETS, TITLES),
    st.builds("[{}]({})".format, WORDS, TARGETS),
    WORDS,
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["en", "de"]))
@example('[x](#p1 "<a class=") <a class="pn"> "#p1" href="#p1"', "en")
@example('Text[^1]. [x](https://example.org/<a "<a href=#p1>")\n\n[^1]: A [note](#p1).', "de")
def test_a_body_is_the_same_anywhere(text: str, language: str) -> None:
    """As a parser sees it: but for links, which are whole addresses, and the archive's own links."""
    own = opened()[KEY][0].letter.model_copy(update={"body": text, "language": language})
    body = BodyRenderer({}).render(own)
    page = f"{URL}letters/{KEY}/"
    for markup in (body.before, body.after, body.notes):
        assert shape(anywhere(markup, URL, page)) == shape(expected_anywhere(markup, page))


def expected_anywhere(markup: str, page: str) -> str:
    """Return the HTML of a body for any place, made with a parser that reads strangers' HTML."""
    tree = html.fragment_fromstring(markup.replace(ROOT, URL), create_parent="div")
    for link in tree.xpath("//a[@class='pn' or @class='back']"):
        assert not len(link)
        assert not link.text
        link.drop_tag()
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        link.set("href", page + link.get("href"))
    return str(html.tostring(tree, encoding="unicode"))


def shape(markup: str) -> Any:  # noqa: ANN401 - a tree
    """Return the elements of HTML with their attributes and texts, nested."""

    def of(element: Any) -> Any:  # noqa: ANN401 - lxml
        inside = [of(child) for child in element]
        return element.tag, dict(element.attrib), element.text or "", inside, element.tail or ""

    tree = html.fragment_fromstring(markup, create_parent="div")
    only = tree[0] if len(tree) == 1 and not tree.text and tree[0].tag == "div" else tree
    copied = deepcopy(only)
    copied.tail = None
    return of(copied)
