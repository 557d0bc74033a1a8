"""Citations in words: right for whoever signs, whoever is written to, and whatever a title holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citing import SETTINGS, URL, WELLS, body, crowd, people, person, toy
from golden import golden, golden_names
from sources import archive, letter, write
from undersigned.archive.archive import Archive
from undersigned.views.addresses import BIBTEX, CSL, RIS
from undersigned.views.citing import CITATIONS, FORMATS, Citation, Format
from undersigned.views.citing.prose import apa, bluebook, chicago, initials
from undersigned.views.citing.reference import Party, Reference, reference
from undersigned.views.names import name_parts, whole_name

GOLDEN = {
    "apa": "apa.txt",
    "chicago": "chicago.txt",
    "bluebook": "bluebook.txt",
    "bibtex": "letters.bib",
    "ris": "letters.ris",
    "csl": "letters.csl.jsonl",
}
BY, GOVERNOR = (
    person("Avery Example | Governor of Northland"),
    person("Blair Sample | Governor of Southshire"),
)


def cited(one: Reference) -> tuple[str, str, str]:
    return apa(one), chicago(one), bluebook(one)


@pytest.fixture(scope="module")
def northland() -> Archive:
    return toy()


def test_styles_and_formats_are_offered_in_a_fixed_order() -> None:
    assert [(one.key, one.label) for one in CITATIONS] == [
        ("apa", "APA"),
        ("chicago", "Chicago"),
        ("bluebook", "Bluebook"),
    ]
    assert [(one.key, one.label, one.name) for one in FORMATS] == [
        ("bibtex", "BibTeX", BIBTEX),
        ("ris", "RIS", RIS),
        ("csl", "CSL-JSON", CSL),
    ]


@pytest.mark.parametrize("key", GOLDEN)
def test_every_letter_is_cited_as_somebody_once_read_it(northland: Archive, key: str) -> None:
    forms: tuple[Citation | Format, ...] = (*CITATIONS, *FORMATS)
    (form,) = (one for one in forms if one.key == key)
    texts = [form.text(reference(northland, northland.whole(letter))) for letter in northland.letters]
    end = "" if key in {one.key for one in FORMATS} else "\n"
    golden(f"citations/{GOLDEN[key]}", "".join(text + end for text in texts))
    assert golden_names("citations") == set(GOLDEN.values())


def test_one_signatory_and_one_recipient() -> None:
    assert cited(WELLS._replace(senders=(BY,), recipients=(GOVERNOR,))) == (
        f"Example, A. (2026, March 23). [Letter to Blair Sample: Keep the wells open]. Wells. {URL}",
        f"Example, Avery. [Keep the wells open]. Letter to Blair Sample, March 23, 2026. Wells. {URL}.",
        (
            "Letter from Avery Example, Governor of Northland, to Blair Sample, Governor of Southshire"
            f" (Mar. 23, 2026), {URL}."
        ),
    )


def test_an_open_letter_names_no_recipient() -> None:
    assert cited(WELLS._replace(senders=(BY,))) == (
        f"Example, A. (2026, March 23). [Open letter: Keep the wells open]. Wells. {URL}",
        f"Example, Avery. [Keep the wells open]. Open letter, March 23, 2026. Wells. {URL}.",
        f"Open Letter from Avery Example, Governor of Northland (Mar. 23, 2026), {URL}.",
    )


def authors(*senders: Party, erased: int = 0) -> tuple[str, str, str]:
    """Return how each style names those who signed an open letter."""
    in_apa, in_chicago, in_bluebook = cited(WELLS._replace(senders=senders, erased=erased))
    return (
        in_apa.removesuffix(f" (2026, March 23). [Open letter: Keep the wells open]. Wells. {URL}"),
        in_chicago.removesuffix(f" [Keep the wells open]. Open letter, March 23, 2026. Wells. {URL}."),
        in_bluebook.removeprefix("Open Letter from ").removesuffix(f" (Mar. 23, 2026), {URL}."),
    )


@pytest.mark.parametrize(
    ("senders", "said"),
    [
        (
            people("Ana Pérez | nurse", "Lena Tran"),
            ("Pérez, A., & Tran, L.", "Pérez, Ana, and Lena Tran.", "Ana Pérez, nurse, & Lena Tran"),
        ),
        (
            people("Ana Pérez | nurse", "Lena Tran", "Bo Roster"),
            (
                "Pérez, A., Tran, L., & Roster, B.",
                "Pérez, Ana, Lena Tran, and Bo Roster.",
                "Ana Pérez, nurse, et al.",
            ),
        ),
        (
            people("Lena Tran", "Ana Pérez | nurse", "Bo Roster"),
            (
                "Tran, L., Pérez, A., & Roster, B.",
                "Tran, Lena, Ana Pérez, and Bo Roster.",
                "Lena Tran et al.",
            ),
        ),
        (
            (body("Riverside Readers"),),
            ("Riverside Readers.", "Riverside Readers.", "Riverside Readers"),
        ),
        (
            (body("Riverside Readers"), body("Examples, Samples and Specimens")),
            (
                "Riverside Readers & Examples, Samples and Specimens.",
                "Riverside Readers and Examples, Samples and Specimens.",
                "Riverside Readers & Examples, Samples and Specimens",
            ),
        ),
        (
            (body("Riverside Readers"), *people("Lena Tran")),
            (
                "Riverside Readers & Tran, L.",
                "Riverside Readers and Lena Tran.",
                "Riverside Readers & Lena Tran",
            ),
        ),
        (
            people("Casey R. Specimen, Jr. | Attorney General", "Dr. Bo Roster III"),
            (
                "Specimen, C. R., Jr., & Roster, B., III.",
                "Specimen, Casey R., Jr., and Bo Roster III.",
                "Casey R. Specimen, Jr., Attorney General, & Dr. Bo Roster III",
            ),
        ),
        (people("Example"), ("Example.", "Example.", "Example")),
        (people("山田太郎"), ("山田太郎.", "山田太郎.", "山田太郎")),
        (people("Иван Примеров"), ("Примеров, И.", "Примеров, Иван.", "Иван Примеров")),
        (people("نور مثال"), ("مثال, نور.", "مثال, نور.", "نور مثال")),
        (
            (person("Inés de la Muestra Núñez", "Muestra Núñez, Inés de la"),),
            ("Muestra Núñez, I. de la.", "Muestra Núñez, Inés de la.", "Inés de la Muestra Núñez"),
        ),
        (
            people("Ludwig van Example"),
            ("van Example, L.", "van Example, Ludwig.", "Ludwig van Example"),
        ),
        ((body("Wake up!"),), ("Wake up!", "Wake up!", "Wake up!")),
    ],
)
def test_whoever_signs(senders: tuple[Party, ...], said: tuple[str, str, str]) -> None:
    assert authors(*senders) == said


def test_apa_names_twenty_and_of_more_nineteen_and_the_last() -> None:
    twenty, more, _ = (authors(*crowd(count))[0] for count in (20, 21, 2))
    assert twenty.startswith("Rostera, A., Rosterb, A., ")
    assert twenty.endswith("Rosterr, A., Rosters, A., & Rostert, A.")
    assert twenty.count("Roster") == 20
    assert more.endswith("Rosterr, A., Rosters, A., . . . Rosteru, A.")
    assert more.count("Roster") == 20
    assert "&" not in more


def test_chicago_names_six_and_of_more_the_first_three() -> None:
    assert authors(*crowd(6))[1] == (
        "Rostera, Ada, Ada Rosterb, Ada Rosterc, Ada Rosterd, Ada Rostere, and Ada Rosterf."
    )
    assert authors(*crowd(7))[1] == "Rostera, Ada, Ada Rosterb, Ada Rosterc, et al."


def test_who_asked_not_to_be_named_is_not_but_counts_as_others() -> None:
    assert authors(*people("Ana Pérez | nurse"), erased=2) == (
        "Pérez, A.",
        "Pérez, Ana, et al.",
        "Ana Pérez, nurse, et al.",
    )
    assert authors(body("Riverside Readers"), erased=1)[1:] == (
        "Riverside Readers et al.",
        "Riverside Readers et al.",
    )
    assert authors(*people("Ana Pérez", "Lena Tran"), erased=1)[1] == "Pérez, Ana, Lena Tran, et al."


def test_a_letter_whose_every_name_was_erased_starts_with_what_it_is() -> None:
    assert cited(WELLS._replace(erased=3)) == (
        f"[Open letter: Keep the wells open]. (2026, March 23). Wells. {URL}",
        f"[Keep the wells open]. Open letter, March 23, 2026. Wells. {URL}.",
        f"Open Letter (Mar. 23, 2026), {URL}.",
    )
    assert bluebook(WELLS._replace(erased=3, recipients=(GOVERNOR,))) == (
        f"Letter to Blair Sample, Governor of Southshire (Mar. 23, 2026), {URL}."
    )


@pytest.mark.parametrize(
    ("recipients", "described", "addressed"),
    [
        ((body("Riverside Readers"),), "Riverside Readers", "Riverside Readers"),
        (people("Dr. Bo Roster", "Lena Tran"), "Bo Roster and Lena Tran", "Dr. Bo Roster & Lena Tran"),
        (crowd(3), "Ada Rostera, Ada Rosterb, and Ada Rosterc", "Ada Rostera et al."),
        ((GOVERNOR, *crowd(3)), "Blair Sample et al.", "Blair Sample, Governor of Southshire, et al."),
    ],
)
def test_whoever_is_written_to(recipients: tuple[Party, ...], described: str, addressed: str) -> None:
    assert cited(WELLS._replace(senders=people("Ana Pérez"), recipients=recipients)) == (
        f"Pérez, A. (2026, March 23). [Letter to {described}: Keep the wells open]. Wells. {URL}",
        f"Pérez, Ana. [Keep the wells open]. Letter to {described}, March 23, 2026. Wells. {URL}.",
        f"Letter from Ana Pérez to {addressed.removesuffix(',')} (Mar. 23, 2026), {URL}.",
    )


def test_a_withdrawn_letter_is_said_to_be() -> None:
    assert cited(WELLS._replace(senders=people("Ana Pérez"), withdrawn=date(2026, 9, 4))) == (
        (
            "Pérez, A. (2026, March 23). [Open letter: Keep the wells open] (withdrawn 2026, September 4)."
            f" Wells. {URL}"
        ),
        (
            "Pérez, Ana. [Keep the wells open]. Open letter, March 23, 2026. Withdrawn September 4, 2026."
            f" Wells. {URL}."
        ),
        f"Open Letter from Ana Pérez (Mar. 23, 2026), {URL} (withdrawn Sept. 4, 2026).",
    )


@pytest.mark.parametrize("title", ["Who drinks?", "No. 7 [sic].", "“Enough!”", "Wells: a plea", "]"])
def test_a_title_is_quoted_as_it_is_and_closed_by_its_bracket(title: str) -> None:
    one = WELLS._replace(senders=people("Ana Pérez"), title=title)
    assert f"(2026, March 23). [Open letter: {title}]. Wells." in apa(one)
    assert f"Pérez, Ana. [{title}]. Open letter, March" in chicago(one)


def test_a_site_is_named_with_its_publisher_and_not_twice() -> None:
    one = WELLS._replace(senders=people("Ana Pérez"), publisher="The Wells Desk")
    assert chicago(one).endswith(f" Wells, The Wells Desk. {URL}.")
    assert apa(one).endswith(f" Wells. {URL}")
    by_site = WELLS._replace(senders=(body("Wells"),))
    assert apa(by_site) == f"Wells. (2026, March 23). [Open letter: Keep the wells open]. {URL}"
    assert chicago(WELLS._replace(archive="Wells Inc.", publisher="Wells Inc.")).endswith(
        f" Wells Inc. {URL}."
    )


def test_bluebook_abbreviates_months() -> None:
    months = [bluebook(WELLS._replace(date=date(2026, month, 1))) for month in range(1, 13)]
    assert [said.split("(")[1].split(" ")[0] for said in months] == [
        "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_name", "said"),
    [
        ("Avery", "A."),
        ("Casey R.", "C. R."),
        ("J.K.", "J. K."),
        ("J", "J."),
        ("Jean-Paul Quentin", "J.-P. Q."),
        ("A.-M.", "A.-M."),
        ("Inés de la", "I. de la"),
        ('Robert "Bob"', "R."),
        ("Robert (Bob) Quentin", "R. Q."),
        ("E\u0301mile", "É."),
        ("Ömer", "Ö."),
        ("نور", "نور"),
        ("太郎", "太郎"),
        ('"Bob"', '"Bob"'),
        ("", ""),
    ],
)
def test_initials(given_name: str, said: str) -> None:
    assert initials(given_name) == said


def test_a_reference_holds_who_stands_by_the_letter_and_leading_ones_first(tmp_path: Path) -> None:
    front = """\
signatories:
  - name: Bo Roster
    withdrawn: 2020-02-01
  - name: Riverside Readers
    by: Kim Clerk, Secretary
    title: Secretary
  - name: Hon. Ada Prueba Roster
    title: |
      Mayor
      Upper Exampleton
    lead: true
erased: 4
recipients:
  - The Example Desk
topics: [wells]
summary: Asks for wells.
withdrawn:
  date: 2020-03-01
"""
    files = {
        "2020/2020-01-01-wells.md": letter(front, signed="Robin Unlisted Jr. | nurse"),
        "people.yml": "bo-roster:\n  name: Bo Roster\nada-roster:\n  name: Hon. Ada Prueba Roster\n"
        "  sort: Prueba Roster, Ada\n",
        "organizations.yml": "readers:\n  name: Riverside Readers\n",
        "topics.yml": "wells:\n  label: Wells & rivers\n",
    }
    found = archive(write(tmp_path, files))
    whole = found.whole("2020-01-01-wells")
    hostile = replace(
        found.settings,
        site_url="https://a.example/",
        site_name=" Wells\n\tof \ud800\x00Northland ",
        publisher="",
        rights="CC\n0",
    )
    assert reference(replace(found, settings=hostile), whole) == Reference(
        id="2020-01-01-wells",
        url="https://a.example/letters/2020-01-01-wells/",
        title="A letter",
        date=date(2020, 1, 1),
        language="en",
        senders=(
            Party(name_parts("Hon. Ada Prueba Roster", "Prueba Roster, Ada"), "Mayor", is_body=False),
            Party(whole_name("Riverside Readers"), "", is_body=True),
            Party(name_parts("Robin Unlisted Jr."), "nurse", is_body=False),
        ),
        erased=4,
        recipients=(Party(whole_name("The Example Desk"), "", is_body=False),),
        topics=("Wells & rivers",),
        archive="Wells of \ufffd\ufffdNorthland",
        publisher="Wells of \ufffd\ufffdNorthland",
        rights="CC 0",
        summary="Asks for wells.",
        withdrawn=date(2020, 3, 1),
    )


def test_rights_publisher_and_address_come_from_the_settings(northland: Archive) -> None:
    one = reference(northland, northland.whole("2015-01-12-open-records"))
    assert one.url == "https://letters.example.org/archive/letters/2015-01-12-open-records/"
    assert (one.archive, one.publisher, one.rights) == (
        SETTINGS.site_name,
        SETTINGS.publisher,
        SETTINGS.rights,
    )


HOSTILE = st.text(
    st.sampled_from("aB ,.&\"'[]{}\\<>%;:|-") | st.characters(codec="utf-8", exclude_categories=("C", "Z")),
    min_size=1,
    max_size=20,
).map(lambda text: " ".join(text.split()) or "x")


@given(st.lists(HOSTILE, max_size=23), st.lists(HOSTILE, max_size=5), HOSTILE, HOSTILE, st.booleans())
def test_whatever_names_and_titles_hold_they_are_cited_as_printed(
    names: list[str], recipients: list[str], title: str, office: str, bodies: bool
) -> None:
    parts = whole_name if bodies else name_parts
    senders, written_to = (
        tuple(Party(parts(name), office, is_body=bodies) for name in each) for each in (names, recipients)
    )
    one = WELLS._replace(senders=senders, recipients=written_to, title=title)
    in_apa, in_chicago, in_bluebook = cited(one)
    assert in_apa.endswith(URL)
    assert f": {title}]" in in_apa
    assert in_chicago.endswith(f"{URL}.")
    assert f"[{title}]" in in_chicago
    assert in_bluebook.endswith(f" (Mar. 23, 2026), {URL}.")
    for said in (in_apa, in_chicago, in_bluebook):
        assert len(said.splitlines()) == 1
        assert "  " not in said
    for party in senders[:1]:
        assert in_apa.startswith(party.name.family)
        assert in_chicago.startswith(party.name.inverted)
        assert f" from {party.name.literal}, {office}" in in_bluebook
