"""The toy archive as data: its records, and every file made of them, for the tests of data."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any

from sources import NOW, TOY
from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.model.settings import Settings
from undersigned.outputs.data import (
    database_file,
    letter_json,
    letter_record,
    make_part,
    rows_of,
    whole_files,
)
from undersigned.render.bodies import Bodies
from undersigned.work.memory import Nothing

URL = "https://letters.example.org/archive/"
SETTINGS = Settings(
    folder=TOY,
    site_name="Letters of Northland",
    site_url=URL,
    publisher="Northland Letters Desk",
    rights="https://creativecommons.org/publicdomain/zero/1.0/",
    contact="press@letters.example.org",
    time_zone="America/New_York",
)


@cache
def toy() -> Archive:
    return load(SETTINGS, NOW)


def with_settings(**changes: Any) -> Archive:  # noqa: ANN401 - of any setting
    """Return the toy archive under other settings."""
    return replace(toy(), settings=replace(SETTINGS, **changes))


def records_of(archive: Archive) -> dict[str, bytes]:
    """Return the JSON of every letter's record, in the order of ids."""
    bodies = Bodies(archive, Nothing())
    letters = {key: bodies.open(key) for key in sorted(archive.letters)}
    return {key: letter_json(letter_record(archive, one.whole, one.body)) for key, one in letters.items()}


@cache
def toy_records() -> Mapping[str, bytes]:
    return records_of(toy())


@cache
def toy_letters() -> Mapping[str, Any]:
    """The records of the toy archive, as whoever reads the JSON has them."""
    return {key: json.loads(record) for key, record in toy_records().items()}


def parts_of(records: Mapping[str, bytes]) -> list[bytes]:
    """Return the parts of all years."""
    years = groupby(records.items(), lambda item: item[0][:4])
    return [make_part([record for _, record in found]) for _, found in years]


def files_of(archive: Archive, records: Mapping[str, bytes]) -> dict[str, bytes]:
    return joined(archive, parts_of(records))


def joined(archive: Archive, parts: Sequence[bytes]) -> dict[str, bytes]:
    """Return every file that holds all letters, by address."""
    return dict(whole_files(archive, parts)) | {
        "data/archive.sqlite": database_file(archive, map(rows_of, parts))
    }


@cache
def toy_files() -> Mapping[str, bytes]:
    """Every file of the whole toy archive by address."""
    return files_of(toy(), toy_records())


def values(found: object) -> Iterator[object]:
    """Yield everything in a JSON document, from the outermost value to the innermost."""
    yield found
    if isinstance(found, dict):
        for value in found.values():
            yield from values(value)
    elif isinstance(found, list):
        for value in found:
            yield from values(value)


def readable(content: bytes) -> str:
    """Return JSON as people read it."""
    return json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n"


Change = Callable[[Any], None]


def changed(key: str, change: Change) -> dict[str, bytes]:
    """Return the toy archive's records with one of them changed."""
    record = json.loads(toy_records()[key])
    change(record)
    return {**toy_records(), key: letter_json(record)}
