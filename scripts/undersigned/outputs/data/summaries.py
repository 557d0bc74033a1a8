"""The entries of letters.json: of each letter everything but its text, with bare references."""

from undersigned.outputs.data.digests import digests
from undersigned.outputs.data.shape import CorrespondentRecord, LetterRecord
from undersigned.work.compact import encoded

LEFT_OUT = frozenset({"schema_version", "also_signed", "publisher", "rights", "forms", "sha256", "text"})
"""What stands once at the head of the file, or only in the letter's own record."""


def summary(record: LetterRecord) -> bytes:
    """Return a letter's entry as JSON on one line."""
    return encoded(entry(record))


def entry(record: LetterRecord) -> dict[str, object]:
    """Return a letter's entry."""
    said: dict[str, object] = {key: value for key, value in record.items() if key not in LEFT_OUT}
    for role in ("signatories", "recipients", "cc"):
        said[role] = [_bare(one, record["date"]) for one in record[role]]
    said["topics"] = [{"id": one["id"], "label": one["label"]} for one in record["topics"]]
    for way in ("follows", "followed_by"):
        said[way] = [{"id": one["id"]} for one in record[way]]
    if "exchange" in record:
        said["exchange"] = {"id": record["exchange"]["id"]}
    return {**said, "digests": digests(record)}


def _bare(one: CorrespondentRecord, date: str) -> dict[str, object]:
    said: dict[str, object] = {"name": one["name"]}
    if "id" in one:
        said["id"] = one["id"]
    if "office" in one:
        said["office"] = {"id": one["office"]["id"]}
    if one.get("signed", date) != date:
        said["signed"] = one["signed"]
    if "withdrawn" in one:
        said["withdrawn"] = one["withdrawn"]
    return said
