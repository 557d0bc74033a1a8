"""Names that the registries lack: entered where the words are plain, told of where they are not."""

from pathlib import Path

import pytest

from sources import write
from undersigned.archive.registries import Registries, read_registries
from undersigned.drafting.offices import office_in
from undersigned.drafting.registrations import Kind, Named, registrations

PEOPLE = """\
avery-example:
  name: Avery Example
  offices:
    - office: northland-attorney-general
dana-placeholder:
  name: Dana Placeholder
dana-q-placeholder:
  name: Dana Q. Placeholder
  also: [Dana Placeholder]
"""
OFFICES = """\
northland-attorney-general:
  label: Attorney General of Northland
  also: [Northland Attorney General]
"""


@pytest.fixture
def registries(tmp_path: Path) -> Registries:
    files = {
        "people.yml": PEOPLE,
        "offices.yml": OFFICES,
        "organizations.yml": "riverside-readers:\n  name: Riverside Readers\n  former_ids: [readers]\n",
    }
    write(tmp_path, files)
    found, problems = read_registries(tmp_path, [f"letters/{name}" for name in files])
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("title", "role", "jurisdiction"),
    [
        ("Northland Attorney General", "Attorney General", ""),
        ("Attorney General of Northland", "Attorney General", ""),
        ("North Carolina Attorney General", "Attorney General", "US-NC"),
        ("Attorney General for the District of Columbia", "Attorney General", "US-DC"),
        ("Attorney General, State of Idaho", "Attorney General", "US-ID"),
        ("Commonwealth of Virginia Attorney General", "Attorney General", "US-VA"),
        ("Puerto Rico Attorney General", "Attorney General", "US-PR"),
        ("Georgia Attorney General", "Attorney General", ""),
        ("The President of the United States", "President", "US"),
        ("Prime Minister of Canada", "Prime Minister", "CA"),
        ("Lieutenant Governor of Ohio", "Lieutenant Governor", "US-OH"),
        ("Mayor of New York", "Mayor", ""),
    ],
)
def test_role_and_place_make_an_office(title: str, role: str, jurisdiction: str) -> None:
    office = office_in(title)
    assert office is not None
    assert (office.label, office.role, office.jurisdiction) == (title, role, jurisdiction)
    assert bool(office.doubt) == title.startswith("Georgia")


@pytest.mark.parametrize(
    "title",
    [
        "Attorney General",
        "State Attorney General",
        "Deputy Attorney General of Idaho",
        "Former Governor of Ohio",
        "Utah Attorney General-Elect",
        "Acting Northland Attorney General",
        "President of Acme Corp",
        "Library Board President",
        "Office of the Attorney General",
        "Executive Director, Attorney General Alliance",
        "Professor of Law, University of Ohio",
        "nurse",
    ],
)
def test_other_titles_are_no_office_for_sure(title: str) -> None:
    assert office_in(title) is None


def test_people_organizations_and_offices_are_entered(registries: Registries) -> None:
    found = registrations(
        registries,
        [
            Named(name="Avery Example", title=("Northland Attorney General",)),
            Named(name="Blair Sample", title=("North Carolina Attorney General",)),
            Named(name="Casey R. Specimen, Jr."),
            Named(name="Lee Instance", title=("Attorney General of Northland",)),
            Named(name="Kim Model", title=("Professor of Law", "University of Ohio")),
            Named(name="Northland Library Association"),
            Named(name="Friends of the River", kind="organization"),
            Named(name="Blair Sample", title=("North Carolina Attorney General",)),
        ],
    )
    assert found.people == {
        "blair-sample": {"name": "Blair Sample", "offices": [{"office": "north-carolina-attorney-general"}]},
        "casey-r-specimen-jr": {"name": "Casey R. Specimen, Jr."},
        "lee-instance": {"name": "Lee Instance", "offices": [{"office": "northland-attorney-general"}]},
        "kim-model": {"name": "Kim Model"},
    }
    assert found.organizations == {
        "northland-library-association": {"name": "Northland Library Association"},
        "friends-of-the-river": {"name": "Friends of the River"},
    }
    assert found.offices == {
        "north-carolina-attorney-general": {
            "label": "North Carolina Attorney General",
            "role": "Attorney General",
            "jurisdiction": "US-NC",
        }
    }
    assert found.unsure == ()


@pytest.mark.parametrize(
    ("name", "title", "kind", "said"),
    [
        ("Avery Exampel", "", "person", "'Avery Exampel' is nearly 'Avery Example'"),
        ("Riverside Reader", "", "person", "is nearly 'Riverside Readers'"),
        ("Dana Placeholder", "", "person", "may be dana-placeholder or dana-q-placeholder"),
        ("Common Purpose", "", None, "'Common Purpose' may be a person or an organization"),
        ("River Society", "Director", None, "may be a person or an organization"),
        ("Avery Example", "Ohio Attorney General", None, "does not say that 'Avery Example' is 'Ohio Att"),
        ("Readers", "", "organization", "would have the id 'readers' of another"),
        ("Первая", "", "person", "makes no id: give it one with --id"),
    ],
)
def test_what_is_not_sure_is_said_and_not_entered(
    registries: Registries, name: str, title: str, kind: Kind | None, said: str
) -> None:
    found = registrations(registries, [Named(name=name, title=(title,) if title else (), kind=kind)])
    assert found.people == found.organizations == found.offices == {}
    (sentence,) = found.unsure
    assert said in sentence


@pytest.mark.parametrize(
    ("title", "office", "said"),
    [
        ("Attorney General of Nortland", None, "is nearly the office 'Attorney General of Northland'"),
        ("Acting Attorney General of Ohio", None, "may be an office"),
        ("Georgia Attorney General", "georgia-attorney-general", "may be of US-GA or GE"),
    ],
)
def test_person_is_entered_without_an_office_that_is_not_sure(
    registries: Registries, title: str, office: str | None, said: str
) -> None:
    found = registrations(registries, [Named(name="Blair Sample", title=(title,))])
    assert found.people["blair-sample"].get("offices") == ([{"office": office}] if office else None)
    (sentence,) = found.unsure
    assert said in sentence


def test_id_in_the_place_of_a_name_is_known(registries: Registries) -> None:
    found = registrations(registries, [Named(name="avery-example", title=("Director",))])
    assert (found.people, found.unsure) == ({}, ())


def test_two_new_names_that_are_nearly_one_are_told_of(registries: Registries) -> None:
    named = [Named(name=name, kind="person") for name in ("Blair Sample", "Blair Sampel")]
    found = registrations(registries, named)
    assert list(found.people) == ["blair-sample"]
    assert "'Blair Sampel' is nearly 'Blair Sample'" in found.unsure[0]


def test_an_office_is_one_with_its_role_before_or_behind_its_place(registries: Registries) -> None:
    printed = (
        Named(name="Lee Instance", title=("Attorney General, Northland",)),
        Named(name="Kim Model", title=("Attorney General of the State of Ohio",)),
        Named(name="Sam Pattern", title=("Ohio Attorney General",)),
    )
    found = registrations(registries, printed)
    held = {key: entry["offices"] for key, entry in found.people.items()}
    ohio = [{"office": "attorney-general-of-the-state-of-ohio"}]
    northland = [{"office": "northland-attorney-general"}]
    assert held == {"lee-instance": northland, "kim-model": ohio, "sam-pattern": ohio}
    assert list(found.offices) == ["attorney-general-of-the-state-of-ohio"]


def test_a_known_person_may_be_printed_with_their_office_the_other_way(registries: Registries) -> None:
    title = "Attorney General for Northland"
    assert registrations(registries, [Named(name="Avery Example", title=(title,))]).unsure == ()
