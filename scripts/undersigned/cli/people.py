"""Looks after the people and organizations that letters name: adds, merges and renames them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from undersigned.archive.load import clock
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.letters import complete_letters, letter_path
from undersigned.cli.merging import merge, rename, sound_registries
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.cli.problems import report
from undersigned.cli.trial import loaded, new_problems, trial
from undersigned.drafting.registrations import Kind, Named, Registrations, registration, registrations
from undersigned.model.days import parse_partial_day
from undersigned.model.letter import Draft
from undersigned.model.settings import Settings
from undersigned.model.validate import Origin, validate
from undersigned.source.entries import with_changed, with_new
from undersigned.source.front_matter import split_letter
from undersigned.source.strict_yaml import Value
from undersigned.source.text import read_text
from undersigned.source.yaml_editing import with_items

HOLDING = ("office", "from", "to", "party")
MOST_SHOWN = 20
"""New entries of one registry whose ids are printed."""


@click.group()
def people() -> None:
    """Add people and organizations, make one entry of two, give one another id."""


people.add_command(merge)
people.add_command(rename)


def read_some_day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """Read a day, month or year as people.yml has it; it stays as it is written."""
    try:
        if text:
            parse_partial_day(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return text


@people.command(
    epilog="Examples: undersigned people add --letter 2026-03-23-keep-the-library-open; "
    "undersigned people add 'Avery Example' --office 'Attorney General of Northland' --from 2023-01"
)
@click.argument("name", required=False)
@click.option(
    "--letter", metavar="ID", shell_complete=complete_letters, help="Add all whom this letter lacks."
)
@click.option("--office", help="An office of the person: an id or label, which may be new.")
@click.option(
    "--from", "from", callback=read_some_day, metavar="DAY", help="The first day in it, as 2023-01."
)
@click.option("--to", "to", callback=read_some_day, metavar="DAY", help="The last day in it.")
@click.option("--party", help="The party, as a source gives it.")
@click.option("--organization", is_flag=True, help="It is an organization.")
@click.option("--id", "key", help="The id of the new entry. Default: the words of the name.")
@config_option
@dry_run_option
def add(  # noqa: PLR0913 - an argument for each option
    *,
    name: str | None,
    letter: str | None,
    key: str | None,
    organization: bool,
    config: Path,
    dry_run: bool,
    **holding: str | None,
) -> None:
    """Add a person, an office of a known person, or all names that a letter lacks.

    With --letter, its signatories become people or organizations, with the offices that their titles name
    and words say plainly. Whatever is not sure is said, and not added: a name that is nearly a known one, or
    that may be a person or an organization.
    """
    settings = settings_of(config)
    registries = sound_registries(settings)
    stated: dict[str, Value] = {one: value for one in HOLDING if (value := holding[one])}
    if (name is None) == (letter is None) or (letter and (key or organization or stated)):
        raise UnusableError("name one person or organization, or a letter with --letter and nothing else")
    if stated and ("office" not in stated or organization):
        raise UnusableError("--from, --to and --party belong to an --office, which a person holds")
    if letter:
        found = registrations(registries, signing(settings, letter))
    else:
        kind: Kind = "organization" if organization else "person"
        named = Named(name=" ".join((name or "").split()), kind=kind)
        found = registration(registries, named, key, stated)
        if not (found.people or found.organizations or found.holdings):
            raise UnusableError("; ".join(found.unsure))
    changes = Changes(settings.folder)
    enter(changes, settings.folder / settings.letters, found)
    with trial(settings, changes) as copy:
        _, problems = loaded(copy, clock())
    report(new_problems(settings, clock(), problems), "text", settings.folder)
    unsure = [f"Not sure: {one}." for one in found.unsure]
    said = list(entered(found)) or ([] if unsure else ["Nobody is lacking."])
    finish(changes, dry_run=dry_run, said=said, notes=unsure)


def signing(settings: Settings, letter: str) -> list[Named]:
    """Return the signatories of a letter or draft. Raises UnusableError, and SystemExit with problems."""
    path = letter_path(settings, letter).relative_to(settings.folder).as_posix()
    text, problems = read_text(settings.folder, path)
    source, more = split_letter(text) if text else (None, [])
    value = source.front_matter.value if source else None
    draft = None
    if source and isinstance(value, dict):
        origin = Origin(path=path, parsed=source.front_matter)
        draft, more = validate(Draft, value, origin, may_be_empty=True)
    if draft is None:
        report([*problems, *more], "text", settings.folder)
        raise UnusableError(f"{path} cannot be read")
    return [
        Named(name=one.name, title=one.title, kind="organization" if one.by else None)
        for one in draft.signatories
        if one.name and not one.id
    ]


def enter(changes: Changes, home: Path, found: Registrations) -> None:
    """Plan to add entries to the registries in the folder `home`. Raises UnusableError."""
    for registry in ("offices", "organizations", "people"):
        if entries := getattr(found, registry):
            changes.edit(home / f"{registry}.yml", partial(with_new, entries=entries))
    for key, holding in found.holdings.items():
        held = partial(with_items, place=(key, "offices"), items=[dict(holding)])
        changes.edit(home / "people.yml", partial(with_changed, key=key, change=held))


def entered(found: Registrations) -> Iterator[str]:
    """Yield a sentence for each registry that has more to say."""
    for registry in ("people", "organizations", "offices"):
        if entries := getattr(found, registry):
            more = len(entries) - MOST_SHOWN
            shown = ", ".join(list(entries)[:MOST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
            yield f"{registry}.yml has {shown} now."
    for key, holding in found.holdings.items():
        yield f"people.yml has the office {holding['office']} of {key} now."
