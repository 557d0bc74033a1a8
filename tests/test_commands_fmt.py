"""Front matter is put in order: fields move with their comments, and no value and no text changes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import Commands
from sources import LETTER
from undersigned.drafting.ordering import ORDER, ordered
from undersigned.source.front_matter import split_letter
from undersigned.source.strict_yaml import parse_yaml
from undersigned.source.text import SourceText
from undersigned.source.yaml_editing import EditError

MIXED = """\
---
# yaml-language-server: $schema=letter.json
# To whom, as printed.
recipients:
- name: The Council   # never alone
  title: |
    Of
    # three

    lines

# of the archive

title:  "A letter"
x-unknown: 1
also_signed: Ana
  # asked on the phone
status: draft
date: '2020-01-01'
# the end
---
Text.  \r
---
title: not this one
"""
IN_ORDER = """\
---
# yaml-language-server: $schema=letter.json

# of the archive

title:  "A letter"
date: '2020-01-01'
also_signed: Ana
  # asked on the phone
# To whom, as printed.
recipients:
- name: The Council   # never alone
  title: |
    Of
    # three

    lines
status: draft
x-unknown: 1
# the end
---
Text.  \r
---
title: not this one
"""


def test_fields_move_with_the_comments_above_them() -> None:
    assert ordered(MIXED) == IN_ORDER
    assert ordered(IN_ORDER) == IN_ORDER
    windows = MIXED.replace("\r", "").replace("\n", "\r\n")
    assert ordered(windows) == IN_ORDER.replace("\r", "").replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text", ["Text.\n", "---\ntitle: A\n", "---\n{title: A}\n---\n", "---\ntitle: [\n---\n"]
)
def test_what_cannot_be_read_stays(text: str) -> None:
    with pytest.raises(EditError):
        ordered(text)


VALUES = st.sampled_from(
    [
        " a",
        " 'a: b'  # why",
        " |\n  one\n\n  # two\n",
        " |+\n  one\n\n",
        " >-\n  one\n  two",
        " [a,\n  b]",
        "\n- a\n# between\n- b",
        "\n  - name: a\n    # of a\n    title: |\n      x\n  # below",
        " {a: b}",
        ' "a\n  b"',
    ]
)
ABOVE = st.sampled_from(["", "\n", "# a\n", "\n# a\n\n# b\n", "# a\n\n", "  # inner\n"])
KEYS = st.sampled_from([*ORDER, "unknown"])
FIELDS = st.lists(st.tuples(ABOVE, KEYS, VALUES), min_size=1, unique_by=lambda field: field[1])
BODIES = st.text("a\n\r-#: ", max_size=20)


@given(FIELDS, ABOVE, BODIES)
def test_values_and_text_stay_to_the_byte_and_twice_is_once(
    fields: list[tuple[str, str, str]], below: str, body: str
) -> None:
    front = "".join(f"{above}{key}:{value}\n" for above, key, value in fields) + below
    text = f"---\n{front}---\n{body}"
    try:
        once = ordered(text)
    except EditError:
        # Empty lines of a text above, and an indented comment below one, would change what it says.
        assert "|+" in front or "  # inner" in front
        return
    assert ordered(once) == once
    (before, _), (after, _) = (
        split_letter(SourceText(path="a.md", text=one, digest=b"")) for one in (text, once)
    )
    if before is None:
        return
    assert after is not None
    assert after.body == before.body
    assert once.endswith(f"---\n{body}")
    value = parse_yaml("", front).value
    assert after.front_matter.value == value == before.front_matter.value
    assert isinstance(after.front_matter.value, dict)
    keys = [ORDER.get(key, len(ORDER)) for key in after.front_matter.value]
    assert keys == sorted(keys)
    assert sorted(once.split("\n")) == sorted(text.split("\n"))


class TestCommand:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Commands:
        return Commands(tmp_path, {"2020-01-01-a.md": LETTER, "2020-01-01-b.md": MIXED, "c.md": IN_ORDER})

    def test_letters_that_are_not_in_order_are_named_or_mended(self, archive: Commands) -> None:
        assert archive.refused("fmt", "--check", code=1) == (
            "letters/2020-01-01-a.md: its fields are not in order\n"
            "letters/2020-01-01-b.md: its fields are not in order\n"
        )
        assert archive.refused("fmt", "--check", "c", code=0) == ""
        assert "\n-also_signed: Ana\n" in archive.shown("fmt", "2020-01-01-a")
        assert (
            archive.run("fmt", str(archive.folder / "letters/2020-01-01-b.md")) == "1 letter put in order.\n"
        )
        assert archive.file("2020-01-01-b.md") == IN_ORDER
        assert archive.run("fmt") == "1 letter put in order.\n"
        assert archive.run("fmt", "--check") == ""

    def test_problems_are_told_together_and_nothing_is_mended(self, archive: Commands) -> None:
        for name in ("d.md", "e.md"):
            (archive.folder / "letters" / name).write_text("No front matter.\n")
        said = archive.refused("fmt", code=1)
        assert [line.split(": the file")[0] for line in said.split("\n")[:2]] == [
            "letters/d.md:1",
            "letters/e.md:1",
        ]
