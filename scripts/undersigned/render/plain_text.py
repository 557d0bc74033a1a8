"""A letter as text alone, as somebody would type it, with the marks of lists, quotations and notes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.views.addresses import letter_address
from undersigned.views.words import counted, long_day

ROOT = "\x02root\x03"
"""Stands for the way to the site's root, which depends on the page; no letter can hold these characters."""
ARCHIVE_OWN = frozenset({"pn", "back", "corrected", "gone"})
"""Classes of links that the archive adds to a letter's words."""
BELOW = "-- "
"""Parts a letter from what the archive says of it, as the signature of a mail (RFC 3676, section 4.3)."""


class PlainBody(NamedTuple):
    """A body before and after the signature block, and its notes; links into the archive have `ROOT`."""

    before: str
    after: str
    notes: str


def plain_text(settings: Settings, whole: Whole, body: PlainBody) -> str:
    """Return the whole letter as text, and below it what the archive says: title, address, what changed."""
    letter = whole.letter
    recipients, cc = whole.in_role("recipient"), whole.in_role("cc")
    copied = "\n".join(["cc:", *("\n  ".join(person.printed) for person in cc)]) if cc else ""
    withdrawn = f"[Withdrawn on {long_day(letter.withdrawn.date)}]" if letter.withdrawn else ""
    parts = (
        withdrawn,
        "\n".join(letter.letterhead),
        long_day(letter.date, letter.language or settings.language),
        "\n".join(letter.via),
        *("\n".join(person.printed) for person in recipients),
        letter.subject or "",
        body.before,
        *_signatures(whole),
        body.after,
        copied,
        body.notes,
        "\n".join([BELOW, *_about(settings, whole)]),
    )
    root = settings.absolute("")
    return "\n\n".join(filter(None, parts)).replace(ROOT, root) + "\n"


def _signatures(whole: Whole) -> Iterator[str]:
    for person in whole.in_role("signatory"):
        lines = list(person.printed)
        if person.withdrawn:
            lines.append(f"[Signature withdrawn on {long_day(person.withdrawn)}]")
        yield "\n".join(lines)
    for private in whole.letter.also_signed:
        yield "\n".join(filter(None, (private.name, private.title)))
    if whole.letter.erased:
        count = counted(whole.letter.erased, "signatory", "signatories")
        yield f"[{count} asked that the name be removed.]"


def _about(settings: Settings, whole: Whole) -> Iterator[str]:
    letter = whole.letter
    yield letter.title
    yield f"{settings.site_name}, {settings.absolute(letter_address(letter.id))}"
    if letter.withdrawn:
        note = f": {letter.withdrawn.note}" if letter.withdrawn.note else ""
        yield f"Withdrawn on {long_day(letter.withdrawn.date)}{note}"
    for correction in letter.corrections:
        said = [f"Corrected on {long_day(correction.date)}"]
        if correction.was:
            said.append(f'was "{correction.was}"')
        if correction.now:
            said.append(f'now "{correction.now}"')
        yield "; ".join([*said, *([correction.note] if correction.note else [])])


def plain_blocks(blocks: Iterable[Element]) -> str:
    """Return blocks of a body as text, an empty line between each two."""
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Element) -> str:
    match block.tag:
        case "ul" | "ol":
            return _list(block)
        case "blockquote":
            return "\n".join(f"> {line}".rstrip() for line in plain_blocks(block).split("\n"))
        case "table":
            rows = (" | ".join(map(_words, row)) for row in block.iter("tr"))
            return "\n".join(rows)
        case "hr":
            return "* * *"
        case _:
            return _words(block)


def _list(block: Element) -> str:
    is_notes = block.get("class") == "notes"
    items = []
    for item in block:
        number = item.get("value")
        mark = "- " if number is None else f"[{number}] " if is_notes else f"{number}. "
        text = plain_blocks(item) if len(item) and item[0].tag in BLOCKS else _words(item)
        items.append(mark + _indented(text, len(mark)))
    tight = all(len(item) < 2 for item in block)  # noqa: PLR2004 - one paragraph, or none
    return ("\n" if tight and not is_notes else "\n\n").join(items)


def _indented(text: str, spaces: int) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(" " * spaces + line if line else "" for line in others)])


BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"})


def _words(element: Element) -> str:
    """Return the words of a paragraph: its own breaks of lines, and the addresses of its links."""
    if not len(element):
        return " ".join((element.text or "").split())
    lines = "".join(_inline(element)).split("\x02br\x03")
    return "\n".join(" ".join(line.split()) for line in lines)


def _inline(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\x02br\x03"
        elif child.tag == "sup":
            yield from (f"[{mark.text}]" for mark in child)
        elif child.tag == "a":
            yield from _link(child)
        else:
            yield from _inline(child)
        yield child.tail or ""


def _link(link: Element) -> Iterator[str]:
    if link.get("class") in ARCHIVE_OWN:
        return
    words = list(_inline(link))
    yield from words
    target = link.get("href", "")
    if (
        target
        and not target.startswith("#")
        and "".join(words) not in {target, target.removeprefix("mailto:")}
    ):
        yield f" <{target}>"
