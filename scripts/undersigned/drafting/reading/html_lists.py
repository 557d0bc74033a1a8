"""Tells what stands before each item of the lists of a page: a sign, or its number as printed."""

import re
from collections.abc import Iterator

from bs4.element import Tag

from undersigned.drafting.reading.ordinals import letters, roman

LABEL = re.compile("\ue000(.*?)\ue001")
"""The printed label of a Word paragraph, as the reader of Word documents hands it on."""


class Items:
    """The items of all lists of a page, each list counted once."""

    def __init__(self) -> None:
        self.counted: dict[int, dict[int, int]] = {}

    def marker(self, item: Tag) -> str:
        """Return what stands before `item`, with the space after it."""
        label = LABEL.match(item.get_text())
        if label is not None:
            return f"{label[1]} "
        parent = item.parent
        if parent is None or parent.name != "ol":
            return "- "
        if id(parent) not in self.counted:
            self.counted[id(parent)] = dict(_counted(parent))
        number = self.counted[id(parent)][id(item)]
        return f"{_ordinal(number, str(parent.get('type') or '1'))}. "


def _counted(items: Tag) -> Iterator[tuple[int, int]]:
    """Yield the items of a list, by identity, and their numbers."""
    number = _number(items.get("start"), 1)
    for item in items.find_all("li", recursive=False):
        number = _number(item.get("value"), number)
        yield id(item), number
        number += 1


def _number(value: object, default: int) -> int:
    text = str(value or "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default


def _ordinal(number: int, kind: str) -> str:
    forms = {"a": letters, "i": roman}
    text = forms.get(kind.lower(), str)(number)
    return text.upper() if kind.isupper() else text
