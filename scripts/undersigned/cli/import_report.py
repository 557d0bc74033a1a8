"""Says what an import took from a document, what it left out, and what a person must look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.layout.accounting import CALLS
from undersigned.views.words import counted

MOST_SHOWN = 6
"""Names of a long list that the report shows."""
LONGEST_SHOWN = 160
"""Characters of what was left out for one reason that the report shows."""
UNNUMBERED = frozenset({".docx", ".pdf"})
NO_WORDS = frozenset({"a style", "a script", CALLS})
"""What is left out and says nothing to who reads the draft."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One document as a letter: where its draft stands, and what a person must look at."""

    file: Path
    path: str
    draft: Draft
    title: str
    original: str
    """The name under which the original lies beside the letter; empty where it cannot."""
    unsure: Sequence[Unsure]


def report_of(imported: Sequence[Imported], *, is_trial: bool) -> Iterator[str]:
    """Yield the lines of the report on all documents: what was taken, and what is unsure."""
    for one in imported:
        yield f"{one.path} {'would be' if is_trial else 'is'} a draft, made from {one.file}."
        yield from (f"  {name and name + ':':<11}{text}" for name, text in _taken(one))
        if one.unsure:
            yield "  Unsure:"
            yield from (f"    {_place(one, doubt.line)}: {doubt.what}." for doubt in one.unsure)


def _place(one: Imported, line: int) -> str:
    """Say where in a document to look: a Word file and a PDF have no lines that anybody could count."""
    words = one.draft.words_at.get(line)
    if one.file.suffix.lower() in UNNUMBERED:
        return f"{one.file}, at {words!r}" if words and line > 1 else str(one.file)
    return f"{one.file}:{line}"


def next_steps(imported: Sequence[Imported]) -> Iterator[str]:
    """Yield what to do with each draft."""
    for one in imported:
        key = one.path.rpartition("/")[2].removesuffix(".md")
        yield f"Read it against the document, then: undersigned publish {key}"


def _taken(one: Imported) -> Iterator[tuple[str, str]]:
    draft = one.draft
    yield "title", one.title
    yield "date", draft.date.isoformat() if draft.date else "none"
    if draft.subject:
        yield "subject", draft.subject
    for name, correspondents in (
        ("to", draft.recipients),
        ("signed by", draft.signatories),
        ("cc", draft.cc),
    ):
        if correspondents or name != "cc":
            yield name, _names(correspondents)
    paragraphs = [part for part in draft.body.split("\n\n") if part.strip()]
    notes = sum(part.startswith("[^") for part in paragraphs)
    words = len(draft.body.split())
    length = f"{counted(words, 'word', 'words')} in"
    length += f" {counted(len(paragraphs) - notes, 'paragraph', 'paragraphs')}"
    yield "text", length + (f", {counted(notes, 'note', 'notes')}" if notes else "")
    reasons = dict.fromkeys(left.why for left in draft.left_out)
    for place, why in enumerate(reasons):
        said = [left.text for left in draft.left_out if left.why == why]
        yield "" if place else "left out", f"{why} ({len(said)})" + ("" if why in NO_WORDS else _start(said))
    if one.original:
        yield "original", f"{one.original}, which is published with the letter"


def _names(correspondents: Sequence[Correspondent]) -> str:
    if not correspondents:
        return "nobody"
    shown = "; ".join(one.name for one in correspondents[:MOST_SHOWN])
    more = len(correspondents) - MOST_SHOWN
    total = f" ({len(correspondents)})" if len(correspondents) > 1 else ""
    return shown + (f"; and {more} more" if more > 0 else "") + total


def _start(texts: Sequence[str]) -> str:
    """Return what can be shown of texts that were left out, each once."""
    said = " | ".join(" ".join(text.split()) for text in dict.fromkeys(texts))
    return f": {said}" if len(said) <= LONGEST_SHOWN else f": {said[:LONGEST_SHOWN].rstrip()} …"
