"""Whom a letter's names mean, and under which office they stand, on the day of signing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from undersigned.archive.letters import ReadLetter
from undersigned.archive.names import Names
from undersigned.archive.registries import Registries
from undersigned.model.correspondents import Mention
from undersigned.model.registry import Organization, Person, label_of
from undersigned.source.problems import Problem
from undersigned.source.strict_yaml import Place

Role = Literal["signatory", "recipient", "cc"]
CORRESPONDENTS = ("people", "organizations")
FIELDS: dict[Role, str] = {"signatory": "signatories", "recipient": "recipients", "cc": "cc"}


class Correspondent(NamedTuple):
    """A person or an organization in one role of one letter.

    `name`, `title`, `address`, `by` and `for_` are what the letter prints. `id` is the registry's
    entry, None for a recipient that no registry knows; `kind` says which registry. `office` is the
    id of the office held on `day`, the day of signing.
    """

    letter: str
    role: Role
    name: str
    title: tuple[str, ...]
    address: tuple[str, ...]
    by: str | None
    for_: str | None
    lead: bool
    day: date
    withdrawn: date | None
    id: str | None
    kind: Literal["person", "organization"] | None
    office: str | None

    @property
    def printed(self) -> tuple[str, ...]:
        """The lines that the letter prints, wherever they stand one beneath the other."""
        by = (f"by {self.by}",) if self.by else ()
        for_ = (f"on behalf of {self.for_}",) if self.for_ else ()
        return (self.name, *self.title, *by, *for_, *self.address)


@dataclass
class Resolver:
    """Resolves names against the registries, and gathers what cannot be resolved."""

    registries: Registries
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known: dict[str, Person | Organization] = {
            **self.registries.organizations,
            **self.registries.people,
        }
        self.names = Names(self.known)
        self.office_names = Names(self.registries.offices)
        self.topic_names = Names(self.registries.topics)

    def start(self) -> None:
        """Forget the problems of other letters, and how many hints they asked for."""
        self.problems = []
        for names in (self.names, self.office_names, self.topic_names):
            names.forget_hints()

    def correspondents(self, read: ReadLetter, role: Role) -> tuple[Correspondent, ...]:
        """Resolve everyone who has `role` in the letter, in its order."""
        mentions: tuple[Mention, ...] = getattr(read.letter, FIELDS[role])
        resolved = []
        seen: dict[str, int] = {}
        for number, mention in enumerate(mentions):
            place: Place = (FIELDS[role], number)
            found = self.correspondent(read, role, mention, place)
            if found is None:
                continue
            key = found.id or found.name
            if key in seen:
                message = f"{found.name!r} stands twice among the {FIELDS[role]}"
                self._complain(read, place, message, f"first as entry {seen[key] + 1}")
            seen.setdefault(key, number)
            resolved.append(found)
        return tuple(resolved)

    def correspondent(
        self, read: ReadLetter, role: Role, mention: Mention, place: Place
    ) -> Correspondent | None:
        """Resolve one mention; None, and a problem, when it means nobody or several."""
        day = mention.signed or read.letter.date
        key, sure = self._entry(read, role, mention, place)
        if not sure:
            self._office(read, mention, None, day, place)
            return None
        entry = self.known[key] if key else None
        if mention.name is None:
            name = label_of(entry) if entry else mention.id
            message = f"{mention.id!r} stands without a name: a letter prints what its own file says"
            self._complain(read, place, message, f"add 'name: {name}' as the letter prints it")
            return None
        kind: Literal["person", "organization"] | None = None
        if entry is not None:
            kind = "person" if isinstance(entry, Person) else "organization"
        return Correspondent(
            letter=read.letter.id,
            role=role,
            name=mention.name,
            title=mention.title,
            address=mention.address,
            by=mention.by,
            for_=mention.for_,
            lead=mention.lead,
            day=day,
            withdrawn=mention.withdrawn,
            id=key,
            kind=kind,
            office=self._office(read, mention, entry if isinstance(entry, Person) else None, day, place),
        )

    def topics(self, read: ReadLetter) -> tuple[str, ...]:
        """Resolve the letter's topics to ids, each once, in its order."""
        found: dict[str, None] = {}
        for number, name in enumerate(read.letter.topics):
            place: Place = ("topics", number)
            keys = (name,) if name in self.registries.topics else self.topic_names.find(name)
            if len(keys) == 1:
                if keys[0] in found:
                    self._complain(read, place, f"the topic {name!r} stands twice", "keep one")
                found[keys[0]] = None
            elif keys:
                self._complain(read, place, f"ambiguous topic {name!r}", _which(keys))
            elif not self.registries.may_hold(name, "topics"):
                hint = self.topic_names.hint(name, "add it to topics.yml")
                self._complain(read, place, f"unknown topic {name!r}", hint)
        return tuple(found)

    def _complain(self, read: ReadLetter, place: Place, message: str, hint: str) -> None:
        self.problems.append(read.problem(place, message, hint))

    def _entry(self, read: ReadLetter, role: Role, mention: Mention, place: Place) -> tuple[str | None, bool]:
        """Return the id that `mention` means, and whether that is settled."""
        if mention.id is not None:
            return self._entry_by_id(read, role, mention.id, mention.name, place)
        name = mention.name or ""
        keys = self.names.find(name)
        if len(keys) == 1:
            return keys[0], True
        if keys:
            self._complain(read, place, f"ambiguous {role} {name!r}", _which(keys, "id"))
        elif self.registries.may_hold(name, *CORRESPONDENTS):
            return None, False
        elif role == "signatory":
            command = f"undersigned people add --letter {read.letter.id}"
            way = f"add them to people.yml or organizations.yml, as {command} does, or to also_signed"
            hint = self.names.hint(name, way)
            self._complain(read, place, f"unknown signatory {name!r}", hint)
        elif near := self.names.nearly(name):
            hint = "write it so, add this form to 'also', or add an entry of its own"
            self._complain(read, place, f"{role} {name!r} is nearly {near!r}", hint)
        else:
            return None, True
        return None, False

    def _entry_by_id(
        self, read: ReadLetter, role: Role, key: str, name: str | None, place: Place
    ) -> tuple[str | None, bool]:
        if key in self.known:
            others = self.names.find(name) if name else ()
            if not others or key in others:
                return key, True
            self._complain(
                read, place, f"{name!r} is {' or '.join(others)}, not {key!r}", "correct one of them"
            )
        elif not self.registries.may_hold(key, *CORRESPONDENTS):
            hint = self.names.hint(key, "add it to people.yml or organizations.yml")
            self._complain(read, place, f"unknown {role} id {key!r}", hint)
        return None, False

    def _office(
        self, read: ReadLetter, mention: Mention, person: Person | None, day: date, place: Place
    ) -> str | None:
        """Return the office of a mention: as stated, as printed, or the one held on the day."""
        if not read.dated:
            return None
        if mention.office is not None:
            return self._stated_office(read, mention.office, person, day, (*place, "office"))
        for line in mention.title:
            if keys := self.office_names.find(line):
                if len(keys) == 1:
                    return self._held(read, person, keys[0], day, place)
                self._complain(read, place, f"ambiguous office {line!r}", _which(keys, "office"))
                return None
            if near := self.office_names.nearly(line):
                hint = "write it so, or add this form to the office's 'also'"
                self._complain(read, place, f"title {line!r} is nearly the office {near!r}", hint)
                return None
        return self._only_office(read, person, day, place)

    def _stated_office(
        self, read: ReadLetter, name: str, person: Person | None, day: date, place: Place
    ) -> str | None:
        keys = (name,) if name in self.registries.offices else self.office_names.find(name)
        if len(keys) == 1:
            return self._held(read, person, keys[0], day, place)
        if keys:
            self._complain(read, place, f"ambiguous office {name!r}", _which(keys))
        elif not self.registries.may_hold(name, "offices"):
            hint = self.office_names.hint(name, "add it to offices.yml")
            self._complain(read, place, f"unknown office {name!r}", hint)
        return None

    def _held(
        self, read: ReadLetter, person: Person | None, office: str, day: date, place: Place
    ) -> str | None:
        """Return `office` if `person` held it on `day`, or if nothing is known of the person."""
        if person is None or any(h.office == office and h.includes(day) for h in person.offices):
            return office
        if self.registries.may_hold(person.id, "people"):
            return None
        label = self.registries.offices[office].label
        terms = [h for h in person.offices if h.office == office]
        if terms:
            spans = ", ".join(
                f"{h.from_.text if h.from_ else '…'} to {h.to.text if h.to else '…'}" for h in terms
            )
            hint = f"people.yml says {spans}"
        else:
            hint = f"add it to the offices of {person.id!r} in people.yml, or correct the line"
        message = f"{person.name!r} did not hold the office {label!r} on {day}"
        self._complain(read, place, message, hint)
        return None

    def _only_office(self, read: ReadLetter, person: Person | None, day: date, place: Place) -> str | None:
        held = sorted({h.office for h in person.offices if h.includes(day)}) if person else []
        if len(held) > 1 and person is not None:
            message = f"{person.name!r} held more than one office on {day}"
            self._complain(read, place, message, _which(held, "office"))
            return None
        return held[0] if held else None


def _which(keys: Iterable[str], field_name: str = "its id") -> str:
    return f"say which with {field_name}: " + " or ".join(keys)
