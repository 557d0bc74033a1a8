"""Drafts a letter from the lines of a document: each part is read, and every word is accounted for."""

from collections.abc import Sequence

from undersigned.drafting.document import Document, Line
from undersigned.drafting.doubts import doubts
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.layout.accounting import AROUND, account, left
from undersigned.drafting.layout.addressed import named_in_salutation
from undersigned.drafting.layout.behind import early_copies, goes_on, parts_behind
from undersigned.drafting.layout.body import Text, set_body
from undersigned.drafting.layout.closings import find_closing
from undersigned.drafting.layout.copies import read_copies
from undersigned.drafting.layout.endings import next_part, notes_heading, release_end, signatures_start
from undersigned.drafting.layout.furniture import without_furniture
from undersigned.drafting.layout.head import Head
from undersigned.drafting.layout.heads import read_head
from undersigned.drafting.layout.notes import find_notes
from undersigned.drafting.layout.recipients import read_recipients
from undersigned.drafting.layout.salutations import Salutation, find_salutation
from undersigned.drafting.layout.signatures import read_signatures
from undersigned.drafting.layout.starts import head_end, letter_start, statement_start
from undersigned.drafting.layout.subjects import subject_below
from undersigned.drafting.layout.text import is_prose, plain, with_text, words
from undersigned.drafting.layout.undated import find_date
from undersigned.drafting.unseen import without_unseen

LONGEST_LETTERHEAD = 12
"""Lines; a longer one lists more than whose letter it is."""


SHOWN = 40
"""Characters of a line by which it is found in a document."""


def draft(document: Document) -> Draft:
    """Return what a document says of a letter, what was left out of it, and what is unsure."""
    document = without_unseen(document)
    asides = [line for line in document.lines if line.is_aside]
    lines, furniture = without_furniture([line for line in document.lines if not line.is_aside])
    made = Draft(
        left_out=[*document.left_out, *furniture, *left(asides, "the column at the side of the page")]
    )
    salutation = find_salutation(lines)
    start = letter_start(lines, salutation.start) if salutation else statement_start(lines)
    made.left_out += left(lines[:start], AROUND)
    is_wrapped = any(is_prose(line.text) for line in lines[:start])
    end = salutation.start if salutation else head_end(lines, start)
    head = read_head(lines[start:end], is_statement=salutation is None)
    text = _text_from(lines, salutation, end)
    if head.date is None:
        text = find_date(head, lines[:end], text)
    if salutation and not head.subject:
        text = subject_below(head, text)
    _read_text(made, document, text, 1 if salutation else 0, is_wrapped=is_wrapped)
    _take_head(made, head, is_wrapped=is_wrapped)
    if salutation:
        _take_salutation(made, salutation)
    account(document, made)
    made.unsure += [Unsure(line=one.line, what=one.what) for one in document.doubts]
    made.unsure += doubts(made, document)
    made.unsure.sort(key=lambda one: one.line)
    made.words_at = {line.number: plain(line.text)[:SHOWN] for line in document.lines if line.text.strip()}
    return made


def _text_from(lines: Sequence[Line], salutation: Salutation | None, end: int) -> list[Line]:
    """Return the lines from the salutation on, with what follows it on its line as a paragraph of its own."""
    if salutation is None:
        return list(lines[end:])
    first = lines[salutation.start]
    blank = with_text(first, "")
    run_in = [with_text(first, salutation.run_in)] if salutation.run_in else []
    return [with_text(first, salutation.text), blank, *run_in, *lines[salutation.end :]]


def _read_text(made: Draft, document: Document, lines: list[Line], start: int, *, is_wrapped: bool) -> None:
    """Read what stands below the head; `start` is 1 if the first line is the salutation."""
    notes = find_notes(lines, _tail(lines, start))
    made.left_out += left(notes.heading, "the heading of the notes")
    rest, early = early_copies(notes.rest, find_closing(notes.rest, start))
    closing = find_closing(rest, start)
    behind = closing.place + 1 if closing else signatures_start(rest, start)
    end = min(release_end(rest, behind), next_part(rest, behind) if is_wrapped else len(rest))
    made.left_out += left(rest[end:], AROUND)
    parts = parts_behind(rest[behind:end])
    if is_wrapped and goes_on(parts.after):
        made.left_out += left(parts.after, AROUND)
        parts.after.clear()
    body = rest[:behind]
    if closing and closing.names:
        parts.block.insert(0, with_text(body[-1], closing.names))
        body = [*body[:-1], with_text(body[-1], plain(body[-1].text).removesuffix(closing.names))]
    signed = read_signatures(parts.block)
    made.signatories = _named(signed.signatories)
    made.left_out += signed.left_out
    made.unsure += signed.unsure
    made.cc = _named([*read_copies(early, made.left_out), *read_copies(parts.copies, made.left_out)])
    set_body(made, document, Text(body, signed.heading, [*signed.after, *parts.after]), notes)


def _tail(lines: Sequence[Line], start: int) -> int:
    """Return the place from which on the text is over, and notes may stand."""
    if closing := find_closing(lines, start):
        return closing.place + 1
    signed = max(signatures_start(lines, 1), 1)
    return min(signed, notes_heading(lines, signed - 1))


def _take_head(made: Draft, head: Head, *, is_wrapped: bool) -> None:
    made.date, made.subject, made.via = head.date, head.subject, head.via
    made.unsure += head.unsure
    made.left_out += head.left_out
    made.recipients = _named(read_recipients(head.recipients, made.unsure, is_memo=head.is_memo))
    made.title = " ".join(filter(None, (plain(line.text) for line in head.title)))
    made.cc = [*_named(read_copies(head.copies, made.left_out)), *made.cc]
    if not made.signatories:
        made.signatories = _named(read_signatures(head.senders or _byline(head)).signatories)
    else:
        made.left_out += left(head.senders, "FROM, as the signatures say")
    if is_wrapped or len(head.letterhead) > LONGEST_LETTERHEAD:
        made.left_out += left(head.letterhead, "the letterhead")
    else:
        made.letterhead = [plain(line.text) for line in head.letterhead]


def _named(found: Sequence[Correspondent]) -> list[Correspondent]:
    """Return those who have a name; a sign alone is none."""
    return [one for one in found if words(one.name)]


def _byline(head: Head) -> list[Line]:
    """Return the names that stand beneath a title: By Avery Example and Sam Sample."""
    said = [(line, plain(line.text)) for line in head.title]
    return [with_text(line, text.removeprefix("By ")) for line, text in said if text.startswith("By ")]


def _take_salutation(made: Draft, salutation: Salutation) -> None:
    made.salutation_line = salutation.line
    if not made.recipients:
        made.recipients = named_in_salutation(salutation.text, salutation.line)
        if made.recipients:
            what = "the recipients are those whom the salutation names"
            made.unsure.append(Unsure(line=salutation.line, what=what))
