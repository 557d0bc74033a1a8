"""Loads a folder of letters and registries, all or nothing, and drops what is not published."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from undersigned.archive.archive import Archive
from undersigned.archive.attachments import Attachments, attachments_are_owned, folders_of_attachments
from undersigned.archive.cards import Card
from undersigned.archive.enclosures import Enclosure, with_pages
from undersigned.archive.outlines import Outline, Shelf
from undersigned.archive.reading import LetterReader, Reading
from undersigned.archive.registries import Registries, read_registries
from undersigned.archive.remembered import Earlier, boxes, keep, recall
from undersigned.archive.rules import (
    former_ids_lead_somewhere,
    ids_are_unique,
    letters_exist,
    links_lead_somewhere,
    nothing_follows_itself,
    nothing_follows_twice,
)
from undersigned.model.settings import Settings
from undersigned.source.folder import list_folder
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.work.means import Means
from undersigned.work.workers import spread

CHUNK = 100
"""Letters that one process reads in one go: hints are counted by it, so it is the same everywhere."""


def load(
    settings: Settings,
    now: datetime,
    means: Means | None = None,
    earlier: Earlier | None = None,
    *,
    unpublished: bool = False,
) -> Archive:
    """Load the archive as readers may see it at `now` (an aware time).

    With `unpublished`, drafts and letters under embargo are in it too: only those who write them may see
    that, and `means` must remember nothing.

    With what this process knows from an `earlier` load, only what has changed since is read. Raises
    ProblemsFound with every problem of every file, those of drafts and of letters under embargo included.
    """
    means, earlier = means or Means(), earlier or Earlier()
    listing = list_folder(settings.folder, settings.letters)
    problems = list(listing.problems)
    registries, found = read_registries(settings.folder, listing.registries)
    problems += found
    drafts_of = now.astimezone(ZoneInfo(settings.time_zone)).date() if unpublished else None
    reader = LetterReader(settings=settings, registries=registries, memory=means.memory, drafts_of=drafts_of)
    readings = _read(reader, listing.letters, means, earlier)
    problems += (problem for reading in readings for problem in reading.problems)
    shelf = _shelf(settings, readings, now)
    attachments = Attachments(shelf, settings.letters)
    problems += _rules(settings, shelf, readings, attachments)
    if problems:
        raise ProblemsFound(problems)
    cards = [r.card for r in readings if r.card and (unpublished or r.card.id in shelf.public)]
    shown = frozenset(card.id for card in cards)
    enclosures = {
        key: tuple(with_pages(settings.folder, one, means.memory) for one in attachments.found[key])
        for key in sorted(attachments.found.keys() & shown)
    }
    archive = assemble(cards, reader, enclosures, earlier.archive)
    earlier.archive = replace(archive, pending=shown.difference(shelf.public)) if unpublished else archive
    return earlier.archive


def _read(reader: LetterReader, paths: Sequence[str], means: Means, earlier: Earlier) -> list[Reading]:
    """Return the readings of all letters, those remembered and those that had to be made."""
    readings, stale = recall(reader, boxes(reader, paths, earlier), earlier)
    missing = [path for path in paths if path not in readings]
    chunks = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
    with means.progress.stage("reading letters", len(paths), done=len(readings)) as stage:
        for made in spread(reader.read_all, chunks, means.processes):
            readings.update((reading.path, reading) for reading in made)
            stage.advance(len(made))
    keep(reader, stale, readings, earlier)
    return [readings[path] for path in paths]


def _shelf(settings: Settings, readings: Iterable[Reading], now: datetime) -> Shelf:
    letters: dict[str, Outline] = {}
    drafts: dict[str, str] = {}
    broken: dict[str, str] = {}
    for reading in readings:
        if reading.outline is not None and reading.outline.whole and not reading.outline.draft:
            letters[reading.id] = reading.outline
        else:
            (broken if reading.problems else drafts)[reading.path] = reading.id
    public = {key for key, one in letters.items() if one.is_public(now)}
    return Shelf(folder=settings.folder, letters=letters, public=public, drafts=drafts, broken=broken)


def _rules(
    settings: Settings, shelf: Shelf, readings: Iterable[Reading], attachments: Attachments
) -> Iterator[Problem]:
    """Check letters against each other and against files; of those with problems, what is sound."""
    every = [reading.outline for reading in readings if reading.outline and not reading.outline.draft]
    whole = [one for one in every if one.whole]
    yield from ids_are_unique(whole)
    yield from former_ids_lead_somewhere(shelf, whole)
    yield from letters_exist(shelf, every)
    yield from nothing_follows_itself(shelf)
    yield from nothing_follows_twice(shelf)
    ids = {*shelf.letters, *shelf.drafts.values(), *shelf.broken.values()}
    yield from attachments_are_owned(settings.folder, settings.letters, ids)
    with_files = folders_of_attachments(settings.folder, settings.letters)
    for one in every:
        if one.attachments or (one.id in with_files and one.attachments is not None):
            yield from attachments.are_there(one)
        yield from links_lead_somewhere(shelf, one)


def assemble(
    published: Iterable[Card],
    reader: LetterReader,
    enclosures: Mapping[str, tuple[Enclosure, ...]],
    before: Archive | None = None,
) -> Archive:
    """Put published letters in order, with only those entries of the registries that they need.

    Where nothing but words has changed since the archive `before`, its indexes are taken over.
    """
    settings, registries = reader.settings, reader.registries
    letters = {card.id: card for card in sorted(published, key=lambda card: (card.date, card.id))}
    face = blake2b(b"".join(card.face for card in letters.values()), digest_size=20)
    face.update(registries.digest + repr(enclosures).encode())
    if before and before.face == face.digest() and before.settings == settings:
        return before.reworded(letters, replace(reader, registries=before.reader.registries))
    named = [a for card in letters.values() for a in card.appearances]
    ids = {a.id for a in named if a.id}
    people = {key: registries.people[key] for key in sorted(ids & registries.people.keys())}
    bodies = {key: o.part_of for key, o in registries.organizations.items()}
    offices = {a.office for a in named if a.office}
    offices |= {holding.office for person in people.values() for holding in person.offices}
    broader = {key: topic.broader for key, topic in registries.topics.items()}
    topics = {topic for card in letters.values() for topic in card.topics}
    needed = Registries(
        people=people,
        organizations={
            key: registries.organizations[key] for key in _with_above(ids & bodies.keys(), bodies)
        },
        offices={key: registries.offices[key] for key in sorted(offices)},
        topics={key: registries.topics[key] for key in _with_above(topics, broader)},
    )
    return Archive(
        settings=settings,
        letters=letters,
        reader=replace(reader, registries=needed),
        face=face.digest(),
        enclosures=enclosures,
        people=needed.people,
        organizations=needed.organizations,
        offices=needed.offices,
        topics=needed.topics,
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
