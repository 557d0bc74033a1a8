"""Corrections in the open: on the letter, in its text, in feeds, in search, and all on one page."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import toy
from sites import SMALL, Site, build, write
from undersigned.model.letter import Correction
from undersigned.outputs.search import letter_document
from undersigned.render.bodies import Bodies
from undersigned.render.body import Body
from undersigned.render.marking import mark_corrections
from undersigned.views.differences import difference
from undersigned.work.memory import Nothing

CORRECTED = "letters/2025-06-06-corrected-letter/"
RIVER = "letters/2021-05-03-keep-the-river-clean/"
READERS = "letters/2021-05-03-statement-of-the-readers/"
WORDS = st.lists(st.sampled_from(["a", "b", "c", "the", "lamp", "river"]), max_size=8).map(" ".join)


@given(WORDS, WORDS)
def test_difference_is_made_of_both_texts(was: str, now: str) -> None:
    pieces = difference(was, now)
    assert " ".join(piece.text for piece in pieces if piece.how != "new") == was
    assert " ".join(piece.text for piece in pieces if piece.how != "gone") == now


def test_difference_is_word_by_word() -> None:
    assert [tuple(piece) for piece in difference("the old lamp shines", "the new lamp shines bright")] == [
        ("same", "the"),
        ("gone", "old"),
        ("new", "new"),
        ("same", "lamp shines"),
        ("new", "bright"),
    ]


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    assert [piece.how for piece in difference("a " * 1500, "a " * 1501)] == ["gone", "new"]


def correction(now: str, kind: str = "text") -> Correction:
    return Correction.model_validate({"date": "2020-01-01", "kind": kind, "was": "x", "now": now})


def marked(paragraph: str, now: str, kind: str = "text") -> tuple[str, list[str], str]:
    """Return the place that was found, the texts of all marks, and all text of the paragraph."""
    place = fromstring(f'<p id="p1">{paragraph}</p>')
    (found,) = mark_corrections([place], [correction(now, kind)], "en")
    return found, [mark.text or "" for mark in place.iter("mark")], "".join(place.itertext())


@pytest.mark.parametrize(
    ("paragraph", "now", "marks"),
    [
        ("The river was green.", "was green", ["was green"]),
        ("The <em>river</em> was green.", "river was", ["river", " was"]),
        (
            "The <em>river was</em> green in <strong>April</strong>.",
            "was green in April",
            ["was", " green in ", "April"],
        ),
        ("The river\nwas green.", "river was", ["river\nwas"]),
        ("The “river” was green.", '"river" was', ["“river” was"]),
        ("The river<sup><a href='#fn:1'>1</a></sup> was green.", "river was", ["river", " was"]),
        ("One line<br />and another.", "line and", []),
        ("The river.", "rive", []),
        ("The river.", "River", []),
        ("The river.", "r", []),
    ],
)
def test_words_of_a_correction_are_marked(paragraph: str, now: str, marks: list[str]) -> None:
    found, texts, text = marked(paragraph, now)
    assert texts == marks
    assert found == ("p1" if marks else "")
    assert text == "".join(fromstring(f"<p>{paragraph}</p>").itertext())


def test_thousands_of_corrections_of_the_same_words_are_marked_once() -> None:
    place = Element("p", id="p1")
    place.text = "The river was green."
    found = mark_corrections([place], [correction("green")] * 5_000, "en")
    assert found[0] == found[999] == "p1"
    assert [mark.text for mark in place.iter("mark")] == ["green"]


def test_what_the_archive_says_is_marked_nowhere() -> None:
    assert marked("The river.", "river", "metadata")[0] == ""


@given(st.text(alphabet="ab “\"'<&\n", max_size=20), st.text(alphabet="ab “\"'<&\n", min_size=1, max_size=6))
def test_marks_change_no_text(text: str, now: str) -> None:
    if not now.strip():
        return
    place = Element("p", {"id": "p1"})
    place.text = text
    mark_corrections([place], [correction(now)], "en")
    assert "".join(place.itertext()) == text


@pytest.fixture(scope="module")
def site(toy: Site) -> Site:
    return toy


def spoken(site: Site, address: str, xpath: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in site.pages[address].tree.xpath(xpath)]


class TestLetter:
    def test_says_at_the_top_that_it_was_corrected(self, site: Site) -> None:
        assert spoken(site, CORRECTED, "//header//p[@role='note']") == [
            "Corrected January 2, 2026: what was changed"
        ]
        assert site.pages[CORRECTED].values("//header//p[@role='note']/a/@href") == ["#corrections"]

    def test_each_correction_with_its_difference_in_words(self, site: Site) -> None:
        assert spoken(site, CORRECTED, "//li[@id='correction-1']") == [
            "June 8, 2025 · Name · signatures Blair taken out: Simple; put in: Sample;"
        ]
        assert spoken(site, CORRECTED, "//li[@id='correction-3']") == [
            "June 10, 2025 · Transcription · paragraph 3 taken out: Lampes; put in: Lamps; A slip in copying."
        ]
        page = site.pages[CORRECTED]
        assert page.values("//li[@id='correction-3']//del/text()") == ["Lampes"]
        assert page.values("//li[@id='correction-3']//ins/text()") == ["Lamps"]

    def test_marks_the_passage_and_leads_there_and_back(self, site: Site) -> None:
        page = site.pages[CORRECTED]
        assert page.values("//p[@id='p3']/mark/text()") == ["Lamps"]
        assert page.values("//p[@id='p3']/a[@class='corrected']/@href") == ["#correction-3"]
        assert page.values("//li[@id='correction-3']//a/@href") == ["#p3"]

    def test_marks_a_name_at_the_signatures(self, site: Site) -> None:
        (said,) = spoken(site, CORRECTED, "//div[@role='group']/p")
        assert said == "Corrected on June 8, 2025: Blair Sample"

    def test_marks_a_name_where_it_stands(self, tmp_path: Path) -> None:
        letter = "letters/2025/2025-05-02-keep-it-open.md"
        correction = "corrections: [{date: 2025-06-01, kind: name, was: Robin, now: Robin Onlooker}]\n"
        recipients = "recipients: [Robin Onlooker]\n"
        text = SMALL[letter].replace("recipients: []\n", recipients + correction)
        site = build(write(tmp_path / "archive", {**SMALL, letter: text}), tmp_path / "site")
        address = "letters/2025-05-02-keep-it-open/"
        said = "Corrected on June 1, 2025: Robin Onlooker"
        assert spoken(site, address, "//div[@id='recipients']/p") == [said]
        assert spoken(site, address, "//div[@id='signatures']/p") == []
        assert site.pages[address].values("//li[@id='correction-1']//a/@href") == ["#recipients"]

    def test_description_of_a_withdrawn_letter_says_so(self, site: Site) -> None:
        for name in ("description", "og:description"):
            xpath = f"//meta[@name='{name}' or @property='{name}']/@content"
            assert site.pages[READERS].values(xpath)[0].startswith("Withdrawn on May 4, 2021. We agree")
        text = (site.folder / READERS / "index.txt").read_text(encoding="utf-8")
        assert text.startswith("[Withdrawn on May 4, 2021]\n")

    def test_withdrawn_letter_and_signature_say_so(self, site: Site) -> None:
        (said,) = spoken(site, READERS, "//header//p[@role='note']")
        assert said.startswith("Withdrawn on ")
        (said,) = spoken(site, RIVER, "//ul[@class='signed']/li[.//em]")
        assert said.startswith("Blair Sample")
        assert said.endswith("Signature withdrawn on June 1, 2021")


def test_paragraph_that_was_taken_out_keeps_its_place(tmp_path: Path) -> None:
    letter = "letters/2025/2025-05-02-keep-it-open.md"
    text = SMALL[letter].replace("It is the one warm", "It is the one warm room. {#p4}\n\nAnd the last")
    page = build(write(tmp_path / "archive", {**SMALL, letter: text}), tmp_path / "site").pages[
        "letters/2025-05-02-keep-it-open/"
    ]
    assert page.values("//article//p/@id") == ["p1", "p4", "p5"]
    assert page.values("//p[@id='p4']/a[@class='gone']/@id") == ["p2", "p3"]
    assert page.values("//p[@id='p4']/a[@class='gone']/@aria-label") == [
        "Paragraph 2 was taken out",
        "Paragraph 3 was taken out",
    ]
    assert (tmp_path / "site/letters/2025-05-02-keep-it-open/index.txt").read_text().count("taken out") == 0


class TestEverywhere:
    def test_page_of_all_changes_from_the_newest(self, site: Site) -> None:
        titles = spoken(site, "corrections/", "//li//h3")
        assert titles[:4] == ["A letter that was corrected in the open"] * 4
        lines = spoken(site, "corrections/", "//li//p[@class='row__line']")
        assert lines[:3] == [
            "What the archive says: The topic was added.",
            "Transcription: A slip in copying.",
            "Text: The fourth paragraph was left out.",
        ]
        assert "Withdrawn: The circle had not voted on it." in lines
        assert "Signature withdrawn: Blair Sample" in lines
        assert site.pages["corrections/"].values("//li[1]//h3/a/@href")[0] == f"../{CORRECTED}#correction-4"

    def test_every_page_leads_there(self, site: Site) -> None:
        assert site.pages["people/"].values("//footer//a[.='Corrections']/@href") == ["../corrections/"]

    def test_feeds_show_it_again(self, site: Site) -> None:
        feed = fromstring((site.folder / "feed.xml").read_text())
        atom = "{http://www.w3.org/2005/Atom}"
        (entry,) = (
            one
            for one in feed.iter(f"{atom}entry")
            if "corrected in the open" in (one.findtext(f"{atom}title") or "")
        )
        assert (entry.findtext(f"{atom}updated") or "").startswith("2026-01-02")
        assert "“Lampes” is now “Lamps”." in (entry.findtext(f"{atom}content") or "")

    def test_search_engines_are_told(self, site: Site) -> None:
        (text,) = site.pages[CORRECTED].values("//script[@type='application/ld+json']/text()")
        said = "“Lampes” is now “Lamps”. A slip in copying."
        assert f'{{"@type":"CorrectionComment","text":"{said}","dateCreated":"2025-06-10"}}' in text


def test_no_corrections_yet(tmp_path: Path) -> None:
    page = build(write(tmp_path / "archive", SMALL), tmp_path / "site").pages["corrections/"]
    assert "Nothing has been corrected or withdrawn." in page.text


def test_long_list_is_parted_by_year_and_month(tmp_path: Path) -> None:
    lines = "".join(
        f"  - {{date: 20{26 + n // 280}-{n % 280 // 28 + 1:02}-{n % 28 + 1:02}, kind: text, note: N{n}}}\n"
        for n in range(310)
    )
    letter = "letters/2025/2025-05-02-keep-it-open.md"
    text = SMALL[letter].replace("recipients: []\n", f"recipients: []\ncorrections:\n{lines}")
    site = build(write(tmp_path / "archive", {**SMALL, letter: text}), tmp_path / "site")
    assert site.pages["corrections/"].values("//ul[@class='parts']//a/@href") == [
        "../corrections/2027/",
        "../corrections/2026/",
    ]
    assert len(site.pages["corrections/2027/"].tree.xpath("//ol[@class='rows']/li")) == 30
    assert len(site.pages["corrections/2026/"].tree.xpath("//ol[@class='rows']/li")) == 280


class TestNext:
    def test_dated_list_on_the_letter(self, site: Site) -> None:
        steps = spoken(site, RIVER, "//section[@aria-labelledby='next']//li")
        assert steps == [
            "May 31, 2021 Deadline Day by which an answer was asked for",
            "Jun 10, 2021 Response The department answers",
            "Jul 1, 2021 Press release The desk on what happened",
            "Apr 5, 2023 Outcome The river is clean",
        ]
        assert site.pages[RIVER].values("//section[@aria-labelledby='next']//a/@href") == [
            "https://department.example.org/answers/12",
            "https://press.example.org/river",
            "../../letters/2023-04-05-gracias-por-el-rio/",
        ]

    def test_letters_that_follow_stand_among_the_events(self, tmp_path: Path) -> None:
        letters = {
            f"letters/2025-0{n}-01-l{n}.md": (
                f"---\ntitle: Letter {n}\ndate: 2025-0{n}-01\nrecipients: []\nalso_signed: Ana\n"
                + (f"follows: [2025-0{n - 1}-01-l{n - 1}]\n" if n > 1 else "")
                + ("events: [{date: 2025-03-15, kind: outcome, title: The end}]\n" if n == 1 else "")
                + "---\nText.\n"
            )
            for n in range(1, 5)
        }
        files = {key: text for key, text in SMALL.items() if "keep-it-open" not in key and "about" not in key}
        site = build(write(tmp_path / "archive", {**files, **letters}), tmp_path / "site")
        steps = spoken(site, "letters/2025-01-01-l1/", "//section[@aria-labelledby='next']//li")
        assert steps == ["Feb 1, 2025 Letter that followed Letter 2", "Mar 15, 2025 Outcome The end"]
        exchange = spoken(site, "letters/2025-02-01-l2/", "//section[h2='The whole exchange']//li")
        assert exchange[0].startswith("Letter 1")
        assert exchange[1:2] == ["This letter"]
        assert [one[:8] for one in exchange[2:]] == ["Letter 3", "Letter 4"]

    def test_feeds_and_data_have_it(self, site: Site) -> None:
        feed = (site.folder / "feed.xml").read_text()
        assert "What happened next" in feed
        assert "June 10, 2021: Response:" in feed


def test_search_says_what_became_of_a_letter_and_finds_what_stood_there() -> None:
    found = letter_document(toy(), toy().whole(key := CORRECTED.split("/")[1]), body_of(key))
    assert found.line == "to Avery Example · 2 signatories · corrected"
    assert "Lampes" in found.extra.split("\n")
    found = letter_document(toy(), toy().whole(key := READERS.split("/")[1]), body_of(key))
    assert found.line == "open letter · 2 signatories · withdrawn"


def body_of(key: str) -> Body:
    return Bodies(toy(), Nothing()).open(key).body
