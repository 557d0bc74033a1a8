"""Takes out of a document what no letter may hold: characters that nobody sees, or that reorder others."""

from collections.abc import Iterator
from dataclasses import replace

from undersigned.drafting.document import Document, Doubt, Line
from undersigned.source.text import hidden_characters


def without_unseen(document: Document) -> Document:
    """Return a document without such characters, and with a doubt for each line that held some."""
    doubts: list[Doubt] = []
    lines = tuple(_cleaned(document.lines, doubts))
    return replace(document, lines=lines, doubts=(*document.doubts, *doubts)) if doubts else document


def _cleaned(lines: tuple[Line, ...], doubts: list[Doubt]) -> Iterator[Line]:
    for line in lines:
        text = line.text
        taken: set[str] = set()
        # One that is gone may leave others that are hidden only now.
        while found := hidden_characters(text).keys() - {"\f"}:
            taken |= found
            text = "".join(character for character in text if character not in found)
        if taken:
            said = ", ".join(f"U+{ord(character):04X}" for character in sorted(taken))
            doubts.append(Doubt(line=line.number, what=f"{said} was taken out, which nobody sees"))
        yield replace(line, text=text) if taken else line
