"""Drafts and letters under embargo: seen by those who write them, ahead of time, and by nobody else."""

import json
import subprocess
import sys
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from previews import Preview
from sites import SMALL, TOY, Site, contents, copy, environment, mkdocs, write
from sources import letter, said
from sources import write as write_letters
from undersigned.archive.load import load
from undersigned.cli import main
from undersigned.model.days import parse_moment
from undersigned.model.settings import Settings

BEFORE = "2026-03-23T13:59:59Z"
AFTER = "2026-03-23T14:00:00Z"
HELD = """\
---
title: Held back until the morning
date: 2026-03-23
embargo: 2026-03-23 10:00 America/New_York
recipients: []
also_signed: Ana Pérez
---
To the council:

A canaryword that nobody knows.
"""
DRAFT = "---\nstatus: draft\nsignatories: Nobody Known | Mayor\n---\nAn unfinished canarydraft.\n"
FILES = {**SMALL, "letters/2026/2026-03-23-held-back.md": HELD, "letters/drafts/An idea, perhaps.md": DRAFT}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "archive", FILES)


def run(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--config", str(archive / "mkdocs.yml")])


class TestUpcoming:
    def test_times_and_final_addresses(self, archive: Path) -> None:
        done = run(archive, "upcoming", "--now", BEFORE)
        assert done.exit_code == 0, done.output
        assert done.output == (
            "March 23, 2026, 2:00 PM UTC\n"
            "  Held back until the morning\n"
            "  https://small.example.org/letters/2026-03-23-held-back/\n"
            "  letters/2026/2026-03-23-held-back.md\n"
            "\n"
            "Draft\n"
            "  Untitled draft\n"
            "  https://small.example.org/letters/2026-03-23-an-idea-perhaps/\n"
            "  letters/drafts/An idea, perhaps.md\n"
        )

    def test_for_programs(self, archive: Path) -> None:
        found = json.loads(run(archive, "upcoming", "--format", "json", "--now", BEFORE).output)
        assert [one["status"] for one in found] == ["embargoed", "draft"]
        assert found[0]["until"] == "2026-03-23T14:00:00+00:00"

    def test_letters_whose_time_has_come_are_not_listed(self, archive: Path) -> None:
        assert "Held back" not in run(archive, "upcoming", "--now", AFTER).output

    def test_nothing_waits(self, tmp_path: Path) -> None:
        archive = write(tmp_path / "archive", SMALL)
        assert run(archive, "upcoming").output == "Nothing is waiting: every letter is public.\n"

    def test_problems_are_those_of_the_check(self, archive: Path) -> None:
        write(archive, {"letters/2025/2025-01-01-x.md": "nothing"})
        done = run(archive, "upcoming")
        assert done.exit_code == 1
        assert "letters/2025/2025-01-01-x.md:1: has no front matter" in done.output


class _Requests(HTMLParser):
    """Gathers what a page would ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [str(given[name]) for name in ("src", "data", "poster", "srcset") if name in given]
        if tag == "link":
            self.found.append(str(given.get("href")))


class TestPreview:
    def preview(self, archive: Path, tmp_path: Path, key: str, now: str = BEFORE) -> tuple[Result, Path]:
        target = tmp_path / "preview.html"
        return run(archive, "preview", key, "--output", str(target), "--now", now), target

    def test_one_file_with_a_mark(self, archive: Path, tmp_path: Path) -> None:
        done, target = self.preview(archive, tmp_path, "2026-03-23-held-back")
        assert done.exit_code == 0, done.output
        html = target.read_text(encoding="utf-8")
        assert html.count("Embargoed until March 23, 2026, 2:00 PM UTC") >= 6
        assert "A canaryword that nobody knows." in html
        assert "https://small.example.org/letters/2026-03-23-held-back/" in html
        requests = _Requests()
        requests.feed(html)
        assert requests.found == []
        assert "default-src &#39;none&#39;" in html

    def test_notes_lead_to_notes_of_the_same_file(self, archive: Path, tmp_path: Path) -> None:
        write(
            archive, {"letters/2026/2026-03-23-held-back.md": HELD + "\nIt is so.[^1]\n\n[^1]: A reading.\n"}
        )
        html = self.preview(archive, tmp_path, "2026-03-23-held-back")[1].read_text(encoding="utf-8")
        assert 'href="#fn:1"' in html
        assert 'id="fn:1"' in html

    @pytest.mark.parametrize("key", ["letters/drafts/An idea, perhaps.md", "An idea, perhaps"])
    def test_draft_by_the_name_or_path_of_its_file(self, archive: Path, tmp_path: Path, key: str) -> None:
        done, target = self.preview(archive, tmp_path, key)
        assert done.exit_code == 0, done.output
        html = target.read_text(encoding="utf-8")
        assert "<b>Draft.</b> Nothing in it is final" in html
        assert "Nobody Known<br>Mayor" in html

    @pytest.mark.parametrize(
        ("key", "now", "expected"),
        [
            (
                "2026-03-23-held-back",
                AFTER,
                "is public: https://small.example.org/letters/2026-03-23-held-back/",
            ),
            ("2026-03-23-held-bakc", BEFORE, "did you mean '2026-03-23-held-back'?"),
        ],
    )
    def test_others_are_said_in_one_sentence(
        self, archive: Path, tmp_path: Path, key: str, now: str, expected: str
    ) -> None:
        done, target = self.preview(archive, tmp_path, key, now)
        assert done.exit_code == 2
        assert expected in done.output
        assert not target.exists()

    def test_nothing_is_overwritten(self, archive: Path, tmp_path: Path) -> None:
        (tmp_path / "preview.html").write_text("mine")
        done, target = self.preview(archive, tmp_path, "2026-03-23-held-back")
        assert done.exit_code == 2
        assert target.read_text() == "mine"

    def test_others_that_are_not_public_are_not_named(self, archive: Path, tmp_path: Path) -> None:
        follows = "recipients: []\nfollows: [2026-03-23-held-back]\n"
        draft = HELD.replace("embargo: 2026-03-23 10:00 America/New_York", "status: draft")
        later = HELD.replace("2026-03-23 10:00", "2026-04-23 10:00")
        for name, text in (("2026-03-23-draft", draft), ("2026-03-23-later", later)):
            secret = text.replace("Held back until the morning", "Canarytitle")
            write(archive, {f"letters/2026/{name}.md": secret.replace("recipients: []\n", follows)})
        done, target = self.preview(archive, tmp_path, "2026-03-23-held-back")
        assert done.exit_code == 0, done.output
        html = target.read_text(encoding="utf-8")
        assert "Canarytitle" not in html
        assert "2026-03-23-draft" not in html

    def test_script_in_a_draft_is_text(self, archive: Path, tmp_path: Path) -> None:
        evil = HELD.replace("Held back until the morning", "'<script>alert(1)</script>'").replace(
            "Ana Pérez", "'</style><img src=x onerror=alert(1)>'"
        )
        write(archive, {"letters/2026/2026-03-23-held-back.md": evil})
        _, target = self.preview(archive, tmp_path, "2026-03-23-held-back")
        html = target.read_text(encoding="utf-8")
        assert "<script" not in html
        assert "<img" not in html


class TestBuildAhead:
    def build(self, archive: Path, site: Path, now: str) -> None:
        code = "from undersigned.cli import main; main()"
        command = [sys.executable, "-c", code, "build", "--config", str(archive / "mkdocs.yml")]
        done = subprocess.run(
            [*command, "--site-dir", str(site), "--now", now],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_the_second_before_and_the_second_itself(self, archive: Path, tmp_path: Path) -> None:
        for now, there in ((BEFORE, False), (AFTER, True)):
            self.build(archive, tmp_path / now, now)
            site = Site(tmp_path / now)
            assert ("letters/2026-03-23-held-back/" in site.pages) == there
            assert any(b"canaryword" in content for content in contents(site.folder).values()) == there
        assert not (archive / ".cache").exists()

    def test_problem_ends_it(self, archive: Path, tmp_path: Path) -> None:
        write(archive, {"letters/2025/2025-01-01-x.md": "nothing"})
        done = run(archive, "build", "--site-dir", str(tmp_path / "site"), "--now", AFTER)
        assert done.exit_code == 1
        assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("embargo", "lifts"),
    [
        ("2026-03-08 01:59:59 America/New_York", "2026-03-08T06:59:59Z"),
        ("2026-03-08 03:00 America/New_York", "2026-03-08T07:00Z"),
        ("2026-11-01 01:30:00-04:00", "2026-11-01T05:30Z"),
        ("2026-11-01 01:30:00-05:00", "2026-11-01T06:30Z"),
        ("2026-03-29 03:00 Europe/Berlin", "2026-03-29T01:00Z"),
        ("2026-06-01 00:00 Asia/Kathmandu", "2026-05-31T18:15Z"),
        ("2026-06-01 00:00 Pacific/Apia", "2026-05-31T11:00Z"),
    ],
)
def test_embargo_lifts_at_its_second_in_every_zone(tmp_path: Path, embargo: str, lifts: str) -> None:
    write_letters(tmp_path, {"2020-01-01-a.md": letter(f"embargo: {embargo}\n")})
    moment = parse_moment(lifts)
    settings = Settings(folder=tmp_path)
    assert not load(settings, moment - timedelta(microseconds=1)).letters
    assert load(settings, moment).letters


@pytest.mark.parametrize(
    "embargo", ["2026-03-08 02:30 America/New_York", "2026-11-01 01:30 America/New_York"]
)
def test_time_that_the_clocks_skip_or_show_twice_is_a_problem(tmp_path: Path, embargo: str) -> None:
    write_letters(tmp_path, {"2020-01-01-a.md": letter(f"embargo: {embargo}\n")})
    (line,) = said(tmp_path)
    assert "is skipped or shown twice by the clocks there: give an offset such as -05:00" in line


@pytest.fixture
def showing_all(tmp_path: Path) -> Path:
    """Give an archive whose settings ask for what is not public to be shown."""
    archive = copy(TOY, tmp_path / "archive")
    config = (archive / "mkdocs.yml").read_text()
    shown = config.replace("language: en\n", "language: en\n      unpublished: true\n")
    return write(archive, {"mkdocs.yml": shown})


def test_live_preview_shows_all_with_a_banner(showing_all: Path) -> None:
    preview = Preview(showing_all)
    try:
        preview.wait_for("Serving on")
        page = preview.read("letters/2099-01-02-embargoed/")
        assert "<b>Embargoed until January 2, 2099, 4:00 AM EST.</b> Only this preview shows it." in page
        index = preview.read("letters/")
        assert "The river again (canarydraft)" in index
        assert "Untitled draft" in index
        assert index.count("· not public") == 3
        assert not (showing_all / ".cache").exists()
    finally:
        preview.stop()


def test_option_shows_nothing_in_a_build(showing_all: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = subprocess.run(
        mkdocs("build", "--strict", "--site-dir", str(site)), cwd=showing_all, env=environment(), check=False
    )
    assert done.returncode == 0
    assert not any(b"anary" in content for content in contents(site).values())
