"""Drafts are started, and become letters when nothing is wrong with them."""

import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import Commands
from undersigned.drafting.naming import letter_id, published_file, slug
from undersigned.model.fields import ENTRY_ID

PEOPLE = """\
avery-example:
  name: Avery Example
  offices:
    - office: northland-attorney-general
      from: 2020
blair-sample:
  name: Blair Sample, Jr.
ubik:
  name: ubik
  offices: [{office: northland-attorney-general}]
sam-one:
  name: Sam Example
sam-two:
  name: S. Example
  also: [Sam Example]
"""
OFFICES = "northland-attorney-general:\n  label: Attorney General of Northland\n"
REGISTRIES = {"people.yml": PEOPLE, "offices.yml": OFFICES, "topics.yml": "rivers:\n  label: Rivers\n"}
DRAFT = """\
---
title: Keep the river clean
date: 2026-03-23
status: draft
recipients: []
signatories:
  - Avery Example | Attorney General of Northland
---
To whom it may concern:

Keep it clean.
"""
OFFICE = "Attorney General of Northland"
BLAIR = "{id: blair-sample, title: A friend, name: 'Blair Sample, Jr.'}"
SAM = "{id: sam-one, name: Sam Example}"
URL = "https://letters.example.org/letters/"


@pytest.fixture
def archive(tmp_path: Path) -> Commands:
    return Commands(tmp_path, REGISTRIES)


class TestNames:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Keep the Riverside library open", "keep-the-riverside-library-open"),
            ("U.S. Senators’ letter: don't wait!", "us-senators-letter-dont-wait"),
            ("Straße nach Łódź, señor Ærø", "strasse-nach-lodz-senor-aero"),
            (
                "The members of the board ask the council to act on the budget of the libraries",
                "members-board-ask-council-act-budget-libraries",
            ),
            ("Первое письмо", ""),
        ],
    )
    def test_words_of_an_address(self, text: str, expected: str) -> None:
        assert slug(text) == expected

    @given(st.text())
    def test_whatever_a_title_is_its_letter_has_an_id(self, title: str) -> None:
        assert ENTRY_ID.fullmatch(letter_id(date(2026, 3, 23), title))
        assert ENTRY_ID.fullmatch(letter_id(None, title))

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("letters/2026/2026-03-23-a.md", "letters/2026/2026-03-23-a.md"),
            ("letters/held/2026-03-23-a.md", "letters/held/2026-03-23-a.md"),
            ("letters/held/An idea, perhaps.md", "letters/held/2026-03-23-an-idea-perhaps.md"),
            ("letters/drafts/river-again.md", "letters/2026/2026-03-23-river-again.md"),
            ("letters/drafts/2026-03-23-a.md", "letters/2026/2026-03-23-a.md"),
            ("letters/2025/2025-12-31-a.md", "letters/2026/2026-03-23-a.md"),
            ("letters/2026-03-23.md", "letters/2026-03-23-letter.md"),
            ("letters/2026-03-23-An idea.md", "letters/2026-03-23-an-idea.md"),
        ],
    )
    def test_file_of_a_draft_that_is_published(self, path: str, expected: str) -> None:
        assert published_file("letters", path, date(2026, 3, 23)) == expected


class TestNew:
    def test_options_say_it_all(self, archive: Commands) -> None:
        said = archive.run(
            "new", "--title", "Keep it: open", "--date", "2026-03-23", "--topic", "Rivers",
            "--recipient", "The City Council", "--recipient", "Mayor Sample | Mayor",
            "--signatory", "Avery Example | Attorney General of Northland", "--cc", "Press #1",
        )  # fmt: skip
        assert said.startswith("letters/2026/2026-03-23-keep-it-open.md is a draft: write the letter beneath")
        assert archive.file("2026/2026-03-23-keep-it-open.md") == (
            "---\ntitle: 'Keep it: open'\ndate: 2026-03-23\n"
            "signatories: |\n  Avery Example | Attorney General of Northland\n"
            "recipients: |\n  The City Council\n  Mayor Sample | Mayor\ncc: |\n  Press #1\n"
            "topics: [Rivers]\nstatus: draft\n---\n"
        )
        archive.run("check")

    def test_a_title_is_enough(self, archive: Commands) -> None:
        assert "+++ b/letters/drafts/idea.md" in archive.shown("new", "--title", "Idea")
        archive.run("new", "--title", "Idea")
        assert archive.file("drafts/idea.md") == "---\ntitle: Idea\nstatus: draft\n---\n"
        archive.run("check")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "a letter needs a title: name it with --title"),
            (("--title", "A", "--date", "2026-02-30"), "'2026-02-30' is not in the calendar"),
            (("--title", "There"), "letters/drafts/there.md is there already"),
            (("--title", "X", "--slug", "there"), "letters/drafts/there.md is there already"),
            (("--title", "A", "--signatory", "A | | b"), "has nothing on one side of a '|'"),
            (("--title", " "), "'title'"),
        ],
    )
    def test_what_makes_no_draft_is_refused(
        self, archive: Commands, arguments: tuple[str, ...], said: str
    ) -> None:
        archive.run("new", "--title", "There")
        assert said in archive.refused("new", *arguments)

    def test_it_asks_on_a_terminal(self, archive: Commands) -> None:
        ours, theirs = pty.openpty()
        asked = subprocess.Popen(
            [sys.executable, "-c", "from undersigned.cli import main; main()", "new"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=archive.folder,
        )  # fmt: skip
        os.write(ours, b"Keep it open\n2026-02-30\n2026-03-23\nAvery Example\n\n\nRivers\n\n")
        code = asked.wait(60)
        said = os.read(ours, 10_000).decode()
        for end in (ours, theirs):
            os.close(end)
        assert code == 0, said
        assert "Error: '2026-02-30' is not in the calendar" in said
        assert archive.file("2026/2026-03-23-keep-it-open.md") == (
            "---\ntitle: Keep it open\ndate: 2026-03-23\nsignatories: |\n  Avery Example\n"
            "recipients: []\ntopics: [Rivers]\nstatus: draft\n---\n"
        )


class TestPublish:
    def write(self, archive: Commands, name: str, text: str = DRAFT) -> None:
        path = archive.folder / "letters" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")

    def publish(self, archive: Commands, *arguments: str) -> str:
        return archive.run("publish", *arguments, "--now", "2026-03-23T12:00Z")

    def test_draft_becomes_a_letter_and_nothing_else_changes(self, archive: Commands) -> None:
        self.write(archive, "2026/2026-03-23-river.md")
        said = self.publish(archive, "2026-03-23-river")
        assert said == (
            "letters/2026/2026-03-23-river.md is a letter now.\n"
            f"Its address is {URL}2026-03-23-river/ from the next build of the site on.\n"
        )
        assert archive.file("2026/2026-03-23-river.md") == DRAFT.replace("status: draft\n", "")
        assert "is published already, at" in archive.refused("publish", "2026-03-23-river")
        archive.run("check")

    def test_file_is_renamed_and_its_attachments_with_it(self, archive: Commands) -> None:
        text = DRAFT.replace("recipients", "attachments:\n  - file: a.txt\n    kind: appendix\nrecipients")
        self.write(archive, "drafts/River, again.md", text)
        self.write(archive, "files/River, again/a.txt", "A")
        self.write(archive, "drafts/other.md", '---\nstatus: draft\nfollows: ["River, again"]\n---\n')
        shown = archive.shown("publish", "River, again")
        assert shown.startswith(
            "rename from letters/files/River, again\nrename to letters/files/2026-03-23-river-again\n"
            "rename from letters/drafts/River, again.md\nrename to letters/2026/2026-03-23-river-again.md\n"
        )
        assert "\n-status: draft\n" in shown
        said = self.publish(archive, str(archive.folder / "letters/drafts/River, again.md"))
        assert said.startswith(
            "letters/drafts/River, again.md is a letter now: letters/2026/2026-03-23-river-again.md.\n"
        )
        assert said.endswith("letters/drafts/other.md leads to 'River, again' still: change it there.\n")
        assert archive.files == [
            "2026/2026-03-23-river-again.md",
            "drafts/other.md",
            "files/2026-03-23-river-again/a.txt",
            "offices.yml",
            "people.yml",
            "topics.yml",
        ]

    def test_problems_are_those_of_the_letter_at_the_lines_of_the_draft(self, archive: Commands) -> None:
        text = DRAFT.replace("recipients: []\n", "topics: [Sea]\n").replace("Avery Example", "avery-exampel")
        self.write(archive, "drafts/river.md", text + "\nA note.[^1]\n")
        said = archive.refused("publish", "river", code=1)
        assert [line.partition(" (")[0] for line in said.split("\n")] == [
            "letters/drafts/river.md:2: 'recipients' is missing",
            "letters/drafts/river.md:5: unknown topic 'Sea'",
            "letters/drafts/river.md:7: unknown signatory 'avery-exampel'",
            "letters/drafts/river.md:13: footnote [^1] has no text",
            "4 problems in 1 file",
            "",
        ]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "signatories: |\n  avery-example\n\n  blair-sample | A friend\n",
                f"signatories: |\n  Avery Example | {OFFICE}\n\n  Blair Sample, Jr. | A friend\n",
            ),
            (
                "signatories: [avery-example, blair-sample]\n",
                "signatories: [Avery Example | Attorney General of Northland, 'Blair Sample, Jr.']\n",
            ),
            ("signatories: [ubik]\n", "signatories: [ubik]\n"),
            ("signatories: blair-sample\n", "signatories: 'Blair Sample, Jr.'\n"),
            (
                "signatories:\n- id: avery-example\n- {id: blair-sample, title: A friend}\n",
                f"signatories:\n- id: avery-example\n  name: Avery Example\n  title: {OFFICE}\n- {BLAIR}\n",
            ),
            (
                "signatories:\n  - sam-one\n  - Avery Example\ncc: blair-sample\n",
                f"signatories:\n  - {SAM}\n  - Avery Example\ncc: 'Blair Sample, Jr.'\n",
            ),
        ],
    )
    def test_whoever_is_named_by_id_gets_name_and_line(
        self, archive: Commands, before: str, after: str
    ) -> None:
        named = "signatories:\n  - Avery Example | Attorney General of Northland\n"
        self.write(archive, "2026/2026-03-23-river.md", DRAFT.replace(named, before))
        self.publish(archive, "2026-03-23-river")
        found = archive.file("2026/2026-03-23-river.md")
        assert found == DRAFT.replace(named, after).replace("status: draft\n", "")
        archive.run("check")

    def test_embargo_and_day_of_publication(self, archive: Commands) -> None:
        embargo = "embargo: 2026-03-24 10:00 America/New_York\nstatus: draft\n"
        self.write(archive, "2026/2026-03-23-river.md", DRAFT.replace("status: draft\n", embargo))
        said = self.publish(archive, "2026-03-23-river")
        assert f"Its address is {URL}2026-03-23-river/ from March 24, 2026, 2:00 PM UTC on" in said
        old = DRAFT.replace("2026-03-23", "2026-03-01")
        self.write(archive, "2026/2026-03-01-river.md", old)
        shown = archive.refused("publish", "2026-03-01-river", "--published", "2026-02-01", code=1)
        assert "was published on 2026-02-01, before its date" in shown
        said = self.publish(archive, "2026-03-01-river")
        assert "counts as published on March 1, 2026; --published 2026-03-23 would say today." in said
        self.write(archive, "2026/2026-03-01-river.md", old)
        self.publish(archive, "2026-03-01-river", "--published", "2026-03-23")
        after = old.replace("status: draft\n", "").replace(
            "Northland\n---", "Northland\npublished: 2026-03-23\n---"
        )
        assert archive.file("2026/2026-03-01-river.md") == after

    def test_what_only_drawing_shows_is_told_too(self, archive: Commands) -> None:
        self.write(
            archive, "2026/2026-03-23-river.md", DRAFT.replace("clean.\n", "clean. {#p9}\n\nSoon. {#p4}\n")
        )
        said = archive.refused("publish", "2026-03-23-river", code=1)
        assert "letters/2026/2026-03-23-river.md:" in said

    def test_name_that_is_taken_is_refused(self, archive: Commands) -> None:
        self.write(archive, "2026/2026-03-23-river.md", DRAFT.replace("status: draft\n", ""))
        self.write(archive, "drafts/river.md")
        assert "2026-03-23-river.md is there already" in archive.refused("publish", "river")
        assert "there is no letter 'rivers' (did you mean 'river'" in archive.refused("publish", "rivers")
