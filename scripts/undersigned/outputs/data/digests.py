"""Digests of what a letter prints, by which an archive is compared with itself as it was published."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NotRequired

from typing_extensions import TypedDict

from undersigned.outputs.data.shape import CorrespondentRecord, LetterRecord

DIGITS = 32
"""Hexadecimal digits of a SHA-256 that are kept: the file of all letters has one for each paragraph."""


class DigestsRecord(TypedDict):
    """What letters.json says of a letter's words: the first 32 hexadecimal digits of SHA-256."""

    facts: str
    names: str
    late: list[str]
    also_signed: list[str]
    paragraphs: dict[str, str]
    notes: list[str]
    others: NotRequired[str]


def digest(text: str) -> str:
    """Return the first 32 hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()[:DIGITS]


def printed_facts(record: LetterRecord) -> str:
    """Return what a letter prints besides its body and those who wrote and received it, a line each."""
    return "\n".join(
        [
            f"date {record['date']}",
            *(f"letterhead {line}" for line in record["letterhead"]),
            *(f"via {line}" for line in record["via"]),
            *(f"subject {line}" for line in (record.get("subject"),) if line),
        ]
    )


def printed_names(record: LetterRecord) -> str:
    """Return what a letter prints of those who wrote and received it, a line each.

    Those who signed on a later day than the letter's are left out: they may join at any time. So are marks
    of withdrawn signatures, which come later by their nature.
    """
    late = late_signatories(record)
    return "\n".join(
        [
            *_printed("to", record["recipients"]),
            *_printed("signed", (one for one in record["signatories"] if one not in late)),
            *_printed("cc", record["cc"]),
        ]
    )


def late_signatories(record: LetterRecord) -> list[CorrespondentRecord]:
    """Return those who signed on a later day than the letter's."""
    return [one for one in record["signatories"] if one.get("signed", record["date"]) > record["date"]]


def late_lines(record: LetterRecord) -> list[str]:
    """Return what a letter prints of each who signed later, and the day."""
    return ["\n".join([*_printed("signed", [one]), one["signed"]]) for one in late_signatories(record)]


def other_words(record: LetterRecord) -> str:
    """Return the words of a letter that stand in no paragraph."""
    return " ".join(record["text"].get("others", ()))


def _printed(role: str, correspondents: Iterable[CorrespondentRecord]) -> Iterator[str]:
    for one in correspondents:
        yield f"{role} {one['name']}"
        yield from (f"{role} title {line}" for line in one.get("title", ()))
        yield from (f"{role} address {line}" for line in one.get("address", ()))
        if "by" in one:
            yield f"{role} by {one['by']}"
        if "for" in one:
            yield f"{role} for {one['for']}"


def private_lines(record: LetterRecord) -> list[str]:
    """Return what a letter prints of each private signatory, a line each."""
    return ["\n".join(filter(None, (one["name"], one.get("title")))) for one in record["also_signed"]]


def digests(record: LetterRecord) -> DigestsRecord:
    """Return the digests of all that a letter prints."""
    said: DigestsRecord = {
        "facts": digest(printed_facts(record)),
        "names": digest(printed_names(record)),
        "late": list(map(digest, late_lines(record))),
        "also_signed": [digest(line) for line in private_lines(record)],
        "paragraphs": {one["id"]: digest(one["text"]) for one in record["text"]["paragraphs"]},
        "notes": [digest(note) for note in record["text"]["notes"]],
    }
    if others := other_words(record):
        said["others"] = digest(others)
    return said
