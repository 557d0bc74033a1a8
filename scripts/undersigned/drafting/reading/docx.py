"""Reads Word documents by way of mammoth's HTML, and lists what no line of the letter has."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import mammoth

from undersigned.drafting.columns import set_out
from undersigned.drafting.document import Document, Doubt, LeftOut, Line, UnreadableError
from undersigned.drafting.reading.docx_package import Package, W
from undersigned.drafting.reading.docx_story import ASIDE, QUOTED, RULED, Taken, make_plain, text_of
from undersigned.drafting.reading.docx_styles import Numbering, Styles
from undersigned.drafting.reading.html import read_html
from undersigned.drafting.reading.text import MARKER, plain

STYLES = f"""
p.{ASIDE} => aside > p:fresh
p.{QUOTED} => blockquote > p:fresh
table.{RULED} => table.ruled:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
"""
EDGES = {"header": "in the head of each page", "footer": "at the foot of each page"}
TAB = 6
"""Spaces of a tab at the start of a line: half an inch."""


def read_data(data: bytes) -> Document:
    """Read a Word document. Raises UnreadableError."""
    package = Package(data)
    styles = Styles(package)
    text = package.tree(package.main)
    if text is None or text.find(f"{W}body") is None:
        raise UnreadableError("it has no text: it is no Word document, or broken")
    taken = Taken()
    stories: dict[str, Element] = {}
    for name in (package.main, package.part("footnotes"), package.part("endnotes")):
        story = package.tree(name)
        if story is not None:
            make_plain(story, styles, Numbering(package, styles), taken)
            stories[name] = story
    result = mammoth.convert_to_html(
        package.repacked({**stories, package.part("styles"): styles.bare()}),
        style_map=STYLES,
        include_embedded_style_map=False,
        ignore_empty_paragraphs=False,
        convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
    )
    document = read_html(result.value, is_paper=True)
    lines = tuple(_numbered(_without_tabs(document.lines)))
    left_out = [*document.left_out, *_around(package), *(_left(text, why) for text, why in taken.left_out)]
    left_out += _missing(stories.values(), lines, left_out)
    if not any(line.text.strip() for line in lines):
        raise UnreadableError(
            "it has no text: if it is a picture of a letter, recognise its text first (OCR)"
        )
    return Document(
        lines=lines,
        is_flowing=True,
        left_out=tuple(part for part in left_out if part.text),
        doubts=tuple(_doubts(package, taken, lines)),
    )


def _left(text: str, why: str) -> LeftOut:
    return LeftOut(line=1, text=text, why=why)


def _around(package: Package) -> Iterator[LeftOut]:
    """Yield the heads and feet of the pages, and the comments."""
    for kind, why in EDGES.items():
        for name in sorted(set(package.related(package.main, kind))):
            part = package.tree(name)
            if part is not None:
                yield _left(text_of(part), why)
    comments = package.tree(package.part("comments"))
    for comment in () if comments is None else comments.iter(f"{W}comment"):
        author = comment.get(f"{W}author", "")
        yield _left(text_of(comment), f"a comment of {author}" if author else "a comment")


def _doubts(package: Package, taken: Taken, lines: Sequence[Line]) -> Iterator[Doubt]:
    if any(name.endswith("vbaProject.bin") for name in package.names):
        yield Doubt(line=1, what="the file holds macros: they were not run, and their text was not read")
    for text in taken.inserted:
        if text:
            number = next((line.number for line in lines if text[:20] in line.text), 1)
            yield Doubt(line=number, what=f"inserted in a change that is not accepted yet: {text}")
    if white := " ".join(text for text in taken.white if text):
        yield Doubt(line=1, what=f"the file has words in white or too small to see: {white}")


def _without_tabs(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines with spaces for tabs: columns where lines nearby have tabs too, else white."""
    group: list[Line] = []
    for line in lines:
        text = MARKER.sub(r"\1 ", line.text, count=1)
        if "\t" in text or (group and not text):
            group.append(replace(line, text=text))
            continue
        yield from _columns(group)
        group = []
        yield replace(line, text=plain(text))
    yield from _columns(group)


def _columns(lines: Sequence[Line]) -> Iterator[Line]:
    if not any("\t" in line.text.strip() for line in lines):
        for line in lines:
            text = line.text.lstrip("\t")
            yield replace(line, text=plain(" " * TAB * (len(line.text) - len(text)) + text))
        return
    rows = [re.split(r" *\t+ *", line.text) if line.text else [] for line in lines]
    for line, text in zip(lines, set_out(rows), strict=True):
        yield replace(line, text=plain(text))


def _numbered(lines: Iterator[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        yield replace(line, number=number)


def _missing(
    stories: Iterable[Element], lines: Sequence[Line], left_out: Sequence[LeftOut]
) -> Iterator[LeftOut]:
    """Yield the paragraphs of which mammoth made nothing."""
    told = " ".join([*(line.text for line in lines), *(part.text for part in left_out)])
    told = re.sub(r"\[\^\d+\]", "", told)
    letters, words = _letters(told), set(map(_letters, told.split()))
    for story in stories:
        for paragraph in story.iter(f"{W}p"):
            text = text_of(paragraph)
            if _letters(text) not in letters:
                lost = [word for word in text.split() if _letters(word) not in words]
                yield _left(" ".join(lost), "in a part of the document that is not read")


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
