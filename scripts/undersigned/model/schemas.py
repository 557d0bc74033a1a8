"""JSON Schemas (draft 2020-12) of a letter's front matter and of the registries, for editors."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from undersigned.model.fields import EntryId
from undersigned.model.letter import FrontMatter
from undersigned.model.registry import Entry, Office, Organization, Person, Topic

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REGISTRIES: Mapping[str, type[Entry]] = {
    "people": Person,
    "organizations": Organization,
    "offices": Office,
    "topics": Topic,
}


class _Schema(GenerateJsonSchema):
    """Says what a file may hold: a key without a value is a mistake, and a default need not be typed."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own
        return True

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def source_schema(name: str, address: str) -> dict[str, Any]:
    """Return the schema of a letter's front matter (`letter`) or of a registry, whose `$id` is `address`.

    It accepts what YAML readers of editors make of a file, and whatever is no mistake of the file alone:
    what a name means, say, only the check can tell. Raises KeyError for another name.
    """
    schema = _letter() if name == "letter" else _registry(REGISTRIES[name], name)
    return {"$schema": DIALECT, "$id": address, **schema}


def _letter() -> dict[str, Any]:
    schema = FrontMatter.model_json_schema(schema_generator=_Schema)
    properties = schema["properties"]
    for key, told in properties.items():
        if key != "status":
            about = {name: told.pop(name) for name in ("title", "description") if name in told}
            properties[key] = {**about, "anyOf": [told, {"type": "null"}]}
    whole = {
        "required": schema.pop("required"),
        "anyOf": [{"required": [key]} for key in ("signatories", "also_signed", "erased")],
        "additionalProperties": {"not": {"type": "null"}},
    }
    # A draft may lack any field, or have a key that waits for its value.
    draft = {"properties": {"status": {"const": "draft"}}, "required": ["status"]}
    return {**schema, "title": "Front matter of a letter", "if": draft, "else": whole}


def _registry(record: type[Entry], name: str) -> dict[str, Any]:
    entry = record.model_json_schema(schema_generator=_Schema)
    # The key of an entry is its id.
    del entry["properties"]["id"]
    entry["required"].remove("id")
    return {
        "title": f"{name}.yml",
        "description": "A mapping from ids to entries.",
        # An empty file is a registry without entries.
        "type": ["object", "null"],
        "propertyNames": TypeAdapter(EntryId).json_schema(),
        "additionalProperties": {"$ref": f"#/$defs/{record.__name__}"},
        "$defs": {**entry.pop("$defs", {}), record.__name__: entry},
    }
