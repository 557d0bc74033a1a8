"""What may happen to a build: it is killed, its disk is full, letters change under it, another one runs."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generate import generate
from sites import build_anew, contents, copy, environment, mkdocs, run_mkdocs, said, write
from sources import archive as loaded
from sources import letter
from undersigned.archive.load import load
from undersigned.model.days import parse_moment
from undersigned.model.settings import Settings
from undersigned.source.problems import ProblemsFound
from undersigned.work.means import Means
from undersigned.work.memory import Memory, Nothing
from undersigned.work.progress import Progress, Stage

OLD, NEW = "First edition.", "Second edition."
SPARE = "from undersigned.plugin import record\nrecord.MANY = 10\n"
"""A hook that has a small site treated as a large one, which is made out of the one before it."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with its site, and a hook that does nothing."""
    folder = tmp_path_factory.mktemp("endure") / "base"
    generate(folder, 6, signatories=4, topics=3)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")
    write(folder, {"hook.py": ""})
    edit(folder, OLD)
    built(folder)
    return folder


@pytest.fixture
def archive(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "archive")


@pytest.fixture(scope="module")
def cold(base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The two sites that an archive of two editions may have, by what tells them apart."""
    folder = copy(base, tmp_path_factory.mktemp("cold") / "archive")
    write(folder, {"hook.py": ""})
    edit(folder, NEW)
    built(folder)
    sites = {OLD: contents(base / "site"), NEW: contents(folder / "site")}
    assert sites[OLD] != sites[NEW]
    return sites


def edit(folder: Path, words: str) -> None:
    """Put words into a letter's text and title, and into a hand-written page, in the place of others."""
    file = sorted((folder / "letters").rglob("2*.md"))[2]
    text = file.read_text(encoding="utf-8").split("\n\nEdition: ")[0]
    write(folder, {str(file.relative_to(folder)): f"{text.rstrip()}\n\nEdition: {words}\n"})
    write(folder, {"docs/about.md": f"# About\n\n{words}\n"})


def built(folder: Path) -> str:
    """Build an archive, which must succeed; return what was said."""
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, said(done)
    return said(done)


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"__pycache__", ".site.spare"}


@pytest.mark.parametrize("hook", ["", SPARE], ids=["small", "large"])
def test_killed_at_any_moment(archive: Path, cold: dict[str, dict[str, bytes]], hook: str) -> None:
    """The site is the old one or the new one, to the byte; what was left does the next build no harm."""
    write(archive, {"hook.py": hook})
    edit(archive, NEW)
    start = time.monotonic()
    build_anew(archive, archive / "site")
    lasts = time.monotonic() - start
    entries, now, chance, kills = beside(archive), NEW, random.Random(3), 7
    for number in range(kills):
        wanted = OLD if now == NEW else NEW
        edit(archive, wanted)
        process = subprocess.Popen(
            mkdocs("build", "--strict"),
            cwd=archive,
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # Nothing is written while Python begins.
        moment = lasts * (0.3 + 0.75 * (number + chance.random()) / kills)
        if number % 2:
            # Right after this, the sites are exchanged.
            assert any("Documentation built" in line for line in process.stderr or ())
            moment = chance.random() * 0.1
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        found = contents(archive / "site")
        assert found in (cold[now], cold[wanted]), f"killed after {moment:.2f} s"
        now = now if found == cold[now] else wanted
    last = OLD if now == NEW else NEW
    edit(archive, last)
    built(archive)
    assert contents(archive / "site") == cold[last]
    assert beside(archive) == entries


Mount = Callable[..., Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mount a file system of so many kilobytes on a folder, which is made if need be."""

    def mount(folder: Path, *options: str, kilobytes: int = 20_000) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        settings = ",".join([f"size={kilobytes}k", *options])
        command = ["mount", "-t", "tmpfs", "-o", settings, "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only who may mount a file system can fill one")
        return folder

    yield mount
    # A build that went wrong may have moved one.
    for line in (
        Path("/proc/mounts").read_text(encoding="utf-8").splitlines() if shutil.which("umount") else ()
    ):
        if line.split()[1].startswith(f"{tmp_path}/"):
            subprocess.run(["umount", line.split()[1]], check=True)


class TestDisk:
    """A disk that is full, or may not be written to, costs the old site nothing and is one sentence."""

    @pytest.mark.parametrize(
        "kilobytes", [500, 2_000], ids=["among MkDocs' own files", "among the archive's"]
    )
    def test_full_disk(self, archive: Path, mount: Mount, tmp_path: Path, kilobytes: int) -> None:
        disk = mount(tmp_path / "disk", kilobytes=kilobytes)
        before = contents(write(disk, {"site/index.html": "old", "site/.git/HEAD": "main"}))
        done = run_mkdocs(archive, "build", "--strict", "--site-dir", str(disk / "site"))
        assert done.returncode == 1
        assert "the site cannot be written: No space left on device" in said(done)
        assert "Traceback" not in said(done)
        assert contents(disk) == before
        assert [path.name for path in disk.iterdir()] == ["site"]

    def test_disk_that_may_only_be_read(self, archive: Path, mount: Mount, tmp_path: Path) -> None:
        disk = mount(tmp_path / "disk")
        before = contents(write(disk, {"site/index.html": "old"}))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = run_mkdocs(archive, "build", "--strict", "--site-dir", str(disk / "site"))
        assert done.returncode == 1
        assert f"cannot write beside the site folder {disk}/site: Read-only file system" in said(done)
        assert "Traceback" not in said(done)
        assert contents(disk) == before

    @pytest.mark.parametrize("options", [[], ["ro"]], ids=["full", "may only be read"])
    def test_cache_that_cannot_be_kept(
        self, archive: Path, cold: dict[str, dict[str, bytes]], mount: Mount, options: list[str]
    ) -> None:
        mount(archive / ".cache" / "undersigned", *options, kilobytes=40)
        for words in (OLD, NEW):
            edit(archive, words)
            assert "The cache could not be kept: the cache " in built(archive)
            assert contents(archive / "site") == cold[words]

    def test_hidden_entry_that_cannot_be_moved_is_not_lost(self, archive: Path, mount: Mount) -> None:
        """A `.git` that is mounted there stays where it is, with the old site."""
        mount(archive / "site" / ".git")
        before = contents(write(archive / "site", {".git/HEAD": "main", ".also/kept": "yes"}))
        edit(archive, NEW)
        done = run_mkdocs(archive, "build", "--strict")
        assert done.returncode == 1
        assert "cannot put the new site in its place: Device or resource busy" in said(done)
        assert contents(archive / "site") == before


CHANGE = """\
from pathlib import Path
from mkdocs.plugins import event_priority
letters = sorted(Path("letters").rglob("2*.md"))
def change():
    {}
"""
CHANGES = {
    "words": "letters[2].write_text(letters[2].read_text() + '\\nMore.\\n')",
    "deleted": "letters[2].unlink()",
    "added": "letters[2].with_name(letters[2].stem + '-too.md').write_text(letters[2].read_text())",
    "registry": "people = Path('letters/people.yml'); "
    "people.write_text(people.read_text().replace('  name: ', '  name: X', 1))",
}
MOMENTS = {
    "after it was read": "@event_priority(-100)\ndef on_config(config): change()",
    "before it is drawn": "@event_priority(100)\ndef on_post_build(config): change()",
    "after it was drawn": "@event_priority(-100)\ndef on_post_build(config): change()",
}


@pytest.mark.parametrize(
    ("change", "moment"),
    [
        ("words", "after it was read"),
        ("words", "after it was drawn"),
        ("deleted", "before it is drawn"),
        ("added", "after it was read"),
        ("registry", "before it is drawn"),
    ],
)
def test_change_while_a_site_is_built(
    archive: Path, cold: dict[str, dict[str, bytes]], change: str, moment: str
) -> None:
    """The site is the one of before the change, or there is none; never something between."""
    edit(archive, NEW)
    kept = copy(archive, archive.parent / "kept")
    write(archive, {"hook.py": CHANGE.format(CHANGES[change]) + MOMENTS[moment]})
    done = run_mkdocs(archive, "build", "--strict")
    if done.returncode:
        assert "was changed while the site was built (build again)" in said(done)
        assert "Traceback" not in said(done)
        assert contents(archive / "site") == cold[OLD]
    else:
        assert contents(archive / "site") == cold[NEW]
    # Nothing of it is remembered: undone, it never was.
    shutil.rmtree(archive / "letters")
    shutil.copytree(kept / "letters", archive / "letters")
    write(archive, {"hook.py": ""})
    built(archive)
    assert contents(archive / "site") == cold[NEW]


class Notebook(Nothing):
    """A memory that keeps everything."""

    def __init__(self) -> None:
        self._kept: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self._kept.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self._kept[key] = value


class Meanwhile(Progress):
    """Changes a file after it was looked at, and before it is read."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__()
        self._change = change

    def stage(self, name: str, total: int, done: int = 0) -> AbstractContextManager[Stage]:  # type: ignore[override]
        self._change()
        return super().stage(name, total, done)


def test_change_while_letters_are_read_is_not_remembered_as_what_was_there_before(tmp_path: Path) -> None:
    """Whoever undoes it gets the old words."""
    file = write(tmp_path, {"letters/2020-01-01-a.md": letter(body="Old.")}) / "letters/2020-01-01-a.md"
    memory: Memory = Notebook()
    settings, now = Settings(folder=tmp_path), parse_moment("2026-01-01T00:00Z")

    def meanwhile() -> None:
        file.write_text(letter(body="New."), encoding="utf-8")

    changed = load(settings, now, Means(memory=memory, progress=Meanwhile(meanwhile)))
    assert changed.whole("2020-01-01-a").letter.body.strip() == "New."
    file.write_text(letter(body="Old."), encoding="utf-8")
    undone = load(settings, now, Means(memory=memory))
    assert undone.source("2020-01-01-a") == letter(body="Old.").encode()
    assert undone.whole("2020-01-01-a").letter.body.strip() == "Old."


def test_two_builds_at_once_into_one_folder(archive: Path, cold: dict[str, dict[str, bytes]]) -> None:
    entries = beside(archive)
    edit(archive, NEW)
    command = mkdocs("build", "--strict")
    running = [
        subprocess.Popen(command, cwd=archive, env=environment(), stderr=subprocess.DEVNULL) for _ in range(2)
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert contents(archive / "site") == cold[NEW]
    assert beside(archive) == entries


class TestClock:
    """A letter is out at the very moment that its file names, wherever the computer stands."""

    @pytest.mark.parametrize(
        ("embargo", "moment"),
        [
            ("2026-03-23 10:00 America/New_York", "2026-03-23T14:00:00+00:00"),
            ("2026-03-08 01:59:59 America/New_York", "2026-03-08T06:59:59+00:00"),
            ("2026-03-08 03:00 America/New_York", "2026-03-08T07:00:00+00:00"),
            ("2026-11-01 00:59:59 America/New_York", "2026-11-01T04:59:59+00:00"),
            ("2026-11-01 02:00 America/New_York", "2026-11-01T07:00:00+00:00"),
            ("2026-03-29 01:59:59 Europe/Berlin", "2026-03-29T00:59:59+00:00"),
            ("2026-03-29 03:00 Europe/Berlin", "2026-03-29T01:00:00+00:00"),
            ("2026-10-25 01:59:59 Europe/Berlin", "2026-10-24T23:59:59+00:00"),
            ("2026-10-25 03:00 Europe/Berlin", "2026-10-25T02:00:00+00:00"),
            ("2026-03-23 00:00:01 Asia/Kathmandu", "2026-03-22T18:15:01+00:00"),
            ("2026-03-23 00:00 Pacific/Apia", "2026-03-22T11:00:00+00:00"),
            ("2026-03-23 10:00:00 +05:45", "2026-03-23T04:15:00+00:00"),
        ],
    )
    def test_moments(self, tmp_path: Path, embargo: str, moment: str) -> None:
        write(tmp_path, {"letters/2020-01-01-a.md": letter(f"embargo: {embargo}")})
        lifts = datetime.fromisoformat(moment)
        for early in (timedelta(seconds=1), timedelta(microseconds=1)):
            assert not loaded(tmp_path, lifts - early).letters
        for zone in ("America/Los_Angeles", "Pacific/Kiritimati", "UTC"):
            assert loaded(tmp_path, lifts.astimezone(ZoneInfo(zone))).letters

    @pytest.mark.parametrize(
        "embargo",
        [
            "2026-03-08 02:30 America/New_York",
            "2026-11-01 01:00 America/New_York",
            "2026-10-25 02:59:59 Europe/Berlin",
            # Samoa went from one side of the date line to the other: that day was none.
            "2011-12-30 12:00 Pacific/Apia",
            # Lord Howe Island puts its clocks on by half an hour.
            "2026-10-04 02:15 Australia/Lord_Howe",
        ],
    )
    def test_times_that_are_none_or_two(self, tmp_path: Path, embargo: str) -> None:
        write(tmp_path, {"letters/2020-01-01-a.md": letter(f"embargo: {embargo}")})
        with pytest.raises(ProblemsFound, match=r"a\.md:6: 'embargo': .* is skipped or shown twice"):
            loaded(tmp_path)

    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
    def test_zone_of_the_computer_makes_no_difference(self, archive: Path, zone: str) -> None:
        """No two zones are farther from each other."""
        there = datetime.now(ZoneInfo("Asia/Kathmandu"))
        for name, hours in (("out", -1), ("held", 1)):
            lifts = (there + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S Asia/Kathmandu")
            write(archive, {f"letters/2020-01-01-{name}.md": letter(f"embargo: {lifts}")})
        build_anew(archive, archive / "site", TZ=zone)
        assert (archive / "site" / "letters" / "2020-01-01-out").is_dir()
        assert not (archive / "site" / "letters" / "2020-01-01-held").exists()
