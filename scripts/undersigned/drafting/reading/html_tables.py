"""Writes tables: rows of data as rows, tables that only lay out a page as what they show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4.element import NavigableString, Tag

from undersigned.drafting.columns import set_out
from undersigned.drafting.document import Line
from undersigned.drafting.reading.html_lines import Lines, Look

MOST_SPANNED = 50
FEWEST_ROWS = 3
"""Rows of a table of data that does not say what it is."""
FEWEST_OFFICERS = 4
"""Lines of a cell at the side of running text."""
LONG = 90
"""Characters; a line of a cell that is longer is running text."""
RULED = "ruled"
"""The class of a Word table whose lines are drawn."""
Cell = list[Line]


def write_table(lines: Lines, table: Tag, look: Look) -> None:
    """Write `table`: row by row, or cell by cell where it only lays out running text."""
    rows = [_cells(lines, row, look) for row in _rows(lines, table, look)]
    _span(rows)
    grid = [[cell for _, _, cell in row] for row in rows]
    filled = [[cell for cell in row if cell] for row in grid]
    is_data = _is_data(lines, table, grid)
    if max(map(len, filled), default=0) <= 1 or (
        not is_data and any(_is_running(cell) for row in filled for cell in row)
    ):
        for row in filled:
            _one_by_one(lines, row)
    else:
        _row_by_row(lines, grid, is_data=is_data)


def _rows(lines: Lines, part: Tag, look: Look) -> Iterator[Tag]:
    """Yield the rows of a table or a part of it, and write what stands between them."""
    for child in part.children:
        if isinstance(child, Tag) and child.name == "tr":
            if id(child) not in lines.notes.bodies:
                yield child
        elif isinstance(child, Tag) and child.name in {"thead", "tbody", "tfoot"}:
            yield from _rows(lines, child, look)
        else:
            lines.walk(child, look)
    lines.end()


def _cells(lines: Lines, row: Tag, look: Look) -> list[tuple[int, int, Cell]]:
    """Return how many columns and rows each cell spans, and what it says."""
    cells = []
    for child in row.children:
        is_text = isinstance(child, NavigableString) and bool(child.strip())
        if not isinstance(child, Tag) and not is_text:
            continue
        part = lines.inside()
        part.walk(child, look)
        part.end()
        lines.left_out += part.left_out
        columns, below = (_spanned(child, name) for name in ("colspan", "rowspan"))
        cells.append((columns, below, _trimmed(part.lines)))
    return cells


def _spanned(cell: object, name: str) -> int:
    value = str(cell.get(name) or "") if isinstance(cell, Tag) else ""
    return min(max(int(value), 1), MOST_SPANNED) if re.fullmatch(r"[0-9]{1,4}", value) else 1


def _trimmed(cell: Cell) -> Cell:
    while cell and not cell[-1].text.strip():
        cell = cell[:-1]
    while cell and not cell[0].text.strip():
        cell = cell[1:]
    return cell


def _closed(cell: Cell) -> Cell:
    """Return a cell without the white between its lines, if it is between all of them and says nothing."""
    return cell if any(line.text.strip() for line in cell[1::2]) else cell[::2]


def _span(rows: list[list[tuple[int, int, Cell]]]) -> None:
    """Put empty cells where a cell of another row or column reaches."""
    reaching: dict[int, int] = {}
    for row in rows:
        cells = iter(row[:])
        row.clear()
        while True:
            if reaching.get(len(row), 0) > 0:
                reaching[len(row)] -= 1
                row.append((1, 1, []))
                continue
            cell = next(cells, None)
            if cell is None:
                break
            columns, below, _ = cell
            for place in range(len(row), len(row) + columns):
                reaching[place] = below - 1
            row += [cell, *[(1, 1, [])] * (columns - 1)]


def _is_running(cell: Cell) -> bool:
    return sum(len(line.text) > LONG for line in cell) > 1 or any(len(line.text) > 3 * LONG for line in cell)


def _is_data(lines: Lines, table: Tag, grid: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is one by what it says of itself, or else by how plain its cells are."""
    classes: Sequence[str] = table.get("class") or []
    if RULED in classes or table.find(["th", "thead", "caption"]) or str(table.get("border") or "0") != "0":
        return True
    if lines.is_paper or table.get("role") in {"presentation", "none"}:
        return False
    return len(grid) >= FEWEST_ROWS and all(len(cell) <= 1 for row in grid for cell in row)


def _one_by_one(lines: Lines, row: Sequence[Cell]) -> None:
    """Write the cells of a row one after the other, first the one at the side of running text."""
    is_running = [_is_running(cell) for cell in row]
    for cell, running in sorted(zip(row, is_running, strict=True), key=lambda pair: pair[1]):
        is_aside = any(is_running) and not running and len(cell) >= FEWEST_OFFICERS
        lines.gap()
        for line in cell if running else _closed(cell):
            lines.add(replace(line, is_aside=is_aside or line.is_aside))
    lines.gap()


def _row_by_row(lines: Lines, grid: Sequence[Sequence[Cell]], *, is_data: bool) -> None:
    number = lines.number
    rows: list[list[str]] = []
    numbers: list[int] = []
    for row in grid:
        if is_data:
            height = 1
            texts = [" ".join(line.text for line in cell if line.text.strip()) for cell in row]
            rows.append(texts)
        else:
            closed = [_closed(cell) for cell in row]
            height = max(map(len, closed), default=0)
            rows += [[cell[at].text if at < len(cell) else "" for cell in closed] for at in range(height)]
            if height > 1 and row is not grid[-1]:
                # Entries of several lines stand apart, as their signatures would.
                rows.append([])
                height += 1
        first = next((cell[0].number for cell in row if cell), number)
        numbers += [first] * height
    for text, at in zip(_set_out(rows), numbers, strict=True):
        lines.add(Line(text=text.rstrip(), number=at, is_row=is_data and bool(text.strip())))


def _set_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines; a cell that has its row to itself widens no column."""
    alone = [sum(map(bool, row)) == 1 and bool(row[0]) for row in rows]
    lines = iter(set_out([row for row, is_alone in zip(rows, alone, strict=True) if not is_alone]))
    return [row[0] if is_alone else next(lines) for row, is_alone in zip(rows, alone, strict=True)]
