"""What a draft holds: correspondents, text and dates as the document has them, and what is unsure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from undersigned.drafting.document import LeftOut


@dataclass(kw_only=True)
class Correspondent:
    """Somebody whom the document names: who signs, is written to or gets a copy.

    `title` are the lines with a post, `organization` those with where it is held, `address` the postal
    lines; `honorific` stood before the name. `line` is where the name stands.
    """

    name: str
    line: int
    honorific: str = ""
    title: list[str] = field(default_factory=list)
    organization: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    by: str = ""
    behalf: str = ""
    is_organization: bool = False

    @property
    def beneath(self) -> tuple[str, ...]:
        """The lines that stand beneath the name, but for an address."""
        return tuple(line for line in (*self.title, *self.organization) if line.strip())


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """Something that a person must look at, and the line of the source at which to look."""

    line: int
    what: str


@dataclass(kw_only=True)
class Draft:
    """A letter as far as the document tells it; `body` is Markdown from salutation to closing, with notes."""

    date: dt.date | None = None
    title: str = ""
    subject: str = ""
    via: list[str] = field(default_factory=list)
    letterhead: list[str] = field(default_factory=list)
    recipients: list[Correspondent] = field(default_factory=list)
    signatories: list[Correspondent] = field(default_factory=list)
    cc: list[Correspondent] = field(default_factory=list)
    body: str = ""
    salutation_line: int = 1
    words_at: Mapping[int, str] = field(default_factory=dict)
    """The first words of each line of the document, where its lines are not those of a file."""
    unsure: list[Unsure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def as_json(self) -> Mapping[str, object]:
        """Return the draft as `undersigned import --json` prints it."""
        out: dict[str, dict[str, str]] = {}
        for one in self.left_out:
            lines = out.setdefault(one.why, {})
            key = str(one.line)
            lines[key] = f"{lines[key]}\n{one.text}" if key in lines else one.text
        return {
            "date": self.date.isoformat() if self.date else None,
            **({"title": self.title} if self.title else {}),
            "subject": self.subject or None,
            **({"via": self.via} if self.via else {}),
            **({"letterhead": self.letterhead} if self.letterhead else {}),
            "recipients": [_entry(one) for one in self.recipients],
            "signatories": [_entry(one) for one in self.signatories],
            "cc": [_entry(one) for one in self.cc],
            "body": self.body,
            "unsure": [{"line": one.line, "what": one.what} for one in self.unsure],
            "left_out": out,
        }


def _entry(one: Correspondent) -> dict[str, object]:
    return {
        "name": one.name,
        "title": "; ".join([*one.title, *([f"on behalf of {one.behalf}"] if one.behalf else [])]) or None,
        "organization": ", ".join(one.organization) or None,
        "address": one.address,
        **({"honorific": one.honorific} if one.honorific else {}),
        **({"by": one.by} if one.by else {}),
    }
