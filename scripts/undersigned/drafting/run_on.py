"""Reads signatures that run on in a paragraph, and columns of names that were run into one line."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.joining import joined
from undersigned.drafting.names import bare, is_name, is_office, is_organization, split_honorific
from undersigned.drafting.one_below_another import Block, _opened
from undersigned.drafting.records import Correspondent, Unsure
from undersigned.drafting.text import is_blank, plain
from undersigned.drafting.vocabulary import OFFICE_FILLERS, PARTICLES, SUFFIX, TITLE_WORDS

SENTENCE = re.compile(r"(?<=[a-zA-Z)])\.\s+(?=[A-Z][\w'’.-]+\s+(?:[A-Z][\w'’.-]*\s+){0,3}[A-Z])")


def is_run_on(lines: Sequence[Line]) -> bool:
    """Whether semicolons part the signatures, or commas the names of one long line."""
    said = [plain(line.text) for line in lines if not is_blank(line)]
    text = " ".join(said)
    if text.count(";") >= 2 and text.count(";") >= 0.25 * len(said):
        return True
    long = [line for line in said if len(line) > 60 and line.count(",") >= 4 and not is_office(line)]
    return len(long) >= 0.5 * len(said) and len(said) <= 3 or _is_capital_run(said)


def _is_capital_run(said: Sequence[str]) -> bool:
    """Whether names in capitals run on, each with its post: JANE EXAMPLE, Chair. JOHN SAMPLE, Member."""
    text = " ".join(said)
    return len(re.findall(r"(?:^|[.;]\s+)[A-Z][A-Z.'’ -]+[A-Z],", text)) >= 2 and len(said) <= len(re.findall(r"[A-Z]{3,}", text))


def run_on(lines: Sequence[Line], left_out: list[LeftOut]) -> list[Correspondent]:
    """Return the signatories that a running text names."""
    places: list[tuple[int, Line]] = []
    text = ""
    for paragraph in _paragraphs(lines):
        piece, hyphens = joined(paragraph)
        left_out += hyphens
        piece = plain(piece)
        if text and not text.rstrip().endswith((";", ",")):
            text = text.rstrip().rstrip(".") + ";"
        places.append((len(text), paragraph[0]))
        text = f"{text} {piece}".strip()
    parts = _parted(text)
    found = []
    at = 0
    for part in parts:
        start = text.find(part, at)
        at = max(at, start)
        line = next((line for place, line in reversed(places) if place <= at), lines[0])
        part = re.sub(r"^(?:and|&)\s+", "", part.strip(" ;,"))
        if part:
            found.append(_opened(_comma_for_full_stop(part), line))
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
        if text.endswith(".") and len(text) < 0.75 * longest and n + 1 < len(lines) and ";" in " ".join(one.text for one in lines[n + 1 : n + 4]):
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _parted(text: str) -> list[str]:
    if text.count(";") >= 2:
        return [part for part in text.rstrip(". ").split(";") if part.strip()] if not text.rstrip().endswith(("Inc.", "Co.", "Jr.", "Ltd.", "Corp.")) else [part for part in text.split(";") if part.strip()]
    if re.search(r"(?:^|[.;]\s+)[A-Z][A-Z.'’ -]+[A-Z],", text):
        return [part for part in re.split(r"(?<=[a-z)])[.;]\s+(?=[A-Z][A-Z.'’ -]+[A-Z],)", text) if part.strip()]
    parts = [part.strip() for part in re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[A-Z])", text.rstrip(". ")) if part.strip()]
    merged: list[str] = []
    for part in parts:
        if merged and (SUFFIX.fullmatch(part.rstrip(".")) or is_office(part) and not is_name(part)):
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
    crowded = [text for text in said if _times(text) > 1 or _is_crowd(text)]
    return bool(crowded) and len(crowded) >= 0.5 * len(said)


def _is_crowd(text: str) -> bool:
    tokens = text.split()
    return len(tokens) >= 4 and "," not in text.replace(", Jr", "").replace(", Sr", "") and not is_office(text) and not is_organization(text) and all(
        token[:1].isupper() or bare(token) in PARTICLES for token in tokens
    ) and len(split_names(text)) > 1


def _times(text: str) -> int:
    """Return how often a line repeats one phrase: "United States Senator United States Senator" twice."""
    tokens = text.split()
    for size in range(1, len(tokens) // 2 + 1):
        if len(tokens) % size == 0 and all(tokens[n] == tokens[n % size] for n in range(len(tokens))) and any(bare(t) in TITLE_WORDS for t in tokens[:size]):
            return len(tokens) // size
    return len(_posts(text)) if is_office(text) else 1


def _posts(text: str) -> list[str]:
    """Part a line of posts where the next begins with the words with which the first begins."""
    tokens = text.split()
    first = tokens[0]
    begins = [n for n, token in enumerate(tokens) if token == first and (n == 0 or tokens[n - 1][:1].isupper()) and tokens[n : n + 2] == tokens[: 2]]
    if len(begins) < 2:
        return [text]
    bounds = [*begins, len(tokens)]
    return [" ".join(tokens[bounds[k] : bounds[k + 1]]) for k in range(len(begins))]


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
    core = [token for token in tokens if not SUFFIX.fullmatch(token.rstrip(".,")) and bare(token) not in PARTICLES and len(bare(token)) > 1]
    has_initial = any(len(bare(token)) == 1 for token in tokens[1:-1])
    return abs(len(core) - 2) * 1.0 + (0.2 if len(tokens) == 2 else 0) - (0.3 if has_initial else 0) + (3 if len(core) < 2 else 0)


def run_together(lines: Sequence[Line], block: Block) -> list[Correspondent]:
    """Return the signatories of lines on which several names, or several posts, stand side by side."""
    found: list[Correspondent] = []
    row: list[Correspondent] = []
    said = [line for line in lines if not is_blank(line)]
    for n, line in enumerate(said):
        text = plain(line.text)
        times = _times(text)
        if times > 1 or (row and is_office(text)):
            posts = [text] if times == 1 else _posts(text) if len(_posts(text)) == times else [" ".join(text.split()[: len(text.split()) // times])] * times
            for one, post in zip(row, posts if len(posts) > 1 else posts * len(row), strict=False):
                one.title.append(post)
            continue
        count = next((_times(plain(other.text)) for other in said[n + 1 : n + 2] if _times(plain(other.text)) > 1), None)
        names = split_names(text, count) if _is_crowd(text) or (count or 0) > 1 else [text]
        if len(names) > 1:
            block.unsure.append(Unsure(line=line.number, what=f"{len(names)} names were run into one line: {'; '.join(names)}"))
        row = [_opened(name, line) for name in names]
        found += row
    return found


__all__ = ["OFFICE_FILLERS", "is_run_on", "is_run_together", "run_on", "run_together", "split_honorific", "split_names"]
