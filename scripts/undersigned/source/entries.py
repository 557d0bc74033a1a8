"""Cuts a YAML mapping into its entries, each with the comments above it, and puts others among them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import yaml

from undersigned.source.editing import with_lines
from undersigned.source.strict_yaml import Value
from undersigned.source.yaml_editing import BY_HAND, EditError, compare, parsed, value_at
from undersigned.source.yaml_writing import mapping_lines, scalar

COMMENT = "#"
MODELINE = "# yaml-language-server:"
"""What tells an editor which schema a file has; it stands at the top."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Whole lines of a text: an entry with the comments right above it, or what stands between entries.

    `key` is empty between entries; `head` is how many of an entry's lines are comments above it.
    """

    key: str
    lines: tuple[str, ...]
    head: int = 0


def cut(text: str, *, has_heading: bool = False) -> list[Piece]:
    """Return the pieces of a mapping whose keys start their lines; its lines end in line feeds.

    A comment belongs to the entry below it if nothing is between them, and one that is indented to the
    entry above it. With `has_heading`, one at the very top is about the whole text, as one for editors
    always is. Raises EditError.
    """
    lines = text.removesuffix("\n").split("\n") if text else []
    keys = _keys(text, lines)
    pieces: list[Piece] = []
    end = 0
    for (key, first), (_, following) in pairwise([*keys, ("", len(lines))]):
        start = first
        while start > end and lines[start - 1].startswith(COMMENT):
            start -= 1
        if start == 0:
            start = first if has_heading else sum(line.startswith(MODELINE) for line in lines[:first])
        if start > end:
            pieces.append(Piece(key="", lines=tuple(lines[end:start])))
        end = following
        while _is_between(lines[end - 1]):
            end -= 1
        pieces.append(Piece(key=key, lines=tuple(lines[start:end]), head=first - start))
    if end < len(lines):
        pieces.append(Piece(key="", lines=tuple(lines[end:])))
    return pieces


def joined(pieces: Sequence[Piece]) -> str:
    """Return the lines of all pieces as one text."""
    return "".join(f"{line}\n" for piece in pieces for line in piece.lines)


def with_new(text: str, entries: Mapping[str, Mapping[str, Value]]) -> str:
    """Return a registry's text, as its file has it, with new entries, by id.

    Each stands in order of id where the others do, otherwise at the end. Raises EditError.
    """

    def add(plain: str) -> str:
        known, pieces = _known(plain), _pieces(plain)
        new: dict[str, Value] = {key: dict(entry) for key, entry in entries.items()}
        for key, entry in new.items():
            if key in known:
                raise EditError(f"{key!r} is there already")
            pieces = _placed(pieces, Piece(key=key, lines=tuple(mapping_lines({key: entry}))))
        return _checked(plain, pieces, {**known, **new})

    return with_lines(text, add)


def without(text: str, key: str) -> str:
    """Return a registry's text, as its file has it, without an entry and its comments. Raises EditError."""

    def take_out(plain: str) -> str:
        known, pieces = _known(plain), _pieces(plain)
        rest = _taken_out(pieces, _position(pieces, key))
        return _checked(plain, rest, {one: entry for one, entry in known.items() if one != key})

    return with_lines(text, take_out)


def with_key(text: str, old: str, new: str) -> str:
    """Return a registry's text with another id for an entry, in its place in the order. Raises EditError."""

    def rename(plain: str) -> str:
        known, pieces = _known(plain), _pieces(plain)
        if new in known:
            raise EditError(f"{new!r} is there already")
        place = _position(pieces, old)
        renamed = _renamed(pieces[place], new)
        there = [*pieces[:place], renamed, *pieces[place + 1 :]]
        moves = _is_in_order(pieces) and not _is_in_order(there)
        found = _placed(_taken_out(pieces, place), renamed) if moves else there
        return _checked(plain, found, {new if key == old else key: entry for key, entry in known.items()})

    return with_lines(text, rename)


def with_changed(text: str, key: str, change: Callable[[str], str]) -> str:
    """Return a registry's text with one entry as `change` makes it. Raises EditError.

    What `change` is given is a mapping of its own: the entry's id, its fields indented beneath.
    """

    def edit(plain: str) -> str:
        pieces = _pieces(plain)
        place = _position(pieces, key)
        changed = change(joined(pieces[place : place + 1]))
        piece = Piece(key=key, lines=tuple(changed.removesuffix("\n").split("\n")))
        found = [*pieces[:place], piece, *pieces[place + 1 :]]
        return _checked(plain, found, {**_known(plain), **_known(changed)})

    return with_lines(text, edit)


def comments_of(text: str, key: str) -> list[str]:
    """Return the comments that belong to an entry of a registry, each without its sign."""
    found: list[str] = []

    def look(plain: str) -> str:
        pieces = _pieces(plain)
        found.extend(_comments(joined([pieces[_position(pieces, key)]])))
        return plain

    with_lines(text, look)
    return found


def _comments(text: str) -> Iterator[str]:
    """Yield what stands behind each sign of a comment, which is where no token of YAML is."""
    end = 0
    for token in [*yaml.scan(text, Loader=yaml.SafeLoader)]:
        for line in text[end : token.start_mark.index].split("\n"):
            before, sign, comment = line.partition(COMMENT)
            if sign and not before.strip():
                yield comment.strip()
        end = max(end, token.end_mark.index)


def _keys(text: str, lines: Sequence[str]) -> list[tuple[str, int]]:
    """Return each key of a mapping, and its line from 0. Raises EditError."""
    places = parsed(text).lines
    keys = [(key, places[(key,)] - 1) for key in _known(text)]
    for key, line in keys:
        if lines[line].startswith("{"):
            raise EditError("it is no mapping with a key a line: write it as one, or do this by hand")
        if not lines[line].startswith((key, "'", '"')):
            raise EditError("its keys do not start their lines: do this by hand")
    return keys


def _is_between(line: str) -> bool:
    """Whether a line below an entry is no part of it: empty, or a comment that is not indented."""
    return not line.strip() or line.startswith(COMMENT)


def _known(text: str) -> dict[str, Value]:
    value = value_at(text, ())
    return value if isinstance(value, dict) else {}


def _pieces(text: str) -> list[Piece]:
    return cut(text, has_heading=True)


def _position(pieces: Sequence[Piece], key: str) -> int:
    for number, piece in enumerate(pieces):
        if piece.key == key:
            return number
    raise EditError(f"there is no {key!r} in it")


def _renamed(piece: Piece, new: str) -> Piece:
    first = piece.lines[piece.head]
    for way in (piece.key, f"'{piece.key}'", f'"{piece.key}"'):
        if first.startswith(way):
            line = scalar(new) + first.removeprefix(way)
            lines = (*piece.lines[: piece.head], line, *piece.lines[piece.head + 1 :])
            return replace(piece, key=new, lines=lines)
    raise EditError(f"{piece.key!r} {BY_HAND}")


def _is_in_order(pieces: Sequence[Piece]) -> bool:
    keys = [piece.key for piece in pieces if piece.key]
    return keys == sorted(keys)


def _placed(pieces: Sequence[Piece], new: Piece) -> list[Piece]:
    """Return the pieces with a new entry: in order of id where they are in order, otherwise at the end."""
    entries = [number for number, piece in enumerate(pieces) if piece.key]
    gap = _gap(pieces, entries)
    above = [number for number in entries if pieces[number].key < new.key]
    if not _is_in_order(pieces) or len(above) == len(entries):
        parted = not pieces or _is_blank(pieces[-1].lines[-1:])
        return [*pieces, *([] if parted else gap), new]
    if above:
        place = above[-1] + 1
        return [*pieces[:place], *gap, new, *pieces[place:]]
    return [*pieces[: entries[0]], new, *gap, *pieces[entries[0] :]]


def _gap(pieces: Sequence[Piece], entries: Sequence[int]) -> list[Piece]:
    """Return what parts two entries: a blank line, unless the entries there stand close together."""
    is_close = any(second - first == 1 for first, second in pairwise(entries))
    return [] if is_close and pieces else [Piece(key="", lines=("",))]


def _is_blank(lines: Sequence[str]) -> bool:
    return not any(line.strip() for line in lines)


def _taken_out(pieces: Sequence[Piece], place: int) -> list[Piece]:
    """Return the pieces without one, and without the blank lines that parted it from the next."""
    before, after = list(pieces[:place]), list(pieces[place + 1 :])
    if after and not after[0].key and _is_blank(after[0].lines):
        after = after[1:]
    elif not after and before and not before[-1].key and _is_blank(before[-1].lines):
        before = before[:-1]
    return [*before, *after]


def _checked(text: str, pieces: Sequence[Piece], expected: Mapping[str, Value]) -> str:
    """Return the text that the pieces are, if it says what is expected. Raises EditError otherwise."""
    edited = joined(pieces)
    compare(text, edited, dict(expected) or None, "the file")
    return edited
