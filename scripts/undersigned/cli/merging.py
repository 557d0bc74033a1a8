"""Makes one entry of the registries of two, and gives one another id, in all letters at once."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from undersigned.archive.load import clock
from undersigned.archive.registries import Registries, read_registries
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.committing import content_of
from undersigned.cli.letters import CORRESPONDENTS, complete_correspondents
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.cli.problems import report
from undersigned.cli.trial import loaded, trial
from undersigned.drafting.merging import front_with_id, left_out, merged, renamed, with_part_of
from undersigned.model.fields import is_entry_id
from undersigned.model.settings import Settings
from undersigned.source.editing import with_front
from undersigned.source.folder import list_folder
from undersigned.source.problems import did_you_mean
from undersigned.views.words import counted


class Id(NamedTuple):
    """An id that becomes another, and the name of the registry that holds it."""

    registry: str
    old: str
    new: str


@click.command(epilog="Example: undersigned people merge a-example avery-example --dry-run")
@click.argument("old", shell_complete=complete_correspondents)
@click.argument("new", shell_complete=complete_correspondents)
@config_option
@dry_run_option
def merge(*, old: str, new: str, config: Path, dry_run: bool) -> None:
    """Make one entry of two: what the entry OLD says goes into the entry NEW.

    OLD and NEW are ids of two people, or of two organizations. NEW takes the names, offices, links and
    former ids of OLD, whose page leads to that of NEW from then on. Letters print what they printed; those
    that name OLD by its id name NEW. Nothing changes if the check would find anything wrong afterwards.
    """
    settings = settings_of(config)
    registries = sound_registries(settings)
    name = registry_of(registries, old)
    if registry_of(registries, new) != name:
        raise UnusableError(f"{old!r} and {new!r} are a person and an organization, which are never one")
    if old == new:
        raise UnusableError(f"{old!r} is one entry: name two")
    notes = left_out(registries, name, old, new)
    into = partial(merged, registries=registries, name=name, old=old, new=new)
    carry_out(settings, Id(name, old, new), into, notes=notes, dry_run=dry_run)


@click.command(epilog="Example: undersigned people rename a-example avery-example --dry-run")
@click.argument("old", shell_complete=complete_correspondents)
@click.argument("new")
@config_option
@dry_run_option
def rename(*, old: str, new: str, config: Path, dry_run: bool) -> None:
    """Give the entry OLD, a person or an organization, the id NEW.

    Its page has another address then, and the old one leads there. Letters print what they printed; those
    that name it by its id have the new one. Nothing changes if the check would find anything wrong
    afterwards.
    """
    settings = settings_of(config)
    registries = sound_registries(settings)
    name = registry_of(registries, old)
    known = {**registries.people, **registries.organizations}
    if not is_entry_id(new):
        raise UnusableError(f"{new!r} cannot be an id: lower-case words joined by hyphens can")
    if new in known:
        raise UnusableError(
            f"{new!r} is there already: to make one entry of two, use undersigned people merge"
        )
    for key, entry in known.items():
        if new in entry.former_ids:
            raise UnusableError(f"{new!r} is a former id of {key!r}: take it out of its former_ids first")
    carry_out(settings, Id(name, old, new), partial(renamed, old=old, new=new), dry_run=dry_run)


def sound_registries(settings: Settings) -> Registries:
    """Return the registries. With problems in them, ends with those; raises UnusableError without any."""
    paths = list_folder(settings.folder, settings.letters).registries
    registries, problems = read_registries(settings.folder, paths)
    # Two entries of one name are what a merge is for.
    report([one for one in problems if "share the name" not in one.message], "text", settings.folder)
    return registries


def registry_of(registries: Registries, key: str) -> str:
    """Return the name of the registry that holds a person or an organization. Raises UnusableError."""
    known = {"people": registries.people, "organizations": registries.organizations}
    for name in CORRESPONDENTS:
        if key in known[name]:
            return name
    ids = [*registries.people, *registries.organizations]
    hint = did_you_mean(key, ids, otherwise="ids stand in people.yml and organizations.yml")
    raise UnusableError(f"there is no person or organization {key!r} ({hint})")


def carry_out(
    settings: Settings, ids: Id, change: Callable[[str], str], *, notes: Iterable[str] = (), dry_run: bool
) -> None:
    """Change a registry, and all that names an entry of it by its id, if nothing is wrong afterwards."""
    changes = Changes(settings.folder)
    registry = settings.folder / settings.letters / f"{ids.registry}.yml"
    changes.edit(registry, change)
    if ids.registry == "organizations":
        changes.edit(registry, partial(with_part_of, old=ids.old, new=ids.new))
    named = partial(front_with_id, old=ids.old, new=ids.new)
    for path in list_folder(settings.folder, settings.letters).letters:
        letter = settings.folder / path
        if ids.old.encode() in (content_of(letter) or b""):
            changes.edit(letter, partial(with_front, change=named))
    with trial(settings, changes) as copy:
        _, problems = loaded(copy, clock())
    if problems:
        click.echo("Nothing was changed: this is what the check would say afterwards.", err=True)
    report(problems, "text", settings.folder)
    letters = len([path for path in changes.files if path != registry])
    follow = f"{counted(letters, 'letter names', 'letters name')} it by the new id."
    said = [f"{ids.old} is a former id of {ids.new} now.", *([follow] if letters else [])]
    finish(changes, dry_run=dry_run, said=said, notes=notes)
