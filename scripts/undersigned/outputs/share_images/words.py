"""The words on a share image: all that it says of a letter, or of the archive."""

from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.views.words import long_day, signatories


class Words(NamedTuple):
    """What an image says, as it is to be read.

    `title` is the largest, `site` the letterhead above it; `date` (in words) and `signed` ("signed by
    Avery Example and 38 others") stand beneath. `notice` says, beside the letterhead, what nobody must
    miss. Each may be empty. `language` (BCP 47) is the title's.
    """

    title: str
    date: str
    signed: str
    site: str
    language: str
    notice: str = ""


def words(archive: Archive, whole: Whole) -> Words:
    """Return the words on the image of a letter of `archive`."""
    letter = whole.letter
    card = archive.letters[letter.id]
    standing = [c.name for c in whole.in_role("signatory") if c.withdrawn is None]
    signed = signatories([*standing, *(private.name for private in letter.also_signed)], card.signatures)
    nobody = "letter" if whole.in_role("recipient") else "open letter"
    return Words(
        title=card.title,
        date=long_day(card.date),
        signed=f"signed by {signed}" if signed else nobody,
        site=archive.settings.site_name,
        language=card.language,
        notice=f"Withdrawn on {long_day(letter.withdrawn.date)}" if letter.withdrawn else "",
    )


def site_words(settings: Settings) -> Words:
    """Return the words on the image of the archive itself: its name, who publishes it, its address."""
    place = settings.site_url.partition("//")[2].strip("/")
    publisher = settings.publisher if settings.publisher != settings.site_name else None
    return Words(
        title=settings.site_name.strip() or place,
        date="",
        signed=f"published by {publisher}" if publisher else "",
        site=place,
        language=settings.language,
    )
