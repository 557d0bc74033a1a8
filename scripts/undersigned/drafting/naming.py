"""Names for what is new: the words of an address, the id of a letter, the place of its file."""

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

from undersigned.archive.letters import YEAR
from undersigned.model.fields import ENTRY_ID

LONGEST_SLUG = 60
"""Characters, so that an address fits in a line of a mail."""
UNDATED = "drafts"
"""The folder of drafts that have no date yet."""
UNNAMED = "letter"
SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
# Letters that Unicode does not take for another with a mark.
LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)
# What stands within a word and is left out: the apostrophe of "don't", the points of "U.S.".
WITHIN = re.compile(r"(?<=\w)['’ʼ](?=\w)|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
LEADING_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-|$)")
WORD = re.compile(r"[a-z0-9]+")


def slug(text: str) -> str:
    """Return the words of a text as an id has them: lower-case Latin letters and digits, hyphens between.

    Accents go. A long text loses small words such as "of" first, and then those at its end. Empty where
    nothing is Latin.
    """
    plain = unicodedata.normalize("NFKD", WITHIN.sub("", text).lower().translate(LATIN))
    words = WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    if len("-".join(words)) > LONGEST_SLUG:
        words = [word for word in words if word not in SMALL_WORDS] or words
    while len(words) > 1 and len("-".join(words)) > LONGEST_SLUG:
        words.pop()
    return "-".join(words)[:LONGEST_SLUG]


def letter_id(day: date | None, title: str) -> str:
    """Return the id of a letter: its day, if it has one, and words of its title."""
    words = slug(title) or UNNAMED
    return f"{day}-{words}" if day else words


def letter_file(letters: str, day: date | None, key: str) -> str:
    """Return the path of the file of a new letter with the id `key`; `letters` is the folder of letters."""
    return f"{letters}/{f'{day.year:04}' if day else UNDATED}/{key}.md"


def published_file(letters: str, path: str, day: date) -> str:
    """Return the path of the file of the draft at `path` as a letter of `day`.

    A name that starts with its day stays, and so does the folder, unless it is that of another year or
    of drafts without a date.
    """
    home, stem = PurePosixPath(path).parent, PurePosixPath(path).stem
    rest = LEADING_DAY.sub("", stem)
    key = stem if stem == f"{day}-{rest}" and ENTRY_ID.fullmatch(stem) else f"{day}-{slug(rest) or UNNAMED}"
    years = {part for part in home.parts if YEAR.fullmatch(part)}
    if home == PurePosixPath(letters) / UNDATED or (years and f"{day.year:04}" not in years):
        return letter_file(letters, day, key)
    return f"{home}/{key}.md"
