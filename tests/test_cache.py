"""What is remembered changes nothing but the time: every cached build has the bytes of a cold one."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generate import generate
from sites import ROOT, SMALL, TOY, contents, copy, environment, mkdocs, run_mkdocs, said, write
from undersigned.outputs.search.pagefind import executable
from undersigned.plugin.record import Kept, Record, read_record, write_record

COUNTS = re.compile(r"([\d,]+) drawn, ([\d,]+) as they were")


def built(archive: Path, site: str = "site", **more: str) -> str:
    """Build an archive, which must succeed, and return what was said."""
    done = run_mkdocs(archive, "build", "--strict", "--site-dir", site, **more)
    assert done.returncode == 0, said(done)
    return said(done)


def drawn(archive: Path) -> int:
    """Build an archive and return how many of its pages had to be drawn."""
    found = COUNTS.search(built(archive))
    assert found
    return int(found[1].replace(",", ""))


def cold(archive: Path, beside: Path) -> dict[str, bytes]:
    """Return the site that a copy of the archive without cache and site has."""
    shutil.rmtree(beside, ignore_errors=True)
    folder = copy(archive, beside)
    built(folder)
    return contents(folder / "site")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    generate(folder, 30, signatories=12, topics=6)
    return folder


def letters(archive: Path) -> list[Path]:
    return sorted((archive / "letters").rglob("2*.md"))


def replaced(pattern: str, new: str) -> Callable[[random.Random, Path], None]:
    """Return an edit of a random letter: the first match of `pattern` becomes `new`."""

    def edit(chance: random.Random, archive: Path) -> None:
        file = chance.choice(letters(archive))
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    return edit


def in_registry(name: str, pattern: str, new: str) -> Callable[[random.Random, Path], None]:
    """Return an edit of a random line of a registry."""

    def edit(chance: random.Random, archive: Path) -> None:
        file = archive / "letters" / f"{name}.yml"
        text = file.read_text(encoding="utf-8")
        match = chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))
        file.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], encoding="utf-8")

    return edit


def removed(chance: random.Random, archive: Path) -> None:
    """Delete a letter that no other follows."""
    every = letters(archive)
    texts = "".join(file.read_text(encoding="utf-8") for file in every)
    free = [file for file in every if f"follows: {file.stem}" not in texts]
    chance.choice(free).unlink()


def hidden(chance: random.Random, archive: Path) -> None:
    """Put a letter that no other follows under embargo."""
    every = letters(archive)
    texts = "".join(file.read_text(encoding="utf-8") for file in every)
    free = [
        file for file in every if f"follows: {file.stem}" not in texts and "embargo" not in file.read_text()
    ]
    file = chance.choice(free)
    text = file.read_text(encoding="utf-8").replace("---\n", "---\nembargo: 2199-01-01T00:00Z\n", 1)
    file.write_text(text, encoding="utf-8")


def added(chance: random.Random, archive: Path) -> None:
    """Add a letter of a new day."""
    day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    text = SMALL["letters/2025/2025-05-02-keep-it-open.md"].replace("2025-05-02", day)
    write(archive, {f"letters/2024/{day}-added-{chance.randint(1, 10**6)}.md": text})


def with_field(key: str, value: str) -> Callable[[random.Random, Path], None]:
    """Return an edit of a random letter that gives it a field that it has not yet."""

    def edit(chance: random.Random, archive: Path) -> None:
        every = letters(archive)
        file = chance.choice([file for file in every if f"\n{key}:" not in file.read_text(encoding="utf-8")])
        text = file.read_text(encoding="utf-8").replace("---\n", f"---\n{key}: {value}\n", 1)
        file.write_text(text, encoding="utf-8")

    return edit


def attached(chance: random.Random, archive: Path) -> None:
    """Put a file beside a letter."""
    with_field("attachments", "[{file: a.txt, kind: appendix}]")(chance, archive)
    home = archive / "letters" / "files"
    for file in letters(archive):
        if "\nattachments:" in file.read_text(encoding="utf-8") and not (home / file.stem).exists():
            write(home, {f"{file.stem}/a.txt": "One"})


def another_file(chance: random.Random, archive: Path) -> None:
    """Change what a file beside a letter holds, or put one there."""
    files = sorted((archive / "letters" / "files").rglob("*.txt"))
    if files:
        write(files[0].parent, {files[0].name: f"{chance.random()}"})
    else:
        attached(chance, archive)


EDITS: dict[str, Callable[[random.Random, Path], None]] = {
    "a word": replaced(r"^[A-Z]\w+ ", "Another "),
    "a title": replaced(r"^title: .*", "title: Another title"),
    "a signatory less": replaced(r"^  .* \| .*\n(?=  )", ""),
    "a topic less": replaced(r"^topics: \[\S+, ", "topics: ["),
    "a name": in_registry("people", r"^  name: (.*)$", r"  name: \1 Jr.\n  also: \1"),
    "an office": in_registry("offices", r"^  role: (.*)$", r"  role: Other \1"),
    "a topic": in_registry("topics", r"^  label: (.*)$", r"  label: \1 again\n  also: \1"),
    "a letter less": removed,
    "a letter under embargo": hidden,
    "a letter more": added,
    "a correction": with_field("corrections", "[{date: 2150-01-01, kind: text, now: the, note: Why}]"),
    "an event": with_field("events", "[{date: 2150-01-01, kind: response, title: An answer}]"),
    "a former id": with_field("former_ids", "[1999-01-01-was-elsewhere]"),
    "a withdrawal": with_field("withdrawn", "{date: 2150-01-01}"),
    "an attachment": attached,
    "another file": another_file,
}


def test_a_new_entry_is_found_in_a_letter_that_was_read_before(archive: Path, tmp_path: Path) -> None:
    """And in no other way: the letter's file is the same."""
    key = "2025-05-02-keep-it-open"
    text = SMALL[f"letters/2025/{key}.md"].replace("recipients: []", "recipients: [Council of Westmark]")
    write(archive, {f"letters/2025/{key}.md": text})
    built(archive)
    with (archive / "letters" / "organizations.yml").open("a", encoding="utf-8") as registry:
        registry.write("council-of-westmark:\n  name: Council of Westmark\n")
    built(archive)
    page = (archive / "site" / "letters" / key / "index.html").read_text(encoding="utf-8")
    assert '<a href="../../organizations/council-of-westmark/">Council of Westmark</a>' in page
    assert contents(archive / "site") == cold(archive, tmp_path / "cold")


@pytest.mark.parametrize("half", range(2))
def test_cached_builds_have_the_bytes_of_cold_ones(archive: Path, tmp_path: Path, half: int) -> None:
    """After any edits, whatever was remembered before."""
    chance = random.Random(5)
    built(archive)
    names = [*EDITS]
    chance.shuffle(names)
    for number, name in enumerate(names[half::2]):
        EDITS[name](chance, archive)
        built(archive)
        # A cold build takes long, and what an edit left wrong would still be so after the next.
        if number % 2 == 0:
            continue
        assert contents(archive / "site") == cold(archive, tmp_path / "cold"), name


def test_toy_archive_is_the_same_without_cache_and_with_any_number_of_processes(tmp_path: Path) -> None:
    sites = []
    for number, options in enumerate(("", "cache: false", "processes: 1", "processes: 3")):
        folder = copy(TOY, tmp_path / str(number))
        config = folder / "mkdocs.yml"
        text = config.read_text(encoding="utf-8")
        assert "  - undersigned:\n" in text
        config.write_text(text.replace("  - undersigned:\n", f"  - undersigned:\n      {options}\n"))
        built(folder)
        assert (folder / ".cache").exists() == (options != "cache: false")
        sites.append(contents(folder / "site"))
    assert all(site == sites[0] for site in sites)


def test_only_what_shows_an_edit_is_drawn(archive: Path) -> None:
    whole = drawn(archive)
    assert whole > 60
    assert "Nothing has changed" in built(archive)
    EDITS["a word"](random.Random(1), archive)
    # The letter, and the two pages that search, which name the new index.
    assert drawn(archive) == 3
    EDITS["a title"](random.Random(1), archive)
    assert 3 < drawn(archive) < whole


def test_another_pagefind_makes_another_index(archive: Path, tmp_path: Path) -> None:
    """Parts of an index that two versions made do not fit together."""
    built(archive)
    before = {path.parts[1] for path in indexed(archive)}
    other = tmp_path / "another"
    shutil.copy2(executable(), other)
    said = built(archive, PAGEFIND_BINARY_PATH=str(other))
    assert "Nothing has changed" not in said
    assert "Nothing has changed" in built(archive, PAGEFIND_BINARY_PATH=str(other))
    # The same program under another name makes the same bytes.
    assert {path.parts[1] for path in indexed(archive)} == before


def indexed(archive: Path) -> list[Path]:
    """Return the files of the search index, from the site's root."""
    site = archive / "site"
    return [path.relative_to(site) for path in (site / "search").glob("*/*")]


def test_hand_written_page_changes_alone(archive: Path) -> None:
    built(archive)
    before = contents(archive / "site")
    with (archive / "docs" / "index.md").open("a", encoding="utf-8") as home:
        home.write("\nAnother paragraph.\n")
    assert drawn(archive) == 0
    after = contents(archive / "site")
    assert {path for path in after if after[path] != before[path]} == {"index.html"}


def test_a_build_that_changes_nothing_forgets_nothing(archive: Path) -> None:
    built(archive)
    before = contents(archive / ".cache")
    built(archive)
    assert contents(archive / ".cache") == before


def test_a_page_that_was_touched_is_drawn_anew(archive: Path) -> None:
    built(archive)
    before = contents(archive / "site")
    page = archive / "site" / "letters" / "index.html"
    page.write_text("defaced", encoding="utf-8")
    (archive / "site" / "people" / "index.html").unlink()
    (archive / "site" / "stranger.html").touch()
    built(archive)
    assert contents(archive / "site") == before


def test_a_record_that_changed_unseen_is_said_in_one_sentence(archive: Path) -> None:
    first = letters(archive)[0]
    other = first.with_name(f"{first.stem[:8]}28-another-day.md")
    text = first.read_text(encoding="utf-8")
    other.write_text(text.replace(f"date: {first.stem[:10]}", f"date: {other.stem[:10]}"), encoding="utf-8")
    built(archive)
    record = archive / "site" / "letters" / other.stem / "index.json"
    times = record.stat()
    record.write_text("x" * times.st_size, encoding="utf-8")
    os.utime(record, ns=(times.st_atime_ns, times.st_mtime_ns))
    _add(first, "One more sentence.")
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode
    assert f"a record of {first.stem[:7]} is not as it was written: delete the site" in said(done)
    assert "Traceback" not in said(done)
    shutil.rmtree(archive / "site")
    built(archive)


FLEETING = """
import os
from pathlib import Path
from records import toy, toy_records
from undersigned.plugin.database import DatabaseWriter
from undersigned.plugin.publishing import Publishing
from undersigned.plugin.record import Record
from undersigned.plugin.tree import Tree
from undersigned.work.means import Means
from undersigned.work.memory import Nothing

class Fleeting(Nothing):
    def __init__(self):
        self.owner, self.values = os.getpid(), {}

    def get(self, key):
        return self.values.get(key) if os.getpid() == self.owner else None

    def put(self, key, value):
        self.values[key] = value

means = Means(memory=Fleeting())
for name in ("first", "second"):
    tree = Tree(Path(name).absolute(), Path("none"), Record())
    publishing = Publishing(toy(), DatabaseWriter(toy(), means.memory), tree, means)
    for letter, record in toy_records().items():
        file = tree.new / "letters" / letter / "index.json"
        file.parent.mkdir(parents=True)
        file.write_bytes(record)
    wanted = publishing.wishes["records"].letters
    print(len(wanted))
    with publishing.at_work():
        for letter in wanted:
            publishing.take("records", letter, toy_records()[letter])
one, other = (Path(name, "data", "archive.sqlite").read_bytes() for name in ("first", "second"))
print(len(toy().letters), one == other)
"""
"""Publishes twice with a memory that every other process finds emptied, as another build may leave it."""


def test_database_is_made_although_another_build_has_emptied_the_cache(tmp_path: Path) -> None:
    script = [sys.executable, "-c", FLEETING]
    more = environment(PYTHONPATH=str(ROOT / "tests"))
    done = subprocess.run(script, cwd=tmp_path, env=more, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    # At first all records are wished for, then none.
    count = done.stdout.split()[0]
    assert done.stdout.split() == [count, "0", count, "True"]


KEPT = """
from pathlib import Path
from records import toy, toy_records
from undersigned.plugin.database import DATABASE, DatabaseWriter
from undersigned.plugin.publishing import Publishing
from undersigned.plugin.record import Record
from undersigned.plugin.tree import Tree
from undersigned.work.means import Means

known = {}
for _ in range(2):
    site = Path("site").absolute()
    database = DatabaseWriter(toy(), Means().memory)
    database.begin()
    publishing = Publishing(toy(), database, Tree(site, site, Record(groups=known)), Means())
    wanted = publishing.wishes["records"].letters
    with publishing.at_work():
        for letter in wanted:
            publishing.take("records", letter, toy_records()[letter])
    print(len(wanted), DATABASE in known, len(publishing.groups))
    known = {DATABASE: publishing.groups[DATABASE]}
"""
"""Publishes twice; the second time the database is there, although it was begun, and nothing else is."""


def test_database_that_is_there_is_not_written_although_it_was_begun(tmp_path: Path) -> None:
    script = [sys.executable, "-c", KEPT]
    more = environment(PYTHONPATH=str(ROOT / "tests"))
    done = subprocess.run(script, cwd=tmp_path, env=more, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    count = done.stdout.split()[0]
    assert done.stdout.split() == [count, "False", "4", count, "True", "4"]


def test_nobody_may_run_what_is_published(archive: Path) -> None:
    built(archive)
    files = [path for path in (archive / "site").rglob("*") if path.is_file()]
    assert len(files) > 100
    assert not [path for path in files if path.stat().st_mode & 0o111]


@pytest.mark.parametrize("seed", range(4))
def test_damage_to_the_cache_does_no_harm(archive: Path, seed: int) -> None:
    built(archive)
    before = contents(archive / "site")
    chance = random.Random(seed)
    for file in sorted((archive / ".cache").rglob("*")):
        if file.is_file() and file.stat().st_size:
            data = bytearray(file.read_bytes())
            for _ in range(20):
                data[chance.randrange(len(data))] = chance.randrange(256)
            file.write_bytes(data[: chance.randrange(len(data)) or 1] if seed == 0 else data)
    shutil.rmtree(archive / "site")
    built(archive)
    assert contents(archive / "site") == before


def test_a_planted_record_leads_nowhere(archive: Path, tmp_path: Path) -> None:
    """A record is a file of the project's folder, which a stranger may have sent."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    built(archive)
    (record,) = (archive / ".cache" / "undersigned").glob("site-*.json")
    true = read_record(record)
    times = [6, (tmp_path / "secret.txt").stat().st_mtime_ns]
    for group, name in (("../x", "secret.txt"), ("index.html", "../secret.txt"), ("/x", "secret.txt")):
        write_record(record, Record(true.made_of, {**true.groups, group: Kept("", {name: times})}))
        assert read_record(record) == Record()


def test_two_builds_at_once(archive: Path) -> None:
    before = cold(archive, archive.parent / "cold")
    command = mkdocs("build", "--strict", "--site-dir")
    running = [
        subprocess.Popen([*command, f"site-{n}"], cwd=archive, env=environment(), stderr=subprocess.DEVNULL)
        for n in range(2)
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert contents(archive / "site-0") == contents(archive / "site-1") == before


def test_a_killed_build_leaves_a_cache_that_serves_the_next(archive: Path) -> None:
    before = cold(archive, archive.parent / "cold")
    for seconds in (0.6, 0.9, 1.2, 1.5):
        process = subprocess.Popen(
            mkdocs("build"), cwd=archive, env=environment(), stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(60)
    built(archive)
    assert contents(archive / "site") == before


def test_project_builds_with_one_process_and_many_alike(tmp_path: Path) -> None:
    first, second = (copy(ROOT, tmp_path / name) for name in ("one", "two"))
    config = second / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"  - undersigned:?\n", "  - undersigned:\n      processes: 1\n", text, count=1))
    built(first)
    built(second)
    assert contents(first / "site") == contents(second / "site")


def test_a_large_site_is_made_out_of_its_spare(tmp_path: Path) -> None:
    """The site before the last one, or a twin, with all that changed, and nothing that anybody put there."""

    def beside() -> set[str]:
        return {path.name for path in folder.iterdir() if path.name.startswith(".site")}

    folder = tmp_path / "archive"
    generate(folder, 560, signatories=30, topics=5)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("      share_images: false\n")
    about, spare, site = folder / "docs" / "about.md", folder / ".site.spare", folder / "site"
    about.write_text("# About\n", encoding="utf-8")
    letters = sorted((folder / "letters").rglob("*.md"))
    built(folder)
    assert beside() == set()
    (site / "stranger.html").touch()
    (site / "people" / "index.html").write_text("forged", encoding="utf-8")
    before = contents(site)
    _add(letters[0], "First.")
    built(folder)
    assert beside() == {".site.spare"}
    assert contents(spare) == before
    after = contents(site)
    assert after["people/index.html"] != b"forged"
    # What was begun when the letters turn out to be wrong is undone.
    title = letters[1].read_text(encoding="utf-8")
    letters[1].write_text("---\n---\n", encoding="utf-8")
    assert run_mkdocs(folder, "build", "--strict").returncode != 0
    assert beside() == {".site.spare"}
    assert contents(site) == after
    letters[1].write_text(title, encoding="utf-8")
    # What it takes over is what it was, wherever it lies; what is gone is gone from both.
    (spare / "people").rename(spare / "moved")
    (spare / "people").symlink_to(tmp_path)
    (spare / "letters" / letters[-1].stem / "index.txt").write_text("forged", encoding="utf-8")
    _add(letters[0], "Second.")
    letters[-1].unlink()
    about.unlink()
    built(folder)
    assert contents(site) == cold(folder, tmp_path / "cold")
    assert not (site / "letters" / letters[-1].stem).exists()
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "cold"}


def _add(letter: Path, words: str) -> None:
    with letter.open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
