"""Strict YAML: what was typed is what is kept, and every trap is a problem at its line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.source.strict_yaml import Place, Value, parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# a comment\n", None),
        ("a: 2026-03-23\n", {"a": "2026-03-23"}),
        ("a: 12\nb: 1.50\nc: true\n", {"a": "12", "b": "1.50", "c": "true"}),
        ("a: 'no'\nb: \"012\"\n", {"a": "no", "b": "012"}),
        ("a:\nb: ~\nc: null\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
        ("a: [x, 'y, z']\n", {"a": ["x", "y, z"]}),
        ("a:\n- x\n- b: z\n", {"a": ["x", {"b": "z"}]}),
        ("a: |\n  x\n\n  # y\n", {"a": "x\n\n# y\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("a: x\n  y\n", {"a": "x y"}),
        ("a: 'it''s'\n", {"a": "it's"}),
        ("a: x#y\n", {"a": "x#y"}),
        ("a: 'x' # a comment\n# another\nb: [z] # a third\n", {"a": "x", "b": ["z"]}),
        ("a: x:y\n", {"a": "x:y"}),
        ("a: é例👩\n", {"a": "é例👩"}),
    ],
)
def test_what_was_typed_is_kept(text: str, value: Value) -> None:
    parsed = parse_yaml("f.yml", text)
    assert (parsed.value, parsed.problems) == (value, ())


COMMENT = "for a comment and drops it (put the value in quotes, or the comment on a line of its own)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b\nc: Foo: bar\n", "2: cannot be read as YAML: mapping values are not allowed in this context"),
        (
            "a: 'b\nc: d\n",
            "1: cannot be read as YAML: found unexpected end of stream (a quotation mark is never",
        ),
        (
            'a: b\nc: "d\n',
            "2: cannot be read as YAML: found unexpected end of stream (a quotation mark is never",
        ),
        (
            "a: 'it's'\n",
            "1: cannot be read as YAML: did not find expected key (check the indentation, and put quotes",
        ),
        (
            "a: b\nc: [d\ne: f\n",
            "2: cannot be read as YAML: did not find expected ',' or ']' (a list in [ ] is never",
        ),
        (
            "a:\n\t- b\n",
            "2: cannot be read as YAML: found character that cannot start any token (indent with spaces",
        ),
        (
            "a: b\n\tc\n",
            "2: cannot be read as YAML: found a tab character that violates indentation (indent with",
        ),
        (
            "a: @b\n",
            "1: cannot be read as YAML: found character that cannot start any token (a value that starts",
        ),
        (
            "a: b\nc\nd: e\n",
            "2: cannot be read as YAML: could not find expected ':' (each line is 'key: value'",
        ),
        ('a: "\\d"\n', "1: cannot be read as YAML: found unknown escape character (a \\ in double quotes"),
        (
            "a: {{ b }}\n",
            "1: has a key that is no plain word (put quotes around it; a value that starts with {",
        ),
        ("a: *b\n", "1: uses a YAML anchor or alias (write the value out; quote a leading & or *)"),
        ("a: &b c\n", "1: uses a YAML anchor or alias"),
        ("a: !b c\n", "1: uses the YAML tag '!b' (quote a leading !)"),
        ("a: b\n---\nc: d\n", "2: holds a second YAML document (keep one)"),
        ("a: b\nc: d\na: e\n", "3: has the key 'a' twice (first on line 1; keep one)"),
        ("a:\n  - b: c\n    b: d\n", "3: has the key 'b' twice (first on line 2; keep one)"),
        ("a: b # c\n", f"1: YAML takes '# c' {COMMENT}"),
        ("a: #1 priority\n", f"1: YAML takes '#1 priority' {COMMENT}"),
        ("a: b\n  c # d\n", f"2: YAML takes '# d' {COMMENT}"),
        ("a:\n- b # c\n", f"2: YAML takes '# c' {COMMENT}"),
        ("a: b # " + "c" * 50 + "\n", f"1: YAML takes '# {'c' * 37}…' {COMMENT}"),
        ("sort: no\n", "1: YAML readers take 'no' for true or false (put it in quotes)"),
        ("a: [Yes, x]\n", "1: YAML readers take 'Yes' for true or false (put it in quotes)"),
        ("a: 012\n", "1: YAML readers take '012' for an octal number (put it in quotes)"),
        # libyaml ends lines at these characters too; a file's lines do not.
        ("a: x\u2028y\nb: c\x85\nb: d\n", "3: has the key 'b' twice (first on line 2; keep one)"),
        ("[" * 20 + "]" * 20 + "\n", "1: is nested too deeply (no field needs this)"),
    ],
)
def test_each_trap_is_one_problem_at_its_line(text: str, problem: str) -> None:
    (found,) = parse_yaml("f.yml", text).problems
    assert str(found).startswith(f"f.yml:{problem}")


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 10),
        (("signatories",), 11),
        (("signatories", 0), 12),
        (("signatories", 1), 14),
        (("signatories", 2), 15),
        (("events", 1, "date"), 20),
        (("events", 1), 20),
        (("events", 1, "missing"), 20),
        (("nowhere",), 10),
    ],
)
def test_each_value_knows_its_line(place: Place, line: int) -> None:
    text = """\
title: A letter
signatories: |
  Avery Example

  Blair Sample
  Casey Specimen

events:
  - date: 2026-01-01
    kind: response
  - date: 2026-01-02
"""
    assert parse_yaml("f.yml", text, first_line=10).line(place) == line


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_is_read_as_it_is(value: object) -> None:

    text = json.dumps({"a": value}) + "\n"
    parsed = parse_yaml("f.yml", text)
    if not parsed.problems:
        assert parsed.value == {"a": value}


YAMLISH = st.text(st.sampled_from("ab:-# \n\t'\"[]{}|>&*!%@,?\\0é\u2028\x85")) | st.text()


@given(YAMLISH)
def test_no_text_does_worse_than_problems_within_it(text: str) -> None:
    for problem in parse_yaml("f.yml", text).problems:
        assert 1 <= problem.line <= text.count("\n") + 1
