"""Documents and archives made to do harm: an import ends, writes where it should, and hides nothing."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from reportlab.pdfgen.canvas import Canvas

from commands import Commands
from papers import HARBOR, word
from sites import contents
from undersigned.cli.trial import OLDEST
from undersigned.drafting.document import Document, LeftOut, Line, UnreadableError
from undersigned.drafting.draft import Draft
from undersigned.drafting.in_time import draft_in_time
from undersigned.drafting.layout.accounting import account
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading import docx, pdf, read

LETTER = """\
March 3, 2026

The Honorable Avery Example
Minister of Harbors

RE: Keep the harbor open

Dear Minister Example:

We write to ask you to keep the harbor open for all who live here.

Sincerely,

Dana Sample
Attorney General of Northland
"""


@pytest.fixture
def archive(tmp_path: Path) -> Commands:
    return Commands(tmp_path / "archive", {})


def letter(folder: Path, name: str = "letter.txt", text: str = LETTER) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def document(texts: Sequence[str], left_out: tuple[LeftOut, ...] = ()) -> Document:
    lines = tuple(Line(text=text, number=number) for number, text in enumerate(texts, start=1))
    return Document(lines=lines, left_out=left_out)


def test_a_document_whose_letter_is_never_found_is_refused() -> None:
    endless = document([*LETTER.split("\n"), "Aa " * 20_000])
    start = monotonic()
    with pytest.raises(UnreadableError, match=r"took more than 0\.2 seconds"):
        draft_in_time(endless, seconds=0.2)
    assert monotonic() - start < 3


def test_numbers_within_numbers_are_refused() -> None:
    with pytest.raises(UnreadableError, match="more deeply"):
        draft_in_time(document(LETTER.replace("We write", "1. " * 3_000 + "We write").split("\n")))


def test_a_raised_number_without_end_is_no_note() -> None:
    made = draft(document(LETTER.replace("Dana", f"{'¹' * 5_000}\nDana").split("\n")))
    assert made.date


def test_many_lines_of_one_paragraph_are_joined_in_little_time() -> None:
    start = monotonic()
    text, _ = joined(document(["the harbor", "har-", "bor"] * 4_000).lines, "harbor")
    assert monotonic() - start < 2
    assert text.startswith("the harbor harbor the harbor")


@pytest.mark.parametrize("place", ["letters/2026", "letters/files", "letters/people.yml"])
@pytest.mark.parametrize("option", ["--dry-run", "--topic=Harbors"])
def test_a_symbolic_link_leads_no_change_elsewhere(
    archive: Commands, tmp_path: Path, place: str, option: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "people.yml").write_text("# Mine\n")
    target = elsewhere / "people.yml" if place.endswith("yml") else elsewhere
    (archive.folder / place).symlink_to(target)
    said = archive.run("import", letter(tmp_path), option, code=2)
    assert "is a symbolic link: put what it leads to in its place" in said
    assert contents(elsewhere) == {"people.yml": b"# Mine\n"}
    assert (archive.folder / place).is_symlink()


@pytest.mark.parametrize("name", ["a\x1b[31mb.txt", "a\nb.txt", "a\u202eb.txt", os.fsdecode(b"a\xff.txt")])
def test_the_name_of_a_file_gives_the_terminal_no_orders(
    archive: Commands, tmp_path: Path, name: str
) -> None:
    said = archive.run("import", letter(tmp_path, name))
    assert repr(name)[1:-1] in said
    assert all(line.isprintable() for line in said.split("\n"))
    said = archive.run("import", str(tmp_path / f"no {name}"), code=1)
    assert all(line.isprintable() for line in said.split("\n"))


def test_an_original_has_a_name_that_every_system_keeps(archive: Commands, tmp_path: Path) -> None:
    archive.run("import", letter(tmp_path, "aux.txt"))
    assert "files/2026-03-03-keep-the-harbor-open/original.txt" in archive.files


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\ufff9", "\U000e0041"])
def test_what_turns_words_around_is_taken_out_and_said(
    archive: Commands, tmp_path: Path, hidden: str
) -> None:
    said = archive.run("import", letter(tmp_path, text=LETTER.replace("harbor", f"har{hidden}bor")))
    assert f"letter.txt:6: the line holds U+{ord(hidden):04X}" in said
    assert "the harbor open" in archive.file("2026/2026-03-03-keep-the-harbor-open.md")


def test_a_title_is_one_line(archive: Commands, tmp_path: Path) -> None:
    archive.run("import", letter(tmp_path), "--title", "Open it\nstatus: published")
    text = archive.file("2026/2026-03-03-open-it-status-published.md")
    assert "title: 'Open it status: published'\n" in text
    assert "\nstatus: draft\n" in text


def test_what_a_reader_left_out_hides_no_loss() -> None:
    comment = LeftOut(line=1, text="harbor", why="a comment")
    made = Draft(left_out=[comment])
    account(document(["harbor"], (comment,)), made)
    assert [one.what for one in made.unsure] == ["these words found no place in the draft: harbor"]


def test_words_in_white_are_told(tmp_path: Path) -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Dear Minister Example: we ask for an open harbor for all of us.")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 650, "Unseen demand")
    canvas.save()
    assert [one.what for one in pdf.read_data(file.getvalue()).doubts] == [
        "page 1 has words in white or too small to see: Unseen demand"
    ]
    seen = word(HARBOR)
    with zipfile.ZipFile(BytesIO(seen)) as parts:
        text = parts.read("word/document.xml")
    unseen = b'<w:p><w:r><w:rPr><w:color w:val="ffffff"/></w:rPr><w:t>Unseen demand</w:t></w:r></w:p>'
    changed = repacked(seen, text.replace(b"<w:body>", b"<w:body>" + unseen))
    assert "the file has words in white or too small to see: Unseen demand" in [
        one.what for one in docx.read_data(changed).doubts
    ]


def repacked(data: bytes, text: bytes) -> bytes:
    """Return a Word file with another text."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    return file.getvalue()


def test_an_original_with_words_that_nobody_was_to_see_is_told(archive: Commands, tmp_path: Path) -> None:
    seen = word(HARBOR)
    with zipfile.ZipFile(BytesIO(seen)) as parts:
        text = parts.read("word/document.xml")
    deleted = b'<w:p><w:del w:id="1"><w:r><w:delText>Secret</w:delText></w:r></w:del></w:p>'
    path = tmp_path / "letter.docx"
    path.write_bytes(repacked(seen, text.replace(b"<w:body>", b"<w:body>" + deleted)))
    said = archive.run("import", str(path), "--dry-run")
    assert "letter.docx is published with the letter, and holds what the draft leaves out (deleted" in said


def test_a_copy_that_a_killed_command_left_is_removed(archive: Commands, tmp_path: Path) -> None:
    old, new = archive.folder / ".undersigned-old", archive.folder / ".undersigned-new"
    for folder in (old, new):
        (folder / "letters").mkdir(parents=True)
    long_ago = time.time() - OLDEST - 60
    os.utime(old, (long_ago, long_ago))
    archive.run("import", letter(tmp_path))
    assert (old.exists(), new.exists()) == (False, True)


def test_a_reader_takes_out_what_turns_words_around(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("\u202eDear\u202c Minister", encoding="utf-8")
    assert [line.text for line in read(path).lines] == ["Dear Minister"]


COUNTING = """
import sys
from pathlib import Path
from undersigned.cli.changes import Changes
from undersigned.cli.options import UnusableError
folder, left = Path(sys.argv[1]), 50
while left:
    changes = Changes(folder)
    try:
        changes.edit(folder / "count", lambda text: str(int(text) + 1))
        changes.commit()
        left -= 1
    except UnusableError:
        pass
"""


def test_no_change_is_lost_when_two_commands_run_at_once(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    both = [subprocess.Popen([sys.executable, "-c", COUNTING, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert contents(tmp_path) == {"count": b"100"}
