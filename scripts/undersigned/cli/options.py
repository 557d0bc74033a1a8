"""What several commands ask for: the archive's settings, and the time that decides about embargoes."""

from datetime import datetime
from pathlib import Path

import click

from undersigned.cli.terminal import shown
from undersigned.model.days import parse_moment
from undersigned.model.settings import Settings
from undersigned.plugin import SettingsError, read_settings

UNUSABLE = 2
"""Exit code of a command that cannot even begin, as click's own for a wrong option."""


class UnusableError(click.ClickException):
    """The command cannot begin: the archive, or what it was given, cannot be read."""

    exit_code = UNUSABLE

    def format_message(self) -> str:
        """Return the message as a terminal shows it, whatever names of files are in it."""
        return shown(self.message)


def read_moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """Read a time as the field `embargo` has it, or `2026-03-23T10:00Z`."""
    try:
        return None if text is None else parse_moment(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="mkdocs.yml",
    show_default=True,
    help="The archive's mkdocs.yml.",
)
now_option = click.option(
    "--now",
    callback=read_moment,
    metavar="TIME",
    help="The time that decides about embargoes, as 2026-03-23T10:00Z. Default: the clock.",
)


def settings_of(config: Path) -> Settings:
    """Read the settings of the archive whose `mkdocs.yml` is `config`. Raises UnusableError."""
    try:
        return read_settings(config)
    except SettingsError as error:
        raise UnusableError(str(error)) from error
