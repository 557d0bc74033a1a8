"""The command itself, and the commands within it."""

import click

from undersigned.cli.attach import attach
from undersigned.cli.build import build
from undersigned.cli.check import check
from undersigned.cli.export import export
from undersigned.cli.fmt import fmt
from undersigned.cli.importing import import_
from undersigned.cli.new import new
from undersigned.cli.people import people
from undersigned.cli.preview import preview
from undersigned.cli.publish import publish
from undersigned.cli.schema import schema
from undersigned.cli.upcoming import upcoming


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Completion in bash (also zsh, fish): eval "$(_UNDERSIGNED_COMPLETE=bash_source undersigned)"',
)
@click.version_option(package_name="undersigned")
def main() -> None:
    """Look after an archive of public letters. `mkdocs build` makes its site."""


for command in (check, new, import_, publish, people, fmt, attach, build, upcoming, preview, export, schema):
    main.add_command(command)
