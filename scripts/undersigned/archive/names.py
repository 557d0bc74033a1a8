"""Which registry entry a printed name means: exactly one, or a problem; never a guess."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Generic, TypeVar
from unicodedata import combining, normalize

from undersigned.model.fields import ENTRY_ID
from undersigned.model.registry import Entry, label_of, printed_forms

NEARLY_EQUAL = 0.75
"""Ratio of difflib from which two words are taken for a slip of the pen."""
LONGEST_INITIAL = 2
"""Letters of a word that one may leave out of a name: an initial, or "Jr"."""

LONGEST_NAME = 200
"""Characters; what is longer is not compared with others."""
MOST_HINTS = 30
"""Unknown names for which near ones are sought, since that is slow."""

E = TypeVar("E", bound=Entry)


def composed(name: str) -> str:
    """Return `name` with accents composed (Unicode's NFC), since systems write them in two ways."""
    return normalize("NFC", name)


def fold(name: str) -> str:
    """Fold a name for looking for near ones: case and punctuation do not count."""
    letters = composed(name).casefold()
    return " ".join("".join(c if c.isalnum() or combining(c) else " " for c in letters).split())


def _gaps(folded: str) -> list[tuple[str, ...]]:
    """Return the words of a folded name less one, for each of its words."""
    words = folded.split()
    return [tuple(words[:n] + words[n + 1 :]) for n in range(len(words))]


def _one_slip(words: list[str], others: list[str]) -> bool:
    """Whether two names that share all words but one differ by no more than a slip."""
    if len(words) == len(others):
        pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
        return len(pairs) == 1 and SequenceMatcher(None, *pairs[0]).ratio() >= NEARLY_EQUAL
    longer, shorter = sorted((words, others), key=len, reverse=True)
    left_out = [word for word in longer if word not in shorter]
    return len(shorter) > 1 and len(left_out) == 1 and len(left_out[0]) <= LONGEST_INITIAL


@dataclass(frozen=True)
class Names(Generic[E]):
    """The printed forms of some registries' entries."""

    entries: Mapping[str, E]
    _hints: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def by_form(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the entries that a printed form may mean, in order of id."""
        forms: defaultdict[str, set[str]] = defaultdict(set)
        for key, entry in self.entries.items():
            for form in printed_forms(entry):
                forms[composed(form)].add(key)
        return {form: tuple(sorted(keys)) for form, keys in forms.items()}

    @cached_property
    def _by_folded(self) -> Mapping[str, str]:
        return {fold(form): form for form in self.by_form if len(form) <= LONGEST_NAME}

    def find(self, form: str) -> tuple[str, ...]:
        """Return the ids of all entries that print `form`, none for an unknown one."""
        return self.by_form.get(composed(form), ())

    @cached_property
    def _by_gap(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Folded forms by their words less one: a slip of the pen changes one word only."""
        gaps: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for folded in self._by_folded:
            for gap in _gaps(folded):
                gaps[gap].append(folded)
        return {gap: tuple(forms) for gap, forms in gaps.items()}

    def nearly(self, form: str) -> str | None:
        """Return the known form that `form` is a slip of, if there is one.

        A slip is another case or punctuation, an initial or suffix more or less, or a slip within
        one word. "North Carolina" is no slip of "South Carolina".
        """
        if len(form) > LONGEST_NAME:
            return None
        folded = fold(form)
        if folded in self._by_folded:
            return self._by_folded[folded]
        words = folded.split()
        for gap in (tuple(words), *_gaps(folded)):
            for known in self._by_gap.get(gap, ()):
                if _one_slip(words, known.split()):
                    return self._by_folded[known]
            if (shorter := " ".join(gap)) in self._by_folded and _one_slip(words, list(gap)):
                return self._by_folded[shorter]
        return None

    def nearest(self, form: str) -> list[str]:
        """Return up to three known forms or ids that are nearest to `form`, for a hint."""
        # An unknown name often stands in many letters, and looking for near ones is slow.
        if len(form) > LONGEST_NAME or (form not in self._hints and len(self._hints) >= MOST_HINTS):
            return []
        if form not in self._hints:
            self._hints[form] = self._nearest(form)
        return self._hints[form]

    def forget_hints(self) -> None:
        """Start counting anew the names for which near ones are sought."""
        self._hints.clear()

    def _nearest(self, form: str) -> list[str]:
        if form in self.entries:
            return list(printed_forms(self.entries[form]))[:3]
        if ENTRY_ID.fullmatch(form) and (ids := get_close_matches(form, self.entries, n=3, cutoff=0.6)):
            return ids
        folded = fold(form)
        near = get_close_matches(folded, self._by_folded, n=3, cutoff=0.6)
        last = folded.split()[-1:]
        same_last = [f for f in self._by_folded if last and f.split()[-1:] == last and f not in near]
        same_last.sort(key=lambda f: -SequenceMatcher(None, folded, f).ratio())
        return [self._by_folded[f] for f in (near + same_last)[:3]]

    def hint(self, form: str, otherwise: str) -> str:
        """Return the hint for an unknown `form`: the nearest entries, and what to do otherwise."""
        near = self.nearest(form)
        if not near:
            return otherwise
        return "nearest: " + ", ".join(map(repr, near)) + f"; or {otherwise}"


def shared_forms(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the preferred names that more than one of `entries` bears."""
    by_label: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_label[label_of(entry)].append(entry)
    return {label: bearers for label, bearers in by_label.items() if len(bearers) > 1}
