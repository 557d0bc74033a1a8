"""Puts a file beside a letter: a copy, and an entry with its SHA-256."""

from hashlib import sha256
from pathlib import Path
from typing import get_args

import click

from undersigned.archive.attachments import LARGEST_ATTACHMENT, folded, what_it_is, wrong_name
from undersigned.archive.enclosures import home_of
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.letters import complete_letters, letter_path
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.model.letter import AttachmentKind
from undersigned.source.editing import with_entry


@click.command()
@click.argument("letter", shell_complete=complete_letters)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=click.Choice(get_args(AttachmentKind)), required=True, help="What the file is.")
@click.option("--label", help="What a link to it says. Default: what its kind is called.")
@config_option
@dry_run_option
def attach(  # noqa: PLR0913 - an argument for each option
    letter: str, file: Path, kind: str, label: str | None, config: Path, *, dry_run: bool
) -> None:
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
    changes = Changes(settings.folder)
    changes.create(home / file.name, content)
    changes.edit(path, lambda text: with_entry(text, "attachments", entry))
    said = f"{path.name} has {file.name} now, SHA-256 {entry['sha256']}."
    finish(changes, dry_run=dry_run, said=[said])


def read_file(file: Path) -> bytes:
    """Return the bytes of a file that may be attached. Raises UnusableError."""
    try:
        if file.stat().st_size > LARGEST_ATTACHMENT:
            raise UnusableError(f"{file} is too large: at most {LARGEST_ATTACHMENT:,} bytes")
        return file.read_bytes()
    except OSError as error:
        raise UnusableError(f"{file} cannot be read: {error.strerror}") from error
