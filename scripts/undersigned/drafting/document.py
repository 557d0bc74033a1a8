"""A document as its reader hands it on: lines as they stand on the page, whatever file they came from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a document.

    `text` is Markdown within the line: emphasis, links, `[^1]` where a note is called, `# ` before a
    heading, `- ` before an item, `> ` before a quotation. Its spaces are those of the page: what stands
    in another column is parted by three spaces or more. A blank text is a gap between paragraphs.
    `number` is the line of the file, where it has lines, and else counts the lines read. `page` counts
    from 1.
    """

    text: str
    number: int
    page: int = 1
    is_row: bool = False
    """Whether it is a row of a table whose cells are parted as columns are."""
    is_aside: bool = False
    """Whether it stands in a column at the side of the page, as the officers of an association do."""
    is_foot: bool = False
    """Whether it stands among the notes at the foot of its page."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Words of the document that are not in the draft, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What a reader took though the file leaves it open, such as a change that nobody has accepted."""

    line: int
    what: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """The lines of a document in the order in which they are read, and what its reader left out.

    A note that the file itself knows stands at the end, as `[^1]: ` and its first paragraph; its further
    paragraphs follow as lines indented by four spaces, after a blank one. With `is_flowing`, each line is
    a whole paragraph or ends where its author ended it; otherwise lines end where the page does.
    """

    lines: tuple[Line, ...]
    is_flowing: bool = False
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class UnreadableError(ValueError):
    """The file cannot be read; the message says why and what to do, in one sentence without a full stop."""
