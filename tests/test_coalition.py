"""A letter shows at a glance where those who signed it hold office, and says no more than is known."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from coalitions import Officer, officers, registries, signed_by
from sources import archive, write
from undersigned.render.maps import Maps
from undersigned.render.templates import Templates
from undersigned.views.coalition import ROWS, TILES, Coalition, Figure, coalition
from undersigned.views.letters import letter_facts
from undersigned.views.words import US_PARTS
from undersigned.work.compact import encoded

LETTER = "2020-01-01-a"
Show = Callable[..., Coalition | None]


@pytest.fixture
def show(tmp_path: Path) -> Show:
    def shown(signing: list[Officer], **more: object) -> Coalition | None:
        """Return what a letter shows of officers who signed it."""
        files = {**registries(signing), f"{LETTER}.md": signed_by(signing, **more)}  # type: ignore[arg-type]
        made = archive(write(tmp_path, files))
        return coalition(made, made.letters[LETTER])

    return shown


def drawn(shown: Coalition | None) -> html.HtmlElement:
    return html.fragment_fromstring(_draw(shown), create_parent="div")


def _draw(shown: Coalition | None) -> str:
    return Templates([], {}, {}, {}).macro("coalition.html", "section", shown)


def names(section: html.HtmlElement, kind: str) -> list[str]:
    return [item.text_content().strip() for item in section.xpath(f"//details[@class='{kind}']//li")]


def codes(section: html.HtmlElement, kind: str) -> set[str]:
    return set(section.xpath(f"//*[@class='{kind}']/text/text()"))


def said(shown: Coalition | None) -> str:
    """Return the line about parties."""
    return " ".join(part.text_content() for part in drawn(shown).xpath(".//p"))


def test_every_state_and_territory_has_one_place_on_the_map() -> None:
    every = [code for row in ROWS for code in row.split() if code != ".."]
    assert sorted(every) == sorted(US_PARTS.keys() - {"UM"})
    assert len({(tile.column, tile.row) for tile in TILES.values()}) == len(TILES) == 56
    assert {len(row.split()) for row in ROWS} == {11}


def test_map_and_lists_say_the_same(show: Show) -> None:
    section = drawn(show(officers("SC NC CO PR")))
    assert names(section, "signed-by") == ["Colorado", "North Carolina", "Puerto Rico", "South Carolina"]
    assert codes(section, "signed-by") == {"CO", "NC", "PR", "SC"}
    others = names(section, "others")
    assert others == [TILES[code].name for code in TILES if code not in {"CO", "NC", "PR", "SC"}]
    assert codes(section, "others") == TILES.keys() - {"CO", "NC", "PR", "SC"}
    assert [one.text_content() for one in section.xpath("//summary")] == [
        "Signed 4",
        "Not among the signatories 52",
    ]
    assert section.xpath("string(//figcaption)").split() == [
        "Attorney",
        "General",
        "4",
        "of",
        "56",
        "jurisdictions",
    ]


@pytest.mark.parametrize(
    "places", ["NC SC", "US US US", "BR-SC BR-MA IN-AR", "NC SC UM", "NC SC ZZ-NL", "US-XX NC SC"]
)
def test_few_places_and_places_elsewhere_have_no_map(show: Show, places: str) -> None:
    assert show(officers(places)) is None
    assert _draw(show(officers(places))).strip() == ""


def test_nobody_is_said_to_have_refused(show: Show) -> None:
    signing = officers("NC SC CO KY", party="Democratic")
    said = drawn(show(signing, withdrawn=signing[:1])).text_content().casefold()
    assert not [
        word for word in ("declin", "refus", "oppos", "absent", "missing", "not signed") if word in said
    ]


def test_each_role_has_a_figure_and_the_one_with_most_signatures_comes_first(show: Show) -> None:
    signing = [
        *officers("NC SC CO", role="", given="Blair"),
        *officers("NC SC CO", "Governor", given="Casey"),
        *officers("NH NJ KY CO", "Treasurer", given="Dana"),
        *officers("NC SC", "Auditor", given="Elliot"),
    ]
    shown = show(signing)
    assert shown
    assert [figure.role for figure in shown.figures] == ["Treasurer", "Governor", ""]
    assert shown.figures[0].signed == ("CO", "KY", "NH", "NJ")
    section = drawn(shown)
    assert section.xpath("//figcaption/b/text()") == ["Treasurer"]
    assert section.xpath("//summary/b/text()") == ["Governor", "Offices"]
    assert section.xpath("//details/figure/@aria-label") == ["Governor", "Offices"]
    assert len(section.xpath("//svg[@role='img' and @aria-label]")) == 3


def test_two_who_sign_for_one_state_fill_one_place(show: Show) -> None:
    shown = show([*officers("NC SC CO"), *officers("NC", given="Blair")])
    assert shown
    assert shown.figures == (Figure("Attorney General", ("CO", "NC", "SC"), ()),)


def test_withdrawn_signature_has_a_list_of_its_own(show: Show) -> None:
    signing = officers("NC SC CO", party="Democratic")
    shown = show(signing, withdrawn=signing[:1])
    assert shown
    assert shown.figures == (Figure("Attorney General", ("CO", "SC"), ("NC",)),)
    assert shown.parties == (("Democratic", 2),)
    section = drawn(shown)
    assert names(section, "taken-back") == ["North Carolina"]
    assert codes(section, "taken-back") == {"NC"}
    assert "North Carolina" not in [*names(section, "signed-by"), *names(section, "others")]
    assert "Signature withdrawn 1" in [one.text_content() for one in section.xpath("//summary")]


def test_state_for_which_another_signature_stands_is_not_withdrawn(show: Show) -> None:
    signing = [*officers("NC SC CO"), *officers("NC", given="Blair")]
    shown = show(signing, withdrawn=signing[:1])
    assert shown
    assert shown.figures[0].withdrawn == ()


def test_letter_of_which_every_signature_was_withdrawn_has_no_map(show: Show) -> None:
    signing = officers("NC SC CO")
    assert show(signing, withdrawn=signing) is None


def test_parties_are_counted_and_the_unknown_named(show: Show) -> None:
    signing = [
        *officers("NC SC CO KY", party="Democratic"),
        *officers("NH NJ", party="Republican Party", given="Blair"),
        *officers("TX", given="Casey"),
        *officers("VT", party="Meadow Party", given="Dana"),
    ]
    assert said(show(signing)) == (
        "Bipartisan on the day of signing: 4 Democratic, 1 Meadow Party, 2 Republican; "
        "party not known to the archive for 1."
    ).replace("1 Meadow Party, 2 Republican", "2 Republican, 1 Meadow Party")


@pytest.mark.parametrize(
    "left",
    [
        "Democratic",
        "Democrat",
        "Democratic Party",
        "D",
        "democratic",
        "Democratic–Farmer–Labor",
        "Democratic-Farmer-Labor Party",
        "DFL",
    ],
)
@pytest.mark.parametrize("right", ["Republican", "Republican Party", "R"])
def test_bipartisan_is_said_of_both_parties_however_they_are_written(
    show: Show, left: str, right: str
) -> None:
    shown = show([*officers("NC SC", party=left), *officers("CO", party=right, given="Blair")])
    assert shown
    assert shown.bipartisan
    assert [count for _, count in shown.parties] == [2, 1]
    assert said(shown).startswith("Bipartisan on the day of signing: 2 D")


@pytest.mark.parametrize(
    "parties",
    [
        ("Democratic", "Democrat"),
        ("Republican", "R"),
        ("Democratic", ""),
        ("Republican", "Meadow Party"),
        ("Republican", "Social Democratic"),
        ("Democratic", "Republicans for the Meadow"),
        ("Meadow Party", "Orchard Party"),
        ("", ""),
    ],
)
def test_bipartisan_is_said_of_nothing_else(show: Show, parties: tuple[str, str]) -> None:
    left, right = parties
    shown = show([*officers("NC SC", party=left), *officers("CO", party=right, given="Blair")])
    assert shown
    assert not shown.bipartisan
    assert "bipartisan" not in _draw(shown).casefold()


def test_without_any_party_nothing_is_said_of_parties(show: Show) -> None:
    assert said(show(officers("NC SC CO"))) == ""


def test_signature_that_was_withdrawn_makes_nothing_bipartisan(show: Show) -> None:
    signing = [*officers("NC SC CO", party="D"), *officers("KY", party="R", given="Blair")]
    shown = show(signing, withdrawn=signing[-1:])
    assert shown
    assert not shown.bipartisan


TERMS = """\
{office: OFFICE, from: 2010, to: 2014, party: Republican}
{office: OFFICE, from: 2015, party: Democratic}"""
UNSURE = """\
{office: OFFICE, to: 2020, party: Republican}
{office: OFFICE, from: 2020, party: Democratic}"""


def test_party_is_that_of_the_day_of_signing(show: Show, tmp_path: Path) -> None:
    switched = [one._replace(terms=TERMS) for one in officers("NC SC CO")]
    shown = show(switched)
    assert shown
    assert shown.parties == (("Democratic", 3),)
    before = signed_by(switched, date="2012-01-01")
    made = archive(write(tmp_path, {"2012-01-01-b.md": before}))
    shown = coalition(made, made.letters["2012-01-01-b"])
    assert shown
    assert shown.parties == (("Republican", 3),)


def test_day_is_that_of_the_signature_and_not_of_the_letter(tmp_path: Path) -> None:
    switched = [one._replace(terms=TERMS) for one in officers("NC SC CO")]
    text = signed_by(switched, date="2016-01-01").replace(
        "- Avery Ash", "- {name: Avery Ash, signed: 2014-12-01}"
    )
    made = archive(write(tmp_path, {**registries(switched), "2016-01-01-a.md": text}))
    shown = coalition(made, made.letters["2016-01-01-a"])
    assert shown
    assert shown.parties == (("Democratic", 2), ("Republican", 1))


def test_no_party_is_guessed_where_two_terms_meet(show: Show) -> None:
    unsure = [one._replace(terms=UNSURE) for one in officers("NC")]
    shown = show([*unsure, *officers("SC CO", party="Democratic", given="Blair")])
    assert shown
    assert (shown.parties, shown.unknown, shown.bipartisan) == ((("Democratic", 2),), 1, False)


def test_office_and_party_may_say_anything(show: Show) -> None:
    bad = '<script>alert(1)</script> & "Sons"'
    shown = show([*officers("NC SC CO", bad, bad), *officers("NC SC CO", bad + "2", bad, given="Blair")])
    section = drawn(shown)
    assert section.xpath("//script") == []
    assert section.xpath("//figcaption/b/text()") == [bad]
    assert section.xpath("//details/figure/@aria-label") == [bad + "2"]
    assert said(shown) == f"By party, on the day of signing: 6 {bad}."


def test_page_is_another_one_when_the_map_is(tmp_path: Path) -> None:
    """What is remembered of a page goes by its facts: they hold all that the map shows."""
    signing = officers("NC SC CO", party="Democratic")
    digests = set()
    for change in ("", "party", "jurisdiction", "role"):
        one = signing[0]
        other = {
            "party": one._replace(terms="{office: OFFICE, party: Republican}"),
            "jurisdiction": one._replace(jurisdiction="US-TX"),
            "role": one._replace(role="Governor"),
        }.get(change, one)
        folder = tmp_path / (change or "none")
        folder.mkdir()
        files = {**registries([other, *signing[1:]]), f"{LETTER}.md": signed_by(signing)}
        made = archive(write(folder, files))
        digests.add(encoded(letter_facts(made, list(made.letters), 0).values))
    assert len(digests) == 4


def test_maps_are_small_and_equal_ones_are_drawn_once() -> None:
    maps = Maps(Templates([], {}, {}, {}).environment)
    first, second = (maps.draw(Figure(role, ("NC", "SC"), ("CO",))) for role in ("Governor", "Treasurer"))
    assert first is second
    codes = tuple(TILES)
    drawn = [maps.draw(Figure("", codes[:end], codes[end : end + 3])) for end in range(1, len(codes) + 1)]
    assert max(len(one.encode()) for one in drawn) < 4_100
    assert "Not among" not in drawn[-1]
