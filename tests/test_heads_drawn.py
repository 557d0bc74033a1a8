"""Heads drawn without a site: hostile values, settings of every kind, and what makes a page be drawn anew."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from records import SETTINGS, toy, with_settings
from sources import archive, letter, write
from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.model.registry import Office, Organization, Person, Topic
from undersigned.model.settings import Settings
from undersigned.render.bodies import Bodies
from undersigned.render.pages import Pages
from undersigned.render.templates import Templates
from undersigned.views.heads import Head, document_head, letter_head, page_head
from undersigned.views.pages import pages
from undersigned.views.view import Facts, View
from undersigned.work.memory import Nothing

LETTER = "letters/2015-01-12-open-records/"
SCRIPT = '<script type="application/ld+json">'


@dataclass(frozen=True)
class Drawn:
    """A head as a page of its own."""

    text: str

    @property
    def tree(self) -> Any:  # noqa: ANN401 - lxml has no types
        return html.document_fromstring(self.text)

    @property
    def skeleton(self) -> list[tuple[str, list[str]]]:
        """Every element with the names of its attributes."""
        return [(one.tag, sorted(one.attrib)) for one in self.tree.iter()]

    @property
    def script(self) -> str:
        """The text of the script with the records, as a browser takes it: to the first end of a script."""
        return self.text.partition(SCRIPT)[2].partition("</script")[0]

    @property
    def graph(self) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = json.loads(self.script)["@graph"]
        return records

    def values(self, xpath: str) -> list[str]:
        return list(map(str, self.tree.xpath(xpath)))


def templates(of: Archive) -> Templates:
    return Templates([], {"site": of.settings}, {}, of.letters)


def page_of(of: Archive, head: Head) -> Drawn:
    text = templates(of).head(head)
    return Drawn(f"<!doctype html><html><head>{text}</head><body></body></html>")


@cache
def view_of(address: str) -> View:
    (view,) = (view for view in pages(toy()) if view.address == address)
    return view


def drawn(of: Archive, address: str) -> Drawn:
    """Draw the head of a page of an archive."""
    (view,) = (view for view in pages(of) if view.address == address)
    facts = view.facts()
    if view.letter is None:
        return page_of(of, page_head(of.settings, view, facts, facts.description))
    return page_of(of, letter_head(of, view, facts, of.whole(view.letter), "A description."))


def saying(text: str, said: Settings) -> Drawn:
    """Draw the head of a letter in which everything that is free text says `text`."""
    settled = replace(toy(), settings=said)
    view = replace(view_of(LETTER), title=text)
    facts = view.facts()
    whole = toy().whole(view.letter or "")
    printed = whole.letter.model_copy(update={"title": text, "subject": text})
    named = tuple(one._replace(name=text, title=(text, text)) for one in whole.correspondents)
    topics = [(text, f"topics/{key}/") for key in printed.topics]
    facts = Facts(values={**facts.values, "topics": topics})
    return page_of(settled, letter_head(settled, view, facts, Whole(printed, named), text))


# `mkdocs.yml` may hold any character.
TEXT = (
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "</script>",
                    "<!--",
                    "<script>",
                    "]]>",
                    '"',
                    "'",
                    "\\",
                    "&",
                    "&lt;",
                    "\u2028",
                    "\u2029",
                    "{{ 1 }}",
                ]
            ),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        ),
        min_size=1,
        max_size=6,
    )
    .map("".join)
    .filter(str.strip)
)


@settings(max_examples=25)
@given(TEXT)
@example('</script><script>alert("1")</script>')
@example("<!--<script>\u2028'")
def test_no_value_ends_the_script_or_is_lost(text: str) -> None:
    said = replace(SETTINGS, site_name=text, publisher=text, rights=text)
    page = saying(text, said)
    message = page.graph[0]
    assert {message[name] for name in ("name", "headline", "description", "alternativeHeadline")} == {text}
    assert message["publisher"]["name"] == said.publisher
    assert message["isPartOf"]["name"] == said.site_name
    assert [one["name"] for one in (*message["sender"], *message["toRecipient"])] == [text] * 3
    assert message["sender"][0]["jobTitle"] == f"{text}, {text}"
    assert {topic["name"] for topic in message["about"]} == {text}
    assert set(page.script) & set("<>&'") == set()


@cache
def harmless() -> Drawn:
    text = "for a word"
    return saying(text, replace(SETTINGS, site_name=text, publisher=text, rights=text))


@settings(max_examples=25)
@given(TEXT)
@example('"><meta http-equiv="refresh">')
def test_no_element_comes_out_of_a_value(text: str) -> None:
    shown = "".join(character for character in text if character.isprintable())
    # A name with "for" in it is no person's, so that both have the same elements.
    hostile = " ".join(f"for {shown} word".split())
    page = saying(hostile, replace(SETTINGS, site_name=hostile, publisher=hostile, rights=hostile))
    assert page.skeleton == harmless().skeleton
    for name in ("title", "publisher", "rights", "creator"):
        assert page.values(f"//meta[@name='DC.{name}']/@content") == [hostile]
    assert set(page.values("//meta[@name='DC.subject' or @property='article:tag']/@content")) == {hostile}


def test_without_share_images() -> None:
    for address in (LETTER, "people/avery-example/", "letters/"):
        page = drawn(with_settings(share_images=False), address)
        assert page.values("//meta[starts-with(@property, 'og:image')]/@content") == []
        assert page.values("//meta[@name='twitter:card']/@content") == ["summary"]


@pytest.mark.parametrize(
    ("rights", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY 4.0", None),
        ("https://example.org/licence and more", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_licence_is_an_address(rights: str | None, licence: str | None) -> None:
    page = drawn(with_settings(rights=rights), LETTER)
    assert page.values("//link[@rel='license']/@href") == ([licence] if licence else [])
    assert page.graph[0].get("license") == licence
    assert page.values("//meta[@name='DC.rights']/@content") == ([rights] if rights else [])


def test_without_publisher() -> None:
    page = drawn(with_settings(publisher=None), LETTER)
    assert "publisher" not in page.graph[0]
    assert page.values("//meta[@name='DC.publisher']") == []


def test_home_page_says_how_to_search() -> None:
    page = page_of(toy(), document_head(SETTINGS, "", SETTINGS.site_name, "All letters."))
    (site,) = page.graph
    assert site["@type"] == "WebSite"
    assert site["publisher"]["name"] == "Northland Letters Desk"
    action = site["potentialAction"]
    (words,) = [part.removeprefix("name=") for part in action["query-input"].split() if "=" in part]
    template = action["target"]["urlTemplate"]
    assert template.replace(f"{{{words}}}", "lamps") == "https://letters.example.org/archive/search/?q=lamps"


def test_office_that_is_not_printed_is_told() -> None:
    """What stands beneath a name is the job title; the office is the archive's own knowledge."""
    message = drawn(toy(), "letters/2021-05-03-keep-the-river-clean/").graph[0]
    senders = {sender["name"]: sender for sender in message["sender"]}
    assert senders["Avery Example"]["jobTitle"] == "Governor of Northland"
    assert "hasOccupation" not in senders["Avery Example"]
    assert senders["Elliot Instance"]["jobTitle"] == "Friend of the river"
    base = "https://letters.example.org/archive/offices/southshire-lieutenant-governor/"
    assert senders["Elliot Instance"]["hasOccupation"] == {
        "@type": "Occupation",
        "@id": base + "#office",
        "name": "Lieutenant Governor of Southshire",
        "url": base,
    }


def test_what_has_no_letter_has_no_feed(tmp_path: Path) -> None:
    files = {
        "organizations.yml": "readers:\n  name: Readers\n  part_of: union\nunion:\n  name: Union\n",
        "2020/2020-01-01-a.md": letter("signatories: Readers", signed=""),
    }
    loaded = archive(write(tmp_path, files))
    feed, record = "//link[@href='feed.xml']/@title", "//link[@href='index.json']/@title"
    assert drawn(loaded, "organizations/readers/").values(feed) == ["Letters: Readers"]
    whole = drawn(loaded, "organizations/union/")
    assert whole.values(feed) == []
    assert whole.values(record) == ["This entry as JSON"]


def test_letter_that_nobody_is_named_in(tmp_path: Path) -> None:
    """All who signed asked to go: nobody is said to have sent it."""
    loaded = archive(write(tmp_path, {"2020/2020-01-01-a.md": letter("erased: 3", signed="")}))
    page = drawn(loaded, "letters/2020-01-01-a/")
    assert page.graph[0].keys() & {"sender", "toRecipient", "ccRecipient"} == set()
    people = "//meta[@name='DC.creator' or @name='bib:authors' or @name='z:recipients']"
    assert page.values(people) == []


Edit = Callable[[Archive], Mapping[str, object]]
"""Other registries for an archive, by the field that they stand in."""


def edited(registry: str, key: str, **changes: object) -> Edit:
    def edit(before: Archive) -> Mapping[str, object]:
        entries: Mapping[str, Person | Organization | Office | Topic] = getattr(before, registry)
        return {registry: {**entries, key: entries[key].model_copy(update=changes)}}

    return edit


@pytest.mark.parametrize(
    ("address", "edit"),
    [
        (
            "letters/2023-04-05-gracias-por-el-rio/",
            edited("people", "ines-de-la-muestra", sort="Núñez, Inés"),
        ),
        ("letters/2021-05-03-keep-the-river-clean/", edited("topics", "water", label="Waters")),
        (
            "letters/2021-05-03-keep-the-river-clean/",
            edited("offices", "southshire-lieutenant-governor", label="Deputy"),
        ),
        ("people/avery-example/", edited("offices", "northland-governor", label="Chief")),
        ("people/avery-example/", edited("people", "avery-example", links=())),
        (
            "organizations/northland-readers-circle/",
            edited("organizations", "riverside-readers", name="Readers"),
        ),
        (
            "organizations/riverside-readers/",
            edited("organizations", "northland-readers-circle", name="Circle"),
        ),
        ("offices/northland-governor/", edited("offices", "northland-governor", role=None)),
        ("offices/northland-governor/", edited("offices", "northland-governor", jurisdiction="US")),
        ("topics/libraries/", edited("topics", "public-life", label="Life")),
    ],
)
def test_page_is_drawn_anew_when_its_head_changes(address: str, edit: Edit) -> None:
    """A page is known by a digest of its facts: nothing else that an entry says may reach its head."""
    before, after = toy(), replace(toy(), **edit(toy()))  # type: ignore[arg-type]
    assert drawn(before, address).text != drawn(after, address).text
    assert digest(before, address) != digest(after, address)


def digest(of: Archive, address: str) -> bytes:
    (view,) = (view for view in pages(of) if view.address == address)
    bodies = Bodies(of, Nothing())
    made = Pages(archive=of, bodies=bodies, templates=templates(of), shells={}, stamp=b"")
    return made.digest(view, view.facts())
