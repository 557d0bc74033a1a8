"""Reads signatures that run on in a paragraph, and columns of names that were run into one line."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Correspondent, Unsure
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.names import bare, is_name, is_office, is_organization, split_honorific
from undersigned.drafting.layout.one_below_another import Block, opened
from undersigned.drafting.layout.text import is_blank, plain, with_text
from undersigned.drafting.layout.vocabulary import OFFICE_FILLERS, PARTICLES, SUFFIX, TITLE_WORDS

PARTING = re.compile(r"\s+[*•|·]\s+")
"""A sign that parts signatures as a semicolon does."""
CAPITAL = re.compile(r"(?:^|[.;]\s+)[A-Z][A-Z.'’ -]+[A-Z],(?=\s+[A-Z][a-z])")
"""A name in capitals with a post behind it."""
SHARED = re.compile(
    r"(?:u\.?s\.? |united states |state )?(?:members of|senators|representatives|governors"
    r"|attorneys general|mayors|commissioners|directors|trustees|professors)\b",
    re.IGNORECASE,
)
"""A post of all who stand before it."""


def is_run_on(lines: Sequence[Line]) -> bool:
    """Whether semicolons part the signatures, or commas the names of one long line."""
    said = [plain(line.text) for line in lines if not is_blank(line)]
    text = PARTING.sub("; ", " ".join(said))
    if text.count(";") >= 2 and text.count(";") >= 0.25 * len(said):
        return True
    parts = [part.strip(" .") for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", text) if part.strip(" .")]
    named = [part for part in parts if is_name(split_honorific(part)[1]) or SUFFIX.fullmatch(part)]
    crowded = [line for line in said if line.count(",") >= 2]
    if len(parts) > 3 and len(named) >= 0.7 * len(parts) and crowded and len(said) <= 0.8 * len(parts):
        return True
    return _is_capital_run(said)


def _is_capital_run(said: Sequence[str]) -> bool:
    """Whether names in capitals run on, each with its post: JANE EXAMPLE, Chair. JOHN SAMPLE, Member."""
    text = " ".join(said)
    return len(CAPITAL.findall(text)) >= 2 and len(said) <= len(re.findall(r"[A-Z]{3,}", text))


def run_on(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories that a running text names."""
    places: list[tuple[int, Line]] = []
    found: list[Correspondent] = []
    text = ""
    said = [line for line in lines if not is_blank(line)]
    if len(said) > 1 and not re.search(r"[;,]", said[0].text) and is_organization(plain(said[0].text)):
        found.append(opened(plain(said[0].text), said[0]))
        lines = said[1:]
    for paragraph in _paragraphs(lines):
        piece, hyphens = joined(paragraph)
        block.left_out += hyphens
        piece = PARTING.sub("; ", plain(piece))
        if text and not text.rstrip().endswith((";", ",")):
            text = text.rstrip().rstrip(".") + ";"
        places.append((len(text), paragraph[0]))
        text = f"{text} {piece}".strip()
    parts = _parted(text)
    at = 0
    shared = parts.pop() if len(parts) > 2 and SHARED.match(parts[-1].strip()) else ""
    for part in parts:
        start = text.find(part, at)
        at = max(at, start)
        line = next((line for place, line in reversed(places) if place <= at), lines[0])
        part = re.sub(
            r"^(?:(?:and|&)\s+|signed[,:]\s+|signatories:\s+)", "", part.strip(" ;,"), flags=re.IGNORECASE
        )
        if part:
            found.append(opened(_comma_for_full_stop(part), line))
    for one in found if shared else ():
        one.title.append(shared.strip(" ."))
    return found


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines where one ends short with a full stop, or a gap follows a full stop."""
    found: list[list[Line]] = [[]]
    for n, line in enumerate(lines):
        if is_blank(line):
            if found[-1] and plain(found[-1][-1].text).endswith((".", ";")):
                found.append([])
            continue
        found[-1].append(line)
        text = plain(line.text)
        longest = max(len(plain(one.text)) for one in lines)
        if (
            text.endswith(".")
            and len(text) < 0.75 * longest
            and n + 1 < len(lines)
            and ";" in " ".join(one.text for one in lines[n + 1 : n + 4])
        ):
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _parted(text: str) -> list[str]:
    if text.count(";") >= 2:
        return (
            [part for part in text.rstrip(". ").split(";") if part.strip()]
            if not text.rstrip().endswith(("Inc.", "Co.", "Jr.", "Ltd.", "Corp."))
            else [part for part in text.split(";") if part.strip()]
        )
    if len(CAPITAL.findall(text)) > 1:
        return [
            part for part in re.split(r"(?<=[a-z)])[.;]\s+(?=[A-Z][A-Z.'’ -]+[A-Z],)", text) if part.strip()
        ]
    parts = [
        part.strip()
        for part in re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[A-Z])", text.rstrip(". "))
        if part.strip()
    ]
    merged: list[str] = []
    for part in parts:
        if SHARED.match(part):
            merged.append(part)
        elif merged and (SUFFIX.fullmatch(part.rstrip(".")) or is_office(part) and not is_name(part)):
            merged[-1] += f", {part}"
        else:
            merged.append(part)
    return merged


def _comma_for_full_stop(part: str) -> str:
    """Return "Name, Title" for "Name. Title", a slip of the printer."""
    for stop in re.finditer(r"(?<=[a-z]{2})\.\s+(?=[A-Z])", part.partition(",")[0]):
        name, rest = part[: stop.start()], part[stop.end() :]
        if is_name(name) and is_office(rest):
            return f"{name}, {rest}"
    return part


def is_run_together(lines: Sequence[Line]) -> bool:
    """Whether several names stand on one line with nothing between them."""
    said = [plain(line.text) for line in lines if not is_blank(line)]
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
            places = [n for n in range(len(tokens) - size + 1) if tokens[n : n + size] == first]
            if len(places) < 2 or any(b - a < size for a, b in zip(places, places[1:], strict=False)):
                continue
            bounds = (
                [*places, len(tokens)]
                if places[0] == 0
                else [0, *(n + size for n in places)]
                if places[-1] == len(tokens) - size
                else []
            )
            if bounds:
                return [" ".join(tokens[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
    return [text]


def split_names(text: str, count: int | None = None) -> list[str]:
    """Part names that were run together: two or three words each, initials and suffixes beside their names."""
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
    """Part a line on which names and a repeated post stand together: all names first, or each with its post."""
    tokens = plain(line.text).split()
    for size in range(6, 1, -1):
        for start in range(len(tokens) - size + 1):
            post = tokens[start : start + size]
            places = [n for n in range(len(tokens) - size + 1) if tokens[n : n + size] == post]
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
    bounds = [0, *cuts, len(tokens)]
    return [" ".join(tokens[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]
