"""Several files change all at once or not at all, and what would change can be seen beforehand."""

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from commands import Commands
from sites import contents
from sources import LETTER, letter
from undersigned.cli import main
from undersigned.cli.changes import Changes
from undersigned.cli.options import UnusableError

BEFORE = {"a.txt": "A\n", "b.txt": "B\nno line end", "c.txt": "C\n", "files/old/x.txt": "X\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in BEFORE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def changes(folder: Path) -> Changes:
    planned = Changes(folder)
    planned.edit(folder / "a.txt", lambda text: text + "more\n")
    planned.edit(folder / "a.txt", lambda text: text + "\x1b[31mmore\n")
    planned.write(folder / "b.txt", b"B\nother")
    planned.move(folder / "b.txt", folder / "new/d.txt")
    planned.remove(folder / "c.txt")
    planned.create(folder / "n/e/w.bin", b"\x00" * 5000)
    planned.move(folder / "files/old", folder / "files/new/home")
    return planned


def texts(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in contents(folder).items()}


def test_nothing_happens_before_all_happens(folder: Path, changes: Changes) -> None:
    (folder / "a.txt").chmod(0o640)
    assert texts(folder) == BEFORE
    changes.commit()
    assert texts(folder) == {
        "a.txt": "A\nmore\n\x1b[31mmore\n",
        "files/new/home/x.txt": "X\n",
        "n/e/w.bin": "\x00" * 5000,
        "new/d.txt": "B\nother",
    }
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640


def test_what_would_change_is_shown(folder: Path, changes: Changes) -> None:
    digest = "89f2f69b01b2bbff3a7d9cb6a01c0c7a9b2ab0ed8d1a7f9a9eb71dc7ac3f2c6d"
    shown = changes.diff()
    assert shown.replace(shown.partition("SHA-256 ")[2][:64], digest) == (
        "rename from files/old\nrename to files/new/home\n"
        "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,3 @@\n A\n+more\n+\\x1b[31mmore\n"
        "--- a/c.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-C\n"
        f"--- /dev/null\n+++ b/n/e/w.bin\nBinary file: 5,000 bytes, SHA-256 {digest}\n"
        "rename from b.txt\nrename to new/d.txt\n--- a/b.txt\n+++ b/new/d.txt\n@@ -1,2 +1,2 @@\n B\n"
        "-no line end\n\\ No newline at end of file\n+other\n\\ No newline at end of file\n"
    )


def test_git_takes_the_difference_for_a_patch(folder: Path) -> None:
    planned = Changes(folder)
    planned.write(folder / "b.txt", b"B\n\nother\n")
    planned.create(folder / "n.txt", "ä\n".encode())
    planned.remove(folder / "c.txt")
    subprocess.run(["git", "apply"], cwd=folder, input=planned.diff().encode(), check=True)
    by_git = texts(folder)
    assert by_git != BEFORE
    for name in by_git:
        (folder / name).unlink()
    for name, text in BEFORE.items():
        (folder / name).write_text(text)
    planned.commit()
    assert texts(folder) == by_git


def changed(folder: Path) -> None:
    (folder / "a.txt").write_text("Another hand\n")


def gone(folder: Path) -> None:
    (folder / "c.txt").unlink()


def appeared(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new/d.txt").write_text("There first\n")


def taken(folder: Path) -> None:
    (folder / "files/new/home").mkdir(parents=True)


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (changed, "a.txt was changed in the meantime"),
        (gone, "c.txt was changed in the meantime"),
        (appeared, "d.txt is there already"),
        (taken, "home is there already"),
    ],
)
def test_what_happened_in_the_meantime_stays(
    folder: Path, changes: Changes, meanwhile: Callable[[Path], None], said: str
) -> None:
    meanwhile(folder)
    before = texts(folder), sorted(folder.rglob("*"))
    with pytest.raises(UnusableError, match=said):
        changes.commit()
    assert (texts(folder), sorted(folder.rglob("*"))) == before


def test_folder_that_was_moved_comes_back(folder: Path) -> None:
    planned = Changes(folder)
    planned.move(folder / "files/old", folder / "moved")
    (folder / "other").mkdir()
    planned.move(folder / "other", folder / "taken")
    (folder / "taken").mkdir()
    with pytest.raises(UnusableError, match="taken is there already"):
        planned.commit()
    assert texts(folder) == BEFORE


def test_disk_that_is_full_leaves_all_as_it_was(folder: Path, changes: Changes) -> None:
    before = sorted(folder.rglob("*"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(UnusableError, match=r"w\.bin cannot be written: File too large"):
            changes.commit()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert texts(folder) == BEFORE
    assert sorted(folder.rglob("*")) == before


def test_nothing_is_planned_over_what_is_there(folder: Path) -> None:
    planned = Changes(folder)
    assert not planned
    with pytest.raises(UnusableError, match="is there already"):
        planned.create(folder / "a.txt", b"")
    for name in ("a.txt", "files/old"):
        with pytest.raises(UnusableError, match="is there already"):
            planned.move(folder / name, folder / "b.txt")
    planned.create(folder / "n.txt", b"1")
    with pytest.raises(UnusableError, match="is there already"):
        planned.create(folder / "n.txt", b"2")


def commands(group: click.Group, *names: str) -> list[tuple[str, ...]]:
    """The names of all commands, of those within others too."""
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found += commands(command, *names, name) if isinstance(command, click.Group) else [(*names, name)]
    return found


CHANGING = {
    ("attach",),
    ("import",),
    ("new",),
    ("publish",),
    ("fmt",),
    *(("people", n) for n in ("add", "merge", "rename")),
}


def test_every_command_that_changes_letters_shows_it_first_and_explains_itself(tmp_path: Path) -> None:
    archive = Commands(tmp_path, {})
    assert set(commands(main)) >= CHANGING
    for names in commands(main):
        said = archive.run(*names, "--help")
        assert ("--dry-run" in said) == (names in CHANGING)
        if names in CHANGING - {("attach",)}:
            assert f"undersigned {' '.join(names)}" in " ".join(said.split())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["attach"], ["2020-01-01-a", "idea"]),
        (["publish"], ["idea"]),
        (["fmt", "id"], ["idea"]),
        (["people", "merge"], ["avery", "nla"]),
        (["people", "rename", "n"], ["nla"]),
        (["people", "add", "--letter"], ["2020-01-01-a", "idea"]),
    ],
)
def test_shell_completes_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: list[str]
) -> None:
    people = {"people.yml": "avery:\n  name: A\n", "organizations.yml": "nla:\n  name: NLA\n"}
    drafts = {"idea.md": letter("status: draft\n"), "2020-01-01-a.md": LETTER}
    monkeypatch.chdir(Commands(tmp_path, {**people, **drafts}).folder)
    *words, start = arguments if arguments[-1] in {"id", "n"} else [*arguments, ""]
    complete = ShellComplete(main, {}, "undersigned", "_UNDERSIGNED_COMPLETE")
    assert [item.value for item in complete.get_completions(words, start)] == expected
