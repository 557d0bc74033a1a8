"""The dialect of letters: what is markup, what is text, and that no word is ever lost."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from undersigned.model.letter import Letter
from undersigned.render.body import Body, BodyRenderer
from undersigned.render.plain_text import ROOT

PATHS = {"letters/2020/2020-01-02-b.md": "2020-01-02-b", "letters/2021/2021-01-02-a.md": "2021-01-02-a"}
BLOCKS = frozenset({"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr"})
ELEMENTS = BLOCKS | {"p", "a", "em", "strong", "sup", "br", "h2", "h3", "h4", "h5", "h6", "hr", "th", "td"}
ATTRIBUTES = frozenset({"href", "title", "id", "class", "value", "lang", "align", "data-n", "aria-label"})
SCHEMES = frozenset({"", "http", "https", "mailto"})
RENDERER = BodyRenderer(PATHS)


def render(text: str, language: str = "en") -> Body:
    letter = Letter(
        id="2021-01-02-a",
        path="letters/2021/2021-01-02-a.md",
        title="A",
        date="2021-01-02",  # type: ignore[arg-type]
        recipients=(),
        also_signed=("Ana",),  # type: ignore[arg-type]
        language=language,
        body=text,
        body_line=8,
    )
    return RENDERER.render(letter)


def whole(body: Body) -> HtmlElement:
    """Return the body's HTML as lxml reads it, within one element."""
    text = f"{body.before}\n{body.after}\n{body.notes}".replace(ROOT, "../../")
    return html.fragment_fromstring(text, create_parent="section")


def shape(element: HtmlElement) -> str:
    """Return a short form of an element: `p(One em(two))`."""
    inner = shapes(element)
    return f"{element.tag}{detail(element)}({inner})" if inner else f"{element.tag}{detail(element)}"


def shapes(element: HtmlElement) -> str:
    """Return the short form of what is in an element, without the links of paragraphs to themselves."""
    within = " " if element.tag in BLOCKS | {"section"} else ""
    parts = [element.text or ""]
    for child in element:
        parts.append(shape(child) if child.get("class") != "pn" else "")
        parts.append(within + (child.tail or ""))
    return " ".join("".join(parts).split())


def detail(element: HtmlElement) -> str:
    if element.tag == "a":
        return f"[{element.get('href', '')}]"
    return f"[{element.get('value')}]" if element.tag == "li" and element.get("value") else ""


CASES = {
    "a paragraph": ("One.", "p(One.)"),
    "two paragraphs": ("One.\n\nTwo.", "p(One.) p(Two.)"),
    "a line goes on": ("One\ntwo.", "p(One two.)"),
    "two spaces break a line": ("One  \ntwo.", "p(Onebrtwo.)"),
    "a backslash does not": ("One\\\ntwo.", "p(One\\ two.)"),
    "emphasis": ("*One* and **two**.", "p(em(One) and strong(two).)"),
    "emphasis with underscores": ("_One_ and __two__.", "p(em(One) and strong(two).)"),
    "no emphasis within words": ("snake_case_words", "p(snake_case_words)"),
    "stars between spaces": ("5 * 3 * 2", "p(5 * 3 * 2)"),
    "escaped marks": (r"\*One\* \[two\] \_three\_", "p(*One* [two] _three_)"),
    "other backslashes stay": (r"C:\letters \<b", r"p(C:\letters \<b)"),
    "a heading": ("# One\n\nTwo", "h2(One) p(Two)"),
    "headings start beneath the title": ("### One\n\n#### Two", "h2(One) h3(Two)"),
    "a heading of the sixth level": ("# One\n\n###### Six", "h2(One) h6(Six)"),
    "a number sign is no heading": ("#1 priority", "p(#1 priority)"),
    "a tag is no heading": ("#river", "p(#river)"),
    "an underlined line is no heading": ("One\n===", "p(One ===)"),
    "a rule": ("One\n\n***\n\nTwo", "p(One) hr p(Two)"),
    "a quotation": ("> One\n>\n> Two", "blockquote(p(One) p(Two))"),
    "a list": ("- one\n- two", "ul(li(p(one)) li(p(two)))"),
    "a list with plus signs": ("+ one\n+ two", "ul(li(p(one)) li(p(two)))"),
    "a list in a list": ("- one\n    - two", "ul(li(p(one) ul(li(p(two)))))"),
    "a list keeps its numbers": (
        "3. three\n4. four\n7. seven",
        "ol(li[3](p(three)) li[4](p(four)) li[7](p(seven)))",
    ),
    "a list goes on after a paragraph": (
        "1. one\n\n    more\n\n2. two",
        "ol(li[1](p(one) p(more)) li[2](p(two)))",
    ),
    "a list that starts at zero": ("0. none\n1. one", "ol(li[0](p(none)) li[1](p(one)))"),
    "bullets after numbers are another list": ("1. one\n\n- two", "ol(li[1](p(one))) ul(li(p(two)))"),
    "a year and a full stop": ("2019. That year", "ol(li[2019](p(That year)))"),
    "a year in a line": ("It was\n2019. That year", "p(It was 2019. That year)"),
    "numbers in brackets": ("(1) one\n(2) two", "p((1) one (2) two)"),
    "indented text is no code": ("One:\n\n    12   34", "p(One:) p(12 34)"),
    "code is text": ("`code` and ``more``", "p(`code` and ``more``)"),
    "a fence is text": ("```\ncode\n```", "p(``` code ```)"),
    "an element is text": ("<b>bold</b>", "p(<b>bold</b>)"),
    "a block of HTML is text": (
        '<div onclick="x">\n\n*one*\n\n</div>',
        'p(<div onclick="x">) p(em(one)) p(</div>)',
    ),
    "a script is text": ("<script>alert(1)</script>", "p(<script>alert(1)</script>)"),
    "a comment is text": ("One <!-- two --> three", "p(One <!-- two --> three)"),
    "an entity is text": ("&amp; &lt;b&gt; &#60; &copy;", "p(&amp; &lt;b&gt; &#60; &copy;)"),
    "a template's marks are text": ("{{ x }} {% y %} {# z #}", "p({{ x }} {% y %} {# z #})"),
    "an image is text": ("![one](two.png)", "p(![one](two.png))"),
    "a link": ("[one](https://example.org/?a=1&b=2#c)", "p(a[https://example.org/?a=1&b=2#c](one))"),
    "a link by reference": (
        "[one][r] [r]\n\n[r]: https://example.org/",
        "p(a[https://example.org/](one) a[https://example.org/](r))",
    ),
    "an address in angle brackets": (
        "<https://example.org/a_b_c>",
        "p(a[https://example.org/a_b_c](https://example.org/a_b_c))",
    ),
    "an address alone is text": ("https://example.org/", "p(https://example.org/)"),
    "mail": ("<press@example.org>", "p(a[mailto:press@example.org](press@example.org))"),
    "a link to mail": ("[us](mailto:press@example.org)", "p(a[mailto:press@example.org](us))"),
    "a link to a letter": ("[b](../2020/2020-01-02-b.md#p2)", "p(a[../../letters/2020-01-02-b/#p2](b))"),
    "a link to itself": ("[above](#p1)", "p(a[#p1](above))"),
    "a scheme that is not allowed": ("[one](javascript:alert%281%29)", "p(a[](one))"),
    "the same in disguise": (
        "[one](JaVaScRiPt&colon;alert) [two](%6Aavascript:alert)",
        "p(a[](one) a[](two))",
    ),
    "data": ("[one](data:text/html,x)", "p(a[](one))"),
    "a table": (
        "| a | b |\n|---|--:|\n| 1 | *2* |",
        "table(thead(tr(th(a) th(b))) tbody(tr(td(1) td(em(2)))))",
    ),
    "a bar in a cell": (
        "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |",
        "table(thead(tr(th(a) th(b))) tbody(tr(td(1 | 2) td(3))))",
    ),
    "bars in a line": ("one | two", "p(one | two)"),
    "a note": ("One.[^x]\n\n[^x]: *Two*.", "p(One.sup(a[#fn:1](1))) ol(li[1](p(em(Two).a[#fnref:1])))"),
    "notes in the order of first mention": (
        "One[^b] two[^a].\n\n[^a]: A.\n\n[^b]: B.",
        "p(Onesup(a[#fn:1](1)) twosup(a[#fn:2](2)).) ol(li[1](p(B.a[#fnref:1])) li[2](p(A.a[#fnref:2])))",
    ),
    "a mark without a note": ("One[^x].", "p(One[^x].)"),
    "notes that mention each other alone": (
        "One.\n\n[^x]: X[^y].\n\n[^y]: Y.",
        "p(One.) ol(li[1](p(Xsup(a[#fn:2](2)).)) li[2](p(Y.a[#fnref:2])))",
    ),
    "a name": ("One. {#p4a}", "p(One.)"),
    "a name within": ("One {#p4a} two.", "p(One {#p4a} two.)"),
    "other scripts": ("Уважаемые «читатели»! 例子 👩‍⚖️ é é", "p(Уважаемые «читатели»! 例子 👩‍⚖️ é é)"),
    "quotes and dashes stay": ("\"One\" 'two' -- three --- four...", "p(\"One\" 'two' -- three --- four...)"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_dialect(text: str, expected: str) -> None:
    assert shapes(whole(render(text))) == expected


def test_paragraphs_are_numbered_in_lists_and_quotations_too() -> None:
    body = render("One.\n\n- two\n- three\n\n> Four.\n\nFive.")
    assert body.paragraphs == (
        ("p1", "One."), ("p2", "two"), ("p3", "three"), ("p4", "Four."), ("p5", "Five."),
    )  # fmt: skip
    assert whole(body).xpath("//@id") == ["p1", "p2", "p3", "p4", "p5"]


def test_a_name_takes_no_number() -> None:
    body = render("One.\n\nTwo. {#p1a}\n\n*Three.* {#p1b}\n\nFour.")
    assert body.paragraphs == (("p1", "One."), ("p1a", "Two."), ("p1b", "Three."), ("p2", "Four."))


def test_numbers_are_not_text() -> None:
    """A paragraph's own link has a name for screen readers and no words of its own."""
    (link,) = whole(render("One.")).xpath("//a[@class='pn']")
    assert (link.text, link.get("href"), link.get("data-n")) == (None, "#p1", "1")
    assert link.get("aria-label") == "Link to paragraph 1"
    assert link.get("lang") is None
    (link,) = whole(render("Uno.", language="es")).xpath("//a[@class='pn']")
    assert link.get("lang") == "en"


def test_a_note_leads_back_to_every_mention() -> None:
    tree = whole(render("One[^x] two[^x].\n\n[^x]: Note."))
    marks = [(mark.get("id"), mark.get("href"), mark.text) for mark in tree.xpath("//sup/a")]
    assert marks == [("fnref:1", "#fn:1", "1"), ("fnref:1-2", "#fn:1", "1")]
    backs = [(back.get("href"), back.get("aria-label")) for back in tree.xpath("//a[@class='back']")]
    assert backs == [
        ("#fnref:1", "Back to note 1 in the text, mention 1"),
        ("#fnref:1-2", "Back to note 1 in the text, mention 2"),
    ]


def test_notes_within_notes_lists_tables_and_quotations() -> None:
    text = (
        "- one[^l]\n\n> two[^q]\n\n| a[^t] |\n|---|\n| b |\n\n"
        "[^q]: Q[^i].\n\n[^l]: L.\n\n[^i]: I.\n\n    More.\n\n[^t]: T."
    )
    body = render(text.replace("| a[^t] |\n|---|\n| b |", "| a[^t] | c |\n|---|---|\n| b | d |"))
    assert body.note_texts == ("L.", "Q.", "T.", "I. More.")
    assert whole(body).xpath("//sup/a/text()") == ["1", "2", "3", "4"]


def test_signature_block_stands_where_the_letter_says() -> None:
    body = render("One.\n\nSincerely,\n[signatures]\nEnclosure")
    assert (shapes(html.fragment_fromstring(body.before, "section"))) == "p(One.) p(Sincerely,)"
    assert (shapes(html.fragment_fromstring(body.after, "section"))) == "p(Enclosure)"
    assert [name for name, _ in body.paragraphs] == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Dear all:\n\nOne *two*.\n\nThree.", "One two."),
        ("Estimada gobernadora:\n\nUno.", "Uno."),
        ("One two.\n\nThree.", "One two."),
        ("Dear all,", "Dear all,"),
        ("", ""),
    ],
)
def test_summary_is_the_first_paragraph_after_the_salutation(text: str, summary: str) -> None:
    assert render(text).summary == summary


# What the check lets through: no controls, no halves of surrogate pairs.
PRINTABLE = st.characters(
    exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"], exclude_characters="\ufeff\u2028\u2029"
)
MARKUP = st.sampled_from(
    [
        "<script>", "</p>", "<b onclick='x'>", "&lt;", "&#x3c;", "&", "<", ">", '"', "'", "`", "```", "*",
        "_", "[", "]", "(", ")", "!", "#", "\\", "|", "|-|-|", "-", "1. ", "> ", "\n", "\n\n", "    ", "[^x]",
        "[^x]: ", "[x]: ", "<https://example.org/>", "[a](javascript:alert(1))", "[a](data:text/html,x)",
        "](vbscript:x)", "<javascript:x>", "&#106;avascript:", "%6Aavascript:", "java\tscript:", "{#p4a}",
        "[signatures]", "{{ x }}", "<!--", "-->", "]]>", ' "><img src=x onerror=alert(1)>', "klzzwxh:0001",
        "wzxhzdk:0",
    ]
)  # fmt: skip
HOSTILE = st.lists(st.one_of(MARKUP, st.text(PRINTABLE, max_size=8)), max_size=25).map("".join)


@given(HOSTILE)
@example("[^x]: [^x]")
@example("[^x]: [^y]\n\n[^y]: [^x]")
@example("[a](<javascript:alert(1)>)")
@example("[a]: javascript:alert(1)\n[a]")
@example("<JAVASCRIPT:alert(1)>")
@example("[a](//example.org/)")
@example("[a](\u0001javascript:x)")
def test_any_text_gives_only_elements_and_links_of_the_dialect(text: str) -> None:
    tree = whole(render(text))
    for element in tree.iterdescendants():
        assert isinstance(element.tag, str), "a comment came out of a letter"
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert urlsplit(element.get("href", "").strip()).scheme in SCHEMES
        assert not element.get("href", "").startswith("//")


def is_plain(text: str) -> bool:
    """Whether Markdown has nothing to say about a text: none of its marks, nor white space to fold."""
    return not set(text) & set("*_[]<>\\`|#{") and not text.startswith(("+", "-", ">", "="))


def spaced(text: str) -> str:
    """Put one space where there are several: elsewhere HTML would; hard and thin spaces stay."""
    return re.sub(" +", " ", text.strip())


WORDS = st.text(PRINTABLE, min_size=1).map(spaced).filter(bool).filter(is_plain)


@given(st.lists(WORDS.filter(lambda text: not text[0].isdigit()), min_size=1, max_size=4))
@example(["5\u00a0000\u202f€ for\u2009all"])
@example(["&amp; &lt; &#60; &copy; ©"])
@example(["klzzwxh:0001 wzxhzdk:0 STX ETX"])
@example(["\"Quotes\" 'stay' -- and ... dashes (c) (r) -> too"])
def test_plain_paragraphs_come_out_letter_by_letter(paragraphs: list[str]) -> None:
    body = render("\n\n".join(paragraphs))
    tree = whole(body)
    assert [paragraph.text_content() for paragraph in tree.xpath("./p")] == paragraphs
    assert [text for _, text in body.paragraphs] == [" ".join(text.split()) for text in paragraphs]


@given(HOSTILE)
def test_rendering_one_letter_leaves_no_trace_in_the_next(text: str) -> None:
    before = render("One[^x] [r].\n\n[^x]: Two.")
    render(text)
    assert render("One[^x] [r].\n\n[^x]: Two.") == before
