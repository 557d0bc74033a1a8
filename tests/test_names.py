"""Which entry of the registries a printed name means: exactly one, or a problem."""

from pathlib import Path

import pytest

from sources import archive, letter, said, write
from undersigned.archive.names import Names
from undersigned.model.registry import Office, Person

PEOPLE = """\
avery-example:
  name: Avery Example
  also: [A. Example]
blair-sample:
  name: Blair Sample, Jr.
casey-specimen:
  name: Casey Specimen
  also: [C. Specimen]
cleo-specimen:
  name: Cleo Specimen
  also: [C. Specimen]
ines:
  name: Inés Muestra
  also: [O'Neill]
"""
OFFICES = """\
north:
  label: Attorney General of Northland
south:
  label: Attorney General of Southshire
north-carolina:
  label: North Carolina Attorney General
"""
CAFE = ("Ine\u0301s Muestra", "Inés Muestra")


def names(*forms: str) -> Names[Office]:
    return Names({f"id-{n}": Office(id=f"id-{n}", label=form) for n, form in enumerate(forms)})


@pytest.mark.parametrize(
    ("form", "known", "near"),
    [
        ("Avery Exampel", "Avery Example", True),
        ("AVERY EXAMPLE", "Avery Example", True),
        ("Avery  Example,", "Avery Example", True),
        ("Avery Q. Example", "Avery Example", True),
        ("Avery Example", "Avery Q. Example", True),
        ("Avery Example Jr", "Avery Example", True),
        ("O’Neill", "O'Neill", True),
        ("Avery Different", "Avery Example", False),
        ("Blair Example", "Avery Example", False),
        ("Example", "Avery Example", False),
        ("Avery Middlename Example", "Avery Example", False),
        ("North Carolina Attorney General", "South Carolina Attorney General", False),
        ("Attorney General of Northlund", "Attorney General of Northland", True),
        ("", "Avery Example", False),
        ("---", "Avery Example", False),
    ],
)
def test_a_slip_of_the_pen_is_near_and_another_name_is_not(form: str, known: str, near: bool) -> None:
    assert names(known).nearly(form) == (known if near else None)


def test_a_form_means_every_entry_that_prints_it() -> None:
    people = {
        "b": Person(id="b", name="Dana Placeholder"),
        "a": Person(id="a", name="Dana Q. Placeholder", also=("Dana Placeholder",)),
    }
    assert Names(people).find("Dana Placeholder") == ("a", "b")
    assert Names(people).find("Dana Q. Placeholder") == ("a",)
    assert Names(people).find("dana placeholder") == ()


@pytest.mark.parametrize("printed", CAFE)
@pytest.mark.parametrize("known", CAFE)
def test_an_accent_may_be_composed_or_not_and_the_text_stays_as_it_is(
    tmp_path: Path, printed: str, known: str
) -> None:
    signed = letter(f"signatories: [{printed}]", signed="")
    write(tmp_path, {"people.yml": f"ines:\n  name: {known}\n", "2020-01-01-a.md": signed})
    (signatory,) = archive(tmp_path).whole("2020-01-01-a").correspondents
    assert (signatory.id, signatory.name) == ("ines", printed)


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("signatories: [Avery Example]", ""),
        ("signatories: [A. Example]", ""),
        ("signatories: ['Blair Sample, Jr.']", ""),
        ("signatories: |\n  Blair Sample, Jr. | Any title", ""),
        ("signatories: [avery-example]", "unknown signatory 'avery-example' (nearest: 'Avery Example', "),
        ("signatories: [Avery Exampel]", "unknown signatory 'Avery Exampel' (nearest: 'Avery Example', "),
        ("signatories: [Zyx Wvu]", "unknown signatory 'Zyx Wvu' (add them to people.yml"),
        ("signatories: [O’Neill]", "unknown signatory 'O’Neill' (nearest: \"O'Neill\"; or "),
        (
            "signatories: [C. Specimen]",
            "ambiguous signatory 'C. Specimen' (say which with id: casey-specimen or cleo-specimen)",
        ),
        ("signatories: [{id: casey-specimen, name: C. Specimen}]", ""),
        ("signatories: [{id: casey-specimen, name: Whatever the letter prints}]", ""),
        ("signatories: [{id: casey-specimen}]", "'casey-specimen' stands without a name"),
        (
            "signatories: [{id: casey-specimen, name: Avery Example}]",
            "'Avery Example' is avery-example, not 'casey-specimen' (correct one of them)",
        ),
        ("recipients: [Zyx Wvu]", ""),
        ("recipients: [avery example]", "recipient 'avery example' is nearly 'Avery Example' (write it so"),
        ("recipients: [C. Specimen]", "ambiguous recipient 'C. Specimen'"),
        ("cc: [Avery Examplo]", "cc 'Avery Examplo' is nearly 'Avery Example'"),
        (
            "recipients: [Avery Example, A. Example]",
            "'A. Example' stands twice among the recipients (first as entry 1)",
        ),
    ],
)
def test_a_name_means_one_entry_or_is_a_problem(tmp_path: Path, front: str, problem: str) -> None:
    signed = "" if front.startswith("signatories") else "Ana"
    write(tmp_path, {"people.yml": PEOPLE, "2020-01-01-a.md": letter(front, signed=signed)})
    found = said(tmp_path)
    assert len(found) == bool(problem)
    assert all(problem in line for line in found)


HELD = "avery-example:\n  name: Avery Example\n  offices:\n"
FIRST = "    - office: north\n      from: 2013-01\n      to: 2019-06-30\n"
SECOND = "    - office: south\n      from: 2019-06-15\n"


@pytest.mark.parametrize(
    ("offices", "date", "mention", "outcome"),
    [
        (FIRST, "2015-01-01", "{name: Avery Example}", "north"),
        (FIRST, "2020-01-01", "{name: Avery Example}", None),
        (FIRST, "2015-01-01", "{name: Avery Example, title: Friend of the river}", "north"),
        (FIRST, "2015-01-01", "{name: Avery Example, title: Attorney General of Northland}", "north"),
        (
            FIRST,
            "2015-01-01",
            "{name: Avery Example, title: [Chair, Attorney General of Northland]}",
            "north",
        ),
        (
            FIRST,
            "2019-07-01",
            "{name: Avery Example, title: Attorney General of Northland}",
            "on 2019-07-01 (people.yml says 2013-01 to 2019-06-30)",
        ),
        (FIRST, "2019-07-01", "{name: Avery Example, office: north, signed: 2019-06-30}", "north"),
        (
            FIRST,
            "2015-01-01",
            "{name: Avery Example, office: south}",
            "on 2015-01-01 (add it to the offices of 'avery-example' in people.yml, or correct the line)",
        ),
        (
            FIRST,
            "2015-01-01",
            "{name: Avery Example, title: Atorney General of Northland}",
            "title 'Atorney General of Northland' is nearly the office 'Attorney General of Northland'",
        ),
        (
            FIRST,
            "2015-01-01",
            "{name: Avery Example, office: west}",
            "unknown office 'west' (add it to offices.yml)",
        ),
        (
            FIRST + SECOND,
            "2019-06-20",
            "{name: Avery Example}",
            "'Avery Example' held more than one office on 2019-06-20 (say which with office: north or south)",
        ),
        (FIRST + SECOND, "2019-06-20", "{name: Avery Example, office: south}", "south"),
        (
            FIRST + SECOND,
            "2019-06-20",
            "{name: Avery Example, title: Attorney General of Southshire}",
            "south",
        ),
        (FIRST + SECOND, "2019-07-01", "{name: Avery Example}", "south"),
    ],
)
def test_a_signatory_stands_under_the_office_of_the_day(
    tmp_path: Path, offices: str, date: str, mention: str, outcome: str | None
) -> None:
    files = {
        "people.yml": HELD + offices,
        "offices.yml": OFFICES,
        f"{date}-a.md": letter(f"signatories: [{mention}]", date=date, signed=""),
    }
    write(tmp_path, files)
    if outcome and " " in outcome:
        (line,) = said(tmp_path)
        assert outcome in line
    else:
        (signatory,) = archive(tmp_path).whole(f"{date}-a").correspondents
        assert signatory.office == outcome


@pytest.mark.parametrize(
    ("people", "also_said"),
    [
        # What is wrong with an entry is said once, and not again in each letter that names it.
        ("avery-example:\n  name: Avery Example\n  born: 1970\n", "unknown key 'born'"),
        ("avery-example:\n  name: Avery Example\n  offices: [{office: nort}]\n", "unknown office 'nort'"),
        ("avery-example: [\n", "cannot be read as YAML"),
        ("- avery-example\n", "is not a mapping from ids to entries"),
        ("Avery:\n  name: Avery Example\n", "'Avery' cannot be an id"),
    ],
)
def test_a_broken_entry_is_not_unknown_to_letters(tmp_path: Path, people: str, also_said: str) -> None:
    line = "signatories: [Avery Example | Attorney General of Northland]"
    files = {"people.yml": people, "offices.yml": OFFICES, "2020-01-01-a.md": letter(line, signed="")}
    (problem,) = said(write(tmp_path, files))
    assert problem.startswith("letters/people.yml:")
    assert also_said in problem


def test_an_unknown_name_is_said_although_another_entry_is_broken(tmp_path: Path) -> None:
    people = "avery-example:\n  name: Avery Example\n  born: 1970\n"
    write(tmp_path, {"people.yml": people, "2020-01-01-a.md": letter("signatories: [Zyx]", signed="")})
    assert [line.split(" (")[0] for line in said(tmp_path)] == [
        "letters/2020-01-01-a.md:5: unknown signatory 'Zyx'",
        "letters/people.yml:3: unknown key 'born'",
    ]
