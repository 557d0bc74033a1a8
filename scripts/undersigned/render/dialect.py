"""The Markdown dialect of letters: Python-Markdown with only the patterns that a letter needs.

Emphasis, links, lists that keep their printed numbers, quotations, headings, rules, tables and
footnotes are read. Raw HTML, entities, code and images are not, and print as they are typed.
"""

import re
from collections.abc import Mapping
from typing import Any, Self
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import (
    HashHeaderProcessor,
    OListProcessor,
    ParagraphProcessor,
    UListProcessor,
    build_block_parser,
)
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import (
    LINK_RE,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
    build_inlinepatterns,
)
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from undersigned.render.notes import Notes
from undersigned.source.body import LONGEST_LINK, SIGNATURES

# What Python-Markdown has by default and letters need, by its name there. Order is its own priority.
BLOCKS = {"empty": 100, "indent": 90, "hr": 50, "quote": 20, "reference": 15, "paragraph": 10}
INLINES = {
    "escape": 180,
    "reference": 170,
    "link": 160,
    "short_reference": 130,
    "autolink": 120,
    "linebreak": 100,
    "em_strong": 60,
}
MARKS = ("\\", "[", "]", "<", "*", "_", "\x02", "\x03", "  \n")
"""What each of them needs, and the characters that Markdown works with."""
STARTS = ("[", ">", "#", "|", "-", "_", "*")
"""What a line needs to be anything else than a line of a paragraph, below one that starts with a letter."""
BRACKET = re.compile(r"[\[\]]")
POINTED = re.compile(r"\(\s*+<")
# A number that HTML counts with and prints as it is typed; other digits, leading zeros and more stay text.
COUNTED = r"(?:0|[1-9][0-9]{0,8})"
NUMBERED = re.compile(rf"^ {{0,3}}({COUNTED})\. +")


class PrintedList(OListProcessor):
    """A numbered list whose items keep the numbers that the letter prints."""

    SIBLING_TAGS = ["ol"]  # noqa: RUF012 - the type that the base class declares
    LAZY_OL = False

    def __init__(self, parser: object) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.RE = re.compile(rf"^[ ]{{0,3}}{COUNTED}\.[ ]+(.*)")
        self.CHILD_RE = re.compile(rf"^[ ]{{0,3}}(({COUNTED}\.))[ ]+(.*)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the items, then give each the number that it bears."""
        numbers = [int(m[1]) for line in blocks[0].split("\n") if (m := NUMBERED.match(line))]
        super().run(parent, blocks)
        owner = parent if parent.tag == "ol" else parent[-1]
        items = [item for item in owner if item.tag == "li"]
        for item, number in zip(items[-len(numbers) :], numbers, strict=True):
            item.set("value", str(number))


class BulletList(UListProcessor):
    """A bulleted list, which never continues a numbered one."""

    SIBLING_TAGS = ["ul"]  # noqa: RUF012 - the type that the base class declares

    def __init__(self, parser: object) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.CHILD_RE = re.compile(r"^[ ]{0,3}(([*+-]))[ ]+(.*)")


class PlainParagraph(ParagraphProcessor):
    """A block in which nothing but a paragraph can be found, so that nothing else is looked for."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the signature of the base class
        """Return whether `block` is one."""
        return block[:1].isalpha() and ("\n" not in block or not any(mark in block for mark in STARTS))


class CleanLines(NormalizeWhitespace):
    """Takes tabs and lines of spaces out, and Markdown's own marks."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, and two empty ones."""
        clean = [line.expandtabs(self.md.tab_length) if line.strip(" \t") else "" for line in lines]
        if any(mark in line for line in clean for mark in (STX, ETX)):
            clean = [line.replace(STX, "").replace(ETX, "") for line in clean]
        return [*clean, "", ""]


class SpacedHeading(HashHeaderProcessor):
    """A heading needs a space after its marks, so that "#1 priority" stays text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>(?:\\.|[^\\\n])*?)(?: +#+)? *(?:\n|$)")


class _Brackets(LinkInlineProcessor):
    """Finds the bracket that closes another; the pairs of a text are sought once, not for each bracket."""

    text: str | None = None
    closing: Mapping[int, int] = {}

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the base class calls it
        """Return the text from `index` to the bracket that closes the one before it."""
        if data != self.text:
            self.text, self.closing = data, _pairs(data)
        end = self.closing.get(index - 1)
        return (data[index:end], end + 1, True) if end is not None else ("", index, False)


class Link(_Brackets):
    """`[text](target)`; what is no target stays text, since an address may be all that is dropped of it."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Read what stands in the parentheses at `index`."""
        target, title, end, handled = super().getLink(data[: index + 2 * LONGEST_LINK], index)
        pointed = POINTED.match(data, index)
        sound = "\n" not in target if pointed else not any(map(str.isspace, target))
        return target, title, end, handled and sound


class Reference(_Brackets, ReferenceInlineProcessor):
    """`[text][name]`."""


class ShortReference(_Brackets, ShortReferenceInlineProcessor):
    """`[name]`."""


class Mail(InlineProcessor):
    """`<press@example.org>` is a link, its letters as they are typed."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name that the base class calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        """Return the link."""
        link = Element("a", {"href": f"mailto:{m[1].removeprefix('mailto:')}"})
        link.text = AtomicString(m[1])
        return link, m.start(0), m.end(0)


class PlainText(Treeprocessor):
    """Sets apart the text in which no inline pattern can find anything, so that none looks there."""

    def run(self, root: Element) -> None:
        """Mark such text as finished."""
        for block in root.iter():
            text = block.text
            if text and not any(mark in text for mark in MARKS):
                block.text = AtomicString(text)


class LetterMarkdown(Markdown):
    """One converter, to be used for any number of letters, one after the other."""

    def build_parser(self) -> Self:
        """Register what letters need, and nothing else."""
        self.preprocessors = Registry()
        self.preprocessors.register(CleanLines(self), "normalize_whitespace", 30)
        self.postprocessors = Registry()
        self.inlinePatterns = _only(build_inlinepatterns(self), INLINES)
        for name, reader in (("link", Link), ("reference", Reference), ("short_reference", ShortReference)):
            self.inlinePatterns.register(reader(LINK_RE, self), name, INLINES[name])
        self.inlinePatterns.register(Mail(r"<((?:mailto:)?[^<>\s@:]+@[^<>\s@]+)>", self), "mail", 110)
        self.treeprocessors = Registry()
        self.treeprocessors.register(PlainText(self), "plain", 30)
        self.treeprocessors.register(InlineTreeprocessor(self), "inline", 20)
        self.treeprocessors.register(UnescapeTreeprocessor(self), "unescape", 0)
        self.parser = build_block_parser(self)
        blocks = _only(self.parser.blockprocessors, BLOCKS)
        blocks.register(PlainParagraph(self.parser), "plain", 110)
        blocks.register(SpacedHeading(self.parser), "hashheader", 70)
        blocks.register(PrintedList(self.parser), "olist", 40)
        blocks.register(BulletList(self.parser), "ulist", 30)
        self.parser.blockprocessors = blocks
        self.notes = Notes(self)
        TableExtension(use_align_attribute=True).extendMarkdown(self)
        return self

    def tree(self, text: str) -> Element:
        """Read `text` as a tree of HTML elements: the body's blocks, then the notes, if any."""
        self.reset()
        self.notes.reset()
        lines = _apart(text).split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        root = Element("div")
        self.parser.parseChunk(root, "\n".join(lines))
        for treeprocessor in self.treeprocessors:
            treeprocessor.run(root)
        return root


def _pairs(text: str) -> dict[int, int]:
    """Return the place of the bracket that closes each bracket of `text`, by the place of that."""
    pairs: dict[int, int] = {}
    open_: list[int] = []
    for match in BRACKET.finditer(text):
        if match[0] == "[":
            open_.append(match.start())
        elif open_:
            pairs[open_.pop()] = match.start()
    return pairs


def _only(registry: "Registry[Any]", kept: Mapping[str, int]) -> "Registry[Any]":
    """Return a registry with the items `kept` of another, by name, with their priorities."""
    chosen: Registry[Any] = Registry()
    for name, priority in kept.items():
        chosen.register(registry[name], name, priority)
    return chosen


def _apart(text: str) -> str:
    """Set the line that places the signature block apart from the lines around it."""
    lines = (f"\n{SIGNATURES}\n" if line.strip() == SIGNATURES else line for line in text.split("\n"))
    return "\n".join(lines)
