"""The JSON Schemas that an archive publishes: of its sources for editors, of its records for programs."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from undersigned.model.schemas import DIALECT, REGISTRIES, source_schema
from undersigned.model.settings import Settings
from undersigned.outputs.data.shape import LetterRecord
from undersigned.views.addresses import DATA

RECORD_SCHEMA = "letter-record"
SCHEMAS = ("letter", *REGISTRIES, RECORD_SCHEMA)
"""The names of all schemas."""


def schema_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each schema; all is made of the site's address."""
    for name in SCHEMAS:
        yield schema_address(name), schema_json(settings, name)


def schema_address(name: str) -> str:
    """Return the address of a schema relative to the site's root."""
    return f"{DATA}schemas/{name}.json"


def schema_json(settings: Settings, name: str) -> bytes:
    """Return a schema as JSON for people to read. Raises KeyError for a name that is not in `SCHEMAS`."""
    url = settings.absolute(schema_address(name))
    schema = _of_record(url) if name == RECORD_SCHEMA else source_schema(name, url)
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _of_record(url: str) -> dict[str, Any]:
    # A later 1.x may add fields, which the schema of today must let pass: it forbids none.
    return {"$schema": DIALECT, "$id": url, **TypeAdapter(LetterRecord).json_schema()}
