"""Puts the fields of front matter in one order, each with the comments above it."""

from undersigned.model.letter import FrontMatter
from undersigned.model.validate import known_keys
from undersigned.source.editing import with_front
from undersigned.source.entries import MODELINE, Piece, cut, joined
from undersigned.source.yaml_editing import compare, value_at

ORDER = {key: number for number, key in enumerate(known_keys(FrontMatter))}


def ordered(text: str) -> str:
    """Return a letter's text, as its file has it, with its fields in the order of `FrontMatter`.

    No byte of a value or of the body changes. A comment or an empty line goes with the field below it, and
    an unknown field to the end. Raises EditError.
    """
    return with_front(text, _ordered)


def _ordered(front: str) -> str:
    top: list[Piece] = []
    above: list[Piece] = []
    fields: list[tuple[int, list[Piece]]] = []
    for piece in cut(front):
        if not piece.key and not fields and piece.lines[0].startswith(MODELINE):
            top.append(piece)
        elif piece.key:
            fields.append((ORDER.get(piece.key, len(ORDER)), [*above, piece]))
            above = []
        else:
            above.append(piece)
    fields.sort(key=lambda field: field[0])
    edited = joined([*top, *(piece for _, pieces in fields for piece in pieces), *above])
    compare(front, edited, value_at(front, ()), "the front matter")
    return edited
