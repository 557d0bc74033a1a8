"""Reads what stands above the salutation: letterhead, date, how it was sent, subject, copies, addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Unsure
from undersigned.drafting.layout.dates import date_line, dates_in, has_two_meanings
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.names import (
    is_contact,
    is_name,
    is_street,
    split_at_comma,
    split_honorific,
    split_post,
)
from undersigned.drafting.layout.outline import COPIES, LABEL, opens_copies
from undersigned.drafting.layout.text import is_blank, is_prose, plain, segments, with_text
from undersigned.drafting.layout.vocabulary import VIA

SUBJECT = re.compile(
    r"\s*[*_]*(?:(?-i:R[Ee])\s+(?=[A-Z])(?!:)|(?P<label>re|in\s+re|in the matter of|subject|subj|ref"
    r"|reference|regarding|asunto|objet|betreff)\b\.?\s*[*_]*[:–—-]+[*_]*\s*)",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"(?:our|your|my)\s+ref(?:erence)?\b", re.IGNORECASE)
DOCKET = re.compile(
    r"\s*(?:docket|case|file|claim|request|comment(?:s)? on|matter)\s+(?:id\s+)?(?:no|nos|number"
    r"|id)?\b\.?[\s:#].*\d",
    re.IGNORECASE,
)
TO = frozenset({"to", "para", "a"})
FROM = frozenset({"from", "de"})
RELEASE = re.compile(
    r"(?:for immediate release|press release|news release|media advisory|contact:.*|news from .*"
    r"|embargoed.*)",
    re.IGNORECASE,
)
TAKEN = "the date line and labels"


@dataclass
class Head:
    """What the lines above the salutation say, sorted; `senders` are the lines of FROM: in a memorandum."""

    date: Day | None = None
    date_line: int = 0
    via: list[str] = field(default_factory=list)
    subject: str = ""
    copies: list[Line] = field(default_factory=list)
    recipients: list[Line] = field(default_factory=list)
    senders: list[Line] = field(default_factory=list)
    letterhead: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    is_memo: bool = False
    unsure: list[Unsure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_head(lines: Sequence[Line], *, is_statement: bool = False) -> Head:
    """Sort the lines above the salutation, or above the text of a statement without one."""
    head = Head()
    pending = [line for line in lines if line.text != PAGE_BREAK]
    above: list[Line] = []
    below: list[Line] = []
    n = 0
    while n < len(pending):
        line = pending[n]
        text = plain(line.text)
        if REFERENCE.match(text):
            head.left_out.append(LeftOut(line=line.number, text=text, why=TAKEN))
            n += 1
            continue
        if subject := SUBJECT.match(text):
            n = _take_subject(head, pending, n, subject.end())
            continue
        if opens_copies(text):
            head.copies.append(with_text(line, text))
            n = _take_more(head.copies, pending, n + 1)
            continue
        if (label := LABEL.match(text)) and label["label"].casefold() in TO | FROM and label["sign"] == ":":
            head.is_memo = True
            target = head.recipients if label["label"].casefold() in TO else head.senders
            _label_left(head, line, label.group())
            rest = text[label.end() :]
            target.extend([with_text(line, rest)] if rest else [])
            n = _take_more(target, pending, n + 1)
            target.append(with_text(line, ""))
            continue
        if VIA.fullmatch(text) and len(text.split()) <= 16:
            head.via.append(text)
            n = _take_via(head, pending, n + 1)
            continue
        if head.date is None and (found := _dated(line, text)):
            n = _take_date(head, pending, n, found, above if not below else below)
            above, below = above + below, []
            n += 1
            continue
        if re.match(r"(?:an )?open letter\b", text, re.IGNORECASE):
            while n < len(pending) and not is_blank(pending[n]):
                head.title.append(pending[n])
                n += 1
            continue
        (below if head.date else above).append(line)
        n += 1
    if (
        is_statement
        and not _has_person(
            [
                line
                for line in (*above, *below)
                if split_honorific(plain(line.text))[0]
                or re.match(r"to:?\s", plain(line.text), re.IGNORECASE)
            ]
        )
        and not head.recipients
        and not any(is_street(line.text) for line in (*above, *below))
    ):
        head.title += [line for line in (*above, *below) if not is_blank(line)]
    else:
        _sort(head, above, below)
    return head


def _dated(line: Line, text: str) -> tuple[Day, str, str] | None:
    """Return the date of a line, its words, and what else stands on the line in another column."""
    columns = segments(line.text)
    for _, piece in columns if len(columns) > 1 else []:
        if found := date_line(plain(piece)):
            others = "   ".join(other for _, other in columns if other != piece)
            return found[0], plain(piece), others
    text = re.sub(r"^(?:date|dated|fecha)\s*:?\s*", "", text, flags=re.IGNORECASE)
    found = date_line(text)
    return (found[0], text, "") if found else None


def _take_date(
    head: Head, lines: Sequence[Line], n: int, found: tuple[Day, str, str], rest: list[Line]
) -> int:
    head.date, text, others = found[0], found[1], found[2]
    head.date_line = lines[n].number
    match = next(match for _, match in dates_in(text))
    if has_two_meanings(match):
        head.unsure.append(
            Unsure(line=lines[n].number, what=f"the date {match.group()!r} is read as month/day/year")
        )
    head.left_out.append(
        LeftOut(line=lines[n].number, text=plain(lines[n].text) if not others else text, why=TAKEN)
    )
    if others:
        rest.append(with_text(lines[n], others))
    return n


def _label_left(head: Head, line: Line, label: str) -> None:
    head.left_out.append(LeftOut(line=line.number, text=label.strip(), why=TAKEN))


def _take_subject(head: Head, lines: Sequence[Line], n: int, at: int) -> int:
    text = plain(lines[n].text)
    _label_left(head, lines[n], text[:at])
    said = [text[at:]]
    k = n + 1
    while k < len(lines) and not said[0]:
        if not is_blank(lines[k]):
            said = [plain(lines[k].text)]
        k += 1
    while k < len(lines) and not is_blank(lines[k]):
        more = plain(lines[k].text)
        name = split_at_comma(split_honorific(more)[1])[0]
        if (
            LABEL.match(more)
            or COPIES.match(more)
            or _is_recipient(more, name)
            or date_line(more)
            or is_street(more)
            or VIA.fullmatch(more)
        ):
            break
        if len(said[-1]) > 90 and not is_prose(more) and not lines[k].text.startswith(("    ", "\t")):
            break
        said.append(more)
        k += 1
    joined = " ".join(said).strip()
    head.subject = f"{head.subject} {joined}".strip()
    return k


def _is_recipient(text: str, name: str) -> bool:
    return bool(split_honorific(text)[0] and is_name(name)) or bool(split_post(text)[0])


def _take_more(target: list[Line], lines: Sequence[Line], n: int) -> int:
    """Take the lines that follow a label up to a gap or the next label."""
    while n < len(lines) and not is_blank(lines[n]):
        text = plain(lines[n].text)
        if LABEL.match(text) or SUBJECT.match(text) or date_line(text) or VIA.fullmatch(text):
            break
        target.append(with_text(lines[n], text))
        n += 1
    return n


def _take_via(head: Head, lines: Sequence[Line], n: int) -> int:
    """Take the addresses beneath "VIA E-MAIL" too."""
    while n < len(lines) and not is_blank(lines[n]):
        text = plain(lines[n].text)
        if not (
            re.fullmatch(
                r"[<(]?\S+@\S+[>)]?[;,]?(?:\s*(?:and|;)?\s*\S+@\S+)*|(?:and\s+)?(?:via|by|&)\s.*"
                r"|https?://\S+|\(?\d{3}[-). ]+\d{3}[-. ]\d{4}",
                text,
                re.IGNORECASE,
            )
            or (VIA.fullmatch(text) and not is_name(text))
        ):
            break
        head.via.append(text)
        n += 1
    return n


def _sort(head: Head, above: list[Line], below: list[Line]) -> None:
    """Decide which lines are the letterhead and which the addresses."""
    first = next((n for n, line in enumerate(below) if split_honorific(plain(line.text))[0]), 0)
    if first > 1 and is_blank(below[first - 1]):
        above, below = [*above, *below[:first]], below[first:]
    if any(not is_blank(line) for line in below) or head.recipients:
        head.letterhead = [line for line in above if not is_blank(line)]
        if any(not is_blank(line) for line in head.recipients):
            head.letterhead += [line for line in below if not is_blank(line)]
        else:
            extra, addressed = (
                _letterhead_of(below)
                if any(is_contact(line.text) for line in below) and not _has_person(below[:3])
                else ([], below)
            )
            head.letterhead += extra
            head.recipients = addressed
        return
    head.letterhead, head.recipients = _letterhead_of(above)


def _letterhead_of(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the letterhead from the addresses beneath it: these begin with somebody's name after it."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if is_blank(line):
            blocks.append([])
        else:
            blocks[-1].append(line)
    blocks = [block for block in blocks if block]
    for k, block in enumerate(blocks):
        for n, line in enumerate(block):
            honorific, rest = split_honorific(plain(line.text))
            if n == 0 and (re.match(r"(?:to|attn|attention):?\s+(?=[A-Z])", plain(line.text), re.IGNORECASE)):
                honorific, rest = "To", "Some Body"
            if (
                honorific
                and is_name(split_at_comma(rest)[0])
                or (
                    n == 0
                    and split_post(split_at_comma(plain(line.text))[0])[0]
                    and not any(is_contact(one.text) for one in block)
                )
            ):
                head = [one for other in blocks[:k] for one in other] + block[:n]
                return head, [
                    *block[n:],
                    *(one for other in blocks[k + 1 :] for one in (with_text(block[0], ""), *other)),
                ]
    for k, block in enumerate(blocks):
        if (
            _has_person(block[:1])
            and len(block) > 1
            and not any(is_contact(one.text) for one in block)
            and k + 1 >= len(blocks) - 1
        ):
            return [one for other in blocks[:k] for one in other], [
                *block,
                *(one for other in blocks[k + 1 :] for one in (with_text(block[0], ""), *other)),
            ]
    last = blocks[-1] if blocks else []
    if len(blocks) > 1 and not any(is_contact(one.text) for one in last):
        return [one for other in blocks[:-1] for one in other], last
    if any(is_street(line.text) for line in last) and not any(is_contact(one.text) for one in last):
        return [], last
    return [one for block in blocks for one in block], []


def _has_person(lines: Sequence[Line]) -> bool:
    for line in lines:
        for _, text in segments(line.text):
            honorific, rest = split_honorific(plain(text))
            if honorific or is_name(split_at_comma(rest)[0]) or split_post(split_at_comma(plain(text))[0])[0]:
                return True
    return False
