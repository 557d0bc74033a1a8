"""The command `undersigned check`: every problem in one run, three formats, exit codes, silence."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sources import BROKEN, LETTER, TOY, letter, said, write
from undersigned.archive.attachments import LARGEST_ATTACHMENT
from undersigned.cli import main
from undersigned.source.text import LARGEST_FILE

EXPECTED = (BROKEN / "problems.txt").read_text(encoding="utf-8")
"""One a line: what stands in the command's output for the broken archive, to the letter."""
MKDOCS = "site_name: Letters\nsite_url: https://letters.example.org/\nplugins:\n  - undersigned\n"


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--config", str(folder / "mkdocs.yml"), *options])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive with one letter; tests add what is wrong."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Letters\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return write(tmp_path, {"2020-01-01-a.md": LETTER})


def test_broken_archive_has_exactly_these_problems() -> None:
    result = check(BROKEN)
    assert result.stdout.splitlines() == EXPECTED.splitlines()
    assert result.stderr == "154 problems in 36 files\n"
    assert result.exit_code == 1


def test_toy_archive_is_well() -> None:
    result = check(TOY)
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("style", ["text", "github"])
def test_nothing_is_said_when_all_is_well(small: Path, style: str) -> None:
    result = check(small, "--format", style)
    assert (result.exit_code, result.output) == (0, "")


def test_json_is_an_empty_list_when_all_is_well(small: Path) -> None:
    result = check(small, "--format", "json")
    assert (result.exit_code, result.output) == (0, "[]\n")


def test_json_names_path_line_message_and_hint(small: Path) -> None:
    write(small, {"2020-01-02-b.md": letter("topics: [tradé]", date="2020-01-02"), "topics.yml": ""})
    result = check(small, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [
        {
            "path": "letters/2020-01-02-b.md",
            "line": 6,
            "message": "unknown topic 'tradé'",
            "hint": "add it to topics.yml",
        }
    ]
    assert "tradé" in result.stdout


def test_github_annotates_lines_and_escapes_what_has_a_meaning(small: Path) -> None:
    write(small, {"drafts/50%, or: more.md": "---\nstatus: draft\ntitel: 100%\n---\n"})
    result = check(small, "--format", "github")
    place = "::error file=letters/drafts/50%25%2C or%3A more.md,line=3"
    assert result.stdout == place + "::unknown key 'titel' (did you mean 'title'?)\n"
    assert result.exit_code == 1


def test_github_escapes_a_percent_sign_in_the_message(small: Path) -> None:
    write(small, {"2020-01-02-b.md": letter('source: ""\nlanguage: "100%"', date="2020-01-02")})
    assert "language': '100%25' is not a language tag" in check(small, "--format", "github").stdout


def test_one_problem_is_counted_as_one(small: Path) -> None:
    write(small, {"notes.txt": ""})
    assert check(small).stderr == "1 problem in 1 file\n"


def test_now_decides_what_is_published(small: Path) -> None:
    follows = "follows: 2020-01-01-embargoed"
    embargo = "embargo: 2020-01-01 10:00 UTC"
    write(small, {"2020-01-01-embargoed.md": letter(embargo), "2020-01-01-b.md": letter(follows)})
    assert check(small, "--now", "2020-01-01T09:59:59Z").exit_code == 1
    assert check(small, "--now", "2020-01-01T10:00Z").exit_code == 0
    assert check(small, "--now", "2020-01-01 05:00 America/New_York").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "--config", "nowhere/mkdocs.yml"], "there is no nowhere"),
        (["check", "--now", "noon"], "'noon' is not a time like 2026-03-23 10:00 America/New_York"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json', 'github'"),
    ],
)
def test_what_cannot_begin_exits_with_2_and_says_why(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr


@pytest.mark.parametrize(
    "config",
    [
        "site_name: [",
        "site_name: Letters\nplugins: []\n",
        "- a list\n",
        "",
        MKDOCS.replace("- undersigned", "- undersigned:\n      time_zone: Nowhere/At_All"),
    ],
)
def test_settings_that_cannot_be_read_exit_with_2(small: Path, config: str) -> None:
    (small / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = check(small)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Error: ")


def test_installed_command_speaks_without_a_traceback(small: Path) -> None:
    (small / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    command = [sys.executable, "-c", "from undersigned.cli import main; main()", "check"]
    done = subprocess.run(command, cwd=small, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_names_the_command_and_completion() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert "check" in result.stdout
    assert "_UNDERSIGNED_COMPLETE=bash_source" in result.stdout


# What git does not hold well is made here.


def test_symbolic_links_are_problems(tmp_path: Path) -> None:
    front = "attachments: [{file: a.pdf, kind: appendix}, {file: b/c.pdf, kind: appendix}]"
    write(tmp_path, {"2020-01-01-a.md": letter(front), "files/2020-01-01-a/kept.txt": ""})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.pdf").touch()
    letters = tmp_path / "letters"
    (letters / "2020-01-02-linked.md").symlink_to(outside / "c.pdf")
    (letters / "2021").symlink_to(outside)
    (letters / "people.yml").symlink_to(outside / "c.pdf")
    (letters / "files/2020-01-01-a/kept.txt").unlink()
    (letters / "files/2020-01-01-a/a.pdf").symlink_to(outside / "c.pdf")
    (letters / "files/2020-01-01-a/b").symlink_to(outside)
    here = "letters/2020-01-01-a.md:6: attachment"
    there = "letters/files/2020-01-01-a"
    link = "is a symbolic link (put the file itself here)"
    hint = "name it among the attachments of letters/2020-01-01-a.md, or delete it"
    assert said(tmp_path) == [
        f"{here} 'a.pdf' is reached through a symbolic link (put the file itself there)",
        f"{here} 'b/c.pdf' is reached through a symbolic link (put the file itself there)",
        f"letters/2020-01-02-linked.md:1: {link}",
        f"letters/2021:1: {link}",
        f"{there}/b:1: is no attachment of its letter ({hint})",
        f"letters/people.yml:1: {link}",
    ]


def test_folder_of_attachments_is_no_symbolic_link(tmp_path: Path) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter("attachments: [{file: a.pdf, kind: appendix}]")})
    (tmp_path / "outside" / "2020-01-01-a").mkdir(parents=True)
    (tmp_path / "outside" / "2020-01-01-a" / "a.pdf").touch()
    (tmp_path / "letters" / "files").symlink_to(tmp_path / "outside")
    assert [line.split(" (")[0] for line in said(tmp_path)] == [
        "letters/2020-01-01-a.md:6: attachment 'a.pdf' is reached through a symbolic link",
        "letters/files:1: is a symbolic link",
    ]


def test_files_that_are_not_utf_8_are_problems(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "letters" / "2020-01-01-a.md").write_bytes(LETTER.encode() + "café".encode("latin-1"))
    (tmp_path / "letters" / "people.yml").write_bytes("avery:\n  name: Avery\n".encode("utf-16"))
    assert said(tmp_path) == [
        "letters/2020-01-01-a.md:8: is not UTF-8: byte 0xe9 (save the file as UTF-8)",
        "letters/people.yml:1: is not UTF-8: byte 0xff (save the file as UTF-8)",
    ]


def test_files_over_the_stated_size_are_problems(tmp_path: Path) -> None:
    front = "attachments: [{file: a.pdf, kind: appendix}]"
    write(tmp_path, {"2020-01-01-a.md": letter(front), "files/2020-01-01-a/a.pdf": ""})
    write(tmp_path, {"2020-01-01-b.md": LETTER + "x" * LARGEST_FILE})
    os.truncate(tmp_path / "letters/files/2020-01-01-a/a.pdf", LARGEST_ATTACHMENT + 1)
    attached, source = said(tmp_path)
    assert (
        attached == "letters/2020-01-01-a.md:6: attachment 'a.pdf' is too large (at most 100,000,000 bytes)"
    )
    assert source.startswith(
        f"letters/2020-01-01-b.md:1: has {LARGEST_FILE + len(LETTER):,} bytes, more than"
    )
    assert source.endswith("the 4,000,000 a source file may have (attach long material as a file)")


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 (control character)"),
        ("\x0c", "U+000C (control character)"),
        ("\x1b", "U+001B (control character)"),
        ("\x85", "U+0085 (control character)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u202e", "U+202E (right-to-left override)"),
        ("\u2066", "U+2066 (left-to-right isolate)"),
        ("\ufeff", "U+FEFF (zero width no-break space)"),
    ],
)
def test_characters_that_hide_or_reorder_text_are_problems(tmp_path: Path, character: str, name: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(body=f"One.\n\nTwo{character}two.")})
    assert said(tmp_path) == [f"letters/2020-01-01-a.md:9: holds {name} (delete it)"]
    write(tmp_path, {"2020-01-01-a.md": letter(f"subject: a{character}b")})
    assert f"letters/2020-01-01-a.md:6: holds {name} (delete it)" in said(tmp_path)


@pytest.mark.parametrize("character", ["\t", "\u200e", "\u200d", "\u00a0", "\u00ad", "👩‍⚖️"])
def test_characters_that_writing_needs_are_none(tmp_path: Path, character: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(body=f"One{character}one.")})
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["\ufeff" + LETTER, LETTER.replace("\n", "\r\n"), LETTER.replace("\n", "\r")]
)
def test_marks_and_line_ends_of_other_systems_are_read(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": text})
    assert said(tmp_path) == []


def test_names_that_cannot_be_shown_are_problems(tmp_path: Path) -> None:
    write(tmp_path, {"drafts/a\nb.md": LETTER})
    (tmp_path / "letters" / os.fsdecode(b"caf\xe9.md")).touch()
    rename = "has a name with characters that cannot be shown (rename it)"
    assert said(tmp_path) == [f"letters/caf\\\\udce9.md:1: {rename}", f"letters/drafts/a\\nb.md:1: {rename}"]


def test_what_is_no_plain_file_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"2020-01-01-a.md": LETTER})
    os.mkfifo(tmp_path / "letters" / "2020-01-02-pipe.md")
    assert [line.split(" (")[0] for line in said(tmp_path)] == [
        "letters/2020-01-02-pipe.md:1: is not a file that an archive knows"
    ]


def test_archive_without_folder_says_so(tmp_path: Path) -> None:
    assert said(tmp_path) == ["letters:1: there is no such folder (make it, and put letters in it)"]


def test_no_file_is_changed(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(BROKEN, tmp_path / "copy"))
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    check(copy)
    assert {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()} == before


def test_github_paths_start_at_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "archive"
    (archive / "docs").mkdir(parents=True)
    (archive / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    write(archive, {"2020-01-01-a.md": LETTER, "notes.txt": ""})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.resolve()))
    assert check(archive, "--format", "github").stdout.startswith("::error file=archive/letters/notes.txt,")


def test_an_option_that_the_plugin_does_not_know_is_refused(small: Path) -> None:
    unknown = MKDOCS.replace("- undersigned", "- undersigned:\n      lettres: letters")
    (small / "mkdocs.yml").write_text(unknown, encoding="utf-8")
    result = check(small)
    assert result.exit_code == 2
    assert "Unrecognised configuration name: lettres" in result.stderr


def test_one_run_shows_what_is_wrong_in_fields_and_what_they_name(small: Path) -> None:
    fields = "signatories: [Nobody Known]\ntopics: [tradé]\nlanguage: x1\ndate: 2020-02-30"
    text = letter(fields, date="2020-02-03").replace("date: 2020-02-03\n", "")
    write(small, {"2020-02-03-b.md": text, "topics.yml": "", "people.yml": ""})
    said = check(small).stdout
    assert "'date': '2020-02-30' is not in the calendar" in said
    assert "'language': 'x1' is not a language tag" in said
    assert "unknown signatory 'Nobody Known'" in said
    assert "unknown topic 'tradé'" in said


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("cc:\n  Ada One\n  Bo Two", "YAML makes one line of the lines of 'cc' (write 'cc: |' above them)"),
        ("via: >\n  POST\n  E-MAIL", "YAML makes one line of the lines of 'via' (write 'via: |' above them)"),
        ("cc: none", "'cc': 'none' is nobody's name; write [] for none"),
        ("cc:\n  - *Ada*", "a value that starts with * or & needs quotes"),
    ],
)
def test_slips_that_yaml_hides(small: Path, field: str, problem: str) -> None:
    write(small, {"2020-02-03-b.md": letter(field, date="2020-02-03")})
    assert problem in check(small).stdout


def test_prose_may_go_over_several_lines(small: Path) -> None:
    write(small, {"2020-02-03-b.md": letter("summary: >\n  One.\n  Two.", date="2020-02-03")})
    assert check(small).stdout == ""


def test_terminals_obey_nothing_that_a_letter_holds(small: Path) -> None:
    write(small, {"2020-02-03-b.md": letter(body="Text.\n\n[^a\x1b[31m]: Note.", date="2020-02-03")})
    assert "\x1b" not in check(small).stdout


def test_an_address_that_cannot_be_read_is_one_sentence(small: Path) -> None:
    config = MKDOCS.replace("https://letters.example.org/", "https://[x/")
    (small / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = check(small)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_letter_has_few_former_ids(tmp_path: Path) -> None:
    ids = ", ".join(f"2019-01-{day:02}-a" for day in range(1, 22))
    write(tmp_path, {"2020-01-01-a.md": letter(f"former_ids: [{ids}]\n")})
    hint = "at most 20: each is a copy of its files"
    assert said(tmp_path) == [f"letters/2020-01-01-a.md:6: the letter has 21 former ids ({hint})"]


@pytest.mark.parametrize("front", ["", "embargo: 2999-01-01T00:00Z\n"])
def test_number_that_stands_already_is_a_problem(tmp_path: Path, front: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(front, "One.\n\nTwo.\n\nThree. {#p2}")})
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    result = check(tmp_path)
    assert result.exit_code == 1
    hint = "a paragraph that was inserted is marked with a letter, as {#p4a}"
    message = "{#p2} stands after a paragraph that has this number or a higher one"
    assert f": {message} ({hint})" in result.stdout
