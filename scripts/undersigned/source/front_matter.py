"""Splits a letter into its front matter, between two lines `---`, and its body."""

from dataclasses import dataclass

from undersigned.source.problems import Problem
from undersigned.source.strict_yaml import Parsed, parse_yaml
from undersigned.source.text import SourceText

FENCE = "---"


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterSource:
    """A letter's file: front matter, body, and the line of the file where the body starts."""

    path: str
    front_matter: Parsed
    body: str
    body_line: int


def split_letter(source: SourceText) -> tuple[LetterSource | None, list[Problem]]:
    """Split `source`; None when it has no front matter that could be read."""

    def refuse(line: int, message: str, hint: str) -> tuple[None, list[Problem]]:
        return None, [Problem(path=source.path, line=line, message=message, hint=hint)]

    lines = source.text.split("\n")
    if lines[0].rstrip() != FENCE:
        return refuse(1, "has no front matter", "start the file with a line --- and close it with another")
    closing = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if closing is None:
        return refuse(1, "has front matter that never ends", "close it with a line ---")
    parsed = parse_yaml(source.path, "\n".join(lines[1:closing]) + "\n", first_line=2)
    problems = list(parsed.problems)
    if parsed.value is None and not problems:
        return refuse(1, "has empty front matter", "title, date and recipients are required")
    if parsed.value is not None and not isinstance(parsed.value, dict):
        return refuse(2, "has front matter that is no mapping", "each line is 'key: value'")
    if parsed.value is None:
        return None, problems
    body = "\n".join(lines[closing + 1 :])
    letter = LetterSource(path=source.path, front_matter=parsed, body=body, body_line=closing + 2)
    return letter, problems
