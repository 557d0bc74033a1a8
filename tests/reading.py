"""Shows documents as tests compare them: a line of a document is a line of text."""

from collections.abc import Callable

from undersigned.drafting.document import Document, Line, UnreadableError


def shown(line: Line) -> str:
    """Return a line with a sign before it where it is of a kind of its own."""
    sign = "aside " * line.is_aside + "row " * line.is_row + "foot " * line.is_foot
    return f"{sign}| {line.text}" if sign else line.text


def page(document: Document) -> str:
    """Return all lines of a document."""
    return "\n".join(map(shown, document.lines))


def is_read(reader: Callable[[bytes], Document], data: bytes) -> bool:
    """Whether `reader` makes a document of `data`; it may refuse, in a sentence, and do nothing else."""
    try:
        reader(data)
    except UnreadableError as error:
        if str(error):
            return False
        raise
    return True


def all_words(document: Document) -> list[str]:
    """Return the words of the lines and of what was left out, without the marks of Markdown."""
    text = " ".join([*(line.text for line in document.lines), *(part.text for part in document.left_out)])
    return text.replace("*", "").replace("\\", "").split()
