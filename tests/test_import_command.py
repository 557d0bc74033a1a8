"""Documents become drafts beside what is there already: files, entries, the original, and a report."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from commands import Commands
from golden import golden
from sites import ROOT, contents
from undersigned.cli import main

SEED = ROOT.parent / "shared" / "seed" / "000_1466ba4e72598688.txt"
"""The first real letter as it was received, which lies beside the checkout and not in it."""
PUBLISHED = ROOT / "letters" / "2026" / "2026-03-23-wechat-fentanyl-money-laundering.md"
TOPICS = "rivers:\n  label: Rivers\n"
STATED = "We, a coalition of four attorneys general, ask you to keep the river clean.[1]"
LETTER = """\
Office of the Attorney General
State of Northland

March 23, 2026

The Honorable Blair Sample
Mayor of Riverside
1 Main Street
Riverside, NL 10001

Re: The river at Riverside

Dear Mayor Sample:

We, a coalition of four attorneys general, ask you to keep the river clean.[1]
It has been clean for as long as anybody can remember.

Please write to us before the summer.

Sincerely,

Avery Example
Attorney General of Northland

Casey Instance
Attorney General of Southland

Riverside Readers' Association
By: Robin Sample, Chair

cc: The Riverside Gazette

[1] Report on the River 4 (2025).
"""
DRAFT = "2026/2026-03-23-the-river-at-riverside.md"
PEOPLE = """\
# Nobody here is real.

zoe-first:   # she came first
  name: "Zoe First"
  offices: [{office: northland-judge}]

avery-example:
  name: Avery Example
"""


@pytest.fixture
def archive(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "archive", {"topics.yml": TOPICS})


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return written(tmp_path / "desk" / "The Letter.txt")


def written(path: Path, text: str | bytes = LETTER) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def imported(archive: Commands, document: Path, *arguments: str) -> str:
    """Import one document; return the name of its draft within the folder of letters."""
    said = archive.run("import", str(document), *arguments)
    return said.partition(" is a draft")[0].removeprefix("letters/")


def front_of(text: str) -> tuple[dict[str, Any], str]:
    front, _, body = text.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(front), body


def entries(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


@pytest.mark.skipif(not SEED.is_file(), reason=f"the received document is not at {SEED}")
class TestSeed:
    TITLE = "Attorneys general ask the President to act on WeChat and fentanyl money laundering"

    def test_its_import_is_the_letter_that_was_published(self, tmp_path: Path) -> None:
        topics = (ROOT / "letters" / "topics.yml").read_text(encoding="utf-8")
        archive = Commands(tmp_path / "archive", {"topics.yml": topics})
        about = [word for topic in ("Fentanyl", "WeChat", "Money laundering") for word in ("--topic", topic)]
        draft = imported(archive, SEED, "--title", self.TITLE, *about)
        front, body = front_of(archive.file(draft))
        expected, published = front_of(PUBLISHED.read_text(encoding="utf-8"))
        assert front.pop("status") == "draft"
        (attachment,) = front.pop("attachments")
        assert attachment["sha256"] == sha256(SEED.read_bytes()).hexdigest()
        assert front == expected
        assert body == published
        for registry in ("people.yml", "offices.yml"):
            known = (ROOT / "letters" / registry).read_text(encoding="utf-8")
            assert entries(archive.file(registry)) == entries(known)
        archive.run("check")


class TestDraft:
    def test_file_says_what_the_document_says(self, archive: Commands, document: Path) -> None:
        draft = imported(archive, document, "--topic", "Rivers", "--source", "https://example.org/a: b")
        assert draft == DRAFT
        golden("import/letter.md", archive.file(draft))
        golden("import/people.yml", archive.file("people.yml"))
        golden("import/offices.yml", archive.file("offices.yml"))
        golden("import/organizations.yml", archive.file("organizations.yml"))

    def test_report_says_where_to_look(
        self, archive: Commands, document: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(document.parent)
        golden("import/report.txt", archive.run("import", document.name))

    def test_what_is_unsure_stands_on_the_line_that_is_named(self, archive: Commands, document: Path) -> None:
        said = archive.run("import", str(document))
        rows = [row.strip().removeprefix(f"{document}:") for row in said.split("\n")]
        places = {what: line for line, _, what in (row.partition(": ") for row in rows)}
        line = places["'coalition of four' is said, and 3 signatories were found."]
        assert LETTER.split("\n")[int(line) - 1] == STATED

    def test_it_is_published_and_built_without_a_problem(self, archive: Commands, document: Path) -> None:
        draft = imported(archive, document, "--topic", "Rivers")
        archive.run("check")
        archive.run("publish", Path(draft).stem, "--now", "2026-03-24T12:00Z")
        archive.run("check")
        assert "status:" not in archive.file(draft)

    def test_whoever_is_honoured_is_printed_so_and_known_by_name(
        self, archive: Commands, document: Path
    ) -> None:
        front, _ = front_of(archive.file(imported(archive, document)))
        (mayor,) = front["recipients"]
        assert (mayor["id"], mayor["name"]) == ("blair-sample", "The Honorable Blair Sample")
        assert entries(archive.file("people.yml"))["blair-sample"]["name"] == "Blair Sample"

    def test_name_with_a_separator_stays_whole(self, archive: Commands, document: Path) -> None:
        text = LETTER.replace("Riverside Readers'", "Readers|Writers")
        front, _ = front_of(archive.file(imported(archive, written(document, text))))
        assert front["signatories"][2] == {"name": "Readers|Writers Association", "by": "Robin Sample, Chair"}
        assert front["signatories"][0] == "Avery Example | Attorney General of Northland"
        archive.run("check")

    def test_title_of_two_documents_is_refused(self, archive: Commands, document: Path) -> None:
        other = written(document.with_name("other.txt"))
        said = archive.refused("import", str(document), str(other), "--title", "A river")
        assert "--title names one letter: import the others by themselves" in said

    def test_archive_must_be_there(self, tmp_path: Path, document: Path) -> None:
        done = CliRunner().invoke(main, ["import", str(document), "--config", str(tmp_path / "mkdocs.yml")])
        assert done.exit_code == 2
        assert "mkdocs.yml" in done.output
        assert "Traceback" not in done.output
        assert contents(tmp_path).keys() == {"desk/The Letter.txt"}


class TestNothingIsOverwritten:
    def test_same_document_twice_is_two_drafts(self, archive: Commands, document: Path) -> None:
        imported(archive, document)
        before = contents(archive.folder)
        again = imported(archive, document)
        assert again == DRAFT.replace(".md", "-2.md")
        after = contents(archive.folder)
        assert {name: after[name] for name in before} == before
        assert after.keys() - before.keys() == {
            f"letters/{again}",
            "letters/files/2026-03-23-the-river-at-riverside-2/the-letter.txt",
        }

    def test_two_documents_at_once_are_two_drafts(self, archive: Commands, document: Path) -> None:
        archive.run("import", str(document), str(written(document.with_name("copy.txt"))))
        assert {DRAFT, DRAFT.replace(".md", "-2.md")} <= set(archive.files)

    def test_registries_keep_order_comments_and_form(self, archive: Commands, document: Path) -> None:
        (archive.folder / "letters" / "people.yml").write_text(PEOPLE)
        offices = "# Posts\nnorthland-judge: {label: Judge of Northland}   # of all courts\n"
        (archive.folder / "letters" / "offices.yml").write_text(offices)
        imported(archive, document)
        assert archive.file("people.yml").startswith(PEOPLE)
        assert set(offices.split("\n")) <= set(archive.file("offices.yml").split("\n"))
        assert archive.file("offices.yml").startswith("# Posts\n")
        assert archive.file("topics.yml") == TOPICS
        assert "casey-instance" in entries(archive.file("people.yml"))

    def test_dry_run_shows_the_difference(self, archive: Commands, document: Path) -> None:
        shown = archive.shown("import", str(document))
        assert f"+++ b/letters/{DRAFT}" in shown
        assert "+  - Avery Example | Attorney General of Northland" in shown
        assert "+++ b/letters/people.yml" in shown
        assert "letters/files/2026-03-23-the-river-at-riverside/the-letter.txt" in shown

    def test_broken_registry_stops_all(self, archive: Commands, document: Path) -> None:
        (archive.folder / "letters" / "people.yml").write_text("avery-example:\n  nam: Avery Example\n")
        said = archive.refused("import", str(document), code=1)
        assert "letters/people.yml:2: unknown key 'nam'" in said


class TestOriginal:
    def test_it_is_kept_to_the_byte(self, archive: Commands, document: Path) -> None:
        content = LETTER.replace("\n", "\r\n").encode()
        front, _ = front_of(archive.file(imported(archive, written(document, content))))
        (attachment,) = front["attachments"]
        assert attachment == {
            "file": "the-letter.txt",
            "kind": "accessible",
            "label": "The letter (Text)",
            "sha256": sha256(content).hexdigest(),
        }
        kept = archive.folder / "letters" / "files" / "2026-03-23-the-river-at-riverside" / "the-letter.txt"
        assert kept.read_bytes() == content

    def test_page_of_the_web_is_not_kept_and_why(self, archive: Commands, tmp_path: Path) -> None:
        paragraphs = "".join(f"<p>{line}</p>" for line in LETTER.split("\n") if line)
        page = written(tmp_path / "desk" / "letter.html", f"<!doctype html><body>{paragraphs}</body>")
        said = archive.run("import", str(page))
        assert (
            f"{page}:1: letter.html is not kept beside the letter, since it is of a kind that a browser"
            " would run: attach a PDF of it." in said
        )
        assert not (archive.folder / "letters" / "files").exists()


class TestJson:
    def test_it_needs_no_archive(self, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(document.parent)
        done = CliRunner().invoke(main, ["import", document.name, "--json"])
        assert done.exit_code == 0
        said = json.loads(done.output)
        golden("import/letter.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        assert contents(document.parent).keys() == {"The Letter.txt"}

    def test_several_are_one_a_line(self, document: Path) -> None:
        other = written(document.with_name("other.txt"), LETTER.replace("Avery", "Robin"))
        done = CliRunner().invoke(main, ["import", "--json", str(document), str(other)])
        assert done.exit_code == 0
        signed = [json.loads(line)["signatories"][0]["name"] for line in done.output.splitlines()]
        assert signed == ["Avery Example", "Robin Example"]


class TestUnreadable:
    @pytest.mark.parametrize("options", [(), ("--json",)])
    def test_others_are_imported_all_the_same(
        self, archive: Commands, document: Path, options: tuple[str, ...]
    ) -> None:
        empty = written(document.with_name("empty.txt"), "")
        scan = written(document.with_name("zero.txt"), b"Dear\x00Sir")
        missing = document.with_name("missing.txt")
        said = archive.run("import", *map(str, (empty, document, missing, scan)), *options, code=1)
        assert f"{empty}: it is empty.\n" in said
        assert f"{missing}: there is no such file.\n" in said
        assert f"{scan}: it is no text: it holds zero bytes.\n" in said
        assert ("Avery Example" in said) if options else (DRAFT in archive.files)

    def test_none_changes_nothing(self, archive: Commands, document: Path) -> None:
        said = archive.refused("import", str(document.with_name("missing.txt")), code=1)
        assert said == f"{document.with_name('missing.txt')}: there is no such file.\n"
