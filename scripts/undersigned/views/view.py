"""What every page is made of: its address and template, and the lists that pages show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Crumb:
    """One step of the way from an index to a page."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One letter in a list: title, day, the soft line beneath, and why it stands here."""

    id: str
    title: str
    address: str
    day: date
    recipients: tuple[str, ...]
    signatures: int
    withdrawn: bool
    language: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
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
class View:
    """One page of the archive.

    `address` is relative to the site's root and ends with `/`; `template` lies in `templates/`;
    `section` is the index it belongs to. `facts` gives the template's context, worked out when the
    page is drawn. `modified` is the day of the newest thing the page shows, where there is one.
    `letter` is the id of the letter on its own page.
    """

    address: str
    template: str
    title: str
    section: str
    facts: Callable[[], Mapping[str, object]]
    description: str = ""
    crumbs: tuple[Crumb, ...] = field(default=())
    modified: date | None = None
    letter: str | None = None
