"""A letter's front matter as one frozen record, with the rules that need nothing but the letter."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

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

AttachmentKind = Literal["signed-original", "accessible", "appendix"]


class Attachment(Record):
    """A file beside the letter; `file` is relative to `files/<letter id>/`."""

    file: Line = Field(description="Its name in files/<letter id>/.")
    kind: AttachmentKind = Field(
        description="The signed original, a version for assistive technology, or an appendix."
    )
    label: Line | None = Field(default=None, description="What a link to it says.")
    sha256: Sha256 | None = Field(default=None, description="Its SHA-256: 64 hexadecimal digits.")


class Event(Record):
    """What happened after the letter was sent: one dated thing, with where to read of it."""

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["url", "letter"]}})

    date: Day = Field(description="The day.")
    kind: Literal["deadline", "response", "outcome", "press-release"] = Field(description="What it is.")
    title: Line = Field(description="What happened, in one line.")
    url: Url | None = Field(default=None, description="Where to read of it.")
    letter: Line | None = Field(default=None, description="The id of the letter that says it.")

    @model_validator(mode="after")
    def _one_place(self) -> "Event":
        if self.url and self.letter:
            msg = "has a url and a letter: keep one"
            raise ValueError(msg)
        return self


class Correction(Record):
    """A change made in the open after the letter was published."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [name]} for name in ("was", "now", "note")]}
    )

    date: Day = Field(description="The day of the correction.")
    kind: Literal["name", "text", "transcription", "metadata"] = Field(description="What was corrected.")
    was: Line | None = Field(default=None, description="What stood there.")
    now: Line | None = Field(default=None, description="What stands there now.")
    note: Line | None = Field(default=None, description="What was done, in words.")

    @model_validator(mode="after")
    def _says_something(self) -> "Correction":
        if not (self.was or self.now or self.note):
            msg = "says nothing: give was, now or note"
            raise ValueError(msg)
        return self


class Withdrawal(Record):
    """The letter stays and says that it was withdrawn."""

    date: Day = Field(description="The day on which it was withdrawn.")
    note: Line | None = Field(default=None, description="Why.")


class FrontMatter(Record):
    """Everything that the front matter of a letter may say."""

    title: Line = Field(description="What the archive calls the letter, in one line.")
    date: Day = Field(description="The day that stands on the letter; the file's name starts with it.")
    signatories: Mentions = Field(
        default=(),
        description="Who signs it: correspondents that the registries know, as a list or one a line.",
    )
    also_signed: PrivateSignatories = Field(
        default=(), description="Who signs it and needs no page: `Name` or `Name | what stands beneath`."
    )
    erased: Count = Field(
        default=0, description="How many signatories asked that their name be removed; they still count."
    )
    recipients: Mentions = Field(description="To whom it is written; [] is an open letter or a statement.")
    cc: Mentions = Field(default=(), description="Who gets a copy.")
    topics: Texts = Field(default=(), description="Topics of topics.yml, by id, label or other label.")
    summary: Line | None = Field(
        default=None,
        description="One or two sentences; else the first paragraph after the salutation serves.",
    )
    subject: Line | None = Field(default=None, description="The subject line, as printed.")
    letterhead: Lines = Field(default=(), description="Lines at the head of the letter.")
    via: Lines = Field(default=(), description="How it was sent, as printed: VIA E-MAIL.")
    language: Language | None = Field(
        default=None, description="The letter's language (BCP 47), as es or pt-BR; else the archive's."
    )
    source: Line | None = Field(
        default=None, description="Where the text was taken from: an address or a note."
    )
    published: Day | None = Field(
        default=None, description="The day the archive published it; else that of the embargo, else the date."
    )
    status: Literal["published", "draft"] = Field(
        default="published", description="A draft may lack any field, and is never published."
    )
    embargo: Moment | None = Field(
        default=None, description="Until when it is held back: 2026-03-23 10:00 America/New_York."
    )
    former_ids: EntryIds = Field(default=(), description="Ids that the letter had before.")
    follows: Texts = Field(default=(), description="Ids of letters that this one answers or continues.")
    attachments: tuple[Attachment, ...] = Field(default=(), description="Files that belong to the letter.")
    events: tuple[Event, ...] = Field(default=(), description="What happened next.")
    corrections: tuple[Correction, ...] = Field(
        default=(), description="What was corrected after publication."
    )
    withdrawn: Withdrawal | None = Field(
        default=None, description="That the letter was withdrawn; its page stays and says so."
    )

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
