"""Lists too long for one page are split by year, month and day, or by initial; nothing is lost on the way."""

from pathlib import Path

import pytest

from sites import SMALL, write
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.plugin import read_settings
from undersigned.views.indexes import OTHER, Entries
from undersigned.views.listings import LONGEST
from undersigned.views.pages import pages
from undersigned.views.view import Listing, View

LETTER = SMALL["letters/2025/2025-05-02-keep-it-open.md"]
DAYS = {"2023-01-05": 3, "2024-02-01": 5, "2024-03-01": 310, "2024-03-02": 7, "2024-03-31": 4}
"""Letters by day: one day alone is too long for a page."""
LETTERS = "letters/"


def archive_of(folder: Path, files: dict[str, str]) -> Archive:
    config = {"mkdocs.yml": SMALL["mkdocs.yml"], "docs/index.md": SMALL["docs/index.md"]}
    write(folder, config | files)
    return load(read_settings(folder / "mkdocs.yml"), clock())


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    files = {
        f"letters/{day[:4]}/{day}-number-{n}.md": LETTER.replace("2025-05-02", day)
        for day, count in DAYS.items()
        for n in range(count)
    }
    return archive_of(tmp_path_factory.mktemp("crowded"), files)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return an archive with 700 people and topics, of whom most begin alike."""
    names = [f"Ada S{chr(97 + n % 3)}{chr(97 + n // 3 % 26)}{chr(97 + n // 78)}tum" for n in range(640)]
    names += [f"Ada B{chr(97 + n % 26)}{chr(97 + n // 26)}rum" for n in range(50)]
    names += [f"Ada 李{chr(0x4E00 + n)}" for n in range(10)]
    people = "".join(f"person-{n}:\n  name: {name}\n" for n, name in enumerate(names))
    topics = "".join(f"topic-{n}:\n  label: {name.removeprefix('Ada ')}\n" for n, name in enumerate(names))
    front = "signatories:\n" + "".join(f"  - {name}\n" for name in names)
    front += "topics:\n" + "".join(f"  - topic-{n}\n" for n in range(len(names)))
    letter = LETTER.replace("also_signed: |\n  Ana Pérez | nurse\n", front)
    files = {
        "letters/people.yml": people,
        "letters/topics.yml": topics,
        "letters/2025/2025-05-02-keep-it-open.md": letter,
    }
    return archive_of(tmp_path_factory.mktemp("named"), files)


def views(archive: Archive) -> dict[str, View]:
    every = list(pages(archive))
    found = {view.address: view for view in every}
    assert len(found) == len(every)
    return found


def listing(view: View) -> Listing:
    found = view.facts().values["listing"]
    assert isinstance(found, Listing)
    return found


def gathered(found: dict[str, View], address: str) -> list[str]:
    """Return every letter that a reader comes to from a list, following its parts."""
    here = listing(found[address])
    rows = [key for group in here.groups for key, _ in group.rows]
    below = [gathered(found, part.address) for part in here.parts]
    assert [part.count for part in here.parts] == [len(keys) for keys in below]
    assert here.count == len(rows) + sum(map(len, below))
    return [*rows, *(key for keys in below for key in keys)]


def test_a_list_of_letters_is_split_as_deep_as_it_must_be(crowded: Archive) -> None:
    found = views(crowded)
    lists = {address for address, view in found.items() if view.template in ("letters.html", "part.html")}
    assert lists == {
        LETTERS,
        "letters/2023/",
        "letters/2024/",
        "letters/2024/02/",
        "letters/2024/03/",
        "letters/2024/03/01/",
        "letters/2024/03/02/",
        "letters/2024/03/31/",
    }
    assert gathered(found, LETTERS) == sorted(crowded.letters, reverse=True)
    long = [
        address for address in lists if sum(len(g.rows) for g in listing(found[address]).groups) > LONGEST
    ]
    # Who opens one day's letters sees all of them.
    assert long == ["letters/2024/03/01/"]


def test_parts_are_named_by_their_period(crowded: Archive) -> None:
    found = views(crowded)
    titles = {address: view.title for address, view in found.items() if view.template == "part.html"}
    assert titles["letters/2024/"] == "Letters of 2024"
    assert titles["letters/2024/03/"] == "Letters of March 2024"
    assert titles["letters/2024/03/01/"] == "Letters of March 1, 2024"
    assert [part.title for part in listing(found["letters/2024/"]).parts] == ["March", "February"]
    assert [group.title for group in listing(found["letters/2023/"]).groups] == ["January"]
    assert [group.title for group in listing(found["letters/2024/02/"]).groups] == ["February 2024"]
    assert [crumb.title for crumb in found["letters/2024/03/01/"].crumbs] == [
        "Letters",
        "Letters of 2024",
        "Letters of March 2024",
    ]


@pytest.mark.parametrize("section", ["people", "topics"])
def test_an_index_is_split_by_as_many_letters_as_it_must_be(named: Archive, section: str) -> None:
    found = views(named)
    parts = [view for view in found.values() if view.section == section and view.template == "entries.html"]
    assert {view.address.removeprefix(f"{section}/") for view in parts} == {
        "",
        "b/",
        f"{OTHER}/",
        "s/",
        "s/a/",
        "s/b/",
        "s/c/",
    }
    shown: list[str] = []
    for view in parts:
        groups = view.facts().values["groups"]
        assert isinstance(groups, list)
        entries = [part.address for group in groups if isinstance(group, Entries) for part in group.parts]
        assert len(entries) <= LONGEST
        shown += entries
    assert sorted(shown) == sorted(f"{section}/{key}/" for key in getattr(named, section))
    titles = {view.address: view.title for view in parts}
    heading = section.capitalize()
    assert titles[f"{section}/s/b/"] == f"{heading}: Sb"
    assert titles[f"{section}/{OTHER}/"] == f"{heading}: Other"
