"""What a command adds to front matter: in its place, and nothing else is touched."""

import pytest

from undersigned.source.editing import with_entry, with_front
from undersigned.source.yaml_editing import EditError

ENTRY = {"file": "signed.pdf", "kind": "signed-original", "label": "It's: signed #1"}
BLOCK = "{0}- file: signed.pdf\n{0}  kind: signed-original\n{0}  label: 'It''s: signed #1'\n"


def text(front: str, body: str = "Text: a\n---\nb\n") -> str:
    return f"---\ntitle: A   # as it is\n{front}---\n{body}"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", "attachments:\n" + BLOCK.format("  ")),
        (
            "attachments: []\n",
            "attachments: [{file: signed.pdf, kind: signed-original, label: 'It''s: signed #1'}]\n",
        ),
        (
            "attachments: [{file: a.pdf, kind: appendix}]\ncc: B\n",
            (
                "attachments: [{file: a.pdf, kind: appendix}, "
                "{file: signed.pdf, kind: signed-original, label: 'It''s: signed #1'}]\ncc: B\n"
            ),
        ),
        (
            "attachments:\n- file: a.pdf\n  kind: appendix # why\n\n# of whom\ncc: B\n",
            "attachments:\n- file: a.pdf\n  kind: appendix # why\n"
            + BLOCK.format("")
            + "\n# of whom\ncc: B\n",
        ),
        (
            "attachments:\n    - label: |\n        Two\n        lines\n      file: a.pdf\ncc: B\n",
            "attachments:\n    - label: |\n        Two\n        lines\n      file: a.pdf\n"
            + BLOCK.format("    ")
            + "cc: B\n",
        ),
        (
            "attachments:\n  - file: a.pdf\n    label: |\n      Two\n      lines\ncc: B\n",
            "attachments:\n  - file: a.pdf\n    label: |\n      Two\n      lines\n"
            + BLOCK.format("  ")
            + "cc: B\n",
        ),
    ],
)
def test_entry_goes_to_the_end_of_its_list(front: str, expected: str) -> None:
    assert with_entry(text(front), "attachments", ENTRY) == text(expected)


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    before = "\ufeff---\r\ntitle: A\r\n---\r\nBody\r\nwith\nboth\r\n"
    after = "\ufeff---\r\ntitle: A\r\nevents:\r\n  - date: 2020-01-01\r\n---\r\nBody\r\nwith\nboth\r\n"
    assert with_entry(before, "events", {"date": "2020-01-01"}) == after


def test_lines_that_end_in_two_ways_stay() -> None:
    mixed = "---\r\ntitle: A\ndate: 2020-01-01\r\n---\r\nBody\n"
    assert with_front(mixed, lambda front: front) == mixed
    with pytest.raises(EditError, match="its lines end in two ways"):
        with_entry(mixed, "events", {"date": "2020-01-01"})


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("No front matter\n", "has no front matter"),
        ("---\ntitle: A\n", "has no front matter"),
        (text("attachments: a.pdf\n"), "is no list"),
        (text("attachments: &x [{file: a.pdf}]\n"), "by hand"),
        (text("attachments:\n\t- file: a.pdf\n"), "by hand"),
        (text("cc: [\n"), "by hand"),
        (text("...\ncc: B\n"), "by hand"),
        (text("cc: " + "[" * 5000 + "\n"), "by hand"),
        (text("cc: 'A\x85B'\nattachments:\n  - file: a.pdf\n"), "by hand"),
    ],
)
def test_what_cannot_be_added_to_is_said(before: str, said: str) -> None:
    with pytest.raises(EditError, match=said):
        with_entry(before, "attachments", ENTRY)
