"""A letter's body as HTML: paragraphs that link to themselves, notes, links into the archive."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from undersigned.model.fields import LINK_SCHEMES
from undersigned.model.letter import Letter
from undersigned.render.dialect import LetterMarkdown
from undersigned.render.plain_text import ROOT, PlainBody, plain_blocks
from undersigned.source.body import PARAGRAPH_NAME, SIGNATURES
from undersigned.views.addresses import INTERFACE_LANGUAGE, letter_address

DEEPEST_HEADING = 6
AROUND = "div"
"""The element around blocks while they are serialized together, which is quicker than one by one."""
LONGEST_SALUTATION = 15
"""Words; a longer first paragraph is no salutation, whatever it ends with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A letter's body: HTML before and after the signature block, its notes, and its plain text.

    `paragraphs` holds name and text of each paragraph ("p1", "Mr. President:"), `note_texts` the
    text of each note, in order; `plain` is all of it as text alone. Links into the archive start with
    `ROOT`.
    """

    before: str
    after: str
    notes: str
    paragraphs: tuple[tuple[str, str], ...]
    note_texts: tuple[str, ...]
    plain: PlainBody

    @property
    def summary(self) -> str:
        """The first paragraph after the salutation."""
        texts = [text for _, text in self.paragraphs]
        if len(texts) > 1 and _is_salutation(texts[0]):
            return texts[1]
        return texts[0] if texts else ""


def _is_salutation(text: str) -> bool:
    return text.endswith((":", ",", "：", "，")) and len(text.split()) <= LONGEST_SALUTATION


class BodyRenderer:
    """Renders bodies; `paths` maps the file of each published letter to its id."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self.markdown = LetterMarkdown()
        self.paths = paths

    def render(self, letter: Letter) -> Body:
        """Render the body of `letter`."""
        root = self.markdown.tree(letter.body)
        notes = next((child for child in root if child.get("class") == "notes"), None)
        if notes is not None:
            root.remove(notes)
        for block in (root, notes):
            if block is not None:
                self._set_links(block, letter)
        _lower_headings(root)
        paragraphs = tuple(_number_paragraphs(root, letter.language or INTERFACE_LANGUAGE))
        blocks = list(root)
        place = next((n for n, block in enumerate(blocks) if _is_signature_line(block)), None)
        before, after = (blocks, []) if place is None else (blocks[:place], blocks[place + 1 :])
        texts = tuple(_text(item) for item in notes) if notes is not None else ()
        return Body(
            before=_markup(before),
            after=_markup(after),
            notes="" if notes is None else _markup([notes]),
            paragraphs=paragraphs,
            note_texts=texts,
            plain=PlainBody(
                before=plain_blocks(before),
                after=plain_blocks(after),
                notes="" if notes is None else plain_blocks([notes]),
            ),
        )

    def _set_links(self, root: Element, letter: Letter) -> None:
        """Lead relative links to pages, and take the address from any link that is not allowed."""
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("#"):
                continue
            try:
                parts = urlsplit(unquote(target))
            except ValueError:
                del link.attrib["href"]
                continue
            if parts.scheme:
                if parts.scheme.lower() not in LINK_SCHEMES:
                    link.attrib.pop("href", None)
                continue
            folder = posixpath.dirname(letter.path)
            key = self.paths.get(posixpath.normpath(f"{folder}/{parts.path}"))
            if key is None:
                link.attrib.pop("href", None)
                continue
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            link.set("href", ROOT + letter_address(key) + fragment)


def _is_signature_line(block: Element) -> bool:
    return block.tag == "p" and (block.text or "").strip() == SIGNATURES and not len(block)


def _lower_headings(root: Element) -> None:
    """The page's heading is the title: a letter's own start right beneath it, with however many marks."""
    headings = [block for block in root.iter() if block.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    deeper = 2 - min((int(heading.tag[1]) for heading in headings), default=1)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) + deeper, DEEPEST_HEADING)}"


def _number_paragraphs(root: Element, language: str) -> Iterator[tuple[str, str]]:
    """Name every paragraph, in lists and quotations too, and add its link to itself."""
    number = 0
    for block in list(root.iter()):
        paragraph = _own_paragraph(block)
        if paragraph is None or _is_signature_line(paragraph):
            continue
        name = _given_name(paragraph)
        if name is None:
            number += 1
            name = f"p{number}"
        text = _text(paragraph)
        paragraph.set("id", name)
        attributes = {
            "class": "pn",
            "href": f"#{name}",
            "data-n": name[1:],
            "aria-label": f"Link to paragraph {name[1:]}",
        }
        if language.partition("-")[0] != INTERFACE_LANGUAGE:
            attributes["lang"] = INTERFACE_LANGUAGE
        SubElement(paragraph, "a", attributes)
        yield name, text


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


def _text(element: Element) -> str:
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


def _markup(blocks: list[Element]) -> str:
    """Serialize blocks as HTML, one a line."""
    if not blocks:
        return ""
    around = Element(AROUND)
    around.extend(blocks)
    for block in blocks:
        block.tail = "\n"
    blocks[-1].tail = None
    html = tostring(around, encoding="unicode", method="html")
    return html[len(f"<{AROUND}>") : -len(f"</{AROUND}>")]
