"""Puts a file beside a letter: a copy, and an entry with its SHA-256."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import get_args

import click

from undersigned.archive.attachments import LARGEST_ATTACHMENT, folded, what_it_is, wrong_name
from undersigned.archive.enclosures import home_of
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.model.letter import AttachmentKind
from undersigned.model.settings import Settings
from undersigned.source.editing import EditError, with_entry
from undersigned.source.folder import list_folder
from undersigned.source.problems import did_you_mean


@click.command()
@click.argument("letter")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=click.Choice(get_args(AttachmentKind)), required=True, help="What the file is.")
@click.option("--label", help="What a link to it says. Default: what its kind is called.")
@config_option
def attach(letter: str, file: Path, kind: str, label: str | None, config: Path) -> None:
    """Copy a file to a letter's attachments, and add it to the letter with its SHA-256.

    LETTER is the id of a letter or a draft, which is the name of its file without .md, or the path of that
    file. Nothing that is there already is overwritten; every check compares the bytes with the SHA-256.
    """
    settings = settings_of(config)
    path = letter_path(settings, letter)
    content = read_file(file)
    home = settings.folder / home_of(settings.letters, path.stem)
    if found := wrong_name(file.name, f"{home_of(settings.letters, path.stem)}/"):
        raise UnusableError(f"the file {file.name!r} {found[0]} ({found[1]})")
    if found := what_it_is(file.name, content):
        raise UnusableError(f"the file {file.name!r} {found[0]} ({found[1]})")
    names = {folded(one.name): one.name for one in home.iterdir()} if home.is_dir() else {}
    if names.get(folded(file.name), file.name) != file.name:
        raise UnusableError(
            f"{names[folded(file.name)]!r} is there already: small letters alone part the two"
        )
    entry = {"file": file.name, "kind": kind, **({"label": label} if label else {})}
    entry["sha256"] = sha256(content).hexdigest()
    try:
        edited = with_entry(path.read_bytes().decode(), "attachments", entry)
    except EditError as error:
        raise UnusableError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise UnusableError(f"{path} is not UTF-8: save it so") from error
    put(home / file.name, content)
    try:
        replace(path, edited)
    except OSError as error:
        (home / file.name).unlink()
        raise UnusableError(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path.name} has {file.name} now, SHA-256 {entry['sha256']}.")


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


def read_file(file: Path) -> bytes:
    """Return the bytes of a file that may be attached. Raises UnusableError."""
    try:
        if file.stat().st_size > LARGEST_ATTACHMENT:
            raise UnusableError(f"{file} is too large: at most {LARGEST_ATTACHMENT:,} bytes")
        return file.read_bytes()
    except OSError as error:
        raise UnusableError(f"{file} cannot be read: {error.strerror}") from error


def put(target: Path, content: bytes) -> None:
    """Write a file that must not be there yet. Raises UnusableError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as made:
            made.write(content)
    except FileExistsError as error:
        raise UnusableError(f"{target} is there already: give the new file another name") from error
    except OSError as error:
        with suppress(OSError):
            target.unlink()
        raise UnusableError(f"{target} cannot be written: {error.strerror}") from error


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file's, all at once. Raises OSError."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        waiting.write_text(text, encoding="utf-8", newline="")
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
