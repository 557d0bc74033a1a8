"""Puts the front matter of letters in one order."""

from collections.abc import Sequence
from pathlib import Path

import click

from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.letters import complete_letters, letter_path
from undersigned.cli.options import config_option, settings_of
from undersigned.cli.problems import report
from undersigned.drafting.ordering import ordered
from undersigned.source.folder import list_folder
from undersigned.source.problems import Problem
from undersigned.source.yaml_editing import EditError
from undersigned.views.words import counted


@click.command(epilog="Example: undersigned fmt letters/2026/2026-03-23-keep-the-library-open.md")
@click.argument("files", metavar="[FILE]...", nargs=-1, shell_complete=complete_letters)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if something would change.")
@config_option
@dry_run_option
def fmt(*, files: Sequence[str], check: bool, config: Path, dry_run: bool) -> None:
    """Put the fields of letters in the order of the guide.

    FILE is the path or id of a letter or draft; without any, all letters are put in order. Values, comments
    and the text of a letter stay as they are, to the byte; a comment goes with the field below it.

    Exits with 1, and changes nothing, if the front matter of any cannot be read.
    """
    settings = settings_of(config)
    listing = list_folder(settings.folder, settings.letters).letters
    paths = [letter_path(settings, file) for file in files] or [settings.folder / path for path in listing]
    changes, problems = Changes(settings.folder), []
    for path in dict.fromkeys(paths):
        try:
            changes.edit_text(path, ordered)
        except EditError as error:
            name = path.relative_to(settings.folder).as_posix()
            problems.append(Problem(path=name, line=1, message=str(error)))
    report(problems, "text", settings.folder)
    changed = [path.relative_to(settings.folder).as_posix() for path in changes.files]
    if check and not dry_run:
        click.echo("".join(f"{path}: its fields are not in order\n" for path in changed), nl=False)
    else:
        finish(changes, dry_run=dry_run, said=[f"{counted(len(changed), 'letter', 'letters')} put in order."])
    if check and changed:
        raise SystemExit(1)
