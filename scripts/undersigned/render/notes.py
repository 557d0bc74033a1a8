"""Footnotes: `[^x]` in the text, `[^x]: …` anywhere, numbered in the order of first mention."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

MARK = r"\[\^([^\[\]\s]+)\]"
LABEL = "data-note"


class Notes:
    """The notes of one letter: Python-Markdown finds them, this numbers and places them."""

    def __init__(self, md: "Markdown") -> None:
        self.parser = md.parser
        self.texts: dict[str, str] = {}
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)  # type: ignore[arg-type]
        md.inlinePatterns.register(_Mark(MARK, self), "footnote", 175)
        # Before the inline patterns, so that they run in the notes too; then again after them.
        md.treeprocessors.register(_Append(md, self), "notes-append", 50)
        md.treeprocessors.register(_Number(md, self), "notes-number", 15)

    def reset(self) -> None:
        """Forget the notes of the letter before."""
        self.texts = {}

    def setFootnote(self, label: str, text: str) -> None:  # noqa: N802 - the block processor calls it
        """Keep the text of a note; of two with one label the first stays."""
        self.texts.setdefault(label, text)


class _Mark(InlineProcessor):
    """A mark in the text becomes a raised link; one without a note stays as it is typed."""

    def __init__(self, pattern: str, notes: Notes) -> None:
        super().__init__(pattern)
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name that the base class calls
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self.notes.texts:
            return None, None, None
        raised = Element("sup")
        SubElement(raised, "a", {LABEL: m[1]})
        return raised, m.start(0), m.end(0)


class _Append(Treeprocessor):
    """Adds the notes after the body, each an item with its label."""

    def __init__(self, md: "Markdown", notes: Notes) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        if not self.notes.texts:
            return
        listing = SubElement(root, "ol", {"class": "notes"})
        for label, text in self.notes.texts.items():
            # Blocks are read into a neutral parent, since list items follow rules of their own.
            parent = Element("div")
            self.notes.parser.parseChunk(parent, text)
            item = SubElement(listing, "li", {LABEL: label})
            item.extend(list(parent))


class _Number(Treeprocessor):
    """Numbers marks and notes, and leads each note back to every mark of it."""

    def __init__(self, md: "Markdown", notes: Notes) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        listing = next((child for child in root if child.get("class") == "notes"), None)
        if listing is None:
            return
        waiting = {item.attrib[LABEL]: item for item in listing}
        for item in list(listing):
            listing.remove(item)
        mentions: dict[str, list[str]] = {}
        # A note that is first mentioned in another note is numbered after it.
        queue: list[Element] = [child for child in root if child is not listing]
        while queue or waiting:
            if not queue:
                # What only a note mentions that nothing leads to: its words are not lost.
                label = next(iter(waiting))
                listing.append(waiting[label])
                queue.append(waiting.pop(label))
                mentions[label] = []
            for mark in _marks(queue.pop(0)):
                label = mark.attrib.pop(LABEL)
                if label not in mentions:
                    listing.append(waiting[label])
                    queue.append(waiting.pop(label))
                    mentions[label] = []
                number = list(mentions).index(label) + 1
                _place_mark(mark, number, mentions[label])
        for number, item in enumerate(listing, start=1):
            _place_note(item, number, mentions.get(item.attrib.pop(LABEL), []))


def _marks(block: Element) -> Iterator[Element]:
    return (a for a in list(block.iter("a")) if LABEL in a.attrib)


def _place_mark(mark: Element, number: int, mentions: list[str]) -> None:
    name = f"fnref:{number}" if not mentions else f"fnref:{number}-{len(mentions) + 1}"
    mentions.append(name)
    mark.text = str(number)
    mark.set("id", name)
    mark.set("href", f"#fn:{number}")
    mark.set("aria-label", f"Note {number}")


def _place_note(item: Element, number: int, mentions: list[str]) -> None:
    item.set("id", f"fn:{number}")
    item.set("value", str(number))
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    for place, name in enumerate(mentions, start=1):
        which = "" if len(mentions) == 1 else f", mention {place}"
        attributes = {
            "class": "back",
            "href": f"#{name}",
            "aria-label": f"Back to note {number} in the text{which}",
        }
        SubElement(last, "a", attributes)
