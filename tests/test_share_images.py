"""Share images: what they say, that all of it is seen in every script, and that nothing stops them."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from unicodedata import category, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, features
from PIL.ImageFont import FreeTypeFont, Layout, truetype

from sources import NOW, TOY, archive, letter, write
from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.model.settings import Settings
from undersigned.outputs.share_images import Words, draw, drawing, faces, key, site_words, words
from undersigned.outputs.share_images.bidi import Direction, levels, paragraph_direction, visual_order
from undersigned.outputs.share_images.clusters import clusters
from undersigned.outputs.share_images.drawing import MEASURE, PAPER, SIGNED, TITLE
from undersigned.outputs.share_images.faces import Face
from undersigned.outputs.share_images.lines import Block, fit
from undersigned.outputs.share_images.unshaped import joined, turned

WIDTH, HEIGHT = 1200, 630
EDGE, SIDE = 40, 80
"""Where nothing may be drawn, and where no text should."""
WORDS = Words(
    title="Attorneys general ask the President to act on money laundering",
    date="March 23, 2026",
    signed="signed by Avery Example, Blair Sample and 38 others",
    site="Example letters",
    language="en",
)
LONG = " ".join(f"word{number:03}" for number in range(300))
SCRIPTS = {
    "Latin": "Gracias por el río, Łódź, Đặng, ɛɔŋ",
    "Greek": "Ανοιχτή επιστολή",
    "Cyrillic": "Открытое письмо",
    "Arabic": "رسالة مفتوحة",
    "Hebrew": "מכתב גלוי",
    "Devanagari": "खुला पत्र",
    "Bengali": "খোলা চিঠি",
    "Gurmukhi": "ਖੁੱਲ੍ਹੀ ਚਿੱਠੀ",
    "Gujarati": "ખુલ્લો પત્ર",
    "Tamil": "திறந்த கடிதம்",
    "Telugu": "బహిరంగ లేఖ",
    "Kannada": "ಬಹಿರಂಗ ಪತ್ರ",
    "Malayalam": "തുറന്ന കത്ത്",
    "Sinhala": "විවෘත ලිපිය",
    "Thai": "จดหมายเปิดผนึก",
    "Lao": "ຈົດຫມາຍ",
    "Khmer": "លិខិតចំហ",
    "Burmese": "အိတ်ဖွင့်ပေးစာ",
    "Ethiopic": "ግልጽ ደብዳቤ",
    "Georgian": "ღია წერილი",
    "Armenian": "Բաց նամակ",
    "Chinese": "公开信，致市议会",
    "Japanese": "公開書簡をリバーサイドへ",
    "Korean": "공개 서한",
}
HOSTILE = (
    "",
    " \n\t",
    "a\x00b\x1b[31m\r\n\u2028c\ufeff\ufffe\ud800",
    "\u202eevil\u202c \u2067x\u2069",
    "\u0301 starts with a mark",
    "Z" + "\u0301\u0323" * 200 + "algo",
    "क्" * 300,
    "\u200d\u200c" * 100 + "می\u200cخواهم",
    "👩‍👩‍👧‍👦🎉🏳️‍🌈",
    "\ufdfd" * 9,
    "x" * 500,
    "م" * 500,
    "國" * 2000,
    LONG,
    "…" * 700,
    "\U000e0001\U0010ffff\u3164",
    "(" * 200 + "א" + ")" * 200,
)
KEEP_RIVERSIDE = "2025-05-02-keep-the-riverside-library-open"


@pytest.fixture(scope="module")
def toy() -> Archive:
    return load(Settings(folder=TOY, site_name="Toy letters", time_zone="America/New_York"), NOW)


@pytest.fixture
def unshaped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a system without FriBidi, where Pillow neither joins letters nor turns them."""
    caches = (faces.font, faces.length, faces.reach, drawing._mask)
    for cache in caches:
        cache.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(faces, "SHAPES", False)
        yield
    for cache in caches:
        cache.cache_clear()


shaped = pytest.mark.skipif(not features.check("raqm"), reason="this system's Pillow has no FriBidi")


def image(said: Words) -> Image.Image:
    return Image.open(BytesIO(draw(said))).convert("RGB")


def ink(said: Words, box: tuple[int, int, int, int] = (0, 0, WIDTH, HEIGHT)) -> tuple[int, int, int, int]:
    """Return what is drawn on of `box`: left, top, right, bottom, from the image's corner."""
    picture = image(said).crop(box)
    paper = Image.new("RGB", picture.size, PAPER)
    left, top, right, bottom = ImageChops.difference(picture, paper).getbbox() or (0, 0, 0, 0)
    return left + box[0], top + box[1], right + box[0], bottom + box[1]


def title_ink(said: Words) -> tuple[int, int]:
    """Return the left and the right end of what the title alone draws, between the stroke and the rule."""
    left, _, right, _ = ink(said._replace(date="", signed="", site=""), (0, 80, WIDTH, HEIGHT - 90))
    return left, right


def rows(block: Block) -> list[str]:
    return ["".join(cluster.text for cluster in row) for row in block.rows]


def title(text: str, height: int = 270) -> list[str]:
    """Return the lines of a title."""
    return rows(fit(text, "semibold", TITLE, MEASURE, height))


@pytest.mark.parametrize(
    ("key", "signed", "notice"),
    [
        ("2015-01-12-open-records", "signed by Avery Example", ""),
        ("2016-02-29-statement-on-the-leap-day", "signed by Avery Example and Francis Dummy", ""),
        ("2021-05-03-keep-the-river-clean", "signed by Avery Example, Francis Dummy and 28 others", ""),
        (KEEP_RIVERSIDE, "signed by Ana Pérez and Lena Tran", ""),
        (
            "2021-05-03-statement-of-the-readers",
            "signed by Northland Readers' Circle and Department of Examples",
            "Withdrawn on May 4, 2021",
        ),
    ],
)
def test_an_image_says_who_signed_and_what_was_withdrawn(
    toy: Archive, key: str, signed: str, notice: str
) -> None:
    said = words(toy, toy.whole(key))
    assert (said.signed, said.notice) == (signed, notice)


def test_an_image_says_the_title_the_day_and_the_archive(toy: Archive) -> None:
    said = words(toy, toy.whole("2023-04-05-gracias-por-el-rio"))
    assert said[:2] == ("Gracias por el río", "April 5, 2023")
    assert (said.site, said.language) == ("Toy letters", "es")


@pytest.mark.parametrize(
    ("front", "signed", "says"),
    [
        ("erased: 12", "", "signed by 12 people"),
        ("erased: 1", "", "signed by 1 person"),
        ("erased: 1", "Ana", "signed by Ana and 1 other"),
        ("erased: 7", "|\n  Ana\n  Ben\n  Cleo", "signed by Ana, Ben and 8 others"),
        ("", "|\n  Ana\n  Ben\n  Cleo\n  Dan", "signed by Ana, Ben and 2 others"),
        ("signatories: [{name: Avery Example, withdrawn: 2020-02-02}]", "", "open letter"),
        (
            "signatories: [{name: Avery Example, withdrawn: 2020-02-02}]\nrecipients: [The Mayor]",
            "",
            "letter",
        ),
        (
            "signatories: [{name: Avery Example, withdrawn: 2020-02-02}, {name: Blair Sample}]",
            "",
            "signed by Blair Sample",
        ),
    ],
)
def test_every_signature_that_stands_is_counted(tmp_path: Path, front: str, signed: str, says: str) -> None:
    people = "avery-example: {name: Avery Example}\nblair-sample: {name: Blair Sample}\n"
    files = {"2020/2020-01-01-a-letter.md": letter(front, signed=signed)}
    small = archive(write(tmp_path, files | ({"people.yml": people} if "signatories" in front else {})))
    assert words(small, small.whole("2020-01-01-a-letter")).signed == says


def test_the_archives_image_says_its_name_its_publisher_and_its_address() -> None:
    said = Settings(
        folder=TOY, site_name="Toy letters", site_url="https://toy.example/archive/", publisher="The readers"
    )
    expected = Words("Toy letters", "", "published by The readers", "toy.example/archive", "en")
    assert site_words(said) == expected
    assert (
        site_words(Settings(folder=TOY, site_name=" ", site_url="https://toy.example/")).title
        == "toy.example"
    )
    assert site_words(Settings(folder=TOY, site_name="Readers", publisher="Readers")).signed == ""


@pytest.mark.parametrize("said", [WORDS, WORDS._replace(title=LONG), Words("", "", "", "", "en")])
def test_an_image_is_a_small_png_of_the_size_that_readers_ask_for(said: Words) -> None:
    content = draw(said)
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (1200, 630), {})
    assert len(content) < 25_000


def test_the_same_words_give_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys; from undersigned.outputs.share_images import Words, draw, key;"
        f"w = Words(*{tuple(WORDS)!r}); sys.stdout.buffer.write(key(w) + draw(w))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        assert done.stdout == key(WORDS) + draw(WORDS)


def test_a_key_is_that_of_the_words_and_no_other() -> None:
    changed = [WORDS._replace(**{field: "de"}) for field in Words._fields]
    shifted = [WORDS._replace(date="", signed=WORDS.date + WORDS.signed)]
    keys = [key(said) for said in (WORDS, *changed, *shifted)]
    assert len(set(keys)) == len(keys)
    assert {len(one) for one in keys} == {20}
    assert key(Words(*WORDS)) == keys[0]


def test_a_key_changes_with_a_typeface_and_not_with_its_licence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    monkeypatch.setattr(faces, "FOLDER", tmp_path / "fonts")
    stamps = []
    for name, content in (("a.ttf", "1"), ("LICENSE.md", "2"), ("a.ttf", "3"), ("b.ttf", "3")):
        (tmp_path / "fonts" / name).write_text(content, encoding="utf-8")
        stamps.append(faces.stamp.__wrapped__())
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("text", [*SCRIPTS.values(), *HOSTILE])
def test_nothing_is_drawn_near_the_edge(text: str) -> None:
    left, top, right, bottom = ink(Words(text, text, text, text, "en", text))
    assert left >= EDGE
    assert top >= EDGE
    assert right <= WIDTH - EDGE
    assert bottom <= HEIGHT - EDGE


@pytest.mark.parametrize("text", [*SCRIPTS.values(), *(LONG[: 7 * n] for n in range(3, 60, 4)), "x" * 500])
def test_titles_keep_to_the_margins(text: str) -> None:
    left, right = title_ink(WORDS._replace(title=text))
    # A letter may lean a little out of its place.
    assert left >= SIDE - 8
    assert right <= WIDTH - SIDE + 8


@pytest.mark.usefixtures("unshaped")
@pytest.mark.parametrize("text", [*SCRIPTS.values(), *HOSTILE])
def test_everything_is_drawn_without_fribidi_too(text: str) -> None:
    left, top, right, bottom = ink(Words(text, text, text, text, "ar", text))
    assert EDGE <= left < right <= WIDTH - EDGE
    assert EDGE <= top < bottom <= HEIGHT - EDGE


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Words, *[st.text(max_size=80)] * 4, st.sampled_from(["en", "ar", "zh-Hant"]), st.text(max_size=40)
    )
)
def test_no_words_stop_an_image(said: Words) -> None:
    left, top, right, bottom = ink(said)
    assert EDGE <= left < right <= WIDTH - EDGE
    assert EDGE <= top < bottom <= HEIGHT - EDGE


def test_titles_shrink_in_steps_and_then_end_at_a_word() -> None:
    sizes = []
    for count in (1, 4, 9, 15, 24, 300):
        block = fit(" ".join(LONG.split()[:count]), "semibold", TITLE, MEASURE, 270)
        sizes.append(block.size)
        assert block.height <= 270
        last = rows(block)[-1]
        assert last.endswith("…") == (count == 300)
        assert last.removesuffix("…").split()[-1] in LONG.split()
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 3
    assert draw(WORDS._replace(title=LONG)) != draw(
        WORDS._replace(title=" ".join(title(LONG)).removesuffix("…"))
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Keep the Riverside library open", ["Keep the Riverside", "library open"]),
        ("The Undersigned Archive", ["The Undersigned Archive"]),
        ("Dampfschifffahrts-Gesellschaft der Donau", ["Dampfschifffahrts-", "Gesellschaft der Donau"]),
    ],
)
def test_no_word_stands_alone_where_that_can_be_helped(text: str, lines: list[str]) -> None:
    assert title(text) == lines


@pytest.mark.parametrize("before", range(26))
def test_chinese_and_japanese_lines_end_where_readers_expect_it(before: int) -> None:
    text = (
        "市議会へのリバーサイド図書館を「閉館」しないでください、お願いします。ちょっと待って！"
        "致市议会的“公开信”：请保留（河滨）图书馆。"
    )
    found = title("公" * before + text)
    assert len(found) > 1
    for line in found:
        assert line[0] not in "。、，！：）”」ーょっ"
        assert line[-1] not in "“「（"
    assert any("リバーサイド" in line for line in found)


@pytest.mark.parametrize("length", range(1, 13))
def test_what_is_too_long_ends_at_a_word(length: int) -> None:
    text = LONG.replace("word", "m" * length)
    shown = " ".join(title(text))
    assert shown.endswith("…")
    assert text.startswith(shown.removesuffix("…") + " ")


def test_no_comma_dangles_before_an_ellipsis() -> None:
    found = title(LONG.replace(" ", ", "))[-1]
    assert found[-2].isdigit()


def test_a_word_that_no_line_holds_is_cut_between_letters_and_loses_none() -> None:
    word = "Donaudampfschifffahrtselektrizita\u0308tenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    assert "".join(title(word)) == normalize("NFC", word)
    assert "".join(title("x" * 500)).strip("x") == "…"


def test_names_of_many_signatories_are_not_cut_before_all_are_counted() -> None:
    said = (
        "signed by The National Association of Long Names, The Other Association of Long Names and 38 others"
    )
    assert " ".join(rows(fit(said, "regular", SIGNED, MEASURE, HEIGHT))) == said


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_has_a_face_that_shows_it(script: str) -> None:
    text = SCRIPTS[script]
    for weight in ("semibold", "regular"):
        assert "".join(cluster.text for cluster in clusters(text, weight)) == normalize("NFC", text)


@pytest.mark.parametrize("face", [*faces.LATIN.values(), *faces.OTHERS], ids=lambda face: face.file)
def test_a_face_shows_what_its_table_says_and_a_box_for_what_it_does_not(face: Face) -> None:
    said = sorted(faces.shown_by(face))
    font = truetype(faces.FOLDER / face.file, 24, layout_engine=Layout.BASIC)
    box = drawn(font, "\U0010fffe")
    # Some of the private area, and spaces, are drawn as boxes or as nothing on purpose.
    boxes = [code for code in said[:: 1 + len(said) // 1500] if drawn(font, chr(code)) == box]
    assert boxes == []
    missing = [code for code in range(0x20, 0x3000, 7) if code not in faces.shown_by(face)]
    plain = [code for code in missing if category(chr(code)) in {"Lu", "Ll", "Lo", "Po", "Sm"}]
    assert plain
    assert [code for code in plain if drawn(font, chr(code)) != box] == []


def drawn(font: FreeTypeFont, text: str) -> tuple[bytes, tuple[int, int]]:
    mask, _ = font.getmask2(text, "L")
    return bytes(mask), mask.size


def test_what_no_face_shows_is_left_out() -> None:
    plain = draw(WORDS._replace(title="Save the park"))
    assert draw(WORDS._replace(title="Save 🌳 the 🌳🌳 park 🎉\ufe0f")) == plain
    assert draw(WORDS._replace(title="\u202eSa\u200bve\nthe\x00pa\u00adrk\x07")) == plain
    # Letters made for looks are the letters that they look like.
    assert draw(WORDS._replace(title="𝐒𝐚𝐯𝐞 the park")) == plain


@pytest.mark.usefixtures("unshaped")
def test_what_nobody_sees_is_left_out_without_fribidi_too() -> None:
    assert draw(WORDS._replace(title="Sa\u00adve the\u200b\u200f pa\u2060rk")) == draw(
        WORDS._replace(title="Save the park")
    )


def seen(text: str, language: Direction = "ltr") -> str:
    """Return a text as it stands from left to right; capitals are Hebrew letters, from N on Arabic ones."""
    hebrew = {ord("A") + number: 0x5D0 + number for number in range(13)}
    arabic = {ord("N") + number: 0x62D + number for number in range(13)}
    real = text.translate(hebrew | arabic)
    order = visual_order(levels(real, paragraph_direction(real, language)))
    return "".join(text[place] for place in order)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("plain words (12)", "ltr", "plain words (12)"),
        ("ABC DEF", "ltr", "FED CBA"),
        ("ABC 25 DEF 2026", "ltr", "2026 FED 25 CBA"),
        ("ABC wechat DEF", "ltr", "FED wechat CBA"),
        ("ABC (wechat) DEF", "ltr", "FED )wechat( CBA"),
        ("ABC (D wechat)", "ltr", ")wechat D( CBA"),
        ("signed by ABC, DEF and 3 others", "ltr", "signed by FED ,CBA and 3 others"),
        ("wechat ABC", "rtl", "CBA wechat"),
        ("wechat ABC", "ltr", "wechat CBA"),
        ("wechat", "rtl", "wechat"),
        ("2026 (1)", "rtl", ")1( 2026"),
        ("ABC 10-12% DEF", "ltr", "FED 10-12% CBA"),
        ("NOP 10-12 QR", "ltr", "RQ 12-10 PON"),
        ("a (AB c) d", "ltr", "a (BA c) d"),
        ("A b(c)", "ltr", "b(c) A"),
    ],
)
def test_words_of_both_directions_stand_in_their_order(text: str, language: Direction, expected: str) -> None:
    assert seen(text, language) == expected


@given(st.text(alphabet="ab AB12()[],.-%\u0300", max_size=30), st.sampled_from(["ltr", "rtl"]))
def test_every_character_stands_in_one_place(text: str, language: Direction) -> None:
    assert sorted(seen(text, language)) == sorted(text)


def test_a_title_written_from_the_right_stands_at_the_right() -> None:
    left, right = title_ink(WORDS._replace(title="رسالة", language="ar"))
    assert left > WIDTH / 2
    assert right > WIDTH - SIDE - 20
    left, right = title_ink(WORDS._replace(title="Letter"))
    assert left < SIDE + 20
    assert right < WIDTH / 2
    # A foreign name may come first.
    assert title_ink(WORDS._replace(title="WeChat رسالة", language="ar"))[1] > WIDTH - SIDE - 20


@shaped
def test_arabic_is_drawn_without_fribidi_as_with_it(request: pytest.FixtureRequest) -> None:
    text = Words("مدرسة لا تغلق، رسالة إلى المجلس (حول القانون)", "", "", "", "ar")
    dark, ends = [], []
    for _ in range(2):
        dark.append(sum(image(text).convert("L").histogram()[:128]))
        ends.append(title_ink(text))
        request.getfixturevalue("unshaped")
    assert dark[1] == pytest.approx(dark[0], rel=0.01)
    assert ends[1] == pytest.approx(ends[0], abs=8)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("سلام", "ﺳﻼﻡ"),
        ("بب", "ﺑﺐ"),
        ("ببب", "ﺑﺒﺐ"),
        ("دار", "ﺩﺍﺭ"),
        ("بَب", "ﺑَﺐ"),
        ("می\u200cخ", "ﻣﯽﺥ"),
        ("ه\u200d", "ﻫ"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_arabic_letters_are_joined_without_fribidi(text: str, forms: str) -> None:
    assert joined(text) == forms


def test_brackets_of_a_turned_line_look_the_other_way() -> None:
    assert turned("(אב) [ג") == "ג] (בא)"


def test_the_fonts_are_all_used_licensed_and_small() -> None:
    files = {path.name for path in faces.FOLDER.glob("*.[ot]tf")}
    assert files == {face.file for face in (*faces.LATIN.values(), *faces.OTHERS)}
    assert len(list(faces.FOLDER.glob("LICENSE-*"))) == 3
    assert sum(path.stat().st_size for path in faces.FOLDER.iterdir()) < 7_000_000
    said = (faces.FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(
        name in said for name in ("SourceSerif4-Semibold.ttf", "NotoNaskhArabic-SemiBold.ttf", "DroidSans")
    )
