"""The parts of a person's printed name: what is given, what is the family's, and what only stands around."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GENERATIONS = frozenset({"jr", "jnr", "junior", "sr", "snr", "senior", "2nd", "3rd", "4th", "esq"})
NUMERALS = frozenset({"II", "III", "IV", "V", "VI"})
DEGREES = frozenset({"dds", "dmd", "dvm", "edd", "jd", "llm", "md", "phd", "rn", "scd"})
"""Words after a family name that are no part of it, without their full stops."""
DEGREE = re.compile(r"(?:[A-Z][a-z]{0,3}\.?-?){2,6}")
"""Any other degree or honour, which is told from a name only by the comma before it."""

TITLES = _words(
    "dr dr. doctor prof prof. professor mr mr. mrs mrs. ms ms. miss mx mx. messrs. hon. honorable honourable"
    " rev. revd reverend fr. rabbi msgr. sir dame ambassador amb. attorney atty. gov. governor sen. senator"
    " rep. representative del. congressman congresswoman assemblyman assemblywoman assemblymember councilman"
    " councilwoman councilmember commissioner president secretary treasurer mayor gen. adm. col. lt. maj."
    " capt. cmdr. cpt. sgt. herr frau señor señora sr. sra. srta. mme mme. mlle monsieur madame"
    " dipl.-ing. ing. mag."
)
"""Words before a name that are no part of it; one of them is enough, where a name is left."""
RANKS = _words(
    "the right most very rt. deputy assistant acting former vice chief associate state district lieutenant"
    " general u.s. us major brigadier rear"
)
"""Words that are no part of a name where one of the others follows, or "general" after "attorney"."""
NAMES_TOO = _words("judge justice bishop dean father mother sister brother pastor hon major chief")
"""Titles that are given names as well: they are titles where two words are left."""

PARTICLES = _words(
    "van von der den de del della di da do dos das du la le las los el al bin bint ibn ben abu ter ten te"
    " zu zum zur vom af av of't 't st."
)
"""Words in small letters with which a family name starts."""
CAPITAL_PARTICLES = _words("van von der de del della di da dos du la le el abu bin ibn st.")
"""Those of them that start a family name even with a capital letter."""
AND_NAMES = frozenset({"y", "e", "i"})
"""Words that join the two family names of a person in Spanish, Portuguese and Catalan."""

NO_NAME = re.compile(r"[&+/<>@|{}\[\]#=0-9]|\)$|(?:^|\s)\W+$")
NO_NAMES_WORDS = frozenset({"and", "for", "of", "the"})
BODIES = _words(
    "alliance association coalition college committee company corp corporation council department federation"
    " foundation gmbh group inc institute league library llc llp ltd museum network society union"
    " university"
)
"""Last words of what is no person: private signatories may be organizations."""
# Han, kana and hangul: a name that starts so is written family first, without a sign of where that ends.
UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
COMMA = re.compile("[,\u060c\u3001\uff0c]")
MOST_GIVEN = 3
"""Words after the comma of a name printed as "Example, Avery Q." at most."""


class Name(NamedTuple):
    """A name as printed (`literal`), and the parts under which it is filed.

    `given` and `suffix` may be empty. Without `given` there is nothing to put first or last, and
    `family` is the whole name, but for a title before it ("Dr. Example").
    """

    literal: str
    given: str
    family: str
    suffix: str

    @property
    def inverted(self) -> str:
        """The name as it is filed: "Specimen, Casey R., Jr."."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def direct(self) -> str:
        """The name as it is read, without a title before it: "Casey R. Specimen, Jr."."""
        if not self.given:
            return self.literal
        count = len(f"{self.given} {self.family} {self.suffix}".split())
        read = " ".join(self.literal.split()[-count:])
        if not read.startswith(f"{self.family},"):
            return read
        return f"{self.given} {self.family}" + (f", {self.suffix}" if self.suffix else "")


def whole_name(printed: str) -> Name:
    """Return a name that is not to be split, such as that of an organization."""
    return Name(printed, "", printed, "")


@lru_cache(maxsize=16384)
def name_parts(printed: str, sort: str | None = None) -> Name:
    """Return the parts of a person's printed name.

    `sort` is the form under which the registry files the person ("Muestra Núñez, Inés de la"): it
    decides which of the printed words are the family name, where it fits them.
    """
    words, suffix = _without_suffix(printed)
    words = _without_title(words)
    parted = _filed(words, sort) if sort else None
    if parted is None:
        parted = _parted(words)
    given, family = parted
    if not family:
        return whole_name(printed)
    if not given:
        # A suffix alone would be taken for the given name.
        return Name(printed, "", " ".join((*family, suffix)).strip(), "")
    return Name(printed, " ".join(given), " ".join(family), suffix)


Parts = tuple[list[str], list[str]]
"""The words of a given and of a family name; none of either for a name that stays whole."""
WHOLE: Parts = ([], [])


def _without_suffix(printed: str) -> tuple[list[str], str]:
    """Return the words of a name, and its suffixes as one text: "Jr.", "Ph.D., Esq."."""
    pieces = [piece.strip() for piece in printed.split(",")]
    suffixes: list[str] = []
    while len(pieces) > 1 and all(map(_is_suffix_after_comma, pieces[-1].split())):
        suffixes.insert(0, pieces.pop())
    words = ", ".join(pieces).split()
    while len(words) > 1 and _is_suffix(words[-1], len(words)):
        suffixes.insert(0, words.pop())
    return words, ", ".join(filter(None, suffixes))


def _is_suffix_after_comma(word: str) -> bool:
    return _is_suffix(word, 3) or DEGREE.fullmatch(word) is not None


def _is_suffix(word: str, words: int) -> bool:
    """Whether the last of so many words is no part of the name itself."""
    bare = word.replace(".", "").casefold()
    if word in NUMERALS:
        # "John V" may be a name cut short.
        return words > 2  # noqa: PLR2004 - a given and a family name come before
    # Names such as "Jd" and "Md" are told from degrees by their small letters.
    return bare in GENERATIONS or (bare in DEGREES and word[1:] != word[1:].lower())


def _without_title(words: list[str]) -> list[str]:
    """Return the words of a name without the titles before it; one word at least is left."""
    end = 0
    for number, word in enumerate(map(str.casefold, words[:-1]), start=1):
        is_title = word in TITLES or (word == "general" and end)
        if is_title or (word in NAMES_TOO and len(words) - number > 1):
            end = number
        elif word not in RANKS:
            break
    return words[end:]


def _filed(words: list[str], sort: str) -> Parts | None:
    """Part words as the registry files them; None where it speaks of other words."""
    family, *rest = COMMA.split(sort)
    words = [bare for word in words if (bare := word.strip(","))]
    wanted, have = _keys(family.split()), _keys(words)
    if not rest:
        return WHOLE if wanted == have else None
    # A shorter form of the name may print only the first of two family names.
    for length in range(min(len(wanted), len(have)), 0, -1):
        if have[-length:] == wanted[:length]:
            return words[:-length], words[-length:]
        if have[:length] == wanted[:length]:
            return words[length:], words[:length]
    return None


def _keys(words: list[str]) -> list[str]:
    return [normalize("NFC", word).casefold() for word in words]


def _parted(words: list[str]) -> Parts:
    """Part the words of a name of which no registry says more."""
    before = [number for number, word in enumerate(words, start=1) if word.endswith(",")]
    if before:
        return _parted_at_comma(words, before)
    if len(words) < 2:  # noqa: PLR2004 - one word is never parted
        return [], words
    small = [word.casefold() for word in words]
    read = " ".join(words)
    no_person = NO_NAME.search(read) or UNPARTED.match(read) or small[-1].strip(".") in BODIES
    if no_person or not NO_NAMES_WORDS.isdisjoint(small):
        return WHOLE
    start = _family_start(words)
    return words[:start], words[start:]


def _parted_at_comma(words: list[str], before: list[int]) -> Parts:
    """Part a name printed family first, "Example, Avery Q."; what else has commas stays whole."""
    end = before[0]
    family, given = [*words[: end - 1], words[end - 1].rstrip(",")], words[end:]
    named = len(given) <= MOST_GIVEN and all(word[:1] != word[:1].lower() for word in given)
    if len(before) > 1 or not named or not family[-1] or (len(family) > 1 and family[0] not in PARTICLES):
        return WHOLE
    return given, family


def _family_start(words: list[str]) -> int:
    """Return the place of the first word of the family name, that of a particle where one stands."""
    for place, word in enumerate(words[:-1]):
        small = word.casefold()
        if word in PARTICLES or (place and small in CAPITAL_PARTICLES):
            return place
        if word in AND_NAMES and place > 1:
            return place - 1
    return len(words) - 1
