"""Writes Markdown within a line: emphasis, links, raised numbers, and typed marks that mean nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urlsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
"""Those of undersigned.model.fields, whose import takes longer than reading a letter."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
GAP = re.compile(r"(\t+|[ \xa0]{3,})")
EMPHASIS = re.compile(r"(?:(?<=\S)\*|\*(?=\S))[^*]+\*|(?<!\w)_[^_\s](?:[^_]*[^_\s])?_(?!\w)")
SHORTEST = 5
"""Characters of a part of an address that is taken for it."""
UNSAFE = str.maketrans(
    {char: f"%{ord(char):02X}" for char in ' ()<>[]"\\^`{|}'} | dict.fromkeys(map(chr, range(32)))
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Characters of a line that look alike. A `is_mark` is Markdown already, such as `[^1]`."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""
    is_mark: bool = False

    @property
    def look(self) -> tuple[bool, bool, str, bool]:
        """What spans that are one have in common."""
        return self.is_bold, self.is_italic, self.link, self.is_mark


def raised(text: str) -> str:
    """Return raised `text` as characters: numbers stay raised, the letters of `1st` do not."""
    return text.translate(RAISED) if re.fullmatch(r"[\d,\s]+", text) else text


def link_address(href: str) -> str | None:
    """Return `href` as a letter may have it, "" for a place in the same document, None for other kinds.

    What leads on from the place of the document, such as `/plan.pdf`, leads nowhere from the letter.
    """
    href = href.strip()
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return None
    if href.startswith("#") or not href:
        return ""
    if scheme not in LINK_SCHEMES:
        return None
    return href.translate(UNSAFE)


def markdown(spans: Iterable[Span]) -> str:
    """Return the Markdown of a line. Emphasis covers no gap between columns, and no white at its ends."""
    parts = _joined(_parted(spans))
    literal = "".join(part.text for part in parts if not part.is_mark)
    is_emphatic = any(part.is_bold or part.is_italic for part in parts)
    if EMPHASIS.search(literal) or (is_emphatic and re.search(r"\*\S|\S\*", literal)):
        parts = [
            part if part.is_mark else replace(part, text=re.sub(r"([*_])", r"\\\1", part.text))
            for part in parts
        ]
    return "".join(_written(parts))


def _parted(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans of which none but those of white alone starts or ends with it, or covers a gap."""
    for span in spans:
        if span.is_mark:
            yield span
            continue
        for part in GAP.split(span.text):
            core = part.strip(" \t\xa0")
            before, _, after = part.partition(core) if core else (part, "", "")
            for text in (before, core, after):
                if text:
                    yield replace(span, text=text)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that look alike, also over a space; drop emphasis that would touch another's."""
    joined: list[Span] = []
    for span in spans:
        new = span
        if not any(char.isalnum() for char in span.text) and not span.is_mark:
            # White and punctuation alone have no look of their own.
            new = replace(span, is_bold=False, is_italic=False, link=span.link if span.text.strip() else "")
        if joined and joined[-1].look == new.look:
            new = replace(new, text=joined.pop().text + new.text)
        elif len(joined) > 1 and joined[-1].text in {" ", "\xa0"} and joined[-2].look == new.look:
            space = joined.pop().text
            new = replace(new, text=joined.pop().text + space + new.text)
        joined.append(new)
    for place, (span, after) in enumerate(pairwise(joined)):
        if span.look[:2] != after.look[:2] and _is_emphatic(span) and _is_emphatic(after):
            both = (span.is_bold and after.is_bold, span.is_italic and after.is_italic)
            joined[place] = replace(joined[place], is_bold=both[0], is_italic=both[1])
            joined[place + 1] = replace(after, is_bold=both[0], is_italic=both[1])
    return joined


def _is_emphatic(span: Span) -> bool:
    return span.is_bold or span.is_italic


def _written(spans: Sequence[Span]) -> Iterator[str]:
    place = 0
    while place < len(spans):
        link, end = spans[place].link, place + 1
        if not link:
            yield _emphasised(spans[place])
            place = end
            continue
        for ahead in range(end, len(spans)):
            if spans[ahead].link == link:
                end = ahead + 1
            elif spans[ahead].text not in {" ", "\xa0"}:
                break
        text = "".join(map(_emphasised, spans[place:end]))
        shown = re.sub(r"([][])", r"\\\1", text)
        yield text if is_address(text, link) else f"[{shown}]({link})"
        place = end


def _emphasised(span: Span) -> str:
    mark = "**" * span.is_bold + "*" * span.is_italic
    return f"{mark}{span.text}{mark}"


def is_address(text: str, link: str) -> bool:
    """Whether `text` is the address that it links to, or a part of it where a line ends in the address."""

    def bare(address: str) -> str:
        return re.sub(r"^(?:https?://|mailto:)?(?:www\.)?", "", address.strip().lower()).rstrip("/.,;")

    found = bare(text)
    return found == bare(link) or (len(found) >= SHORTEST and "/" in text and found in link.lower())
