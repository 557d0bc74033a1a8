"""The files of the whole archive: each true to the records, readable by the tools it is meant for."""

import csv
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from golden import golden
from records import (
    SETTINGS,
    URL,
    changed,
    files_of,
    joined,
    parts_of,
    readable,
    records_of,
    toy,
    toy_files,
    toy_letters,
    toy_records,
    with_settings,
)
from sources import TESTS
from undersigned.outputs.data import entity_files, make_part, schema_files
from undersigned.outputs.data.parts import LENGTHS, Part, field_of
from undersigned.outputs.data.rows import letter_rows
from undersigned.outputs.data.spreadsheets import LETTERS, SIGNATURES
from undersigned.views.data_files import DATA_FILES, ENTRY_FILES, MOVES
from undersigned.views.licences import open_licence
from undersigned.work.objects import ForeignDataError, dumps

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
CC0, CC_BY = (
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "https://creativecommons.org/licenses/by/4.0/",
)
RIVER = "2021-05-03-keep-the-river-clean"


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    made = {*toy_files(), *(name for name, _ in entity_files(toy())), *(n for n, _ in schema_files(SETTINGS))}
    assert {name for name in made if name.startswith("data/")} == {
        f"data/{one.name}" for one in DATA_FILES if one.name != MOVES
    }
    beside = {name.partition("/")[0] for name in made if not name.startswith("data/")}
    assert {one.name.partition("/")[0] for one in ENTRY_FILES} == {*beside, "letters"}


@pytest.mark.parametrize("name", ["letters.csv", "signatures.csv", "correspondence.xml"])
def test_file_is_the_one_that_was_read_and_found_right(name: str) -> None:
    golden(f"data/{name}", toy_files()[f"data/{name}"])


def test_list_of_letters_is_the_one_that_was_read_and_found_right() -> None:
    golden("data/letters.json", readable(toy_files()["data/letters.json"]))


# letters.json, letters.jsonl.gz


def test_list_of_letters_tells_of_all_what_their_records_tell() -> None:
    found = json.loads(toy_files()["data/letters.json"])
    assert {"libraries", "library", "open-records"} <= set(found["entries"]["topics"])
    assert {key: value for key, value in found.items() if key not in {"entries", "letters"}} == {
        "schema_version": "1.0",
        "site": {"name": "Letters of Northland", "url": URL},
        "publisher": SETTINGS.publisher,
        "rights": SETTINGS.rights,
    }
    for one, record in zip(found["letters"], toy_letters().values(), strict=True):
        told = one.pop("digests")
        assert is_part_of(one, record)
        assert not {"text", "forms", "also_signed"} & one.keys()
        assert told["paragraphs"].keys() == {paragraph["id"] for paragraph in record["text"]["paragraphs"]}
        assert len(told["notes"]) == len(record["text"]["notes"])


def is_part_of(less: Any, more: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether a JSON value holds nothing that another does not hold at the same place."""
    if isinstance(less, dict):
        return less.keys() <= more.keys() and all(is_part_of(less[key], more[key]) for key in less)
    if isinstance(less, list):
        return len(less) == len(more) and all(map(is_part_of, less, more))
    return bool(less == more)


def test_gzip_holds_every_record_and_a_member_for_each_year() -> None:
    packed = toy_files()["data/letters.jsonl.gz"]
    assert gzip.decompress(packed) == b"".join(toy_records().values())
    years = sorted({key[:4] for key in toy_letters()})
    members = [bytes(field_of(part, "records")) for part in parts_of(toy_records())]
    assert packed == b"".join(members)
    for year, member in zip(years, members, strict=True):
        assert all(json.loads(line)["id"][:4] == year for line in gzip.decompress(member).splitlines())
        # RFC 1952, section 2.3.1: no flags, hence no name; no time.
        assert member[3:8] == bytes(5)


def test_year_in_which_nothing_changed_is_copied() -> None:
    before = parts_of(toy_records())
    after = parts_of(changed(RIVER, lambda record: record.update(title="Another title")))
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        key != "2021" for key in sorted({key[:4] for key in toy_letters()})
    ]


# CSV


def rows(name: str, files: Any = None) -> list[dict[str, str]]:  # noqa: ANN401 - files by name
    content = (files or toy_files())[f"data/{name}"].decode()
    return list(csv.DictReader(StringIO(content, newline=""), strict=True))


def test_csv_is_as_rfc_4180_has_it() -> None:
    for name, columns in (("letters.csv", LETTERS), ("signatures.csv", SIGNATURES)):
        content = toy_files()[f"data/{name}"]
        assert content.startswith(",".join(columns).encode() + b"\r\n")
        assert content.endswith(b"\r\n")
        assert all(None not in row and None not in row.values() for row in rows(name))


def test_csv_has_a_row_for_each_letter() -> None:
    for row, record in zip(rows("letters.csv"), toy_letters().values(), strict=True):
        assert row["id"] == record["id"]
        assert row["signatures"] == str(record["signatures"])
        assert row["topics"] == " | ".join(topic["id"] for topic in record["topics"])


def test_csv_has_a_row_for_each_signature() -> None:
    found = rows("signatures.csv")
    for key, record in toy_letters().items():
        own = [row for row in found if row["letter"] == key]
        assert len(own) == len(record["signatories"]) + len(record["also_signed"])
        standing = [row for row in own if not row["withdrawn"]]
        assert len(standing) + record["erased"] == record["signatures"]
        assert [row["position"] for row in own] == [str(n) for n in range(1, len(own) + 1)]


def test_csv_tells_office_and_jurisdiction_of_the_day() -> None:
    (row,) = [r for r in rows("signatures.csv") if (r["letter"], r["id"]) == (RIVER, "avery-example")]
    told = {key: row[key] for key in ("office", "role", "jurisdiction", "party", "lead", "kind", "signed")}
    assert told == {
        "office": "northland-governor",
        "role": "Governor",
        "jurisdiction": "ZZ-NL",
        "party": "Meadow Party",
        "lead": "true",
        "kind": "person",
        "signed": "2021-05-03",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_starts_a_formula(start: str) -> None:
    bad = start + "HYPERLINK(1,2)"

    def spoil(record: Any) -> None:  # noqa: ANN401 - a record
        for name in ("title", "subject", "summary", "source"):
            record[name] = bad
        one = record["signatories"][0]
        one.update(name=bad, title=[bad], party=bad, by=bad)
        one["for"] = bad
        one["office"].update(label=bad, role=bad)
        record["also_signed"][0] = {"name": bad, "title": bad}
        record["recipients"][0]["name"] = bad
        record["cc"] = [{"name": bad}]

    files = files_of(toy(), changed(RIVER, spoil))
    cells = [
        cell for name in ("letters.csv", "signatures.csv") for r in rows(name, files) for cell in r.values()
    ]
    assert sum(cell == f"'{bad}" for cell in cells) >= 14
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r\n＝＋－＠" and cell]


# CMIF


def valid(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    document = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    judge = etree.RelaxNG(etree.parse(TESTS / "judges" / "cmif.rng"))
    judge.assertValid(document)
    sources = {one.get("source") for one in document.iter(f"{TEI}correspDesc")}
    assert sources == {f"#{one.get(XML_ID)}" for one in document.iter(f"{TEI}bibl")}
    return document


def test_correspondence_keeps_to_the_schema_and_tells_of_every_letter() -> None:
    document = valid(toy_files()["data/correspondence.xml"])
    found = {one.get("key"): one for one in document.iter(f"{TEI}correspDesc")}
    assert list(found) == list(toy_letters())
    for key, one in found.items():
        record = toy_letters()[key]
        assert one.get("ref") == record["url"]
        sent, received = one
        standing = [s for s in record["signatories"] if "withdrawn" not in s]
        names = [s["name"] for s in (*standing, *record["also_signed"])]
        assert [e.text for e in sent[:-1]] == names
        assert [e.get("ref") for e in sent[: len(standing)]] == [s["url"] for s in standing]
        assert sent[-1].get("when") == record["date"]
        assert [e.text for e in received] == ([r["name"] for r in record["recipients"]] or ["Unknown"])
    organizations = {e.text for e in document.iter(f"{TEI}orgName")}
    assert "Northland Library Association" in organizations
    assert document.findtext(f".//{TEI}email") == SETTINGS.contact


@pytest.mark.parametrize(
    ("rights", "licence"),
    [
        (CC0, CC0),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.de", CC0),
        (CC_BY, CC_BY),
        ("https://www.creativecommons.org/licenses/by/4.0", CC_BY),
        ("https://creativecommons.org/licenses/by/3.0/us/", "https://creativecommons.org/licenses/by/3.0/"),
        ("Text: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)", CC_BY),
        ("CC0", CC0),
        ("CC0-1.0", CC0),
        ("Creative Commons Zero v1.0 Universal", CC0),
        ("CC BY", CC_BY),
        ("CC-BY-4.0", CC_BY),
        ("cc by 2.5", "https://creativecommons.org/licenses/by/2.5/"),
        ("Creative Commons Attribution 4.0 International", CC_BY),
        ("Creative Commons Attribution 4.0 International Public License", CC_BY),
        (None, None),
        ("", None),
        ("All rights reserved", None),
        ("CC BY-SA 4.0", None),
        ("CC-BY-NC-4.0", None),
        ("CC BY-ND", None),
        ("Creative Commons Attribution-ShareAlike 4.0", None),
        ("https://creativecommons.org/licenses/by-nc/4.0/", None),
        ("https://creativecommons.org/publicdomain/mark/1.0/", None),
        (f"{CC_BY} or https://creativecommons.org/licenses/by-nc/4.0/", None),
        ("https://example.org/creativecommons.org/licenses/by/4.0/", None),
        ("not CC0", None),
    ],
)
def test_correspondence_is_written_under_an_open_licence_alone(
    rights: str | None, licence: str | None
) -> None:
    assert open_licence(rights) == licence
    archive = with_settings(rights=rights)
    files = files_of(archive, records_of(archive))
    assert ("data/correspondence.xml" in files) == (licence is not None)
    if licence:
        document = valid(files["data/correspondence.xml"])
        assert document.find(f".//{TEI}licence").get("target") == licence


@pytest.mark.parametrize(
    ("contact", "email"),
    [
        ("press@letters.example.org", "press@letters.example.org"),
        ("mailto:press@letters.example.org", "press@letters.example.org"),
        ("https://letters.example.org/contact", None),
        ("Kim Clerk <press@letters.example.org>", None),
        ("@letters", None),
        (None, None),
    ],
)
def test_editor_has_the_address_of_the_press_contact(contact: str | None, email: str | None) -> None:
    archive = with_settings(contact=contact)
    document = valid(files_of(archive, toy_records())["data/correspondence.xml"])
    assert document.findtext(f".//{TEI}email") == email


# Parts


def digests(files: Iterator[tuple[str, bytes]]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in files}


ALONE = """\
import json
from records import toy, toy_files
from test_data_files import digests
from undersigned.outputs.data import entity_files
print(json.dumps([digests(toy_files().items()), digests(entity_files(toy()))]))
"""


def test_same_archive_same_bytes_in_any_process() -> None:
    here = [digests(iter(toy_files().items())), digests(entity_files(toy()))]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS)}
        done = subprocess.run(
            [sys.executable, "-c", ALONE], env=environment, capture_output=True, text=True, check=True
        )
        assert json.loads(done.stdout) == here


def test_archive_without_letters_has_its_files_too() -> None:
    files = joined(with_settings().reworded({}, toy().reader), [])
    assert json.loads(files["data/letters.json"])["letters"] == []
    assert gzip.decompress(files["data/letters.jsonl.gz"]) == b""
    assert len(files["data/letters.csv"].splitlines()) == 1
    assert "data/correspondence.xml" not in files


ALONE_KEY = "2025-05-02-keep-the-riverside-library-open"
"""A letter that names no other, and nobody of the registries."""


def forged(rows_: object) -> bytes:
    """Return a part whose rows say something else than any letter."""
    one = make_part([toy_records()[ALONE_KEY]])
    pieces = [bytes(field_of(one, name)) for name in Part._fields[:-1]]
    pieces.append(dumps(rows_))
    return LENGTHS.pack(*map(len, pieces)) + b"".join(pieces)


def rows_with(**tables: object) -> dict[str, Any]:
    """Return rows as they should be, but for some tables."""
    return {**letter_rows([toy_letters()[ALONE_KEY]]), **tables}


INJECTION = "people (number, id, url, name) SELECT ? + 99, 'x', 'y', 'z' --"
IN_COLUMN = "number, id, url, name) SELECT ? + 99, 'x', 'y', 'z' --"


def test_part_that_is_as_it_was_made_is_taken() -> None:
    made = joined(toy(), [forged(rows_with())])
    assert made == joined(toy(), [make_part([toy_records()[ALONE_KEY]])])


@pytest.mark.parametrize(
    "rows_",
    [
        None,
        [],
        {},
        rows_with(letters={}),
        rows_with(letters=5),
        rows_with(letters={"number": [1], "id": ["x"]}),
        rows_with(letters={**rows_with()["letters"], "title": [["x"]]}),
        rows_with(letters={**rows_with()["letters"], "number": ["one"]}),
        rows_with(letters={**rows_with()["letters"], "number": [10**30]}),
        rows_with(letters={**rows_with()["letters"], "number": [1, 2]}),
        rows_with(letters={**rows_with()["letters"], "title": ["\ud800"]}),
        rows_with(nothing={"letter": [1]}),
        rows_with(**{INJECTION: {"letter": [1]}}),
        rows_with(people={"letter": [1], IN_COLUMN: [1]}),
        rows_with(people={IN_COLUMN: [1], "letter": [1]}),
        rows_with(letter_topics={"letter": [1], "topic": ["nothing"], "position": [1]}),
        rows_with(letter_topics={"letter": [1], "topic": [["nothing"]], "position": [1]}),
    ],
)
def test_forged_part_is_refused(rows_: object) -> None:
    with pytest.raises(ForeignDataError):
        joined(toy(), [forged(rows_)])


@given(st.binary(max_size=200), st.integers(0, 20_000))
def test_damaged_part_is_refused(noise: bytes, place: int) -> None:
    whole = make_part([toy_records()[ALONE_KEY]])
    for spoilt in (noise, whole[: place % len(whole)], whole + b"more", b"x" + whole):
        with pytest.raises(ForeignDataError):
            joined(toy(), [spoilt])
