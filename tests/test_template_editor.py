"""The template repository helps who writes in an editor: schemas, snippets, problems at their lines."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sites import ROOT
from undersigned.cli import main

TEMPLATE = ROOT / "template"
LETTER = "letters/2026/2026-01-15-keep-the-night-bus-to-exampleton.md"
REGISTRIES = ("people", "organizations", "offices", "topics")
PLACEHOLDER = re.compile(r"\$\{\d+\|([^,|]+)[^}]*\}|\$\{\d+:([^{}]*)\}|\$\{?\d+\}?")
CLOCK = {"$CURRENT_YEAR": "2026", "$CURRENT_MONTH": "02", "$CURRENT_DATE": "03"}


def data(name: str) -> Any:  # noqa: ANN401 - what JSON holds
    return json.loads((TEMPLATE / name).read_text(encoding="utf-8"))


def undersigned(*arguments: str, folder: Path = TEMPLATE) -> str:
    done = CliRunner().invoke(main, [*arguments, "--config", str(folder / "mkdocs.yml")])
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("name", ["letter", *REGISTRIES])
def test_schemas_are_those_of_the_program(name: str) -> None:
    """`make schemas` writes them."""
    assert (TEMPLATE / "schemas" / f"{name}.json").read_text(encoding="utf-8") == undersigned("schema", name)


def test_editor_knows_a_schema_for_every_registry() -> None:
    schemas = data(".vscode/settings.json")["yaml.schemas"]
    assert all((TEMPLATE / path).is_file() for path in schemas)
    (shown,) = re.findall(
        r"```json\n(.*?)```", (ROOT / "docs" / "setup.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert json.loads(shown)["yaml.schemas"] == schemas
    assert schemas == {f"./schemas/{name}.json": f"letters/{name}.yml" for name in REGISTRIES}


def test_editor_finds_problems_in_what_the_check_prints(tmp_path: Path) -> None:
    (task,) = (task for task in data(".vscode/tasks.json")["tasks"] if task["label"] == "Check the letters")
    matcher = task["problemMatcher"]
    shutil.copytree(TEMPLATE, tmp_path / "archive")
    letter = tmp_path / "archive" / LETTER
    letter.write_text(letter.read_text("utf-8").replace("topics:", "topic:"), encoding="utf-8")
    command, *arguments = task["command"].split()
    assert command == "undersigned"
    printed = (
        CliRunner().invoke(main, [*arguments, "--config", str(tmp_path / "archive" / "mkdocs.yml")]).output
    )
    found = [re.fullmatch(matcher["pattern"]["regexp"], line) for line in printed.splitlines()]
    places = [(one[1], one[2], one[3]) for one in found if one]
    assert places == [(LETTER, "13", "unknown key 'topic' (did you mean 'topics'?)")]


def snippet(name: str) -> str:
    """What a snippet writes when nothing is changed in it."""
    text = "\n".join(data(".vscode/letters.code-snippets")[name]["body"])
    for variable, value in CLOCK.items():
        text = text.replace(variable, value)
    return PLACEHOLDER.sub(lambda found: found[1] or found[2] or "", text)


def test_snippets_write_letters_that_pass_the_check(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(TEMPLATE, archive)
    letters = archive / "letters" / "2026"
    letters.joinpath("2026-02-03-a.md").write_text(snippet("A letter"), encoding="utf-8")
    more = f"{snippet('Embargo')}\n{snippet('Correction')}\n---\n"
    letters.joinpath("2026-02-03-b.md").write_text(
        snippet("An open letter").replace("---\nThe", f"{more}The"), encoding="utf-8"
    )
    assert undersigned("check", folder=archive) == ""
    assert undersigned("fmt", "--check", folder=archive) == ""
    assert "embargo: 2026-02-03 10:00 America/New_York" in letters.joinpath("2026-02-03-b.md").read_text(
        "utf-8"
    )
