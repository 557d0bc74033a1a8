"""Files beside letters: what may lie there, what is published of them, what the check holds to it."""

import json
import resource
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from records import toy_letters
from sites import SMALL, TOY, Site, build, contents
from sites import write as write_files
from sources import archive as load_archive
from sources import letter, write
from sources import said as said_of
from undersigned.archive.attachments import wrong_name
from undersigned.archive.enclosures import content
from undersigned.cli import main
from undersigned.source.problems import ProblemsFound

ID = "2020-01-01-a"
RIVER = "2021-05-03-keep-the-river-clean"
FILES = TOY / "letters" / "files" / RIVER


def attached(name: str, **more: str) -> str:
    entry = {"file": name, "kind": "appendix", **more}
    return letter(f"attachments: [{json.dumps(entry)}]\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("page.html", "is of a kind that no archive publishes"),
        ("image.svg", "is of a kind that no archive publishes"),
        ("letter.pdf.exe", "is of a kind that no archive publishes"),
        ("letter", "is of a kind that no archive publishes"),
        ("letter\u202efdp.txt", "has a name with characters that cannot be seen"),
        ("let\u200bter.txt", "has a name with characters that cannot be seen"),
        ("a\tb.txt", "has a name with characters that cannot be seen"),
        ("what?.txt", "has a name that not every system can keep"),
        ("100%.txt", "has a name that not every system can keep"),
        (f"{'a/' * 3000}b.txt", "has a name that is too long"),
        ("CON.txt", "has a name that not every system can keep"),
        ("folder./a.txt", "has a name that not every system can keep"),
        ("../a.txt", "lies outside"),
        ("/etc/passwd.txt", "lies outside"),
        ("a\\b.txt", "lies outside"),
        (".hidden.txt", "is hidden"),
        ("page.html.sig", "hides a kind that a server may run"),
        ("x.xhtml/a.PHP.v2.pdf", "hides a kind that a server may run"),
        ("x/.git/a.txt", "is hidden"),
        ("./a.txt", "is not the shortest way to write it"),
    ],
)
def test_names_that_are_refused(name: str, said: str) -> None:
    found = wrong_name(name, "letters/files/a/")
    assert found is not None
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    "name",
    [
        "a.pdf",
        "A letter, signed.PDF",
        "Brief an Jörg.docx",
        "x/y/z.csv",
        "a.pdf.sig",
        "html.pdf",
        "v1.2.pdf",
        "رسالة.txt",
    ],
)
def test_names_that_are_fine(name: str) -> None:
    assert wrong_name(name, "letters/files/a/") is None


@given(st.text(max_size=30))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    if wrong_name(f"{name}.txt", "") is None:
        folder = Path("/files")
        target = folder / f"{name}.txt"
        assert Path(*target.parts).is_relative_to(folder)
        assert ".." not in target.parts


def test_names_told_apart_by_small_letters_alone(tmp_path: Path) -> None:
    front = "attachments: [{file: a.txt, kind: appendix}, {file: A.txt, kind: appendix}]\n"
    write(tmp_path, {f"{ID}.md": letter(front), f"files/{ID}/a.txt": "a", f"files/{ID}/A.txt": "A"})
    (line,) = said_of(tmp_path)
    assert "attachment 'A.txt' is told from 'a.txt' by small letters or accents alone" in line


@pytest.mark.parametrize(("name", "content"), [("a.pdf", "<html>"), ("a.docx", "%PDF-1.4"), ("a.png", "")])
def test_files_that_are_not_what_their_name_says(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path, {f"{ID}.md": attached(name), f"files/{ID}/{name}": content})
    (line,) = said_of(tmp_path)
    assert ", whatever its name says (name it after what it is)" in line


@pytest.mark.parametrize("name", ["a.sig", "a.md", "a.txt"])
@pytest.mark.parametrize(
    "content", ["<script>alert(1)</script>", "\ufeff \n <!DOCTYPE html>", " " * 1000 + "<a>"]
)
def test_pages_under_other_names(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path, {f"{ID}.md": attached(name), f"files/{ID}/{name}": content})
    (line,) = said_of(tmp_path)
    assert "starts with <, as a page that a browser runs" in line


def test_bytes_are_compared_with_the_sha256_every_time(tmp_path: Path) -> None:
    digest = sha256(b"One").hexdigest()
    write(tmp_path, {f"{ID}.md": attached("a.txt", sha256=digest), f"files/{ID}/a.txt": "One"})
    (found,) = load_archive(tmp_path).enclosures[ID]
    assert (found.sha256, found.size, found.label) == (digest, 3, "Appendix")
    write(tmp_path, {f"files/{ID}/a.txt": "Two"})
    (line,) = said_of(tmp_path)
    assert f"has another SHA-256: {sha256(b'Two').hexdigest()}" in line


def test_pages_of_pdfs_are_counted_and_broken_ones_are_published_without() -> None:
    signed = toy_letters()[RIVER]["attachments"][0]
    assert signed == {
        "file": "signed.pdf",
        "url": f"https://letters.example.org/archive/letters/{RIVER}/files/signed.pdf",
        "kind": "signed-original",
        "label": "Signed original",
        "type": "application/pdf",
        "size": 605,
        "pages": 1,
        "sha256": sha256((FILES / "signed.pdf").read_bytes()).hexdigest(),
    }


def test_broken_pdf_has_no_number_of_pages(tmp_path: Path) -> None:
    write(tmp_path, {f"{ID}.md": attached("a.pdf"), f"files/{ID}/a.pdf": "%PDF-1.7 and nothing more"})
    (found,) = load_archive(tmp_path).enclosures[ID]
    assert found.pages == 0


@pytest.fixture(scope="module")
def site(toy: Site) -> Site:
    return toy


class TestSite:
    def test_attachments_are_published_byte_for_byte(self, site: Site) -> None:
        home = site.folder / "letters" / RIVER / "files"
        for file in ("signed.pdf", "plain.txt", "readings/river.csv"):
            assert (home / file).read_bytes() == (FILES / file).read_bytes()

    def test_page_says_type_size_and_pages_and_shows_the_pdf(self, site: Site) -> None:
        page = site.pages[f"letters/{RIVER}/"]
        (files,) = page.tree.xpath("//section[@aria-labelledby='files']")
        said = " ".join(files.text_content().split())
        assert "Signed original PDF, 605 bytes, 1 page" in said
        assert "Readings of April 2021 CSV, 80 bytes" in said
        assert page.values("//iframe/@src") == ["files/signed.pdf"]
        assert page.values("//a[@download and starts-with(@href, 'files/')]/@href") == [
            "files/signed.pdf",
            "files/readings/river.csv",
            "files/plain.txt",
        ]

    def test_sha256sum_finds_all_as_it_should_be(self, site: Site) -> None:
        program = shutil.which("sha256sum")
        if program is None:
            pytest.skip("this system has no sha256sum")
        done = subprocess.run(
            [program, "--check", "--strict", "data/SHA256SUMS"],
            cwd=site.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert f"letters/{RIVER}/files/signed.pdf: OK" in done.stdout
        letters = [path.parent.name for path in site.folder.glob("letters/*/index.md")]
        known = [line.split("  ")[1] for line in (site.folder / "data/SHA256SUMS").read_text().splitlines()]
        # What lies at a former address is a copy.
        former = {"2025-06-05-corrected-letter", "2025-06-06-corected-letter"}
        for key in set(letters) - former:
            assert {f"letters/{key}/index.md", f"letters/{key}/index.json"} <= set(known)


def test_attachment_that_changes_is_published_anew(tmp_path: Path) -> None:
    letter_file = "letters/2025/2025-05-02-keep-it-open.md"
    front = "also_signed: |"
    text = SMALL[letter_file].replace(front, "attachments: [{file: a.txt, kind: appendix}]\n" + front)
    beside = "letters/files/2025-05-02-keep-it-open/a.txt"
    archive = write_files(tmp_path / "archive", {**SMALL, letter_file: text, beside: "One"})
    first = build(archive, tmp_path / "site").folder / "letters/2025-05-02-keep-it-open"
    assert (first / "files/a.txt").read_text() == "One"
    write_files(archive, {beside: "Another"})
    build(archive, tmp_path / "site")
    assert (first / "files/a.txt").read_text() == "Another"
    assert sha256(b"Another").hexdigest() in (first / "index.html").read_text()


class TestAttach:
    def attach(self, archive: Path, *arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["attach", *arguments, "--config", str(archive / "mkdocs.yml")])
        return done.exit_code, done.output

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        return write_files(tmp_path / "archive", SMALL)

    def test_file_and_entry(self, archive: Path, tmp_path: Path) -> None:
        (tmp_path / "Signed letter.pdf").write_bytes(b"%PDF-1.4 signed")
        letter_file = archive / "letters/2025/2025-05-02-keep-it-open.md"
        before = letter_file.read_text()
        file = str(tmp_path / "Signed letter.pdf")
        code, said = self.attach(archive, "2025-05-02-keep-it-open", file, "--kind", "signed-original")
        assert code == 0, said
        digest = sha256(b"%PDF-1.4 signed").hexdigest()
        added = (
            f"attachments:\n  - file: Signed letter.pdf\n    kind: signed-original\n    sha256: {digest}\n"
        )
        assert letter_file.read_text() == before.replace("---\nTo the", f"{added}---\nTo the")
        (found,) = load_archive(archive).enclosures["2025-05-02-keep-it-open"]
        assert found.sha256 == digest

    def test_disk_that_is_full_leaves_nothing_behind(self, archive: Path, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("a" * 5000)
        before = contents(archive)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        try:
            code, said = self.attach(
                archive, "2025-05-02-keep-it-open", str(tmp_path / "a.txt"), "--kind", "appendix"
            )
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert code == 2
        assert "cannot be written: File too large" in said
        assert contents(archive) == before

    def test_a_second_by_the_path_of_the_letter(self, archive: Path, tmp_path: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(name)
            path = str(archive / "letters/2025/2025-05-02-keep-it-open.md")
            code, said = self.attach(
                archive, path, str(tmp_path / name), "--kind", "appendix", "--label", f"L: {name}"
            )
            assert code == 0, said
        found = load_archive(archive).enclosures["2025-05-02-keep-it-open"]
        assert [(one.file, one.label) for one in found] == [("a.txt", "L: a.txt"), ("b.txt", "L: b.txt")]

    @pytest.mark.parametrize(
        ("key", "name", "content", "expected"),
        [
            (
                "2025-05-02-keep-it-opne",
                "a.txt",
                "a",
                "there is no letter '2025-05-02-keep-it-opne' (did you mean",
            ),
            ("2025-05-02-keep-it-open", "a.html", "a", "is of a kind that no archive publishes"),
            ("2025-05-02-keep-it-open", "a.pdf", "a", "is no PDF, whatever its name says"),
            (
                "2025-05-02-keep-it-open",
                "There.txt",
                "a",
                "'there.txt' is there already: small letters alone",
            ),
            ("2025-05-02-keep-it-open", "there.txt", "a", "is there already: give the new file another name"),
        ],
    )
    def test_nothing_changes_where_it_is_refused(
        self, archive: Path, tmp_path: Path, *, key: str, name: str, content: str, expected: str
    ) -> None:
        write_files(archive, {"letters/files/2025-05-02-keep-it-open/there.txt": "kept"})
        (tmp_path / name).write_text(content)
        before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
        code, printed = self.attach(archive, key, str(tmp_path / name), "--kind", "appendix")
        assert code == 2
        assert expected in printed
        assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before


def test_attachment_that_changes_while_the_site_is_built_stops_it(tmp_path: Path) -> None:
    write(tmp_path, {f"{ID}.md": attached("a.txt"), f"files/{ID}/a.txt": "One"})
    (found,) = load_archive(tmp_path).enclosures[ID]
    assert content(tmp_path, found, f"letters/{ID}.md") == b"One"
    write(tmp_path, {f"files/{ID}/a.txt": "Two"})
    with pytest.raises(ProblemsFound, match=r"'a\.txt' was changed while the site was built \(build again\)"):
        content(tmp_path, found, f"letters/{ID}.md")
