"""The ways in which letters write notes, and how the text calls them."""

import re
from collections.abc import Iterable

from undersigned.drafting.layout.text import RAISED, SUPERSCRIPTS

MARKED = re.compile(r"\s*\[\^(?P<label>[^\]\s]+)\]:\s*")

RAISED_MARK = re.compile(rf"\s*(?P<label>[{RAISED}]+)\s*(?=\S)")

BRACKETED = re.compile(r"\s*\[(?P<label>\d{1,3}|[a-z]|[ivx]+)\]:?\s*(?=\S)")

FIGURE = re.compile(r"\s*(?P<label>\d{1,3})(?:[.)]\s+|\s+|(?=[A-Z“\"*<(]))(?=[^\W\d_]|[“\"*<(_])")

BRACED = re.compile(r"\s*\((?P<label>\d{1,2})\)\s+(?=\S)")

BRACED_CALL = re.compile(r"(?<=[\w.,;:”\"’)])\s?\((?P<label>\d{1,2})\)")

SYMBOLS = ("*", "†", "‡", "§", "**", "††")

SYMBOL = re.compile(r"\s*(?P<label>\*{1,2}|†{1,2}|‡|§)\s*(?=[^\W_]|[“\"])(?![^*]*\*(?:\s|$|[,.]))")

SYMBOL_CALL = re.compile(r"(?<=[^\s*†‡§_])(?P<label>\*{1,2}|†{1,2}|‡|§)(?=[\s,;:)]|$)")

RAISED_CALL = re.compile(rf"(?<=\S)(?P<label>[{RAISED}]+)")

BRACKET_CALL = re.compile(r"(?<=\S)(?P<gap> ?)\[(?P<label>\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\](?!\()")

GLUED_CALL = re.compile(
    r"(?:(?<=[^\W\d_]|[.,;:!?”\"’')\]])(?<!\d[.,])|(?<=[12]\d\d\d[.,])"
    r"|(?<=\d[.])(?=\d{1,2}\s+[A-Z]))(?P<label>\d{1,2}(?:,\d{1,2})*)(?=[\s;:)—–]|[.,](?:\s|$)|$)"
)


def with_calls(text: str, labels: Iterable[str], style: re.Pattern[str] | None) -> str:
    """Return a text in which each place that calls one of the notes is marked `[^n]`."""
    known = set(labels)

    def marked(match: re.Match[str]) -> str:
        label = match["label"].translate(SUPERSCRIPTS)
        return f"[^{label}]" if label in known else match.group()

    if style is RAISED_MARK:
        return re.sub(rf"[ ]?(?P<label>[{RAISED}]+)", lambda m: _split_raised(m, known), text)
    if style is BRACKETED:
        return BRACKET_CALL.sub(lambda match: _split_bracketed(match, known), text)
    if style is FIGURE:
        return GLUED_CALL.sub(lambda match: _split_bracketed(match, known), text)
    if style is BRACED:
        return BRACED_CALL.sub(marked, text)
    if style is SYMBOL:
        return SYMBOL_CALL.sub(
            lambda match: (
                f"[^{SYMBOLS.index(match['label']) + 1}]"
                if str(SYMBOLS.index(match["label"]) + 1) in known
                else match.group()
            ),
            text,
        )
    return text


def _split_bracketed(match: re.Match[str], known: set[str]) -> str:
    """Return `[^2][^3]` for [2, 3], and `[^2]–[^4]` for [2–4]."""
    labels = re.findall(r"\d+", match["label"])
    if not known.issuperset(labels):
        return match.group()
    marked = re.sub(r"\d+", lambda one: f"[^{one.group()}]", match["label"])
    return re.sub(r"\s*[,;]\s*", "", marked)


def _split_raised(match: re.Match[str], known: set[str]) -> str:
    label = match["label"].translate(SUPERSCRIPTS)
    return f"[^{label}]" if label in known else match.group()
