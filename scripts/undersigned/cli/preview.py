"""Writes a letter that is not public yet as one file, for reporters under embargo."""

from datetime import datetime
from pathlib import Path

import click

from undersigned.archive.load import clock, load
from undersigned.cli.options import UnusableError, config_option, now_option, settings_of
from undersigned.cli.problems import report
from undersigned.outputs.preview import preview as preview_html
from undersigned.render.bodies import Bodies
from undersigned.source.problems import ProblemsFound, did_you_mean
from undersigned.views.addresses import letter_address
from undersigned.work.means import Means
from undersigned.work.memory import Nothing
from undersigned.work.workers import cores


@click.command()
@click.argument("letter", metavar="ID")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The file to write, - for what is printed. Default: ID.preview.html here.",
)
@config_option
@now_option
def preview(letter: str, output: Path | None, config: Path, now: datetime | None) -> None:
    """Write a draft or a letter under embargo as one HTML file that needs nothing else.

    Every page of it bears a mark. ID is the name of the letter's file without .md, or the path of that file,
    which `undersigned upcoming` says. Nothing that is there already is overwritten.
    """
    settings = settings_of(config)
    try:
        archive = load(settings, now or clock(), Means(processes=cores()), unpublished=True)
        ids = {Path(card.path).stem: key for key, card in archive.letters.items()}
        ids |= {card.path: key for key, card in archive.letters.items()}
        key = ids.get(letter, letter)
        if key not in archive.letters:
            otherwise = "`undersigned upcoming` lists those that are not public yet"
            hint = did_you_mean(key, archive.pending, otherwise=otherwise)
            raise UnusableError(f"there is no letter {letter!r} ({hint})")
        if key not in archive.pending:
            raise UnusableError(f"{key} is public: {settings.absolute(letter_address(key))}")
        one = Bodies(archive, Nothing()).open(key)
        html = preview_html(archive, one.whole, one.body)
    except ProblemsFound as error:
        report(error.problems, "text", settings.folder)
        return
    if output == Path("-"):
        click.echo(html)
        return
    target = output or Path(f"{key}.preview.html")
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(html)
    except FileExistsError as error:
        raise UnusableError(f"{target} is there already: name another file with --output") from error
    except OSError as error:
        raise UnusableError(f"{target} cannot be written: {error.strerror}") from error
    click.echo(f"{target} shows {archive.letters[key].title!r}: it is not public, and says so.")
