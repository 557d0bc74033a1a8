"""Addresses never die: a former one leads on, and what lay beside it still lies there."""

import subprocess
from pathlib import Path

import pytest

from sites import SMALL, TOY, Site, build, copy, write

OLD, NEW = "letters/2025-06-05-corrected-letter/", "letters/2025-06-06-corrected-letter/"


@pytest.fixture(scope="module")
def site(toy: Site) -> Site:
    return toy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, NEW),
        ("letters/2025-06-06-corected-letter/", NEW),
        ("people/a-example/", "people/avery-example/"),
        ("organizations/library-league/", "organizations/northland-library-association/"),
        ("offices/northland-ag/", "offices/northland-attorney-general/"),
        ("topics/library/", "topics/libraries/"),
    ],
)
def test_former_address_leads_on(site: Site, old: str, new: str) -> None:
    page = site.pages[old]
    assert page.values("//link[@rel='canonical']/@href") == [site.url + new]
    assert page.values("//head/noscript/meta[@http-equiv='refresh']/@content") == [f"0; url=../../{new}"]
    assert page.values("//a[@data-moved]/@href") == [f"../../{new}"]
    assert site.file(site.scope + new)
    sitemap = (site.folder / "sitemap.xml").read_text()
    assert f"<loc>{site.url}{new}</loc>" in sitemap
    assert f"<loc>{site.url}{old}</loc>" not in sitemap


def test_what_lies_beside_a_letter_lies_there_too(site: Site) -> None:
    names = {path.relative_to(site.folder / NEW).as_posix() for path in (site.folder / NEW).rglob("*.*")}
    assert {"index.json", "index.md", "cite.bib", "oembed.json", "embed/index.html", "card.png"} <= names
    for name in names - {"index.html"}:
        assert (site.folder / OLD / name).read_bytes() == (site.folder / NEW / name).read_bytes()


@pytest.mark.parametrize(
    ("old", "new"), [("people/a-example/", "people/avery-example/"), ("topics/library/", "topics/libraries/")]
)
def test_feeds_and_records_are_to_be_had_there_too(site: Site, old: str, new: str) -> None:
    for name in ("feed.xml", "index.json"):
        assert (site.folder / old / name).read_bytes() == (site.folder / new / name).read_bytes()


def test_web_servers_are_told(site: Site) -> None:
    lines = (site.folder / "_redirects").read_text().splitlines()
    assert f"/archive/{OLD} /archive/{NEW} 301" in lines
    assert (
        f'"/archive/{OLD}" "/archive/{NEW}";' in (site.folder / "data/redirects.map").read_text().splitlines()
    )
    assert len(lines) == len([page for page in site.pages.values() if page.values("//a[@data-moved]")])


def test_redirects_of_docs_stay(tmp_path: Path) -> None:
    archive = write(copy(TOY, tmp_path / "archive"), {"docs/_redirects": "/mine /yours 302\n"})
    site = build(archive, tmp_path / "site")
    assert (site.folder / "_redirects").read_text() == "/mine /yours 302\n"
    assert f'"/archive/{OLD}"' in (site.folder / "data/redirects.map").read_text()


def test_page_of_a_year_moves_with_its_person(tmp_path: Path) -> None:
    people = "avery-example:\n  name: Avery Example\n  former_ids: [a-example]\n"
    front = "---\ntitle: L\ndate: {0}\nrecipients: []\nsignatories: Avery Example\n---\nText.\n"
    days = [
        f"20{year:02}-{month:02}-{day:02}"
        for year in (1, 2)
        for month in range(1, 13)
        for day in range(1, 14)
    ]
    letters = {f"letters/{day}-a.md": front.format(day) for day in days}
    config = SMALL["mkdocs.yml"].replace("undersigned", "undersigned:\n      share_images: false")
    files = {"mkdocs.yml": config, "docs/index.md": "# S\n", "letters/people.yml": people, **letters}
    site = build(write(tmp_path / "archive", files), tmp_path / "site")
    moved = site.pages["people/a-example/2001/"]
    assert moved.values("//a[@data-moved]/@href") == ["../../../people/avery-example/2001/"]


def test_nginx_reads_its_map(site: Site, tmp_path: Path) -> None:
    """The map has nothing in it but quoted pairs, as nginx's own documentation writes them."""
    text = (site.folder / "data/redirects.map").read_text()
    awk = ["awk", "-F", '"', 'NF != 5 || $3 != " " || $5 != ";" { exit 1 }']
    assert subprocess.run(awk, input=text, text=True, check=False).returncode == 0
