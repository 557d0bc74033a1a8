"""The JSON Schemas: editors are told what a field means, and of every mistake that a file alone can show."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from records import SETTINGS, URL, values
from sites import ROOT
from sources import BROKEN, TOY
from undersigned.cli import main
from undersigned.outputs.data import SCHEMAS, schema_files
from undersigned.source.strict_yaml import parse_yaml

REGISTRIES = ("people", "organizations", "offices", "topics")


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2 (section 10.3.2)."""


Editor.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", [*"-+0123456789."]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def in_editor(text: str) -> Any:  # noqa: ANN401 - any YAML
    return yaml.load(text, Loader=Editor)  # noqa: S506 - it is a safe loader


def as_text(text: str) -> Any:  # noqa: ANN401 - whatever the standard has there
    return parse_yaml("x.yml", text).value


READERS = {"editor": in_editor, "ours": as_text}


@cache
def schemas() -> dict[str, Any]:
    found = {name: json.loads(content) for name, content in schema_files(SETTINGS)}
    return {Path(name).stem: schema for name, schema in found.items()}


def errors(name: str, value: object) -> Iterator[ValidationError]:
    judge = Draft202012Validator(schemas()[name], format_checker=FormatChecker())
    return iter(judge.iter_errors(value))


def places(name: str, value: object) -> set[str]:
    """Return the fields in which a value is wrong."""
    return {"/".join(map(str, list(error.absolute_path)[:2])) for error in errors(name, value)}


def front_matter(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n")[1]


def test_schemas_are_schemas_at_their_own_address() -> None:
    assert sorted(schemas()) == sorted(SCHEMAS)
    for name, schema in schemas().items():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{URL}data/schemas/{name}.json"


@pytest.mark.parametrize("name", ["letter", *REGISTRIES])
def test_every_field_has_a_title_and_says_what_it_means(name: str) -> None:
    objects = [part for part in values(schemas()[name]) if isinstance(part, dict)]
    fields = {
        field: told
        for part in objects
        if part.get("type") == "object"
        for field, told in part["properties"].items()
    }
    assert fields
    assert [field for field, told in fields.items() if not {"title", "description"} <= told.keys()] == []


@pytest.mark.parametrize("name", ["letter", *REGISTRIES])
def test_editors_have_what_the_command_prints(name: str) -> None:
    printed = CliRunner().invoke(main, ["schema", name, "--config", str(ROOT / "mkdocs.yml")])
    assert printed.exit_code == 0
    committed = (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    assert printed.output == committed, "run `make schemas`"


def test_command_knows_all_schemas_and_no_other() -> None:
    for name in SCHEMAS:
        done = CliRunner().invoke(main, ["schema", name, "--config", str(TOY / "mkdocs.yml")])
        assert json.loads(done.output) == schemas()[name]
    assert CliRunner().invoke(main, ["schema", "letters"]).exit_code == 2


def test_registries_name_their_schema_for_editors() -> None:
    found = sorted((ROOT / "letters").glob("*.yml"))
    assert found
    for path in found:
        first, _, _ = path.read_text(encoding="utf-8").partition("\n")
        assert first == f"# yaml-language-server: $schema=../schemas/{path.stem}.json"
        assert (path.parent / first.partition("=")[2]).is_file()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("archive", [TOY, ROOT], ids=["toy", "project"])
def test_what_the_archive_accepts_is_accepted(archive: Path, reader: str) -> None:
    letters = [path for path in sorted((archive / "letters").rglob("*.md")) if "files" not in path.parts]
    assert letters
    for path in letters:
        assert list(errors("letter", READERS[reader](front_matter(path)))) == [], path.name
    for path in sorted((archive / "letters").glob("*.yml")):
        assert list(errors(path.stem, READERS[reader](path.read_text(encoding="utf-8")))) == [], path.name


TYPES = BROKEN / "letters" / "2020" / "2020-01-09-types.md"
ONLY_THE_CHECK_TELLS = {"language", "embargo"}
"""What looks right: a language that nobody speaks, an hour that the clocks skip."""


@pytest.mark.parametrize("reader", READERS)
def test_every_wrong_type_is_refused(reader: str) -> None:
    found = READERS[reader](front_matter(TYPES))
    refused = {place.partition("/")[0] for place in places("letter", found)}
    assert refused == found.keys() - ONLY_THE_CHECK_TELLS


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("2020-01-10-missing", "title"),
        ("2020-01-10-missing", "date"),
        ("2020-01-10-missing", "recipients"),
        ("2020-01-11-nobody", "signatories"),
    ],
)
def test_what_is_missing_is_told(name: str, missing: str, reader: str) -> None:
    found = READERS[reader](front_matter(BROKEN / "letters" / "2020" / f"{name}.md"))
    said = [error.message + repr(error.validator_value) for error in errors("letter", found)]
    assert any(missing in message for message in said)


def test_unknown_keys_are_refused() -> None:
    found = as_text(front_matter(BROKEN / "letters" / "2020" / "2020-01-08-keys.md"))
    refused = [error.message for error in errors("letter", found)]
    assert any("'path', 'titel' were unexpected" in message for message in refused)
    assert {place.partition("/")[0] for place in places("letter", found)} >= {
        "recipients",
        "also_signed",
        "events",
    }


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (
            "people",
            {
                "gale-mockup",
                "gale-mockup/links",
                "gale-mockup/sort",
                "iris-roster",
                "juno-roster/former_ids",
                "kay-roster/offices",
                "kay-roster/also",
                "",
            },
        ),
        ("offices", {"northland-judge/jurisdiction"}),
    ],
)
def test_wrong_entries_are_refused(name: str, wrong: set[str], reader: str) -> None:
    text = (BROKEN / "letters" / f"{name}.yml").read_text(encoding="utf-8")
    assert places(name, READERS[reader](text)) == wrong


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("title: 1984", True),
        ("title: '1984'", True),
        ("title: [a]", False),
        ("erased: 2", True),
        ("erased: '2'", True),
        ("erased: -1", False),
        ("erased: 2.5", False),
        ("date: 2020-01-01", True),
        ("date: '2020-01-01'", True),
        ("date: 2020-13-01", False),
        ("recipients: [{name: A, lead: true}]", True),
        ("recipients: [{name: A, lead: 'true'}]", True),
        ("recipients: [{name: A, lead: yes}]", False),
        ("recipients: [{title: A}]", False),
        ("former_ids: other", False),
        ("former_ids: [2020]", False),
        ("former_ids: ['2020-x', y2]", True),
        ("embargo: 2026-03-23 10:00 America/New_York", True),
        ("embargo: 2026-03-23T10:00:00+01:00", True),
        ("embargo: 2026-03-23", False),
        ("events: [{date: 2020-01-02, kind: response, title: A, url: 'https://x.org', letter: b}]", False),
        ("summary:", False),
    ],
)
def test_editors_are_told_at_once(line: str, accepted: bool) -> None:
    front = {"title": "A", "date": "2020-01-01", "recipients": [], "also_signed": "Ana"}
    assert (list(errors("letter", {**front, **in_editor(line)})) == []) == accepted


def test_draft_may_lack_anything_but_not_hold_nonsense() -> None:
    assert list(errors("letter", in_editor("status: draft\ntitle:\ndate:\nsignatories:"))) == []
    assert places("letter", in_editor("status: draft\ndate: tomorrow")) == {"date"}
    assert places("letter", in_editor("status: draft\ntitel: x")) == {""}


@pytest.mark.parametrize("term", ["2025", "2025-01", "2025-01-20", "'2025'"])
def test_term_of_office_may_be_a_year(term: str) -> None:
    text = f"ada:\n  name: Ada\n  offices:\n    - office: x\n      from: {term}"
    assert list(errors("people", in_editor(text))) == []
    assert list(errors("people", as_text(text))) == []


def test_empty_registry_is_a_registry() -> None:
    assert list(errors("people", in_editor("# nobody yet\n"))) == []
