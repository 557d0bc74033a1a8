"""Reads HTML: what a page shows is its lines; its menus, scripts and hidden parts are left out and listed."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import Comment, Doctype, NavigableString, Tag

from undersigned.drafting.document import Document, LeftOut, Line, UnreadableError
from undersigned.drafting.reading.html_lines import BOLD, ITALIC, Lines, Look
from undersigned.drafting.reading.html_notes import find_notes, write_note
from undersigned.drafting.reading.text import BOMS, decoded

LARGEST = 4 * 1024 * 1024
"""Bytes; more than that is an archive of pages and no letter."""
SHOWN = 80
"""Characters of a script or style that are quoted."""
UNSEEN = {
    "script": "a script",
    "style": "a style",
    "template": "a template of a script",
    "title": "the title of the page",
    "nav": "a menu",
    "noscript": "shown only without scripts",
    "button": "a button",
    "select": "a field of a form",
    "textarea": "a field of a form",
    "iframe": "another page in this one",
    "object": "another document in this page",
    "svg": "a drawing",
    "audio": "a recording",
    "video": "a recording",
    "canvas": "a drawing",
    "math": "a formula",
    "del": "struck out",
    "s": "struck out",
    "strike": "struck out",
}
CODE = frozenset({"script", "style"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HIDING = frozenset({"hidden", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text"})


def read_data(data: bytes) -> Document:
    """Read an HTML page. Raises UnreadableError."""
    if len(data) > LARGEST:
        raise UnreadableError(f"it has more than {LARGEST // 1024**2} MB of HTML: cut the letter out")
    return read_html(_text(data), is_paper=False)


def read_html(text: str, *, is_paper: bool) -> Document:
    """Read the HTML `text`; `is_paper` when it was made of a document whose white is what it shows."""
    with warnings.catch_warnings():
        # Beautiful Soup wonders about XHTML, and about texts as short as the name of a file.
        warnings.simplefilter("ignore", UserWarning)
        # html5lib reads a page as browsers do, with its unclosed elements; what mammoth writes has none.
        page = BeautifulSoup(text, "html.parser" if is_paper else "html5lib")
    left_out = list(_take_out(page))
    main = _main(page)
    if main is not page:
        left_out += _outside(page, main)
    _restrain(main)
    notes, found = find_notes(page)
    lines = Lines(notes, is_paper=is_paper)
    lines.walk(main, Look()) if main is not page else lines.children(page, Look())
    lines.end()
    at_end: list[Line] = []
    for note in found:
        written = write_note(note, notes, is_paper=is_paper)
        at_end += written.lines
        left_out += written.left_out
    body = _trimmed(lines.lines)
    if at_end:
        body.append(Line(text="", number=at_end[0].number))
    left_out += lines.left_out
    return Document(
        lines=(*body, *at_end),
        is_flowing=True,
        left_out=tuple(sorted(left_out, key=lambda part: part.line)),
    )


def _text(data: bytes) -> str:
    """Return the text of a page in the encoding that it declares, or that its bytes show."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    if declared and not data.startswith(tuple(bom for bom, _ in BOMS)):
        # Browsers read what declares itself as Latin-1 or ASCII as Windows-1252.
        name = "cp1252" if declared.lower() in {"iso-8859-1", "latin-1", "us-ascii", "ascii"} else declared
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(data)[0]


def _take_out(page: BeautifulSoup) -> Iterator[LeftOut]:
    """Take out of `page` what it does not show, or shows for its own use."""
    for tag in page.find_all(name=True):
        if tag.decomposed:
            continue
        why = UNSEEN.get(tag.name, "hidden" if _is_hidden(tag) else "")
        if not why:
            continue
        words = " ".join(" ".join(_texts(tag)).split())
        if tag.name in CODE and len(words) > SHOWN:
            words = f"{words[:SHOWN]}…"
        if words:
            yield LeftOut(line=tag.sourceline or 1, text=words, why=why)
        tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    is_hiding = tag.has_attr("hidden") or bool(HIDING & set(map(str.lower, tag.get("class") or [])))
    return is_hiding or HIDDEN.search(str(tag.get("style") or "")) is not None


def _main(page: BeautifulSoup) -> Tag:
    """Return the one part of a page that says that it is its text, or else the page."""
    for name in ("article", "main"):
        parts = page.find_all(name)
        if len(parts) == 1:
            return parts[0]
    return page


def _outside(page: BeautifulSoup, main: Tag) -> Iterator[LeftOut]:
    within = {id(text) for text in main.descendants}
    for text in _texts(page):
        if id(text) not in within and text.strip():
            line = text.parent.sourceline if text.parent else 1
            yield LeftOut(line=line or 1, text=" ".join(text.split()), why="outside the text of the page")


def _texts(tag: Tag) -> Iterator[NavigableString]:
    """Yield the texts in `tag`, but no comments."""
    for text in tag.descendants:
        if isinstance(text, NavigableString) and not isinstance(text, Comment | Doctype):
            yield text


def _restrain(main: Tag) -> None:
    """Take emphasis out of a page where most words have it, and so none."""
    length = len(main.get_text())
    for names in (BOLD, ITALIC):
        tags = main.find_all(list(names))
        if 2 * sum(len(tag.get_text()) for tag in tags if not tag.find_parent(list(names))) > length:
            for tag in tags:
                tag.unwrap()


def _trimmed(lines: list[Line]) -> list[Line]:
    """Return lines with one blank line for several, and none at the start and the end."""
    kept: list[Line] = []
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(line)
    while kept and not kept[-1].text:
        kept.pop()
    return kept
