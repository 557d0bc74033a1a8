"""Letters that were written to do harm: each is a problem that says so, or only text on its pages."""

import csv
import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path
from time import process_time

import bibtexparser
import pytest
import rispy
from lxml import etree

import sources
from sites import SMALL, Site, build, build_anew, write

ID = "2020-01-01-a"
LONG = 10
"""Seconds of work: far more than any of this takes here, and far less than a reader of problems waits."""


def problem_lines(folder: Path, front: str = "", *, body: str = "Text.", **more: str) -> list[str]:
    """Return what is wrong in an archive of one letter."""
    files = {f"{ID}.md": sources.letter(front, body), **{f"{name}.yml": text for name, text in more.items()}}
    return sources.said(sources.write(folder, files))


class TestYaml:
    """What would fill the memory, run code or take long is one problem at its line, soon."""

    @pytest.mark.parametrize(
        ("front", "said"),
        [
            ("x: &x lol\n" + "".join(f"y{n}: [*x, *x]\n" for n in range(30)), "uses a YAML anchor or alias"),
            ("<<: {title: Another}", "unknown key '<<'"),
            ("summary: " + "[" * 100_000, "is nested too deeply"),
            ("summary: " + "{a: " * 100_000, "is nested too deeply"),
            ("summary:\n  " + "- " * 50_000 + "x", "is nested too deeply"),
            (
                'summary: !!python/object/apply:os.system ["true"]',
                "uses the YAML tag 'tag:yaml.org,2002:py",
            ),
            (
                "summary: !!python/name:os.system ''",
                "uses the YAML tag 'tag:yaml.org,2002:py",
            ),
            ("summary: !!binary aGk=", "uses the YAML tag 'tag:yaml.org,2002:binary'"),
            ("? [a, b]\n: c", "has a key that is no plain word"),
            ("".join(f"k{n}: v\n" for n in range(201_000)), "holds more than 200,000 values"),
            ("k" * 2_000_000 + ": v", "cannot be read as YAML: could not find expected ':'"),
        ],
    )
    def test_bombs(self, tmp_path: Path, front: str, said: str) -> None:
        start = process_time()
        (found,) = problem_lines(tmp_path, front)
        assert f": {said}" in found
        assert process_time() - start < LONG

    def test_many_values_on_one_line(self, tmp_path: Path) -> None:
        """Nothing reads the whole line again for each of them."""
        times = []
        for between in (",\n   ", ", "):
            pairs = between.join(f"key-{n}: value" for n in range(99_000))
            start = process_time()
            assert len(problem_lines(tmp_path, f"summary:\n  {{{pairs}}} ")) == 1
            times.append(process_time() - start)
        assert times[1] < 3 * times[0]

    def test_text_of_three_megabytes(self, tmp_path: Path) -> None:
        start = process_time()
        assert problem_lines(tmp_path, "source: '" + "''" * 1_500_000 + "'") == []
        assert process_time() - start < LONG


def test_many_attachments_that_are_missing(tmp_path: Path) -> None:
    """The letter is read again for their lines, once."""
    start = process_time()
    entries = "".join(f"  - {{file: a{n}.pdf, kind: appendix}}\n" for n in range(3000))
    found = problem_lines(tmp_path, f"attachments:\n{entries}")
    assert [line.split(" (")[0] for line in found[1234:1235]] == [
        f"letters/{ID}.md:1241: attachment 'a1234.pdf' is missing"
    ]
    assert process_time() - start < LONG


class TestInvisible:
    """What nobody sees may not make words another thing than they look like; what writing needs may stay."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("invoice\u202efdp.exe", "U+202E (right-to-left override)"),
            ("\u2067Avery\u2069", "U+2067 (right-to-left isolate)"),
            ("Ave\u200bry", "U+200B (zero width space)"),
            ("Авэ\u2060ри", "U+2060 (word joiner)"),
            ("Ave\ufeffry", "U+FEFF (zero width no-break space)"),
            ("Avery\u2063", "U+2063 (invisible separator)"),
            ("Avery\u206e", "U+206E (national digit shapes)"),
            ("Avery \u3164", "U+3164 (hangul filler)"),
            ("Avery\ufff9x\ufffa", "U+FFF9 (interlinear annotation anchor)"),
            ("Avery\U000e0041\U000e0042", "U+E0041 (tag latin capital letter a)"),
            ("\U0001f3f4" + "\U000e0041" * 7, "U+E0041 (tag latin capital letter a)"),
        ],
    )
    def test_problems(self, tmp_path: Path, text: str, said: str) -> None:
        hidden = f": holds {said} (delete it)"
        for front in (f"subject: {text}", f"cc: [{text}]", f'subject: "{_escaped(text)}"'):
            assert f"letters/{ID}.md:6{hidden}" in problem_lines(tmp_path, front)
        assert f"letters/{ID}.md:7{hidden}" in problem_lines(tmp_path, body=f"Dear {text}:")
        assert f"letters/people.yml:2{hidden}" in problem_lines(tmp_path, people=f"avery:\n  name: {text}\n")

    @pytest.mark.parametrize(
        "text",
        [
            "רחל המשוררת \u200fABC\u200f",
            "می\u200cخواهم",
            "क्\u200dष",
            "Auf\u200clage",
            "ភាសា\u200bខ្មែរ",
            "Donau\u00addampf",
            "👩‍⚖️ 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f ❤️",
            "葛\U000e0100城",
            "a\u00a0b\u202fc\u2060—\u2060d",
        ],
    )
    def test_what_writing_needs(self, tmp_path: Path, text: str) -> None:
        found = problem_lines(
            tmp_path, f"subject: {text}\ncc: [{text}]", body=text, people=f"avery:\n  name: {text}\n"
        )
        assert found == []

    @pytest.mark.parametrize("text", ["\u200b", "\u200d\u200c", "\u00ad", "\u00a0\u200e"])
    def test_values_that_show_nothing(self, tmp_path: Path, text: str) -> None:
        (found,) = problem_lines(tmp_path, f"subject: '{text}'")
        assert found.startswith(f"letters/{ID}.md:6: 'subject' ")
        assert "holds nothing that can be seen" in found or "is empty" in found


def _escaped(text: str) -> str:
    """Return the text as YAML escapes it."""
    return "".join(c if c.isascii() else f"\\U{ord(c):08x}" for c in text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\\tscript:alert(1)", "vbscript:x",
        "data:text/html,x", "&#106;avascript:alert(1)", "//evil.example/", "https:evil.example",
        "https://", "https:///x",
        "https://a b/", "https://[::1", "ftp://x.org/", "file:///etc/passwd",
        # What looks like one host and leads to another.
        "https://state.example@evil.example/", "https://state.example\\\\@evil.example/",
        "https://state.example\\\\.evil.example/", "https://x.org/<script>", 'https://x.org/\\"onclick=x',
        "https://x.org:none/", "https://x.org:99999/",
    ],
)  # fmt: skip
def test_addresses_that_lead_elsewhere(tmp_path: Path, url: str) -> None:
    (event,) = problem_lines(
        tmp_path, f'events:\n  - {{date: 2020-01-02, kind: response, title: A, url: "{url}"}}'
    )
    assert event.startswith(f"letters/{ID}.md:7: 'url' in entry 1 of 'events': ")
    links = f'[{{label: A page, url: "{url}"}}]'
    (link,) = problem_lines(tmp_path, people=f"avery:\n  name: Avery\n  links: {links}\n")
    assert link.startswith("letters/people.yml:3: 'url' in entry 1 of 'links': ")
    assert "is not an address like https://example.org/" in event
    assert "is not an address like https://example.org/" in link


PAYLOADS = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(1)> word",
    "\" onmouseover=alert(1) x=' }, @article{x, title={y}} word",
    "]]><!-- =cmd|' /C calc'!A0 {{ 7 * 7 }} {% raw %} ${7} \\u003cscript> word",
)


def hostile_archive(folder: Path, text: str) -> Path:
    """Write an archive in which all that is free text says `text`."""
    words = json.dumps(f"Words {text}", ensure_ascii=False)
    front = f"""\
---
title: {words}
date: 2020-01-01
recipients: [{{name: {words}, title: {words}, address: {words}}}]
cc: [{{name: {words}}}]
signatories:
  - {{id: avery, name: {words}, title: {words}, by: {words}, for: {words}}}
also_signed: [{{name: {words}, title: {words}}}]
topics: [water]
summary: {words}
subject: {words}
letterhead: [{words}]
via: [{words}]
source: {words}
events: [{{date: 2020-01-02, kind: response, title: {words}, url: "https://x.org/a"}}]
corrections: [{{date: 2020-01-03, kind: text, was: {words}, now: {words}, note: {words}}}]
withdrawn: {{date: 2020-01-04, note: {words}}}
---
Dear all:

Words {text.replace("word", "*word* [here](https://x.org/)")}[^1]

[^1]: Words {text}
"""
    config = SMALL["mkdocs.yml"].replace(
        "- undersigned",
        f"- undersigned:\n      publisher: {words}\n      rights: {words}\n      contact: {words}",
    )
    return write(
        folder,
        {
            "mkdocs.yml": config.replace("site_name: Small", f"site_name: {words}"),
            "docs/index.md": "# Home\n",
            f"letters/{ID}.md": front,
            "letters/people.yml": f"avery:\n  name: {words}\n  sort: {words}\n  also: [{words}]\n"
            f"  offices: [{{office: clerk, party: {words}}}]\n",
            "letters/organizations.yml": "board:\n  name: Board\n",
            "letters/offices.yml": f"clerk:\n  label: {words}\n  role: {words}\n  jurisdiction: US\n",
            "letters/topics.yml": f"water:\n  label: {words}\n  also: [{words}]\n  description: {words}\n",
        },
    )


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("harmless")
    return build(hostile_archive(folder, "word"), folder / "site")


@pytest.fixture(scope="module", params=PAYLOADS, ids=["elements", "attributes", "templates"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hostile")
    return build(hostile_archive(folder, request.param), folder / "site")


def skeletons(site: Site) -> dict[str, Counter[tuple[str, ...]]]:
    """Return how many elements of each kind, with the names of their attributes, every page has."""
    return {
        address: Counter((str(one.tag), *sorted(map(str, one.attrib))) for one in page.tree.iter())
        for address, page in site.pages.items()
    }


def test_hostile_words_are_only_words_in_every_file_of_the_site(hostile: Site, harmless: Site) -> None:
    """Pages have the elements and attributes of a harmless twin's; machines read as many things."""
    assert skeletons(hostile) == skeletons(harmless)
    for page in hostile.pages.values():
        for link in page.values("//@href | //@src | //@action"):
            # A citation that is saved as a file is plain text, percent-encoded.
            assert not re.match(r"\w*script:|data:(?!text/plain;charset=utf-8,)", link)
        for data in page.values("//script[@type='application/ld+json']/text()"):
            json.loads(data)
    for path in hostile.folder.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in hostile.folder.rglob("*.xml"):
        twin = harmless.folder / path.relative_to(hostile.folder)
        assert [one.tag for one in etree.parse(path).iter()] == [one.tag for one in etree.parse(twin).iter()]
    for path in hostile.folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert len({len(row) for row in rows}) == 1
    letter = hostile.folder / "letters" / ID
    (entry,) = bibtexparser.loads(next(letter.glob("*.bib")).read_text(encoding="utf-8")).entries
    assert "Words" in entry["title"]
    (record,) = rispy.load(next(letter.glob("*.ris")))
    assert "Words" in record["title"]
    lines = gzip.decompress((hostile.folder / "data/letters.jsonl.gz").read_bytes()).splitlines()
    assert len(list(map(json.loads, lines))) == 1


def test_five_thousand_signatories(tmp_path: Path) -> None:
    """A petition is a letter like any other: read, drawn and searched within seconds."""
    names = "".join(f"  Signer {n} Example | teacher no. {n}\n" for n in range(5000))
    text = SMALL["letters/2025/2025-05-02-keep-it-open.md"].replace("  Ana Pérez | nurse\n", names)
    folder = write(tmp_path / "archive", {**SMALL, "letters/2025/2025-05-02-keep-it-open.md": text})
    start = sum(os.times()[:4])
    site = build_anew(folder, tmp_path / "site")
    assert sum(os.times()[:4]) - start < LONG
    page = site.pages["letters/2025-05-02-keep-it-open/"]
    words = page.tree.text_content()
    assert all(f"Signer {n} Example" in words for n in (0, 2500, 4999))
    assert "5,000" in words
    assert len(page.text) < 2_000_000
