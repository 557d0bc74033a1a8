"""Addresses, relative to the site's root: a promise, and the one place that builds them."""

from urllib.parse import quote

from undersigned.archive.cards import Card
from undersigned.archive.correspondents import Correspondent
from undersigned.model.registry import Entry, Office, Organization, Person, Topic

INTERFACE_LANGUAGE = "en"
"""The language of what the archive itself says on its pages."""

SECTIONS: dict[type[Entry], str] = {
    Person: "people",
    Organization: "organizations",
    Office: "offices",
    Topic: "topics",
}
SEARCH = "search/"
DATA = "data/"
FEEDS = "feeds/"
PRESS = "press/"
CORRECTIONS = "corrections/"
VERIFY = "verify/"

CORRECTED_BELOW = "corrections"
"""The name of the place on a letter's page where all its corrections stand."""
RECORD = "index.json"
"""What the archive knows of a letter or an entry, as JSON, beside its page."""
FEED, JSON_FEED = "feed.xml", "feed.json"
"""The feeds beside what they feed; only the archive has one in JSON."""
IMAGE = "card.png"
"""The share image, beside a letter's page; the archive's own lies at the root."""
FILES = "files/"
"""The files that belong to a letter, beside its page."""
SOURCE, PLAIN_TEXT = "index.md", "index.txt"
"""A letter as its editors wrote it, and as text alone, beside its page."""
BIBTEX, RIS, CSL = "cite.bib", "cite.ris", "cite.json"
"""A letter as reference managers read it, beside its page."""
EMBED, OEMBED = "embed/", "oembed.json"
"""A letter's card for a frame on another site, and what tells other sites of it, beside its page."""


def letter_address(key: str) -> str:
    """Return the address of the letter with the id `key`."""
    return f"letters/{key}/"


def correction_anchor(number: int) -> str:
    """Return the name of the place on a letter's page that tells of its correction `number`, from 1."""
    return f"correction-{number}"


def file_address(name: str) -> str:
    """Return the address of an attachment called `name`, from its letter's page."""
    return FILES + quote(name)


def address(record: Card | Entry | Correspondent) -> str | None:
    """Return the address of a record's page, None for a correspondent whom no registry knows."""
    if isinstance(record, Card):
        return letter_address(record.id)
    if isinstance(record, Correspondent):
        if record.id is None:
            return None
        return f"{'people' if record.kind == 'person' else 'organizations'}/{record.id}/"
    return f"{SECTIONS[type(record)]}/{record.id}/"


def section_address(section: str, part: str = "") -> str:
    """Return the address of a section's index, or of the part of it for a year or an initial."""
    return f"{section}/{part}/" if part else f"{section}/"


def root_from(page: str) -> str:
    """Return the relative way from a page's address to the site's root."""
    return "../" * page.count("/") or "./"
