"""Citations for reference managers: what their own readers get back is what the archive says."""

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.customization import convert_to_unicode, splitname
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from citing import URL, WELLS, body, people, person, toy
from sources import TESTS
from undersigned.archive.archive import Archive
from undersigned.views.citing.machine import bibtex, csl_json, ris
from undersigned.views.citing.reference import Party, Reference, reference
from undersigned.views.names import Name, name_parts, whole_name

SCHEMA = json.loads((TESTS / "judges" / "csl-data.json").read_text(encoding="utf-8"))
TEX = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textdollar": "$", "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip
"""What LaTeX prints for its commands of these names."""


@pytest.fixture(scope="module")
def northland() -> list[Reference]:
    archive: Archive = toy()
    return [reference(archive, archive.whole(letter)) for letter in archive.letters]


TOKEN = re.compile(r"\{\\([a-z]+)\}|\\([%#&_])|[{}]")


def printed(tex: str) -> str:
    """Return what LaTeX prints for `tex`: the judge of BibTeX only says where a value ends."""
    assert set("\\%$#&_~^<>|").isdisjoint(TOKEN.sub("", tex)), tex
    return TOKEN.sub(lambda match: TEX[match[1]] if match[1] else match[2] or "", tex)


def read_bibtex(one: Reference) -> dict[str, str]:
    """Return the one entry that bibtexparser finds."""
    entries = bibtexparser.loads(bibtex(one)).entries
    assert len(entries) == 1
    entry: dict[str, str] = entries[0]
    return entry


def read_ris(one: Reference) -> dict[str, Any]:
    """Return the one record that rispy finds."""
    (record,) = rispy.loads(ris(one))
    return dict(record)


def read_csl(one: Reference) -> dict[str, Any]:
    """Return the one item of a document that CSL's own schema finds right."""
    items = json.loads(csl_json(one))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(items)] == []
    (item,) = items
    return dict(item)


def in_bibtex(name: Name) -> list[str]:
    """Return family name, suffix and given name as BibTeX parts them."""
    return [name.family, name.suffix, name.given] if name.given else [name.literal, "", ""]


def parted(author: str) -> list[str]:
    """Return the same of a name that bibtexparser parted."""
    found = splitname(author)
    words = ([*found["von"], *found["last"]], found["jr"], found["first"])
    return [printed(" ".join(part)) for part in words]


def in_ris(name: Name) -> str:
    return name.inverted if "," in name.inverted else f"{name.inverted},"


def in_csl(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.literal}
    said = {"given": name.given, "family": name.family, "suffix": name.suffix}
    return {key: value for key, value in said.items() if value}


def comes_back(one: Reference) -> tuple[dict[str, str], dict[str, Any], dict[str, Any]]:
    """Return what the readers of BibTeX, RIS and CSL-JSON find; check the title, names, day and address."""
    entry = read_bibtex(one)
    assert (entry["ENTRYTYPE"], entry["ID"]) == ("misc", one.id)
    assert printed(entry["title"]) == one.title
    assert entry["title"].startswith("{")
    authors = [author for author in entry.get("author", "").split(" and ") if author]
    assert list(map(parted, authors)) == [in_bibtex(party.name) for party in one.senders]
    assert (entry["date"], entry["url"]) == (one.date.isoformat(), one.url)
    assert (entry["year"], entry["month"]) == (str(one.date.year), f"{one.date:%B}")

    record = read_ris(one)
    assert (record["type_of_reference"], record["id"]) == ("PCOMM", one.id)
    assert record["title"] == one.title
    assert record.get("authors", []) == [in_ris(party.name) for party in one.senders]
    assert record.get("secondary_authors", []) == [in_ris(party.name) for party in one.recipients]
    assert (record["date"], record["year"]) == (f"{one.date:%Y/%m/%d/}", str(one.date.year))
    assert record["urls"] == [one.url]

    item = read_csl(one)
    assert (item["id"], item["type"], item["title"]) == (one.id, "personal_communication", one.title)
    for role, parties in (("author", one.senders), ("recipient", one.recipients)):
        names = [{key: name[key] for key in name if key != "comma-suffix"} for name in item.get(role, [])]
        assert names == [in_csl(party.name) for party in parties]
    assert item["issued"] == {"date-parts": [[one.date.year, one.date.month, one.date.day]]}
    assert item["URL"] == one.url
    return entry, record, item


def test_every_letter_of_the_toy_archive_comes_back(northland: list[Reference]) -> None:
    assert len(northland) == 15
    for one in northland:
        comes_back(one)


def test_a_whole_archive_can_be_read_from_one_file(northland: list[Reference]) -> None:
    assert [entry["ID"] for entry in bibtexparser.loads("".join(map(bibtex, northland))).entries] == [
        one.id for one in northland
    ]
    assert [record["id"] for record in rispy.loads("".join(map(ris, northland)))] == [
        one.id for one in northland
    ]


def test_what_else_a_reference_manager_is_told() -> None:
    one = WELLS._replace(
        recipients=(body("Riverside Readers"), *people("Bo Roster")),
        topics=("Wells, springs & rivers", "Water"),
        publisher="The Wells Desk",
        summary="Asks for 100 % of it.",
        rights="CC0",
        withdrawn=WELLS.date.replace(month=9),
    )
    entry = read_bibtex(one)
    assert {key: printed(value) for key, value in entry.items() if key not in {"title", "date", "url"}} == {
        "ENTRYTYPE": "misc",
        "ID": "2026-03-23-wells",
        "howpublished": "Letter to Riverside Readers and Bo Roster",
        "publisher": "The Wells Desk",
        "year": "2026",
        "month": "March",
        "language": "en",
        "keywords": "Wells, springs & rivers, Water",
        "abstract": "Asks for 100 % of it.",
        "copyright": "CC0",
        "note": "Withdrawn 2026-09-23",
    }
    assert entry["keywords"] == r"{Wells, springs \& rivers}, Water"
    assert read_ris(one) == {
        "type_of_reference": "PCOMM",
        "id": "2026-03-23-wells",
        "secondary_authors": ["Riverside Readers,", "Roster, Bo"],
        "title": "Keep the wells open",
        "type_of_work": "Letter",
        "date": "2026/03/23/",
        "year": "2026",
        "publisher": "The Wells Desk",
        "database_provider": "Wells",
        "language": "en",
        "keywords": ["Wells, springs & rivers", "Water"],
        "abstract": "Asks for 100 % of it.",
        "notes": ["Withdrawn 2026-09-23"],
        "urls": [URL],
    }
    assert read_csl(one) == {
        "id": "2026-03-23-wells",
        "type": "personal_communication",
        "genre": "Letter",
        "title": "Keep the wells open",
        "recipient": [{"literal": "Riverside Readers"}, {"family": "Roster", "given": "Bo"}],
        "issued": {"date-parts": [[2026, 3, 23]]},
        "publisher": "The Wells Desk",
        "archive": "Wells",
        "URL": URL,
        "language": "en",
        "keyword": "Wells, springs & rivers, Water",
        "abstract": "Asks for 100 % of it.",
        "status": "withdrawn",
        "note": "Withdrawn 2026-09-23",
    }


def test_names_as_each_format_writes_them() -> None:
    senders = (
        *people("Casey R. Specimen, Jr.", "Bo Specimen III", "Ludwig van Example", "Dr. Example", "山田太郎"),
        person("Inés de la Muestra Núñez", "Muestra Núñez, Inés de la"),
        body("Examples, Samples and Specimens"),
        body("Riverside Readers"),
    )
    one = WELLS._replace(senders=senders)
    assert re.findall(r"author = \{(.*)\},", bibtex(one)) == [
        (
            "Specimen, Jr., Casey R. and Specimen, III, Bo and van Example, Ludwig and {Dr. Example}"
            " and {山田太郎} and Muestra Núñez, Inés de la and {Examples, Samples {and} Specimens}"
            " and {Riverside Readers}"
        )
    ]
    assert re.findall(r"AU  - (.*)\r\n", ris(one)) == [
        "Specimen, Casey R., Jr.",
        "Specimen, Bo, III",
        "van Example, Ludwig",
        "Example,",
        "山田太郎,",
        "Muestra Núñez, Inés de la",
        "Examples, Samples and Specimens",
        "Riverside Readers,",
    ]
    assert read_csl(one)["author"] == [
        {"family": "Specimen", "given": "Casey R.", "suffix": "Jr.", "comma-suffix": True},
        {"family": "Specimen", "given": "Bo", "suffix": "III", "comma-suffix": False},
        {"family": "van Example", "given": "Ludwig"},
        {"literal": "Dr. Example"},
        {"literal": "山田太郎"},
        {"family": "Muestra Núñez", "given": "Inés de la"},
        {"literal": "Examples, Samples and Specimens"},
        {"literal": "Riverside Readers"},
    ]
    comes_back(one)


def test_a_letter_whose_every_name_was_erased_has_no_author() -> None:
    one = WELLS._replace(erased=3)
    assert "author" not in read_bibtex(one)
    assert "authors" not in read_ris(one)
    assert "author" not in read_csl(one)


def test_every_line_of_ris_is_a_field_and_ends_as_the_format_asks(northland: list[Reference]) -> None:
    for one in northland:
        *lines, end = ris(one).split("\r\n")
        assert end == ""
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
        assert (lines[0], lines[-1]) == ("TY  - PCOMM", "ER  - ")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\x00", "\x85", "\u2028"])
def test_no_line_break_begins_a_field_of_its_own(end: str) -> None:
    title = f"A{end}ER  - {end}TY  - BOOK{end}}}{end}@book{{x,{end}title={{y}}}}"
    one = WELLS._replace(title=title, publisher=title, senders=(Party(whole_name(title), "", is_body=True),))
    flat = title.replace(end, " ")
    assert read_ris(one)["title"] == flat
    assert read_ris(one)["type_of_reference"] == "PCOMM"
    assert printed(read_bibtex(one)["title"]) == flat
    assert len(bibtex(one).splitlines()) == 11
    assert read_csl(one)["title"] == title


def test_an_address_cannot_end_its_field() -> None:
    url = 'https://letters.example.org/%7Ea_b~c/{x}\\"^`<y>|?q=1&r=%20#p1'
    assert read_bibtex(WELLS._replace(url=url))["url"] == (
        "https://letters.example.org/%7Ea_b~c/%7Bx%7D%5C%22%5E%60%3Cy%3E%7C?q=1&r=%20#p1"
    )


def test_no_character_of_a_title_is_a_command_to_tex() -> None:
    assert read_bibtex(WELLS._replace(title="\\{}%$#&_~^<>|\"'@"))["title"] == (
        r"{{\textbackslash}{\textbraceleft}{\textbraceright}\%{\textdollar}\#\&\_"
        r"{\textasciitilde}{\textasciicircum}{\textless}{\textgreater}{\textbar}" + "\"'@}"
    )


def test_bibtexparser_reads_what_tex_prints() -> None:
    title = "50 % of $1 & #2 in a_b \\ c ~ d — Núñez 北京"
    entry = convert_to_unicode(read_bibtex(WELLS._replace(title=title, senders=people("Inés Núñez"))))
    assert entry["title"] == title
    assert entry["author"] == "Núñez, Inés"


SIGNS = "aB ,.and&\"'[]{}\\<>%$#~^_=;:@|-*()"
HOSTILE = st.text(
    st.sampled_from(SIGNS) | st.characters(codec="utf-8", exclude_categories=("C", "Z")),
    min_size=1,
    max_size=20,
).map(lambda text: " ".join(text.split()) or "x")
NAMES = HOSTILE.map(name_parts) | HOSTILE.map(whole_name)
PARTIES = NAMES.map(lambda name: Party(name, "", is_body=False))


@given(
    st.lists(PARTIES, max_size=4),
    st.lists(PARTIES, max_size=3),
    HOSTILE,
    st.lists(HOSTILE, max_size=2),
    HOSTILE,
)
def test_whatever_names_and_titles_hold_comes_back(
    senders: list[Party], recipients: list[Party], title: str, topics: list[str], said: str
) -> None:
    one = WELLS._replace(
        senders=tuple(senders),
        recipients=tuple(recipients),
        title=title,
        topics=tuple(topics),
        summary=said,
        publisher=said,
        archive=said,
        rights=said,
    )
    entry, record, item = comes_back(one)
    assert [printed(entry[key]) for key in ("publisher", "abstract", "copyright")] == [said] * 3
    assert printed(entry.get("keywords", "")) == ", ".join(topics)
    assert (record["publisher"], record["abstract"], record.get("keywords", [])) == (said, said, topics)
    assert (item["publisher"], item["archive"], item["abstract"]) == (said, said, said)
