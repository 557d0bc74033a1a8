"""Citations in words, as plain text: APA, Chicago and Bluebook.

The title is the archive's and not the letter's, so it stands in brackets: in the description that APA
asks for in place of a title, and as what Chicago marks as supplied. Bluebook asks for none. All three
say if a letter was withdrawn. Who asked not to be named is no author, but counts for "et al.".
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from undersigned.views.citing.reference import Party, Reference
from undersigned.views.names import Name
from undersigned.views.words import long_day, month_name

APA_MOST, APA_FIRST = 20, 19
CHICAGO_MOST, CHICAGO_FIRST = 6, 3
BLUEBOOK_MOST = 2
# The Bluebook, table T12.
BLUEBOOK_MONTHS = (
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
ENDS = (".", "?", "!", "…", ".”", "?”", "!”", '."', '?"', '!"', "。", "؟")
"""What ends a sentence, so that no full stop follows it."""
QUOTES = "\"'“‘«("


def apa(one: Reference) -> str:
    """Return the entry of a reference list by the Publication Manual of the APA, 7th edition.

    Up to 20 signatories are named, of more the first 19 and the last (section 9.8). A description in
    brackets serves as the title (section 9.22, and APA's examples of letters in archives), and comes
    first where nobody is named (section 9.12). The site is not named again where it is the one author
    (section 9.33).
    """
    title = f"[{one.description}: {one.title}]"
    if one.withdrawn:
        title += f" (withdrawn {_apa_day(one.withdrawn)})"
    parts = [_ended(title), f"({_apa_day(one.date)})."]
    authors = _apa_authors(one.senders)
    if authors:
        parts = [_ended(authors), *reversed(parts)]
    if authors != one.archive:
        parts.append(_ended(one.archive))
    return " ".join((*parts, one.url))


def _apa_authors(senders: Sequence[Party]) -> str:
    names = [_apa_name(party.name) for party in senders]
    if len(names) > APA_MOST:
        return f"{', '.join(names[:APA_FIRST])}, . . . {names[-1]}"
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    # Two organizations are joined without a comma (section 9.11); one closes an inverted name.
    comma = "," if len(names) > 2 or senders[0].name.given else ""  # noqa: PLR2004
    return f"{', '.join(names[:-1])}{comma} & {names[-1]}"


@lru_cache(maxsize=16384)
def _apa_name(name: Name) -> str:
    """Return "Specimen, C. R., Jr."."""
    return name._replace(given=initials(name.given)).inverted


def initials(given: str) -> str:
    """Return the initials of a given name: "J.-P. Q." of "Jean-Paul Quentin".

    Particles stay, what stands in quotation marks or parentheses goes, and a script without capital
    letters has no initials.
    """
    words = [word for word in normalize("NFC", given).split() if word[0] not in QUOTES]
    return " ".join(filter(None, map(_initial, words))) or given


def _initial(word: str) -> str:
    if word[0] == word[0].lower():
        return word
    pieces = (" ".join(f"{part[0]}." for part in piece.split(".") if part) for piece in word.split("-"))
    return "-".join(filter(None, pieces))


def _apa_day(day: date) -> str:
    return f"{day.year}, {month_name(day.month)} {day.day}"


def chicago(one: Reference) -> str:
    """Return the entry of a bibliography by the Chicago Manual of Style, 18th edition.

    Up to six signatories are named, of more the first three, and the first is inverted (chapter 13).
    The letter is described by its recipients and its date, and the site is named with its publisher,
    where that is another (chapter 14).
    """
    site = one.archive if one.publisher == one.archive else f"{one.archive}, {one.publisher}"
    parts = [f"[{one.title}]", f"{one.description}, {long_day(one.date)}", site, one.url]
    if one.withdrawn:
        parts.insert(2, f"Withdrawn {long_day(one.withdrawn)}")
    if one.senders:
        parts.insert(0, _chicago_authors(one.senders, more=one.erased > 0))
    return " ".join(map(_ended, parts))


def _chicago_authors(senders: Sequence[Party], *, more: bool) -> str:
    if len(senders) > CHICAGO_MOST:
        senders, more = senders[:CHICAGO_FIRST], True
    first, *others = (party.name for party in senders)
    names = [first.inverted, *(name.direct for name in others)]
    # A comma closes an inverted name, and comes before the last of three or more.
    comma = "," if first.given or len(names) + more > 2 else ""  # noqa: PLR2004
    if more:
        return f"{', '.join(names)}{comma} et al."
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}" if others else names[0]


def bluebook(one: Reference) -> str:
    """Return a citation in the form that the Bluebook gives letters (rule 17.2.3).

    Two parties are joined by "&", of more the first is named (rule 15.1(b)), each with the line beneath
    the name. Months are abbreviated (table T12), and the address follows the day (rule 18.2.2).
    """
    said = "Letter" if one.recipients else "Open Letter"
    if one.senders:
        said += f" from {_bluebook_parties(one.senders, more=one.erased > 0)}"
    if one.recipients:
        said += f" to {_bluebook_parties(one.recipients, more=False)}"
    said = f"{said.removesuffix(',')} ({_bluebook_day(one.date)}), {one.url}"
    return f"{said} (withdrawn {_bluebook_day(one.withdrawn)})." if one.withdrawn else f"{said}."


def _bluebook_parties(parties: Sequence[Party], *, more: bool) -> str:
    """Return parties and their offices, with the comma that closes an office where a sentence goes on."""
    if len(parties) > BLUEBOOK_MOST:
        parties, more = parties[:1], True
    said = " & ".join(f"{p.name.literal}, {p.office}," if p.office else p.name.literal for p in parties)
    if more:
        return f"{said} et al.{',' if said.endswith(',') else ''}"
    return said


def _bluebook_day(day: date) -> str:
    return f"{BLUEBOOK_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _ended(text: str) -> str:
    """Return `text` as a sentence: with a full stop, unless something else ends it."""
    return text if text.endswith(ENDS) else f"{text}."
