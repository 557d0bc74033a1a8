"""Tells names of people, and what stands before and behind a name."""

import re

from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.phrases import HONORIFICS, SUFFIX
from undersigned.drafting.layout.text import bare
from undersigned.drafting.layout.vocabulary import (
    NO_FIRST,
    NO_LAST,
    NO_NAMES,
    NOBLE,
    OFFICE_FILLERS,
    ORGANIZATION_WORDS,
    PARTICLES,
    SOMETIMES_NAMES,
    TITLE_WORDS,
)
from undersigned.views.words import US_PARTS

LONGEST_NAME = 7
"""Words of a person's name, initials and suffixes included."""

PARTY = re.compile(
    r"\s*[(\[]\s*(?:[A-Z]{1,4}|Rep|Dem|Ind)\.?\s*[-–—/]\s*[A-Z][A-Za-z.]{1,14}(?:[-–]\d+)?\.?\s*[)\]]"
)
"""Party and place behind a name: (D-WI)."""

NICKNAME = re.compile(r"^[\"“'‘(][^\"”'’)]+[\"”'’)],?$")


def split_honorific(text: str) -> tuple[str, str]:
    """Return what stands before a name and is no part of it, "The Honorable", and the rest."""
    rest = text.strip()
    while rest[:1].isupper() and (match := HONORIFICS.match(rest)):
        rest = rest[match.end() :]
    return text.strip()[: len(text.strip()) - len(rest)].strip(), rest


def _could_be_in_a_name(word: str) -> bool:
    core = word.strip(".,;:()[]*\"“”'’‘")
    if not core:
        return False
    if bare(word) in PARTICLES or NICKNAME.match(word) or SUFFIX.fullmatch(core):
        return True
    if re.match(r"(?:d|l|al|el|as|ul|o|ad|ibn|bin)['’-][^\W\d_]", core) and any(c.isupper() for c in core):
        return True
    return core[0].isupper() and not any(c.isdigit() for c in core) and not re.search(r"[@/\\<>=|]", core)


def without_suffixes(words: list[str]) -> list[str]:
    """Return the words of a name without the degrees and the like at its end."""
    end = len(words)
    while end > 2 and SUFFIX.fullmatch(words[end - 1].strip(",()").rstrip(".")):
        end -= 1
    return words[:end]


def is_name(text: str) -> bool:
    """Whether a text could be the name of one person: two words or more, none of them a post's."""
    words = text.replace("\u00a0", " ").split()
    words = without_suffixes(words)
    if bare(words[0] if words else "") in NOBLE and "of" in words[2:]:
        words.remove("of")
    if not 2 <= len(words) <= LONGEST_NAME or not all(map(_could_be_in_a_name, words)):
        return False
    plain = [bare(word) for word in words]
    if any(word in TITLE_WORDS for word in plain if word not in SOMETIMES_NAMES):
        return False
    if (
        words[0][:1].islower() and plain[0] not in {"de", "da", "la", "le", "el", "van", "von", "al"}
    ) or plain[0] in NO_FIRST:
        return False
    if plain[-1] in NO_LAST or text.rstrip().endswith((":", ";", "!", "?")):
        return False
    full = [word for word in plain if len(word) > 1]
    if not full or any(word in NO_NAMES for word in plain):
        return False
    return not is_organization(text) and text.strip(" .,") not in US_PARTS.values()


def is_one_word_name(text: str) -> bool:
    """Whether a text is one capitalized word that no post and no organization bears."""
    words = text.split()
    return len(words) == 1 and _could_be_in_a_name(words[0]) and bare(words[0]) not in (
        TITLE_WORDS | ORGANIZATION_WORDS | OFFICE_FILLERS
    )  # fmt: skip


def split_at_comma(text: str) -> tuple[str, str]:
    """Return a name with its suffixes, and what stands behind it after a comma or a dash."""
    parts = re.split(r"(,|\s[-–—]{1,2}\s|:\s|\s\|\s)", text)
    name, n = parts[0], 1
    while n + 1 < len(parts) and parts[n] == "," and SUFFIX.fullmatch(parts[n + 1].strip().rstrip(".")):
        name += parts[n] + parts[n + 1]
        n += 2
    return name.strip(), "".join(parts[n + 1 :]).strip() if n < len(parts) else ""


def split_party(text: str) -> tuple[str, str]:
    """Return a name and the party and place behind it: "Avery Example", "(D-WI)"."""
    match = PARTY.search(text)
    if not match:
        return text.strip(), ""
    return (text[: match.start()] + " " + text[match.end() :]).strip(" ,"), match.group().strip()


def name_in(text: str) -> str:
    """Return what stands on a line before the first comma, without an honorific."""
    return split_at_comma(split_honorific(text)[1])[0]


def starts_with_name(text: str) -> bool:
    """Whether a line begins with the name of a person."""
    return is_name(name_in(text))
