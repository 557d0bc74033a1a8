"""The rows of the registries' entries in archive.sqlite."""

from collections.abc import Iterable

from undersigned.archive.archive import Archive
from undersigned.model.registry import Entry, label_of
from undersigned.outputs.data.rows import Columns, Rows, Value
from undersigned.views.addresses import address


def entry_rows(archive: Archive, base: str) -> Rows:
    """Return the rows of all registries; `base` is the absolute address of the site's root.

    The entries of each are numbered from 1 in the order of their ids.
    """
    people = [
        (*_entry(number, one, base), one.sort or "")
        for number, one in enumerate(archive.people.values(), start=1)
    ]
    organizations = [
        (*_entry(number, one, base), one.part_of or "")
        for number, one in enumerate(archive.organizations.values(), start=1)
    ]
    offices = [
        (*_entry(number, one, base), one.role or "", one.jurisdiction or "")
        for number, one in enumerate(archive.offices.values(), start=1)
    ]
    topics = [
        (*_entry(number, one, base), one.broader or "", one.description or "")
        for number, one in enumerate(archive.topics.values(), start=1)
    ]
    holdings = [
        (
            one.id,
            position,
            held.office,
            held.from_.text if held.from_ else "",
            held.to.text if held.to else "",
            held.party or "",
        )
        for one in archive.people.values()
        for position, held in enumerate(one.offices, start=1)
    ]
    found = {
        "people": _columns((*ENTRY, "sort"), people),
        "organizations": _columns((*ENTRY, "part_of"), organizations),
        "offices": _columns((*ENTRY, "role", "jurisdiction"), offices),
        "topics": _columns((*ENTRY, "broader", "description"), topics),
        "holdings": _columns(("person", "position", "office", "started", "ended", "party"), holdings),
    }
    return {table: columns for table, columns in found.items() if columns}


ENTRY = ("number", "id", "url", "name", "also", "former_ids")
"""The columns that every entry has."""


def _entry(number: int, entry: Entry, base: str) -> tuple[Value, ...]:
    where = base + (address(entry) or "")
    return number, entry.id, where, label_of(entry), "\n".join(entry.also), "\n".join(entry.former_ids)


def _columns(names: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> Columns:
    return {name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=False)}
