"""A letter's front matter as one frozen record, with the rules that need nothing but the letter."""

from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from undersigned.model.correspondents import Mentions, PrivateSignatories
from undersigned.model.fields import (
    Count,
    Day,
    EntryIds,
    Language,
    Line,
    Lines,
    Moment,
    Record,
    Sha256,
    Texts,
    Url,
)


class Attachment(Record):
    """A file beside the letter; `file` is relative to `files/<letter id>/`."""

    file: Line
    kind: Literal["signed-original", "accessible", "appendix"]
    label: Line | None = None
    sha256: Sha256 | None = None


class Event(Record):
    """What happened after the letter was sent: one dated thing, with where to read of it."""

    date: Day
    kind: Literal["deadline", "response", "outcome", "press-release"]
    title: Line
    url: Url | None = None
    letter: Line | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "Event":
        if self.url and self.letter:
            msg = "has a url and a letter: keep one"
            raise ValueError(msg)
        return self


class Correction(Record):
    """A change made in the open after the letter was published."""

    date: Day
    kind: Literal["name", "text", "transcription", "metadata"]
    was: Line | None = None
    now: Line | None = None
    note: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Correction":
        if not (self.was or self.now or self.note):
            msg = "says nothing: give was, now or note"
            raise ValueError(msg)
        return self


class Withdrawal(Record):
    """The letter stays and says that it was withdrawn."""

    date: Day
    note: Line | None = None


class FrontMatter(Record):
    """Everything that the front matter of a letter may say."""

    title: Line
    date: Day
    signatories: Mentions = ()
    also_signed: PrivateSignatories = ()
    erased: Count = 0
    recipients: Mentions
    cc: Mentions = ()
    topics: Texts = ()
    summary: Line | None = None
    subject: Line | None = None
    letterhead: Lines = ()
    via: Lines = ()
    language: Language | None = None
    source: Line | None = None
    published: Day | None = None
    status: Literal["published", "draft"] = "published"
    embargo: Moment | None = None
    former_ids: EntryIds = ()
    follows: Texts = ()
    attachments: tuple[Attachment, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None

    @model_validator(mode="after")
    def _signed_by_someone(self) -> "FrontMatter":
        if not (self.signatories or self.also_signed or self.erased):
            msg = "nobody signs: give signatories or also_signed"
            raise ValueError(msg)
        return self


class Draft(FrontMatter):
    """The same for a draft, which may lack any field."""

    title: Line | None = None  # type: ignore[assignment]
    date: Day | None = None  # type: ignore[assignment]
    recipients: Mentions = ()

    @model_validator(mode="after")
    def _signed_by_someone(self) -> "Draft":
        return self


class Letter(FrontMatter):
    """A letter: its front matter, its id, its body as Markdown, and the file it stands in."""

    id: str
    path: str
    body: str
    body_line: int = Field(ge=1)

    def is_public(self, now: datetime) -> bool:
        """Whether readers may see the letter at the moment `now`."""
        return self.status == "published" and (self.embargo is None or self.embargo <= now)
