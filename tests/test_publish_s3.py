"""The template's script copies a site to S3 storage whole, in order, with the headers that readers need."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from s3 import SCRIPT, Change, Storage, publish, storage
from sites import Page, Site, contents, said, write
from undersigned.archive.media import MEDIA
from undersigned.views.data_files import DATA_FILES

FOREVER = "public, max-age=31536000, immutable"
BRIEF = "public, max-age=0, must-revalidate"
# Names that are other ones as soon as the content is: assets, and parts of the search index.
HASHED = re.compile(r"assets/.*\.[0-9a-f]{8,12}\.|search/[0-9a-f]{16}/|search/values\.[0-9a-f]{16}\.")
OLD = "assets/undersigned/site.0123456789ab.js"
ODD = "letters/2026-01-15-x/files/50% [a] *; é.pdf"
NEW = "assets/undersigned/site.ba9876543210.js"
# The least that is taken for a built archive.
BARE = {"index.html": "<p>Home</p>", "data/letters.json": "{}", OLD: ""}
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is one for bash")


def named(site: Site, page: Page, address: str) -> str:
    """Return the path of the file that a page names."""
    file = site.file(urlsplit(urljoin(site.url + page.address, address)).path)
    assert file is not None, (page.file, address)
    return file.relative_to(site.folder).as_posix()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    with storage(tmp_path_factory.mktemp("s3")) as started:
        yield started


@pytest.fixture(scope="module")
def sent(server: Storage, toy: Site) -> list[Change]:
    """What the server was asked to do when the toy archive was first copied, to the bucket `toy`."""
    server.put("toy")
    done = server.publish(toy.folder, "toy")
    assert done.returncode == 0, said(done)
    return server.changes()


@pytest.fixture(scope="module")
def headers(server: Storage, sent: list[Change]) -> dict[str, dict[str, str]]:
    """With which headers each file of the toy archive is delivered."""
    return {change.path: server.headers("toy", change.path) for change in sent}


def test_every_byte_arrives(server: Storage, toy: Site, sent: list[Change]) -> None:
    assert contents(server.folder / "toy") == contents(toy.folder)
    assert {change.kind for change in sent} == {"CREATE"}


def test_what_is_named_by_its_content_is_kept_and_all_else_asked_for_again(
    headers: dict[str, dict[str, str]],
) -> None:
    kept = {path: one["Cache-Control"] for path, one in headers.items()}
    assert set(kept.values()) == {FOREVER, BRIEF}
    assert kept == {path: FOREVER if HASHED.match(path) else BRIEF for path in headers}


def test_files_are_of_the_types_that_the_site_says(toy: Site, headers: dict[str, dict[str, str]]) -> None:
    types = {f"data/{one.name}": one.media_type for one in DATA_FILES}
    types |= {path: TYPES[Path(path).suffix] for path in headers if Path(path).suffix in TYPES}
    for page in toy.current.values():
        for link in page.tree.xpath("//*[self::a or self::link][@type][@href]"):
            # A page says of its oEmbed file what asks for it; the file itself is JSON.
            types[named(toy, page, link.get("href"))] = link.get("type").replace("json+oembed", "json")
    assert len(types) > 100
    assert {path: headers[path]["Content-Type"].split(";")[0] for path in types} == types


def test_words_are_said_to_be_utf_8(headers: dict[str, dict[str, str]]) -> None:
    for path, one in headers.items():
        if one["Content-Type"].startswith("text/"):
            assert one["Content-Type"].endswith(";charset=utf-8"), path


@pytest.mark.parametrize("suffix", MEDIA)
def test_every_kind_of_attachment_has_its_type(suffix: str) -> None:
    table = re.findall(r"^([a-z]+/\S+) +(\S+)$", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    first = next(
        kind for kind, covers in table if re.search(covers, f"letters/2026-01-15-x/files/a b{suffix}")
    )
    assert first.split(";")[0] == MEDIA[suffix].type


def test_nothing_is_seen_before_what_it_needs(toy: Site, sent: list[Change]) -> None:
    place = {change.path: number for number, change in enumerate(sent)}
    for page in toy.current.values():
        for target in page.values("//link[@rel='stylesheet']/@href | //script/@src | //img/@src"):
            assert place[named(toy, page, target)] < place[page.file], (page.file, target)
    pages = [place[path] for path in place if path.endswith(".html")]
    lists = [place[path] for path in place if re.search(r"(^|/)feed\.|^sitemap|^data/letters\.json", path)]
    index = [place[path] for path in place if path.startswith("search/") and HASHED.match(path)]
    assert max(index) < min(pages) <= max(pages) < min(lists)


def test_second_copy_sends_what_changed_and_deletes_last_and_a_dry_run_says_so(
    server: Storage, tmp_path: Path
) -> None:
    server.put("bare")
    old = write(tmp_path / "old", BARE)
    assert server.publish(old, "bare").returncode == 0
    server.changes()
    new = write(tmp_path / "new", {**BARE, NEW: "1", "index.html": "<p>home</p>", ODD: "", ".git/config": ""})
    (new / OLD).unlink()

    dry = server.publish(new, "bare", "--dry-run")
    assert dry.returncode == 0
    assert dry.stdout == f"3 files to send, 1 to delete.\nto delete: {OLD}\n"
    assert f"{NEW}: Skipped copy as --dry-run is set" in dry.stderr
    assert (server.changes(), contents(server.folder / "bare")) == ([], contents(old))

    done = server.publish(new, "bare")
    assert (done.returncode, done.stderr) == (0, "")
    assert server.changes() == [
        Change("CREATE", NEW),
        Change("CREATE", ODD),
        Change("CREATE", "index.html"),
        Change("DELETE", OLD),
    ]
    shutil.rmtree(new / ".git")
    assert contents(server.folder / "bare") == contents(new)


def test_bucket_that_holds_something_else_is_refused(server: Storage, tmp_path: Path) -> None:
    site = write(tmp_path / "site", BARE)
    for path in ("other", "other/index.html", "other/photo.jpg"):
        server.put(path)
    server.changes()
    done = server.publish(site, "other")
    assert done.returncode == 1
    assert "local:other holds other files" in done.stderr
    assert contents(server.folder / "other").keys() == {"index.html", "photo.jpg"}
    assert server.changes() == []


def test_folder_that_is_no_archive_is_refused(server: Storage, sent: list[Change], tmp_path: Path) -> None:
    done = server.publish(write(tmp_path / "empty", {"index.html": ""}), "toy")
    assert done.returncode == 1
    assert "is no built archive" in done.stderr
    assert server.changes() == []


def test_storage_that_does_not_answer_is_no_empty_bucket(tmp_path: Path) -> None:
    site = write(tmp_path / "site", BARE)
    done = publish(site, "bare", url="http://127.0.0.1:1")
    assert done.returncode != 0
    assert "refused" in done.stderr
    assert "files to send" not in done.stdout
