"""What a hostile or careless hand may put into an archive, and what must not come of it."""

import os
from pathlib import Path
from time import process_time

import pytest
from lxml import html

import sources
from sites import SMALL, contents, run_mkdocs, write
from sites import said as printed
from undersigned.model.letter import Letter
from undersigned.render.body import BodyRenderer

LONG = 5
"""Seconds of work: more than any of this takes, and far less than it took."""
ID = "2020-01-01-a"


def problem_lines(folder: Path, **files: str) -> list[str]:
    """Return what is wrong in an archive of one letter, whose `front` and `body` are given."""
    return sources.said(sources.write(folder, {f"{ID}.md": sources.letter(**files)}))


def rendered(body: str) -> html.HtmlElement:
    """Return a letter's text as it is drawn, whatever its problems."""
    front = {"title": "A letter", "date": "2020-01-01", "recipients": [], "also_signed": "Ana"}
    given = {"id": ID, "path": f"letters/{ID}.md", "body": body, "body_line": 7}
    drawn = BodyRenderer({}).render(Letter.model_validate({**front, **given}))
    return html.fragment_fromstring(drawn.before + drawn.notes, create_parent="div")


class TestSiteFolder:
    """A build never takes the place of what was no site."""

    @pytest.mark.parametrize("site", ["letters", "letters/site", "letters/2025"])
    def test_letters_are_never_replaced(self, tmp_path: Path, site: str) -> None:
        before = contents(write(tmp_path, SMALL))
        done = run_mkdocs(tmp_path, "build", "--site-dir", site)
        assert done.returncode == 1
        assert "lie in each other: name another site_dir" in printed(done)
        assert contents(tmp_path) == before

    def test_project_is_never_replaced(self, tmp_path: Path) -> None:
        project = tmp_path / "project"
        files = {**SMALL, "mkdocs.yml": SMALL["mkdocs.yml"] + "docs_dir: ../docs\nsite_dir: .\n"}
        write(project, files)
        (project / "docs").rename(tmp_path / "docs")
        before = contents(tmp_path)
        done = run_mkdocs(project, "build")
        assert "lie in each other: name another site_dir" in printed(done)
        assert contents(tmp_path) == before

    def test_folder_of_something_else_stays(self, tmp_path: Path) -> None:
        write(tmp_path, {**SMALL, "thesis/chapter-1.txt": "Years of work."})
        done = run_mkdocs(tmp_path, "build", "--site-dir", "thesis")
        assert done.returncode == 1
        assert "holds files but no index.html, so it is no former site" in printed(done)
        assert (tmp_path / "thesis" / "chapter-1.txt").read_text() == "Years of work."

    def test_folder_without_visible_files_is_used(self, tmp_path: Path) -> None:
        write(tmp_path, {**SMALL, "site/.nojekyll": ""})
        assert run_mkdocs(tmp_path, "build").returncode == 0
        assert (tmp_path / "site" / ".nojekyll").is_file()


class TestDrafts:
    """What is no letter yet is nowhere in the site, whatever way leads to it."""

    def test_letters_within_docs(self, tmp_path: Path) -> None:
        config = SMALL["mkdocs.yml"] + "      letters: docs/letters\n"
        files = {path.replace("letters/2025", "docs/letters"): text for path, text in SMALL.items()}
        write(tmp_path, {**files, "mkdocs.yml": config.replace("- undersigned\n", "- undersigned:\n")})
        done = run_mkdocs(tmp_path, "build")
        assert "which would publish drafts: part the two" in printed(done)
        assert not (tmp_path / "site").exists()

    def test_link_from_docs_to_letters(self, tmp_path: Path) -> None:
        write(tmp_path, {**SMALL, "letters/drafts/secret.md": "---\nstatus: draft\n---\nNot yet.\n"})
        (tmp_path / "docs" / "more").symlink_to("../letters/drafts")
        done = run_mkdocs(tmp_path, "build")
        assert "docs_dir holds more/secret.md" in printed(done)
        assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("escape", "said"),
    [
        (r"\u202e", "holds U+202E (right-to-left override)"),
        (r"\x02root\x03", "holds U+0002 (control character)"),
        (r"\0", "holds U+0000 (control character)"),
        (r"\L", "holds U+2028 (line separator)"),
    ],
)
def test_characters_that_yaml_escapes_are_as_those_that_stand_there(
    tmp_path: Path, escape: str, said: str
) -> None:
    found = problem_lines(tmp_path, front=f'summary: "Keep{escape}it"')
    assert f"letters/{ID}.md:6: {said} (delete it)" in found


class TestSlowText:
    """What would take Markdown long, or lead it too deep, is a problem that says so at once."""

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("- " * 3000 + "a", ":7: the text is nested too deeply"),
            ("1. " * 3000 + "a", ":7: the text is nested too deeply"),
            ("> " * 50 + "a", ":7: the text is nested too deeply"),
            ("* " * 3000 + "x", ":7: the text is nested too deeply"),
            ("\n".join("    " * n + "- a" for n in range(40)), ":27: the text is nested too deeply"),
            ("*" * 3000 + "a" + "*" * 3000, ":7: more than 200 marks of emphasis stand in a row"),
            ("word " * 5000, ":7: the paragraph is too long"),
            ("# a\n" * 1100, ":1007: the letter has more than 1,000 headings and rules"),
            ("a\n\n---\n\n" * 1100, ":4009: the letter has more than 1,000 headings and rules"),
            ("a\n\n" * 500_000, ":7: the letter has 1,500,001 characters of text"),
        ],
    )
    def test_limits(self, tmp_path: Path, body: str, said: str) -> None:
        found = problem_lines(tmp_path, body=body)
        assert [line for line in found if said in line]

    @pytest.mark.parametrize(
        "body", ["* " * 60, "Signed: " + "_" * 200, "- " * 60, "> * * * * *", "a\n" * 9000, "- item\n" * 5000]
    )
    def test_within_limits(self, tmp_path: Path, body: str) -> None:
        assert problem_lines(tmp_path, body=f"Text.\n\n{body}") == []

    @pytest.mark.parametrize(
        "piece", ["[", "[a", "[a](", "[a](b ", "[[]", "[^", "![a](", "[a](b 'c\" ", "(\n"]
    )
    def test_brackets_that_nothing_closes(self, tmp_path: Path, piece: str) -> None:
        body = piece * (18_000 // len(piece))
        start = process_time()
        problem_lines(tmp_path, body=body)
        rendered(body)
        assert process_time() - start < LONG


def test_deep_emphasis_is_a_problem_of_the_build(tmp_path: Path) -> None:
    body = "*a **b " * 1300 + "c** d* " * 1300
    files = {**SMALL, f"letters/{ID}.md": sources.letter(body=body)}
    done = run_mkdocs(write(tmp_path, files), "build")
    assert f"letters/{ID}.md:7: the text is nested too deeply" in printed(done)
    assert "Traceback" not in printed(done)


class TestSlowChecks:
    """A check of many mistakes ends soon."""

    def test_topics_in_a_long_chain(self, tmp_path: Path) -> None:
        chain = "".join(f"t{n}:\n  label: Topic {n}\n  broader: t{n + 1}\n" for n in range(3000))
        sources.write(tmp_path, {"topics.yml": chain + "t3000:\n  label: Last\n"})
        start = process_time()
        assert sources.said(tmp_path) == [
            "letters/topics.yml:3: 't0' lies too deep beneath 't21' (at most 19 entries above each other)"
        ]
        assert process_time() - start < LONG

    def test_many_unknown_names(self, tmp_path: Path) -> None:
        people = "".join(f"p-{n}:\n  name: Person{n} Family{n}\n" for n in range(1000))
        names = "signatories: |\n" + "".join(f"  Persona{n} Familia{n}\n" for n in range(500))
        sources.write(tmp_path, {"people.yml": people, f"{ID}.md": sources.letter(names, signed="")})
        start = process_time()
        found = sources.said(tmp_path)
        assert process_time() - start < LONG
        assert len(found) == 500
        assert sum("nearest:" in line for line in found) == 30

    def test_long_names(self, tmp_path: Path) -> None:
        known = {"people.yml": f"p-x:\n  name: {'a b c d x ' * 5000}\n"}
        name = sources.letter(f"recipients:\n  - {'a b c d e ' * 5000}\n")
        start = process_time()
        assert sources.said(sources.write(tmp_path, {**known, f"{ID}.md": name})) == []
        assert process_time() - start < LONG

    def test_many_values(self, tmp_path: Path) -> None:
        start = process_time()
        found = problem_lines(tmp_path, front=f"topics: [{'a,' * 300_000}]")
        assert found[0].startswith(f"letters/{ID}.md:6: holds more than 200,000 values")
        assert process_time() - start < LONG


class TestRecord:
    """No word of a letter is lost without a word about it."""

    @pytest.mark.parametrize(
        "body",
        [
            "the board [sic](as printed\nin the minutes) said",
            "the board [sic](as 'printed' in) said",
            "the board [sic](<as printed\nhere>) said",
        ],
    )
    def test_words_in_parentheses_after_brackets(self, tmp_path: Path, body: str) -> None:
        if problem_lines(tmp_path, body=body):
            return
        assert rendered(body).text_content().split() == body.split()

    @pytest.mark.parametrize("number", ["٣", "١٠", "007", "12345678901"])
    def test_numbers_that_no_list_can_print(self, number: str) -> None:
        body = f"{number}. as it is typed"
        assert rendered(body).text_content().split() == body.split()

    def test_address_that_cannot_be_read(self) -> None:
        drawn = rendered("See <http://[x y>.")
        assert drawn.text_content().split() == ["See", "http://[x", "y."]
        assert not drawn.xpath("//a[@href and not(starts-with(@href, '#'))]")


@pytest.mark.parametrize("letters", ["../letters", "letters/../..", ".", "/"])
def test_letters_lie_below_the_project(tmp_path: Path, letters: str) -> None:
    config = SMALL["mkdocs.yml"].replace("- undersigned", f"- undersigned:\n      letters: {letters}")
    write(tmp_path, {**SMALL, "mkdocs.yml": config})
    assert "is no folder below the one that holds mkdocs.yml" in printed(run_mkdocs(tmp_path, "build"))


@pytest.mark.parametrize(
    "url", ['https://x.org/"><script>alert(1)</script>/', "ftp://x.org/", "https://x.org/?q"]
)
def test_site_url_is_an_address(tmp_path: Path, url: str) -> None:
    config = SMALL["mkdocs.yml"].replace("https://small.example.org/", f"'{url}'")
    write(tmp_path, {**SMALL, "mkdocs.yml": config})
    assert "is no address like https://example.org/letters/" in printed(run_mkdocs(tmp_path, "build"))
    assert not (tmp_path / "site").exists()


def test_plugin_stands_once(tmp_path: Path) -> None:
    config = SMALL["mkdocs.yml"] + "  - undersigned\n"
    write(tmp_path, {**SMALL, "mkdocs.yml": config})
    assert "names the plugin twice: keep one" in printed(run_mkdocs(tmp_path, "build"))
    assert not (tmp_path / "site").exists()


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    attached = "attachments:\n  - file: pipe.pdf\n    kind: appendix\n    sha256: " + "a" * 64
    home = sources.write(tmp_path, {f"{ID}.md": sources.letter(attached)}) / "letters"
    (home / "files" / ID).mkdir(parents=True)
    for name in ("people.yml", "2020-01-02-b.md", f"files/{ID}/pipe.pdf"):
        os.mkfifo(home / name)
    found = sources.said(tmp_path)
    assert [line.split(" (")[0] for line in found] == [
        "letters/2020-01-01-a.md:7: attachment 'pipe.pdf' is no plain file",
        "letters/2020-01-02-b.md:1: is not a file that an archive knows",
        "letters/people.yml:1: is not a file that an archive knows",
    ]
