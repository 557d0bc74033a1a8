"""Says what a person must look at in a draft: what is missing, what does not agree, what may be no name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from undersigned.drafting.document import Document
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.layout.addressed import named_in_salutation
from undersigned.drafting.layout.names import is_name
from undersigned.drafting.layout.organizations import has_strong_word, is_organization
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.layout.text import plain

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})*|(?:{'|'.join(TENS[2:])})(?:[- ](?:{'|'.join(WORDS)}))?"
    rf"|{'|'.join(WORDS)})"
)
LONG_LINE = 4
"""Words of a line beneath a name that names no post, no organization and no place, and may be none."""
SIGNERS = (
    r"(?:attorneys general|state attorneys general|senators|members of congress|representatives"
    r"|governors|mayors|organi[sz]ations|groups"
    r"|signatories|signers|undersigned|scientists|economists|professors|legislators|lawmakers|members"
    r"|leaders|ceos|colleagues|companies|businesses)"
)
STATED = (
    re.compile(rf"\b(?:coalition|group|delegation|total) of {NUMBER}\b", re.IGNORECASE),
    re.compile(
        rf"\bwe,? (?:are )?(?:the )?(?:undersigned )?{NUMBER}\b[^.,;]{{0,40}}\b{SIGNERS}", re.IGNORECASE
    ),
    re.compile(rf"\bundersigned {NUMBER}\b", re.IGNORECASE),
    re.compile(rf"\b{NUMBER} (?:of the )?undersigned\b", re.IGNORECASE),
)


def doubts(draft: Draft, document: Document) -> Iterator[Unsure]:
    """Yield what is unsure of a whole draft, each with the line of the document at which to look."""
    if draft.date is None:
        yield Unsure(line=1, what="no date was found on the letter: add it")
    if not draft.signatories:
        last = document.lines[-1].number if document.lines else 1
        yield Unsure(line=last, what="no signatures were found: add who signs")
    if not draft.recipients:
        yield Unsure(line=1, what="nobody is written to: an open letter, unless you add recipients")
    yield from _odd_names(draft.signatories)
    yield from _not_in_the_address(draft)
    yield from _numbers(draft, document)


def _odd_names(signatories: Sequence[Correspondent]) -> Iterator[Unsure]:
    times = Counter(one.name.casefold() for one in signatories)
    for one in signatories:
        # Of many that are alike, such as the branches of one association, one is said.
        if (number := times.pop(one.name.casefold(), 1)) > 1:
            yield Unsure(line=one.line, what=f"{one.name!r} signs {number} times")
        for line in one.title:
            if len(line.split()) >= LONG_LINE and not (
                is_office(line) or has_strong_word(line) or "," in line
            ):
                yield Unsure(line=one.line, what=f"{line!r} is taken for a line beneath {one.name!r}")
        if not (one.is_organization or is_name(one.name) or is_organization(one.name)):
            yield Unsure(line=one.line, what=f"{one.name!r} is taken for the name of a signatory")


def _not_in_the_address(draft: Draft) -> Iterator[Unsure]:
    """Say whom the salutation names though the address does not."""
    salutation = draft.body.partition("\n")[0]
    said = " ".join(" ".join([one.name, *one.title]) for one in draft.recipients).casefold()
    for one in named_in_salutation(salutation, draft.salutation_line) if draft.recipients else ():
        if one.name.split()[-1].casefold() not in said and not one.is_organization:
            yield Unsure(line=one.line, what=f"the salutation names {one.name!r}, whom the address does not")


def _numbers(draft: Draft, document: Document) -> Iterator[Unsure]:
    """Compare the number of signatories with those that the text states."""
    found = len(draft.signatories)
    told: set[int] = set()
    for line in document.lines:
        for pattern in STATED:
            for match in pattern.finditer(plain(line.text)):
                number = _number(match["number"])
                if number > 1 and number != found and number not in told:
                    told.add(number)
                    yield Unsure(
                        line=line.number,
                        what=f"{match.group()!r} is said, and {found} signatories were found",
                    )


def _number(text: str) -> int:
    text = text.casefold().replace(",", "")
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.replace("-", " ").partition(" ")
    if tens in TENS[2:]:
        return 10 * TENS.index(tens) + (WORDS.index(ones) if ones else 0)
    return WORDS.index(tens)
