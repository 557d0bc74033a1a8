"""A letter as it was published beside itself as it is now, and what its corrections explain."""

from dataclasses import dataclass
from functools import cached_property

from undersigned.outputs.data.digests import digest
from undersigned.outputs.data.known import Known
from undersigned.outputs.data.shape import CorrectionRecord, LetterRecord
from undersigned.outputs.data.undoing import BODY, WORDS, explain
from undersigned.source.problems import Problem

CORRECT = "add a correction that says it, or restore what was published"


@dataclass(frozen=True)
class Comparison:
    """A letter as it was published, and as it is `now`; its file lies at `path`."""

    path: str
    was: Known
    now: LetterRecord

    @cached_property
    def fresh(self) -> list[CorrectionRecord]:
        """The corrections that were not published yet."""
        return [one for one in self.now["corrections"] if one not in self.was["corrections"]]

    def problem(self, message: str, hint: str = CORRECT) -> Problem:
        """Return what is wrong, at the letter's file."""
        return Problem(path=self.path, line=1, message=message, hint=hint)

    def explains(self, text: str, known: str, kinds: frozenset[str] = BODY) -> bool:
        """Whether the text that has the digest `known` became `text` by corrections that say so."""
        noted = WORDS if kinds is BODY else kinds
        return explain(self.fresh, kinds, text, lambda before: digest(before) == known, noted=noted)

    def says(self, before: str, now: str) -> bool:
        """Whether a correction of what the archive says explains how something became what it is now."""
        return explain(self.fresh, {"metadata"}, now, lambda text: text == before)
