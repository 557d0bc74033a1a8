"""Checks an archive: everything that is wrong in it, and what would break what is published."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.cli.options import UnusableError, config_option, now_option, settings_of
from undersigned.cli.problems import STYLES, report
from undersigned.outputs.data import LetterRecord, PublishedError, compare, letter_record
from undersigned.render.bodies import Bodies
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.work.compact import decoded
from undersigned.work.memory import Nothing

NUMBERED = b"{#p"


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(list(STYLES)),
    default="text",
    show_default=True,
    help="How problems are printed; github annotates the lines of a pull request.",
)
@config_option
@now_option
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="letters.json as the site is published: what is there must stay, or a correction say what changed.",
)
def check(style: str, config: Path, now: datetime | None, published: Path | None) -> None:
    """Print every problem of every letter and registry.

    Exits with 1 when there are problems, and with 2 when the archive itself is not to be found.

    With --published, also what would break a link to what is published already, or change it in silence.
    """
    settings = settings_of(config)
    before = read_published(published) if published else None
    problems: Sequence[Problem] = ()
    moment = now or clock()
    try:
        problems = unreadable(load(settings, moment, unpublished=True))
        if published and not problems:
            problems = compared(load(settings, moment), before, published)
    except ProblemsFound as found:
        problems = found.problems
    report(problems, style, settings.folder)


def unreadable(archive: Archive) -> list[Problem]:
    """Return what only drawing a letter shows, of those that number their paragraphs or are under embargo.

    Any other is drawn by the next build anyway; these would stop one when nobody expects it.
    """
    bodies = Bodies(archive, Nothing())
    problems: list[Problem] = []
    for key, card in archive.letters.items():
        is_held = key in archive.pending and archive.whole(key).letter.status != "draft"
        if is_held or (key not in archive.pending and NUMBERED in archive.source(key)):
            try:
                bodies.open(card.id)
            except ProblemsFound as found:
                problems += found.problems
    return problems


def read_published(file: Path) -> object:
    """Return what a letters.json holds. Raises UnusableError."""
    try:
        return decoded(file.read_bytes())
    except OSError as error:
        raise UnusableError(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UnusableError(f"{file} is no JSON: save data/letters.json of the site as it is") from error


def compared(archive: Archive, before: object, file: Path) -> list[Problem]:
    """Return what differs from the letters.json in `file`. Raises UnusableError, and ProblemsFound."""
    bodies = Bodies(archive, Nothing())

    def record_of(key: str) -> LetterRecord:
        one = bodies.open(key)
        return letter_record(archive, one.whole, one.body)

    try:
        return list(compare(archive, before, record_of))
    except PublishedError as error:
        raise UnusableError(f"{file} cannot be compared: {error}") from error
