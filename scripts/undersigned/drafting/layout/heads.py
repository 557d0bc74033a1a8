"""Reads what stands above the salutation: letterhead, date, how it was sent, subject, copies, addresses."""

import re
from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Unsure
from undersigned.drafting.layout.dates import date_line, dates_in, has_two_meanings
from undersigned.drafting.layout.endings import opens_copies
from undersigned.drafting.layout.furniture import PAGE_BREAK
from undersigned.drafting.layout.head import Head
from undersigned.drafting.layout.letterheads import sort_head
from undersigned.drafting.layout.names import is_name, split_honorific
from undersigned.drafting.layout.phrases import LABEL, OPEN_LETTER, SUBJECT, VIA
from undersigned.drafting.layout.places import is_street
from undersigned.drafting.layout.subjects import take_subject
from undersigned.drafting.layout.text import is_blank, plain, segments, with_text

REFERENCE = re.compile(r"(?:our|your|my)\s+ref(?:erence)?\b", re.IGNORECASE)

SENT_TO = re.compile(
    r"[<(]?\S+@\S+[>)]?[;,]?(?:\s*(?:and|;)?\s*\S+@\S+)*|(?:and\s+)?(?:via|by|&)\s.*|https?://\S+"
    r"|\(?\d{3}[-). ]+\d{3}[-. ]\d{4}",
    re.IGNORECASE,
)
"""What stands beneath "VIA E-MAIL": addresses, numbers, another way."""
DATE_LABEL = re.compile(r"^(?:date|dated|fecha)\s*:?\s*", re.IGNORECASE)
ADDRESSED_TO = re.compile(r"to:?\s", re.IGNORECASE)
LONGEST_VIA = 16
"""Words."""
TO = frozenset({"to", "para", "a"})

FROM = frozenset({"from", "de"})
MAILBOX = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")
"""The address behind a name in the head of a mail."""


def read_head(lines: Sequence[Line], *, is_statement: bool = False) -> Head:
    """Sort the lines above the salutation, or above the text of a statement without one."""
    reader = _Reader([line for line in lines if line.text != PAGE_BREAK])
    reader.read()
    head, above, below = reader.head, reader.above, reader.below
    if is_statement and not head.recipients and not _is_addressed([*above, *below]):
        head.title += [line for line in (*above, *below) if not is_blank(line)]
    else:
        sort_head(head, above, below)
    return head


def _is_addressed(lines: Sequence[Line]) -> bool:
    """Whether lines above a statement say to whom it goes."""
    texts = [plain(line.text) for line in lines]
    return any(is_street(text) or split_honorific(text)[0] or ADDRESSED_TO.match(text) for text in texts)


class _Reader:
    """Goes through the lines of a head: what shows by itself what it is is taken, the rest is kept in order.

    `above` are the lines above the date, `below` those below it, where there is one.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.head = Head()
        self.above: list[Line] = []
        self.below: list[Line] = []

    def read(self) -> None:
        """Take line by line. Each way to take one returns the place after it, or 0 if it does not fit."""
        ways = (self._reference, self._subject, self._copies, self._memo, self._via, self._date, self._title)
        n = 0
        while n < len(self.lines):
            text = plain(self.lines[n].text)
            after = next(filter(None, (way(n, text) for way in ways)), 0) if text else 0
            if not after:
                (self.below if self.head.date else self.above).append(self.lines[n])
            n = after or n + 1

    def _reference(self, n: int, text: str) -> int:
        if not REFERENCE.match(text):
            return 0
        self.head.leave(self.lines[n], text)
        return n + 1

    def _subject(self, n: int, text: str) -> int:
        subject = SUBJECT.match(text)
        return take_subject(self.head, self.lines, n, subject.end()) if subject else 0

    def _copies(self, n: int, text: str) -> int:
        if not opens_copies(text):
            return 0
        self.head.copies.append(with_text(self.lines[n], text))
        return self._more(self.head.copies, n + 1)

    def _memo(self, n: int, text: str) -> int:
        label = LABEL.match(text)
        name = label["label"].casefold() if label and label["sign"] == ":" else ""
        if not label or name not in TO | FROM:
            return 0
        self.head.is_memo = True
        self.head.leave(self.lines[n], label.group())
        target = self.head.recipients if name in TO else self.head.senders
        for mailbox in MAILBOX.findall(text):
            self.head.leave(self.lines[n], mailbox)
        if rest := MAILBOX.sub("", text[label.end() :]).strip():
            target.append(with_text(self.lines[n], rest))
        after = self._more(target, n + 1)
        target.append(with_text(self.lines[n], ""))
        return after

    def _more(self, target: list[Line], n: int) -> int:
        """Take the lines that follow a label up to a gap or the next label."""
        while n < len(self.lines) and not is_blank(self.lines[n]):
            text = plain(self.lines[n].text)
            if LABEL.match(text) or SUBJECT.match(text) or date_line(text) or VIA.fullmatch(text):
                break
            target.append(with_text(self.lines[n], text))
            n += 1
        return n

    def _via(self, n: int, text: str) -> int:
        """Take how it was sent, with the addresses beneath."""
        if not VIA.fullmatch(text) or len(text.split()) > LONGEST_VIA:
            return 0
        self.head.via.append(text)
        for k in range(n + 1, len(self.lines)):
            below = plain(self.lines[k].text)
            if not SENT_TO.fullmatch(below) and (is_name(below) or not VIA.fullmatch(below)):
                return k
            self.head.via.append(below)
        return len(self.lines)

    def _date(self, n: int, text: str) -> int:
        """Take the first line that is but a date, also in a column of its own."""
        if self.head.date:
            return 0
        columns = [plain(piece) for _, piece in segments(self.lines[n].text)]
        pieces = columns if len(columns) > 1 else [DATE_LABEL.sub("", text)]
        piece = next(filter(date_line, pieces), None)
        if piece is None:
            return 0
        found, match = date_line(piece) or next(dates_in(piece))
        if has_two_meanings(match):
            what = f"the date {match.group()!r} is read as month/day/year"
            self.head.unsure.append(Unsure(line=self.lines[n].number, what=what))
        others = "   ".join(other for other in columns if other != piece) if len(columns) > 1 else ""
        self.head.leave(self.lines[n], piece if others else text)
        if others:
            (self.below or self.above).append(with_text(self.lines[n], others))
        self.head.date = found
        return n + 1

    def _title(self, n: int, text: str) -> int:
        if not OPEN_LETTER.match(text):
            return 0
        while n < len(self.lines) and not is_blank(self.lines[n]):
            self.head.title.append(self.lines[n])
            n += 1
        return n
