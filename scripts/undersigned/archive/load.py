"""Loads a folder of letters and registries, all or nothing, and drops what is not published."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from undersigned.archive.archive import Archive
from undersigned.archive.attachments import attachments_are_owned, attachments_are_there
from undersigned.archive.correspondents import Correspondent, Resolver
from undersigned.archive.letters import ReadLetter, read_letter
from undersigned.archive.registries import Registries, read_registries
from undersigned.archive.rules import (
    Shelf,
    days_are_in_order,
    former_ids_lead_somewhere,
    ids_are_unique,
    letters_exist,
    links_lead_somewhere,
    nothing_follows_itself,
    nothing_follows_twice,
)
from undersigned.model.letter import Letter
from undersigned.model.settings import Settings
from undersigned.source.folder import list_folder
from undersigned.source.problems import Problem, ProblemsFound


def load(settings: Settings, now: datetime) -> Archive:
    """Load the archive as readers may see it at `now` (an aware time).

    Raises ProblemsFound with every problem of every file, those of drafts and of letters under
    embargo included.
    """
    listing = list_folder(settings.folder, settings.letters)
    problems = list(listing.problems)
    registries, found = read_registries(settings.folder, listing.registries)
    problems += found
    letters: list[ReadLetter] = []
    drafts: dict[str, str] = {}
    broken: dict[str, str] = {}
    rest: list[ReadLetter] = []
    for path in listing.letters:
        read, found = read_letter(settings.folder, path)
        problems += found
        if read is not None and read.whole:
            letters.append(read)
            continue
        (broken if found else drafts)[path] = PurePosixPath(path).stem
        if read is not None:
            rest.append(read)
    public = {read.letter.id for read in letters if read.letter.is_public(now)}
    shelf = Shelf(letters={r.letter.id: r for r in letters}, public=public, drafts=drafts, broken=broken)
    problems += ids_are_unique(letters)
    problems += _rules(settings, shelf, letters, rest)
    resolver = Resolver(registries)
    resolved = {read.letter.id: _resolve(resolver, read, settings) for read in letters}
    for read in rest:
        _resolve(resolver, read, settings)
    problems += resolver.problems
    if problems:
        raise ProblemsFound(problems)
    published = {key: found for key, found in resolved.items() if key in public}
    return assemble(settings, published, registries)


def _rules(
    settings: Settings, shelf: Shelf, letters: Collection[ReadLetter], rest: Collection[ReadLetter]
) -> Iterator[Problem]:
    """Check `letters`, and what is sound of the `rest`."""
    paths = shelf.paths
    yield from former_ids_lead_somewhere(letters)
    yield from letters_exist(shelf, (*letters, *rest))
    yield from nothing_follows_itself(shelf.letters)
    yield from nothing_follows_twice(letters)
    ids = {*shelf.letters, *shelf.drafts.values(), *shelf.broken.values()}
    yield from attachments_are_owned(settings.folder, settings.letters, ids)
    for read in (*letters, *rest):
        if read.has("attachments"):
            yield from attachments_are_there(settings.folder, settings.letters, read)
        yield from links_lead_somewhere(shelf, read, paths)
    for read in letters:
        yield from days_are_in_order(read)


def _resolve(
    resolver: Resolver, read: ReadLetter, settings: Settings
) -> tuple[Letter, tuple[Correspondent, ...]]:
    """Return the letter with its defaults filled in, and everyone it names."""
    letter = read.letter
    published = letter.published or letter.date
    if letter.embargo and not letter.published:
        published = letter.embargo.astimezone(ZoneInfo(settings.time_zone)).date()
    found = (
        *resolver.correspondents(read, "signatory"),
        *resolver.correspondents(read, "recipient"),
        *resolver.correspondents(read, "cc"),
    )
    update = {
        "topics": resolver.topics(read),
        "published": published,
        "language": letter.language or settings.language,
    }
    return letter.model_copy(update=update), found


def assemble(
    settings: Settings,
    published: Mapping[str, tuple[Letter, tuple[Correspondent, ...]]],
    registries: Registries,
) -> Archive:
    """Put published letters in order, with only those entries of the registries that they need."""
    order = sorted(published, key=lambda key: (published[key][0].date, key))
    letters = {key: published[key][0] for key in order}
    correspondents = {key: published[key][1] for key in order}
    named = [c for key in order for c in correspondents[key]]
    ids = {c.id for c in named if c.id}
    people = {key: registries.people[key] for key in sorted(ids & registries.people.keys())}
    bodies = {key: o.part_of for key, o in registries.organizations.items()}
    offices = {c.office for c in named if c.office}
    offices |= {holding.office for person in people.values() for holding in person.offices}
    broader = {key: topic.broader for key, topic in registries.topics.items()}
    topics = {topic for letter in letters.values() for topic in letter.topics}
    return Archive(
        settings=settings,
        letters=letters,
        correspondents=correspondents,
        people=people,
        organizations={
            key: registries.organizations[key] for key in _with_above(ids & bodies.keys(), bodies)
        },
        offices={key: registries.offices[key] for key in sorted(offices)},
        topics={key: registries.topics[key] for key in _with_above(topics, broader)},
    )


def _with_above(keys: Collection[str], above: Mapping[str, str | None]) -> list[str]:
    """Return `keys` and everything above them, sorted."""
    found = set(keys)
    for key in keys:
        upper = above.get(key)
        while upper is not None and upper not in found:
            found.add(upper)
            upper = above.get(upper)
    return sorted(found)


def clock() -> datetime:
    """Return the moment that decides about embargoes when nothing else is said: now, in UTC."""
    return datetime.now(UTC)
