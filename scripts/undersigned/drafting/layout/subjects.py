"""Takes the subject of a letter, above the salutation or below it."""

from collections.abc import Sequence

from undersigned.drafting.document import Line
from undersigned.drafting.draft import Unsure
from undersigned.drafting.layout.dates import date_line
from undersigned.drafting.layout.head import Head
from undersigned.drafting.layout.names import split_honorific, starts_with_name
from undersigned.drafting.layout.phrases import COPIES, LABEL, SUBJECT, VIA
from undersigned.drafting.layout.places import is_street
from undersigned.drafting.layout.posts import split_post
from undersigned.drafting.layout.text import is_blank, is_prose, plain


def take_subject(head: Head, lines: Sequence[Line], n: int, at: int) -> int:
    """Take a subject whose label ends at the place `at` of line `n`, and return the place after it."""
    text = plain(lines[n].text)
    head.leave(lines[n], text[:at])
    said = [text[at:]]
    n += 1
    while n < len(lines) and not said[0]:
        said = [plain(lines[n].text)]
        n += 1
    while n < len(lines) and not is_blank(lines[n]) and not _ends(said[-1], lines[n]):
        said.append(plain(lines[n].text))
        n += 1
    head.subject = " ".join([*filter(None, [head.subject]), *said]).strip()
    return n


def _ends(above: str, line: Line) -> bool:
    """Whether the line below one of a subject is none."""
    text = plain(line.text)
    is_labelled = LABEL.match(text) or COPIES.match(text) or VIA.fullmatch(text)
    names_somebody = (split_honorific(text)[0] and starts_with_name(text)) or split_post(text)[0]
    is_full = len(above) > 90 and not is_prose(text) and not line.text.startswith(("    ", "\t"))
    return bool(is_labelled or names_somebody or is_full or date_line(text) or is_street(text))


def subject_below(head: Head, lines: list[Line]) -> list[Line]:
    """Take the subject that stands between the salutation and the text, as letters in Britain have it.

    Returns the lines without it.
    """
    said = [n for n, line in enumerate(lines) if not is_blank(line)][1:3]
    if len(said) < 2 or said[1] - said[0] < 2 or said[0] < 2:
        return lines
    line = lines[said[0]]
    text = plain(line.text)
    label = SUBJECT.match(text)
    is_phrase = 2 < len(text.split()) <= 14 and text[:1].isalpha() and text[-1:].isalnum()
    if not (label or (is_phrase and is_prose(lines[said[1]].text))):
        return lines
    head.subject = text[label.end() :] if label else text
    if label:
        head.leave(line, label.group())
    what = f"{text!r} stands below the salutation and is taken for the subject"
    head.unsure.append(Unsure(line=line.number, what=what))
    return [*lines[: said[0]], *lines[said[1] :]]
