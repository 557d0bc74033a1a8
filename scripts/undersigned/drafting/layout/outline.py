"""Finds the parts of a letter among its lines: head, salutation, body, closing, signatures, and what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from undersigned.drafting.document import Line
from undersigned.drafting.layout.dates import date_line
from undersigned.drafting.layout.names import (
    is_name,
    is_office,
    is_organization,
    split_at_comma,
    split_honorific,
    split_post,
)
from undersigned.drafting.layout.text import is_blank, is_prose, plain
from undersigned.drafting.layout.vocabulary import ADDRESSED, CLOSING, SALUTATION, VIA

LABEL = re.compile(
    r"\s*(?P<label>to|from|cc|c\.c\.|bcc|date|re|in\s+re|subject|subj|ref|reference|regarding|attn"
    r"|attention|via|through|para|de|a|asunto|fecha|objet)\s*(?P<sign>:|\.(?=\s))",
    re.IGNORECASE,
)
CUE = re.compile(
    r".*\bfollow(?:s|ing)\b.*\b(?:text|letter|statement)\b[^.]{0,40}:|.*\bfollowing (?:letter|statement"
    r"|text|declaration)\b.{0,60}|.*\b(?:text|letter|statement|copy)\b.*\b(?:follow(?:s|ing)?|below"
    r"|reads?|here)\b[^.]{0,40}[:.]?|(?:the\s+)?(?:full\s+)?text of (?:the|their|this)?\s*(?:letter"
    r"|statement).*"
    r"|(?:begin|start)(?:ning)?\s+(?:of\s+)?(?:text|letter).*|(?:full\s+)?(?:letter|text)(?:\s+text)?:"
    r"|[-–—_=*~#\s]{3,}",
    re.IGNORECASE,
)
RELEASE_END = re.compile(
    r"(?:#\s*){2,}|-+\s*30\s*-+|[-–—*\s]*(?:end|ends|end of (?:text|letter|statement)"
    r"|end text)[-–—*.\s]*|(?:for )?(?:press|media|news)?\s*(?:contact[os]?s?"
    r"|inquiries)(?:\s+information)?\s*:.*"
    r"|for (?:more|further|additional) information.*|about (?:the|our)\s.*|(?:background|note to editors"
    r"|editor['’]s note|notes to editors|share this|print this|back to top|related|tags?)\b:?.{0,60}"
    r"|(?:issues?|topics?|tags?|categor(?:y|ies)|filed under|posted(?: in| on)?|permalink|phone|fax|tel"
    r"|share|e-?mail)\s*:.*"
    r"|(?:\*\s*){3,}|(?:share|tweet|like|sign up|subscribe|follow us|skip to|print|email this)\b.{0,40}",
    re.IGNORECASE,
)
COPIES = re.compile(
    r"\s*(?:(?:b?cc|c\.\s?c\.?|cop(?:y|ies)(?:\s+to)?|with (?:a )?cop(?:y|ies) to|carbon copy"
    r"|con copia a|copie(?: à)?)(?:\s*\([^)]{0,40}\))?\s*(?:[:;]|\.(?=\s)|\s(?=(?-i:[A-Z])))|c\s*:(?=\s))",
    re.IGNORECASE,
)
ENCLOSED = re.compile(
    r"\s*\(?(?:encl(?:osed|osures?)?|enc|attachments?|attached|anexos?)\b[\s.:(\d)]*.{0,90}", re.IGNORECASE
)
POSTSCRIPT = re.compile(r"\s*P\.?\s?P?\.?\s?S\.?[\s:.—–-]")
SIGNED_BY = re.compile(
    r"(?:in order of signing|(?:signed|co-?signed|signatures?|signatories|signers|co-?signers"
    r"|undersigned|signed by|list of (?:signatories|signers)|the undersigned|endorsed by"
    r"|supporting organizations|"
    r"(?:additional|other|organizational|individual|initial|current|full list of|all)\s+(?:signatories"
    r"|signers|signatures|co-?signers|organizations)(?:\s+include)?|"
    r"(?:national|state|local|international|regional|state and local|state/local|federal|tribal"
    r"|community)\s+organizations)\b[^.;]{0,80})[:,.]?"
    r"|on behalf of(?: the (?:undersigned|following)(?: organizations)?)?[:,]?"
    r"|we,? the undersigned.{0,40}[:,]",
    re.IGNORECASE,
)
RULED = re.compile(r"[-_=–—]{8,}")
RUN_ON = re.compile(r"^(?:[^.;]{3,90};\s){2,}")
PREFIXED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|[*•●▪·–—+-]+|\([a-z]\))\s+")
HEADS_NOTES = re.compile(
    r"(?:foot|end)?notes?:?|references:?|sources:?|citations:?|works cited:?|notas:?|references cited:?",
    re.IGNORECASE,
)
RUN_IN = re.compile(
    r"(?P<closing>(?:(?:very|most|yours)\s+)?(?:sincerely|respectfully|truly|cordially"
    r"|faithfully)(?:\s+(?:yours|submitted))?)\s*[,:.—–-]+\s*(?P<rest>[A-Z\"“/_].*)",
    re.IGNORECASE,
)
MOST_SALUTATION_LINES = 5
MOST_SALUTATION_WORDS = 70


@dataclass(frozen=True)
class Salutation:
    """Where the salutation stands: its first line, the line after its last, its words, what follows on its line."""

    start: int
    end: int
    text: str
    run_in: str
    line: int


def find_salutation(lines: Sequence[Line]) -> Salutation | None:
    """Return the first salutation that a text follows, if there is one."""
    for n, line in enumerate(lines):
        text = plain(line.text)
        if SALUTATION.match(text) and not text.startswith(('"', "“", "'", "‘")):
            found = _salutation_from(lines, n)
            if found:
                return found
        elif _may_address(text) and _prose_after(lines, n + 1):
            return Salutation(n, n + 1, line.text.strip(), "", lines[n].number)
        elif text.casefold().startswith("to ") and n + 1 < len(lines):
            both = f"{text} {plain(lines[n + 1].text)}"
            if (
                not text.endswith(":")
                and both.endswith(":")
                and _may_address(both)
                and _prose_after(lines, n + 2)
            ):
                return Salutation(n, n + 2, both, "", lines[n].number)
    return None


def _may_address(text: str) -> bool:
    if (
        not text.endswith((":", ","))
        or len(text.split()) > 16
        or not ADDRESSED.match(text)
        or LABEL.match(text)
    ):
        return False
    if is_prose(text) and not text.casefold().startswith("to "):
        return False
    return not CUE.fullmatch(text) or text.casefold().startswith("to ")


def _salutation_from(lines: Sequence[Line], n: int) -> Salutation | None:
    said = ""
    for end in range(n, min(n + MOST_SALUTATION_LINES, len(lines))):
        if is_blank(lines[end]):
            break
        said = f"{said} {lines[end].text.strip()}".strip()
        colon = re.search(r":(?=\s|$)|:?\s*[—–]{1,2}(?=\s*[A-Z])", said)
        if colon and len(said[: colon.end()].split()) <= MOST_SALUTATION_WORDS:
            return Salutation(
                n, end + 1, said[: colon.end()].strip(), said[colon.end() :].strip(), lines[n].number
            )
        if said.endswith(",") and (
            end + 1 >= len(lines) or is_blank(lines[end + 1]) or _prose_after(lines, end + 1)
        ):
            return Salutation(n, end + 1, said, "", lines[n].number)
        if is_prose(said) and len(said.split()) > 20:
            comma = re.match(r"(?:dear|DEAR|Dear)\s(?:\S+\s){0,5}?\S+,(?=\s)", said)
            return (
                Salutation(n, end + 1, comma.group(), said[comma.end() :].strip(), lines[n].number)
                if comma
                else None
            )
    if said and len(said.split()) <= 16 and not said.endswith(".") and _prose_after(lines, n + 1):
        return Salutation(n, n + 1, lines[n].text.strip(), "", lines[n].number)
    return None


def _prose_after(lines: Sequence[Line], n: int) -> bool:
    """Whether one of the next two lines that say something is running text."""
    seen = 0
    for line in lines[n:]:
        if is_blank(line):
            continue
        if is_prose(line.text):
            return True
        seen += 1
        if seen == 2:
            return False
    return False


def letter_start(lines: Sequence[Line], salutation: int) -> int:
    """Return the place at which a letter begins that somebody set within other text, going up from `salutation`."""
    for n in range(salutation - 1, -1, -1):
        text = plain(lines[n].text)
        if not text:
            continue
        if CUE.fullmatch(text) and not LABEL.match(text) and (salutation - n) < 60:
            return n + 1
        if VIA.fullmatch(text) and len(text.split()) <= 16:
            continue
        if (is_prose(text) or _ends_prose(lines, n)) and not _belongs_to_label(lines, n):
            return n + 1
    return 0


def _ends_prose(lines: Sequence[Line], n: int) -> bool:
    """Whether a short line is the rest of the running text on the line above it."""
    if n == 0 or is_blank(lines[n - 1]) or not is_prose(lines[n - 1].text) or _belongs_to_label(lines, n - 1):
        return False
    above, text = plain(lines[n - 1].text), plain(lines[n].text)
    return (
        len(above) < 160
        and not above.endswith((".", ":", "?", "!", "”", '"'))
        and (text[:1].islower() or text.endswith("."))
    )


def _belongs_to_label(lines: Sequence[Line], n: int) -> bool:
    for back in range(n, max(-1, n - 6), -1):
        text = lines[back].text
        if not text.strip():
            return False
        if LABEL.match(text) or re.match(
            r"\s*(?:\*\*)?(?:re|subject|in re|docket|ref)\b", text, re.IGNORECASE
        ):
            return True
    return False


def find_closing(lines: Sequence[Line], start: int) -> tuple[int, str] | None:
    """Return the place of the line that closes the letter, and the names that stand on the same line."""
    found: list[tuple[int, str, bool]] = []
    for n in range(start, len(lines)):
        text = plain(lines[n].text).strip("_ ")
        if not text or len(text.split()) > 26:
            continue
        if (
            CLOSING.fullmatch(text)
            and len(text.split()) <= 14
            and (text.endswith((",", ":", ".", "—", "-", ";")) or len(text.split()) <= 4)
        ):
            found.append((n, "", _signed_after(lines, n + 1)))
        elif _is_courtesy(lines, n):
            found.append((n, "", _signed_after(lines, n + 1)))
        elif re.fullmatch(
            r"(?:sincerely|respectfully|yours),? (?:the|your|on behalf of) .{3,60}", text, re.IGNORECASE
        ):
            found.append((n, "", True))
        elif (match := RUN_IN.fullmatch(text)) and not is_prose(match["rest"]):
            found.append((n, match["rest"], True))
        elif (
            text.casefold().startswith(("sincerely", "respectfully"))
            and len(text.split()) <= 8
            and "," in text
            and is_name(text.partition(",")[2])
        ):
            found.append((n, text.partition(",")[2].strip(), True))
    good = [one for one in found if one[2]] or found
    return good[-1][:2] if good else None


def _signed_after(lines: Sequence[Line], n: int) -> bool:
    seen = 0
    for line in lines[n : n + 14]:
        text = plain(line.text)
        if not text or re.fullmatch(r"[_\-\s/s]+", text):
            continue
        if looks_signed(text):
            return True
        seen += 1
        if seen == 4:
            break
    return False


def _is_courtesy(lines: Sequence[Line], n: int) -> bool:
    """Whether a short line that ends with a comma stands between the text and the names."""
    text = plain(lines[n].text)
    if (
        not text.endswith(",")
        or len(text.split()) > 9
        or any(c.isdigit() for c in text)
        or is_office(text)
        or is_organization(text)
    ):
        return False
    above = next((plain(line.text) for line in reversed(lines[:n]) if not is_blank(line)), "")
    following = [plain(line.text) for line in lines[n + 1 :] if not is_blank(line)][:3]
    return (
        above.endswith((".", "!", "?", ",", "and", "”", '"', "are", "remain"))
        and bool(following)
        and not any(is_prose(one) for one in following)
        and (is_blank(lines[n + 1]) or is_blank(lines[n - 1]))
    )


def looks_signed(text: str) -> bool:
    """Whether a line looks like one of a block of signatures."""
    text = re.sub(r"^(?:\d{1,3}[.)]|[*•-])\s+", "", text)
    name = split_at_comma(split_honorific(text)[1])[0]
    return not is_prose(text) and (
        is_name(name)
        or is_office(text)
        or is_organization(text)
        or bool(split_post(text)[0])
        or bool(SIGNED_BY.fullmatch(text))
        or "(" in text
        or "   " in text
    )


def signatures_start(lines: Sequence[Line], start: int) -> int:
    """Return where the signatures of a letter without a closing begin: the longest run of lines that are no text.

    A letter that nobody signs has its signatures behind its last line.
    """
    limit = notes_heading(lines, start)
    limit = next(
        (
            n
            for n in range(start, limit)
            if n > start + 0.3 * (limit - start) and _is_behind(plain(lines[n].text))
        ),
        limit,
    )
    heading = next(
        (
            n
            for n in range(start, limit)
            if SIGNED_BY.fullmatch(plain(lines[n].text))
            and _signed_after(lines, n + 1)
            and _run_from(lines, n + 1, limit)[1]
        ),
        None,
    )
    if heading is not None:
        return heading
    runs = []
    n = start
    while n < limit:
        end, signed = _run_from(lines, n, limit)
        if signed:
            runs.append((signed, n))
        n = max(end, n) + 1
    if not runs:
        return limit
    most = max(signed for signed, _ in runs)
    # Names and posts may be few, and headings look like them: of runs that are as good, the last is meant.
    return next(n for signed, n in reversed(runs) if signed >= 0.5 * most)


def _run_from(lines: Sequence[Line], n: int, limit: int) -> tuple[int, int]:
    """Return where a run of lines ends that are no text, and how many of them look like signatures."""
    signed = 0
    while n < limit and not (_is_text(lines, n) or RELEASE_END.fullmatch(plain(lines[n].text))):
        signed += (
            not is_blank(lines[n])
            and looks_signed(plain(lines[n].text))
            and not _is_sign_of_text(lines[n].text)
        )
        n += 1
    return n, signed


def _is_text(lines: Sequence[Line], n: int) -> bool:
    text = plain(lines[n].text)
    if not text or RUN_ON.search(text):
        return False
    item = PREFIXED.match(lines[n].text)
    named = is_name(
        split_at_comma(split_honorific(text[len(item.group().strip()) :].strip() if item else text)[1])[0]
    )
    return (
        (is_prose(text) and not named)
        or _ends_prose(lines, n)
        or bool(item and text.endswith((".", ";", "?")) and not named)
    )


def _is_sign_of_text(text: str) -> bool:
    return plain(text).endswith((":", "?", "!")) or text.lstrip().startswith("#")


def notes_heading(lines: Sequence[Line], start: int) -> int:
    """Return the place of "Notes" or "References" behind the text, the number of lines if there is none."""
    for n in range(len(lines) - 2, start, -1):
        if HEADS_NOTES.fullmatch(plain(lines[n].text)):
            return n
    return len(lines)


def _is_behind(text: str) -> bool:
    return bool(
        POSTSCRIPT.match(text) or (ENCLOSED.fullmatch(text) and len(text.split()) <= 14) or opens_copies(text)
    )


def opens_copies(text: str) -> bool:
    """Whether a line begins the copies: "cc:" always, "copies to" unless a sentence begins so."""
    match = COPIES.match(text)
    return bool(match) and (
        match.group().strip().casefold().startswith(("cc", "bcc", "c.", "c:")) or not is_prose(text)
    )


def release_end(lines: Sequence[Line], start: int) -> int:
    """Return where what follows the letter on the page begins: a contact, ### or the like."""
    for n in range(start, len(lines)):
        text = plain(lines[n].text)
        following = [plain(line.text) for line in lines[n + 1 :] if not is_blank(line)][:3]
        if RELEASE_END.fullmatch(text) or (
            RULED.fullmatch(text)
            and n > start + 2
            and following
            and not any(looks_signed(one) for one in following)
        ):
            return n
    return len(lines)


def has_date(lines: Sequence[Line]) -> bool:
    """Whether one of the lines is a date."""
    return any(date_line(plain(line.text)) for line in lines)
