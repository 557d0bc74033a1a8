"""The search index: the same for the same documents, true to their text, and whole or refused."""

import gzip
import json
import random
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import cbor2
import pytest

from undersigned.outputs.search import (
    Bundle,
    Document,
    SearchIndexError,
    build_engine,
    build_piece,
    build_values,
    pagefind,
)
from undersigned.outputs.search import index as search
from undersigned.outputs.search.bundle import in_fixed_order
from undersigned.outputs.search.chunks import BEGINNING, TOO_MUCH, recut

Build = Callable[..., Bundle]
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


class Remembering(dict[bytes, bytes]):
    """A memory that forgets nothing."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value

    def flush(self) -> None:
        pass

    def refresh(self) -> None:
        pass


class Index:
    """What a bundle says when it is read without Pagefind."""

    def __init__(self, bundle: Bundle) -> None:
        self.files = contents(bundle)
        meta = self.read("pagefind.index.pf_meta")
        _, self.pages, self.chunks, filters, self.sorts, self.fields = cbor2.loads(meta)
        self.fragments = [json.loads(self.read(f"fragment/{name}.pf_fragment")) for name, _ in self.pages]
        self.addresses = [fragment["url"] for fragment in self.fragments]
        self.split = {name: self.filter(file) for name, file in filters}
        self.filters: dict[str, dict[str, set[str]]] = {}
        for name, values in self.split.items():
            self.filters.setdefault(name.partition("-")[0], {}).update(values)
        self.words: dict[str, set[str]] = {}
        for _, _, name in self.chunks:
            (words,) = cbor2.loads(self.read(f"index/{name}.pf_index"))
            for word, pages, variants in words:
                self.words[word] = self.numbered(pages)
                self.words |= {spelled: self.numbered(where) for spelled, where in variants}

    def read(self, path: str) -> bytes:
        return unpack(self.files[path])

    def filter(self, file: str) -> dict[str, set[str]]:
        _, values = cbor2.loads(self.read(f"filter/{file}.pf_filter"))
        return {value: {self.addresses[page] for page in pages} for value, pages in values}

    def numbered(self, pages: list[Any]) -> set[str]:
        """Return the addresses of a word's pages, each of which is numbered from the one before it."""
        numbers = [page[0] for page in pages]
        return {self.addresses[sum(numbers[: place + 1])] for place in range(len(numbers))}

    def shown(self, address: str) -> dict[str, Any]:
        fragment: dict[str, Any] = self.fragments[self.addresses.index(address)]
        return fragment


def unpack(file: bytes) -> bytes:
    data = gzip.decompress(file)
    assert data.startswith(b"pagefind_dcd")
    return data.removeprefix(b"pagefind_dcd")


def contents(bundle: Bundle) -> dict[str, bytes]:
    assert bundle.files is not None
    return dict(bundle.files)


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
def build() -> Build:
    def build(*documents: Document, language: str = "en") -> Bundle:
        return build_piece(documents, language=language, memory=Remembering())

    return build


def raw(*documents: Document) -> dict[str, bytes]:
    """Return the files of a bundle as Pagefind made them."""
    return pagefind.index_pages([(document.address, search.page(document)) for document in documents], "en")


def test_same_documents_same_bytes(build: Build) -> None:
    documents = many(300)
    first = build(*documents, language="en-US")
    for run in range(1, 4):
        random.Random(run).shuffle(documents)
        assert build(*documents, language="en-US") == first


def test_other_documents_other_name(build: Build) -> None:
    assert build(LETTER).name != build(replace(LETTER, line="to the President")).name


def test_piece_holds_what_differs_and_the_engine_the_rest(build: Build) -> None:
    files = contents(build(LETTER))
    assert {name for name in files if "/" not in name} == {"pagefind.index.pf_meta"}
    assert {name.partition("/")[0] for name in files if "/" in name} == {"filter", "fragment", "index"}
    engine = contents(build_engine(language="en", memory=Remembering()))
    assert set(engine) == {
        "pagefind.js",
        "pagefind-entry.json",
        "wasm.engine.pagefind",
        "pagefind.index.pf_meta",
    }
    about = {"hash": "index", "wasm": "engine", "page_count": 1}
    assert json.loads(engine["pagefind-entry.json"])["languages"] == {"all": about}


def test_each_language_has_its_stemming() -> None:
    wasm = [
        contents(build_engine(language=language, memory=Remembering()))["wasm.engine.pagefind"]
        for language in ("en", "en-US", "es", "cy")
    ]
    assert wasm[0] == wasm[1]
    assert len(set(wasm)) == 3


def test_what_is_remembered_is_not_indexed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Remembering()
    letters = [LETTER, replace(LETTER, address="letters/2026-03-24-x/", date="2026-03-24")]
    first = build_piece(letters, language="en", memory=memory)
    engine = build_engine(language="en", memory=memory)
    counted = [replace(letter, line="to Donald J. Trump · 7 cosignatories") for letter in letters]
    fresh = build_piece(counted, language="en", memory=Remembering())
    monkeypatch.setattr(pagefind, "_requests", lambda *_: 1 / 0)
    assert build_piece(reversed(letters), language="en-US", memory=memory) == first
    assert build_engine(language="en", memory=memory) == engine
    assert build_piece(counted, language="en", memory=memory) == fresh
    assert fresh.name != first.name
    others = ([letters[0]], [letters[0], replace(letters[1], words="Other words.")])
    for documents in others:
        with pytest.raises(ZeroDivisionError):
            build_piece(documents, language="en", memory=memory)
    for language in ("es", "cy"):
        with pytest.raises(ZeroDivisionError):
            build_piece(letters, language=language, memory=memory)


def test_what_the_caller_has_is_not_made_again() -> None:
    memory = Remembering()
    first = build_piece([LETTER], language="en", memory=memory)
    again = build_piece([LETTER], language="en", memory=memory, known={first.name})
    assert (again.name, again.files) == (first.name, None)
    assert build_piece([LETTER], language="en", memory=memory, known={"other"}) == first
    other = replace(LETTER, line="to the President")
    assert build_piece([other], language="en", memory=memory, known={first.name}).files is not None
    assert build_piece([LETTER], language="en", memory=Remembering(), known={first.name}) == first


@pytest.mark.parametrize("damage", [lambda v: v[:-1], lambda _: b"", lambda v: v[:99] + b"x" + v[100:]])
def test_damaged_memory_is_no_memory(damage: Callable[[bytes], bytes]) -> None:
    memory = Remembering()
    first = build_piece([LETTER], language="en", memory=memory)
    engine = build_engine(language="en", memory=memory)
    whole = dict(memory)
    for key, value in whole.items():
        memory[key] = damage(value)
    assert build_piece([LETTER], language="en", memory=memory) == first
    assert build_engine(language="en", memory=memory) == engine
    assert dict(memory) == whole


def test_pieces_side_by_side_are_as_one_after_the_other(build: Build) -> None:
    letters = many(120)
    pieces = [letters[start : start + 20] for start in range(0, 120, 20)]
    memory = Remembering()
    threads = threading.active_count()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda piece: build_piece(piece, language="en", memory=memory), pieces))
    assert threading.active_count() == threads
    assert made == [build(*piece) for piece in pieces]


def test_values_of_filters() -> None:
    values = {"year": {"2026": "letters/2026/"}, "topic": {"Water": "topics/water/", "__proto__": ""}}
    name, content = build_values(values)
    assert json.loads(content) == values
    assert build_values(dict(reversed(values.items()))) == (name, content)
    assert build_values({"year": {"2026": ""}})[0] != name


def test_words_in_chunks_anew() -> None:
    """No chunk is long, no gap is between them, and words that begin alike are together."""
    chance = random.Random(3)
    names = ["".join(chance.choices("abcdeé", k=chance.randint(2, 9))) for _ in range(20_000)]
    entries = [
        [
            name,
            [[chance.randint(0, 70_000), [-chance.randint(1, 300), 3], []]],
            [["Ä" + name * 9, [[1, [2], []]]]],
        ]
        for name in sorted(set(names), key=str.encode)
    ]
    entries[7][2] = []
    entries[9][1] = [[0, [number, 5_000_000], []] for number in range(9_000)]
    old = [cbor2.dumps([entries[start : start + 700]]) for start in range(0, len(entries), 700)]
    new = list(recut(old))
    found = [cbor2.loads(data)[0] for *_, data in new]
    assert [entry for part in found for entry in part] == entries
    assert all(len(data) < 2 * TOO_MUCH for *_, data in new)
    ends = [(first, last) for first, last, _ in new]
    assert ends[0][0] == ""
    assert all(after[0] == before[1] + "\0" for before, after in pairwise(ends))
    assert all(
        first <= part[0][0] and part[-1][0] == last for (first, last), part in zip(ends, found, strict=True)
    )
    for before, after in pairwise(found):
        whole = len(cbor2.dumps(before)) < TOO_MUCH
        assert not whole or before[-1][0][:BEGINNING] != after[0][0][:BEGINNING]
    assert len(new) > 50


@pytest.mark.parametrize(
    "chunk", [b"", b"\x81", cbor2.dumps([[1]]), cbor2.dumps([["word"]]), b"\x81\x80\x60"]
)
def test_chunk_that_is_none(chunk: bytes) -> None:
    with pytest.raises(ValueError, match=r"^a chunk has"):
        list(recut([chunk]))


def test_filters_lead_to_their_documents(build: Build) -> None:
    documents = many(60)
    index = Index(build(*documents))
    for name in ("topic", "year", "signatory"):
        values = {value for document in documents for value in document.filters[name]}
        assert index.filters[name] == {
            value: {document.address for document in documents if value in document.filters[name]}
            for value in values
        }
    assert set(index.filters) == {"topic", "year", "signatory"}
    assert set(Index(build(PERSON)).filters["kind"]) == {"person"}


def test_filter_with_many_values_is_split(build: Build) -> None:
    split = Index(build(*many(60))).split
    assert len([name for name in split if name.startswith("signatory-")]) == search.SHARES
    assert all(
        search.filter_name(name.partition("-")[0], key) == name for name in split for key in split[name]
    )


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


def test_pages_are_numbered_from_the_newest_and_undated_last(build: Build) -> None:
    documents = many(60)
    index = Index(build(PERSON, *documents))
    assert [name for name, _ in index.pages] == [str(number) for number in range(61)]
    days = [index.shown(address)["meta"].get("date") for address in index.addresses]
    assert days == [*sorted((document.date for document in documents if document.date), reverse=True), None]
    assert index.sorts == []


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
    script = (ASSETS / "engine.js").read_text(encoding="utf-8")
    assert f"const SHARES = {search.SHARES};" in script
    assert f'"{spelled(search.EVERYTHING)}"' in script
    assert f'"{spelled(search.UNSPACED)}"' in script
    assert all(unquote(code) == character for character, code in search.CODES.items())
    assert "/[" + "".join(search.CODES).replace("\\", "\\\\") + "]/g" in script


def spelled(text: str) -> str:
    """Write characters as a script does."""
    codes = [
        "-" if c == "-" else f"\\u{ord(c):04x}" if ord(c) < 1 << 16 else f"\\u{{{ord(c):x}}}" for c in text
    ]
    return "".join(codes)


def test_file_that_is_missing_or_cut_short() -> None:
    files = raw(LETTER)
    for kind in ("filter/", "fragment/", "index/", "pagefind.en", "pagefind-entry"):
        name = next(name for name in files if name.startswith(kind))
        lost = {other: content for other, content in files.items() if other != name}
        for broken in (lost, files | {name: files[name][:-9]}, files | {name: b""}):
            # What a fragment says is read later.
            if kind != "fragment/" or name not in broken:
                with pytest.raises(
                    SearchIndexError, match=r"^Pagefind made an index that is not of version 1\.5"
                ):
                    in_fixed_order(broken)


def test_page_that_is_left_out(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_wordless", lambda _: False)
    with pytest.raises(SearchIndexError, match=r"^Pagefind left out 1 pages, the first being people/"):
        build(LETTER, replace(PERSON, title=""))


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


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    "does", ["import time; time.sleep(600)", "sys.stdin.buffer.read(); sys.stdin.close(); input()"]
)
def test_program_that_hangs(build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!{sys.executable}\nimport sys\nif sys.argv[1] == '--service':\n    {does}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    monkeypatch.setattr(pagefind, "LONGEST_RUN", 1)
    threads = threading.active_count()
    with pytest.raises(SearchIndexError, match=r"^Pagefind stopped before it had an index: it said nothing$"):
        build(*many(300))
    assert threading.active_count() == threads


def test_failure_of_our_own_ends_the_program(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "_requests", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(LETTER)
