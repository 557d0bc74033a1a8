"""References for tests: the toy archive's, and letters that exist only to be cited."""

from datetime import date

from sources import NOW, TOY
from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.model.settings import Settings
from undersigned.views.citing.reference import Party, Reference
from undersigned.views.names import name_parts, whole_name

SETTINGS = Settings(
    folder=TOY,
    site_name="Letters of Northland",
    site_url="https://letters.example.org/archive/",
    publisher="Northland Letters Desk",
    rights="https://creativecommons.org/publicdomain/zero/1.0/",
    time_zone="America/New_York",
)
URL = "https://letters.example.org/archive/letters/2026-03-23-wells/"
WELLS = Reference(
    id="2026-03-23-wells",
    url=URL,
    title="Keep the wells open",
    date=date(2026, 3, 23),
    language="en",
    senders=(),
    erased=0,
    recipients=(),
    topics=(),
    archive="Wells",
    publisher="Wells",
    rights="",
    summary="",
)


def toy() -> Archive:
    """Load the toy archive under the settings of its `mkdocs.yml`."""
    return load(SETTINGS, NOW)


def person(line: str, sort: str | None = None) -> Party:
    """Return the person whom a letter prints as `Name | line beneath`."""
    name, _, office = line.partition(" | ")
    return Party(name_parts(name, sort), office, is_body=False)


def body(name: str) -> Party:
    """Return an organization."""
    return Party(whole_name(name), "", is_body=True)


def people(*lines: str) -> tuple[Party, ...]:
    """Return a person for each `Name | line beneath`."""
    return tuple(map(person, lines))


def crowd(count: int) -> tuple[Party, ...]:
    """Return so many people, each with a family name of its own."""
    return people(*(f"Ada Roster{chr(ord('a') + number)}" for number in range(count)))
