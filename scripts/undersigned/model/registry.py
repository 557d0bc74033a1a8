"""The authority records: people, organizations, offices and topics, one id each, for ever."""

from datetime import date

from pydantic import Field, model_validator

from undersigned.model.fields import EntryIds, Jurisdiction, Line, Record, SomeDay, Texts, Url


class Link(Record):
    """A page elsewhere about an entry."""

    label: Line
    url: Url


class Holding(Record):
    """An office held by a person from a day to a day, both included; None where no source says."""

    office: Line
    from_: SomeDay | None = Field(default=None, alias="from")
    to: SomeDay | None = None
    party: Line | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Holding":
        if self.from_ and self.to and self.from_.first > self.to.last:
            msg = f"ends ({self.to.text}) before it starts ({self.from_.text})"
            raise ValueError(msg)
        return self

    def includes(self, day: date) -> bool:
        """Whether the office may have been held on `day`, as far as the source tells."""
        started = self.from_ is None or self.from_.first <= day
        return started and (self.to is None or day <= self.to.last)


class Entry(Record):
    """What every registry's entry has: an id, other printed forms, and ids it had before."""

    id: str
    also: Texts = ()
    former_ids: EntryIds = ()


class Person(Entry):
    """Somebody who signs letters or is written to."""

    name: Line
    sort: Line | None = None
    offices: tuple[Holding, ...] = ()
    links: tuple[Link, ...] = ()


class Organization(Entry):
    """A body that signs letters or is written to, perhaps part of another."""

    name: Line
    part_of: Line | None = None
    links: tuple[Link, ...] = ()


class Office(Entry):
    """A post held over time; `label` is how letters print it."""

    label: Line
    role: Line | None = None
    jurisdiction: Jurisdiction | None = None


class Topic(Entry):
    """A subject (SKOS: prefLabel, altLabel, broader)."""

    label: Line
    broader: Line | None = None
    description: Line | None = None


def printed_forms(entry: Entry) -> tuple[str, ...]:
    """Return every form by which a letter may name `entry`, the preferred one first."""
    return (label_of(entry), *entry.also)


def label_of(entry: Entry) -> str:
    """Return the preferred name or label of `entry`."""
    match entry:
        case Person(name=label) | Organization(name=label) | Office(label=label) | Topic(label=label):
            return label
    msg = f"no registry holds {type(entry).__name__}"
    raise TypeError(msg)
