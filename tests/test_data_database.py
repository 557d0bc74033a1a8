"""archive.sqlite: sound by SQLite's own checks, true to the records, and opened by Datasette as it is."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from golden import golden
from records import SETTINGS, URL, files_of, toy, toy_files, toy_letters, toy_records, with_settings
from undersigned.outputs.data import DatabaseError, database

NAME = "data/archive.sqlite"
RIVER = "2021-05-03-keep-the-river-clean"
LAMPS = {"2020-03-31-library-budgets", "2025-06-06-corrected-letter"}
TABLES = (
    "metadata",
    "people",
    "organizations",
    "offices",
    "holdings",
    "topics",
    "letters",
    "signatures",
    "recipients",
    "letter_topics",
    "follows",
    "corrections",
    "events",
    "attachments",
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "archive.sqlite"
    path.write_bytes(toy_files()[NAME])
    path.chmod(0o444)
    return path


@pytest.fixture
def archive(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        yield connection


def rows(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return connection.execute(query, values).fetchall()


def test_database_is_the_one_that_was_read_and_found_right(archive: sqlite3.Connection) -> None:
    lines = []
    for table in TABLES:
        found = archive.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
        lines.append(f"{table}: {', '.join(column[0] for column in found.description)}")
        lines += [json.dumps(row, ensure_ascii=False) for row in found]
    golden("data/archive.sqlite.txt", "\n".join(lines) + "\n")


def test_database_passes_its_own_checks(archive: sqlite3.Connection) -> None:
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows(archive, "PRAGMA foreign_key_check") == []
    assert rows(archive, "PRAGMA freelist_count") == [(0,)]
    assert rows(archive, "PRAGMA encoding") == [("UTF-8",)]
    # No write-ahead log, which a read-only file system could not hold.
    assert rows(archive, "PRAGMA journal_mode") == [("delete",)]


def test_full_text_index_agrees_with_the_letters(file: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(file.read_bytes())
        # Raises an error where the index says something else than the table that holds its content.
        copy.execute("INSERT INTO letters_fts (letters_fts, rank) VALUES ('integrity-check', 1)")


def test_there_is_a_row_for_each_thing_in_the_records(archive: sqlite3.Connection) -> None:
    letters = toy_letters().values()
    counts = {
        "letters": len(letters),
        "signatures": sum(len(r["signatories"]) + len(r["also_signed"]) for r in letters),
        "recipients": sum(len(r["recipients"]) + len(r["cc"]) for r in letters),
        "letter_topics": sum(len(r["topics"]) for r in letters),
        "follows": sum(len(r["follows"]) for r in letters),
        "corrections": sum(len(r["corrections"]) for r in letters),
        "events": sum(len(r["events"]) for r in letters),
        "people": len(toy().people),
        "organizations": len(toy().organizations),
        "offices": len(toy().offices),
        "topics": len(toy().topics),
        "holdings": sum(len(person.offices) for person in toy().people.values()),
    }
    assert {table: rows(archive, f"SELECT count(*) FROM {table}")[0][0] for table in counts} == counts  # noqa: S608
    assert min(counts.values()) > 0


def test_every_table_is_told_of_and_every_column_is_filled_somewhere(archive: sqlite3.Connection) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'"
    assert {name for (name,) in rows(archive, query)} == set(TABLES)
    for table in TABLES:
        for (column,) in rows(archive, "SELECT name FROM pragma_table_info(?)", table):
            (found,) = rows(archive, f'SELECT count("{column}") FROM {table}')  # noqa: S608
            assert bool(found[0]) != ((table, column) in EMPTY), f"{table}.{column}"


EMPTY = {("recipients", "for_whom"), ("signatures", "address")}
"""Columns for which no letter of the toy archive has a value."""


def test_letters_hold_what_their_records_hold(archive: sqlite3.Connection) -> None:
    query = "SELECT id, title, date, updated, signatures, erased, text, notes FROM letters ORDER BY number"
    for row, record in zip(rows(archive, query), toy_letters().values(), strict=True):
        said = record["text"]
        assert row == (
            record["id"],
            record["title"],
            record["date"],
            record["updated"],
            record["signatures"],
            record["erased"],
            "\n\n".join(paragraph["text"] for paragraph in said["paragraphs"]),
            "\n\n".join(said["notes"]) or None,
        )


def test_joins_find_who_signed_in_which_office_and_place(archive: sqlite3.Connection) -> None:
    query = """
        SELECT people.id, offices.id, jurisdiction, signatures.title, party, lead,
            signed, signatures.withdrawn, kind
        FROM signatures
        JOIN letters ON letters.number = signatures.letter
        JOIN people ON people.number = signatures.person
        JOIN offices ON offices.number = signatures.office
        WHERE letters.id = ? ORDER BY position
    """
    avery, francis, _, blair = rows(archive, query, RIVER)
    assert avery == (
        "avery-example",
        "northland-governor",
        "ZZ-NL",
        "Governor of Northland",
        "Meadow Party",
        1,
        "2021-05-03",
        None,
        "person",
    )
    assert francis[6] == "2021-05-05"
    assert blair[7] == "2021-06-01"
    kinds = "SELECT kind, count(*) FROM signatures GROUP BY kind ORDER BY kind"
    assert [kind for kind, _ in rows(archive, kinds)] == ["organization", "person", "private"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lamps", LAMPS),
        ('"green in April"', {RIVER}),
        ("rio", {"2023-04-05-gracias-por-el-rio"}),
        ("title: library", {"2025-05-02-keep-the-riverside-library-open"}),
        ("notes: mentioned", {"2025-06-06-corrected-letter"}),
        ("nowhere", set()),
    ],
)
def test_full_text_search_finds_letters(archive: sqlite3.Connection, words: str, found: set[str]) -> None:
    query = """
        SELECT id FROM letters_fts JOIN letters ON letters.number = letters_fts.rowid
        WHERE letters_fts MATCH ? ORDER BY letters_fts.rank
    """
    assert {key for (key,) in rows(archive, query, words)} == found


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM letters WHERE id = 'x'", "sqlite_autoindex_letters_1"),
        ("SELECT * FROM letters WHERE date BETWEEN '2020' AND '2021'", "letters_by_date"),
        ("SELECT * FROM signatures WHERE letter = 1", "PRIMARY KEY"),
        ("SELECT * FROM signatures WHERE person = 1", "signatures_by_person"),
        ("SELECT * FROM signatures WHERE organization = 1", "signatures_by_organization"),
        ("SELECT * FROM signatures WHERE office = 1", "signatures_by_office"),
        ("SELECT * FROM recipients WHERE person = 1", "recipients_by_person"),
        ("SELECT * FROM recipients WHERE organization = 1", "recipients_by_organization"),
        ("SELECT * FROM recipients WHERE office = 1", "recipients_by_office"),
        ("SELECT * FROM letter_topics WHERE topic = 1", "letter_topics_by_topic"),
        ("SELECT * FROM follows WHERE follows = 1", "follows_by_follows"),
        ("SELECT * FROM holdings WHERE office = 1", "holdings_by_office"),
    ],
)
def test_obvious_queries_use_an_index(archive: sqlite3.Connection, query: str, index: str) -> None:
    ((*_, plan),) = rows(archive, f"EXPLAIN QUERY PLAN {query}")
    assert index in plan


def test_metadata_say_what_this_is(archive: sqlite3.Connection) -> None:
    assert dict(rows(archive, "SELECT key, value FROM metadata")) == {
        "schema_version": "1.0",
        "site_name": SETTINGS.site_name,
        "site_url": URL,
        "updated": max(record["updated"] for record in toy_letters().values()),
        "publisher": SETTINGS.publisher,
        "rights": SETTINGS.rights,
    }


def test_archive_without_registries_has_a_database_too(tmp_path: Path) -> None:
    only = "2025-05-02-keep-the-riverside-library-open"
    bare = with_settings(publisher=None).reworded({only: toy().letters[only]}, toy().reader)
    bare = type(bare)(**{**vars_of(bare), "people": {}, "organizations": {}, "offices": {}, "topics": {}})
    content = files_of(bare, {only: toy_records()[only]})[NAME]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        assert rows(connection, "PRAGMA integrity_check") == [("ok",)]
        assert rows(connection, "SELECT name, kind FROM signatures") == [
            ("Ana Pérez", "private"),
            ("Lena Tran", "private"),
        ]


def vars_of(archive: Any) -> dict[str, Any]:  # noqa: ANN401 - an archive
    return {name: getattr(archive, name) for name in type(archive).__dataclass_fields__}


def test_python_whose_sqlite_cannot_search_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    made = database._script("tables.sql").replace("fts5", "fts99")
    monkeypatch.setattr(database, "_script", lambda _: made)
    with pytest.raises(DatabaseError, match="no such module: fts99; use a Python whose SQLite"):
        files_of(toy(), toy_records())


def test_full_disk_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    most = len(toy_files()[NAME]) // 4096 - 1
    monkeypatch.setattr(database, "SETTINGS", f"{database.SETTINGS}PRAGMA max_page_count = {most};")
    with pytest.raises(OSError, match="database or disk is full"):
        files_of(toy(), toy_records())


# Datasette


def ask(file: Path, *paths: str) -> list[Any]:
    """Return what Datasette answers, as JSON, when it serves a file that nobody may write."""

    async def answers() -> list[Any]:
        datasette = Datasette([], immutables=[str(file)])
        await datasette.invoke_startup()
        found = [await datasette.client.get(path) for path in paths]
        assert [response.status_code for response in found] == [200] * len(paths)
        return [response.json() for response in found]

    # In a thread of its own: where a browser was started before, this one has a loop that runs.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answers()).result()


def test_datasette_serves_it_with_search_and_labels(file: Path) -> None:
    letters, search, signatures, tables = ask(
        file,
        "/archive/letters.json?_shape=array&_size=max",
        "/archive/letters.json?_search=lamps&_shape=array",
        "/archive/signatures.json?_labels=on&_shape=array&office__notnull=1&_size=1",
        "/archive.json",
    )
    assert [letter["id"] for letter in letters] == list(toy_letters())
    assert {letter["id"] for letter in search} == LAMPS
    (signature,) = signatures
    assert signature["person"]["label"] == "Avery Example"
    assert signature["letter"]["label"] == "The Attorney General asks the department to open its records"
    assert signature["office"]["label"] == "Attorney General of Northland"
    assert {t["name"] for t in tables["tables"] if not t["hidden"]} == set(TABLES)
