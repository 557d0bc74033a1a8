"""Reads signatures in a table: the name in the first column, what belongs to it in the others."""

from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Correspondent
from undersigned.drafting.layout.grouped import SUBHEAD, Block
from undersigned.drafting.layout.names import is_name, split_at_comma, split_honorific
from undersigned.drafting.layout.signatory import opened
from undersigned.drafting.layout.text import is_blank, plain, segments
from undersigned.drafting.layout.vocabulary import HEADS


def is_table(lines: Sequence[Line]) -> bool:
    """Whether each line is a signature whose name and post stand in columns."""
    rows = [segments(line.text) for line in lines if not is_blank(line)]
    if not rows:
        return False
    if len(rows) > 2 and len(rows[0]) > 1 and _is_heading([cell for _, cell in rows[0]]):
        return True
    wide = [row for row in rows if len(row) > 1]
    named = [row for row in wide if is_name(split_at_comma(split_honorific(plain(row[0][1]))[1])[0])]
    other = [
        row
        for row in wide
        if not any(is_name(split_at_comma(split_honorific(plain(cell))[1])[0]) for _, cell in row[1:])
    ]
    return (
        len(wide) > 2
        and len(wide) >= 0.9 * len(rows)
        and len(named) >= 0.8 * len(wide)
        and len(other) >= 0.8 * len(wide)
    )


def table(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories of a table, one a row: the name, then what stands in the other columns."""
    rows = [line for line in lines if not is_blank(line)]
    cells = [[plain(cell) for _, cell in segments(line.text)] for line in rows]
    if _is_heading(cells[0]):
        block.left_out.append(LeftOut(line=rows[0].number, text="   ".join(cells[0]), why=SUBHEAD))
        rows, cells = rows[1:], cells[1:]
    found = []
    for line, row in zip(rows, cells, strict=True):
        one = opened(row[0], line)
        one.title += [cell for cell in row[1:] if cell]
        found.append(one)
    return found


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether the cells of a row say what stands below each: Name, Title, Organization."""
    said = [word.casefold() for cell in cells for word in plain(cell).split() if word.isalpha()]
    return bool(said) and all(word in HEADS for word in said)
