"""The search index: the same for the same documents, true to their text, and whole or refused."""

import gzip
import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import cbor2
import pytest

from undersigned.outputs.search import Bundle, Document, SearchIndexError, build_index
from undersigned.outputs.search import index as search
from undersigned.outputs.search.pagefind import put_in_order

Build = Callable[..., Bundle | None]
ASSETS = Path(search.__file__).parents[2] / "theme" / "assets" / "undersigned"

LETTER = Document(
    address="letters/2026-03-23-fentanyl/",
    kind="letter",
    title="Attorneys general ask about fentanyl",
    date="2026-03-23",
    language="en",
    line="to Donald J. Trump · 6 cosignatories",
    filters={"topic": ("Fentanyl", "WeChat"), "year": ("2026",), "signatory": ("Jeff Jackson",)},
    words="Mr. President:\n\nThe crisis continues.",
    extra="Jeff Jackson\nNorth Carolina Attorney General",
)
PERSON = Document(
    address="people/jeff-jackson/",
    kind="person",
    title="Jeff Jackson",
    date=None,
    language="en",
    line="signed 14 letters",
    filters={},
    words="",
    extra="",
)
HOSTILE = "a <script>alert(1)</script> \"b\" 'c' ]]> &lt; &amp; {{ d }} {% e %} </body> <!-- f -->"
ODD = (
    "100% true",
    'Say "no"',
    "back\\slash",
    "a:b, c[d]",
    "<b>&amp;",
    "Öl  und\nGas",
    "北京",
    "__proto__",
    "any",
)


class Index:
    """What a bundle says when it is read without Pagefind."""

    def __init__(self, bundle: Bundle | None) -> None:
        assert bundle is not None
        self.folder = bundle.folder
        (meta,) = self.folder.glob("*.pf_meta")
        _, self.pages, chunks, filters, sorts, self.fields = cbor2.loads(unpack(meta))
        self.fragments = [
            json.loads(unpack(self.folder / "fragment" / f"{name}.pf_fragment")) for name, _ in self.pages
        ]
        self.addresses = [fragment["url"] for fragment in self.fragments]
        self.sorts = {name: [self.addresses[page] for page in pages] for name, pages in sorts}
        self.filters = {name: self.filter(file) for name, file in filters}
        self.words: dict[str, set[str]] = {}
        for _, _, name in chunks:
            (words,) = cbor2.loads(unpack(self.folder / "index" / f"{name}.pf_index"))
            for word, pages, variants in words:
                self.words[word] = self.numbered(pages)
                self.words |= {spelled: self.numbered(where) for spelled, where in variants}

    def filter(self, file: str) -> dict[str, set[str]]:
        _, values = cbor2.loads(unpack(self.folder / "filter" / f"{file}.pf_filter"))
        return {value: {self.addresses[page] for page in pages} for value, pages in values}

    def numbered(self, pages: list[Any]) -> set[str]:
        """Return the addresses of a word's pages, each of which is numbered from the one before it."""
        numbers = [page[0] for page in pages]
        return {self.addresses[sum(numbers[: place + 1])] for place in range(len(numbers))}

    def shown(self, address: str) -> dict[str, Any]:
        fragment: dict[str, Any] = self.fragments[self.addresses.index(address)]
        return fragment


def unpack(path: Path) -> bytes:
    data = gzip.decompress(path.read_bytes())
    assert data.startswith(b"pagefind_dcd")
    return data.removeprefix(b"pagefind_dcd")


def contents(bundle: Bundle | None) -> dict[str, bytes]:
    assert bundle is not None
    files = (path for path in bundle.folder.rglob("*") if path.is_file())
    return {path.relative_to(bundle.folder).as_posix(): path.read_bytes() for path in files}


def many(count: int) -> list[Document]:
    """Make letters with many filters, and with words in several spellings, as these are kept apart."""
    chance = random.Random(7)
    words = ["résumé", "resumé", "resume", "rèsume", "peña", "pena", "über", "uber", *map(str, range(200))]
    letters = []
    for number in range(count):
        day = f"{chance.randint(1999, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        filters = {
            "topic": tuple(f"Topic {chance.randint(0, 40)}" for _ in range(4)),
            "year": (day[:4],),
            "signatory": tuple(f"Signatory {chance.randint(0, 300)}" for _ in range(20)),
        }
        letters.append(
            replace(
                LETTER,
                address=f"letters/{day}-{number}/",
                title=f"Letter {number} {chance.choice(words)}",
                date=day,
                filters=filters,
                words=" ".join(chance.choices(words, k=60)),
            )
        )
    return letters


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def build(*documents: Document, language: str = "en") -> Bundle | None:
        return build_index(documents, work=tmp_path, language=language)

    return build


def test_same_documents_same_bytes(tmp_path: Path) -> None:
    documents = many(300)
    first = build_index(documents, work=tmp_path / "0", language="en-US")
    for run in range(1, 4):
        random.Random(run).shuffle(documents)
        again = build_index(documents, work=tmp_path / str(run), language="en-US")
        assert contents(again) == contents(first)
        assert again is not None
        assert first is not None
        assert again.name == first.name == again.folder.name


def test_other_documents_other_name(build: Build) -> None:
    one, other = build(LETTER), build(replace(LETTER, line="to the President"))
    assert one is not None
    assert other is not None
    assert one.name != other.name
    assert build(LETTER) == one


def test_no_documents_no_bundle(tmp_path: Path) -> None:
    assert build_index([], work=tmp_path, language="en") is None
    assert list(tmp_path.iterdir()) == []


def test_bundle_holds_what_a_search_needs_and_no_more(build: Build) -> None:
    names = set(contents(build(LETTER)))
    (meta,) = (name for name in names if name.endswith(".pf_meta"))
    assert {name for name in names if "/" not in name} == {
        "pagefind.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
        meta,
    }
    assert {name.partition("/")[0] for name in names if "/" in name} == {"filter", "fragment", "index"}


def test_entry_names_the_index(build: Build) -> None:
    files = contents(build(LETTER, PERSON))
    entry = json.loads(files["pagefind-entry.json"])
    assert entry["languages"]["en"]["page_count"] == 2
    assert f"pagefind.{entry['languages']['en']['hash']}.pf_meta" in files


def test_language_without_stemming(build: Build) -> None:
    assert "wasm.unknown.pagefind" in contents(build(LETTER, language="cy"))


def test_filters_lead_to_their_documents(build: Build) -> None:
    documents = many(60)
    index = Index(build(*documents))
    for name in ("topic", "year", "signatory"):
        values = {value for document in documents for value in document.filters[name]}
        assert index.filters[name] == {
            value: {document.address for document in documents if value in document.filters[name]}
            for value in values
        }
    assert set(index.filters["kind"]) == {"letter"}


def test_filter_values_with_odd_characters(build: Build) -> None:
    letters = [
        replace(LETTER, address=f"letters/{number}/", filters={"topic": (value, value, " ")})
        for number, value in enumerate(ODD)
    ]
    assert Index(build(*letters)).filters["topic"] == {
        "100%25 true": {"letters/0/"},
        "Say %22no%22": {"letters/1/"},
        "back%5Cslash": {"letters/2/"},
        "a:b, c[d]": {"letters/3/"},
        "<b>%26amp;": {"letters/4/"},
        "Öl und Gas": {"letters/5/"},
        "北京": {"letters/6/"},
        "__proto__": {"letters/7/"},
        "any": {"letters/8/"},
    }


def test_order_by_date_is_exact_and_leaves_out_what_has_none(build: Build) -> None:
    documents = many(60)
    index = Index(build(*documents, PERSON))
    days = [index.shown(address)["meta"]["date"] for address in index.sorts["date"]]
    assert days == sorted(document.date for document in documents if document.date)
    assert set(index.sorts["date"]) == {document.address for document in documents}


def test_alike_results_come_newest_first_and_undated_last(build: Build) -> None:
    older = replace(LETTER, address="letters/1999-12-31-x/", date="1999-12-31")
    assert Index(build(PERSON, older, LETTER)).addresses == [LETTER.address, older.address, PERSON.address]


def test_hostile_text_stays_text(build: Build) -> None:
    letter = replace(
        LETTER, title=HOSTILE, line=HOSTILE, words=HOSTILE, extra="", filters={"topic": (HOSTILE,)}
    )
    index = Index(build(letter))
    shown = index.shown(letter.address)
    assert shown["content"] == HOSTILE
    assert shown["meta"]["title"] == shown["meta"]["line"] == HOSTILE
    assert {unquote(value) for value in index.filters["topic"]} == {HOSTILE}


def test_pagefinds_own_marks_are_only_words(build: Build) -> None:
    marks = "___PAGEFIND_WEIGHT___99 one ___END_PAGEFIND_WEIGHT___ ___PAGEFIND_ANCHOR___h2:0:two three"
    shown = Index(build(replace(LETTER, words=marks, extra=""))).shown(LETTER.address)
    assert shown["content"].replace("\u2060", "") == marks
    assert shown["anchors"] == []


def test_text_is_quoted_as_it_was_written(build: Build) -> None:
    shown = Index(build(LETTER)).shown(LETTER.address)
    assert shown["content"] == (
        "Mr. President: The crisis continues. Jeff Jackson · North Carolina Attorney General"
    )


def test_facts_are_shown_but_not_searched(build: Build) -> None:
    index = Index(build(LETTER))
    assert index.shown(LETTER.address)["meta"] == {
        "title": LETTER.title,
        "kind": "letter",
        "line": LETTER.line,
        "language": "en",
        "date": "2026-03-23",
    }
    assert {"fentanyl", "jackson", "carolina"} <= set(index.words)
    assert not {"cosignatori", "2026", "letter", "en", "everyth"} & set(index.words)
    assert index.shown(LETTER.address)["filters"] == {}


def test_document_without_words_is_found_by_its_title(build: Build) -> None:
    index = Index(build(LETTER, PERSON))
    assert index.words["jeff"] == {LETTER.address, PERSON.address}
    assert index.shown(PERSON.address)["content"] == ""


def test_every_document_has_the_word_for_everything(build: Build) -> None:
    index = Index(build(LETTER, PERSON))
    assert index.words[search.EVERYTHING] == {LETTER.address, PERSON.address}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "Las bibliotecas públicas", {"públicas", "publica"}),
        ("de", "Straßenbäume vertrocknen", {"straßenbäume"}),
        ("ru", "Городские библиотеки", {"городские", "библиотеки"}),
        ("zh", "北京的图书馆，WeChat微信。", {"北", "京", "图", "书", "馆", "wechat", "微", "信"}),
        ("ja", "図書館を守ってください", {"図", "書", "館", "を", "守"}),
    ],
)
def test_words_of_other_languages(build: Build, language: str, text: str, words: set[str]) -> None:
    letter = replace(LETTER, language=language, words=text, extra="")
    index = Index(build(letter, PERSON))
    assert words <= set(index.words)
    assert index.shown(letter.address)["content"].replace("\u2060 ", "") == text


def test_script_spells_as_the_index_does() -> None:
    script = (ASSETS / "search.js").read_text(encoding="utf-8")
    assert f'"{spelled(search.EVERYTHING)}"' in script
    assert f'"{spelled(search.UNSPACED)}"' in script
    assert all(unquote(code) == character for character, code in search.CODES.items())
    assert f"/%({'|'.join(sorted(code[1:] for code in search.CODES.values()))})/g" in script


def spelled(text: str) -> str:
    """Write characters as a script does."""
    codes = [
        "-" if c == "-" else f"\\u{ord(c):04x}" if ord(c) < 1 << 16 else f"\\u{{{ord(c):x}}}" for c in text
    ]
    return "".join(codes)


def test_file_that_is_missing_or_cut_short(build: Build) -> None:
    files = contents(build(LETTER))
    (fragment,) = (name for name in files if name.startswith("fragment/"))
    lost = {name: content for name, content in files.items() if name != fragment}
    for broken in (lost, files | {fragment: files[fragment][:-9]}, files | {"pagefind-entry.json": b""}):
        with pytest.raises(SearchIndexError, match=r"^Pagefind made an index that is not of version 1\.5"):
            put_in_order(broken, lambda _: {})


def test_program_that_is_not_there(build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    with pytest.raises(SearchIndexError, match=r"^Pagefind did not start \(.*nowhere\): No such file"):
        build(LETTER)


def test_program_that_refuses(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", sys.executable)
    with pytest.raises(SearchIndexError, match=r"^Pagefind stopped before it had an index: .*--service"):
        build(*many(300))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("sys.stdin.buffer.read(9); sys.exit('the disk is full')", "the disk is full"),
        ("print('hello, world', flush=True); sys.stdin.buffer.read()", "it said nothing"),
        ("print('bnVsbA==,', flush=True); sys.stdin.buffer.read()", "it said nothing"),
    ],
)
def test_program_that_breaks_off(
    build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str, says: str
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!{sys.executable}\nimport sys\n{does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(SearchIndexError, match=f"^Pagefind stopped before it had an index: {says}$"):
        build(*many(300))


def test_failure_of_our_own_ends_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(search, "page", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_index([LETTER], work=tmp_path, language="en")
