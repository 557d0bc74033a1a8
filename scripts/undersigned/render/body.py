"""A letter's body as HTML: paragraphs that link to themselves, notes, links into the archive."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, tostring

from undersigned.model.fields import LINK_SCHEMES
from undersigned.model.letter import Letter
from undersigned.render.dialect import LetterMarkdown
from undersigned.render.marking import mark_corrections
from undersigned.render.numbering import is_signature_line, number_paragraphs, text_of
from undersigned.render.plain_text import ROOT, PlainBody, plain_blocks
from undersigned.views.addresses import INTERFACE_LANGUAGE, letter_address

DEEPEST_HEADING = 6
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
OTHERS = HEADINGS | {"tr"}
"""Elements whose words stand in no paragraph."""
AROUND = "div"
"""The element around blocks while they are serialized together, which is quicker than one by one."""
LONGEST_SALUTATION = 15
"""Words; a longer first paragraph is no salutation, whatever it ends with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A letter's body: HTML before and after the signature block, its notes, and its plain text.

    `paragraphs` holds name and text of each paragraph ("p1", "Mr. President:"), `note_texts` the
    text of each note, in order; `others` that of headings and rows of tables. `links` holds the
    addresses of links, each with the name of its paragraph, note or other block. `plain` is all of it as
    text alone. `corrected` holds for each correction the id of the paragraph or note that has its words,
    or "". Links into the archive start with `ROOT`.
    """

    before: str
    after: str
    notes: str
    paragraphs: tuple[tuple[str, str], ...]
    note_texts: tuple[str, ...]
    others: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    plain: PlainBody
    corrected: tuple[str, ...] = ()

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
        language = letter.language or INTERFACE_LANGUAGE
        paragraphs = tuple(number_paragraphs(root, language))
        items = [] if notes is None else list(notes)
        places = [*root.iter("p"), *items]
        others = [block for block in root.iter() if block.tag in OTHERS]
        named = [(place.get("id", ""), place) for place in places]
        named += [(f"other~{number}", block) for number, block in enumerate(others, start=1)]
        corrected = mark_corrections(places, letter.corrections, language)
        blocks = list(root)
        place = next((n for n, block in enumerate(blocks) if is_signature_line(block)), None)
        before, after = (blocks, []) if place is None else (blocks[:place], blocks[place + 1 :])
        return Body(
            before=_markup(before),
            after=_markup(after),
            notes="" if notes is None else _markup([notes]),
            paragraphs=paragraphs,
            note_texts=tuple(map(text_of, items)),
            others=tuple(map(_other_text, others)),
            links=tuple((name, link) for name, block in named for link in _addresses(block)),
            plain=PlainBody(
                before=plain_blocks(before),
                after=plain_blocks(after),
                notes="" if notes is None else plain_blocks([notes]),
            ),
            corrected=corrected,
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


def _other_text(block: Element) -> str:
    """Return the words of a heading, or those of a row of a table, cell by cell."""
    return " | ".join(map(text_of, block)) if block.tag == "tr" else text_of(block)


def _addresses(block: Element) -> Iterator[str]:
    """Return where the links in a block lead, without the archive's own."""
    links = (link.get("href", "") for link in block.iter("a") if link.get("class") is None)
    return (link for link in links if link and not link.startswith("#fn"))


def _lower_headings(root: Element) -> None:
    """The page's heading is the title: a letter's own start right beneath it, with however many marks."""
    headings = [block for block in root.iter() if block.tag in HEADINGS]
    deeper = 2 - min((int(heading.tag[1]) for heading in headings), default=1)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) + deeper, DEEPEST_HEADING)}"


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
