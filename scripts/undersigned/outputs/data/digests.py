"""Digests of what a letter prints, by which an archive is compared with itself as it was published."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from undersigned.outputs.data.shape import CorrespondentRecord, DigestsRecord, LetterRecord

DIGITS = 16
"""Hexadecimal digits of a SHA-256 that are kept: the file of all letters has one for each paragraph."""


def digest(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()[:DIGITS]


def printed_facts(record: LetterRecord) -> str:
    """Return all that a letter prints besides its body and private signatories, a line each.

    Those who signed on a later day than the letter's are left out: they may join at any time. So are marks
    of withdrawn signatures, which come later by their nature.
    """
    late = [one for one in record["signatories"] if one.get("signed", record["date"]) > record["date"]]
    return "\n".join(
        [
            f"date {record['date']}",
            *(f"letterhead {line}" for line in record["letterhead"]),
            *(f"via {line}" for line in record["via"]),
            *_printed("to", record["recipients"]),
            *(f"subject {line}" for line in (record.get("subject"),) if line),
            *_printed("signed", (one for one in record["signatories"] if one not in late)),
            *_printed("cc", record["cc"]),
        ]
    )


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
    """Return the digests of a letter: of its printed facts, its private signatories, paragraphs and notes."""
    return {
        "facts": digest(printed_facts(record)),
        "also_signed": [digest(line) for line in private_lines(record)],
        "paragraphs": {one["id"]: digest(one["text"]) for one in record["text"]["paragraphs"]},
        "notes": [digest(note) for note in record["text"]["notes"]],
    }
