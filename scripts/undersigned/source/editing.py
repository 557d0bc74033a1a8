"""Adds to front matter what a command is asked to add, and leaves every other byte as it is."""

from collections.abc import Mapping

import yaml

from undersigned.source.front_matter import FENCE
from undersigned.source.strict_yaml import parse_yaml

BYTE_ORDER_MARK = "\ufeff"
OTHER_ENDS = "\r\x85\u2028\u2029"
"""What only some readers take for the end of a line."""
WIDE = 10_000
"""Characters of a line: what is added is never folded."""


class EditError(ValueError):
    """This cannot be added without touching anything else; the message says what to do, in one sentence."""


def with_entry(text: str, key: str, entry: Mapping[str, str]) -> str:
    """Return a letter's text, as its file has it, with `entry` at the end of a list of its front matter.

    A list `key` that is missing is put at the end of the front matter. Raises EditError.
    """
    lines = text.split("\n")
    closing = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), 0)
    if not closing or lines[0].removeprefix(BYTE_ORDER_MARK).rstrip() != FENCE:
        raise EditError("the file has no front matter: start it with a line --- and close it with another")
    front = "".join(line.removesuffix("\r") + "\n" for line in lines[1:closing])
    # What hands out places below is no strict reader, and counts lines in its own way.
    is_sound = isinstance(parse_yaml("", front).value, dict) or not front.strip()
    if not is_sound or any(end in front for end in OTHER_ENDS):
        raise EditError("its front matter has problems: mend them, or add the entry by hand")
    added = _added(front, key, entry).rstrip("\n")
    _compare(front, added, key, entry)
    end = "\r" if lines[0].endswith("\r") else ""
    return "\n".join([lines[0], *(line + end for line in added.split("\n")), *lines[closing:]])


def _added(front: str, key: str, entry: Mapping[str, str]) -> str:
    node = yaml.compose(front, Loader=yaml.SafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    value = next((value for name, value in pairs if name.value == key), None)
    lines = front.rstrip("\n").split("\n") if front.strip() else []
    if value is None:
        return "\n".join([*lines, f"{key}:", *_block(entry, "  ")])
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        end = value.end_mark.index - 1
        between = ", " if value.value else ""
        return front[:end].rstrip() + between + _flow(entry) + front[end:]
    if not isinstance(value, yaml.SequenceNode):
        raise EditError(f"{key!r} is no list: write it as one, an entry a line")
    last = value.value[-1]
    dash = lines[last.start_mark.line].index("-")
    place = max(_last_line(last), last.start_mark.line) + 1
    return "\n".join([*lines[:place], *_block(entry, " " * dash), *lines[place:]])


def _last_line(node: yaml.Node) -> int:
    """Return the line on which the last words of a node stand, counted from 0."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return max(_last_line(one) for pair in node.value for one in pair)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return max(map(_last_line, node.value))
    # A text of several lines ends where the next begins.
    return int(node.end_mark.line) - (node.end_mark.column == 0)


def _block(entry: Mapping[str, str], indent: str) -> list[str]:
    first, *others = [f"{name}: {_scalar(value)}" for name, value in entry.items()]
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in others)]


def _flow(entry: Mapping[str, str]) -> str:
    return yaml.safe_dump(
        dict(entry), default_flow_style=True, sort_keys=False, allow_unicode=True, width=WIDE
    ).strip()


def _scalar(value: str) -> str:
    """Return a text as YAML writes it in one line, with quotation marks where it needs them."""
    written = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=WIDE).strip()
    return written.removeprefix("[").removesuffix("]")


def _compare(front: str, added: str, key: str, entry: Mapping[str, str]) -> None:
    """Raise EditError unless the front matter says just what it said before, and the entry."""
    before = parse_yaml("", front).value
    after = parse_yaml("", added + "\n").value
    known = dict(before) if isinstance(before, dict) else {}
    there = known.get(key)
    known[key] = [*(there if isinstance(there, list) else []), dict(entry)]
    if after != known:
        raise EditError(f"{key!r} is written in a way that this cannot add to: add the entry by hand")
