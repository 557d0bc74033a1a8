"""What every page is made of: its address and template, and the lists that pages show."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True, slots=True)
class Crumb:
    """One step of the way from an index to a page."""

    title: str
    address: str


Row = tuple[str, str]
"""One letter in a list: its id, and why it stands here, perhaps empty."""


class Group(NamedTuple):
    """Letters under one heading, which may lead to a page of its own."""

    title: str
    anchor: str
    rows: tuple[Row, ...]
    address: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A page that holds a part of a list too long for one page, or an entry with its count."""

    title: str
    address: str
    count: int
    line: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list of letters: shown in groups, or led to in parts when it is too long for one page."""

    count: int
    groups: tuple[Group, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a page shows, besides its address and title.

    `values` is the template's context: text, numbers, days, records, and mappings and sequences of
    them; the same values make the same page. `letters` are the ids of all letters that it lists.
    """

    values: Mapping[str, object]
    letters: Collection[str] = ()
    description: str = ""
    """What search engines and link previews say of the page; a letter's own says it for a letter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """One page of the archive.

    `address` is relative to the site's root and ends with `/`; `template` lies in `templates/`;
    `section` is the index it belongs to. `facts` tells what it shows, worked out when that is asked
    for. `modified` is the day of the newest thing the page shows, where there is one.
    `letter` is the id of the letter on its own page. A page at a former address `leads_to` that of
    today; where that is a letter's, it is a `copy_of` the letter's in all that lies beside the page.
    """

    address: str
    template: str
    title: str
    section: str
    facts: Callable[[], Facts]
    crumbs: tuple[Crumb, ...] = field(default=())
    modified: date | None = None
    letter: str | None = None
    leads_to: str = ""
    copy_of: str | None = None

    @property
    def beside(self) -> str | None:
        """The id of the letter whose files lie beside the page."""
        return self.letter or self.copy_of
