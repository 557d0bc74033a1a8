"""What lines come out of HTML pages."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading import all_words, is_read, page
from undersigned.drafting.document import LeftOut
from undersigned.drafting.reading.html import read_data
from undersigned.drafting.reading.marks import LINK_SCHEMES
from undersigned.model import fields


def read(markup: str) -> str:
    return page(read_data(markup.encode()))


def test_a_letter() -> None:
    markup = """<!DOCTYPE html>
<title>Letter | Alliance</title><style>p { color: red }</style>
<nav><a href="/">Home</a></nav>
<h2>Letter on the   harbor</h2>
<p>Robin Sample<br>Minister of Harbors<br>
 1 Quay Road</p>
<p>Dear <b>Minister </b>Sample:</p>
<p>We write about the <em>harbor</em> of
 <a href="https://example.org/x_(y)">Northport</a>,<sup><a href="#fn1" id="r1">1</a></sup> closed
 the 1<sup>st</sup>,<sup>2</sup> <del>not</del> for 10<sup>2</sup> days.</p>
<ol id="notes"><li id="fn1"><p>Report. <a href="#r1">↩</a></p><p>More.</p></li></ol>
<p hidden>secret</p><img src="x.png" alt="Seal">
"""
    document = read_data(markup.encode())
    assert (
        page(document)
        == """\
## Letter on the harbor

Robin Sample
Minister of Harbors
1 Quay Road

Dear **Minister** Sample:

We write about the *harbor* of [Northport](https://example.org/x_%28y%29),[^1] closed the 1st,² for 10² days.

[^1]: Report.

    More."""
    )
    assert document.is_flowing
    assert [line.number for line in document.lines if "Dear" in line.text] == [7]
    assert document.left_out == (
        LeftOut(line=2, text="Letter | Alliance", why="the title of the page"),
        LeftOut(line=2, text="p { color: red }", why="a style"),
        LeftOut(line=3, text="Home", why="a menu"),
        LeftOut(line=10, text="not", why="struck out"),
        LeftOut(line=12, text="secret", why="hidden"),
        LeftOut(line=12, text="Seal", why="a picture"),
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol start=3><li>a<li><p>b</p><p>c</p></ol>", "3. a\n4. b\n\n    c"),
        ("<ol type=a><li>x<li value=4>y</ol>", "a. x\nd. y"),
        ("<ul><li>x<ul><li>y</ul><li>z</ul>", "- x\n    - y\n- z"),
        ("<blockquote><p>x</p><p>y</p></blockquote>", "> x\n\n> y"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a&nbsp;&nbsp;&nbsp;&nbsp;b c", "a    b c"),
        ("<p>5 * 3 * 2, <b>x</b>", "5 * 3 * 2, **x**"),
        ("<p>A* and B* sign", r"A\* and B\* sign"),
        ("<p>un<i>believ</i>able <b>bold <i>both</i></b>", "un*believ*able **bold** ***both***"),
        ("<p><b>one</b><i>two</i>, more words", "onetwo, more words"),
        ('<p><a href="javascript:x()">x</a> <a href="mailto:a@b.org">a@b.org</a>', "x a@b.org"),
        ('<p><a href="https://a.example/x y">see [1]</a>', r"[see \[1\]](https://a.example/x%20y)"),
        ("<p><strong>all</strong></p><p><strong>of it</strong></p>", "all\n\nof it"),
        ("<aside><p>Officers</aside><p>Dear", "aside | Officers\naside | \nDear"),
    ],
)
def test_pieces(markup: str, expected: str) -> None:
    assert read(f"<html>{markup}") == expected


def test_tables() -> None:
    data = "<table><tr><th>Name<th>Count<tr><td>A long name<td>1<tr><td>x<td></table>"
    assert read(data) == "row | Name          Count\nrow | A long name   1\nrow | x"
    rows = "<tr><td><p>Avery<p>President<td>Riley<br>Secretary" * 2
    layout = "Avery       Riley\nPresident   Secretary"
    assert read(f"<table>{rows}</table>") == f"{layout}\n\n{layout}"


def test_a_table_that_lays_out_a_letter() -> None:
    officers = "<p>Avery<p>President<p>Jo<p>Treasurer"
    body = "We write about the harbor, which has been closed for three months. " * 5
    found = read(f"<table><tr><td>{officers}<td><p>Dear Minister:<p>{body}</table>")
    aside = "aside | Avery\naside | President\naside | Jo\naside | Treasurer"
    assert found == f"{aside}\n\nDear Minister:\n\n{body.strip()}"


@pytest.mark.parametrize(
    "notes",
    [
        '<p><a name="n1" href="#c1">[1]</a> First.</p><p>Further.</p><p><a name="n2" href="#c2">[2]</a> Two.',
        '<table><tr><td id="n1">1.</td><td>First.<br>Further.</td></tr><tr id="n2"><td>2.<td>Two.</table>',
        (
            '<div id="ftn1" style="mso-element:footnote"><p><a name="n1" href="#c1">[1]</a> First.</p>'
            '<p>Further.</p></div><div id="ftn2"><p><a name="n2" href="#c2">[2]</a> Two.</p></div>'
        ),
        '<div id="n1">1 First.<br>Further.</div><div id="n2">2) Two.</div>',
    ],
)
def test_notes_of_many_kinds(notes: str) -> None:
    calls = 'x<sup>[<a id="c1" href="#n1">1</a>, <a id="c2" href="#n2">2</a>]</sup>'
    expected = "x[^1][^2] y\n\n[^1]: First.\n\n    Further.\n[^2]: Two."
    assert read(f"<p>{calls} y</p>{notes}") == expected


def test_a_number_that_leads_back_is_no_call() -> None:
    markup = '<p>x<a id="c1" href="#n1">[1]</a> y</p><p id="n1"><a href="#c1">1</a>. Note.</p>'
    assert read(markup) == "x[^1] y\n\n[^1]: Note."


def test_the_text_of_a_page_of_news() -> None:
    document = read_data(b"<body><p>Menu<main><p>Letter</main><footer>Contact</footer>")
    assert page(document) == "Letter"
    assert [part.text for part in document.left_out] == ["Menu", "Contact"]


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="iso-8859-1"><p>“Señora”'.encode("cp1252"),
        '<meta charset="windows-1251"><p>Привет'.encode("cp1251"),
        "<p>Señora".encode("utf-16"),
        "<p>Señora".encode("cp1252"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert page(read_data(data)) in {"“Señora”", "Привет", "Señora"}


def test_links_go_where_those_of_letters_go() -> None:
    assert LINK_SCHEMES == fields.LINK_SCHEMES


TAGS = [
    "p",
    "div",
    "b",
    "i",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "sup",
    "a",
    "blockquote",
    "h2",
    "nav",
]
TAGS += ["pre", "q", "del", "aside", "br", "dl", "dt", "span", "article", "main", "svg", "noscript"]
markup = st.recursive(
    st.text(alphabet="abc \n\u00a0", min_size=1, max_size=9).map(html.escape),
    lambda inner: st.builds(
        lambda tag, attribute, parts, is_open: (
            f"<{tag}{attribute}>{' '.join(parts)}" + f"</{tag}>" * (not is_open)
        ),
        st.sampled_from(TAGS),
        st.sampled_from(
            ["", " id=a", " href=#a", " href=x", " hidden", " colspan=3", " rowspan=2", " start=4"]
        ),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(markup)
def test_every_word_of_a_page_is_in_its_lines_or_left_out(source: str) -> None:
    counter = iter(range(10_000))
    numbered = "".join(
        f"w{next(counter)}x" if char in "abc" and in_text else char for char, in_text in marked(source)
    )
    found = "".join(all_words(read_data(numbered.encode())))
    for number in range(next(counter)):
        assert f"w{number}x" in found.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def marked(source: str) -> list[tuple[str, bool]]:
    """Return each character, and whether it stands outside tags."""
    found, in_text = [], True
    for char in source:
        in_text = in_text and char != "<"
        found.append((char, in_text))
        in_text = in_text or char == ">"
    return found


@given(
    st.one_of(
        st.binary(max_size=200), st.text(alphabet="<>/abtdr =\"'&#;![]-\x00", max_size=80).map(str.encode)
    )
)
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    assert is_read(read_data, data) in {True, False}
