"""The ways in which letters write notes, and how the text calls them."""

import re
from collections.abc import Container
from dataclasses import dataclass

from undersigned.drafting.layout.text import RAISED, SUPERSCRIPTS

SYMBOLS = ("*", "†", "‡", "§", "**", "††")
"""Signs that call notes, in the order in which letters use them."""


@dataclass(frozen=True)
class Style:
    """A way to write notes: `mark` is what a note begins with, `call` what calls one in the text."""

    mark: re.Pattern[str]
    call: re.Pattern[str] | None = None

    def labels(self, text: str) -> list[str]:
        """Return the labels of the notes that a text calls, as numbers."""
        calls = self.call.finditer(text) if self.call else ()
        return [label for match in calls for label in _labels(match["label"])]

    def marked(self, text: str, known: Container[str]) -> str:
        """Return a text with `[^n]` in the place of each call of a known note."""

        def mark(match: re.Match[str]) -> str:
            labels = _labels(match["label"])
            if not labels or not all(label in known for label in labels):
                return match.group()
            if "–" in match["label"] or "-" in match["label"]:
                return "–".join(f"[^{label}]" for label in labels)
            return "".join(f"[^{label}]" for label in labels)

        return self.call.sub(mark, text) if self.call else text


def _labels(label: str) -> list[str]:
    """Return the numbers of a call: of [2, 3] both, of a raised figure or a sign its own."""
    if label in SYMBOLS:
        return [str(SYMBOLS.index(label) + 1)]
    return re.findall(r"\d+", label.translate(SUPERSCRIPTS))


MARKED = Style(re.compile(r"\s*\[\^(?P<label>[^\]\s]+)\]:\s*"))
"""Notes that the reader of a file has marked already."""
RAISED_FIGURE = Style(
    re.compile(rf"\s*(?P<label>[{RAISED}]{{1,3}})(?![{RAISED}])\s*(?=\S)"),
    re.compile(rf"(?<=\S) ?(?P<label>[{RAISED}]+)"),
)
BRACKETED = Style(
    re.compile(r"\s*\[(?P<label>\d{1,3})\]:?\s*(?=\S)"),
    re.compile(r"(?<=\S) ?\[(?P<label>\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\](?!\()"),
)
FIGURE = Style(
    re.compile(r"\s*(?P<label>\d{1,3})(?:[.)]\s+|\s+|(?=[A-Z“\"*<(]))(?=[^\W\d_]|[“\"*<(_])"),
    # Glued to a word or its full stop; behind a figure only if a sentence begins next.
    re.compile(
        r"(?:(?<=[^\W\d_]|[.,;:!?”\"’')\]])(?<!\d[.,])|(?<=[12]\d\d\d[.,])"
        r"|(?<=\d[.])(?=\d{1,2}\s+[A-Z]))(?P<label>\d{1,2}(?:,\d{1,2})*)(?=[\s;:)—–]|[.,](?:\s|$)|$)"
    ),
)
BRACED = Style(
    re.compile(r"\s*\((?P<label>\d{1,2})\)\s+(?=\S)"),
    re.compile(r"(?<=[\w.,;:”\"’)])\s?\((?P<label>\d{1,2})\)"),
)
SIGN = Style(
    re.compile(r"\s*(?P<label>\*{1,2}|†{1,2}|‡|§)\s*(?=[^\W_]|[“\"])(?![^*]*\*(?:\s|$|[,.]))"),
    re.compile(r"(?<=[^\s*†‡§_])(?P<label>\*{1,2}|†{1,2}|‡|§)(?=[\s,;:)]|$)"),
)
