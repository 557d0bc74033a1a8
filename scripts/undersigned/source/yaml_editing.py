"""Changes single values of a YAML text, and leaves every other byte of it as it is."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import yaml

from undersigned.source.strict_yaml import Parsed, Place, Value, parse_yaml
from undersigned.source.yaml_writing import flow, item_lines, mapping_lines, quoted

OTHER_ENDS = "\r\x85\u2028\u2029"
BY_HAND = "is written in a way that this cannot change: do this by hand"


class EditError(ValueError):
    """This cannot be done without touching anything else; the message says what to do, in one sentence."""


def with_items(text: str, place: Place, items: Sequence[Value]) -> str:
    """Return the YAML mapping `text`, whose lines end in line feeds, with `items` at the end of a list.

    `place` is the way to the list. A list that is missing is put at the end of the mapping that it belongs
    to; a single text becomes the first of the list. Raises EditError.
    """
    if not items:
        return text
    value = value_at(text, place)
    if value is not None and not isinstance(value, list):
        if not all(isinstance(item, str) for item in (value, *items)):
            raise EditError(f"{place[-1]!r} is no list: write it as one, an entry a line")
        items = [value, *items]
    edited = _with_items(text, place, list(items))
    kept = value if isinstance(value, list) else []
    return _compared(text, edited, {place: [*kept, *items]})


def with_fields(text: str, place: Place, fields: Mapping[str, Value]) -> str:
    """Return the YAML mapping `text` with new keys at the end of the mapping at `place`. Raises EditError."""
    node = _node(text, place)
    if not isinstance(node, yaml.MappingNode):
        raise EditError(f"{place[-1]!r} {BY_HAND}")
    edited = _with_fields(text, node, fields)
    return _compared(text, edited, {(*place, key): value for key, value in fields.items()})


def with_texts(text: str, changed: Mapping[Place, Value]) -> str:
    """Return the YAML mapping `text` with other values in the place of texts in one line. Raises EditError.

    A value that is a mapping or a list is written in brackets.
    """
    root = _root(text)
    edited = text
    for place, node in sorted(
        ((place, _descend(root, place)) for place in changed), key=lambda one: -_start(one[1])
    ):
        if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
            raise EditError(f"{place[-1]!r} {BY_HAND}")
        written = _in_its_place(node.style, changed[place])
        edited = edited[: node.start_mark.index] + written + edited[node.end_mark.index :]
    return _compared(text, edited, changed)


def with_line(text: str, place: Place, number: int, line: str) -> str:
    """Return the YAML mapping `text` with another line in a text beneath `|`. Raises EditError.

    `number` counts the lines that are not blank, from 0.
    """
    value, places = value_at(text, place), parsed(text).lines
    if not isinstance(value, str) or (*place, number) not in places:
        raise EditError(f"{place[-1]!r} {BY_HAND}")
    lines, said = text.split("\n"), value.split("\n")
    at = places[(*place, number)] - 1
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at] = indent + line
    here = [n for n, one in enumerate(said) if one.strip()][number]
    said[here] = line
    return _compared(text, "\n".join(lines), {place: "\n".join(said)})


def without_field(text: str, key: str) -> str:
    """Return the YAML mapping `text` without a key of it that stands on one line. Raises EditError."""
    root = _root(text)
    found = next((pair for pair in root.value if pair[0].value == key), None)
    value = parsed(text).value
    if found is None or root.flow_style or not isinstance(value, dict):
        raise EditError(f"{key!r} {BY_HAND}")
    name, node = found
    lines = text.split("\n")
    del lines[name.start_mark.line : _last_line(node) + 1]
    edited = "\n".join(lines)
    compare(text, edited, {k: v for k, v in value.items() if k != key} or None, key)
    return edited


@lru_cache(maxsize=8)
def parsed(text: str) -> Parsed:
    """Return what the strict reader makes of a text: what one change leaves is what the next begins with."""
    return parse_yaml("", text)


def value_at(text: str, place: Place) -> Value:
    """Return the value at a place of a YAML text, None where there is none. Raises EditError."""
    found = parsed(text)
    # What is only suspect, such as a comment behind a value, stays as it is.
    if not isinstance(found.value, dict) and (found.problems or found.value is not None):
        raise EditError("it has problems: mend what `undersigned check` says, or do this by hand")
    value: Value = found.value
    for step in place:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _last_line(node: yaml.Node) -> int:
    """Return the line on which the last words of a node stand, counted from 0."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return max(_last_line(one) for pair in node.value for one in pair)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return max(map(_last_line, node.value))
    # A text of several lines ends where the next begins.
    return max(int(node.start_mark.line), int(node.end_mark.line) - (node.end_mark.column == 0))


def _compose(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML text, with the places where they stand. Raises EditError."""
    # What hands out places counts these as ends of lines, which is more than the strict reader does.
    if any(end in text for end in OTHER_ENDS):
        raise EditError("it holds an odd end of a line: delete it, or do this by hand")
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        hint = "mend what `undersigned check` says, or do this by hand"
        raise EditError(f"it cannot be read as YAML: {hint}") from None


def compare(text: str, edited: str, expected: Value, what: str) -> None:
    """Raise EditError unless `edited` says what is expected, and has no problem that `text` has not."""
    before, after = parsed(text), parsed(edited)
    known = {problem.message for problem in before.problems}
    if after.value != expected or any(problem.message not in known for problem in after.problems):
        raise EditError(f"{what!r} {BY_HAND}")


def _root(text: str) -> yaml.MappingNode:
    node = _compose(text)
    if not isinstance(node, yaml.MappingNode):
        raise EditError("it is no mapping of keys and values")
    return node


def _node(text: str, place: Place) -> yaml.Node | None:
    return _descend(_root(text), place)


def _descend(node: yaml.Node | None, place: Place) -> yaml.Node | None:
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        else:
            return None
    return node


def _start(node: yaml.Node | None) -> int:
    return int(node.start_mark.index) if node else -1


def _in_its_place(style: str | None, value: Value) -> str:
    """Return a value as YAML for the place of a text: in quotation marks where that stands in such."""
    if style == '"' and isinstance(value, str) and not {'"', "\\"} & set(value):
        return f'"{value}"'
    if style and isinstance(value, str):
        return quoted(value)
    return flow(value)


def _with_items(text: str, place: Place, items: list[Value]) -> str:
    key = str(place[-1])
    if not text.strip() or _compose(text) is None:
        return _ended(text) + "".join(f"{line}\n" for line in mapping_lines({key: items}))
    above = _node(text, place[:-1])
    node = _descend(above, place[-1:])
    if not isinstance(above, yaml.MappingNode):
        raise EditError(f"{key!r} {BY_HAND}")
    if node is None:
        return _with_fields(text, above, {key: items})
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        return text[: node.start_mark.index] + flow(items) + text[node.end_mark.index :]
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        end = node.end_mark.index - 1
        between = ", " if node.value else ""
        return text[:end].rstrip() + between + ", ".join(map(flow, items)) + text[end:]
    if not isinstance(node, yaml.SequenceNode):
        raise EditError(f"{key!r} is no list: write it as one, an entry a line")
    lines = text.split("\n")
    last = node.value[-1]
    dash = " " * lines[last.start_mark.line].index("-")
    return _inserted(lines, _last_line(last), [line for item in items for line in item_lines(item, dash)])


def _with_fields(text: str, node: yaml.MappingNode, fields: Mapping[str, Value]) -> str:
    if node.flow_style:
        end = node.end_mark.index - 1
        between = ", " if node.value else ""
        return text[:end].rstrip() + between + flow(dict(fields))[1:-1] + text[end:]
    indent = " " * node.value[0][0].start_mark.column
    return _inserted(text.split("\n"), _last_line(node), list(mapping_lines(fields, indent)))


def _inserted(lines: list[str], after: int, new: Sequence[str]) -> str:
    rest = lines[after + 1 :]
    return "\n".join([*lines[: after + 1], *new, *(rest or [""])])


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _compared(text: str, edited: str, changed: Mapping[Place, Value]) -> str:
    """Return the edited text if it says what `text` said, and the changes. Raises EditError otherwise."""
    value = parsed(text).value
    for place, new in changed.items():
        value = _set(value, place, new)
    compare(text, edited, value, str(next(iter(changed), ("it",))[-1]))
    return edited


def _set(value: Value, place: Place, new: Value) -> Value:
    if not place:
        return new
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        items[step] = _set(items[step], rest, new)
        return items
    known = dict(value) if isinstance(value, dict) else {}
    return {**known, step: _set(known.get(step), rest, new)}
