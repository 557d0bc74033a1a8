"""What an archive holds once it is loaded, and what of it nobody may see."""

import os
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import NOW, TOY, archive, letter, problems, said, write
from undersigned.archive.archive import Archive
from undersigned.archive.letters import read_letter
from undersigned.archive.load import load
from undersigned.archive.registries import RECORDS
from undersigned.archive.remembered import SETTLED, Earlier
from undersigned.model.letter import Letter
from undersigned.model.registry import Office, Organization, Person, Topic
from undersigned.model.settings import Settings

LIFTS = datetime(2026, 3, 24, 3, 30, tzinfo=UTC)
"""When the embargo of one letter of the toy archive lifts: 23:30 in New York, the day before."""


@pytest.fixture(scope="module")
def toy() -> Archive:
    return load(Settings(folder=TOY, time_zone="America/New_York"), NOW)


def test_letters_run_from_the_oldest_to_the_newest(toy: Archive) -> None:
    days = [letter.date for letter in toy.letters.values()]
    assert days == sorted(days)
    assert len(days) == 15
    assert list(toy.letters_by_year) == [2015, 2016, 2019, 2020, 2021, 2023, 2024, 2025, 2026]


def test_toy_shows_every_field() -> None:
    """Each field of each record has a value of its own somewhere in the toy archive."""
    whole = load(Settings(folder=TOY), datetime(2100, 1, 1, tzinfo=UTC))
    read = [read_letter(TOY, card.path)[0] for card in whole.letters.values()]
    letters = [one.letter for one in read if one]
    records = [
        *letters,
        *(inner for letter in letters for inner in (*letter.events, *letter.corrections)),
        *(inner for letter in letters for inner in (*letter.attachments, *letter.also_signed)),
        *(mention for one in letters for mention in (*one.signatories, *one.recipients, *one.cc)),
        *(
            r
            for registry in (whole.people, whole.organizations, whole.offices, whole.topics)
            for r in registry.values()
        ),
        *(inner for person in whole.people.values() for inner in (*person.offices, *person.links)),
    ]
    shown = {(type(r), name) for r in records for name in r.model_fields_set if getattr(r, name)}
    assert {type(r) for r in records} >= {Letter, Person, Organization, Office, Topic}
    # Only a draft has another status, and no draft is ever loaded.
    missing = {
        (type(r).__name__, name)
        for r in records
        for name in type(r).model_fields
        if (type(r), name) not in shown
    }
    assert missing == {("Letter", "status")}


def test_defaults_are_filled_in(toy: Archive) -> None:
    first, lifted = toy.letters["2015-01-12-open-records"], toy.letters["2026-03-20-embargo-that-was-lifted"]
    assert (first.language, first.published) == ("en", date(2015, 1, 15))
    assert toy.letters["2023-04-05-gracias-por-el-rio"].language == "es"
    # The embargo lifts on the 24th in London, where nobody counts these days.
    assert lifted.published == date(2026, 3, 23)


def test_signatures_are_counted_with_private_and_erased_ones_and_without_withdrawn_ones(toy: Archive) -> None:
    key = "2021-05-03-keep-the-river-clean"
    signed = toy.whole(key).in_role("signatory")
    assert (len(signed), sum(c.withdrawn is not None for c in signed)) == (26, 1)
    assert toy.letters[key].signatures == 25 + 3 + 2


def test_what_a_letter_prints_is_what_its_file_says(toy: Archive) -> None:
    (signatory,) = toy.whole("2019-06-30-last-day-in-office").in_role("signatory")
    assert (signatory.name, signatory.title) == ("A. Example", ("Northland Attorney General",))
    assert (signatory.id, signatory.office) == ("avery-example", "northland-attorney-general")
    library, *_ = toy.whole("2015-01-12-open-records").in_role("cc")
    assert (library.by, library.title, library.kind) == ("Kim Clerk, Secretary", (), "organization")


def test_one_office_passes_from_one_holder_to_the_next(toy: Archive) -> None:
    (last,) = toy.whole("2019-06-30-last-day-in-office").in_role("signatory")
    first, *_ = toy.whole("2019-07-01-first-day-in-office").in_role("signatory")
    assert last.office == first.office == "northland-attorney-general"
    assert toy.holders["northland-attorney-general"] == ("avery-example", "blair-sample", "casey-specimen")


def test_topics_are_found_under_those_above_them(toy: Archive) -> None:
    assert toy.letters["2020-03-31-library-budgets"].topics == ("school-libraries", "water")
    assert toy.broader_topics("school-libraries") == ("libraries", "public-life")
    assert "2020-03-31-library-budgets" in toy.letters_by_topic["public-life"]
    assert toy.narrower_topics["public-life"] == ("libraries", "open-records")


def test_nothing_can_be_changed(toy: Archive) -> None:
    key, card = next(iter(toy.letters.items()))
    with pytest.raises(AttributeError):
        card.title = "Another"  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        toy.whole(key).letter.title = "Another"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        toy.letters = {}  # type: ignore[misc]


# Who may see what, and when.


def test_an_embargo_lifts_at_its_moment() -> None:
    key = "2026-03-20-embargo-that-was-lifted"
    assert key not in archive(TOY, LIFTS - timedelta(microseconds=1)).letters
    assert key in archive(TOY, LIFTS).letters


def test_nothing_of_an_unpublished_letter_is_left(toy: Archive) -> None:
    """Each value that only the embargoed letter and the drafts use holds the word "canary"."""
    assert "canary" not in repr(vars(toy)).lower()
    after = archive(TOY, datetime(2099, 1, 2, 9, 0, tzinfo=UTC))
    assert repr(vars(after)).lower().count("canary") > 40
    assert "canarydraft" not in repr(vars(after)).lower()


def test_registries_hold_only_what_published_letters_name(toy: Archive) -> None:
    assert "riverside-readers" in toy.organizations
    assert "northland-library-association" in toy.organizations, "since a part of it signed"
    assert "canary-office" not in toy.offices
    assert "public-life" in toy.topics


@pytest.mark.parametrize(
    ("front", "now", "message"),
    [
        ("", "2026-01-01", "is not published"),
        ("", "2026-06-01", ""),
        # What comes out at the same moment or later may name it now.
        ("embargo: 2026-05-31 10:00 UTC\n", "2026-01-01", ""),
        ("embargo: 2026-06-01 00:00 UTC\n", "2026-01-01", ""),
        ("embargo: 2026-05-31 09:59 UTC\n", "2026-01-01", "is not published"),
    ],
)
def test_no_letter_names_one_that_is_hidden_when_it_is_out(
    tmp_path: Path, front: str, now: str, message: str
) -> None:
    files = {
        "2020-01-01-late.md": letter("embargo: 2026-05-31 10:00 UTC"),
        "2020-01-01-a.md": letter(front + "follows: 2020-01-01-late"),
        "2020-01-01-b.md": letter(front, body="See [it](2020-01-01-late.md)."),
    }
    found = problems(write(tmp_path, files), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert [p.path for p in found] == ["letters/2020-01-01-a.md", "letters/2020-01-01-b.md"] * bool(message)
    assert all(message in p.message for p in found)


def test_a_draft_may_lack_anything_and_bear_any_name(tmp_path: Path) -> None:
    drafts = {
        "drafts/Anything, at all.md": "---\nstatus: draft\n---\n",
        "drafts/empty.md": "---\nstatus: draft\ntitle:\nrecipients:\nsummary:\n---\n",
        "drafts/ids.md": "---\nstatus: draft\nsignatories: [nobody-at-all]\ntopics: [none]\n---\nText.[^1]\n",
    }
    assert archive(write(tmp_path, drafts)).letters == {}


def test_a_draft_with_a_mistake_is_no_silence(tmp_path: Path) -> None:
    write(tmp_path, {"drafts/a.md": "---\nstatus: draft\nembargo: soon\n---\n"})
    (problem,) = said(tmp_path)
    assert problem.startswith("letters/drafts/a.md:3: 'embargo': 'soon' is not a time like")


def test_a_letter_that_names_a_broken_one_is_not_broken_itself(tmp_path: Path) -> None:
    files = {
        "2020-01-01-a.md": letter("titel: x"),
        "2020-01-01-b.md": letter("follows: 2020-01-01-a", body="See [it](2020-01-01-a.md)."),
    }
    (problem,) = said(write(tmp_path, files))
    assert problem.startswith("letters/2020-01-01-a.md:6: unknown key 'titel'")


def test_long_chains_of_letters_are_no_circle(tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(1500)]
    files = {f"{days[0]}-a.md": letter(date=str(days[0]))}
    for before, day in pairwise(days):
        files[f"{day}-a.md"] = letter(f"follows: {before}-a", date=str(day))
    write(tmp_path, files)
    assert len(archive(tmp_path).letters) == 1500
    (problem,) = said(
        write(tmp_path, {f"{days[0]}-a.md": letter(f"follows: {days[-1]}-a", date=str(days[0]))})
    )
    assert "follows goes round in a circle: 2020-01-01-a → 2024-02-08-a → 2024-02-07-a → " in problem


# Properties.


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_order_of_files_does_not_matter(toy: Archive, order: Random) -> None:
    files = [file for file in sorted((TOY / "letters").rglob("*")) if file.is_file()]
    order.shuffle(files)
    with TemporaryDirectory() as name:
        for file in files:
            copy = Path(name, file.relative_to(TOY))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        again = load(Settings(folder=Path(name), time_zone="America/New_York"), NOW)
        letters = [again.whole(key) for key in again.letters]
    for part in ("letters", "people", "organizations", "offices", "topics"):
        assert list(getattr(again, part).items()) == list(getattr(toy, part).items())
    assert letters == [toy.whole(key) for key in toy.letters]


HOSTILE = st.text(st.sampled_from("ab1:-# \n\t'\"[]{}()|>&*!^<`~.\\é\u2028\u202e"), max_size=200) | st.text()
KEYS = st.sampled_from([*Letter.model_fields, "for", "unknown"])
VALUES = st.recursive(
    st.text(st.sampled_from("abc 012-:|'\"#"), max_size=12)
    | st.sampled_from(["", "2020-01-01", "true", "~"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}"
        )
    ),
    max_leaves=6,
)
FRONT = st.dictionaries(KEYS, VALUES).map(lambda d: "".join(f"{key}: {value}\n" for key, value in d.items()))
REGISTRIES = st.sampled_from(["people.yml", "organizations.yml", "offices.yml", "topics.yml"])


def only_problems(files: dict[str, str]) -> None:
    """Load an archive of `files`: whatever is wrong is a problem with a line inside its file."""
    with TemporaryDirectory() as name:
        folder = write(Path(name), files)
        for problem in problems(folder):
            text = (folder / problem.path).read_text(encoding="utf-8-sig")
            assert 1 <= problem.line <= text.count("\n") + 1
            assert problem.message
            assert "\n" not in str(problem)


NESTED = [
    "recipients: [{%s}]",
    "also_signed: [{%s}]",
    "attachments: [{%s}]",
    "events: [{%s}]",
    "corrections: [{%s}]",
]
KEYS_INSIDE = (
    "id name title office address by for lead signed withdrawn file kind label sha256 date url letter was"
)


@pytest.mark.parametrize(
    "value", ["", "''", "x", "12", "[]", "[x]", "[[x]]", "[~]", "{a: b}", "{a: {b: c}}", "[{a: b}]"]
)
def test_any_type_of_value_in_any_field_is_a_letter_or_problems(value: str) -> None:
    fields = [f"{key}: {value}" for key in Letter.model_fields]
    fields += [form % f"{key}: {value}" for form in NESTED for key in KEYS_INSIDE.split()]
    fields += [f"withdrawn: {{{key}: {value}}}" for key in ("date", "note")]
    only_problems({f"2020-01-01-{n}.md": letter(front, signed="") for n, front in enumerate(fields)})


@pytest.mark.parametrize(
    "value", ["", "''", "x", "12", "[]", "[x]", "[[x]]", "[~]", "{a: b}", "[{office: {}}]", "[{to: []}]"]
)
def test_any_type_of_value_in_any_registry_is_a_registry_or_problems(value: str) -> None:
    for name, record in RECORDS.items():
        entries = [f"entry-{n}:\n  {key}: {value}\n" for n, key in enumerate(record.model_fields)]
        only_problems({f"{name}.yml": "".join(entries)})


@given(HOSTILE)
@settings(deadline=None)
def test_any_text_as_a_letter_is_a_letter_or_problems(text: str) -> None:
    only_problems({"2020-01-01-a.md": text})


@given(HOSTILE | FRONT)
@settings(deadline=None, max_examples=300)
def test_any_front_matter_is_a_letter_or_problems(front: str) -> None:
    only_problems({"2020-01-01-a.md": f"---\n{front}\n---\nText.\n"})


@given(HOSTILE)
@settings(deadline=None)
def test_any_body_is_a_letter_or_problems(body: str) -> None:
    only_problems({"2020-01-01-a.md": letter(body=body)})


@given(REGISTRIES, HOSTILE | FRONT | FRONT.map(lambda text: "entry:\n" + text.replace("\n", "\n  ").rjust(2)))
@settings(deadline=None, max_examples=300)
def test_any_registry_is_a_registry_or_problems(name: str, text: str) -> None:
    only_problems({name: text, "2020-01-01-a.md": letter("topics: [entry]\ncc: [{id: entry, name: E}]")})


def test_an_edit_of_words_takes_over_what_was_worked_out_before(tmp_path: Path) -> None:
    """Even where the file keeps its length and was edited a moment ago."""
    files = {f"2020-01-0{n}-x.md": letter("signatories: Bo", signed="", date=f"2020-01-0{n}") for n in (1, 2)}
    folder = write(tmp_path, {**files, "people.yml": "bo-example:\n  name: Bo\n"})
    earlier = Earlier()

    def again() -> tuple[Archive, Archive]:
        return load(Settings(folder=folder), NOW, earlier=earlier), archive(folder)

    first, _ = again()
    signed_by = first.signed_by
    write(folder, {"2020-01-02-x.md": files["2020-01-02-x.md"].replace("Text.", "Test.")})
    edited, fresh = again()
    assert edited.whole("2020-01-02-x").letter.body.strip() == "Test."
    assert edited.letters == fresh.letters != first.letters
    assert edited.signed_by is signed_by == fresh.signed_by
    write(folder, {"2020-01-02-x.md": files["2020-01-02-x.md"].replace("A letter", "Another letter")})
    edited, fresh = again()
    assert edited.letters["2020-01-02-x"].title == "Another letter"
    assert edited.letters == fresh.letters
    assert edited.signed_by is not signed_by
    (folder / "letters" / "2020-01-01-x.md").unlink()
    edited, fresh = again()
    assert edited.letters == fresh.letters
    assert edited.signed_by == fresh.signed_by == {"bo-example": ("2020-01-02-x",)}


def test_a_file_that_was_left_alone_is_not_read_again(tmp_path: Path) -> None:
    file = write(tmp_path, {"2020-01-01-x.md": letter()}) / "letters" / "2020-01-01-x.md"
    earlier = Earlier()
    long_ago = time.time_ns() - 10 * SETTLED
    os.utime(file, ns=(long_ago, long_ago))
    fresh = earlier.digest(str(file))
    # The time of its last change of state is now: it is not trusted yet, and read again.
    file.write_text("other", encoding="utf-8")
    os.utime(file, ns=(long_ago, long_ago))
    assert earlier.digest(str(file)) != fresh
    assert earlier.digest(str(tmp_path / "gone")) == b""
