"""Builds a site ahead of the moment at which it is to be seen."""

from datetime import datetime
from pathlib import Path

import click

from undersigned.cli.options import config_option, now_option
from undersigned.plugin import build as build_site


@click.command()
@config_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes. Default: site_dir of mkdocs.yml.",
)
@now_option
def build(config: Path, site_dir: Path | None, now: datetime | None) -> None:
    """Build the site as `mkdocs build --strict` does, or as it will be at another time.

    With --now, the site has the letters whose embargo has lifted by then. It goes to a folder that nobody
    sees before that time, and nothing of it is kept in the cache.
    """
    build_site(config, site_dir, now)
