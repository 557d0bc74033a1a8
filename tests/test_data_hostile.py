"""Whatever letters and settings say, every format holds it, gives it back, and is not broken by it."""

import csv
import gzip
import json
import sqlite3
from contextlib import closing
from io import StringIO
from itertools import cycle
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from records import SETTINGS, files_of, toy, toy_records, with_settings
from undersigned.outputs.data import letter_json
from undersigned.source.text import HIDDEN

TEI = "{http://www.tei-c.org/ns/1.0}"
RIVER = "2021-05-03-keep-the-river-clean"
SEEDS = (
    "=1+1",
    "@SUM(A1)",
    "-2",
    "＝x",
    '"',
    '","',
    "'",
    "''",
    "a, b; c | d",
    "]]>",
    "<!-- x -->",
    "<slot />",
    "<b>&amp;</b>",
    "\\",
    "{{ x }} {% y %}",
    "'); DROP TABLE letters; --",
    "\t tab",
    "nul \\u0000",
    "e\u0301 é 例子 👩‍⚖️ رسالة",
    "\U0001fffe\U0010ffff",
    "[]}",
    "},\n{",
)
WORDS = st.one_of(
    st.sampled_from(SEEDS),
    # What a source file may hold: everything but what hides or reorders what a reader sees.
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(
        lambda t: HIDDEN.sub("", t)
    ),
).filter(lambda text: text.strip() == text != "")
ANYTHING = st.text(st.characters(), min_size=1, max_size=30)


def spoilt(words: list[str]) -> Any:  # noqa: ANN401 - a record
    """Return a record in which hostile words stand wherever somebody wrote words."""
    record = json.loads(toy_records()[RIVER])
    record["events"] = [event for event in record["events"] if "letter" not in event]
    more = cycle(words)
    for name in ("title", "subject", "summary", "source"):
        record[name] = next(more)
    record["letterhead"] = record["via"] = [next(more), next(more)]
    for one in (*record["signatories"], *record["recipients"]):
        one.update(name=next(more), title=[next(more)], by=next(more), party=next(more))
        one["for"] = next(more)
        if "office" in one:
            one["office"].update(label=next(more), role=next(more))
    record["also_signed"] = [{"name": next(more), "title": next(more)}]
    record["corrections"] = [{"date": "2021-06-01", "kind": "text", "was": next(more), "now": next(more)}]
    for place in (*record["text"]["paragraphs"], *record["events"]):
        place["text" if "text" in place else "title"] = next(more)
    record["text"]["notes"] = [next(more)]
    return record


def bare(cell: str) -> str:
    """Return what a cell says, without the apostrophe before what would be a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠") else cell


@given(st.lists(WORDS, min_size=1, max_size=6))
@settings(max_examples=60)
def test_words_of_letters_come_back_unchanged(words: list[str]) -> None:
    record = spoilt(words)
    files = files_of(toy(), {RIVER: letter_json(record)})
    assert json.loads(gzip.decompress(files["data/letters.jsonl.gz"]).decode()) == record
    (summary,) = json.loads(files["data/letters.json"])["letters"]
    assert (summary["title"], summary["letterhead"]) == (record["title"], record["letterhead"])

    def table(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(files[f"data/{name}"].decode(), newline=""), strict=True))

    (row,) = table("letters.csv")
    for name in ("title", "subject", "summary", "source"):
        assert bare(row[name]) == record[name]
    people = [*record["signatories"], *record["also_signed"]]
    for cells, one in zip(table("signatures.csv"), people, strict=True):
        title = one["title"] if isinstance(one["title"], str) else "\n".join(one["title"])
        assert (bare(cells["name"]), bare(cells["title"])) == (one["name"], title)

    sent, received = etree.fromstring(files["data/correspondence.xml"]).find(f".//{TEI}correspDesc")
    standing = [one["name"] for one in people if "withdrawn" not in one]
    assert [name.text for name in sent[:-1]] == standing
    assert [name.text for name in received] == [one["name"] for one in record["recipients"]]

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["data/archive.sqlite"])
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        query = "SELECT name, by_whom FROM signatures ORDER BY position"
        assert connection.execute(query).fetchall() == [(one["name"], one.get("by")) for one in people]
        assert connection.execute("SELECT title, notes FROM letters").fetchall() == [
            (record["title"], *record["text"]["notes"])
        ]


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=60)
def test_settings_break_no_file(name: str, publisher: str, contact: str, rights: str) -> None:
    archive = with_settings(
        site_name=name, publisher=publisher, contact=contact, rights=f"{SETTINGS.rights} {rights}"
    )
    files = files_of(archive, toy_records())
    line = " ".join(HIDDEN.sub("\ufffd", publisher).split())
    assert json.loads(files["data/letters.json"].decode()).get("publisher", "") == line
    document = etree.fromstring(files["data/correspondence.xml"])
    title = document.findtext(f".//{TEI}titleStmt/{TEI}title")
    assert "".join((title or "").split()) == "".join(HIDDEN.sub("\ufffd", name).split())
    assert len(list(document.iter(f"{TEI}correspDesc"))) == len(toy_records())
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["data/archive.sqlite"])
        found = dict(connection.execute("SELECT key, value FROM metadata"))
        assert found.get("publisher", "") == line
