"""Drafts a letter from the lines of a document: each part is read, and every word is accounted for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from undersigned.drafting.document import Document, LeftOut, Line
from undersigned.drafting.doubts import doubts
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.layout.copies import read_copies
from undersigned.drafting.layout.dates import date_line, dates_in
from undersigned.drafting.layout.furniture import PAGE_BREAK, without_furniture
from undersigned.drafting.layout.heads import SUBJECT, TAKEN, Head, read_head
from undersigned.drafting.layout.joining import joined
from undersigned.drafting.layout.names import is_name, split_at_comma, split_honorific
from undersigned.drafting.layout.notes import Notes, find_notes, with_calls
from undersigned.drafting.layout.outline import (
    CUE,
    ENCLOSED,
    POSTSCRIPT,
    SIGNED_BY,
    Salutation,
    find_closing,
    find_salutation,
    letter_start,
    notes_heading,
    opens_copies,
    release_end,
    signatures_start,
)
from undersigned.drafting.layout.paragraphs import as_markdown
from undersigned.drafting.layout.recipients import named_in_salutation, read_recipients
from undersigned.drafting.layout.signatures import read_signatures
from undersigned.drafting.layout.text import (
    ITEM,
    RAISED,
    SUPERSCRIPTS,
    is_blank,
    is_prose,
    plain,
    with_text,
    words,
)

AROUND = "text around the letter"
ASIDE = "the column at the side of the page"
LONGEST_LETTERHEAD = 12
CALLS = "figures that call notes, now [^n]"
PLACE = "[signatures]"


def draft(document: Document) -> Draft:
    """Return what a document says of a letter."""
    asides = [line for line in document.lines if line.is_aside]
    lines, taken = without_furniture([line for line in document.lines if not line.is_aside])
    made = Draft(left_out=[*document.left_out, *taken])
    made.left_out += [
        LeftOut(line=line.number, text=plain(line.text), why=ASIDE) for line in asides if not is_blank(line)
    ]
    salutation = find_salutation(lines)
    start = letter_start(lines, salutation.start) if salutation else _statement_start(lines)
    _leave(made, lines[:start])
    is_wrapped = any(is_prose(line.text) for line in lines[:start])
    head_end = salutation.start if salutation else _head_end(lines, start)
    head = read_head(lines[start:head_end], is_statement=salutation is None)
    rest = _text_from(lines, salutation, head_end)
    if head.date is None:
        _date_from_byline(head, lines[:head_end])
    if head.date is None:
        rest = _date_behind(head, rest)
    if head.date is None:
        _date_from_text(head, rest)
    if salutation and not head.subject:
        rest = _subject_below(head, rest)
    _read_text(made, document, rest, salutation, is_wrapped=is_wrapped)
    _take_head(made, head, salutation, is_wrapped=is_wrapped)
    _account(document, made)
    made.unsure += [Unsure(line=one.line, what=one.what) for one in document.doubts]
    made.unsure += doubts(made, document)
    made.unsure.sort(key=lambda one: one.line)
    return made


def _text_from(lines: Sequence[Line], salutation: Salutation | None, head_end: int) -> list[Line]:
    """Return the lines from the salutation on, with what follows it on its line as a paragraph of its own."""
    if salutation is None:
        return list(lines[head_end:])
    first = lines[salutation.start]
    blank = with_text(first, "")
    run_in = [with_text(first, salutation.run_in)] if salutation.run_in else []
    return [with_text(first, salutation.text), blank, *run_in, *lines[salutation.end :]]


def _statement_start(lines: Sequence[Line]) -> int:
    for n, line in enumerate(lines):
        if CUE.fullmatch(plain(line.text)) and plain(line.text)[:1].isalpha() and n + 1 < len(lines):
            return n + 1
    return 0


def _head_end(lines: Sequence[Line], start: int) -> int:
    """Return where the text of a letter without a salutation begins."""
    from undersigned.drafting.layout.outline import _belongs_to_label

    return next(
        (n for n in range(start, len(lines)) if is_prose(lines[n].text) and not _belongs_to_label(lines, n)),
        start,
    )


def _read_text(
    made: Draft, document: Document, lines: list[Line], salutation: Salutation | None, *, is_wrapped: bool
) -> None:
    closing = find_closing(lines, 1 if salutation else 0)
    tail = closing[0] + 1 if closing else max(signatures_start(lines, 1), 1)
    tail = min(tail, notes_heading(lines, tail - 1)) if not closing else tail
    notes = find_notes(lines, tail)
    rest = notes.rest
    made.left_out += [
        LeftOut(line=line.number, text=plain(line.text), why="the heading of the notes")
        for line in notes.heading
    ]
    rest, early = _early_copies(rest, find_closing(rest, 1 if salutation else 0))
    closing = find_closing(rest, 1 if salutation else 0)
    after_text = closing[0] + 1 if closing else signatures_start(rest, 1 if salutation else 0)
    end = min(release_end(rest, after_text), _next_part(rest, after_text) if is_wrapped else len(rest))
    _leave(made, rest[end:])
    block, after, copies = _behind(rest[after_text:end], made, is_wrapped=is_wrapped)
    if closing and closing[1]:
        block = [with_text(rest[closing[0]], closing[1]), *block]
    signed = read_signatures(block)
    made.signatories, made.left_out, made.unsure = (
        signed.signatories,
        made.left_out + signed.left_out,
        made.unsure + signed.unsure,
    )
    made.cc = [*read_copies(early, made.left_out), *read_copies(copies, made.left_out)]
    body = rest[:after_text]
    if closing and closing[1]:
        body = [*body[:-1], with_text(body[-1], plain(body[-1].text)[: -len(closing[1])])]
    _set_body(made, document, body, signed.heading, [*signed.after, *after], notes)


def _subject_below(head: Head, lines: list[Line]) -> list[Line]:
    """Take the subject that stands between the salutation and the text, as letters in Britain have it."""
    said = [n for n, line in enumerate(lines) if not is_blank(line)][1:3]
    if len(said) < 2 or said[1] - said[0] < 2 or said[0] < 2:
        return lines
    text = plain(lines[said[0]].text)
    label = SUBJECT.match(text)
    is_heading = (
        2 < len(text.split()) <= 14
        and not text.endswith((".", ",", ":", ";", "!", "?"))
        and text[:1].isalpha()
        and is_prose(lines[said[1]].text)
    )
    if not (label or is_heading):
        return lines
    head.subject = text[label.end() :] if label else text
    if label:
        head.left_out.append(
            LeftOut(line=lines[said[0]].number, text=label.group().strip(), why="the date line and labels")
        )
    head.unsure.append(
        Unsure(
            line=lines[said[0]].number,
            what=f"{text!r} stands below the salutation and is taken for the subject",
        )
    )
    return [*lines[: said[0]], *lines[said[1] :]]


def _next_part(lines: Sequence[Line], start: int) -> int:
    """Return where a release goes on behind the signatures, with a line that opens something else."""
    seen = 0
    for n in range(start, len(lines)):
        text = plain(lines[n].text)
        if (
            seen
            and text.endswith(":")
            and len(text.split()) > 2
            and not SIGNED_BY.fullmatch(text)
            and not opens_copies(text)
        ):  # noqa: PLR2004
            return n
        seen += bool(text)
    return len(lines)


def _early_copies(lines: list[Line], closing: tuple[int, str] | None) -> tuple[list[Line], list[Line]]:
    """Take the copies out that stand above the closing."""
    if not closing:
        return lines, []
    for n in range(max(1, closing[0] - 25), closing[0]):
        if opens_copies(plain(lines[n].text)) and is_blank(lines[n - 1]):
            end = next((k for k in range(n, closing[0]) if is_blank(lines[k])), closing[0])
            return [*lines[:n], *lines[end:]], lines[n:end]
    return lines, []


def _behind(
    lines: Sequence[Line], made: Draft, *, is_wrapped: bool
) -> tuple[list[Line], list[Line], list[Line]]:
    """Part what follows the closing: the block of signatures, further text, the copies."""
    block: list[Line] = []
    after: list[Line] = []
    copies: list[Line] = []
    target = block
    for n, line in enumerate(lines):
        text = plain(line.text)
        if opens_copies(text):
            target = copies
        elif ENCLOSED.fullmatch(text) and len(text.split()) <= 12 or POSTSCRIPT.match(text):
            target = after
        elif (
            target is not after
            and is_prose(text)
            and not is_name(split_at_comma(split_honorific(ITEM.sub("", text))[1])[0])
            and ";" not in " ".join(one.text for one in lines[max(0, n - 2) : n + 3])
            and len(text.split()) > 10
        ):
            target = after
        elif target is copies and is_blank(line) and not _copies_go_on(lines, n):
            target = after
        target.append(line)
    if (
        is_wrapped
        and any(is_prose(line.text) for line in after)
        and not any(POSTSCRIPT.match(line.text) for line in after)
    ):
        _leave(made, after)
        after = []
    return block, after, copies


def _copies_go_on(lines: Sequence[Line], n: int) -> bool:
    following = next((line for line in lines[n + 1 :] if not is_blank(line)), None)
    return (
        following is not None
        and not is_prose(following.text)
        and not ENCLOSED.fullmatch(plain(following.text))
    )


def _set_body(
    made: Draft,
    document: Document,
    body: Sequence[Line],
    heading: Sequence[Line],
    after: Sequence[Line],
    notes: Notes,
) -> None:
    known = "\n".join(line.text for line in document.lines)

    def mark(text: str) -> str:
        return with_calls(text, notes.paragraphs, notes.style)

    def written(lines: Sequence[Line]) -> list[str]:
        paragraphs, hyphens = as_markdown(lines, is_flowing=document.is_flowing, known=known, mark=mark)
        made.left_out += hyphens
        return paragraphs

    paragraphs = written([*body, *(with_text(heading[0], "") for _ in heading[:1]), *heading])
    behind = written(after)
    if behind:
        paragraphs += [PLACE, *behind]
    for label, note in notes.paragraphs.items():
        said = []
        for paragraph in note:
            text, hyphens = joined(paragraph, known)
            made.left_out += hyphens
            said.append(mark(text))
        paragraphs.append(f"[^{label}]: " + "\n\n    ".join(said))
        if f"[^{label}]" not in "\n".join(paragraphs[:-1]):
            made.unsure.append(
                Unsure(
                    line=note[0][0].number,
                    what=f"note {label} is called nowhere in the text: put [^{label}] where it belongs",
                )
            )
    made.body = "\n\n".join(paragraphs) + "\n"


def _take_head(made: Draft, head: Head, salutation: Salutation | None, *, is_wrapped: bool) -> None:
    made.date, made.subject, made.via = head.date, head.subject, head.via
    made.unsure += head.unsure
    made.left_out += head.left_out
    made.recipients = read_recipients(head.recipients, made.unsure, is_memo=head.is_memo)
    made.title = " ".join(plain(line.text) for line in head.title)
    if head.copies:
        made.cc = [*read_copies(head.copies, made.left_out), *made.cc]
    if not made.signatories and not head.senders:
        head.senders = [
            with_text(line, plain(line.text)[3:]) for line in head.title if plain(line.text).startswith("By ")
        ]
    if head.senders and not made.signatories:
        made.signatories = read_signatures(head.senders).signatories
    elif head.senders:
        made.left_out += [
            LeftOut(line=line.number, text=plain(line.text), why="FROM, as the signatures say")
            for line in head.senders
            if not is_blank(line)
        ]
    if is_wrapped or len(head.letterhead) > LONGEST_LETTERHEAD:
        made.left_out += [
            LeftOut(line=line.number, text=plain(line.text), why="the letterhead") for line in head.letterhead
        ]
    else:
        made.letterhead = [plain(line.text) for line in head.letterhead]
    if salutation:
        made.salutation_line = line = salutation.line
        if not made.recipients:
            made.recipients = named_in_salutation(salutation.text, line)
            if made.recipients:
                made.unsure.append(
                    Unsure(line=line, what="the recipients are those whom the salutation names")
                )


def _date_from_byline(head: Head, before: Sequence[Line]) -> None:
    """Take the date that stands in brackets beneath a heading: (By Avery Example, May 1, 2025)."""
    for line in before:
        text = plain(line.text)
        if (
            text[:1] in "(["
            and text[-1:] in ")]"
            and not is_prose(text)
            and (found := next(dates_in(text), None))
        ):
            head.date, head.date_line = found[0], line.number
            head.unsure.append(
                Unsure(line=line.number, what=f"the date is taken from {text!r} above the letter")
            )
            return


def _date_behind(head: Head, lines: list[Line]) -> list[Line]:
    """Take the date that stands alone at the end, above or below the signatures."""
    text = max((n for n, line in enumerate(lines) if is_prose(line.text)), default=0)
    for n in range(len(lines) - 1, text, -1):
        found = date_line(plain(lines[n].text))
        if found and not is_prose(lines[n].text) and len(lines[n].text.split()) <= 8:  # noqa: PLR2004
            head.date, head.date_line = found[0], lines[n].number
            head.left_out.append(LeftOut(line=lines[n].number, text=plain(lines[n].text), why=TAKEN))
            return [*lines[:n], *lines[n + 1 :]]
    return lines


def _date_from_text(head: Head, lines: Sequence[Line]) -> None:
    """Take the date that the first or the last lines give in words: this 3rd day of March, 2021."""
    said = [line for line in lines if not is_blank(line)]
    for line in (*said[:6], *said[len(said) // 2 :]):
        text = plain(line.text)
        solemn = re.search(
            r"\b[Tt]his (?:the )?\d{1,2}(?:st|nd|rd|th)? (?:day )?of [A-Z][a-z]+,? \d{4}", text
        )
        labelled = re.match(r"(?:dated|done|given|signed|executed)\b", text, re.IGNORECASE) and not is_prose(
            text
        )
        if (solemn or labelled) and (found := next(dates_in(solemn.group() if solemn else text), None)):
            head.date = found[0]
            head.unsure.append(
                Unsure(line=line.number, what=f"the date is taken from {found[1].group()!r} in the text")
            )
            return


def _leave(made: Draft, lines: Sequence[Line]) -> None:
    made.left_out += [
        LeftOut(line=line.number, text=plain(line.text), why=AROUND)
        for line in lines
        if not is_blank(line) and line.text != PAGE_BREAK
    ]


def _account(document: Document, made: Draft) -> None:
    """List every word of the source that has found no place, so that none is lost.

    What only changed its form is listed without a doubt: a raised figure, a figure that was glued to its
    word and calls a note.
    """
    said = Counter(words(_flat(made)))
    for one in made.left_out:
        said.update(words(one.text))
    for line in document.lines:
        missing, changed = [], []
        for word in words(line.text):
            parts = _parts(word)
            if said[word] > 0:
                said[word] -= 1
            elif parts and all(said[part] > 0 for part in parts):
                said.subtract(parts)
                changed.append(word)
            else:
                missing.append(word)
        if changed:
            made.left_out.append(LeftOut(line=line.number, text=" ".join(changed), why=CALLS))
        if missing:
            made.left_out.append(
                LeftOut(line=line.number, text=" ".join(missing), why="words without a place")
            )
            what = f"these words found no place in the draft: {' '.join(missing)}"
            made.unsure.append(Unsure(line=line.number, what=what))


def _parts(word: str) -> list[str]:
    """Return a word and the figure glued to it, or a raised figure as a plain one; nothing for other words."""
    if set(word) <= set(RAISED):
        return [word.translate(SUPERSCRIPTS)]
    match = re.fullmatch(rf"(\D+?)([{RAISED}]+|\d{{1,3}})", word)
    return [match[1], match[2].translate(SUPERSCRIPTS)] if match else []


def _flat(made: Draft) -> str:
    correspondents: Sequence[Correspondent] = [*made.recipients, *made.signatories, *made.cc]
    pieces = [made.subject, *made.via, *made.letterhead, made.body, made.title]
    for one in correspondents:
        pieces += [one.honorific, one.name, *one.title, *one.organization, *one.address, one.by, one.behalf]
    return "\n".join(pieces)


__all__ = ["draft", "replace"]
