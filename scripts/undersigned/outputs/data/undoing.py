"""Whether corrections explain how what was published became what stands there now."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from undersigned.outputs.data.shape import CorrectionRecord

MOST = 5_000
"""Texts that are tried: each correction may have been made at any place, or elsewhere."""
EDGE = re.compile(r"\b")
BODY = frozenset({"text", "transcription", "name"})
ANY = BODY | {"metadata"}


def explain(
    corrections: Sequence[CorrectionRecord],
    kinds: Collection[str],
    text: str,
    was_published: Callable[[str], bool],
) -> bool:
    """Whether some of the corrections of these kinds, undone in `text`, give what `was_published`.

    One that names no words, but only says in a note what was done, explains whatever differs.
    """
    fitting = [one for one in corrections if one["kind"] in kinds]
    if any("was" not in one and "now" not in one for one in fitting):
        return True
    return any(map(was_published, _undone(text, fitting)))


def _undone(text: str, corrections: Sequence[CorrectionRecord]) -> Iterator[str]:
    """Yield all texts that the corrections may have been made in, the last of them undone first."""
    texts = {text: None}
    for correction in reversed(corrections):
        was, now = correction.get("was", ""), correction.get("now", "")
        for before in list(texts):
            for found in _taken_back(before, was, now):
                if found not in texts and len(texts) < MOST:
                    texts[found] = None
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
