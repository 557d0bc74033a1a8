"""What the styles of a Word file say of a paragraph: its white, its number, and the lines of its tables."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from undersigned.drafting.reading.docx_package import Package, W
from undersigned.drafting.reading.ordinals import letters, roman

LEAST_GAP = 80
"""Twentieths of a point; less white between paragraphs parts nothing."""
BULLETS = frozenset({"bullet", "none"})
LEVELS = 9
DEEPEST = 20
"""Styles that one may be based on."""


def value(element: Element | None, name: str, attribute: str = "val") -> str | None:
    """Return an attribute of a child of `element`, None where there is none."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(W + attribute, "")


class Styles:
    """The styles of a Word file."""

    def __init__(self, package: Package) -> None:
        tree = package.tree(package.part("styles"))
        self.tree = tree
        found = () if tree is None else tree.iter(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in found}
        self.usual = next(
            (
                name
                for name, style in self.styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )
        defaults = None if tree is None else tree.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        self.defaults = defaults

    def bare(self) -> Element:
        """Return the styles with no more than mammoth asks for, which reads all of them and is slow."""
        bare = Element(f"{W}styles")
        for style in () if self.tree is None else self.tree.findall(f"{W}style"):
            named = SubElement(bare, style.tag, style.attrib)
            named.extend(child for child in style if child.tag in {f"{W}name", f"{W}pPr"})
        return bare

    def chain(self, name: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        for _ in range(DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn") or ""

    def properties(self, paragraph: Element) -> Iterator[Element]:
        """Yield the properties of a paragraph, what counts more first."""
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        for style in self.chain(value(own, "pStyle") or self.usual):
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield properties
        if self.defaults is not None:
            yield self.defaults

    def white(self, paragraph: Element, side: str) -> int:
        """Return the white "before" or "after" a paragraph, in twentieths of a point."""
        for properties in self.properties(paragraph):
            width = value(properties, "spacing", side)
            if width:
                return _number(width)
        return 0

    def is_ruled(self, table: Element) -> bool:
        """Whether lines are drawn around or in a table."""
        own = table.find(f"{W}tblPr")
        borders = [None if own is None else own.find(f"{W}tblBorders")]
        borders += [
            style.find(f"{W}tblPr/{W}tblBorders") for style in self.chain(value(own, "tblStyle") or "")
        ]
        first = next((border for border in borders if border is not None), None)
        return first is not None and any(side.get(f"{W}val") not in {"none", "nil", None} for side in first)


class Numbering:
    """Counts the numbered paragraphs of a Word file as Word does (ISO/IEC 29500-1, 17.9)."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.styles = styles
        self.levels: dict[str, dict[int, Element]] = {}
        self.lists: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, Counter[int]] = {}
        self.restarted: set[tuple[str, int]] = set()
        tree = package.tree(package.part("numbering"))
        for kind in () if tree is None else tree.iter(f"{W}abstractNum"):
            levels = {_number(level.get(f"{W}ilvl")): level for level in kind.iter(f"{W}lvl")}
            self.levels[kind.get(f"{W}abstractNumId", "")] = levels
        for one in () if tree is None else tree.iter(f"{W}num"):
            starts = {
                _number(override.get(f"{W}ilvl")): _number(value(override, "startOverride"))
                for override in one.iter(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
            self.lists[one.get(f"{W}numId", "")] = (value(one, "abstractNumId") or "", starts)

    def place(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list that a paragraph belongs to and its level there, None for no list."""
        level = 0
        for properties in self.styles.properties(paragraph):
            numbers = properties.find(f"{W}numPr")
            if numbers is None:
                continue
            level = _number(value(numbers, "ilvl")) or level
            number = value(numbers, "numId")
            if number is not None:
                return (number, min(level, LEVELS - 1)) if number in self.lists else None
        return None

    def is_bullet(self, place: tuple[str, int]) -> bool:
        """Whether a sign stands before the paragraphs at `place`, and no number."""
        level = self.levels.get(self.lists[place[0]][0], {}).get(place[1])
        return value(level, "numFmt") == "bullet"

    def label(self, paragraph: Element) -> str:
        """Count a paragraph, and return what Word prints before it; "" for no number."""
        place = self.place(paragraph)
        if place is None:
            return ""
        (number, level), (kind, starts) = place, self.lists[place[0]]
        levels = self.levels.get(kind, {})
        counts = self.counts.setdefault(kind, Counter())
        if level in starts and (number, level) not in self.restarted:
            self.restarted.add((number, level))
            counts[level] = starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _start(levels.get(level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._printed(levels, counts, level)

    def _printed(self, levels: dict[int, Element], counts: Counter[int], level: int) -> str:
        if (value(levels.get(level), "numFmt") or "decimal") in BULLETS or level not in levels:
            return ""
        text = value(levels[level], "lvlText") or ""
        for at in range(level + 1):
            form = value(levels.get(at), "numFmt") or "decimal"
            text = text.replace(f"%{at + 1}", _ordinal(counts.get(at, _start(levels.get(at))), form))
        return text.strip()


def _number(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,6}", text) else 0


def _start(level: Element | None) -> int:
    text = value(level, "start")
    return 1 if text is None else _number(text)


def _ordinal(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        text = letters(number)
    elif form in {"lowerRoman", "upperRoman"}:
        text = roman(number)
    else:
        text = f"{number:02}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text
