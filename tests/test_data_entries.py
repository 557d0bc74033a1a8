"""The records of people, organizations, offices and topics: what registries say, and links between all."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from golden import golden
from records import SETTINGS, URL, readable, toy, toy_letters, values, with_settings
from sources import archive, letter, write
from undersigned.outputs.data import entity_files
from undersigned.views.feeds import feeds
from undersigned.views.pages import pages

GOLDEN = (
    "people/avery-example",
    "people/blair-sample",
    "organizations/northland-library-association",
    "offices/northland-attorney-general",
    "topics/public-life",
    "topics/water",
)
SECTIONS = ("people", "organizations", "offices", "topics")


@cache
def files() -> Mapping[str, bytes]:
    return dict(entity_files(toy()))


@cache
def entries() -> Mapping[str, Any]:
    """The record of every entry by the address of its page."""
    found = {name: json.loads(content) for name, content in files().items() if not name.startswith("data/")}
    return {name.removesuffix("index.json"): record for name, record in found.items()}


@pytest.mark.parametrize("name", GOLDEN)
def test_record_is_the_one_that_was_read_and_found_right(name: str) -> None:
    golden(f"data/{name}.json", readable(files()[f"{name}/index.json"]))


@pytest.mark.parametrize("section", SECTIONS)
def test_list_is_the_one_that_was_read_and_found_right(section: str) -> None:
    golden(f"data/{section}.json", readable(files()[f"data/{section}.json"]))


def test_every_page_of_an_entry_has_its_record() -> None:
    with_page = {view.address for view in pages(toy()) if view.section in SECTIONS and view.crumbs}
    assert set(entries()) == {address for address in with_page if address.count("/") == 2} != set()


def test_lists_hold_every_entry_without_its_letters() -> None:
    for section in SECTIONS:
        found = json.loads(files()[f"data/{section}.json"])
        assert found["schema_version"] == "1.0"
        assert found["rights"] == SETTINGS.rights
        own = {key: one for key, one in entries().items() if key == f"{section}/{one['id']}/"}
        bare = [
            {name: value for name, value in record.items() if name not in {"schema_version", "letters"}}
            for record in own.values()
        ]
        assert found[section] == bare


def test_every_address_of_the_archive_is_that_of_a_page() -> None:
    there = {URL + view.address for view in pages(toy())}
    for content in files().values():
        found = json.loads(content)
        told = [v["url"] for v in values(found) if isinstance(v, dict) and "url" in v and "id" in v]
        assert told
        assert set(told) <= there


def test_feed_is_told_of_where_there_is_one() -> None:
    with_feed = {URL + feed.page for feed in feeds(toy()) if feed.page}
    told = {record["url"] for record in entries().values() if "feed" in record["forms"]}
    assert told == with_feed
    for record in entries().values():
        assert record["forms"]["json"] == f"{record['url']}index.json"
        assert record["forms"].get("feed", f"{record['url']}feed.xml") == f"{record['url']}feed.xml"


def test_office_of_which_no_letter_tells_has_no_feed(tmp_path: Path) -> None:
    people = "ada:\n  name: Ada Example\n  offices:\n    - {office: mayor, from: 2010, to: 2014}\n"
    small = archive(
        write(
            tmp_path,
            {
                "people.yml": people,
                "offices.yml": "mayor:\n  label: Mayor\n",
                "2020-01-01-b.md": letter("signatories: Ada Example", signed=""),
            },
        )
    )
    found = {name: json.loads(content) for name, content in entity_files(small)}
    mayor = found["offices/mayor/index.json"]
    assert (mayor["counts"], mayor["letters"]) == ({"letters": 0}, [])
    assert mayor["forms"].keys() == {"html", "json"}
    assert [(one["id"], one["from"], one["to"]) for one in mayor["holders"]] == [("ada", "2010", "2014")]


def test_letters_of_people_are_those_that_name_them() -> None:
    for address, record in entries().items():
        if not address.startswith(("people/", "organizations/")):
            continue
        told = [(one["id"], one["role"]) for one in record["letters"]]
        named = [
            (key, role)
            for key, letter in toy_letters().items()
            for role, name in (("signatory", "signatories"), ("recipient", "recipients"), ("cc", "cc"))
            for one in letter[name]
            if one.get("id") == record["id"]
        ]
        assert told == named
        assert record["counts"]["letters"] == len({key for key, _ in told})


def test_letters_of_offices_and_topics_are_those_that_name_them() -> None:
    for address, record in entries().items():
        if address.startswith("topics/"):
            assert record["counts"] == {"letters": len(record["letters"])}
        if address.startswith("offices/"):
            named = [
                (key, one.get("id", one["name"]))
                for key, letter in toy_letters().items()
                for name in ("signatories", "recipients", "cc")
                for one in letter[name]
                if one.get("office", {}).get("id") == record["id"]
            ]
            assert [(one["id"], one.get("holder") or one["name"]) for one in record["letters"]] == named
    below = {one["id"] for one in entries()["topics/libraries/"]["letters"]}
    above = {one["id"] for one in entries()["topics/public-life/"]["letters"]}
    assert below < above


def test_withdrawn_signature_is_told_of() -> None:
    (river,) = [
        one
        for one in entries()["people/blair-sample/"]["letters"]
        if one["id"] == "2021-05-03-keep-the-river-clean"
    ]
    assert river["withdrawn"] is True
    assert entries()["people/blair-sample/"]["counts"]["signed"] < 4


def test_nothing_unpublished_is_told() -> None:
    assert b"canary" not in b"".join(files().values()).lower()


def test_nothing_is_null_or_empty_but_lists() -> None:
    for content in files().values():
        assert not [v for v in values(json.loads(content)) if v in (None, "", {})]


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\ufffe", '"</script>'])
def test_settings_may_hold_anything(bad: str) -> None:
    for name, content in entity_files(with_settings(publisher=bad, rights=bad, site_name=bad)):
        found = json.loads(content.decode())
        assert name.startswith("data/") == ("site" in found)
