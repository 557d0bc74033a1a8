"""The files of a built site: sitemap, robots.txt, the same bytes each time, and nothing unpublished."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from sites import ROOT, TOY, Site, build_anew, contents, copy

CANARY = "canary"
"""Every word of the toy's letter under embargo, and of its drafts, has this in it."""


def sitemap(site: Site) -> dict[str, str | None]:
    """Return each address of the sitemap with its day."""
    urls = ET.parse(site.folder / "sitemap.xml").iterfind("{*}url")
    return {url.findtext("{*}loc", ""): url.findtext("{*}lastmod") for url in urls}


def test_sitemap_holds_every_page(site: Site) -> None:
    """But those in frames of other sites, those at former addresses, and the one for what is not found."""
    pages = [address for address in site.current if not address.endswith(("/embed/", "404.html"))]
    assert set(sitemap(site)) == {urljoin(site.url, address) for address in pages}


def test_sitemap_dates_letters(site: Site) -> None:
    letters = {url: day for url, day in sitemap(site).items() if "/letters/2" in url and url.count("-") > 2}
    assert letters
    assert all(letters.values())


def test_sitemap_dates_a_letter_by_the_last_thing_that_happened_to_it(toy: Site) -> None:
    days = sitemap(toy)
    assert days[f"{toy.url}letters/2015-01-12-open-records/"] == "2015-01-15"
    assert days[f"{toy.url}letters/2025-06-06-corrected-letter/"] == "2026-01-02"
    assert days[f"{toy.url}letters/2021-05-03-statement-of-the-readers/"] == "2021-05-04"


def test_compressed_sitemap_is_the_same(site: Site) -> None:
    plain = (site.folder / "sitemap.xml").read_bytes()
    assert gzip.decompress((site.folder / "sitemap.xml.gz").read_bytes()) == plain


def test_robots_names_the_sitemap(site: Site) -> None:
    lines = (site.folder / "robots.txt").read_text().splitlines()
    assert f"Sitemap: {site.url}sitemap.xml" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize(("name", "archive"), [("project", ROOT), ("toy", TOY)])
def test_same_archive_same_bytes(
    name: str, archive: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """In another folder, its files made in another order, by a Python that orders sets otherwise."""
    first = contents(request.getfixturevalue(name).folder)
    moved = copy(archive, tmp_path / "elsewhere" / "archive")
    again = contents(build_anew(moved, tmp_path / "out", PYTHONHASHSEED="4711", TZ="Asia/Tokyo").folder)
    assert sorted(again) == sorted(first)
    assert [path for path in first if first[path] != again[path]] == []


def test_nothing_unpublished_is_in_the_output(toy: Site) -> None:
    sources = contents(TOY / "letters")
    assert sum(CANARY.encode() in data.lower() for data in sources.values()) > 5
    for path, data in published(toy.folder):
        assert CANARY not in path.lower()
        assert CANARY.encode() not in data.lower(), path


def test_search_index_holds_what_was_published(toy: Site) -> None:
    """So that the test above does see into the index."""
    index = [data for path, data in published(toy.folder) if path.endswith((".pf_fragment", ".pf_index"))]
    assert any(b"warm room in winter" in data for data in index)
    assert any(b"librar" in data for data in index)


def published(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of every file, unpacked where they are packed."""
    for path, data in contents(folder).items():
        yield path, gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def test_letters_sources_and_registries_are_not_copied(site: Site) -> None:
    """But the file of each letter that is published, beside its page."""
    sources = [path for path in contents(site.folder) if path.endswith((".md", ".yml", ".yaml", ".py"))]
    letters = [address for address in site.pages if f"{address}embed/" in site.pages]
    assert sources == [f"{address}index.md" for address in letters]
