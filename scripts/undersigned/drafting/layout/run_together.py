"""Reads columns of names and posts that were run into one line with nothing between them."""

from collections.abc import Sequence
from itertools import pairwise

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.grouped import Block
from undersigned.drafting.layout.names import is_name, split_honorific
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import SUFFIX
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.layout.signatory import opened
from undersigned.drafting.layout.text import bare, is_blank, plain, with_text
from undersigned.drafting.layout.vocabulary import OFFICE_FILLERS, PARTICLES, TITLE_WORDS

LONGEST_ROW = 800
"""Words of a line on which several names stand; a longer one is not looked through."""


def is_run_together(lines: Sequence[Line]) -> bool:
    """Whether several names stand on one line with nothing between them."""
    said = [plain(line.text) for line in lines if not is_blank(line)]
    if any(len(text.split()) > LONGEST_ROW for text in said):
        return False
    posts = any(_times(text) > 1 or is_office(text) for text in said)
    crowded = [
        text for text in said if _times(text) > 1 or (_is_crowd(text) and (posts or len(text.split()) > 5))
    ]
    mixed = [line for line in lines if not is_blank(line) and len(_unmixed(line)) > 1]
    return (bool(crowded) and len(crowded) >= 0.5 * len(said)) or len(mixed) >= 0.5 * len(said) > 0


def _is_crowd(text: str) -> bool:
    tokens = text.split()
    loose = [
        part
        for part in text.split(",")[1:]
        if not SUFFIX.fullmatch(part.split()[0].rstrip(".,") if part.split() else "")
    ]
    return (
        len(tokens) >= 4
        and not loose
        and not is_office(text)
        and not is_organization(text)
        and all(token[:1].isupper() or bare(token) in PARTICLES for token in tokens)
        and len(split_names(text)) > 1
    )


def _times(text: str) -> int:
    """Return how many posts stand on a line: "United States Senator United States Senator" are two."""
    return len(_posts(text)) if is_office(text) else 1


def _posts(text: str) -> list[str]:
    """Part a line of posts at the words that it repeats, with which each begins or ends."""
    tokens = text.split()
    for size in range(len(tokens) // 2, 0, -1):
        for first in (tokens[:size], tokens[-size:]):
            if not any(bare(token) in TITLE_WORDS for token in first):
                continue
            places = _places(tokens, first)
            if len(places) < 2 or any(b - a < size for a, b in pairwise(places)):
                continue
            if places[0] == 0:
                return _cut(tokens, places)
            if places[-1] == len(tokens) - size:
                return _cut(tokens, [0, *(n + size for n in places[:-1])])
    return [text]


def _places(tokens: Sequence[str], part: Sequence[str]) -> list[int]:
    """Return where a row of words stands among others."""
    return [
        n
        for n, token in enumerate(tokens)
        if token == part[0] and list(tokens[n : n + len(part)]) == list(part)
    ]


def _cut(tokens: Sequence[str], starts: Sequence[int]) -> list[str]:
    return [" ".join(tokens[a:b]) for a, b in pairwise([*starts, len(tokens)])]


def split_names(text: str, count: int | None = None) -> list[str]:
    """Part names that were run together: of two or three words each, with initials and suffixes."""
    tokens = text.split()
    best: dict[int, list[tuple[float, list[int]]]] = {0: [(0.0, [])]}
    for end in range(1, len(tokens) + 1):
        options: list[tuple[float, list[int]]] = []
        for start in range(max(0, end - 5), end):
            cost = _cost(tokens[start:end], tokens[end] if end < len(tokens) else None)
            options += [(before + cost, [*cuts, end]) for before, cuts in best.get(start, []) if cost < 50]
        by_count: dict[int, tuple[float, list[int]]] = {}
        for cost, cuts in options:
            if len(cuts) not in by_count or cost < by_count[len(cuts)][0]:
                by_count[len(cuts)] = (cost, cuts)
        best[end] = list(by_count.values())
    ways = [way for way in best[len(tokens)] if count is None or len(way[1]) == count]
    if not ways:
        return [text]
    cuts = min(ways)[1]
    return [" ".join(tokens[start:end]) for start, end in zip([0, *cuts[:-1]], cuts, strict=True)]


def _cost(tokens: Sequence[str], following: str | None) -> float:
    plain_words = [bare(token) for token in tokens]
    if SUFFIX.fullmatch(tokens[0].rstrip(".,")) or (following and SUFFIX.fullmatch(following.rstrip(".,"))):
        return 99
    full = [token for token in tokens if len(bare(token)) > 1 and not SUFFIX.fullmatch(token.rstrip(".,"))]
    if len(full) < 2 or len(bare(tokens[-1])) == 1 or plain_words[-1] in PARTICLES:
        return 99
    core = [
        token
        for token in tokens
        if not SUFFIX.fullmatch(token.rstrip(".,")) and bare(token) not in PARTICLES and len(bare(token)) > 1
    ]
    has_initial = any(len(bare(token)) == 1 for token in tokens[1:-1])
    return (
        abs(len(core) - 2) * 1.0
        + (0.2 if len(tokens) == 2 else 0)
        - (0.3 if has_initial else 0)
        + (3 if len(core) < 2 else 0)
    )


def run_together(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories of lines on which several names, or several posts, stand side by side."""
    found: list[Correspondent] = []
    row: list[Correspondent] = []
    said = [piece for line in lines if not is_blank(line) for piece in _unmixed(line)]
    for n, line in enumerate(said):
        text = plain(line.text)
        times = _times(text)
        if times > 1 or (row and is_office(text)):
            posts = _posts(text) if times == len(row) else _balanced(text, len(row))
            for one, post in zip(row, posts, strict=False):
                one.title.append(post)
            continue
        count = next(
            (_times(plain(other.text)) for other in said[n + 1 : n + 2] if _times(plain(other.text)) > 1),
            None,
        )
        names = split_names(text, count) if _is_crowd(text) or (count or 0) > 1 else [text]
        if len(names) > 1:
            block.unsure.append(
                Unsure(
                    line=line.number, what=f"{len(names)} names were run into one line: {'; '.join(names)}"
                )
            )
        row = [opened(name, line) for name in names]
        found += row
    return found


def _unmixed(line: Line) -> list[Line]:
    """Part a line with names and a repeated post: all names first, or each name with its post."""
    tokens = plain(line.text).split()
    for size in range(6, 1, -1):
        for start in range(len(tokens) - size + 1):
            post = tokens[start : start + size]
            places = _places(tokens, post)
            if (
                start == 0
                or len(places) < 2
                or not any(bare(token) in TITLE_WORDS for token in post)
                or places[-1] + size != len(tokens)
            ):
                continue
            before = tokens[: places[0]]
            if not before or any(bare(token) in TITLE_WORDS | OFFICE_FILLERS for token in before):
                continue
            between = [
                " ".join(tokens[a:b]) for a, b in zip([0, *(n + size for n in places)], places, strict=False)
            ]
            if all(is_name(split_honorific(name)[1]) for name in between):
                return [with_text(line, text) for name in between for text in (name, " ".join(post))]
            if all(not name for name in between[1:]):
                return [with_text(line, between[0]), with_text(line, " ".join(tokens[places[0] :]))]
    return [line]


def _balanced(text: str, count: int) -> list[str]:
    """Part a line of posts into `count` of about one length, each beginning with a word of a post."""
    tokens = text.split()
    if count < 2 or len(tokens) < count:
        return [text] * max(1, count)
    starts = [
        n
        for n in range(1, len(tokens))
        if tokens[n][:1].isupper() and bare(tokens[n - 1]) not in {"of", "the", "and", "for", "&", "at", "in"}
    ]
    good = [
        n
        for n in starts
        if bare(tokens[n]) in TITLE_WORDS or (n + 1 < len(tokens) and bare(tokens[n + 1]) in TITLE_WORDS)
    ] or starts
    cuts: list[int] = []
    for k in range(1, count):
        ideal = k * len(tokens) / count
        left = [n for n in good if n not in cuts and (not cuts or n > cuts[-1])]
        if not left:
            return [text] * count
        cuts.append(
            min(
                left,
                key=lambda n: (
                    abs(n - ideal) - 1.5 * tokens[n - 1].endswith(("s", "a", "o", "e", "y")) * 0,
                    n,
                ),
            )
        )
    return _cut(tokens, [0, *cuts])
