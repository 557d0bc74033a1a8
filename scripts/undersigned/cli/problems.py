"""Prints problems: for people, for programs, for the lines of a pull request."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click

from undersigned.source.problems import Problem


def report(problems: Sequence[Problem], style: str, folder: Path) -> None:
    """Print the problems of the archive in `folder`; if there are any, end with exit code 1."""
    if style == "github":
        problems = [in_repository(problem, folder) for problem in problems]
    if text := STYLES[style](problems):
        click.echo(text)
    if problems:
        if style == "text":
            click.echo(count(problems), err=True)
        raise SystemExit(1)


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
    named = os.environ.get("GITHUB_WORKSPACE")
    if not named:
        return problem
    # A runner may name its folder by a symbolic link.
    workspace, archive = Path(named).resolve(), folder.resolve()
    if not archive.is_relative_to(workspace):
        return problem
    return replace(problem, path=(archive / problem.path).relative_to(workspace).as_posix())


def _command(problem: Problem) -> str:
    said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    return f"::error file={_property(problem.path)},line={problem.line}::{_data(said)}"


def _data(text: str) -> str:
    """Escape a workflow command's message, as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command, where `:` and `,` have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def count(problems: Sequence[Problem]) -> str:
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
