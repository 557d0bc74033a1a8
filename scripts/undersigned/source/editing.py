"""Changes the front matter of a letter's text, and leaves every other byte as it is."""

from collections.abc import Callable, Mapping

from undersigned.source.front_matter import FENCE
from undersigned.source.strict_yaml import Value
from undersigned.source.yaml_editing import EditError, with_items

BYTE_ORDER_MARK = "\ufeff"


def with_entry(text: str, key: str, entry: Mapping[str, Value]) -> str:
    """Return a letter's text, as its file has it, with `entry` at the end of a list of its front matter.

    A list `key` that is missing is put at the end of the front matter. Raises EditError.
    """
    return with_front(text, lambda front: with_items(front, (key,), [dict(entry)]))


def with_front(text: str, change: Callable[[str], str]) -> str:
    """Return a letter's text, as its file has it, with the front matter that `change` makes of its own.

    What `change` is given, and returns, are lines that end in line feeds. Raises EditError.
    """
    lines = text.split("\n")
    closing = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), 0)
    if not closing or lines[0].removeprefix(BYTE_ORDER_MARK).rstrip() != FENCE:
        raise EditError("the file has no front matter: start it with a line --- and close it with another")
    front = "".join(line + "\n" for line in lines[1:closing])
    return f"{lines[0]}\n{with_lines(front, change)}" + "\n".join(lines[closing:])


def with_lines(text: str, change: Callable[[str], str]) -> str:
    """Return what `change` makes of a text whose lines all end in one way, which stays. Raises EditError."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    windows = text.count("\r\n")
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    changed = change(plain)
    if changed == plain:
        return text
    if "\r" in plain or windows not in (0, text.count("\n")):
        raise EditError("its lines end in two ways: save it with one, or do this by hand")
    return mark + (changed.replace("\n", "\r\n") if windows else changed)
