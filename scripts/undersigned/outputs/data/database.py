"""The archive as one SQLite database, with keys and full-text search: archive.sqlite."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import partial
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from undersigned.outputs.data.rows import Columns, Rows, Value
from undersigned.work.objects import ForeignDataError

HERE = Path(__file__).parent
REFERENCES = {
    "person": "people",
    "organization": "organizations",
    "office": "offices",
    "topic": "topics",
    "part_of": "organizations",
    "broader": "topics",
    "follows": "letters",
    "answer": "letters",
}
"""The columns that lead to other tables: rows have an id there, the database its number."""
SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
"""
"""A page is as large as full-text search expects; nobody else sees the file before it is whole."""

INTO_SEARCH = """
INSERT INTO letters_fts (rowid, text, title, subject, summary, notes)
SELECT number, text, title, subject, summary, notes FROM letters WHERE number > ?
"""
"""Lets full-text search read the letters after one: part by part, so that the last is not waited for."""

PRIMARY = 0xFF
"""What of a result code of SQLite says the kind of error; the rest says more of it."""
FOR_WANT_OF_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
}

Numbers = dict[str, dict[Value, Value]]
"""The number of each id, by table; no text has no number, which SQLite takes for null."""


FORGED = (
    *(sqlite3.DataError, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)
"""What rows raise that nobody made of letters: they may hold anything."""


class DatabaseError(Exception):
    """This Python cannot make the database; the message is one sentence that says what to do."""


def make_database(metadata: Mapping[str, str], entries: Rows, parts: Iterable[Rows]) -> bytes:
    """Return the database of the entries of all registries, and the letters of all parts in order.

    Raises ForeignDataError for rows that do not fit together, DatabaseError, and OSError.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "archive.sqlite")
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            _create(connection)
            try:
                connection.execute("BEGIN")
                _fill(connection, metadata, entries, parts)
                connection.execute("COMMIT")
                connection.executescript(_script("indexes.sql"))
            except FORGED as error:
                raise ForeignDataError(f"not the rows of an archive: {error}") from error
            except sqlite3.OperationalError as error:
                raise _unwritable(error) from error
        return file.read_bytes()


def _create(connection: sqlite3.Connection) -> None:
    try:
        connection.executescript(SETTINGS + _script("tables.sql"))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY in FOR_WANT_OF_ROOM:
            raise _unwritable(error) from error
        has = f"this Python's SQLite {sqlite3.sqlite_version} cannot make archive.sqlite: {error}"
        raise DatabaseError(f"{has}; use a Python whose SQLite is 3.31 or newer, with FTS5") from error


def _unwritable(error: sqlite3.Error) -> OSError:
    return OSError(f"archive.sqlite cannot be written to {gettempdir()}: {error}")


def _script(name: str) -> str:
    return HERE.joinpath(name).read_text(encoding="utf-8")


def _fill(
    connection: sqlite3.Connection, metadata: Mapping[str, str], entries: Rows, parts: Iterable[Rows]
) -> None:
    numbers: Numbers = {table: {"": ""} for table in REFERENCES.values()}
    _insert(connection, "metadata", {"key": list(metadata), "value": list(metadata.values())}, numbers)
    for table, columns in entries.items():
        if table in numbers:
            numbers[table] |= zip(columns["id"], columns["number"], strict=True)
    for table, columns in entries.items():
        _insert(connection, table, columns, numbers)
    waiting = []
    for rows in parts:
        before = len(numbers["letters"]) - 1
        for columns in rows.values():
            counted = "number" if "number" in columns else "letter"
            columns[counted] = list(map(partial(add, before), columns[counted]))
        letters = rows["letters"]
        numbers["letters"] |= zip(letters["id"], letters["number"], strict=True)
        for table, columns in rows.items():
            # What leads from letter to letter waits until all letters are there.
            if any(REFERENCES.get(name) == "letters" for name in columns):
                waiting.append((table, columns))
            else:
                _insert(connection, table, columns, numbers)
        connection.execute(INTO_SEARCH, [before])
    for table, columns in waiting:
        _insert(connection, table, columns, numbers)


def _insert(connection: sqlite3.Connection, table: str, columns: Columns, numbers: Numbers) -> None:
    """Insert rows. Names of tables and columns are compared with the database's own."""
    known = dict(connection.execute('SELECT name, "notnull" FROM pragma_table_info(?)', [table]))
    if not known or not known.keys() >= columns.keys():
        raise ForeignDataError(f"{table} has no such columns")
    values = [
        list(map(numbers[REFERENCES[name]].__getitem__, column)) if name in REFERENCES else column
        for name, column in columns.items()
    ]
    # Python takes long to hand over a null, SQLite makes one quickly.
    marks = [
        "nullif(?, '')" if "" in column and not known[name] else "?"
        for name, column in zip(columns, values, strict=True)
    ]
    names, places = ", ".join(columns), ", ".join(marks)
    order = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names are known
    connection.executemany(order, zip(*values, strict=True))
