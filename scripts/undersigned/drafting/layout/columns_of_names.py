"""Brings columns of names and addresses one below another, also where they were run into one line."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Unsure
from undersigned.drafting.layout.names import is_name, split_honorific
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.layout.text import bare, is_blank, plain, segments, with_text
from undersigned.drafting.layout.vocabulary import BEGINS, TITLE_WORDS

GO_ON = frozenset({"vice", "acting", "deputy", "ranking", "assistant", "majority", "minority", "co"})
"""Words of a post after which it goes on."""
NEAR = 6
"""Characters by which the beginnings of one column may differ."""

HONORABLE = re.compile(r"(?=\b(?:The\s+Honou?rable|Hon\.|The\s+Right\s+Honou?rable)\s)")


def unfolded(lines: Sequence[Line], unsure: list[Unsure]) -> list[list[Line]]:
    """Return the columns of a block, each as its lines from the top; a block without columns is one."""
    lines = list(lines)
    if sum(len(segments(line.text)) > 1 for line in lines) >= 1 and any(
        len(segments(line.text)) > 1 for line in lines
    ):
        return columns(lines)
    for n, line in enumerate(lines):
        if (
            len(HONORABLE.findall(line.text)) > 1
            and len(re.findall(r"\b(?:The\s+Honou?rable|Hon\.)\s", plain(line.text))) > 1
        ):
            people = _run_together(lines[n:], unsure)
            if people:
                return [lines[:n], *people] if any(not is_blank(one) for one in lines[:n]) else people
    return [lines]


def columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines at the gaps between their columns."""
    starts: list[int] = []
    for line in lines:
        for at, _ in segments(line.text) if len(segments(line.text)) > 1 else ():
            if all(abs(at - other) > NEAR for other in starts):
                starts.append(at)
    starts.sort()
    if not starts:
        return [list(lines)]
    if ordered := _by_order(lines):
        return ordered
    stacks: list[list[Line]] = [[] for _ in starts]
    for line in lines:
        here: dict[int, str] = {}
        for at, text in segments(line.text):
            nearest = min(range(len(starts)), key=lambda k: abs(starts[k] - at))
            here[nearest] = f"{here[nearest]} {text}" if nearest in here else text
        placed = {
            min(range(len(starts)), key=lambda k: abs(starts[k] - at)): at for at, _ in segments(line.text)
        }
        for k, stack in enumerate(stacks):
            text = here.get(k, "")
            # A line that begins further in goes on with the name above it.
            if (
                text
                and stack
                and not is_blank(stack[-1])
                and placed[k] - starts[k] >= 2
                and not is_office(text)
                and not is_name(plain(stack[-1].text))
            ):
                stack[-1] = with_text(stack[-1], f"{stack[-1].text} {text}")
                text = ""
                continue
            stack.append(with_text(line, text))
    return [stack for stack in stacks if any(not is_blank(line) for line in stack)]


def _by_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines of which each has as many columns as the others: tabs need not align them."""
    counts = {len(segments(line.text)) for line in lines if not is_blank(line)}
    if len(counts) != 1 or counts == {1}:
        return []
    number = counts.pop()
    return [
        [with_text(line, segments(line.text)[k][1] if not is_blank(line) else "") for line in lines]
        for k in range(number)
    ]


def _run_together(lines: Sequence[Line], unsure: list[Unsure]) -> list[list[Line]]:
    """Part columns that were run into one line: names at honorifics, what follows at its repetitions."""
    first = lines[0]
    said = " ".join(plain(line.text) for line in lines if not is_blank(line))
    pieces = [piece.strip() for piece in HONORABLE.split(said) if piece.strip()]
    if len(pieces) < 2 or not all(split_honorific(piece)[0] for piece in pieces):
        return []
    last_words = split_honorific(pieces[-1])[1].split()
    cut = name_length(last_words)
    honorific = pieces[-1][: len(pieces[-1]) - len(split_honorific(pieces[-1])[1])]
    names = [*pieces[:-1], f"{honorific}{' '.join(last_words[:cut])}"]
    shared = _parts(last_words[cut:], len(names))
    unsure.append(
        Unsure(
            line=first.number,
            what=f"{len(names)} addresses were run into one line: see what stands with whom",
        )
    )
    stacks = []
    for k, name in enumerate(names):
        stacks.append([with_text(first, name), *(with_text(first, part[k]) for part in shared if part[k])])
    return stacks


def name_length(words: Sequence[str]) -> int:
    """Return how many of the words, which begin with a name, are the name."""
    for n in range(min(5, len(words)), 1, -1):
        if is_name(" ".join(words[:n])) and (
            n == len(words) or bare(words[n]) in TITLE_WORDS or not is_name(" ".join(words[: n + 1]))
        ):
            following = bare(words[n]) if n < len(words) else ""
            if n <= 3 or following in TITLE_WORDS:
                return n
    return min(2, len(words))


def _parts(words: Sequence[str], times: int) -> list[tuple[str, ...]]:
    """Part what stands in several columns: what is repeated is each one's, the rest is dealt in turn."""
    found: list[tuple[str, ...]] = []
    single: list[str] = []
    n = 0
    words = list(words)
    while n < len(words):
        size = next(
            (
                size
                for size in range(min(12, (len(words) - n) // times), 1, -1)
                if _repeats(words, n, size, times)
            ),
            0,
        )
        if size:
            found += _dealt(single, times)
            single = []
            found.append((" ".join(words[n : n + size]),) * times)
            n += size * times
        else:
            single.append(words[n])
            n += 1
    found += _dealt(single, times)
    return _once(found, times)


def _once(found: list[tuple[str, ...]], times: int) -> list[tuple[str, ...]]:
    """Keep what all share for the last alone, as an address is written that several share."""
    return [("",) * (times - 1) + (part[-1],) if len(set(part)) == 1 else part for part in found]


def _repeats(words: Sequence[str], n: int, size: int, times: int) -> bool:
    first = words[n : n + size]
    return all(list(words[n + size * k : n + size * (k + 1)]) == list(first) for k in range(1, times))


def _dealt(words: Sequence[str], times: int) -> list[tuple[str, ...]]:
    """Deal words that are not repeated: each post begins with a word that posts begin with."""
    if not words:
        return []
    begins = [
        n
        for n, word in enumerate(words)
        if bare(word) in BEGINS and (n == 0 or bare(words[n - 1]) not in GO_ON)
    ]
    if len(begins) == times:
        bounds = [*begins, len(words)]
        return [tuple(" ".join(words[bounds[k] : bounds[k + 1]]) for k in range(times))]
    even = len(words) // times
    if len(words) % times == 0 and even:
        return [tuple(" ".join(words[k * even : (k + 1) * even]) for k in range(times))]
    return [("",) * (times - 1) + (" ".join(words),)]
