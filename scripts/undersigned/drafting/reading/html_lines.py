"""Walks the elements of an HTML page and writes the lines they show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bs4.element import CData, NavigableString, PageElement, Tag

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.reading.html_lists import LABEL, Items
from undersigned.drafting.reading.marks import Span, link_address, markdown, raised
from undersigned.drafting.reading.text import plain

HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
GAPS = frozenset({"p", "ul", "ol", "dl", "blockquote", "table", "pre", "hr", "figure", "fieldset", *HEADINGS})
"""Blocks that a page sets apart by white."""
BLOCKS = GAPS | {
    *("address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dt", "figcaption"),
    *("footer", "form", "header", "hgroup", "html", "legend", "li", "main", "nav", "section", "summary"),
    *("tbody", "td", "tfoot", "th", "thead", "tr"),
}
BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
NESTED = " " * 4
COLLAPSING = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the text at a place of the page looks."""

    is_bold: bool = False
    is_italic: bool = False
    link: str = ""
    is_raised: bool = False
    is_set: bool = False
    """Whether its white counts, as in <pre>."""


@dataclass(kw_only=True)
class Notes:
    """The notes of a page: what calls them, and the elements that hold them, by identity."""

    calls: Mapping[int, str] = field(default_factory=dict)
    bodies: Mapping[int, str] = field(default_factory=dict)


class Lines:
    """Collects lines. With `is_paper`, paragraphs of a page are parted by empty paragraphs alone."""

    def __init__(self, notes: Notes, *, is_paper: bool) -> None:
        self.notes = notes
        self.is_paper = is_paper
        self.lines: list[Line] = []
        self.left_out: list[LeftOut] = []
        self.spans: list[Span] = []
        self.first = ""
        self.rest = ""
        self.number = 1
        self.is_aside = False
        self.items = Items()

    def inside(self) -> "Lines":
        """Return an empty collection for a part of the page."""
        part = Lines(self.notes, is_paper=self.is_paper)
        part.number = self.number
        return part

    def leave_out(self, text: str, why: str) -> None:
        """Remember that `text` is not among the lines."""
        words = " ".join(text.split())
        if words:
            self.left_out.append(LeftOut(line=self.number, text=words, why=why))

    def add(self, line: Line) -> None:
        """Add a line with the marks of the list or quotation it stands in."""
        text = self.first + line.text if line.text.strip() else ""
        if line.text.strip():
            self.first = self.rest
        self.lines.append(replace(line, text=text, is_aside=line.is_aside or self.is_aside))

    def gap(self) -> None:
        """End the line, and leave white unless there is some."""
        self.end()
        if self.lines and self.lines[-1].text:
            self.add(Line(text="", number=self.number))

    def end(self, *, is_break: bool = False) -> None:
        """End the line. A break ends an empty line too."""
        text = plain_with_tabs(markdown(self.spans)) if self.is_paper else plain(markdown(self.spans))
        label = LABEL.match(text)
        if label is not None:
            # An item has its label already; a paragraph or heading starts with it.
            shown = "" if self.first.endswith(f"{label[1]} ") else f"{label[1]} "
            text = shown + text[label.end() :].lstrip()
        if text.strip() or is_break:
            self.add(Line(text=text, number=self.number))
        self.spans.clear()

    def walk(self, element: PageElement, look: Look) -> None:
        """Write what `element` shows."""
        if isinstance(element, Tag):
            self.number = (
                max(self.number, element.sourceline or 0) if not self.is_paper else len(self.lines) + 1
            )
            self._walk_tag(element, look)
        elif isinstance(element, NavigableString) and type(element) in {NavigableString, CData}:
            self._text(str(element), look)

    def children(self, tag: Tag, look: Look) -> None:
        """Write what the children of `tag` show."""
        for child in tag.children:
            self.walk(child, look)

    def _text(self, text: str, look: Look) -> None:
        if look.is_set:
            *whole, text = re.split(r"\r\n|\r|\n", text)
            for line in whole:
                self.spans.append(Span(text=line))
                self.end(is_break=True)
        elif self.is_paper:
            text = re.sub(r"[\n\r\f]+", " ", text)
        else:
            text = COLLAPSING.sub(" ", text)
            if not self.spans or self.spans[-1].text.endswith(" "):
                text = text.removeprefix(" ")
        if text:
            text = raised(text) if look.is_raised else text
            self.spans.append(Span(text=text, is_bold=look.is_bold, is_italic=look.is_italic, link=look.link))

    def _walk_tag(self, tag: Tag, look: Look) -> None:
        name = tag.name
        if id(tag) in self.notes.bodies:
            return
        if id(tag) in self.notes.calls:
            self.spans.append(Span(text=f"[^{self.notes.calls[id(tag)]}]", is_mark=True))
        elif name == "br":
            self.end(is_break=True)
        elif name == "img":
            self.leave_out(str(tag.get("alt") or "a picture"), "a picture")
        elif name == "table":
            self._table(tag, look)
        elif name in BLOCKS:
            self._block(tag, look)
        elif name == "q":
            self.spans.append(Span(text="“"))
            self.children(tag, look)
            self.spans.append(Span(text="”"))
        else:
            self._inline(tag, look)

    def _inline(self, tag: Tag, look: Look) -> None:
        name = tag.name
        if name in BOLD:
            look = replace(look, is_bold=True)
        elif name in ITALIC:
            look = replace(look, is_italic=True)
        elif name == "sup":
            if any(id(child) in self.notes.calls for child in tag.find_all("a")):
                self._calls(tag, look)
                return
            look = replace(look, is_raised=True)
        elif name == "a" and tag.get("href"):
            address = link_address(str(tag["href"]))
            if address is None:
                self.leave_out(str(tag["href"]), "an address of a kind that letters do not link to")
            look = replace(look, link=address or "")
        self.children(tag, look)

    def _calls(self, tag: Tag, look: Look) -> None:
        """Write the calls in a raised element, without the brackets and commas around them."""
        for child in tag.children:
            if isinstance(child, Tag) or any(char.isalnum() for char in child.get_text()):
                self.walk(child, look)

    def _block(self, tag: Tag, look: Look) -> None:
        name = tag.name
        before = self.first, self.rest, self.is_aside
        is_apart = name in GAPS and not (self.is_paper and name in {"p", "ul", "ol"})
        if NESTED in self.rest and name in {"ul", "ol", "p"}:
            # Within an item only its further paragraphs stand apart.
            is_apart = is_apart and name == "p" and self.first == self.rest
        (self.gap if is_apart else self.end)()
        count = len(self.lines)
        if name in HEADINGS:
            self.first = self.rest + HEADINGS[name]
            # A heading is bold by its nature.
            look = replace(look, is_bold=False)
        elif name == "blockquote":
            self.first += "> "
            self.rest += "> "
        elif name == "li":
            self.first = self.rest + self.items.marker(tag)
            self.rest += NESTED
        elif name == "aside":
            self.is_aside = True
        elif name == "pre":
            look = replace(look, is_set=True)
        if name == "th":
            look = replace(look, is_bold=False)
        self.children(tag, look)
        # An empty paragraph of a Word document is white on its page.
        is_white = self.is_paper and name == "p" and count == len(self.lines) and not self.spans
        self.end(is_break=is_white)
        self.first, self.rest, self.is_aside = before
        if count < len(self.lines):
            self.first = self.rest
        if is_apart:
            self.gap()

    def _table(self, table: Tag, look: Look) -> None:
        from undersigned.drafting.reading.html_tables import write_table  # noqa: PLC0415 - they call each other

        self.gap()
        write_table(self, table, look)
        self.gap()


def plain_with_tabs(line: str) -> str:
    """Return a line as `plain` does, but with its tabs."""
    return "\t".join(plain(part) if "\t" not in part else part for part in line.rstrip().split("\t"))
