"""Makes the text of a Word file plain before mammoth reads it, which knows less of Word than a page shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from undersigned.drafting.reading.docx_package import MC, M, W
from undersigned.drafting.reading.docx_styles import LEAST_GAP, Numbering, Styles, value

ASIDE = "UndersignedAside"
RULED = "UndersignedRuled"
QUOTED = "UndersignedQuoted"
"""Styles that no document has, for text boxes, for tables with lines and for what is set in on both sides."""
WRAPPED = frozenset({f"{W}fldSimple", f"{W}dir", f"{W}bdo"})
"""Elements around text that mammoth does not look into; it does look into smart tags."""
BLOCKS = frozenset({f"{W}p", f"{W}tbl"})
FEWEST_EMPTY = 3
"""Empty paragraphs of an author who makes white with them."""
LEAST_INSET = 360
"""Twentieths of a point, a quarter of an inch, by which a quotation is set in on each side at least."""
MOST_QUOTED = 0.4
"""Share of the paragraphs from which on it is the letter that is set in."""
SMALLEST = 4
"""Half points of type that nobody sees."""
OPEN, SHUT = "\ue000", "\ue001"


@dataclass(kw_only=True)
class Taken:
    """What was taken out of a text, with the reason, and what was left in that nobody accepted or sees."""

    left_out: list[tuple[str, str]] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    white: list[str] = field(default_factory=list)


def make_plain(story: Element, styles: Styles, numbering: Numbering, taken: Taken) -> None:
    """Change `story`, the text of a document or its notes, so that mammoth loses nothing of it."""
    _choose(story)
    _take_changes(story, taken)
    _rename(story)
    _lift_boxes(story)
    _quote(story)
    for paragraph in list(story.iter(f"{W}p")):
        _number(paragraph, numbering)
    for table in story.iter(f"{W}tbl"):
        if styles.is_ruled(table):
            properties = table.find(f"{W}tblPr")
            if properties is not None:
                _set(properties, "tblStyle", RULED)
    _part_paragraphs(story, styles, numbering)


def text_of(element: Element) -> str:
    """Return the words in `element`, paragraphs and cells parted by spaces."""
    parts = []
    for inner in element.iter():
        if inner.tag in {f"{W}t", f"{W}delText", f"{M}t"}:
            parts.append(inner.text or "")
        elif inner.tag in {f"{W}p", f"{W}tab", f"{W}br", f"{W}cr"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _children(element: Element) -> Iterator[tuple[Element, Element]]:
    """Yield every element below `element` with the one it is in."""
    for parent in list(element.iter()):
        for child in list(parent):
            yield parent, child


def _replace(parent: Element, child: Element, others: list[Element]) -> None:
    place = list(parent).index(child)
    parent.remove(child)
    for offset, other in enumerate(others):
        parent.insert(place + offset, other)


def _set(properties: Element, name: str, text: str) -> None:
    child = properties.find(W + name)
    if child is None:
        child = Element(W + name)
        properties.insert(0, child)
    child.set(f"{W}val", text)


def _choose(story: Element) -> None:
    """Keep one of the forms in which Word writes drawings for older and newer programs."""
    # From the end on, so that what is inside is chosen before what is around it.
    for parent in reversed(list(story.iter())):
        for both in parent.findall(f"{MC}AlternateContent"):
            forms = [form for form in both if list(form)]
            with_text = [form for form in forms if form.find(f".//{W}txbxContent") is not None]
            older = [form for form in forms if form.tag == f"{MC}Fallback"]
            chosen = [*with_text, *older, *forms][:1]
            _replace(parent, both, [child for form in chosen for child in form])


def _take_changes(story: Element, taken: Taken) -> None:
    """Take out what is deleted or hidden, and remember what is inserted."""
    for parent, child in _children(story):
        if child.tag in {f"{W}del", f"{W}moveFrom"}:
            taken.left_out.append((text_of(child), "deleted in a change that is not accepted yet"))
            parent.remove(child)
        elif child.tag in {f"{W}ins", f"{W}moveTo"}:
            taken.inserted.append(text_of(child))
        elif child.tag == f"{W}r" and _is_on(child.find(f"{W}rPr/{W}vanish")):
            taken.left_out.append((text_of(child), "hidden"))
            parent.remove(child)
        elif child.tag == f"{W}r" and _is_white(child.find(f"{W}rPr")):
            taken.white.append(text_of(child))


def _is_white(look: Element | None) -> bool:
    """Whether the letters of a run have the colour of paper, or are too small to see."""
    size, color = value(look, "sz") or "", value(look, "color") or ""
    return color.upper() == "FFFFFF" or (size.isdecimal() and int(size[:9]) <= SMALLEST)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _rename(story: Element) -> None:
    """Give elements that mammoth does not know the name of one that shows the same."""
    for element in list(story.iter()):
        if element.tag in WRAPPED:
            element.tag = f"{W}smartTag"
        elif element.tag == f"{W}ptab":
            element.tag = f"{W}tab"
        elif element.tag in {f"{W}cr", f"{W}br"}:
            # The text of the next page or column is not glued to that of this one.
            element.tag = f"{W}br"
            element.attrib.pop(f"{W}type", None)
        elif element.tag == f"{M}oMath":
            formula = "".join(part.text or "" for part in element.iter(f"{M}t"))
            element.clear()
            element.tag = f"{W}r"
            SubElement(element, f"{W}t").text = formula
        elif element.tag == f"{M}oMathPara":
            element.tag = f"{W}smartTag"


def _lift_boxes(story: Element) -> None:
    """Put the paragraphs of text boxes before the paragraph that they are tied to."""
    parents = {child: parent for parent in story.iter() for child in parent}
    for box in list(story.iter(f"{W}txbxContent")):
        parents[box].remove(box)
        host = parents[box]
        while host in parents and (host.tag not in BLOCKS or _is_in_box(host, parents)):
            host = parents[host]
        blocks = [block for block in box if block.tag in BLOCKS]
        for paragraph in box.iter(f"{W}p"):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = Element(f"{W}pPr")
                paragraph.insert(0, properties)
            _set(properties, "pStyle", ASIDE)
        if host in parents:
            _replace(parents[host], host, [*blocks, host])
            parents |= dict.fromkeys(blocks, parents[host])


def _is_in_box(element: Element, parents: dict[Element, Element]) -> bool:
    while element in parents:
        element = parents[element]
        if element.tag == f"{W}txbxContent":
            return True
    return False


def _quote(story: Element) -> None:
    """Give paragraphs that are set in on both sides, as quotations are, a style that says so."""
    paragraphs = [paragraph for paragraph in story.iter(f"{W}p") if text_of(paragraph)]
    quoted = [paragraph for paragraph in paragraphs if _is_set_in(paragraph)]
    if len(quoted) < MOST_QUOTED * len(paragraphs):
        for paragraph in quoted:
            properties = paragraph.find(f"{W}pPr")
            if properties is not None:
                _set(properties, "pStyle", QUOTED)


def _is_set_in(paragraph: Element) -> bool:
    properties = paragraph.find(f"{W}pPr")
    inset = properties.find(f"{W}ind") if properties is not None else None
    if properties is None or inset is None or properties.find(f"{W}numPr") is not None:
        return False
    sides = (("left", "start"), ("right", "end"))
    widths = [next(filter(None, (inset.get(W + name) for name in names)), "0") for names in sides]
    return all(width.isdecimal() and int(width) >= LEAST_INSET for width in widths)


def _number(paragraph: Element, numbering: Numbering) -> None:
    """Write the number that Word prints before a paragraph into its text."""
    place = numbering.place(paragraph)
    if place is None:
        return
    label = numbering.label(paragraph)
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if label:
        run = Element(f"{W}r")
        SubElement(run, f"{W}t").text = f"{OPEN}{label}{SHUT}"
        paragraph.insert(list(paragraph).index(properties) + 1, run)
    elif not numbering.is_bullet(place):
        numbers = properties.find(f"{W}numPr")
        if numbers is None:
            numbers = SubElement(properties, f"{W}numPr")
        _set(numbers, "numId", "0")


def _part_paragraphs(story: Element, styles: Styles, numbering: Numbering) -> None:
    """Put an empty paragraph where the styles put white between two, unless they put it everywhere."""
    gaps: dict[Element, bool] = {}
    empty = 0
    holders = (f"{W}body", f"{W}tc", f"{W}sdtContent", f"{W}footnote", f"{W}endnote")
    parents = [element for element in story.iter() if element.tag in holders]
    for parent in parents:
        children = [child for child in parent if child.tag in BLOCKS]
        for before, after in pairwise(children):
            if before.tag != f"{W}p" or after.tag != f"{W}p":
                continue
            if text_of(before) and text_of(after):
                gaps[before] = _is_gap(before, after, styles, numbering)
            else:
                empty += not text_of(after)
    if empty >= FEWEST_EMPTY and all(gaps.values()):
        return
    for parent in parents:
        parted = [(child, gaps.get(child, False)) for child in parent]
        parent[:] = [
            inner for child, is_gap in parted for inner in ([child, Element(f"{W}p")] if is_gap else [child])
        ]


def _is_gap(before: Element, after: Element, styles: Styles, numbering: Numbering) -> bool:
    if numbering.place(before) and numbering.place(after):
        return False
    names = [value(paragraph.find(f"{W}pPr"), "pStyle") for paragraph in (before, after)]
    if names[0] == names[1] and any(
        _is_on(properties.find(f"{W}contextualSpacing")) for properties in styles.properties(before)
    ):
        return False
    return max(styles.white(before, "after"), styles.white(after, "before")) >= LEAST_GAP
