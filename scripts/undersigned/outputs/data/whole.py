"""The files of the whole archive, put together from its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry
from undersigned.outputs.data.about import about
from undersigned.outputs.data.cmif import frame
from undersigned.outputs.data.database import make_database
from undersigned.outputs.data.parts import SEPARATOR, field_of
from undersigned.outputs.data.registries import entry_rows
from undersigned.outputs.data.rows import Rows
from undersigned.outputs.data.spreadsheets import LETTERS, SIGNATURES, csv_rows
from undersigned.views.addresses import DATA
from undersigned.views.data_files import CHECKSUMS, CMIF, SCHEMA_VERSION
from undersigned.views.licences import open_licence
from undersigned.work.compact import encoded
from undersigned.work.objects import loads


def whole_files(archive: Archive, parts: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each file that holds all letters, but the database.

    `parts` are those of all letters, the oldest first. Raises ForeignDataError if one was not made by
    `make_part` of this archive's letters.
    """
    settings, changed = archive.settings, _changed(archive)
    yield f"{DATA}letters.json", _summaries(archive, parts)
    yield f"{DATA}letters.jsonl.gz", b"".join(field_of(part, "records") for part in parts)
    for name, columns, field in (("letters", LETTERS, "letters"), ("signatures", SIGNATURES, "signatures")):
        yield f"{DATA}{name}.csv", b"".join([csv_rows([columns]), *(field_of(part, field) for part in parts)])
    yield f"{DATA}{CHECKSUMS}", b"".join(field_of(part, "sums") for part in parts)
    if changed and (licence := open_licence(settings.rights)):
        before, after = frame(settings, licence, changed)
        letters = [field_of(part, "correspondence") for part in parts]
        yield f"{DATA}{CMIF}", b"".join([before, *letters, after])


def database_file(archive: Archive, rows: Iterable[bytes]) -> bytes:
    """Return archive.sqlite; `rows` are those of all parts in their order, and may come one by one.

    Raises ForeignDataError as above, DatabaseError, and OSError.
    """
    settings = archive.settings
    said = {
        "schema_version": SCHEMA_VERSION,
        "site_name": settings.site_name,
        "site_url": settings.absolute(""),
        "updated": _changed(archive),
        "publisher": settings.publisher or "",
        "rights": settings.rights or "",
    }
    metadata = {key: value for key, value in said.items() if value}
    loaded = (cast(Rows, loads(one, frozenset())) for one in rows)
    return make_database(metadata, entry_rows(archive, settings.absolute("")), loaded)


def rows_of(part: bytes) -> bytes:
    """Return the rows of a part. Raises ForeignDataError."""
    return bytes(field_of(part, "rows"))


def entry_ids(archive: Archive) -> dict[str, list[str]]:
    """Return all ids of each registry whose addresses lead somewhere, those of before included."""
    registries: Mapping[str, Mapping[str, Entry]] = {
        "people": archive.people,
        "organizations": archive.organizations,
        "offices": archive.offices,
        "topics": archive.topics,
    }
    return {
        name: sorted(key for entry in entries.values() for key in (entry.id, *entry.former_ids))
        for name, entries in registries.items()
    }


def _changed(archive: Archive) -> str:
    """Return the last day on which a letter changed, empty where there is none."""
    return max((card.changed.isoformat() for card in archive.letters.values()), default="")


def _summaries(archive: Archive, parts: Sequence[bytes]) -> bytes:
    head = about(archive.settings) | {"entries": entry_ids(archive), "letters": []}
    before = encoded(head).removesuffix(b"]}")
    found = [entries for part in parts if (entries := field_of(part, "summaries"))]
    return b"".join([before, b"\n", SEPARATOR.join(found), b"\n]}\n"])
