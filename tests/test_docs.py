"""The documentation tells the truth: its samples pass, its tables are whole, its links lead somewhere."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, Literal, get_args, get_origin
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sites import ROOT, Site, build, write
from undersigned.archive.media import KNOWN
from undersigned.cli import main
from undersigned.model.correspondents import Mention, PrivateSignatory
from undersigned.model.letter import Attachment, Correction, Event, FrontMatter, Withdrawal
from undersigned.model.registry import Entry, Holding, Link, Office, Organization, Person, Topic
from undersigned.plugin.options import Options

README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "write-a-letter.md"
SETUP = ROOT / "docs" / "setup.md"
BROKEN = ROOT / "tests" / "broken" / "problems.txt"

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
NAMED_FILE = re.compile(r"`([\w./-]+\.(?:md|yml))`")
MAKE = re.compile(r"(?:^ {4,}|(?<!`)`)make ([a-z]+)\b", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
# What differs from one problem to the next with the same words.
VARIABLE = re.compile(r"'[^']*'|\d{4}-\d{2}-\d{2}|\[\^?\w+\]|…")

# The tables of fields in the guide, in their order.
RECORDS: tuple[type[BaseModel], ...] = (
    FrontMatter,
    Mention,
    PrivateSignatory,
    Attachment,
    Event,
    Correction,
    Withdrawal,
    Person,
    Holding,
    Link,
    Organization,
    Office,
    Topic,
)
FIRST_LETTER = "letters/2025/2025-05-02-keep-the-riverside-library-open.md"
RIGOROUS_LETTER = "letters/2025/2025-09-15-a-librarian-for-every-school.md"

# What the README says was mistyped in its rigorous letter.
SLIPS = {
    "date: 2025-09-15": "date: 2025-09-16",
    "Avery Example |": "Avery Exampel |",
    "School libraries]": "School libaries]",
    "librarian.[^1] We": "librarian. We",
}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sample_files() -> dict[str, str]:
    """The README's sample files: each named in the words before its block."""
    readme = text(README)
    files = {}
    for block in FENCE.finditer(readme):
        if block[2] in {"markdown", "yaml"}:
            *_, name = NAMED_FILE.findall(readme[: block.start()])
            files[name] = dedent(block[3])
    return files


def rows(path: Path, first: str) -> Iterator[list[list[str]]]:
    """The tables of a page whose head starts with the cell `first`: the rows of each, cell by cell."""
    table: list[list[str]] | None = None
    for line in [*text(path).split("\n"), ""]:
        if not line.startswith("|"):
            if table is not None:
                yield table[1:]
            table = None
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if table is not None:
            table.append(cells)
        elif cells[0] == first:
            table = []


def fields(record: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a record by the name that editors type; an entry's id is its key, and no field."""
    found = {info.alias or name: info for name, info in record.model_fields.items()}
    if issubclass(record, Entry):
        del found["id"]
    return found


def check(folder: Path) -> Result:
    return CliRunner().invoke(main, ["check", "--config", str(folder / "mkdocs.yml")])


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/setup.md", "docs/contribute.md"])
def test_every_make_command_exists(page: str) -> None:
    named = set(MAKE.findall(text(ROOT / page)))
    assert named
    assert named <= set(re.findall(r"^([a-z]+):(?!=)", text(ROOT / "Makefile"), re.MULTILINE))


def test_readme_starts_with_the_two_commands() -> None:
    commands = [line.split("#")[0].strip() for line in text(README).split("\n") if line.startswith("    ")]
    assert commands[:2] == ["make site", "make serve"]


def test_sample_archive_passes_the_check_and_builds(tmp_path: Path) -> None:
    files = sample_files()
    assert {"mkdocs.yml", FIRST_LETTER, RIGOROUS_LETTER, "letters/people.yml"} <= files.keys()
    archive = write(tmp_path, {**files, "docs/about.md": "# About\n"})
    result = check(archive)
    assert (result.exit_code, result.output) == (0, "")
    site = build(archive, tmp_path / "site")
    for letter in (FIRST_LETTER, RIGOROUS_LETTER):
        assert f"letters/{Path(letter).stem}/" in site.pages


def test_first_letter_needs_no_registry(tmp_path: Path) -> None:
    files = sample_files()
    archive = write(tmp_path, {name: files[name] for name in ("mkdocs.yml", FIRST_LETTER)})
    (archive / "docs").mkdir()
    site = build(archive, tmp_path / "site")
    assert f"letters/{Path(FIRST_LETTER).stem}/" in site.pages
    assert not any(address.startswith("people/") for address in site.pages)


def test_minimal_configuration_is_the_same_on_both_pages() -> None:
    assert f"```yaml\n{sample_files()['mkdocs.yml']}```" in text(SETUP)


def test_sample_of_the_check_is_what_it_prints(tmp_path: Path) -> None:
    files = sample_files()
    for right, wrong in SLIPS.items():
        assert right in files[RIGOROUS_LETTER]
        files[RIGOROUS_LETTER] = files[RIGOROUS_LETTER].replace(right, wrong)
    (printed,) = (block[3] for block in FENCE.finditer(text(README)) if block[2] == "text")
    result = check(write(tmp_path, {**files, "docs/about.md": "# About\n"}))
    assert result.exit_code == 1
    assert result.output == printed


def test_guide_has_a_table_for_each_record() -> None:
    assert len(list(rows(GUIDE, "field"))) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_guide_names_every_field_and_no_other(record: type[BaseModel]) -> None:
    table = list(rows(GUIDE, "field"))[RECORDS.index(record)]
    assert sorted(name for row in table for name in CODE.findall(row[0])) == sorted(fields(record))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_guide_says_which_fields_are_required(record: type[BaseModel]) -> None:
    table = list(rows(GUIDE, "field"))[RECORDS.index(record)]
    required = {name for name, info in fields(record).items() if info.is_required()}
    assert {row[0].strip("`") for row in table if row[1].startswith("**required:** ")} == required


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_guide_names_every_word_that_a_field_may_hold(record: type[BaseModel]) -> None:
    meanings = {row[0].strip("`"): row[1] for row in list(rows(GUIDE, "field"))[RECORDS.index(record)]}
    for name, info in fields(record).items():
        if get_origin(info.annotation) is Literal:
            assert set(get_args(info.annotation)) <= set(CODE.findall(meanings[name])), name


def test_guide_says_what_the_check_says(tmp_path: Path) -> None:
    latin = write(tmp_path, {"mkdocs.yml": sample_files()["mkdocs.yml"], "docs/about.md": "# About\n"})
    (latin / "letters").mkdir()
    (latin / "letters" / "2025-05-02-x.md").write_bytes("é".encode("latin-1"))
    printed = text(BROKEN) + check(latin).output
    (table,) = rows(GUIDE, "it says")
    for row in table:
        (message,) = CODE.findall(row[0])
        words = ".*".join(map(re.escape, VARIABLE.split(message)))
        assert re.search(rf":\d+: {words}", printed), message


def test_guide_shows_traps_of_yaml_and_the_way_out(tmp_path: Path) -> None:
    archive = write(tmp_path, {"mkdocs.yml": sample_files()["mkdocs.yml"], "docs/about.md": "# About\n"})
    letter = "---\n{}\ndate: 2025-05-02\nrecipients: []\nalso_signed: x\n---\nx\n"
    (table,) = rows(GUIDE, "you write")
    titles = [(row[0].strip("`"), row[2].strip("`")) for row in table if row[0].startswith("`title:")]
    assert titles
    for trap, way_out in titles:
        write(archive, {"letters/2025-05-02-x.md": letter.format(trap)})
        assert check(archive).exit_code == 1, trap
        write(archive, {"letters/2025-05-02-x.md": letter.format(way_out)})
        assert check(archive).exit_code == 0, way_out


@pytest.mark.parametrize("page", [README, SETUP], ids=lambda page: page.name)
def test_table_of_options_is_whole(page: Path) -> None:
    (table,) = rows(page, "option")
    said = {row[0].strip("`"): row[1].strip("`") for row in table}
    options: Mapping[str, Any] = dict(Options()._schema)
    assert said == {name: yaml.safe_dump(o.default).split("\n")[0] for name, o in options.items()}


def test_templates_that_setup_names_exist() -> None:
    (sentence,) = (
        line for line in text(SETUP).split("\n") if "takes the place of the program's template" in line
    )
    named = CODE.findall(sentence)
    folders = [ROOT / name for name in named if name.endswith("/")]
    names = [name for name in named if name.endswith(".html")]
    assert names
    for name in names:
        assert any((folder / name).is_file() for folder in folders), name


@pytest.mark.parametrize("page", [README, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_relative_links_lead_to_files(page: Path) -> None:
    prose = FENCE.sub("", text(page))
    found = [urlsplit(target) for target in LINK.findall(prose)]
    relative = [parts for parts in found if not parts.scheme]
    assert relative
    for parts in relative:
        assert (page.parent / unquote(parts.path)).is_file(), parts.path


def test_links_of_the_pages_lead_to_their_headings(project: Site) -> None:
    """MkDocs checks links between files; what stands behind `#` is checked here."""
    for name in (
        "write-a-letter",
        "publish-a-letter",
        "setup",
        "record",
        "contribute",
        "about",
        "accessibility",
    ):
        page = project.pages[f"{name}/"]
        for target in page.values("//article//a/@href"):
            parts = urlsplit(target)
            if parts.scheme or not parts.fragment:
                continue
            other = project.pages[f"{name}/" if not parts.path else parts.path.removeprefix("../")]
            assert unquote(parts.fragment) in other.ids, target


def test_every_test_that_holds_a_promise_is_there() -> None:
    named = [name for name in CODE.findall(text(ROOT / "docs" / "guarantees.md")) if name.startswith("test_")]
    assert named
    for name in named:
        file, *inside = name.split("::")
        code = text(ROOT / "tests" / file)
        assert all(re.search(rf"^ *(?:def|class) {one}\b", code, re.MULTILINE) for one in inside), name


def test_kinds_of_attachments_are_those_of_the_guide() -> None:
    assert f"A name ends with one of {KNOWN}." in text(GUIDE)
