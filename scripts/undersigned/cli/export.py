"""Writes the archive to a folder, as those keep it who keep it for good."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import click

from undersigned.archive.archive import Archive
from undersigned.archive.enclosures import content
from undersigned.archive.load import clock, load
from undersigned.cli.options import UnusableError, config_option, now_option, settings_of
from undersigned.cli.problems import report
from undersigned.outputs.bagit import bag
from undersigned.outputs.data import (
    entity_files,
    letter_json,
    letter_record,
    make_part,
    schema_files,
    whole_files,
)
from undersigned.render.bodies import Bodies
from undersigned.source.problems import ProblemsFound
from undersigned.views.addresses import FILES, RECORD, SOURCE, letter_address
from undersigned.work.means import Means
from undersigned.work.memory import Nothing
from undersigned.work.workers import cores

MONTH = 7
"""Characters of a letter's id that name its month."""


@click.command()
@click.option(
    "--bagit",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="The folder to make: a BagIt bag (RFC 8493) of everything that is public.",
)
@config_option
@now_option
def export(target: Path, config: Path, now: datetime | None) -> None:
    """Write everything that is public to a folder that libraries can take in and check.

    In it are the sources of all letters, their records and attachments, and the data files, under the
    addresses that they have on the site. The folder is there when all of it is.
    """
    settings = settings_of(config)
    moment = now or clock()
    if target.exists() or target.is_symlink():
        raise UnusableError(f"{target} is there already: name a new folder")
    waiting = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        archive = load(settings, moment, Means(processes=cores()))
        agent = f"undersigned {version('undersigned')}"
        count = 0
        for path, written in bag(public_files(archive), settings, moment.date(), agent):
            file = waiting / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(written)
            count += 1
        waiting.rename(target)
    except ProblemsFound as error:
        report(error.problems, "text", settings.folder)
    except OSError as error:
        raise UnusableError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            shutil.rmtree(waiting)
    click.echo(f"{target} holds {len(archive.letters):,} letters in {count:,} files.")


def public_files(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of everything public that is no page. Raises ProblemsFound."""
    bodies = Bodies(archive, Nothing())
    parts = []
    for _, keys in groupby(archive.letters, lambda key: key[:MONTH]):
        records = []
        for key in keys:
            one, home = bodies.open(key), letter_address(key)
            records.append(letter_json(letter_record(archive, one.whole, one.body)))
            yield home + SOURCE, archive.source(key)
            yield home + RECORD, records[-1]
            for enclosure in archive.enclosures.get(key, ()):
                path = archive.letters[key].path
                yield f"{home}{FILES}{enclosure.file}", content(archive.settings.folder, enclosure, path)
        parts.append(make_part(records))
    yield from entity_files(archive)
    yield from schema_files(archive.settings)
    yield from whole_files(archive, parts)
