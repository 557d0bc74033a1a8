"""What is wrong in a letter's text, and that no word of a sound one is lost."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import letter, said, write
from undersigned.archive.letters import _body_problems
from undersigned.render.dialect import LetterMarkdown
from undersigned.source.body import scan_body
from undersigned.source.front_matter import LetterSource
from undersigned.source.strict_yaml import Parsed

NEVER_USED = "is never used (Markdown drops this line: use it, or put \\ before the bracket to print it)"
INSERTED = (
    "is no paragraph's name (an inserted paragraph is marked {#p4a}, after the number of the one before it)"
)
START = "does not start its line (start its line with it, outside of lists and quotations)"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("A mark.[^1]", "1: footnote [^1] has no text (add a line '[^1]: …')"),
        ("One.[^1]\n\n[^1]: A text with a mark.[^2]", "3: footnote [^2] has no text (add a line '[^2]: …')"),
        ("Text.\n\n[^1]: Lost.", "3: footnote [^1] is mentioned nowhere (put its mark into the text)"),
        ("One.[^1]\n\n[^1]: a\n[^1]: b", "4: footnote [^1] has two texts (first on line 9)"),
        (
            "One.\n\n[^a b]: c",
            "3: [^a b] cannot be a footnote's mark (write [^1] or [^word], without spaces)",
        ),
        ("One.\n\n[^]: c", "3: [^] cannot be a footnote's mark (write [^1] or [^word], without spaces)"),
        ("One.[^1]\n\n- [^1]: c", f"3: the text of footnote [^1] {START}"),
        ("One.[^1]\n\n> [^1]: c", f"3: the text of footnote [^1] {START}"),
        ("[Lost]: https://example.org/", f"1: the link [lost] {NEVER_USED}"),
        ("See ![it].\n\n[it]: https://example.org/", f"3: the link [it] {NEVER_USED}"),
        ("> [Lost]: https://example.org/ 'Title'", f"1: the link [lost] {NEVER_USED}"),
        (
            "One [it].\n\n[it]: https://a.org/\n[it]: https://b.org/",
            "4: the link [it] is defined twice (keep one)",
        ),
        ("One. {#q4}", f"1: {{#q4}} {INSERTED}"),
        ("One. {#intro}", f"1: {{#intro}} {INSERTED}"),
        ("One. {#p1a}\n\nTwo. {#p1a}", "3: the paragraph name {#p1a} is used twice (choose the next letter)"),
        (
            "One. {#p1a}\nTwo.",
            "1: {#p1a} stands within a paragraph (put it at the end",
        ),
        ("[signatures]\n\n[signatures]", "3: a second line [signatures] (the block stands in one place)"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |",
            "3: the row has more cells than its table's head: '3 | 4'",
        ),
        (
            "a | b\n--|--\n| 1 | 2 |",
            "3: the row has more cells than its table's head: '2'",
        ),
        ("  \n", "1: the letter has no text (write it beneath the front matter)"),
    ],
)
def test_each_mistake_is_one_problem_at_its_line(tmp_path: Path, body: str, problem: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(body=body)})
    number, rest = problem.split(":", 1)
    (line,) = said(tmp_path)
    assert line.startswith(f"letters/2020-01-01-a.md:{int(number) + 6}:{rest}")


@pytest.mark.parametrize(
    "body",
    [
        "Twice.[^1] And again.[^1]\n\n[^1]: One text.\n\n    Its second paragraph.",
        "In a note.[^1]\n\n[^1]: See the other.[^2]\n[^2]: The other.",
        "A [link over\ntwo lines](https://example.org/a_(b)) and [a [b] c](mailto:a@example.org).",
        "A [reference][long\nlabel].\n\n[Long label]: https://example.org/ (Title)",
        "[Another][].\n\n[another]: <https://example.org/>",
        "[A third].\n\n[a third]:\n  https://example.org/",
        "[Applause]: this is what they did.",
        "\\[Lost]: https://example.org/",
        "\\[^1], \\[not a link\\](javascript:alert), ![no image](javascript:alert) and {# no name }.",
        "- One. {#p1a}\n- Two. {#p2a}\n\nThree. {#p2b}\n[signatures]\nP.S. Four.",
        "a \\| b | c\n---|---\n1 | 2\n3 |\n",
        "| a |\n| no table |\n| 1 | 2 |",
        "---\n\ntitle: this is no front matter\n\n---",
        "[its own](#p1), [note](#fn:1) and [this letter](2020-01-01-a.md#p1).",
    ],
)
def test_what_is_right_is_no_problem(tmp_path: Path, body: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(body=body)})
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("javascript:alert(1)", "has the scheme 'javascript'"),
        ("JavaScript:alert(1)", "has the scheme 'javascript'"),
        ("java%73cript:alert(1)", "has the scheme 'javascript'"),
        ("java%09script:alert(1)", "has the scheme 'javascript'"),
        ("%20javascript:alert(1)", "has the scheme 'javascript'"),
        ("<javascript:alert(1)>", "has the scheme 'javascript'"),
        ("data:text/html,x", "has the scheme 'data'"),
        ("vbscript:x", "has the scheme 'vbscript'"),
        ("//example.org/", "is neither absolute nor relative"),
        ("/letters/x/", "is neither absolute nor relative"),
        ("../../etc/passwd", "leads nowhere"),
        ("?x=1", "leads nowhere"),
        ("files/2020-01-01-a/a.pdf", "leads nowhere"),
        ("2020-01-01-a.md?x=1", "has a query"),
        ("http://[::1", "cannot be read"),
    ],
)
@pytest.mark.parametrize(
    "form", ["[words]({})", "[words\nover lines]({})", "[words]( {} 'title')", "[words]\n\n[words]: {}"]
)
def test_a_link_that_must_not_be_is_a_problem(tmp_path: Path, target: str, problem: str, form: str) -> None:
    write(tmp_path, {"2020-01-01-a.md": letter(body=form.format(target))})
    (line,) = said(tmp_path)
    assert problem in line


BLOCKS = [
    "\n",
    "\n\n",
    " ",
    "    ",
    "> ",
    "- ",
    "+ ",
    "1. ",
    "# ",
    "***",
    "---",
    "  \n",
    "|",
    "| a | b |",
    "|---|---|",
]
INLINES = [
    "alpha",
    "beta",
    "gamma",
    '"delta"',
    "<b>",
    "&amp;",
    "\\",
    "*",
    "_",
    "`",
    "!",
    ":",
    "[",
    "]",
    "{{ x }}",
]
MARKS = [
    "[^1]",
    "[^1]: ",
    "[^a b]: ",
    "[x]",
    "[x]: ",
    "[]: ",
    "[x][y]",
    "[y]: <https://a.org> 'eta'",
    "{#p1a}",
]
LINKS = ["[theta](https://b.org 'iota')", "[kappa", "](https://c.org)", "<https://d.org>", "[signatures]"]
FRAGMENTS = st.sampled_from([*BLOCKS, *INLINES, *MARKS, *LINKS])
LABELS = {"x", "y", "p1a", "amp"}
"""What is no word: labels, a paragraph's name, and the entity that prints as it is typed."""
MARKDOWN = LetterMarkdown()


def words(text: str) -> Counter[str]:
    return Counter(word for word in re.findall(r"[a-z][a-z0-9]*", text) if word not in LABELS)


@given(st.lists(FRAGMENTS, max_size=20).map("".join))
@settings(deadline=None, max_examples=500)
def test_no_word_of_a_sound_text_is_lost(body: str) -> None:
    source = LetterSource(path="a.md", front_matter=Parsed(), body=body, body_line=1)
    if any(_body_problems("a.md", source, scan_body(body, 1))):
        return
    shown = [
        part
        for element in MARKDOWN.tree(body).iter()
        for part in (element.text, element.tail, element.get("href"), element.get("title"))
    ]
    assert not words(body) - words(" ".join(filter(None, shown)))


def test_a_label_within_brackets_is_no_use_of_a_link(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"2020-01-01-a.md": letter(body="[y]: <https://a.org> 'eta'\n\n[[y]: <https://a.org> 'eta']")},
    )
    assert any("the link [y] is never used" in line for line in said(tmp_path))
