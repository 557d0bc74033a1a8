"""The part of some letters: what they add to each file of the whole archive, made once and remembered."""

import struct
from collections.abc import Sequence
from typing import NamedTuple

import deflate

from undersigned.outputs.data.checksums import checksums
from undersigned.outputs.data.cmif import descriptions
from undersigned.outputs.data.rows import letter_rows
from undersigned.outputs.data.shape import LetterRecord
from undersigned.outputs.data.spreadsheets import csv_rows, letter_row, signature_rows
from undersigned.outputs.data.summaries import summary
from undersigned.views.licences import open_licence
from undersigned.work.compact import decoded
from undersigned.work.objects import ForeignDataError, dumps


class Part(NamedTuple):
    """What some letters add to each file; all but `rows` is copied as it is."""

    summaries: bytes
    records: bytes
    letters: bytes
    signatures: bytes
    correspondence: bytes
    sums: bytes
    rows: bytes


SEPARATOR = b",\n"
"""What stands between the entries of letters.json."""
LENGTHS = struct.Struct(f"<{len(Part._fields)}Q")
"""How a part begins: with the lengths of its fields in bytes."""
LEVEL = 1
"""How hard gzip tries: at 4 it takes twice as long to save a twelfth."""


def make_part(records: Sequence[bytes]) -> bytes:
    """Return what letters add to the files of the whole archive.

    `records` are what `letter_json` made of each, in the order of their ids. Nothing else goes into it.
    """
    letters: list[LetterRecord] = [decoded(record) for record in records]
    open_ones = [letter for letter in letters if open_licence(letter.get("rights"))]
    part = Part(
        summaries=SEPARATOR.join([summary(letter) for letter in letters]),
        # One member of a gzip file (RFC 1952, section 2.2), without name and time.
        records=bytes(deflate.gzip_compress(b"".join(records), LEVEL)),
        letters=csv_rows(map(letter_row, letters)),
        signatures=csv_rows(row for letter in letters for row in signature_rows(letter)),
        correspondence=descriptions(open_ones),
        sums=b"".join(map(checksums, letters, records)),
        rows=dumps(letter_rows(letters)),
    )
    return _joined(part)


def _joined(part: Part) -> bytes:
    return LENGTHS.pack(*map(len, part)) + b"".join(part)


def without_rows(part: bytes) -> bytes:
    """Return a part without its rows, which only the database needs. Raises ForeignDataError."""
    fields = {name: bytes(field_of(part, name)) for name in Part._fields if name != "rows"}
    return _joined(Part(**fields, rows=b""))


def field_of(part: bytes, name: str) -> memoryview:
    """Return one field of a part. Raises ForeignDataError if this is none."""
    try:
        lengths = LENGTHS.unpack_from(part)
    except struct.error as error:
        raise ForeignDataError("not a part of the archive") from error
    if LENGTHS.size + sum(lengths) != len(part):
        raise ForeignDataError("a part of the archive that is not whole")
    place = Part._fields.index(name)
    start = LENGTHS.size + sum(lengths[:place])
    return memoryview(part)[start : start + lengths[place]]
