"""Lists what is not public yet."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from undersigned.archive.archive import Archive
from undersigned.archive.cards import Card
from undersigned.archive.load import clock, load
from undersigned.cli.options import config_option, now_option, settings_of
from undersigned.cli.problems import report
from undersigned.model.letter import Letter
from undersigned.source.problems import ProblemsFound
from undersigned.views.addresses import letter_address
from undersigned.views.words import long_moment
from undersigned.work.means import Means
from undersigned.work.workers import cores

NEVER = datetime.max.replace(tzinfo=UTC)


@click.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@config_option
@now_option
def upcoming(style: str, config: Path, now: datetime | None) -> None:
    """List letters under embargo, the next first, then drafts, with their final addresses.

    An address holds from the moment the letter is public. That of a draft whose file is not named yet is
    made of its name, and may change.
    """
    settings = settings_of(config)
    try:
        archive = load(settings, now or clock(), Means(processes=cores()), unpublished=True)
        found = [(archive.letters[key], archive.whole(key).letter) for key in archive.pending]
    except ProblemsFound as error:
        report(error.problems, "text", settings.folder)
        return
    found.sort(key=lambda pair: (pair[1].status == "draft", pair[1].embargo or NEVER, pair[0].id))
    entries = [_entry(archive, *pair) for pair in found]
    if style == "json":
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    elif entries:
        click.echo("\n\n".join(map(_as_text, entries)))
    else:
        click.echo("Nothing is waiting: every letter is public.")


def _as_text(entry: dict[str, str]) -> str:
    return "\n".join((entry["when"], *(f"  {entry[key]}" for key in ("title", "url", "file"))))


def _entry(archive: Archive, card: Card, letter: Letter) -> dict[str, str]:
    settings = archive.settings
    embargo = None if letter.status == "draft" else letter.embargo
    return {
        "id": card.id,
        "status": "embargoed" if embargo else "draft",
        "when": long_moment(embargo, settings.time_zone) if embargo else "Draft",
        **({"until": embargo.isoformat()} if embargo else {}),
        "title": card.title,
        "url": settings.absolute(letter_address(card.id)),
        "file": card.path,
    }
