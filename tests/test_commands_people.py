"""People and organizations are added, merged and renamed, and letters keep printing what they print."""

from pathlib import Path

import pytest

from commands import Commands

PEOPLE = """\
# Nobody here is real.

# She was entered twice.
a-example:
  name: A. Example
  also: [Attorney Example]
  sort: Example, A.
  offices:
    - office: northland-attorney-general
    - office: 'Attorney General of Northland'   # her first term
      from: 2010
      to: 2014
  links:
    - label: Page
      url: https://a.example.org/
  former_ids: [the-example]

avery-example:
  name: "Avery Example"
  offices:
  - office: northland-attorney-general
    from: 2015

blair-sample:
  name: Blair Sample
"""
MERGED = """\
# Nobody here is real.

avery-example:
  name: "Avery Example"
  offices:
  - office: northland-attorney-general
    from: 2015
  - office: Attorney General of Northland
    from: 2010
    to: 2014
  also: [A. Example, Attorney Example]
  links:
    - label: Page
      url: https://a.example.org/
  former_ids: [the-example, a-example]
  # She was entered twice.
  # her first term

blair-sample:
  name: Blair Sample
"""
ORGANIZATIONS = """\
readers:
  name: Riverside Readers
readers-circle:
  name: Readers' Circle
  part_of: readers
"""
OFFICES = "northland-attorney-general:\n  label: Attorney General of Northland\n"
BY_ID = """\
---
title: A letter
date: 2012-01-01
recipients: [{ id:  "a-example", name: Attorney Example }]
signatories:
  - id: 'a-example'   # not a-example-two
    name: A. Example
  - Riverside Readers
---
To a-example: text.
"""
BY_NAME = """\
---
title: A letter
date: 2012-01-01
recipients: []
signatories: |
  A. Example | Attorney General of Northland
---
Text.
"""
DRAFT = """\
---
status: draft
cc: a-example
recipients:
  - a-example | Attorney
signatories: |
  Blair Sample
  a-example
---
"""
ARCHIVE = {
    "people.yml": PEOPLE,
    "organizations.yml": ORGANIZATIONS,
    "offices.yml": OFFICES,
    "2012-01-01-by-id.md": BY_ID,
    "2012-01-01-by-name.md": BY_NAME,
    "draft.md": DRAFT,
}
LETTER = """\
---
title: A letter
date: 2020-01-01
status: draft
recipients: []
signatories: |
  Blair Sample
  Casey Specimen | Ohio Attorney General
  Dana Q. Instance | Georgia Attorney General
  Northland Library Association | by Kim Clerk, Secretary
  Common Purpose
---
Text.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Commands:
    one = Commands(tmp_path, ARCHIVE)
    one.run("check")
    return one


class TestMerge:
    def test_entry_goes_into_another_and_letters_print_what_they_printed(self, archive: Commands) -> None:
        said = archive.run("people", "merge", "a-example", "avery-example")
        assert said == (
            "a-example is a former id of avery-example now.\n"
            "2 letters name it by the new id.\n"
            "Left out: sort 'Example, A.' of 'a-example'.\n"
        )
        assert archive.file("people.yml") == MERGED
        by_id = BY_ID.replace('"a-example"', '"avery-example"').replace("'a-example'", "'avery-example'")
        assert archive.file("2012-01-01-by-id.md") == by_id
        assert archive.file("2012-01-01-by-name.md") == BY_NAME
        assert archive.file("draft.md") == DRAFT.replace("a-example", "avery-example")
        archive.run("check")

    def test_organizations_become_one(self, archive: Commands) -> None:
        (archive.folder / "letters/organizations.yml").write_text(
            ORGANIZATIONS.replace("part_of: readers", "part_of: nla")
            + "nla:\n  name: NLA\nfriends:\n  name: Friends\n  part_of: readers\n"
        )
        archive.run("people", "merge", "readers", "readers-circle")
        assert archive.file("organizations.yml") == (
            "readers-circle:\n  name: Readers' Circle\n  part_of: nla\n  also: [Riverside Readers]\n"
            "  former_ids: [readers]\nnla:\n  name: NLA\n"
            "friends:\n  name: Friends\n  part_of: readers-circle\n"
        )
        archive.run("check")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                "a-exampel",
                "avery-example",
                "there is no person or organization 'a-exampel' (did you mean 'a-example'",
            ),
            ("a-example", "a-example", "'a-example' is one entry"),
            ("a-example", "readers", "are a person and an organization"),
        ],
    )
    def test_what_cannot_be_one_stays_two(self, archive: Commands, old: str, new: str, said: str) -> None:
        assert said in archive.refused("people", "merge", old, new)

    def test_nothing_changes_if_the_check_would_complain(self, archive: Commands) -> None:
        said = archive.refused("people", "merge", "readers", "readers-circle", code=1)
        assert "Nothing was changed: this is what the check would say afterwards." in said
        assert "part_of goes round in a circle" in said
        both = "signatories: |\n  A. Example | Attorney\n  Avery Example\n"
        text = BY_NAME.replace("signatories: |\n  A. Example | Attorney General of Northland\n", both)
        (archive.folder / "letters/2016-01-01-both.md").write_text(text.replace("2012", "2016"))
        archive.run("check")
        said = archive.refused("people", "merge", "a-example", "avery-example", code=1)
        assert "letters/2016-01-01-both.md:7: 'Avery Example' stands twice among the signatories" in said

    def test_two_that_share_a_name_are_merged(self, archive: Commands) -> None:
        (archive.folder / "letters/people.yml").write_text(PEOPLE + "blair-two:\n  name: Blair Sample\n")
        assert "share the name" in archive.run("check", code=1)
        archive.run("people", "merge", "blair-two", "blair-sample")
        assert archive.file("people.yml") == PEOPLE + "  former_ids: [blair-two]\n"
        archive.run("check")


class TestRename:
    def test_id_changes_and_nothing_that_is_printed(self, archive: Commands) -> None:
        shown = archive.shown("people", "rename", "a-example", "zoe-example")
        assert "+zoe-example:\n" in shown
        said = archive.run("people", "rename", "a-example", "zoe-example")
        assert said == "a-example is a former id of zoe-example now.\n2 letters name it by the new id.\n"
        _, _, entry = archive.file("people.yml").partition("  name: Blair Sample\n\n")
        before = PEOPLE[PEOPLE.index("# She was") : PEOPLE.index("\navery")]
        former = ("[the-example]", "[the-example, a-example]")
        assert entry == before.replace("a-example:", "zoe-example:").replace(*former)
        archive.run("check")

    def test_parts_of_an_organization_follow(self, archive: Commands) -> None:
        archive.run("people", "rename", "readers", "riverside-readers")
        assert "  part_of: riverside-readers\n" in archive.file("organizations.yml")
        archive.run("check")

    @pytest.mark.parametrize(
        ("new", "said"),
        [
            ("A. Example", "cannot be an id"),
            ("avery-example", "use undersigned people merge"),
            ("readers", "'readers' is there already"),
            ("the-example", "is a former id of 'a-example'"),
        ],
    )
    def test_id_that_cannot_be_had_is_refused(self, archive: Commands, new: str, said: str) -> None:
        assert said in archive.refused("people", "rename", "a-example", new)


class TestAdd:
    def test_all_that_a_letter_lacks(self, archive: Commands) -> None:
        letter = archive.folder / "letters/2020-01-01-a.md"
        letter.write_text(LETTER)
        shown = archive.shown("people", "add", "--letter", "2020-01-01-a")
        assert "+casey-specimen:" in shown
        assert "Not sure: 'Common Purpose' may be" in shown
        said = archive.run("people", "add", "--letter", "2020-01-01-a").split("\n")
        assert said[:3] == [
            "people.yml has casey-specimen, dana-q-instance now.",
            "organizations.yml has northland-library-association now.",
            "offices.yml has ohio-attorney-general, georgia-attorney-general now.",
        ]
        assert [line.partition(":")[2][:18] for line in said[3:5]] == [
            " 'Common Purpose' ",
            " 'Georgia Attorney",
        ]
        people = "casey-specimen:\n  name: Casey Specimen\n  offices:\n    - office: ohio-attorney-general\n"
        assert archive.file("people.yml").startswith(f"{PEOPLE}\n{people}\ndana-q-instance:")
        assert archive.file("offices.yml").endswith(
            "  label: Ohio Attorney General\n  role: Attorney General\n  jurisdiction: US-OH\n"
        )
        letter.write_text(LETTER.replace("  Common Purpose\n", ""))
        assert "Not sure" not in archive.run("people", "add", "--letter", "2020-01-01-a")
        archive.run("publish", "2020-01-01-a")
        archive.run("check")

    def test_one_person_with_an_office(self, archive: Commands) -> None:
        office = ("--office", "Clerk", "--from", "2020-01", "--to", "2024", "--party", "Orchard Party")
        said = archive.run("people", "add", "Casey Specimen", *office)
        assert said == "people.yml has casey-specimen now.\noffices.yml has clerk now.\n"
        entry = (
            "casey-specimen:\n  name: Casey Specimen\n  offices:\n    - office: clerk\n"
            "      from: 2020-01\n      to: 2024\n      party: Orchard Party\n"
        )
        assert archive.file("people.yml") == f"{PEOPLE}\n{entry}"
        said = archive.run(
            "people", "add", "Blair Sample", "--office", "Attorney General of Northland", "--from", "2016"
        )
        assert said == "people.yml has the office northland-attorney-general of blair-sample now.\n"
        held = (
            "  name: Blair Sample\n  offices:\n    - office: northland-attorney-general\n      from: 2016\n"
        )
        assert archive.file("people.yml") == PEOPLE.replace("  name: Blair Sample\n", held) + f"\n{entry}"
        archive.run("check")

    def test_one_organization_and_a_namesake(self, archive: Commands) -> None:
        archive.run("people", "add", "Common Purpose", "--organization")
        assert "common-purpose:\n  name: Common Purpose\n" in archive.file("organizations.yml")
        assert "is nearly 'Blair Sample'" in archive.refused("people", "add", "Blair Sampel")
        archive.run("people", "add", "Blair Sampel", "--id", "blair-sampel")
        archive.run("check")

    def test_nothing_is_added_that_makes_another_letter_wrong(self, archive: Commands) -> None:
        text = BY_NAME.replace(
            "A. Example | Attorney General of Northland", "Blair Sample | Clerk of the Northland"
        )
        (archive.folder / "letters/2012-01-01-clerk.md").write_text(text)
        archive.run("check")
        said = archive.refused("people", "add", "Casey", "--office", "Clerk of the Nortland", code=1)
        assert "2012-01-01-clerk.md:6: title 'Clerk of the Northland' is nearly the office" in said

    def test_registries_are_made_where_there_are_none(self, tmp_path: Path) -> None:
        archive = Commands(tmp_path / "new", {"2020-01-01-a.md": LETTER})
        archive.run("people", "add", "--letter", "2020-01-01-a")
        assert archive.file("organizations.yml") == (
            "northland-library-association:\n  name: Northland Library Association\n"
        )
        archive.run("check")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "name one person or organization, or a letter"),
            (("Casey", "--letter", "draft"), "name one person or organization, or a letter"),
            (("Casey", "--from", "2020"), "belong to an --office"),
            (("Casey", "--office", "Clerk", "--from", "May"), "'May' is not a day"),
            (("Blair Sample",), "'Blair Sample' is known: blair-sample"),
            (("Casey", "--id", "readers"), "would have the id 'readers' of another"),
            (("Avery Example", "--office", "Atorney General of Northland"), "is nearly the office"),
        ],
    )
    def test_what_cannot_be_added_is_refused(
        self, archive: Commands, arguments: tuple[str, ...], said: str
    ) -> None:
        assert said in archive.refused("people", "add", *arguments)
