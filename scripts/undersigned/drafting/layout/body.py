"""Writes the text of a letter as Markdown: paragraphs, what follows the signatures, notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from undersigned.drafting.document import Document, Line
from undersigned.drafting.draft import Draft, Unsure
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.markdown import safe
from undersigned.drafting.layout.notes import Notes
from undersigned.drafting.layout.paragraphs import as_markdown
from undersigned.drafting.layout.text import with_text

PLACE = "[signatures]"
"""The line of a body at which the block of signatures stands."""


@dataclass(frozen=True)
class Text:
    """The lines of a letter's text: down to the closing, a heading of the signatures, what follows them."""

    body: Sequence[Line]
    heading: Sequence[Line]
    after: Sequence[Line]


def set_body(made: Draft, document: Document, text: Text, notes: Notes) -> None:
    """Give a draft its body, and say which hyphens went and which notes nothing calls."""
    known = "\n".join(line.text for line in document.lines)

    def written(lines: Sequence[Line]) -> list[str]:
        paragraphs, hyphens = as_markdown(
            lines, is_flowing=document.is_flowing, known=known, mark=notes.marked
        )
        made.left_out += hyphens
        return [safe(paragraph) for paragraph in paragraphs]

    gap = [with_text(line, "") for line in text.heading[:1]]
    paragraphs = written([*text.body, *gap, *text.heading])
    if behind := written(text.after):
        paragraphs += [PLACE, *behind]
    said = "\n".join(paragraphs)
    for label, note in notes.paragraphs.items():
        parts = []
        for paragraph in note:
            line, hyphens = joined(paragraph, known)
            made.left_out += hyphens
            parts.append(safe(notes.marked(line)))
        paragraphs.append(f"[^{label}]: " + "\n\n    ".join(parts))
        if f"[^{label}]" not in said:
            what = f"note {label} is called nowhere in the text: put [^{label}] where it belongs"
            made.unsure.append(Unsure(line=note[0][0].number, what=what))
    made.body = "\n\n".join(paragraphs) + "\n"
