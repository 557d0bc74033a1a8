"""The archive as CSV (RFC 4180): one row a letter, and one row a signature."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from undersigned.outputs.data.shape import CorrespondentRecord, LetterRecord

LETTERS = (
    "id",
    "url",
    "title",
    "date",
    "published",
    "updated",
    "language",
    "subject",
    "summary",
    "topics",
    "signatures",
    "signatories",
    "recipients",
    "cc",
    "follows",
    "followed_by",
    "corrections",
    "withdrawn",
    "former_ids",
    "source",
    "exchange",
    "attachments",
)
"""The columns of letters.csv."""
SIGNATURES = (
    "letter",
    "date",
    "position",
    "name",
    "title",
    "kind",
    "id",
    "office",
    "office_label",
    "role",
    "jurisdiction",
    "party",
    "by",
    "for",
    "lead",
    "signed",
    "withdrawn",
)
"""The columns of signatures.csv."""
BAR = " | "
"""What parts several values in one cell: nobody's name holds it, since letters part name and title by it."""
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make spreadsheets take a cell for a formula (OWASP, "CSV Injection")."""
Cell = str | int


def csv_rows(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV, lines ended by CR and LF (RFC 4180, section 2), in UTF-8 without a mark."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def harmless(text: str) -> str:
    """Return what somebody wrote as a cell may hold it: with an apostrophe before what would be a formula."""
    return f"'{text}" if text[:1] in FORMULA else text


def letter_row(record: LetterRecord) -> list[Cell]:
    """Return the row of a letter in letters.csv; what it lacks is empty."""
    return [
        record["id"],
        record["url"],
        harmless(record["title"]),
        record["date"],
        record["published"],
        record["updated"],
        record["language"],
        harmless(record.get("subject", "")),
        harmless(record.get("summary", "")),
        BAR.join(topic["id"] for topic in record["topics"]),
        record["signatures"],
        _names(one for one in record["signatories"] if "withdrawn" not in one),
        _names(record["recipients"]),
        _names(record["cc"]),
        BAR.join(letter["id"] for letter in record["follows"]),
        BAR.join(letter["id"] for letter in record["followed_by"]),
        len(record["corrections"]),
        record["withdrawn"]["date"] if "withdrawn" in record else "",
        BAR.join(record["former_ids"]),
        harmless(record.get("source", "")),
        record["exchange"]["id"] if "exchange" in record else "",
        BAR.join(one["url"] for one in record["attachments"]),
    ]


def signature_rows(record: LetterRecord) -> Iterator[list[Cell]]:
    """Yield the rows of a letter in signatures.csv: named signatories, then private ones."""
    letter, date = record["id"], record["date"]
    named = record["signatories"]
    for position, one in enumerate(named, start=1):
        office = one.get("office")
        yield [
            letter,
            date,
            position,
            harmless(one["name"]),
            harmless("\n".join(one.get("title", ()))),
            one.get("kind", ""),
            one.get("id", ""),
            office["id"] if office else "",
            harmless(office["label"]) if office else "",
            harmless(office.get("role", "")) if office else "",
            office.get("jurisdiction", "") if office else "",
            harmless(one.get("party", "")),
            harmless(one.get("by", "")),
            harmless(one.get("for", "")),
            "true" if "lead" in one else "",
            one.get("signed", ""),
            one.get("withdrawn", ""),
        ]
    for position, private in enumerate(record["also_signed"], start=len(named) + 1):
        beside = [harmless(private["name"]), harmless(private.get("title", "")), "private"]
        yield [letter, date, position, *beside, *[""] * 9, date, ""]


def _names(correspondents: Iterable[CorrespondentRecord]) -> str:
    return harmless(BAR.join([one["name"] for one in correspondents]))
