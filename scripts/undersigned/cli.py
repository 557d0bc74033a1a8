"""The command `undersigned`: what editors and automatic builds run beside MkDocs."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import click

from undersigned.archive.load import clock, load
from undersigned.model.days import parse_moment
from undersigned.model.settings import Settings
from undersigned.outputs.data import SCHEMAS, schema_json
from undersigned.plugin import SettingsError, read_settings
from undersigned.source.problems import Problem, ProblemsFound

UNUSABLE = 2
"""Exit code of a command that cannot even begin, as click's own for a wrong option."""


class UnusableError(click.ClickException):
    """The command cannot begin, since the archive's settings cannot be read."""

    exit_code = UNUSABLE


def read_moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """Read a time as the field `embargo` has it, or `2026-03-23T10:00Z`."""
    try:
        return None if text is None else parse_moment(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Completion in bash (also zsh, fish): eval "$(_UNDERSIGNED_COMPLETE=bash_source undersigned)"',
)
@click.version_option(package_name="undersigned")
def main() -> None:
    """Look after an archive of public letters. `mkdocs build` makes its site."""


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="mkdocs.yml",
    show_default=True,
    help="The archive's mkdocs.yml.",
)


@main.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed; github annotates the lines of a pull request.",
)
@config_option
@click.option(
    "--now",
    callback=read_moment,
    metavar="TIME",
    help="The time that decides about embargoes, as 2026-03-23T10:00Z. Default: the clock.",
)
def check(style: str, config: Path, now: datetime | None) -> None:
    """Print every problem of every letter and registry.

    Exits with 1 when there are problems, and with 2 when the archive itself is not to be found.
    """
    settings = settings_of(config)
    try:
        load(settings, now or clock())
        problems: tuple[Problem, ...] = ()
    except ProblemsFound as found:
        problems = found.problems
    if style == "github":
        problems = tuple(in_repository(problem, settings.folder) for problem in problems)
    if text := STYLES[style](problems):
        click.echo(text)
    if problems:
        if style == "text":
            click.echo(count(problems), err=True)
        raise SystemExit(1)


@main.command()
@click.argument("name", type=click.Choice(SCHEMAS))
@config_option
def schema(name: str, config: Path) -> None:
    """Print a JSON Schema: of the front matter of letters, of a registry, or of a letter's record.

    Editors read those in schemas/, which `make schemas` writes.
    """
    click.echo(schema_json(settings_of(config), name), nl=False)


def settings_of(config: Path) -> Settings:
    """Read the settings of the archive whose `mkdocs.yml` is `config`. Raises UnusableError."""
    try:
        return read_settings(config)
    except SettingsError as error:
        raise UnusableError(str(error)) from error


def as_text(problems: Iterable[Problem]) -> str:
    """Return one line a problem: `path:line: message (hint)`."""
    return "\n".join(map(str, problems))


def as_json(problems: Iterable[Problem]) -> str:
    """Return a list of objects with path, line, message and hint; `[]` when all is well."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Return one workflow command a problem, which GitHub shows at its line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(map(_command, problems))


def in_repository(problem: Problem, folder: Path) -> Problem:
    """Return a problem with its path as GitHub knows it: from the repository's own folder."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace or not folder.is_relative_to(workspace):
        return problem
    return replace(problem, path=(folder / problem.path).relative_to(workspace).as_posix())


def _command(problem: Problem) -> str:
    said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    return f"::error file={_property(problem.path)},line={problem.line}::{_data(said)}"


def _data(text: str) -> str:
    """Escape a workflow command's message, as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command, where `:` and `,` have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def count(problems: tuple[Problem, ...]) -> str:
    """Say how many problems there are, in how many files."""
    files = len({problem.path for problem in problems})
    return f"{_number(len(problems), 'problem')} in {_number(files, 'file')}"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


STYLES: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
