"""The one error currency: a thing that is wrong in a source file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One thing wrong in a source file.

    `path` is relative to the archive's folder, with `/`; `line` counts from 1; `message` is one
    sentence without a full stop; `hint` says what to do, and may be empty.
    """

    path: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Read as `path:line: message (hint)`."""
        hint = f" ({self.hint})" if self.hint else ""
        said = f"{self.path}:{self.line}: {self.message}{hint}"
        # What a terminal would obey, such as an escape sequence in a letter, is shown instead.
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in said)


LONGEST_WORD = 200
"""Characters of a word for which near ones are sought."""
ALIKE = 0.85
"""A cutoff for ids and paths of letters, which share dates and folders."""


class ProblemsFound(Exception):  # noqa: N818 - it names what was found, not an error of the program
    """The archive cannot be built; `problems` lists everything that is wrong, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "", cutoff: float = 0.6) -> str:
    """Return a hint with up to three entries of `known` that are nearest to `word`.

    `cutoff` is the ratio of difflib from which two are near: higher where all have much in common.
    """
    if len(word) > LONGEST_WORD:
        return otherwise
    by_folded = {entry.casefold(): entry for entry in known}
    near = get_close_matches(word.casefold(), by_folded, n=3, cutoff=cutoff)
    if not near:
        return otherwise
    return "did you mean " + " or ".join(repr(by_folded[n]) for n in near) + "?"
