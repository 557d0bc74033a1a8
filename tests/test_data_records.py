"""The record of a letter: everything public in it, nothing else, in the shape that its schema promises."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from golden import golden
from records import SETTINGS, URL, records_of, toy, toy_letters, toy_records, values, with_settings
from records import readable as text
from sources import archive, letter, write
from undersigned.archive.keys import LetterKeys
from undersigned.outputs.data import schema_json
from undersigned.views.pages import pages

SCHEMA = json.loads(schema_json(SETTINGS, "letter-record"))
GOLDEN = (
    "2015-01-12-open-records",
    "2020-03-31-library-budgets",
    "2021-05-03-keep-the-river-clean",
    "2021-05-03-statement-of-the-readers",
    "2024-03-01-markup-is-text",
    "2025-05-02-keep-the-riverside-library-open",
    "2025-06-06-corrected-letter",
)


def closed(schema: Any) -> Any:  # noqa: ANN401 - a schema is any JSON
    """Return a schema that lets no other field pass."""
    found = deepcopy(schema)
    for part in values(found):
        if isinstance(part, dict) and "properties" in part:
            part["additionalProperties"] = False
    return found


@pytest.mark.parametrize("key", GOLDEN)
def test_record_is_the_one_that_was_read_and_found_right(key: str) -> None:
    golden(f"data/letters/{key}.json", text(toy_records()[key]))


@pytest.mark.parametrize("key", sorted(toy().letters))
def test_every_record_keeps_to_its_schema(key: str) -> None:
    judge = Draft202012Validator(closed(SCHEMA), format_checker=FormatChecker())
    assert [f"{e.json_path}: {e.message}" for e in judge.iter_errors(toy_letters()[key])] == []


def test_schema_promises_nothing_that_no_letter_shows() -> None:
    shown = {name for record in toy_letters().values() for v in values(record) for name in _keys(v)}
    promised = {name for part in values(SCHEMA) if isinstance(part, dict) for name in _properties(part)}
    assert promised == shown


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _properties(schema: dict[str, Any]) -> list[str]:
    return list(schema.get("properties", {}))


def test_schema_of_the_record_says_what_each_field_means() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == f"{URL}data/schemas/letter-record.json"
    parts = [part for part in values(SCHEMA) if isinstance(part, dict) and "properties" in part]
    silent = [
        name for part in parts for name, told in part["properties"].items() if "description" not in told
    ]
    assert silent == []
    assert all("description" in part for part in parts)


def test_what_a_letter_lacks_is_left_out_but_lists_are_there() -> None:
    lists = {name for record in toy_letters().values() for name, v in record.items() if isinstance(v, list)}
    for record in deepcopy(dict(toy_letters())).values():
        assert lists <= record.keys()
        notes = record["text"].pop("notes")
        inner = [v for one in record.values() for v in values(one) if v is not one]
        assert not [v for v in inner if v in (None, "", {}, [])]
        assert isinstance(notes, list)


def test_record_is_one_line_of_utf_8() -> None:
    for record in toy_records().values():
        assert record.count(b"\n") == 1
        assert record.endswith(b"\n")
        assert len(record.decode().splitlines()) == 1


def test_office_and_party_are_those_of_the_day() -> None:
    def held(key: str) -> tuple[str, str]:
        (avery,) = (
            one
            for one in (*toy_letters()[key]["signatories"], *toy_letters()[key]["recipients"])
            if one.get("id") == "avery-example"
        )
        return avery["office"]["id"], avery["party"]

    assert held("2016-02-29-statement-on-the-leap-day") == ("northland-attorney-general", "Orchard Party")
    assert held("2021-05-03-keep-the-river-clean") == ("northland-governor", "Meadow Party")


def test_party_is_that_of_the_term_in_which_somebody_signed(tmp_path: Path) -> None:
    people = """\
ada:
  name: Ada Example
  offices:
    - {office: mayor, from: 2010, to: 2014, party: First Party}
    - {office: mayor, from: 2015, party: Second Party}
"""
    small = archive(
        write(
            tmp_path,
            {
                "people.yml": people,
                "offices.yml": "mayor:\n  label: Mayor\n",
                "2012-01-01-a.md": letter("signatories: Ada Example", date="2012-01-01", signed=""),
                "2020-01-01-b.md": letter("signatories: Ada Example", date="2020-01-01", signed=""),
            },
        )
    )
    found = [json.loads(record)["signatories"][0]["party"] for record in records_of(small).values()]
    assert found == ["First Party", "Second Party"]


SMALL = {
    "people.yml": """\
ada:
  name: Ada Example
  offices:
    - {office: mayor, from: 2010, party: First Party}
""",
    "offices.yml": "mayor:\n  label: Mayor\n  role: Mayor\n  jurisdiction: ZZ\n",
    "topics.yml": "water:\n  label: Water\n",
    "2020-01-01-a.md": letter("signatories: Ada Example\ntopics: water", signed=""),
    "2020-01-02-b.md": letter("follows: 2020-01-01-a", date="2020-01-02"),
}


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("people.yml", "First Party", "Second Party"),
        ("people.yml", "from: 2010", "from: 2021"),
        ("offices.yml", "label: Mayor", "label: The Mayor"),
        ("offices.yml", "role: Mayor", "role: Mayoress"),
        ("offices.yml", "jurisdiction: ZZ", "jurisdiction: US"),
        ("topics.yml", "label: Water", "label: Waters\n  also: Water"),
        ("2020-01-01-a.md", "title: A letter", "title: Another letter"),
        ("2020-01-01-a.md", "Text.", "Other text."),
        ("2020-01-02-b.md", "follows: 2020-01-01-a", "summary: It follows nothing."),
    ],
)
def test_key_of_a_letter_changes_with_its_record(tmp_path: Path, name: str, was: str, now: str) -> None:
    (tmp_path / "after").mkdir()
    (tmp_path / "before").mkdir()
    assert was in SMALL[name]
    before = archive(write(tmp_path / "before", SMALL))
    after = archive(write(tmp_path / "after", {**SMALL, name: SMALL[name].replace(was, now)}))
    first = "2020-01-01-a"
    assert records_of(before)[first] != records_of(after)[first]
    assert LetterKeys(before)[first] != LetterKeys(after)[first]


def test_count_is_of_those_who_stand_by_it() -> None:
    for record in toy_letters().values():
        standing = [one for one in record["signatories"] if "withdrawn" not in one]
        assert record["signatures"] == len(standing) + len(record["also_signed"]) + record["erased"]


def test_every_address_of_the_archive_is_that_of_a_page() -> None:
    there = {URL + view.address for view in pages(toy())}
    for record in toy_letters().values():
        forms = set(record["forms"].values())
        forms |= {one["url"] for one in record["attachments"]}
        told = [v for v in values(record) if isinstance(v, str) and v.startswith(URL) and v not in forms]
        assert told
        assert {address.partition("#")[0] for address in told} <= there
        assert all(form.startswith(record["url"]) for form in forms)


def test_letters_lead_to_each_other_both_ways() -> None:
    letters = toy_letters()
    ways = {(key, other["id"]) for key, record in letters.items() for other in record["follows"]}
    back = {(other["id"], key) for key, record in letters.items() for other in record["followed_by"]}
    assert ways == back != set()


def test_nothing_unpublished_is_told() -> None:
    assert b"canary" not in b"".join(toy_records().values()).lower()


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\ufffe", "\u2028", "\u202e", "\r\n"])
def test_settings_may_hold_anything(bad: str) -> None:
    spoilt = with_settings(publisher=f"A{bad}B", rights=f"C{bad}", site_name=bad, contact=bad)
    for record in records_of(spoilt).values():
        assert len(record.decode().splitlines()) == 1
        assert json.loads(record)["publisher"].startswith("A\ufffd")


def test_archive_without_publisher_and_rights_says_neither() -> None:
    for record in records_of(with_settings(publisher=None, rights=None)).values():
        assert not {"publisher", "rights"} & json.loads(record).keys()
