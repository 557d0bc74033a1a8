"""Drafts letters from documents: a file for the letter, entries for who is new, the original beside it."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import click

from undersigned.archive.attachments import LARGEST_ATTACHMENT, what_it_is
from undersigned.archive.enclosures import home_of
from undersigned.archive.load import clock
from undersigned.archive.media import MEDIA
from undersigned.cli.changes import Changes, dry_run_option
from undersigned.cli.import_report import Imported, report_of
from undersigned.cli.merging import sound_registries
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.cli.people import enter
from undersigned.cli.problems import report
from undersigned.cli.trial import loaded, new_problems, trial
from undersigned.drafting.document import UnreadableError
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.front_matter import letter_text, title_of
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.layout.names import is_name
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.naming import letter_file, letter_id, slug
from undersigned.drafting.reading import read
from undersigned.drafting.registrations import Kind, Named, Register
from undersigned.model.settings import Settings
from undersigned.source.folder import list_folder

SIGNED = ".pdf"
"""The kind of file in which a letter is sent out signed."""


@click.command(
    "import",
    epilog="Example: undersigned import letter.docx --topic Libraries --source https://example.org/letter",
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--topic", "topics", multiple=True, help="A topic of topics.yml; repeatable.")
@click.option("--source", default="", help="Where the text was taken from: an address or a note.")
@click.option("--json", "as_json", is_flag=True, help="Print what was recognised, and change nothing.")
@config_option
@dry_run_option
def import_(  # noqa: PLR0913 - an argument for each option
    *, files: Sequence[Path], topics: Sequence[str], source: str, as_json: bool, config: Path, dry_run: bool
) -> None:
    """Draft letters from documents: text, Markdown, HTML, Word (.docx) or PDF.

    Writes a draft to letters/YEAR/DATE-TITLE.md, adds the people, organizations and offices that the
    registries lack, and keeps the document beside the letter. What it is unsure of is printed with the line
    of the document at which to look; each word that is not in the draft is listed with --json. Nothing that
    is there already is overwritten, and nothing is published before `undersigned publish`.
    """
    drafts, failures = drafted(files)
    if as_json:
        for made in drafts.values():
            click.echo(json.dumps(made.as_json(), ensure_ascii=False, indent=1 if len(files) == 1 else None))
    elif drafts:
        keep(settings_of(config), drafts, topics, source, dry_run=dry_run)
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        raise SystemExit(1)


def drafted(files: Sequence[Path]) -> tuple[dict[Path, Draft], list[str]]:
    """Return what each document says, and a sentence for each that cannot be read."""
    drafts: dict[Path, Draft] = {}
    failures: list[str] = []
    for file in dict.fromkeys(files):
        try:
            drafts[file] = draft(read(file))
        except UnreadableError as error:
            failures.append(f"{file}: {error}.")
    return drafts, failures


def keep(
    settings: Settings, drafts: dict[Path, Draft], topics: Sequence[str], source: str, *, dry_run: bool
) -> None:
    """Write the drafts, all or none. Raises UnusableError, and SystemExit with problems."""
    register = Register(sound_registries(settings))
    changes = Changes(settings.folder)
    known = {Path(path).stem for path in list_folder(settings.folder, settings.letters).letters}
    imported = [
        plan(settings, changes, register, known, file, made, topics, source) for file, made in drafts.items()
    ]
    enter(changes, settings.folder / settings.letters, register.found())
    with trial(settings, changes) as copy:
        _, problems = loaded(copy, clock())
    report(new_problems(settings, clock(), problems), "text", settings.folder)
    if dry_run:
        click.echo(changes.diff(), nl=False)
    else:
        changes.commit()
    for line in report_of(imported, register.found(), dry_run=dry_run):
        click.echo(line, err=dry_run)


def plan(  # noqa: PLR0913 - what a letter is made from
    settings: Settings,
    changes: Changes,
    register: Register,
    known: set[str],
    file: Path,
    made: Draft,
    topics: Sequence[str],
    source: str,
) -> Imported:
    """Plan the files of one letter, and enter whom it names into the register. Raises UnusableError."""
    title = title_of(made)
    key = free(letter_id(made.date, title), known)
    path = letter_file(settings.letters, made.date, key)
    unsure = [*made.unsure, *registered(register, made)]
    if title != made.title:
        unsure.insert(0, Unsure(line=1, what=f"the title is {title!r} for now: say in a line what it asks"))
    original, attachment, refused = enclosed(settings, changes, file, key)
    if refused:
        unsure.append(Unsure(line=1, what=refused))
    text = letter_text(
        made, title=title, id_of=register.id_of, topics=topics, source=source, attachment=attachment
    )
    changes.create(settings.folder / path, text.encode())
    return Imported(file=file, path=path, draft=made, title=title, original=original, unsure=unsure)


def free(key: str, known: set[str]) -> str:
    """Return an id that no letter has, and take it: with a number behind it if `key` is another's."""
    number = 1
    found = key
    while found in known:
        number += 1
        found = f"{key}-{number}"
    known.add(found)
    return found


def registered(register: Register, made: Draft) -> Iterator[Unsure]:
    """Enter the correspondents into the register, and yield what is unsure of each.

    Whoever signs needs an entry. Of the others those get one whose name or post says what they are.
    """
    for one in (*made.signatories, *made.recipients, *made.cc):
        signs = any(one is signatory for signatory in made.signatories)
        kind = kind_of(one)
        if not signs and (kind is None or register.names.nearly(one.name)):
            continue
        before = len(register.unsure), len(register.doubts)
        register.take(Named(name=one.name, title=one.beneath, kind=kind))
        for what in (*register.unsure[before[0] :], *register.doubts[before[1] :]):
            yield Unsure(line=one.line, what=what)


def kind_of(one: Correspondent) -> Kind | None:
    """Return what a correspondent is, where the document shows it."""
    if one.is_organization:
        return "organization" if is_organization(one.name) and not is_office(one.name) else None
    return "person" if one.honorific or is_name(one.name) else None


def enclosed(
    settings: Settings, changes: Changes, file: Path, key: str
) -> tuple[str, dict[str, str] | None, str]:
    """Plan to keep a document beside its letter: its name there, its entry, or why it cannot be kept."""
    suffix = file.suffix.lower()
    name = f"{slug(file.stem) or 'original'}{suffix}"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnusableError(f"{file} cannot be read: {error.strerror}") from error
    refused = "it is of a kind that a browser would run" if suffix not in MEDIA else ""
    if not refused and len(content) > LARGEST_ATTACHMENT:
        refused = f"it has more than {LARGEST_ATTACHMENT:,} bytes"
    if not refused and (found := what_it_is(name, content)):
        refused = f"it {found[0]}"
    if refused:
        return "", None, f"{file.name} is not kept beside the letter, since {refused}: attach a PDF of it"
    changes.create(settings.folder / home_of(settings.letters, key) / name, content)
    kind = "signed-original" if suffix == SIGNED else "accessible"
    label = {} if suffix == SIGNED else {"label": f"The letter as {MEDIA[suffix].label}"}
    return name, {"file": name, "kind": kind, **label, "sha256": sha256(content).hexdigest()}, ""
