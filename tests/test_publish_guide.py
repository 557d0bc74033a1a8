"""The guide "Publish a letter" tells what happens: from a Word file to a letter that passes the check.

`GOLDEN=write` puts the report that the program prints today into the guide.
"""

import os
import re
from pathlib import Path
from textwrap import dedent

from click.testing import CliRunner, Result
from docx import Document

from sites import ROOT
from undersigned.cli import main

PAGE = ROOT / "docs" / "publish-a-letter.md"
GUIDE = PAGE.read_text(encoding="utf-8")
KEY = "2026-02-03-a-seat-for-every-pupil"
REPORT = re.compile(r"<!-- report -->\n```text\n(.*?)```\n<!-- /report -->", re.DOTALL)
LETTER = re.compile(r"^( {8}---\n.*? {8}Sincerely,\n)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^ {4}undersigned (.*)$", re.MULTILINE)
DOCUMENT = (
    "February 3, 2026",
    "VIA E-MAIL",
    "The Honorable Robin Onlooker\nChair, Northland Transit Board\n1 Sample Street\nExampleton",
    "Re: A seat for every pupil",
    "Dear Chair Onlooker:",
    "Every morning two hundred pupils of Exampleton stand for an hour. One bus more would seat them all.",
    "We ask the Board for three things:",
    "1. one bus more on line 7,",
    "2. a stop at the school, and",
    "3. a report in June.",
    "Sincerely,",
    "Avery Example\nAttorney General of Northland",
    "Blair Sample\nAttorney General of Southshire",
    "Casey Specimen\nAttorney General of Westmark",
)


def run(command: str) -> Result:
    return CliRunner().invoke(main, command.split())


def test_commands_of_the_guide_lead_from_a_word_file_to_a_letter(template: Path) -> None:
    document = Document()
    for paragraph in DOCUMENT:
        document.add_paragraph(paragraph)
    document.save(str(template / "letter.docx"))
    first, *commands = COMMAND.findall(GUIDE)
    imported = run(first.replace("~/Desktop/", ""))
    assert imported.exit_code == 0, imported.output
    found = REPORT.search(GUIDE)
    assert found
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(GUIDE.replace(found[1], imported.output), encoding="utf-8", newline="\n")
    else:
        assert imported.output == found[1]
    for command in commands:
        done = run(command)
        assert done.exit_code == 0, done.output
    letter = template / "letters" / "2026" / f"{KEY}.md"
    assert "status: draft" not in letter.read_text("utf-8")
    assert (template / f"{KEY}.preview.html").is_file()
    assert run("check").output == ""


def test_letter_to_copy_in_the_browser_passes_the_check(template: Path) -> None:
    (text,) = LETTER.findall(GUIDE)
    (template / "letters" / "2026" / f"{KEY}.md").write_text(dedent(text), encoding="utf-8")
    done = run("check")
    assert (done.exit_code, done.output) == (0, "")
