"""New entries of the registries for names that they lack; whatever is not sure is said, and not entered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from undersigned.archive.names import Names
from undersigned.archive.registries import Registries
from undersigned.drafting.growing import GrowingNames
from undersigned.drafting.naming import slug
from undersigned.drafting.offices import Office, names_a_role, office_in
from undersigned.model.fields import is_entry_id
from undersigned.model.registry import Organization, Person, printed_forms
from undersigned.source.strict_yaml import Value

Kind = Literal["person", "organization"]
ORGANIZATION = re.compile(
    r"\b(?:Academy|Agency|Alliance|Association|Authority|Bank|Board|Bureau|Campaign|Cent(?:er|re)|Chamber"
    r"|Church|Club|Coalition|College|Commission|Committee|Company|Confederation|Conference|Congress"
    r"|Consortium|Corporation|Council|Department|Federation|Forum|Foundation|Fund|Group|Guild|Inc|Institute"
    r"|Institution|Initiative|League|Library|LLC|LLP|Ltd|Ministry|Movement|Museum|Network|Office"
    r"|Organi[sz]ation|Partnership|Party|Project|School|Services?|Society|Trust|Union|University|GmbH"
    r"|e\.V)\b"
)
ROLE = re.compile(
    r"\b(?:advisor|adviser|ambassador|attorney|author|chair(?:man|woman|person)?|chief|clerk|commissioner"
    r"|counsel|dean|director|doctor|editor|engineer|fellow|founder|governor|head|judge|justice|lawyer"
    r"|lecturer|librarian|manager|mayor|member|minister|nurse|officer|physician|president|principal"
    r"|professor|rabbi|representative|researcher|scientist|secretary|senator|student|superintendent|teacher"
    r"|treasurer|writer)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"^(?:Dr|Gov|Hon|Mr|Mrs|Ms|Prof|Rep|Rev|Sen)\.? |^The Honorable |(?:^|\s)[A-Z]\.(?:\s|$)|"
    r",? (?:Jr|Sr|Esq)\.?$|,? (?:II|III|IV)$|, (?:J\.?D|M\.?D|Ph\.?D|R\.?N)\.?$"
)
BY_ITSELF = "undersigned people add"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody as a letter prints them: name, the lines beneath, and what they are, if that is known."""

    name: str
    title: tuple[str, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, kw_only=True)
class Registrations:
    """Entries to add to each registry, by id, and a sentence about each thing that is not sure."""

    people: Mapping[str, dict[str, Value]]
    organizations: Mapping[str, dict[str, Value]]
    offices: Mapping[str, dict[str, Value]]
    unsure: tuple[str, ...] = ()
    holdings: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """An office more for people who have an entry, by their id."""


def registrations(registries: Registries, named: Iterable[Named]) -> Registrations:
    """Return what the registries lack so that all of `named` who sign a letter have an entry.

    A known name needs none. One that is nearly known, or may be a person or an organization, is unsure and
    not entered; so is an office that is nearly known. An office has role and jurisdiction only where its
    words say them.
    """
    register = Register(registries)
    for one in named:
        register.take(one)
    return register.found()


def registration(
    registries: Registries, named: Named, key: str | None = None, holding: Mapping[str, Value] | None = None
) -> Registrations:
    """Return the entry of one name that somebody vouches for, under the id `key` if one is given.

    `holding` is an office, by id or label, with its days; a known person gets it too. With an id of its own
    a name may be nearly a known one. If anything is not sure, there are no entries.
    """
    register = Register(registries)
    known = register.names.find(named.name)
    office = register.stated_office(str(holding["office"])) if holding else None
    held: dict[str, Value] = {**(holding or {}), "office": office}
    if known and (key or not holding or len(known) > 1 or _says_nothing(registries, known[0], held)):
        register.unsure.append(f"{named.name!r} is known: {' or '.join(known)}")
    elif key:
        register.enter(named, key)
    elif not known:
        register.take(named)
    found = register.found()
    if found.people and holding:
        found.people[next(iter(found.people))]["offices"] = [held]
    if any(one not in register.doubts for one in found.unsure):
        return Registrations(people={}, organizations={}, offices={}, unsure=found.unsure)
    return replace(found, holdings={known[0]: held}) if known else found


def _says_nothing(registries: Registries, key: str, held: Mapping[str, Value]) -> bool:
    """Whether an office, as it is given, is nothing new of an entry, or nothing that it can have."""
    if key not in registries.people:
        return True
    return held.keys() == {"office"} and any(
        h.office == held["office"] for h in registries.people[key].offices
    )


@dataclass
class Register:
    """The entries found so far, beside those that the registries have."""

    registries: Registries
    people: dict[str, dict[str, Value]] = field(default_factory=dict)
    organizations: dict[str, dict[str, Value]] = field(default_factory=dict)
    offices: dict[str, dict[str, Value]] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """What is unsure of an entry that is made all the same, such as where an office has authority."""

    def __post_init__(self) -> None:
        self.known: dict[str, Person | Organization] = {
            **self.registries.organizations,
            **self.registries.people,
        }
        self.names = Names(self.known)
        self.office_names = Names(self.registries.offices)
        forms = [(key, form) for key, one in self.registries.offices.items() for form in printed_forms(one)]
        self.meanings = {office.meaning: key for key, form in forms if (office := office_in(form))}
        self.new = GrowingNames()
        self.taken = {former for entry in self.known.values() for former in entry.former_ids} | {*self.known}

    def found(self) -> Registrations:
        """Return what was entered, and what was not sure."""
        unsure = tuple(dict.fromkeys((*self.unsure, *self.doubts)))
        return Registrations(
            people=self.people, organizations=self.organizations, offices=self.offices, unsure=unsure
        )

    def id_of(self, name: str) -> str | None:
        """Return the entry that a name means, old or new; None unless it is exactly one."""
        found = (*self.names.find(name), *self.new.find(name))
        return found[0] if len(found) == 1 else None

    def take(self, one: Named) -> None:
        """Enter a name, or say why it is not sure; a draft may have an id in its place."""
        found = self.names.find(one.name)
        if one.name in self.known and not found:
            return
        new = self.new
        if len(found) > 1:
            self.unsure.append(f"{one.name!r} may be {' or '.join(found)}: say which with id")
        elif found:
            self._look_at_offices(one, self.known[found[0]])
        elif new.find(one.name):
            return
        elif near := self.names.nearly(one.name) or new.nearly(one.name):
            hint = f"if both are one, add this form to 'also'; if not, {BY_ITSELF} {one.name!r} --id NEW-ID"
            self.unsure.append(f"{one.name!r} is nearly {near!r}: {hint}")
        else:
            self.enter(one, slug(one.name))

    def enter(self, one: Named, key: str) -> None:
        """Enter a new name under an id, unless that is another's, or nobody knows what it is the name of."""
        kind = one.kind or kind_of(one)
        if kind is None:
            hint = f"enter it with {BY_ITSELF} {one.name!r}, and --organization if it is one"
            self.unsure.append(f"{one.name!r} may be a person or an organization: {hint}")
        elif key in self.taken:
            self.unsure.append(f"{one.name!r} would have the id {key!r} of another: give it one with --id")
        elif not is_entry_id(key):
            hint = "lower-case Latin words joined by hyphens"
            self.unsure.append(f"{one.name!r} makes no id: give it one with --id, {hint}")
        elif kind == "organization":
            self.taken.add(key)
            self.organizations[key] = {"name": one.name}
            self.new.add(Organization(id=key, name=one.name))
        else:
            self.taken.add(key)
            office = next(filter(None, map(self.office, one.title)), None)
            held: dict[str, Value] = {"offices": [{"office": office}]} if office else {}
            self.people[key] = {"name": one.name, **held}
            self.new.add(Person(id=key, name=one.name))

    def office(self, title: str) -> str | None:
        """Return the id of the office that a printed line names, which may be new; None for no office."""
        found = self._offices_called(title)
        if len(found) == 1:
            return found[0]
        if found:
            self.unsure.append(f"the office {title!r} may be {' or '.join(found)}: say which with office")
        elif near := self.office_names.nearly(title):
            self.unsure.append(
                f"{title!r} is nearly the office {near!r}: write it so, or add this form to 'also'"
            )
        elif office := office_in(title):
            return self._new_office(office)
        elif names_a_role(title):
            self.unsure.append(f"{title!r} may be an office: add it to offices.yml if it is one")
        return None

    def _offices_called(self, title: str) -> tuple[str, ...]:
        """Return the ids of the offices that a printed line names, also with role and place the other way."""
        office = office_in(title)
        known = self.meanings.get(office.meaning) if office else None
        return self.office_names.find(title) or ((known,) if known else ())

    def stated_office(self, office: str) -> str | None:
        """Return the id of an office that somebody names as one, by id or label; None if it is not sure."""
        if office in self.registries.offices:
            return office
        if self.office_names.find(office) or self.office_names.nearly(office) or office_in(office):
            return self.office(office)
        return self._new_office(Office(label=office))

    def _new_office(self, office: Office) -> str | None:
        if self.offices.get(office.id) == office.entry:
            return office.id
        if office.id in self.offices or office.id in self.registries.offices or not is_entry_id(office.id):
            self.unsure.append(f"the office {office.label!r} needs an id of its own: add it to offices.yml")
            return None
        self.offices[office.id] = office.entry
        if office.place:
            self.meanings[office.meaning] = office.id
        if office.doubt:
            self.doubts.append(office.doubt)
        return office.id

    def _look_at_offices(self, one: Named, entry: Person | Organization) -> None:
        """Say which office a known person is printed with that the registry does not know to be theirs."""
        if not isinstance(entry, Person):
            return
        held = {holding.office for holding in entry.offices}
        for title in one.title:
            keys = self._offices_called(title)
            if held.intersection(keys) or not (keys or office_in(title)):
                continue
            hint = f"{BY_ITSELF} {entry.name!r} --office {title!r}, with --from and --to if you know them"
            self.unsure.append(f"people.yml does not say that {one.name!r} is {title!r}: to enter it, {hint}")


def kind_of(one: Named) -> Kind | None:
    """Return what a name is that of, where its own words or those beneath say it; None where they do not."""
    is_person = bool(PERSON.search(one.name)) or any(ROLE.search(line) for line in one.title)
    is_organization = bool(ORGANIZATION.search(one.name))
    if is_person == is_organization:
        return None
    return "person" if is_person else "organization"
