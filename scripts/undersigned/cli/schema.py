"""Prints the JSON Schemas of what an archive is made of and gives."""

from pathlib import Path

import click

from undersigned.cli.options import config_option, settings_of
from undersigned.outputs.data import SCHEMAS, schema_json


@click.command()
@click.argument("name", type=click.Choice(SCHEMAS))
@config_option
def schema(name: str, config: Path) -> None:
    """Print a JSON Schema: of the front matter of letters, of a registry, or of a letter's record.

    Editors read those in schemas/, which `make schemas` writes.
    """
    click.echo(schema_json(settings_of(config), name), nl=False)
