"""Starts a letter: a draft with what is known of it already."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from undersigned.cli.asking import ask_lines, is_asked
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.drafting.naming import letter_file, letter_id
from undersigned.model.days import parse_day
from undersigned.model.letter import Draft
from undersigned.model.settings import Settings
from undersigned.model.validate import Origin, known_keys, validate
from undersigned.source.folder import list_folder
from undersigned.source.front_matter import FENCE
from undersigned.source.strict_yaml import Value, parse_yaml
from undersigned.source.yaml_writing import mapping_lines

NAMES = "{}, one a line as 'Name | line beneath'"


def read_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """Read a day as the field `date` has it; None for nothing."""
    try:
        return parse_day(text.strip()) if text and text.strip() else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(
    epilog="Example: undersigned new --title 'Keep the library open' --date 2026-03-23 --recipient "
    "'The City Council' --signatory 'Avery Example | Attorney General of Northland' --topic Libraries"
)
@click.option("--title", help="What the archive is to call it.")
@click.option("--date", "day", metavar="DAY", callback=read_day, help="The day on it, as 2026-03-23.")
@click.option("--recipient", "recipients", multiple=True, help="To whom: 'Name | line beneath'; repeatable.")
@click.option("--signatory", "signatories", multiple=True, help="Who signs: 'Name | office'; repeatable.")
@click.option("--cc", multiple=True, help="Who gets a copy, likewise; repeatable.")
@click.option("--topic", "topics", multiple=True, help="A topic of topics.yml; repeatable.")
@click.option("--slug", "words", help="The words of its address. Default: those of the title.")
@config_option
@dry_run_option
def new(  # noqa: PLR0913 - an argument for each option
    *,
    title: str | None,
    day: date | None,
    recipients: Sequence[str],
    signatories: Sequence[str],
    cc: Sequence[str],
    topics: Sequence[str],
    words: str | None,
    config: Path,
    dry_run: bool,
) -> None:
    """Start a letter: write a draft to letters/YEAR/DATE-TITLE.md.

    On a terminal it asks for what no option says; elsewhere only --title is needed. Without a date the
    draft goes to letters/drafts/. Nothing that is there already is overwritten, and a draft is never
    published before `undersigned publish` has checked it.
    """
    settings = settings_of(config)
    if not title and not is_asked():
        raise UnusableError("a letter needs a title: name it with --title")
    title = title or str(click.prompt("Title"))
    if is_asked():
        day = day or ask_day()
        signatories = signatories or ask_lines(NAMES.format("Signatories"))
        recipients = recipients or ask_lines(NAMES.format("Recipients (none: an open letter)"))
        topics = topics or ask_lines("Topics, one a line")
    front: dict[str, Value] = {"title": " ".join(title.split())}
    if day:
        front["date"] = day.isoformat()
    for key, names in (("signatories", signatories), ("recipients", recipients), ("cc", cc)):
        if names:
            front[key] = "".join(f"{name.strip()}\n" for name in names)
    if is_asked() and not recipients:
        front["recipients"] = []
    if topics:
        front["topics"] = list(topics)
    key = letter_id(day, words or title)
    path = letter_file(settings.letters, day, key)
    text = draft_text(front, path)
    refuse_known(settings, key)
    changes = Changes(settings.folder)
    changes.create(settings.folder / path, text.encode())
    finish(
        changes, dry_run=dry_run, said=[f"{path} is a draft: write the letter beneath its second line ---."]
    )


def ask_day() -> date | None:
    """Ask for the day of a letter until it is one, or nothing."""
    context = click.get_current_context()
    said = click.prompt(
        "Date, as 2026-03-23 (none: not known yet)",
        default="",
        show_default=False,
        value_proc=lambda text: read_day(context, context.command.params[0], text) or "",
    )
    return said if isinstance(said, date) else None


def draft_text(front: dict[str, Value], path: str) -> str:
    """Return the text of a draft that says what `front` says. Raises UnusableError if it cannot."""
    order = known_keys(Draft)
    fields = {"status": "draft", **front}
    lines = list(mapping_lines({key: fields[key] for key in sorted(fields, key=order.index)}))
    parsed = parse_yaml(path, "\n".join(lines) + "\n", first_line=2)
    value = parsed.value if isinstance(parsed.value, dict) else {}
    _, problems = validate(Draft, value, Origin(path=path, parsed=parsed))
    if said := [*parsed.problems, *problems]:
        raise UnusableError(
            "; ".join(f"{one.message} ({one.hint})" if one.hint else one.message for one in said)
        )
    return "\n".join([FENCE, *lines, FENCE, ""])


def refuse_known(settings: Settings, key: str) -> None:
    """Raise UnusableError if a letter or draft has this id already, in whatever folder."""
    for path in list_folder(settings.folder, settings.letters).letters:
        if Path(path).stem == key:
            raise UnusableError(f"{path} is there already: give the new letter other words with --slug")
