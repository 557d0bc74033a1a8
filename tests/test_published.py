"""An archive compared with itself as it was published: nothing changes in silence, no address dies."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from click.testing import CliRunner

from records import SETTINGS
from sources import NOW, TOY, letter, write
from undersigned.archive.load import load
from undersigned.cli import main
from undersigned.model.settings import Settings
from undersigned.outputs.data import (
    PublishedError,
    compare,
    letter_json,
    letter_record,
    make_part,
    whole_files,
)
from undersigned.render.bodies import Bodies
from undersigned.work.memory import Nothing

ID = "2020-01-01-a"
BODY = """\
To the council:

The river was green in April.[^1]

It smells of lamps, and nobody knows why.

Keep it clean.

Sincerely,

[^1]: Readings of April.
"""
FRONT = """\
topics: [rivers]
events:
  - date: 2020-02-01
    kind: response
    title: The council answers
"""
SIGNED = """
  Ana Pérez | nurse
  Lena Tran"""
LATE = "signatories:\n  - name: Avery Example\n    title: Mayor\n    signed: 2020-02-02\n"
URL = "    url: https://example.org/\n"
TOPICS = "rivers:\n  label: Rivers\n"
PEOPLE = "avery-example:\n  name: Avery Example\nblair-sample:\n  name: Blair Sample\n"


def settings(folder: Path) -> Settings:
    return Settings(folder=folder, site_url="https://letters.example.org/")


def published(folder: Path) -> Any:  # noqa: ANN401 - JSON
    """Return what letters.json of the archive in `folder` holds."""
    archive = load(settings(folder), NOW)
    bodies = Bodies(archive, Nothing())
    opened = [bodies.open(key) for key in archive.letters]
    records = [letter_json(letter_record(archive, one.whole, one.body)) for one in opened]
    files = dict(whole_files(archive, [make_part(records)] if records else []))
    return json.loads(files["data/letters.json"])


def differences(folder: Path, before: Any) -> list[str]:  # noqa: ANN401 - JSON
    archive = load(settings(folder), NOW)
    bodies = Bodies(archive, Nothing())

    def record_of(key: str) -> Any:  # noqa: ANN401 - a record
        one = bodies.open(key)
        return letter_record(archive, one.whole, one.body)

    return [problem.message for problem in compare(archive, before, record_of)]


def source(front: str = FRONT, body: str = BODY, signed: str = SIGNED, **more: str) -> str:
    return letter(front, body, signed=f"|{signed}", **more)


def corrected(kind: str = "text", **said: str) -> str:
    lines = "".join(f"    {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items())
    return f"corrections:\n  - date: 2020-03-01\n    kind: {kind}\n{lines}"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write(tmp_path, {f"{ID}.md": source(), "topics.yml": TOPICS, "people.yml": PEOPLE})


@pytest.fixture
def change(archive: Path) -> Callable[[str], list[str]]:
    """Give what differs when the letter's file is another than the published one."""
    before = published(archive)

    def changed(text: str) -> list[str]:
        write(archive, {f"{ID}.md": text})
        return differences(archive, before)

    return changed


def test_the_same_archive_does_not_differ(change: Callable[[str], list[str]]) -> None:
    assert change(source()) == []


@pytest.mark.parametrize(
    ("body", "front", "expected"),
    [
        # Words
        (
            BODY.replace("green", "brown"),
            "",
            ["the words of paragraph 2 differ, and no correction explains it"],
        ),
        (BODY.replace("green", "brown"), corrected(was="green", now="brown"), []),
        (
            BODY.replace("green", "brown"),
            corrected(kind="transcription", was="was green", now="was brown"),
            [],
        ),
        (BODY.replace("green", "brown"), corrected(note="The colour was wrong."), []),
        (
            BODY.replace("green", "brown"),
            corrected(was="blue", now="brown"),
            ["the words of paragraph 2 differ, and no correction explains it"],
        ),
        (
            BODY.replace("green", "brown"),
            corrected(kind="metadata", note="A topic."),
            ["the words of paragraph 2 differ, and no correction explains it"],
        ),
        (
            BODY.replace("green", "brown"),
            corrected(kind="metadata", was="green", now="brown"),
            ["the words of paragraph 2 differ, and no correction explains it"],
        ),
        # Taken out and put in
        (BODY.replace(" of lamps", ""), corrected(was="of lamps"), []),
        (BODY.replace("lamps,", "lamps"), corrected(was=","), []),
        (BODY.replace("Keep it", "Keep it very"), corrected(now="very"), []),
        (
            BODY.replace("Keep it", "Keep it very"),
            corrected(now="much"),
            ["the words of paragraph 4 differ, and no correction explains it"],
        ),
        # Paragraphs
        (
            BODY.replace("Keep it", "It is late.\n\nKeep it"),
            corrected(now="It is late."),
            [
                "#p4 would lead to other words: its own are those of #p5 now",
                "#p5 would lead to other words: its own are those of #p6 now",
                "paragraph 6 is new, and no correction says so",
            ],
        ),
        (BODY.replace("Keep it", "It is late. {#p3a}\n\nKeep it"), corrected(now="It is late."), []),
        (
            BODY.replace("Keep it", "It is late. {#p3a}\n\nKeep it"),
            "",
            ["paragraph 3a is new, and no correction says so"],
        ),
        (
            BODY.replace("Keep it clean.\n\n", ""),
            corrected(was="Keep it clean."),
            [
                "the words of paragraph 4 differ, and no correction explains it",
                "the place #p5 was published, and would be gone",
                "paragraph 5 was taken out, and no correction says so",
            ],
        ),
        (
            BODY.replace("Keep it clean.\n\nSincerely,", "Sincerely, {#p5}"),
            corrected(was="Keep it clean."),
            [],
        ),
        (
            BODY.replace("Keep it clean.\n\nSincerely,", "Sincerely, {#p5}"),
            "",
            ["paragraph 4 was taken out, and no correction says so"],
        ),
        # Notes
        (BODY.replace("Readings", "Values"), "", ["note 1 differs, and no correction explains it"]),
        (BODY.replace("Readings", "Values"), corrected(was="Readings", now="Values"), []),
    ],
)
def test_words(change: Callable[[str], list[str]], body: str, front: str, expected: list[str]) -> None:
    assert change(source(FRONT + front, body)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (source(FRONT + "subject: Rivers\n"), ["the date, the letterhead or the subject differs"]),
        (source(FRONT + "subject: Rivers\n" + corrected("metadata", note="The subject was left out.")), []),
        (source(FRONT + "via: VIA E-MAIL\n"), ["the date, the letterhead or the subject differs"]),
        (
            source(FRONT + "signatories: Avery Example\n"),
            ["an address or a signatory differs"],
        ),
        (source(FRONT + "signatories:\n  - name: Avery Example\n    signed: 2020-02-02\n"), []),
        (source().replace("title: A letter", "title: Another"), ["'title' differs from what was published"]),
        (
            source(FRONT + corrected("metadata", was="A letter", now="Another")).replace(
                "title: A letter", "title: Another"
            ),
            [],
        ),
        (
            source(FRONT.replace("topics: [rivers]\n", "")),
            ["'rivers' is gone from 'topics'", "'rivers' was published"],
        ),
        (source(FRONT.replace("answers", "is silent")), ["the event of 2020-02-01 differs or is gone"]),
        (
            source(
                FRONT.replace("answers", "is silent") + corrected("metadata", was="answers", now="is silent")
            ),
            [],
        ),
        (
            source("topics: [rivers]\n" + corrected("metadata", was="The council answers")),
            [],
        ),
        (source(FRONT + corrected("metadata", note="x"), BODY), []),
        (source(signed="\n  Ana Pérez | nurse"), ["somebody of also_signed is gone or has another name"]),
        (source(FRONT + "erased: 1\n", signed="\n  Ana Pérez | nurse"), []),
        (source(signed="\n  Ana Pérez | doctor\n  Lena Tran"), ["somebody of also_signed is gone"]),
        (
            source(
                FRONT + corrected("name", was="nurse", now="doctor"),
                signed="\n  Ana Pérez | doctor\n  Lena Tran",
            ),
            [],
        ),
        (source(signed=SIGNED + "\n  Somebody Else"), []),
    ],
)
def test_facts(change: Callable[[str], list[str]], text: str, expected: list[str]) -> None:
    found = change(text)
    assert len(found) == len(expected)
    assert all(said.startswith(start) for said, start in zip(found, expected, strict=True))


@pytest.mark.parametrize("subject", ["", "subject: Rivers\n"])
def test_correction_of_a_name_with_and_without_a_subject(archive: Path, subject: str) -> None:
    front = f"{subject}recipients: Robin Onlooker\n"
    write(archive, {f"{ID}.md": source(front)})
    before = published(archive)
    front = front.replace("Robin", "Robin A.")
    write(archive, {f"{ID}.md": source(front)})
    assert len(differences(archive, before)) == 1
    write(archive, {f"{ID}.md": source(front + corrected("name", was="Robin", now="Robin A."))})
    assert differences(archive, before) == []


def test_what_was_withdrawn_or_corrected_stays_so(archive: Path) -> None:
    named = "signatories:\n  - name: Avery Example\n    withdrawn: 2020-02-02\n  - name: Blair Sample\n"
    write(
        archive, {f"{ID}.md": source(FRONT + named + "withdrawn: {date: 2020-02-03}\n" + corrected(note="x"))}
    )
    before = published(archive)
    assert differences(archive, before) == []
    write(archive, {f"{ID}.md": source(FRONT + named.replace("    withdrawn: 2020-02-02\n", ""))})
    assert differences(archive, before) == [
        "the letter was withdrawn, and no longer says so",
        "the signature of Avery Example was withdrawn, and no longer says so",
        "the correction of 2020-03-01 differs or is gone",
    ]


def test_tally_of_the_erased_never_falls(archive: Path) -> None:
    write(archive, {f"{ID}.md": source(FRONT + "erased: 2\n")})
    before = published(archive)
    write(archive, {f"{ID}.md": source(FRONT + "erased: 1\n")})
    assert differences(archive, before) == ["'erased' counts 1 fewer than was published"]


def test_late_signature_that_goes_is_named(archive: Path) -> None:
    late = "signatories:\n  - name: Avery Example\n    signed: 2020-02-02\n"
    write(archive, {f"{ID}.md": source(FRONT + late)})
    before = published(archive)
    write(archive, {f"{ID}.md": source()})
    gone = ["the signature of Avery Example differs or is gone: one that is withdrawn stays"]
    assert gone[0] in differences(archive, before)


def test_attachments_stay_as_they_are(archive: Path) -> None:
    front = FRONT + "attachments:\n  - {file: a.txt, kind: appendix}\n  - {file: b.txt, kind: appendix}\n"
    write(archive, {f"{ID}.md": source(front), f"files/{ID}/a.txt": "A", f"files/{ID}/b.txt": "B"})
    before = published(archive)
    assert differences(archive, before) == []
    write(archive, {f"files/{ID}/a.txt": "Another"})
    assert differences(archive, before) == [
        "the attachment 'a.txt' holds other bytes, and no correction says so"
    ]
    write(archive, {f"{ID}.md": source(front + corrected("metadata", note="A better scan."))})
    assert differences(archive, before) == []
    write(archive, {f"{ID}.md": source(FRONT + "attachments: [{file: a.txt, kind: appendix}]\n")})
    (archive / "letters" / "files" / ID / "b.txt").unlink()
    write(archive, {f"files/{ID}/a.txt": "A"})
    assert differences(archive, before) == ["the attachment 'b.txt' was published, and would be gone"]


OTHERS = """\
# Demands

To the council:

| Year | Deaths |
|---|---|
| 2019 | 2 |

See [the report](https://example.org/a).[^1]

Between. {#p2a}

Sincerely,

[^1]: By [them](https://example.org/b).
"""
HEADING = "a heading or a table differs, and no correction explains it"
LINK = "a link at #{} leads elsewhere, and no correction explains it"


@pytest.mark.parametrize(
    ("old", "new", "front", "expected"),
    [
        ("Demands", "Requests", "", [HEADING]),
        ("Demands", "Requests", corrected(was="Demands", now="Requests"), []),
        ("# Demands\n", "", corrected(was="Demands"), []),
        ("| 2 |", "| 200 |", "", [HEADING]),
        ("org/a", "com/a", "", [LINK.format("p2")]),
        ("org/a", "com/a", corrected("metadata", was="example.org/a", now="example.com/a"), []),
        ("org/b", "com/b", "", [LINK.format("fn:1")]),
        ("# Demands", "# [Demands](https://example.org/c)", "", [LINK.format("other~1")]),
        ("See [the report](https://example.org/a)", "See it", corrected(was="the report", now="it"), []),
        (
            "Between. {#p2a}\n\nSincerely,",
            "Sincerely,\n\nBetween. {#p2a}",
            "",
            ["its paragraphs stand in another order"],
        ),
    ],
)
def test_headings_tables_links_and_order(
    archive: Path, old: str, new: str, front: str, expected: list[str]
) -> None:
    write(archive, {f"{ID}.md": source(body=OTHERS)})
    before = published(archive)
    assert differences(archive, before) == []
    write(archive, {f"{ID}.md": source(FRONT + front, OTHERS.replace(old, new))})
    assert differences(archive, before) == expected


def test_link_to_a_letter_with_a_new_id_is_the_same(archive: Path) -> None:
    body = BODY.replace("Keep it", "[Keep](2020-01-02-b.md#p2) it")
    write(archive, {f"{ID}.md": source(body=body), "2020-01-02-b.md": source(date="2020-01-02")})
    before = published(archive)
    assert differences(archive, before) == []
    (archive / "letters" / "2020-01-02-b.md").unlink()
    renamed = source(FRONT + "former_ids: [2020-01-02-b]\n", date="2020-01-02")
    write(archive, {"2020-01-02-c.md": renamed, f"{ID}.md": source(body=body.replace("-b.md", "-c.md"))})
    assert differences(archive, before) == []


NOTE = "the signature of Avery Example differs or is gone: one that is withdrawn stays"


@pytest.mark.parametrize(
    ("front", "new", "more", "expected"),
    [
        (LATE, ("Mayor", "Clerk"), "", [NOTE]),
        (LATE, ("Mayor", "Clerk"), corrected("name", was="Mayor", now="Clerk"), []),
        (LATE, ("02-02", "02-03"), "", [NOTE]),
        (
            "withdrawn: {date: 2020-02-03, note: Wrong.}\n",
            ("Wrong", "Right"),
            "",
            ["what is said of its withdrawal differs, and no correction explains it"],
        ),
        (URL, ("org", "com"), "", ["the event of 2020-02-01 differs or is gone"]),
        (URL, ("org", "com"), corrected("metadata", was="example.org", now="example.com"), []),
        ("", (" answers\n", " answers\n" + URL), "", []),
        (
            "",
            ("answers", "is silent"),
            corrected("metadata", was="answers", now="is silent"),
            [],
        ),
        (
            "signatories: Avery Example\n",
            ("signatories: Avery Example", "signatories: Blair Sample"),
            corrected("metadata", note="Another topic."),
            [
                "an address or a signatory differs, and no correction explains it",
                "'avery-example' was published, and its address would lead nowhere",
            ],
        ),
        (
            "attachments: [{file: a.txt, kind: appendix}]\n",
            ("appendix", "signed-original"),
            "",
            ["the attachment 'a.txt' is said to be something else"],
        ),
    ],
)
def test_what_is_beside_the_words(
    archive: Path, front: str, new: tuple[str, str], more: str, expected: list[str]
) -> None:
    write(archive, {f"{ID}.md": source(FRONT + front)})
    if "a.txt" in front:
        write(archive, {f"files/{ID}/a.txt": "A"})
    before = published(archive)
    assert differences(archive, before) == []
    write(archive, {f"{ID}.md": source((FRONT + front).replace(*new) + more)})
    assert differences(archive, before) == expected


def test_name_is_of_the_same_person(archive: Path) -> None:
    front = FRONT + "signatories: Avery Example\ncc: Blair Sample\n"
    write(archive, {f"{ID}.md": source(front)})
    before = published(archive)
    assert differences(archive, before) == []
    swapped = PEOPLE.replace("Avery", "X").replace("Blair Sample", "Avery Example")
    write(archive, {"people.yml": swapped.replace("X Example", "Blair Sample")})
    assert differences(archive, before) == [
        "Avery Example is no longer 'avery-example', and no correction explains it",
        "Blair Sample is no longer 'blair-sample', and no correction explains it",
    ]
    write(archive, {f"{ID}.md": source(front + corrected("metadata", note="The two were mistaken."))})
    assert differences(archive, before) == []


def test_note_of_a_name_says_nothing_of_the_words(change: Callable[[str], list[str]]) -> None:
    note = corrected("name", note="Another name.")
    assert change(source(FRONT + note, BODY.replace("green", "brown"))) == [
        "the words of paragraph 2 differ, and no correction explains it"
    ]


def test_correction_that_fits_everywhere_takes_no_time(change: Callable[[str], list[str]]) -> None:
    both = corrected(was="x", now="a") + corrected(was="y", now="e").removeprefix("corrections:\n")
    start = perf_counter()
    assert change(source(FRONT + both, BODY.replace("green", "the sea and a tale " * 1000)))
    assert perf_counter() - start < 20


class TestAddresses:
    def test_letter_that_goes(self, archive: Path) -> None:
        before = published(archive)
        write(archive, {"2020-01-02-b.md": source(date="2020-01-02")})
        (archive / "letters" / f"{ID}.md").unlink()
        assert differences(archive, before) == [
            f"the letter {ID!r} was published, and its address would lead nowhere"
        ]

    def test_letter_with_a_new_id_leads_on(self, archive: Path) -> None:
        before = published(archive)
        (archive / "letters" / f"{ID}.md").unlink()
        write(archive, {"2020-01-01-b.md": source(FRONT + f"former_ids: [{ID}]\n")})
        assert differences(archive, before) == []
        write(
            archive,
            {"2020-01-01-b.md": source(FRONT + f"former_ids: [{ID}]\n", BODY.replace("green", "red"))},
        )
        assert differences(archive, before) == [
            "the words of paragraph 2 differ, and no correction explains it"
        ]

    def test_letter_that_is_no_longer_published(self, archive: Path) -> None:
        before = published(archive)
        write(archive, {f"{ID}.md": source("status: draft\n" + FRONT)})
        assert differences(archive, before)[0].startswith(f"the letter {ID!r} was published")

    def test_former_id_of_the_letter_stays_too(self, archive: Path) -> None:
        write(archive, {f"{ID}.md": source(FRONT + "former_ids: [2020-01-01-c]\n")})
        before = published(archive)
        write(archive, {f"{ID}.md": source()})
        assert differences(archive, before) == [
            "the letter '2020-01-01-c' was published, and its address would lead nowhere"
        ]

    def test_topic_with_a_new_id(self, archive: Path) -> None:
        before = published(archive)
        write(
            archive,
            {"topics.yml": "water:\n  label: Rivers\n", f"{ID}.md": source(FRONT.replace("rivers", "water"))},
        )
        assert differences(archive, before) == [
            "'rivers' is gone from 'topics', and no correction explains it",
            "'rivers' was published, and its address would lead nowhere",
        ]
        write(archive, {"topics.yml": "water:\n  label: Rivers\n  former_ids: [rivers]\n"})
        assert differences(archive, before) == []

    def test_site_that_moves(self, archive: Path) -> None:
        before = published(archive)
        before["site"]["url"] = "https://elsewhere.example.org/"
        assert differences(archive, before)[0].startswith(
            "the site is published at https://elsewhere.example.org/"
        )


class TestCommand:
    def check(self, tmp_path: Path, content: bytes) -> Any:  # noqa: ANN401 - click's
        file = tmp_path / "published.json"
        file.write_bytes(content)
        config = str(TOY / "mkdocs.yml")
        now = ["--now", "2026-04-01T00:00Z"]
        return CliRunner().invoke(main, ["check", "--config", config, "--published", str(file), *now])

    def test_toy_archive_is_what_it_was(self, tmp_path: Path) -> None:
        before = json.dumps(self.toy())
        assert self.check(tmp_path, before.encode()).exit_code == 0

    def toy(self) -> Any:  # noqa: ANN401 - JSON
        archive = load(SETTINGS, NOW)
        bodies = Bodies(archive, Nothing())
        opened = [bodies.open(key) for key in archive.letters]
        part = make_part([letter_json(letter_record(archive, one.whole, one.body)) for one in opened])
        return json.loads(dict(whole_files(archive, [part]))["data/letters.json"])

    def test_what_differs_stands_at_its_letter(self, tmp_path: Path) -> None:
        before = self.toy()
        before["letters"][0]["title"] = "Before"
        done = self.check(tmp_path, json.dumps(before).encode())
        assert done.exit_code == 1
        path = "letters/2015/2015-01-12-open-records.md"
        assert done.stdout.startswith(f"{path}:1: 'title' differs from what was published")

    @pytest.mark.parametrize("value", [None, 1, "x", [], {}, [None], {"a": None}])
    def test_whatever_it_holds_is_said_in_one_sentence(self, value: object) -> None:
        archive, toy = load(SETTINGS, NOW), self.toy()
        bodies = Bodies(archive, Nothing())

        def record_of(key: str) -> Any:  # noqa: ANN401 - a record
            one = bodies.open(key)
            return letter_record(archive, one.whole, one.body)

        letter_keys = {key: one for one in toy["letters"] for key in one}
        changed = [{**toy, key: value} for key in toy]
        changed += [{**toy, "letters": [{**one, key: value}]} for key, one in letter_keys.items()]
        for before in changed:
            with suppress(PublishedError):
                list(compare(archive, before, record_of))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"{", "is no JSON: save data/letters.json of the site as it is"),
            (b"[" * 100_000 + b"]" * 100_000, "is no JSON"),
            (b"[]", "cannot be compared: it is not the letters.json of an archive"),
            (b'{"site": {"url": ""}, "entries": {}, "letters": [{"id": "a"}]}', "or one without digests"),
        ],
    )
    def test_other_files_are_said_in_one_sentence(self, tmp_path: Path, content: bytes, said: str) -> None:
        done = self.check(tmp_path, content)
        assert done.exit_code == 2
        assert said in done.stderr
