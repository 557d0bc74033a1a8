"""The site is whole or absent: the old one survives every build that fails or is killed."""

import shutil
import signal
from pathlib import Path

import pytest

from sites import SMALL, contents, run_mkdocs, said, write
from undersigned.plugin import staging
from undersigned.plugin.staging import Staging, StagingError

LETTER = "letters/2025/2025-05-02-keep-it-open.md"
HIDDEN = {".git/config": "[core]\n", ".nojekyll": ""}
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
MOMENTS = {
    "before anything is written": f"def on_config(config): {KILL}",
    "after the search index": f"def on_env(env, **more): {KILL}",
    "between two pages": f"def on_post_page(output, **more): {KILL}",
    "before the archive's pages": f"@event_priority(100)\ndef on_post_build(config): {KILL}",
    "after the archive's pages": f"@event_priority(-100)\ndef on_post_build(config): {KILL}",
    "right before the exchange": f"staging._exchange = lambda *folders: {KILL}",
    "right after the exchange": f"staging._keep_hidden = lambda *folders: {KILL}",
    "before the old site is removed": f"staging.shutil.rmtree = lambda *folders, **more: {KILL}",
}
IMPORTS = """\
import os, signal
from mkdocs.plugins import event_priority
from undersigned.plugin import staging
"""
FAILURES = {
    "a broken letter": {LETTER: SMALL[LETTER].replace("2025-05-02", "2025-02-30")},
    "a warning": {"docs/about.md": "[nowhere](nowhere.md)\n"},
    "an exception while it begins": {"hook.py": "def on_env(env, **more): raise OSError('no room')"},
    "an exception at its end": {"hook.py": "def on_post_build(config): raise RuntimeError('no reason')"},
    "an interruption": {"hook.py": "def on_post_build(config): raise KeyboardInterrupt"},
    "an end asked for": {"hook.py": "def on_post_build(config): raise SystemExit(3)"},
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with its site, in which somebody keeps hidden entries."""
    folder = write(tmp_path_factory.mktemp("small"), SMALL | {"hook.py": ""})
    with (folder / "mkdocs.yml").open("a") as config:
        config.write("hooks: [hook.py]\n")
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, said(done)
    write(folder / "site", HIDDEN)
    return folder


@pytest.fixture
def archive(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "archive")


def beside(archive: Path) -> set[str]:
    return {path.name for path in archive.iterdir()} - {"__pycache__"}


def visible(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(site).items() if path not in HIDDEN}


@pytest.mark.parametrize("broken", FAILURES.values(), ids=FAILURES)
def test_failed_build_leaves_the_old_site(archive: Path, broken: dict[str, str]) -> None:
    before, entries = contents(archive / "site"), beside(archive)
    write(archive, broken)
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode != 0
    assert contents(archive / "site") == before
    assert beside(archive) == entries


@pytest.mark.parametrize("hook", MOMENTS.values(), ids=MOMENTS)
def test_killed_build_leaves_the_old_site_or_the_new(archive: Path, hook: str) -> None:
    old, entries = visible(archive / "site"), beside(archive)
    write(archive, {LETTER: SMALL[LETTER].replace("warm", "new")})
    write(archive, {"hook.py": IMPORTS + hook})
    killed = run_mkdocs(archive, "build", "--strict")
    assert killed.returncode == -signal.SIGKILL, said(killed)
    left = visible(archive / "site")

    write(archive, {"hook.py": ""})
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode == 0, said(done)
    new = visible(archive / "site")
    assert new != old
    assert left in (old, new)
    assert beside(archive) == entries
    assert {path: (archive / "site" / path).read_text() for path in HIDDEN} == HIDDEN


def test_new_site_has_nothing_of_the_old(archive: Path) -> None:
    (archive / "docs" / "about.md").unlink()
    assert (archive / "site" / "about" / "index.html").is_file()
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode == 0, said(done)
    assert not (archive / "site" / "about").exists()
    assert (archive / "site" / ".nojekyll").is_file()


def test_symbolic_link_is_refused(archive: Path) -> None:
    (archive / "site").rename(archive / "elsewhere")
    (archive / "site").symlink_to("elsewhere")
    before = contents(archive / "elsewhere")
    done = run_mkdocs(archive, "build")
    assert done.returncode != 0
    assert "is a symbolic link: name the folder itself as site_dir" in said(done)
    assert "Traceback" not in said(done)
    assert (archive / "site").is_symlink()
    assert contents(archive / "elsewhere") == before


def test_file_in_the_way_is_refused(archive: Path) -> None:
    done = run_mkdocs(archive, "build", "--site-dir", "hook.py")
    assert done.returncode != 0
    assert "is in the way: the site folder must be a folder" in said(done)
    assert (archive / "hook.py").read_text() == ""


class TestWithoutExchange:
    """Where the system cannot exchange two folders in one step, three renames do."""

    @pytest.fixture(autouse=True)
    def _no_exchange(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(staging, "_exchange", lambda *_: False)

    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        return write(tmp_path / "site", {"index.html": "old", **HIDDEN})

    def test_new_for_old(self, site: Path) -> None:
        new = Staging(site)
        write(new.folder, {"index.html": "new"})
        new.accept()
        assert contents(site) == {
            "index.html": b"new",
            **{path: text.encode() for path, text in HIDDEN.items()},
        }
        assert [path.name for path in site.parent.iterdir()] == ["site"]

    def test_killed_between_the_renames(self, site: Path) -> None:
        new = Staging(site)
        site.rename(new.old)
        again = Staging(site)
        assert (site / "index.html").read_text() == "old"
        again.discard()
        assert contents(site).keys() == {"index.html", *HIDDEN}

    def test_killed_before_the_hidden_entries_moved(self, site: Path) -> None:
        new = Staging(site)
        write(new.folder, {"index.html": "new"})
        site.rename(new.old)
        new.folder.rename(site)
        Staging(site).discard()
        assert (site / "index.html").read_text() == "new"
        assert contents(site).keys() == {"index.html", *HIDDEN}
        assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_build_of_another_process_is_left_alone(tmp_path: Path) -> None:
    running = tmp_path / ".site.building-1-abc"
    running.mkdir()
    Staging(tmp_path / "site").discard()
    assert running.is_dir()


def test_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StagingError, match="cannot write beside the site folder"):
        Staging(tmp_path / "file" / "site")
