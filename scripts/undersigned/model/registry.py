"""The authority records: people, organizations, offices and topics, one id each, for ever."""

from datetime import date

from pydantic import Field, model_validator

from undersigned.model.fields import EntryIds, Jurisdiction, Line, Record, SomeDay, Texts, Url


class Link(Record):
    """A page elsewhere about an entry."""

    label: Line = Field(description="What the link says.")
    url: Url = Field(description="Its address, with https://.")


class Holding(Record):
    """An office held by a person from a day to a day, both included, as far as a source says."""

    office: Line = Field(description="Its id or label in offices.yml.")
    from_: SomeDay | None = Field(
        default=None, alias="from", description="The first day, as 2025-01-20, 2025-01 or 2025."
    )
    to: SomeDay | None = Field(default=None, description="The last day, likewise.")
    party: Line | None = Field(default=None, description="The party, as a source gives it.")

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
    also: Texts = Field(default=(), description="Other forms that letters print.")
    former_ids: EntryIds = Field(default=(), description="Ids that the entry had before.")


class Person(Entry):
    """Somebody who signs letters or is written to."""

    name: Line = Field(description="The name under which all letters of the person are gathered.")
    sort: Line | None = Field(
        default=None, description="How it is sorted, where family name first is wrong: Example, Avery."
    )
    offices: tuple[Holding, ...] = Field(default=(), description="Offices held.")
    links: tuple[Link, ...] = Field(default=(), description="Pages elsewhere.")

    def party_on(self, day: date, office: str) -> str | None:
        """Return the party as which `office`, an id, was held on `day`; None where that is not sure."""
        held = {h.party for h in self.offices if h.office == office and h.includes(day)}
        return held.pop() if len(held) == 1 else None


class Organization(Entry):
    """A body that signs letters or is written to, perhaps part of another."""

    name: Line = Field(description="The name under which its letters are gathered.")
    part_of: Line | None = Field(default=None, description="The organization it belongs to, by id or name.")
    links: tuple[Link, ...] = Field(default=(), description="Pages elsewhere.")


class Office(Entry):
    """A post held over time; `label` is how letters print it."""

    label: Line = Field(description="The office as letters print it.")
    role: Line | None = Field(
        default=None, description="What offices of other places have in common with it: Attorney General."
    )
    jurisdiction: Jurisdiction | None = Field(
        default=None, description="Where it has authority, as an ISO 3166 code: US, US-NC."
    )


class Topic(Entry):
    """A subject (SKOS: prefLabel, altLabel, broader)."""

    label: Line = Field(description="The topic, as shown.")
    broader: Line | None = Field(default=None, description="The topic above it, by id or label.")
    description: Line | None = Field(default=None, description="What it covers, in a sentence.")


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
