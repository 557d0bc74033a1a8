"""A person's printed name: which of its words are given, which are the family's, and which are neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.model.registry import Person
from undersigned.views.correspondents import sort_key
from undersigned.views.names import name_parts, whole_name

PARTS = {
    "Avery Example": ("Avery", "Example", ""),
    "Casey R. Specimen": ("Casey R.", "Specimen", ""),
    "J. Edgar Example": ("J. Edgar", "Example", ""),
    "A. Example": ("A.", "Example", ""),
    "J.K. Example": ("J.K.", "Example", ""),
    "Ana P.": ("Ana", "P.", ""),
    "Pat O'Example": ("Pat", "O'Example", ""),
    "Jean-Paul Exemple": ("Jean-Paul", "Exemple", ""),
    'Robert "Bob" Example': ('Robert "Bob"', "Example", ""),
    # Suffixes, with a comma and without.
    "Casey R. Specimen, Jr.": ("Casey R.", "Specimen", "Jr."),
    "Casey R. Specimen Jr.": ("Casey R.", "Specimen", "Jr."),
    "CASEY SPECIMEN SR": ("CASEY", "SPECIMEN", "SR"),
    "Casey Specimen II": ("Casey", "Specimen", "II"),
    "Casey Specimen, III": ("Casey", "Specimen", "III"),
    "Casey Specimen IV": ("Casey", "Specimen", "IV"),
    "Casey Specimen, 2nd": ("Casey", "Specimen", "2nd"),
    "Casey Specimen, Esq.": ("Casey", "Specimen", "Esq."),
    "Casey Specimen Ph.D.": ("Casey", "Specimen", "Ph.D."),
    "Casey Specimen, MD, MPH": ("Casey", "Specimen", "MD, MPH"),
    "Casey Specimen Jr., M.D., Esq.": ("Casey", "Specimen", "Jr., M.D., Esq."),
    "Casey Specimen, M.S.W., Psy.D.": ("Casey", "Specimen", "M.S.W., Psy.D."),
    # What looks like a suffix and is a name, or the only name.
    "Ana Maria V.": ("Ana Maria", "V.", ""),
    "John V": ("John", "V", ""),
    "Jae Md": ("Jae", "Md", ""),
    "Casey, Jr.": ("", "Casey Jr.", ""),
    "Jr.": ("", "Jr.", ""),
    # Titles before the name.
    "Dr. Casey Specimen": ("Casey", "Specimen", ""),
    "Prof. Dr. Jörg Beispiel": ("Jörg", "Beispiel", ""),
    "Hon. Avery Q. Example": ("Avery Q.", "Example", ""),
    "The Honorable Avery Example": ("Avery", "Example", ""),
    "The Right Honourable Avery Example": ("Avery", "Example", ""),
    "Rev. Dr. Casey Specimen, Jr., D.D.": ("Casey", "Specimen", "Jr., D.D."),
    "Sen. Blair Sample": ("Blair", "Sample", ""),
    "U.S. Senator Blair Sample": ("Blair", "Sample", ""),
    "Lt. Gov. Elliot Instance": ("Elliot", "Instance", ""),
    "Lieutenant Governor Elliot Instance": ("Elliot", "Instance", ""),
    "Attorney General Francis Dummy": ("Francis", "Dummy", ""),
    "Judge Dana Placeholder": ("Dana", "Placeholder", ""),
    "Dr. Example": ("", "Example", ""),
    # Titles that are names here.
    "Judge Placeholder": ("Judge", "Placeholder", ""),
    "General Example": ("General", "Example", ""),
    "Don Example": ("Don", "Example", ""),
    # Particles.
    "Ludwig van Example": ("Ludwig", "van Example", ""),
    "Ana von der Probe": ("Ana", "von der Probe", ""),
    "Maria De La Muestra": ("Maria", "De La Muestra", ""),
    "Inés de la Muestra Núñez": ("Inés", "de la Muestra Núñez", ""),
    "José Muestra y Prueba": ("José", "Muestra y Prueba", ""),
    "Salim bin Mithal": ("Salim", "bin Mithal", ""),
    "Nur al-Mithal": ("Nur", "al-Mithal", ""),
    "Van Example": ("Van", "Example", ""),
    "van Example": ("", "van Example", ""),
    # One word, and scripts that show no parts.
    "Example": ("", "Example", ""),
    "山田太郎": ("", "山田太郎", ""),
    "山田 太郎": ("", "山田 太郎", ""),
    "김민수": ("", "김민수", ""),
    "Ada 李": ("Ada", "李", ""),
    "Иван Примеров": ("Иван", "Примеров", ""),
    "نور مثال": ("نور", "مثال", ""),
    # Commas: family name first, and what is not to be split.
    "Example, Avery": ("Avery", "Example", ""),
    "Example, Avery Q., Jr.": ("Avery Q.", "Example", "Jr."),
    "de la Muestra, Inés": ("Inés", "de la Muestra", ""),
    "Chris Private, teacher": ("", "Chris Private, teacher", ""),
    "Chris Private, Mayor": ("", "Chris Private, Mayor", ""),
    # What is no person's name.
    "Riverside Parents' Group": ("", "Riverside Parents' Group", ""),
    "Friends of the River": ("", "Friends of the River", ""),
    "Ana and Luis Example": ("", "Ana and Luis Example", ""),
    "Example & Sons": ("", "Example & Sons", ""),
    "Avery Example (retired)": ("", "Avery Example (retired)", ""),
    ",": ("", ",", ""),
    ",Avery": ("", ",Avery", ""),
    " ": ("", " ", ""),
}
FILED = {
    ("Casey R. Specimen, Jr.", "Specimen, Casey R., Jr."): ("Casey R.", "Specimen", "Jr."),
    ("Inés de la Muestra Núñez", "Muestra Núñez, Inés de la"): ("Inés de la", "Muestra Núñez", ""),
    ("Inés de la Muestra", "Muestra Núñez, Inés de la"): ("Inés de la", "Muestra", ""),
    ("Dr. Ana Muestra Prueba", "Muestra Prueba, Ana"): ("Ana", "Muestra Prueba", ""),
    ("Példa Imre", "Példa, Imre"): ("Imre", "Példa", ""),
    ("山田 太郎", "山田, 太郎"): ("太郎", "山田", ""),
    ("نور مثال", "مثال، نور"): ("نور", "مثال", ""),
    # The same letters, composed in another way.
    ("Ine\u0301s Nu\u0301n\u0303ez Eco", "Núñez Eco, Inés"): ("Ine\u0301s", "Nu\u0301n\u0303ez Eco", ""),
    # Filed under all its words: not to be split.
    ("Ibn Mithal", "Ibn Mithal"): ("", "Ibn Mithal", ""),
    # Filed under another name than the one printed: no help.
    ("Avery Sample", "Example, Avery"): ("Avery", "Sample", ""),
    # Printed as it is filed.
    ("Example, Avery, Jr.", "Example, Avery, Jr."): ("Avery", "Example", "Jr."),
}


@pytest.mark.parametrize(("printed", "parts"), PARTS.items())
def test_parts_of_a_name(printed: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(printed) == (printed, *parts)


@pytest.mark.parametrize(("said", "parts"), FILED.items())
def test_the_registry_says_where_a_family_name_starts(
    said: tuple[str, str], parts: tuple[str, str, str]
) -> None:
    assert name_parts(*said) == (said[0], *parts)


def test_a_name_is_filed_family_first_and_read_without_its_title() -> None:
    judge = name_parts("The Honorable Casey R. Specimen, Jr.")
    assert (judge.inverted, judge.direct) == ("Specimen, Casey R., Jr.", "Casey R. Specimen, Jr.")
    filed = name_parts("de la Muestra, Inés, Esq.")
    assert (filed.inverted, filed.direct) == ("de la Muestra, Inés, Esq.", "Inés de la Muestra, Esq.")
    alone = name_parts("Dr. Example")
    assert (alone.inverted, alone.direct) == ("Example", "Dr. Example")
    first = name_parts("Példa Imre", "Példa, Imre")
    assert (first.inverted, first.direct) == ("Példa, Imre", "Példa Imre")
    body = whole_name("Department of Examples, Samples and Specimens")
    assert body.inverted == body.direct == body.literal == "Department of Examples, Samples and Specimens"


WORDS = st.sampled_from(
    (
        "Ana",
        "Dr.",
        "The",
        "Jr.",
        "III",
        "V",
        "de",
        "la",
        "De",
        "y",
        "Muestra,",
        ",",
        "Ph.D.",
        "Hon.",
        "&",
        "李",
        "ñ",
    )
)


@given(st.lists(WORDS, max_size=7), st.none() | st.lists(WORDS, max_size=5).map(" ".join))
def test_no_word_of_a_name_is_lost_or_made_up(words: list[str], sort: str | None) -> None:
    """A part holds the name's own words in their order; what is in none is a title or a comma."""
    printed = " ".join(words)
    name = name_parts(printed, sort)
    assert name.literal == printed
    if name.given:
        assert name.family
        assert not {word[-1] for part in name[1:3] for word in part.split()} & {","}
    else:
        assert not name.suffix
    bare = [word.strip(",") for word in words]
    for part in name[1:]:
        rest = iter(bare)
        assert all(word.strip(",") in rest for word in part.split())
    kept = f"{name.given} {name.family} {name.suffix}".replace(",", " ").split()
    assert len(kept) <= len([word for word in bare if word])
    assert {word for word in bare if word} - set(kept) <= {"Dr.", "The", "Hon."}


def test_people_are_sorted_as_they_are_filed() -> None:
    names = ["Casey R. Specimen, Jr.", "Dr. Ana Muestra", "Ludwig van Example", "Example", "Bo Specimen"]
    people = [Person(id=f"person-{number}", name=name) for number, name in enumerate(names)]
    people.append(Person(id="filed", name="Inés de la Prueba Núñez", sort="Prueba Núñez, Inés de la"))
    assert sorted(map(sort_key, people)) == [
        "example",
        "muestra, ana",
        "prueba núñez, inés de la",
        "specimen, bo",
        "specimen, casey r., jr.",
        "van example, ludwig",
    ]
