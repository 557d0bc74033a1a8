"""Finds the notes of an HTML page: links from a raised number to the paragraph that it stands for."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Tag

from undersigned.drafting.document import Line
from undersigned.drafting.reading.html_lines import BLOCKS, NESTED, Lines, Look, Notes
from undersigned.drafting.reading.marks import raised

CALL = re.compile(r"[\[(]?(?P<label>[0-9]{1,3}|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,5})[\])]?")
RETURN = re.compile(
    r"[\[(]?\s*(?:[↑↩⏎⤴^\ufe0e\ufe0f\s]+|back|return|[0-9]{1,3}|[*†‡§¶]{1,3})\s*[\])]?\.?", re.IGNORECASE
)

HOLDS_NOTE = re.compile(r"\bli\b|fn|ftn|note", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note: its label in the draft, what the page calls it, and the elements that hold it."""

    label: str
    printed: str
    body: tuple[Tag, ...]


def find_notes(page: BeautifulSoup) -> tuple[Notes, list[Note]]:
    """Return the notes of `page`, in the order in which they are first called."""
    place = {id(tag): at for at, tag in enumerate(page.find_all(name=True))}
    targets = _targets(page)
    found: list[tuple[Tag, Tag, str]] = []
    for link in page.find_all("a", href=re.compile("^#.")):
        call = CALL.fullmatch(link.get_text().strip())
        target = targets.get(unquote(str(link["href"])[1:]))
        if call is None or target is None or place[id(target)] <= place[id(link)]:
            continue
        found.append((link, target, call["label"]))
    marked = {id(target) for _, target, _ in found}
    called: dict[int, tuple[Tag, list[Tag], str]] = {}
    for link, target, printed in found:
        body = _body(target, marked)
        if body is not None and not any(parent is body for parent in link.parents):
            called.setdefault(id(body), (body, [], printed))[1].append(link)
    shared = _shared(called, targets)
    calls: dict[int, str] = {}
    bodies: dict[int, str] = {}
    notes: list[Note] = []
    for key, (body, links, printed) in called.items():
        if key in shared:
            continue
        label = _label(printed, {note.label for note in notes})
        parts = (body, *_further(body, set(called)))
        notes.append(Note(label=label, printed=printed, body=parts))
        bodies |= {id(part): label for part in parts}
        calls |= {id(link): label for link in links}
    return Notes(calls=calls, bodies=bodies), notes


def write_note(note: Note, notes: Notes, *, is_paper: bool) -> Lines:
    """Return the lines of a note, as a document has them at its end."""
    inner = Lines(Notes(calls=notes.calls), is_paper=is_paper)
    for part in note.body:
        _forget_returns(part)
        inner.number = part.sourceline or 1
        for child in list(part.children) if part.name in {"li", "tr"} else [part]:
            inner.walk(child, Look())
        inner.gap()
    printed = f"(?:{re.escape(note.printed)}|{re.escape(raised(note.printed))})"
    own = re.compile(rf"[\[(]?{printed}[\])]?[.:)]?\s*|[\])]?[.:)]\s+")
    texts = [line for line in inner.lines if line.text.strip()]
    if len(texts) > 1 and own.fullmatch(texts[0].text.strip()):
        # The number has a cell to itself.
        texts.pop(0)
    inner.lines = []
    for at, line in enumerate(texts):
        text = line.text.strip()
        if at == 0:
            start = own.match(text)
            text = f"[^{note.label}]: {text[start.end() :] if start else text}"
        else:
            inner.lines.append(Line(text="", number=line.number))
            text = NESTED + text
        inner.lines.append(Line(text=text, number=line.number))
    return inner


def _targets(page: BeautifulSoup) -> dict[str, Tag]:
    targets: dict[str, Tag] = {}
    for tag in page.find_all(name=True):
        for name in (tag.get("id"), tag.get("name") if tag.name == "a" else None):
            if isinstance(name, str):
                targets.setdefault(name, tag)
    return targets


def _body(target: Tag, marked: set[int]) -> Tag | None:
    """Return the block that `target` names, or the one around it that holds this note and says so."""
    tag: Tag | None = target
    while tag is not None and tag.name not in BLOCKS:
        tag = tag.parent
    if tag is not None and tag.name in {"td", "th"}:
        return tag.parent
    if tag is None or tag.name in {"body", "html", "table"}:
        return None
    around = tag.parent
    while around is not None and around.name in {"li", "div"} and HOLDS_NOTE.search(_says(around)):
        if sum(id(inner) in marked for inner in (around, *around.find_all(name=True))) > 1:
            break
        tag, around = around, around.parent
    return tag


def _says(tag: Tag) -> str:
    """Return what an element calls itself."""
    return " ".join(map(str, (tag.name, tag.get("id"), tag.get("class"), tag.get("style"))))


def _shared(called: dict[int, tuple[Tag, list[Tag], str]], targets: dict[str, Tag]) -> set[int]:
    """Return the blocks that hold more than one note, which nobody can tell apart."""
    found = set()
    for key, (body, links, _) in called.items():
        names = {unquote(str(link["href"])[1:]) for link in links}
        holds_others = any(id(tag) in called and tag is not body for tag in body.find_all(name=True))
        if holds_others or len({id(targets[name]) for name in names}) > 1:
            found.add(key)
    return found


def _further(body: Tag, bodies: set[int]) -> list[Tag]:
    """Return the paragraphs between a note that is a paragraph and the note after it."""
    further: list[Tag] = []
    if body.name != "p":
        return further
    for sibling in body.find_next_siblings():
        if id(sibling) in bodies:
            return further
        if sibling.name != "p":
            return []
        further.append(sibling)
    return []


def _label(printed: str, taken: set[str]) -> str:
    if printed.isdigit() and printed not in taken:
        return printed
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def _forget_returns(part: Tag) -> None:
    """Take out the links that lead back to where the note is called."""
    for link in part.find_all("a", href=re.compile("^#")):
        if RETURN.fullmatch(link.get_text().strip()):
            link.decompose()
