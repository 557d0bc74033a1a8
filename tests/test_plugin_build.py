"""`mkdocs build` as every MkDocs user expects it, with the archive's own rules on top."""

import subprocess
import sys
from pathlib import Path

import pytest

from sites import ROOT, SMALL, TOY, Site, broken_links, build, copy, environment, run_mkdocs, said, write

LETTER = "letters/2025/2025-05-02-keep-it-open.md"
CONFIG = SMALL["mkdocs.yml"]
TAKEN_AWAY = ("press/", "feeds/", "data/", "corrections/", "verify/")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path / "archive", SMALL)


def check(folder: Path) -> str:
    """Return what `undersigned check` prints."""
    command = [sys.executable, "-c", "from undersigned.cli import main; main()", "check"]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stdout


def test_problems_are_those_of_the_check(archive: Path) -> None:
    broken = (
        SMALL[LETTER]
        .replace("recipients: []", "recipients: []\ntopic: x\ntopics: [y]")
        .replace("warm", "[warm](w.md)")
    )
    write(archive, {LETTER: broken, "letters/2025/notes.md": "No front matter.\n"})
    problems = check(archive).splitlines()
    assert len(problems) == 5
    done = run_mkdocs(archive, "build")
    assert done.returncode != 0
    assert "Traceback" not in said(done)
    lines = said(done).splitlines()
    assert [line for line in lines if line in problems] == problems
    assert f"{len(problems)} problems in the letters" in said(done)
    assert not (archive / "site").exists()


def test_one_letter_and_no_registry(archive: Path) -> None:
    site = build(archive, archive / "site")
    letter = "letters/2025-05-02-keep-it-open/"
    others = {"letters/", "letters/2025/", letter, f"{letter}embed/", "search/", *TAKEN_AWAY}
    assert set(site.pages) == {"", "404.html", "about/", *others}
    links = site.pages[""].values("//nav[@aria-label='Main']//a/@href")
    assert links == ["letters/", "about/"]
    menu = site.pages[letter].values("//nav[@aria-label='Menu']//a/text()")
    assert menu == ["Small", "Letters", "About"]
    assert [broken for page in site.pages.values() for broken in broken_links(site, page)] == []


def test_no_letter_at_all(archive: Path) -> None:
    (archive / LETTER).unlink()
    write(archive, {"docs/about.md": "# About\n"})
    site = build(archive, archive / "site")
    others = {"letters/", "search/", *TAKEN_AWAY}
    assert set(site.pages) == {"", "404.html", "about/", *others}
    assert "No letter has been published yet." in site.pages[""].text
    assert "There is nothing to verify yet: no letter has been published." in site.pages["verify/"].text
    assert [broken for page in site.pages.values() for broken in broken_links(site, page)] == []


def test_no_hand_written_page_at_all(archive: Path) -> None:
    for name in ("index.md", "about.md"):
        (archive / "docs" / name).unlink()
    site = build(archive, archive / "site")
    assert site.pages[""].values("//h1/text()") == ["Small"]


def test_the_archives_name_is_text(archive: Path) -> None:
    name = '<script>alert(1)</script> & "Sons" {{ config }} \''
    quoted = name.replace("'", "''")
    write(archive, {"mkdocs.yml": CONFIG.replace("site_name: Small", f"site_name: '{quoted}'")})
    site = build(archive, archive / "site")
    for page in site.pages.values():
        runs = "//script[not(@type='application/ld+json')]"
        assert page.values(f"{runs}[contains(., 'alert(1)')]") == [], page.file
        if page.address.endswith("/embed/"):
            assert page.tree.xpath("string(//p[@class='site'])") == name
            continue
        assert page.tree.xpath("string(//*[@class='bar__name'])") == name
        assert name in page.tree.xpath("string(//title)")
        assert page.tree.xpath("string(//footer[@class='foot']//b)") == name


def test_tables_of_hand_written_pages_hold_no_style(archive: Path) -> None:
    """The policy would not let it through, and the columns would lose their sides."""
    write(archive, {"docs/about.md": "# About\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"})
    page = build(archive, archive / "site").pages["about/"]
    assert page.values("//@style") == []
    assert page.values("//td/@align") == ["right"]


def test_directory_urls_switched_off(archive: Path) -> None:
    """Hand-written pages follow the option; the archive's addresses are a promise and stay."""
    write(archive, {"mkdocs.yml": f"{CONFIG}use_directory_urls: false\n"})
    site = build(archive, archive / "site")
    assert "about.html" in site.pages
    assert "letters/2025-05-02-keep-it-open/" in site.pages
    assert [broken for page in site.pages.values() for broken in broken_links(site, page)] == []


def test_dirty_build_works_on_the_site_itself(archive: Path) -> None:
    build(archive, archive / "site")
    write(archive, {LETTER: SMALL[LETTER].replace("warm", "bright")})
    done = run_mkdocs(archive, "build", "--dirty")
    assert done.returncode == 0, said(done)
    site = Site(archive / "site")
    assert "bright room" in site.pages["letters/2025-05-02-keep-it-open/"].text
    assert [broken for page in site.pages.values() for broken in broken_links(site, page)] == []
    assert [path.name for path in archive.iterdir() if path.name.startswith(".site")] == []


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (CONFIG.replace("site_url: https://small.example.org/\n", ""), "mkdocs.yml needs a site_url"),
        (CONFIG.replace("name: material", "name: readthedocs"), "names the theme 'readthedocs'"),
        (
            f"{CONFIG}      language: english?\n".replace("- undersigned\n", "- undersigned:\n"),
            "is not a language tag",
        ),
        (
            f"{CONFIG}      time_zone: Mars\n".replace("- undersigned\n", "- undersigned:\n"),
            "is not a time zone",
        ),
        (f"{CONFIG}      leters: x\n".replace("- undersigned\n", "- undersigned:\n"), "leters"),
    ],
)
def test_wrong_settings_are_said_in_one_sentence(archive: Path, config: str, sentence: str) -> None:
    write(archive, {"mkdocs.yml": config})
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode != 0
    assert sentence in said(done)
    assert "Traceback" not in said(done)


def test_page_at_an_address_of_the_archive_is_a_warning(archive: Path) -> None:
    write(archive, {"docs/letters/2025.md": "# Mine\n"})
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode != 0
    assert "docs/ has a page at letters/2025/, which is an address of the archive" in said(done)


def test_link_to_a_letter_that_is_not_there_is_a_warning(archive: Path) -> None:
    write(archive, {"docs/about.md": "[letter](letters/2025-05-02-keep-it-shut.md)\n"})
    done = run_mkdocs(archive, "build", "--strict")
    assert done.returncode != 0
    assert "letters/2025-05-02-keep-it-shut.md" in said(done)


def test_own_template_comes_before_ours(archive: Path) -> None:
    write(
        archive,
        {
            "mkdocs.yml": CONFIG.replace("name: material", "name: material\n  custom_dir: theme"),
            "theme/partials/footer.html": "<footer>Our own foot</footer>",
            "theme/part.html": "<p>Our own year: {{ view.title }}</p>",
        },
    )
    site = build(archive, archive / "site")
    ours = [page for page in site.pages.values() if not page.address.endswith("/embed/")]
    assert all("Our own foot" in page.text for page in ours)
    assert "Our own year: Letters of 2025" in site.pages["letters/2025/"].text


@pytest.mark.parametrize("archive", [ROOT, TOY], ids=["project", "toy"])
def test_build_writes_nothing_but_the_site(archive: Path, tmp_path: Path) -> None:
    folder = copy(archive, tmp_path / "archive")
    before = {path.relative_to(folder) for path in folder.rglob("*")}
    build(folder, folder / "site")
    after = {path.relative_to(folder) for path in folder.rglob("*")}
    assert {path.parts[0] for path in after - before} == {"site", ".cache"}
