"""Makes a letter of a draft, once nothing is wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

import click

from undersigned.archive.archive import Archive
from undersigned.archive.enclosures import home_of
from undersigned.archive.load import clock
from undersigned.archive.registries import Registries, read_registries
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.letters import complete_drafts, letter_path
from undersigned.cli.new import read_day
from undersigned.cli.options import UnusableError, config_option, now_option, settings_of
from undersigned.cli.problems import report
from undersigned.cli.trial import loaded, trial
from undersigned.drafting.names import with_names
from undersigned.drafting.naming import published_file
from undersigned.model.days import parse_day
from undersigned.model.settings import Settings
from undersigned.render.bodies import Bodies
from undersigned.source.editing import with_front
from undersigned.source.folder import list_folder
from undersigned.source.front_matter import split_letter
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.source.strict_yaml import Value
from undersigned.source.text import read_text
from undersigned.source.yaml_editing import value_at, with_fields, with_texts, without_field
from undersigned.views.addresses import letter_address
from undersigned.views.words import long_day, long_moment
from undersigned.work.memory import Nothing


@click.command(epilog="Example: undersigned publish 2026-03-23-keep-the-library-open --dry-run")
@click.argument("letter", metavar="ID", shell_complete=complete_drafts)
@click.option(
    "--published",
    metavar="DAY",
    callback=read_day,
    help="The day on which the archive publishes it, where that is not the letter's; the file will say it.",
)
@config_option
@now_option
@dry_run_option
def publish(
    *, letter: str, published: date | None, config: Path, now: datetime | None, dry_run: bool
) -> None:
    """Make a letter of a draft, if the check finds nothing wrong with it as a letter.

    ID is the name of the draft's file without .md, or the path of that file. Whoever the draft names by id
    gets name and line in the file. The file is renamed if its name does not start with the letter's date,
    and its attachments move with it. A letter with an embargo stays hidden until then. The site shows the
    letter when it is built the next time.

    Exits with 1 and the problems when there are any, and changes nothing then.
    """
    settings, moment = settings_of(config), now or clock()
    path = letter_path(settings, letter)
    before = path.read_bytes()
    shown = path.relative_to(settings.folder).as_posix()
    front = draft_front(settings, shown)
    day = parsed_day(front.get("date"))
    registries, _ = read_registries(
        settings.folder, list_folder(settings.folder, settings.letters).registries
    )
    changes = Changes(settings.folder)
    changes.edit(path, partial(with_front, change=lambda text: as_letter(text, registries, day, published)))
    target = published_file(settings.letters, shown, day) if day else shown
    move(changes, settings, shown, target)
    key = PurePosixPath(target).stem
    with trial(settings, changes) as copy:
        archive, problems = loaded(copy, moment)
        if archive:
            problems = drawn(archive, key)
            notes = list(sentences(archive, key, moment))
    if archive is None or problems:
        old, new = (
            before.decode("utf-8-sig"),
            (changes.read(settings.folder / target) or b"").decode("utf-8-sig"),
        )
        back = line_before(old.split("\n"), new.split("\n"))
        here = [one for one in problems if one.path == target]
        report(
            sorted({*problems} - {*here} | {replace(one, path=shown, line=back(one.line)) for one in here}),
            "text",
            settings.folder,
        )
        return
    said = [f"{shown} is a letter now" + (f": {target}." if target != shown else ".")]
    others = names_still(settings, shown) if target != shown else ()
    finish(changes, dry_run=dry_run, said=said, notes=[*notes, *others])


def draft_front(settings: Settings, path: str) -> dict[str, Value]:
    """Return the front matter of the draft at `path`. Raises UnusableError, and SystemExit with problems."""
    text, problems = read_text(settings.folder, path)
    source, more = split_letter(text) if text else (None, [])
    front = source.front_matter.value if source else None
    if not isinstance(front, dict):
        report([*problems, *more], "text", settings.folder)
        raise UnusableError(f"{path} has no front matter")
    if front.get("status") != "draft":
        where = settings.absolute(letter_address(PurePosixPath(path).stem))
        raise UnusableError(f"{path} is no draft: it is published already, at {where}")
    return front


def as_letter(front: str, registries: Registries, day: date | None, published: date | None) -> str:
    """Return a draft's front matter as that of a letter of `day`. Raises EditError."""
    front = without_field(with_names(front, registries, day), "status")
    if published is None:
        return front
    if value_at(front, ("published",)) is None:
        return with_fields(front, (), {"published": published.isoformat()})
    return with_texts(front, {("published",): published.isoformat()})


def move(changes: Changes, settings: Settings, path: str, target: str) -> None:
    """Plan to give a draft and the folder of its attachments the names of the letter at `target`."""
    if target != path:
        changes.move(settings.folder / path, settings.folder / target)
    old, new = (PurePosixPath(one).stem for one in (path, target))
    home = settings.folder / home_of(settings.letters, old)
    if old != new and home.is_dir():
        changes.move(home, settings.folder / home_of(settings.letters, new))


def parsed_day(value: Value) -> date | None:
    """Return a day as front matter has it; None for what is none, of which the check speaks."""
    try:
        return parse_day(value) if isinstance(value, str) else None
    except ValueError:
        return None


def drawn(archive: Archive, key: str) -> tuple[Problem, ...]:
    """Return what only drawing the letter shows to be wrong."""
    try:
        Bodies(archive, Nothing()).open(key)
    except ProblemsFound as found:
        return found.problems
    return ()


def line_before(old: Sequence[str], new: Sequence[str]) -> Callable[[int], int]:
    """Return what tells the line of the old text that a line of the new one was, or stood at."""
    lines = {0: 0}
    for _, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        for number in range(new_start, new_end):
            lines[number] = min(old_start + number - new_start, max(old_start, old_end - 1))
    return lambda line: lines.get(line - 1, line - 1) + 1


def sentences(archive: Archive, key: str, now: datetime) -> Iterator[str]:
    """Say where readers see a letter, and from when on."""
    settings, card = archive.settings, archive.letters[key]
    letter = archive.whole(key).letter
    where = settings.absolute(letter_address(key))
    today = now.astimezone(ZoneInfo(settings.time_zone)).date()
    if letter.embargo and letter.embargo > now:
        lifts = long_moment(letter.embargo, settings.time_zone)
        yield f"Its address is {where} from {lifts} on; build the site then, and not to be seen before."
        return
    yield f"Its address is {where} from the next build of the site on."
    if card.published < today:
        yield f"It counts as published on {long_day(card.published)}; --published {today} would say today."
    if card.date > today:
        yield f"It is dated {long_day(card.date)} and public all the same: an embargo would hold it back."


def names_still(settings: Settings, path: str) -> Iterator[str]:
    """Say which other files lead to the name that a draft had: its id or its file."""
    key = PurePosixPath(path).stem
    for other in list_folder(settings.folder, settings.letters).letters:
        text, _ = read_text(settings.folder, other)
        if other == path or text is None or key not in text.text:
            continue
        source, _ = split_letter(text)
        front = source.front_matter.value if source else None
        lines = str([front.get("follows"), front.get("events")]) if isinstance(front, dict) else ""
        if f"'{key}'" in lines or f"{key}.md" in text.text:
            yield f"{other} leads to {key!r} still: change it there."
