"""Entries of registries are added, changed, taken out and renamed, and no other byte is touched."""

from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.source.entries import comments_of, with_changed, with_key, with_new, without
from undersigned.source.strict_yaml import Value, parse_yaml
from undersigned.source.yaml_editing import EditError, with_items
from undersigned.source.yaml_writing import flow, mapping_lines, scalar

REGISTRY = """\
# yaml-language-server: $schema=../schemas/people.json
# Nobody here is real.

avery-example:   # the first
    name:   "Avery Example"    # as printed
    also: [ A. Example,Attorney Example ]
    offices:
    - office: northland-attorney-general
      from: 2013-01
      # why not earlier
      party: 'Orchard Party'

    # before the ids
    former_ids:
        - a-example

# Of Southshire

# She signs with her initial.
blair-sample:
    name: Blair Sample
    # The end of Blair.


"dana-instance": {name: Dana Instance, also: Dana I.}
"""
NEW: dict[str, Value] = {
    "name": "Casey R. Specimen, Jr.",
    "offices": [{"office": "northland-senator", "from": "2025"}],
}
WRITTEN = """\
casey-specimen:
  name: Casey R. Specimen, Jr.
  offices:
    - office: northland-senator
      from: 2025
"""


def changes(before: str, after: str) -> list[str]:
    """The lines that are not the same, each with `+ ` or `- ` before it."""
    lines = ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_new_entry_stands_in_order_of_id() -> None:
    after = with_new(REGISTRY, {"casey-specimen": NEW})
    assert after == REGISTRY.replace('\n\n\n"dana', f'\n\n{WRITTEN}\n\n"dana')


def test_first_entry_stands_below_what_is_said_of_all() -> None:
    after = with_new(REGISTRY, {"aaron": {"name": "Aaron"}})
    assert after == REGISTRY.replace("avery-example:", "aaron:\n  name: Aaron\n\navery-example:")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", WRITTEN),
        ("# Nobody yet.\n", f"# Nobody yet.\n\n{WRITTEN}"),
        ("# Nobody yet.\n\n", f"# Nobody yet.\n\n{WRITTEN}"),
        ("z:\n  name: Z\n\na:\n  name: A\n", f"z:\n  name: Z\n\na:\n  name: A\n\n{WRITTEN}"),
        ("a:\n  name: A\nb:\n  name: B\n", f"a:\n  name: A\nb:\n  name: B\n{WRITTEN}"),
        ("a:\n  name: A\n", f"a:\n  name: A\n\n{WRITTEN}"),
        ("a:\r\n  name: A\r\n", f"a:\n  name: A\n\n{WRITTEN}".replace("\n", "\r\n")),
        ("\ufeffd:\n  name: D\n", f"\ufeff{WRITTEN}\nd:\n  name: D\n"),
    ],
)
def test_registries_of_all_kinds_take_a_new_entry(before: str, after: str) -> None:
    assert with_new(before, {"casey-specimen": NEW}) == after


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("casey-specimen:\n  name: C\n", "is there already"),
        ("{a: {name: A}}\n", "no mapping with a key a line"),
        ("  a:\n    name: A\n", "do not start their lines"),
        ("a:\n  name: A\r\n", "end in two ways"),
        ("- a\n", "problems"),
        ("a: [\n", "problems"),
        ("a:\n  name: A\n...\n", "by hand"),
    ],
)
def test_registry_that_cannot_take_it_stays(before: str, said: str) -> None:
    with pytest.raises(EditError, match=said):
        with_new(before, {"casey-specimen": NEW})


def test_entry_goes_with_the_comments_that_are_its_own() -> None:
    after = without(REGISTRY, "blair-sample")
    assert changes(REGISTRY, after) == [
        "- # She signs with her initial.",
        "- blair-sample:",
        "-     name: Blair Sample",
        "-     # The end of Blair.",
        "- ",
        "- ",
    ]
    assert comments_of(REGISTRY, "blair-sample") == ["She signs with her initial.", "The end of Blair."]


def test_comment_is_told_from_a_sign_within_a_value() -> None:
    assert comments_of("a: # one\n  name: 'A #2' # two\n  also: B#3\n", "a") == ["one", "two"]


def test_last_entry_leaves_no_gap_behind() -> None:
    after = without("a:\n  name: A\n\nb:\n  name: B\n", "b")
    assert after == "a:\n  name: A\n"
    assert without(after, "a") == ""


def test_list_grows_by_lines_of_its_own() -> None:
    after = with_changed(
        REGISTRY, "avery-example", lambda e: with_items(e, ("avery-example", "former_ids"), ["b"])
    )
    assert changes(REGISTRY, after) == ["+         - b"]
    after = with_changed(
        REGISTRY, "avery-example", lambda e: with_items(e, ("avery-example", "also"), ["E, A."])
    )
    assert changes(REGISTRY, after)[1].endswith("also: [ A. Example,Attorney Example, 'E, A.']")
    after = with_changed(
        REGISTRY, "avery-example", lambda e: with_items(e, ("avery-example", "links"), ["x"])
    )
    assert changes(REGISTRY, after) == ["+     links: [x]"]
    after = with_changed(REGISTRY, "dana-instance", lambda e: with_items(e, ("dana-instance", "also"), ["D"]))
    assert changes(REGISTRY, after)[1] == '+ "dana-instance": {name: Dana Instance, also: [Dana I., D]}'


def test_id_changes_alone_where_the_order_stays() -> None:
    after = with_key(REGISTRY, "blair-sample", "blair-x-sample")
    assert changes(REGISTRY, after) == ["- blair-sample:", "+ blair-x-sample:"]
    after = with_key(REGISTRY, "dana-instance", "dora-instance")
    assert after == REGISTRY.replace('"dana-instance":', "dora-instance:")


def test_entry_with_another_id_moves_with_its_comments() -> None:
    after = with_key("a:\n  name: A\n\n# of b\nb:\n  name: B\n\nc:\n  name: C\n", "b", "d")
    assert after == "a:\n  name: A\n\nc:\n  name: C\n\n# of b\nd:\n  name: B\n"
    with pytest.raises(EditError, match="'c' is there already"):
        with_key("a:\n  name: A\nc:\n  name: C\n", "a", "c")


IDS = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
WORDS = st.text("ab01 -_:#[]{},&*!|>'\"%@`?~=<yn\\/.é", min_size=1, max_size=9).map(str.strip).filter(bool)
BETWEEN = st.sampled_from(
    ["", "\n", "# a comment\n", "\n# of nobody\n\n", "\n# of the next\n", "  # of the last\n\n"]
)


@given(st.lists(st.tuples(BETWEEN, IDS, WORDS), unique_by=lambda one: one[1]), IDS, WORDS)
def test_every_line_stays_and_a_new_entry_can_be_taken_out_again(
    entries: list[tuple[str, str, str]], key: str, word: str
) -> None:
    text = "".join(f"{between}{one}:\n  name: {scalar(name)}\n" for between, one, name in entries)
    if parse_yaml("", text).problems or key in {one for _, one, _ in entries}:
        return
    after = with_new(text, {key: {"name": word, "also": [word]}})
    lines = iter(after.split("\n"))
    assert all(line in lines for line in text.split("\n"))
    known = parse_yaml("", text).value or {}
    assert isinstance(known, dict)
    added: Value = {"name": word, "also": [word]}
    assert parse_yaml("", after).value == {**known, key: added}
    again = without(after, key)
    assert [line for line in again.split("\n") if line] == [line for line in text.split("\n") if line]


@given(WORDS)
def test_whatever_is_written_is_read_as_it_is(word: str) -> None:
    written = "\n".join(mapping_lines({word: word, "list": [{word: word}, [word], word]}))
    ways: list[tuple[str, Value]] = [
        (written, {word: word, "list": [{word: word}, [word], word]}),
        (flow({word: [word, {"k": word}]}), {word: [word, {"k": word}]}),
    ]
    for text, value in ways:
        parsed = parse_yaml("", text + "\n")
        assert parsed.value == value
        assert not parsed.problems
