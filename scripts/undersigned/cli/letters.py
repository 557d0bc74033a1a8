"""Finds the letters, and the entries of registries, that a command is given, and completes their ids."""

from pathlib import Path

import click

from undersigned.cli.options import UnusableError, settings_of
from undersigned.model.settings import Settings
from undersigned.source.folder import list_folder
from undersigned.source.problems import did_you_mean
from undersigned.source.strict_yaml import parse_yaml
from undersigned.source.text import read_text

DRAFT = b"status: draft"
CORRESPONDENTS = ("people", "organizations")


def letter_path(settings: Settings, letter: str) -> Path:
    """Return the path of the file of a letter or draft, given by its id or path. Raises UnusableError."""
    listing = list_folder(settings.folder, settings.letters).letters
    paths = {Path(path).stem: settings.folder / path for path in listing}
    if letter in paths:
        return paths[letter]
    real = Path(letter).resolve()
    for path in paths.values():
        if path.resolve() == real:
            return path
    hint = did_you_mean(letter, paths, otherwise="an id is the name of a letter's file, without .md")
    raise UnusableError(f"there is no letter {letter!r} ({hint})")


def complete_letters(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of all letters and drafts that start so, for the shell."""
    return sorted(path.stem for path in _paths(context) if path.stem.startswith(incomplete))


def complete_drafts(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of all drafts that start so, for the shell."""
    paths = [path for path in _paths(context) if path.stem.startswith(incomplete)]
    return sorted(path.stem for path in paths if DRAFT in path.read_bytes())


def complete_correspondents(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of all people and organizations that start so, for the shell."""
    settings = _settings(context)
    if settings is None:
        return []
    found: list[str] = []
    for name in CORRESPONDENTS:
        text, _problems = read_text(settings.folder, f"{settings.letters}/{name}.yml")
        value = parse_yaml("", text.text).value if text else None
        found += value if isinstance(value, dict) else ()
    return sorted(key for key in found if key.startswith(incomplete))


def _paths(context: click.Context) -> list[Path]:
    settings = _settings(context)
    if settings is None:
        return []
    return [settings.folder / path for path in list_folder(settings.folder, settings.letters).letters]


def _settings(context: click.Context) -> Settings | None:
    """Return the archive's settings; None where there is no archive, of which a shell says nothing."""
    try:
        return settings_of(Path(context.params.get("config") or "mkdocs.yml"))
    except UnusableError:
        return None
