"""What `undersigned check --format github` prints stands at the right line of a pull request."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from sites import SMALL, write
from undersigned.cli import main

LETTER = "letters/2025/2025-05-02-keep-it-open.md"
# A runner undoes what was escaped in this order: percent signs last.
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
PROPERTIES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


class Annotation(NamedTuple):
    """What GitHub shows: at which line of which file of the repository, and what."""

    file: str
    line: int
    text: str


def unescaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    for escaped, sign in signs:
        text = text.replace(escaped, sign)
    return text


def read(command: str) -> Annotation:
    """Read one line of output as a runner does: `::error file=…,line=…::text`."""
    nothing, head, text = command.split("::", 2)
    assert (nothing, head.split(" ")[0]) == ("", "error")
    pairs = dict(pair.split("=", 1) for pair in head.removeprefix("error ").split(","))
    properties = {name: unescaped(value, PROPERTIES) for name, value in pairs.items()}
    return Annotation(properties["file"], int(properties["line"]), unescaped(text, DATA))


@pytest.fixture
def workflow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Annotation]]:
    """A step that checks an archive, run in a folder of a repository."""

    def annotations(repository: Path, folder: str, *options: str) -> list[Annotation]:
        monkeypatch.chdir(repository / folder)
        # The runner's own words for the folder, which the system may know by another name.
        monkeypatch.setenv("GITHUB_WORKSPACE", str(repository))
        monkeypatch.setenv("PWD", str(repository / folder))
        done = CliRunner().invoke(main, ["check", *options, "--format", "github"])
        assert (done.exit_code, done.stderr) == (1, "")
        return [read(line) for line in done.stdout.splitlines()]

    return annotations


@pytest.mark.parametrize(
    ("archive", "folder", "config"),
    [
        ("", "", "mkdocs.yml"),
        ("press/archive", "press/archive", "mkdocs.yml"),
        ("press/archive", "", "press/archive/mkdocs.yml"),
        ("50%, or:: more", "50%, or:: more", "mkdocs.yml"),
    ],
    ids=["root", "working-directory", "config", "odd-name"],
)
def test_problem_is_shown_at_its_line_wherever_the_archive_lies(
    tmp_path: Path, workflow: Callable[..., list[Annotation]], archive: str, folder: str, config: str
) -> None:
    wrong = SMALL[LETTER].replace("recipients: []", 'recipients: []\ntopics: ["50%: all"]')
    write(tmp_path / archive, {**SMALL, LETTER: wrong, "letters/people.yml": "avery:\n  nmae: Avery\n"})
    found = workflow(tmp_path, folder, "--config", config)
    lines = {
        one: (tmp_path / one.file).read_text(encoding="utf-8").split("\n")[one.line - 1] for one in found
    }
    assert {one.text: line for one, line in lines.items()} == {
        "unknown topic '50%: all' (add it to topics.yml)": 'topics: ["50%: all"]',
        "unknown key 'nmae' (did you mean 'name'?)": "  nmae: Avery",
        "'name' is missing": "avery:",
    }
    assert all(not Path(one.file).is_absolute() for one in found)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make symbolic links")
def test_repository_may_lie_behind_a_symbolic_link(
    tmp_path: Path, workflow: Callable[..., list[Annotation]]
) -> None:
    write(tmp_path / "real" / "archive", {**SMALL, "letters/notes.txt": ""})
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (one,) = workflow(tmp_path / "link", "archive")
    assert one.file == "archive/letters/notes.txt"
