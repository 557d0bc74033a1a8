"""Reads the four registries and checks what stands between their entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from undersigned.archive.names import Names, shared_forms
from undersigned.model.fields import is_entry_id
from undersigned.model.registry import Entry, Office, Organization, Person, Topic, label_of, printed_forms
from undersigned.model.validate import Origin, validate
from undersigned.source.problems import Problem
from undersigned.source.strict_yaml import Parsed, Value, parse_yaml
from undersigned.source.text import read_text

E = TypeVar("E", bound=Entry)
DEEPEST = 20
"""Topics or organizations one above the other."""
RECORDS: Mapping[str, type[Entry]] = {
    "people": Person,
    "organizations": Organization,
    "offices": Office,
    "topics": Topic,
}


@dataclass(frozen=True, kw_only=True)
class Registry:
    """One registry as it was read: its entries by id, and where each stands.

    `broken` holds the ids and names of entries with problems, None when nothing could be read.
    """

    path: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    parsed: Parsed = field(default_factory=Parsed)
    broken: frozenset[str] | None = frozenset()

    def may_hold(self, name: str) -> bool:
        """Whether `name` may mean an entry whose own problems are reported: it is no new problem."""
        return self.broken is None or name in self.broken

    def problem(self, place: tuple[str | int, ...], message: str, hint: str = "") -> Problem:
        """Return a problem at `place` of this registry."""
        return Problem(path=self.path, line=self.parsed.line(place), message=message, hint=hint)


@dataclass(frozen=True, kw_only=True)
class Registries:
    """All registries; references between entries are ids. `sources` are the files as read, by name.

    `digest` stands for all that the files say.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sources: Mapping[str, Registry] = field(default_factory=dict)
    digest: bytes = b""

    def may_hold(self, name: str, *registries: str) -> bool:
        """Whether `name` may mean an entry of `registries` whose own problems are reported."""
        return any(self.sources[r].may_hold(name) for r in registries if r in self.sources)


def read_registries(folder: Path, paths: Iterable[str]) -> tuple[Registries, list[Problem]]:
    """Read the registries at `paths` below `folder`, references resolved to ids."""
    problems: list[Problem] = []
    digest = blake2b(digest_size=20)
    read: dict[str, Registry] = {name: Registry(path=f"{name}.yml") for name in RECORDS}
    for path in paths:
        name = Path(path).stem
        source, found = read_text(folder, path)
        problems += found
        if source is None:
            read[name] = Registry(path=path, broken=None)
            continue
        digest.update(f"{name}\0{len(source.text)}\0{source.text}".encode())
        parsed = parse_yaml(path, source.text)
        read[name], found = _registry(RECORDS[name], path, parsed)
        problems += [*parsed.problems, *found]
    for registry in read.values():
        problems += _shared(registry)
        problems += _former(registry)
    problems += _shared_between(read["people"], read["organizations"])
    return replace(_resolved(read, problems), digest=digest.digest()), problems


def _registry(record: type[Entry], path: str, parsed: Parsed) -> tuple[Registry, list[Problem]]:
    if parsed.value is None:
        return Registry(path=path, parsed=parsed, broken=None if parsed.problems else frozenset()), []
    if not isinstance(parsed.value, dict):
        hint = "each entry starts with its id and a colon"
        problem = Problem(path=path, line=1, message="is not a mapping from ids to entries", hint=hint)
        return Registry(path=path, parsed=parsed, broken=None), [problem]
    problems: list[Problem] = []
    entries: dict[str, Entry] = {}
    broken: set[str] = set()
    for key, value in parsed.value.items():
        entry, found = _entry(record, key, value, path, parsed)
        problems += found
        if entry is None:
            broken.update(_forms(key, value))
        else:
            entries[key] = entry
    return Registry(path=path, entries=entries, parsed=parsed, broken=frozenset(broken)), problems


def _entry(
    record: type[E], key: str, value: Value, path: str, parsed: Parsed
) -> tuple[E | None, list[Problem]]:
    origin = Origin(path=path, parsed=parsed, place=(key,), given={"id": key})
    if not is_entry_id(key):
        hint = "lower-case words joined by hyphens, two characters or more, not only digits, not 'other'"
        return None, [origin.problem((), f"{key!r} cannot be an id", hint)]
    if not isinstance(value, dict):
        hint = "indent its keys beneath it"
        return None, [origin.problem((), f"entry {key!r} is not a mapping of keys and values", hint)]
    return validate(record, value, origin)


def _forms(key: str, value: Value) -> Iterator[str]:
    """Yield the id and every form by which letters may name an entry that has problems."""
    yield key
    if isinstance(value, dict):
        also = value.get("also")
        for form in (value.get("name"), value.get("label"), *(also if isinstance(also, list) else (also,))):
            if isinstance(form, str):
                yield " ".join(form.split())


def _shared(registry: Registry) -> Iterator[Problem]:
    for label, bearers in shared_forms(registry.entries.values()).items():
        for entry in bearers[1:]:
            message = f"{entry.id!r} and {bearers[0].id!r} share the name {label!r}"
            yield registry.problem((entry.id,), message, "tell them apart, or merge them")
    for key, entry in registry.entries.items():
        for form in printed_forms(entry):
            if form != key and form in registry.entries:
                yield registry.problem(
                    (key,), f"{key!r} has the id {form!r} of another as a name", "change one"
                )


def _shared_between(people: Registry, organizations: Registry) -> Iterator[Problem]:
    names = {label_of(person): person.id for person in people.entries.values()}
    for key, organization in organizations.entries.items():
        if key in people.entries:
            yield organizations.problem((key,), f"the id {key!r} is a person's too", "choose another id")
        if label_of(organization) in names:
            message = f"{key!r} has the name of the person {names[label_of(organization)]!r}"
            yield organizations.problem((key,), message, "tell them apart: an organization is no person")


def _former(registry: Registry) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for key, entry in registry.entries.items():
        for former in entry.former_ids:
            if former in registry.entries:
                yield registry.problem(
                    (key, "former_ids"), f"former id {former!r} is the id of an entry", "drop it"
                )
            elif former in owners:
                message = f"former id {former!r} leads to {owners[former]!r} already"
                yield registry.problem((key, "former_ids"), message, "keep one")
            owners.setdefault(former, key)


def _resolved(read: Mapping[str, Registry], problems: list[Problem]) -> Registries:
    """Replace names that entries use for each other by ids, noting each that leads nowhere."""
    known = {name: Names(registry.entries) for name, registry in read.items()}

    def resolve(registry: Registry, place: tuple[str | int, ...], name: str, target: str) -> str | None:
        entries = read[target].entries
        names = known[target]
        found = (name,) if name in entries else names.find(name)
        if len(found) == 1:
            return found[0]
        if not found and read[target].may_hold(name):
            return None
        what = f"{'unknown' if not found else 'ambiguous'} {place[-1]} {name!r}"
        problems.append(registry.problem(place, what, names.hint(name, f"add it to {target}.yml")))
        return None

    people = {}
    in_doubt: set[str] = set()
    for key, person in _of(Person, read["people"]):
        holdings = []
        for number, holding in enumerate(person.offices):
            office = resolve(read["people"], (key, "offices", number, "office"), holding.office, "offices")
            if office:
                holdings.append(holding.model_copy(update={"office": office}))
            else:
                in_doubt.add(key)
        people[key] = person.model_copy(update={"offices": tuple(holdings)})
    organizations = {}
    for key, organization in _of(Organization, read["organizations"]):
        above = organization.part_of
        part_of = above and resolve(read["organizations"], (key, "part_of"), above, "organizations")
        organizations[key] = organization.model_copy(update={"part_of": part_of})
    topics = {}
    for key, topic in _of(Topic, read["topics"]):
        broader = topic.broader and resolve(read["topics"], (key, "broader"), topic.broader, "topics")
        topics[key] = topic.model_copy(update={"broader": broader})
    problems += _circles(read["topics"], "broader", {key: topic.broader for key, topic in topics.items()})
    problems += _circles(read["organizations"], "part_of", {k: o.part_of for k, o in organizations.items()})
    offices = dict(_of(Office, read["offices"]))
    sources = dict(read)
    if read["people"].broken is not None:
        sources["people"] = replace(read["people"], broken=read["people"].broken | in_doubt)
    return Registries(
        people=people, organizations=organizations, offices=offices, topics=topics, sources=sources
    )


def _of(record: type[E], registry: Registry) -> Iterator[tuple[str, E]]:
    """Yield the entries of `registry`, which holds nothing but `record`s."""
    for key, entry in registry.entries.items():
        if isinstance(entry, record):
            yield key, entry


def _circles(registry: Registry, key: str, above: Mapping[str, str | None]) -> Iterator[Problem]:
    reported: set[str] = set()
    for start in above:
        seen = [start]
        while (following := above.get(seen[-1])) and following not in seen and len(seen) <= DEEPEST:
            seen.append(following)
        if len(seen) > DEEPEST:
            hint = f"at most {DEEPEST - 1} entries above each other"
            yield registry.problem((start, key), f"{start!r} lies too deep beneath {following!r}", hint)
            return
        if following == start and start not in reported:
            reported.update(seen)
            way = " → ".join([*seen, start])
            yield registry.problem(
                (start, key), f"{key} goes round in a circle: {way}", "cut it at one place"
            )
