"""The rows of letters in archive.sqlite, as a part holds them: column by column."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from undersigned.outputs.data.shape import AttachmentRecord, CorrespondentRecord, LetterRecord

Value = str | int
Columns = dict[str, list[Value]]
"""The values of each column, one a row; an empty text stands for no value."""
Rows = dict[str, Columns]
"""The columns of each table. `letter`, and the letters' own `number`, count a part's letters from 1."""

LETTERS = (
    "number",
    "id",
    "url",
    "title",
    "date",
    "published",
    "updated",
    "language",
    "subject",
    "summary",
    "letterhead",
    "via",
    "signatures",
    "erased",
    "withdrawn",
    "withdrawn_note",
    "former_ids",
    "exchange",
    "source",
    "text",
    "notes",
)
WHO = (
    "person",
    "organization",
    "name",
    "title",
    "address",
    "office",
    "party",
    "by_whom",
    "for_whom",
    "lead",
)
"""The columns that every correspondent has."""
SIGNATURES = ("letter", "position", *WHO, "signed", "withdrawn")
RECIPIENTS = ("letter", "role", "position", *WHO)
CORRECTIONS = ("letter", "position", "date", "kind", "was", "now", "note")
EVENTS = ("letter", "position", "date", "kind", "title", "url", "answer")
ATTACHMENTS = ("letter", "position", "file", "url", "kind", "label", "type", "size", "pages", "sha256")
BETWEEN = "\n\n"
"""What parts paragraphs and notes; lines and ids have a line feed between them."""


def letter_rows(records: Iterable[LetterRecord]) -> Rows:
    """Return the rows of letters in every table; entries of registries and other letters are ids in them."""
    tables: defaultdict[str, list[tuple[Value, ...]]] = defaultdict(list)
    for number, record in enumerate(records, start=1):
        tables["letters"].append(_letter(number, record))
        tables["signatures"] += _signatures(number, record)
        for role, found in (("recipient", record["recipients"]), ("cc", record["cc"])):
            tables["recipients"] += [
                (number, role, position, *_who(one)) for position, one in enumerate(found, start=1)
            ]
        tables["letter_topics"] += [
            (number, topic["id"], position) for position, topic in enumerate(record["topics"], start=1)
        ]
        tables["follows"] += [(number, other["id"]) for other in record["follows"]]
        tables["corrections"] += _corrections(number, record)
        tables["events"] += _events(number, record)
        tables["attachments"] += [
            (number, position, *_attachment(one))
            for position, one in enumerate(record["attachments"], start=1)
        ]
    return {table: _columns(COLUMNS[table], rows) for table, rows in tables.items() if rows}


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "letters": LETTERS,
    "signatures": SIGNATURES,
    "recipients": RECIPIENTS,
    "letter_topics": ("letter", "topic", "position"),
    "follows": ("letter", "follows"),
    "corrections": CORRECTIONS,
    "events": EVENTS,
    "attachments": ATTACHMENTS,
}
"""The columns of each table that letters fill."""


def _columns(names: tuple[str, ...], rows: list[tuple[Value, ...]]) -> Columns:
    """Return rows as columns, without those that hold nothing; equal values are one object."""
    seen: dict[Value, Value] = {}
    columns = zip(names, zip(*rows, strict=True), strict=True)
    return {name: [seen.setdefault(v, v) for v in values] for name, values in columns if any(values)}


def _letter(number: int, record: LetterRecord) -> tuple[Value, ...]:
    paragraphs = [paragraph["text"] for paragraph in record["text"]["paragraphs"]]
    summary = record.get("summary", "")
    withdrawn = record.get("withdrawn")
    return (
        number,
        record["id"],
        record["url"],
        record["title"],
        record["date"],
        record["published"],
        record["updated"],
        record["language"],
        record.get("subject", ""),
        # A paragraph that serves as summary stands in the text already.
        "" if summary in paragraphs else summary,
        "\n".join(record["letterhead"]),
        "\n".join(record["via"]),
        record["signatures"],
        record["erased"],
        withdrawn["date"] if withdrawn else "",
        withdrawn.get("note", "") if withdrawn else "",
        "\n".join(record["former_ids"]),
        record["exchange"]["id"] if "exchange" in record else "",
        record.get("source", ""),
        BETWEEN.join(paragraphs),
        BETWEEN.join(record["text"]["notes"]),
    )


def _who(one: CorrespondentRecord) -> tuple[Value, ...]:
    key, kind, office = one.get("id", ""), one.get("kind"), one.get("office")
    return (
        key if kind == "person" else "",
        key if kind == "organization" else "",
        one["name"],
        "\n".join(one.get("title", ())),
        "\n".join(one.get("address", ())),
        office["id"] if office else "",
        one.get("party", ""),
        one.get("by", ""),
        one.get("for", ""),
        int("lead" in one),
    )


def _signatures(number: int, record: LetterRecord) -> list[tuple[Value, ...]]:
    signatures: list[tuple[Value, ...]] = [
        (number, position, *_who(one), one["signed"], one.get("withdrawn", ""))
        for position, one in enumerate(record["signatories"], start=1)
    ]
    signatures += [
        (number, position, "", "", one["name"], one.get("title", ""), *[""] * 5, 0, record["date"], "")
        for position, one in enumerate(record["also_signed"], start=len(signatures) + 1)
    ]
    return signatures


def _corrections(number: int, record: LetterRecord) -> list[tuple[Value, ...]]:
    return [
        (number, place, one["date"], one["kind"], one.get("was", ""), one.get("now", ""), one.get("note", ""))
        for place, one in enumerate(record["corrections"], start=1)
    ]


def _attachment(one: AttachmentRecord) -> tuple[Value, ...]:
    pages = one.get("pages", "")
    return one["file"], one["url"], one["kind"], one["label"], one["type"], one["size"], pages, one["sha256"]


def _events(number: int, record: LetterRecord) -> list[tuple[Value, ...]]:
    return [
        (
            number,
            place,
            one["date"],
            one["kind"],
            one["title"],
            one.get("url", ""),
            one["letter"]["id"] if "letter" in one else "",
        )
        for place, one in enumerate(record["events"], start=1)
    ]
