"""What `undersigned import` prints of the documents it took."""

import re
from pathlib import Path

from click.testing import CliRunner

from undersigned.cli import main
from undersigned.cli.people import MOST_SHOWN

ENDINGS = ("ford", "bridge", "mouth", "ton", "wick")
LETTER = """\
FOR IMMEDIATE RELEASE

The board sends this letter today to all whom it concerns, and thanks them.

February 3, 2026

Robin Onlooker
Chair, Northland Transit Board

Re: A seat for every pupil

Dear Chair Onlooker:

Every morning two hundred pupils of Exampleton stand for an hour on the bus to school.

Sincerely,

{}
"""


def imported(folder: Path, text: str) -> str:
    (folder / "letter.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["import", "letter.txt"])
    assert done.exit_code == 0, done.output
    return done.output


def test_what_is_left_out_is_shown_and_what_is_there_twice(template: Path) -> None:
    text = LETTER.format("Avery Example\nAttorney General of Northland")
    output = imported(template, text)
    assert "text around the letter (2): FOR IMMEDIATE RELEASE | The board sends this letter today" in output
    assert "the date line and labels (2): February 3, 2026 | Re:\n" in output
    assert "is there already" not in output
    key = "2026-02-03-a-seat-for-every-pupil"
    made = f"letters/2026/{key}-2.md and letters/files/{key}-2"
    said = f"letter.txt:1: {key} is there already: if it is the same letter, delete {made}."
    assert said in imported(template, text)


def test_of_many_new_entries_some_are_named(template: Path) -> None:
    towns = [f"{a}{b}" for a in ("Ash", "Birch", "Cedar", "Elm", "Oak") for b in ENDINGS]
    output = imported(template, LETTER.format("\n".join(f"{town} Library Association" for town in towns)))
    (line,) = [line for line in output.split("\n") if line.startswith("organizations.yml")]
    assert line.startswith(
        "organizations.yml has ashford-library-association, ashbridge-library-association, "
    )
    assert line.count("-library-association") == MOST_SHOWN
    assert re.search(r"-association and \d more now\.$", line)


def test_a_dry_run_reports_too(template: Path) -> None:
    (template / "letter.txt").write_text(LETTER.format("Avery Example\nBlair Sample"), encoding="utf-8")
    done = CliRunner().invoke(main, ["import", "letter.txt", "--dry-run"])
    assert done.stdout.startswith("--- /dev/null\n")
    assert done.stderr.startswith("Nothing was changed.\nletters/2026/")
    assert "/2026-02-03-a-seat-for-every-pupil.md would be a draft, made from letter.txt.\n" in done.stderr
    assert "  signed by: Avery Example; Blair Sample (2)\n" in done.stderr
    assert not list((template / "letters" / "2026").glob("*pupil*"))


def test_who_signs_many_times_is_said_once(template: Path) -> None:
    output = imported(template, LETTER.format("\n\n".join(["Avery Example\nAttorney General"] * 3)))
    assert output.count("signs 3 times") == 1
