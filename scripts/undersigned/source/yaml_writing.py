"""Writes values as YAML that the strict reader reads back as they are."""

from collections.abc import Iterator, Mapping

from undersigned.source.strict_yaml import Value, parse_yaml

WIDEST = 100
"""Characters of a line up to which a list of words stands in brackets."""
STEP = "  "


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Return a text in one line as YAML, in quotation marks only where it needs them.

    Within brackets more signs have a meaning than as a value, a key or an entry of a list.
    """
    # Readers of YAML do not agree on what these mean there.
    is_odd = in_brackets and any(sign in text for sign in "?:,[]{}")
    ways = {f"[{text}]": [text]} if in_brackets else {f"key: {text}": {"key": text}, f"- {text}": [text]}
    if text == text.strip() and not is_odd and all(_reads(way, value) for way, value in ways.items()):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in one line as YAML, in quotation marks."""
    return "'" + text.replace("'", "''") + "'"


def _reads(way: str, value: object) -> bool:
    parsed = parse_yaml("", way + "\n")
    return parsed.value == value and not parsed.problems


def mapping_lines(values: Mapping[str, Value], indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping, each value in the way in which editors write such a one.

    A text of several lines stands beneath `|`, a short list of words in brackets, any other list one
    beneath another. None is an empty value.
    """
    for key, value in values.items():
        yield from _field(scalar(key), value, indent)


def item_lines(item: Value, indent: str) -> Iterator[str]:
    """Yield the lines of one entry of a list, whose `- ` stands at `indent`."""
    if isinstance(item, dict) and item:
        first, *others = mapping_lines(item, indent + STEP)
        yield f"{indent}- {first.removeprefix(indent + STEP)}"
        yield from others
    else:
        yield from _field("-", item, indent, between=" ")


def flow(value: Value) -> str:
    """Return a value in one line, as it stands in brackets."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{scalar(key, in_brackets=True)}: {flow(item)}" for key, item in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return "" if value is None else scalar(value, in_brackets=True)


def _field(key: str, value: Value, indent: str, between: str = ": ") -> Iterator[str]:
    start = f"{indent}{key}{between}"
    match value:
        case None:
            yield start.rstrip()
        case str() if "\n" in value:
            yield f"{start}|"
            yield from (f"{indent}{STEP}{line}".rstrip() for line in value.rstrip("\n").split("\n"))
        case str():
            yield start + scalar(value)
        case list() if not value or _fits(start, value):
            yield start + flow(value)
        case dict() if not value:
            yield start + "{}"
        case list():
            yield start.rstrip()
            for item in value:
                yield from item_lines(item, indent + STEP)
        case dict():
            yield start.rstrip()
            yield from mapping_lines(value, indent + STEP)


def _fits(start: str, items: list[Value]) -> bool:
    are_words = all(isinstance(item, str) and "\n" not in item for item in items)
    return are_words and len(start) + len(flow(items)) <= WIDEST
