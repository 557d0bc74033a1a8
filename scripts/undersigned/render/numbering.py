"""Gives every paragraph of a body its number, which is its place on the page for ever."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from undersigned.render.marking import said_in
from undersigned.source.body import PARAGRAPH_NAME, SIGNATURES
from undersigned.views.addresses import CORRECTED_BELOW


class NumberError(ValueError):
    """A paragraph would get a number that stands before it already; the message names it."""


def number_paragraphs(root: Element, language: str) -> Iterator[tuple[str, str]]:
    """Name every paragraph, in lists and quotations too, and add its link to itself.

    One that is marked with a number of its own, as `{#p6}`, goes on from there. Numbers that are passed
    over were those of paragraphs that were taken out: their links lead to where they stood. Raises
    NumberError.
    """
    number = 0
    for block in list(root.iter()):
        paragraph = _own_paragraph(block)
        if paragraph is None or is_signature_line(paragraph):
            continue
        name = _given_name(paragraph) or f"p{number + 1}"
        if name[1:].isdigit():
            before, number = number, int(name[1:])
            if number <= before:
                raise NumberError(name)
            _mark_gone(paragraph, range(before + 1, number), language)
        text = text_of(paragraph)
        paragraph.set("id", name)
        attributes = {
            "class": "pn",
            "href": f"#{name}",
            "data-n": name[1:],
            "aria-label": f"Link to paragraph {name[1:]}",
        }
        SubElement(paragraph, "a", attributes | said_in(language))
        yield name, text


def _mark_gone(paragraph: Element, numbers: range, language: str) -> None:
    """Put the places of paragraphs that were taken out before one that follows them."""
    for number in reversed(numbers):
        attributes = {
            "class": "gone",
            "id": f"p{number}",
            "href": f"#{CORRECTED_BELOW}",
            "data-n": str(number),
            "aria-label": f"Paragraph {number} was taken out",
        }
        place = Element("a", attributes | said_in(language))
        place.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, place)


def _own_paragraph(block: Element) -> Element | None:
    """Return `block` if it is a paragraph, or the one made from a list item's own words."""
    if block.tag == "p":
        return block
    if block.tag != "li" or not ((block.text or "").strip() or (len(block) and _is_inline(block[0]))):
        return None
    paragraph = Element("p")
    paragraph.text, block.text = block.text, None
    while len(block) and _is_inline(block[0]):
        child = block[0]
        block.remove(child)
        paragraph.append(child)
    block.insert(0, paragraph)
    block.set("class", "tight")
    return paragraph


def _is_inline(element: Element) -> bool:
    return element.tag in {"a", "em", "strong", "sup", "br"}


def _given_name(paragraph: Element) -> str | None:
    """Take the name `{#p4a}` from the end of a paragraph, None when it has none."""
    holder, attribute = paragraph, "text"
    if len(paragraph):
        holder, attribute = paragraph[-1], "tail"
    words = getattr(holder, attribute) or ""
    match = PARAGRAPH_NAME.search(words) if "{#" in words else None
    if match is None:
        return None
    setattr(holder, attribute, getattr(holder, attribute)[: match.start()].rstrip())
    return match["name"]


def is_signature_line(block: Element) -> bool:
    """Whether a block is the line that says where the signature block stands."""
    return block.tag == "p" and (block.text or "").strip() == SIGNATURES and not len(block)


def text_of(element: Element) -> str:
    """Return the words of an element, without the marks of notes."""
    if not len(element):
        return " ".join((element.text or "").split())
    parts: list[str] = []

    def gather(node: Element) -> None:
        if node.tag != "sup":
            parts.append(node.text or "")
            if node.tag == "br":
                parts.append(" ")
            for child in node:
                gather(child)
            if node.tag in {"p", "li"}:
                parts.append(" ")
        parts.append(node.tail or "" if node is not element else "")

    gather(element)
    return " ".join("".join(parts).split())
