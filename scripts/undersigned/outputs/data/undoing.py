"""Whether corrections explain how what was published became what stands there now."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from undersigned.outputs.data.shape import CorrectionRecord

MOST = 20_000
"""Texts that are tried: each correction may have been made at any place, or elsewhere."""
LARGEST = 50_000_000
"""Characters of all of them."""
EDGE = re.compile(r"\b")
BODY = frozenset({"text", "transcription", "name"})
WORDS = frozenset({"text", "transcription"})
"""Kinds whose notes may stand for what was changed in the body: a name is given as it is printed there."""
ANY = BODY | {"metadata"}


def explain(
    corrections: Sequence[CorrectionRecord],
    kinds: Collection[str],
    text: str,
    was_published: Callable[[str], bool],
    *,
    noted: Collection[str] | None = None,
) -> bool:
    """Whether some of the corrections of these kinds, undone in `text`, give what `was_published`.

    One that names no words, but only says in a note what was done, explains whatever differs, if it is of
    a kind that is `noted`: any of them, unless told otherwise.
    """
    if only_noted(corrections, kinds if noted is None else noted):
        return True
    fitting = [one for one in corrections if one["kind"] in kinds]
    return any(map(was_published, _undone(text, fitting)))


def only_noted(corrections: Sequence[CorrectionRecord], kinds: Collection[str]) -> bool:
    """Whether one of the corrections of these kinds says in a note alone what was done."""
    return any("was" not in one and "now" not in one and one["kind"] in kinds for one in corrections)


def _undone(text: str, corrections: Sequence[CorrectionRecord]) -> Iterator[str]:
    """Yield all texts that the corrections may have been made in, the last of them undone first."""
    texts, tried, size = {text: None}, 0, 0
    for correction in reversed(corrections):
        was, now = correction.get("was", ""), correction.get("now", "")
        for before in list(texts):
            for found in _taken_back(before, was, now):
                tried += 1
                if tried > MOST or size > LARGEST:
                    return
                if found not in texts:
                    texts[found] = None
                    size += len(found)
                    yield found


def _taken_back(text: str, was: str, now: str) -> Iterator[str]:
    """Yield the texts in which `now` stood as `was`, at one place or at all of them."""
    if not now:
        for start in dict.fromkeys([0, *(edge.start() for edge in EDGE.finditer(text)), len(text)]):
            yield from (_spaced(text[:start] + words + text[start:]) for words in (was, f" {was}", f"{was} "))
        return
    places = _places(text, now)
    for start in places:
        yield _spaced(text[:start] + was + text[start + len(now) :])
    if len(places) > 1:
        yield _spaced(text.replace(now, was))


def _places(text: str, words: str) -> list[int]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def _spaced(text: str) -> str:
    """Return a text with one space between the words of each line."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))
