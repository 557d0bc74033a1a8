"""Builds a site as of a moment that is not now."""

from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from mkdocs.__main__ import cli

MOMENT: ContextVar[datetime | None] = ContextVar("MOMENT", default=None)
"""The moment that decides about embargoes in a build; None for the clock."""


def build(config: Path, site: Path | None, moment: datetime | None) -> NoReturn:
    """Build the site of the archive whose `mkdocs.yml` is `config`, as readers may see it at a moment.

    Without one, the clock decides. It goes to `site`, or where `mkdocs.yml` says. Everything is as
    `mkdocs build --strict` does it, which says what goes wrong. Raises SystemExit with its exit code.
    """
    arguments = ["build", "--strict", "--config-file", str(config)]
    if site:
        arguments += ["--site-dir", str(site.absolute())]
    token = MOMENT.set(moment)
    try:
        cli.main(arguments, prog_name="mkdocs")
    finally:
        MOMENT.reset(token)
