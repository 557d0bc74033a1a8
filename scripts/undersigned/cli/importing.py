"""Drafts letters from documents: a file for the letter, entries for who is new, the original beside it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import click

from undersigned.archive.attachments import LARGEST_ATTACHMENT, what_it_is, wrong_name
from undersigned.archive.enclosures import home_of
from undersigned.archive.load import clock
from undersigned.archive.media import MEDIA, may_run
from undersigned.archive.names import Names
from undersigned.cli.changes import Changes, dry_run_option, finish
from undersigned.cli.import_report import Imported, next_steps, report_of
from undersigned.cli.merging import sound_registries
from undersigned.cli.options import UnusableError, config_option, settings_of
from undersigned.cli.people import enter, entered
from undersigned.cli.problems import report
from undersigned.cli.terminal import shown
from undersigned.cli.trial import loaded, new_problems, trial
from undersigned.drafting.document import UnreadableError
from undersigned.drafting.draft import Correspondent, Draft, Unsure
from undersigned.drafting.front_matter import letter_text, title_of
from undersigned.drafting.in_time import draft_in_time
from undersigned.drafting.layout.names import is_name
from undersigned.drafting.layout.organizations import is_organization
from undersigned.drafting.layout.posts import is_office
from undersigned.drafting.naming import letter_file, letter_id, slug
from undersigned.drafting.reading import read
from undersigned.drafting.registrations import Kind, Named, Register
from undersigned.model.settings import Settings
from undersigned.source.folder import list_folder

PAGE_LIKE = "it is of a kind that a browser would run"
SIGNED = ".pdf"
"""The kind of file in which a letter is sent out signed."""
UNNAMED = "original"
UNSEEN = ("a comment", "deleted", "hidden")
"""How a reason begins that words were left out which a reader of the document does not see at once."""


@click.command(
    "import",
    epilog="Example: undersigned import letter.docx --topic Libraries --source https://example.org/letter",
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", help="What the archive is to call the letter; its address has these words.")
@click.option("--topic", "topics", multiple=True, help="A topic of topics.yml; repeatable.")
@click.option("--source", default="", help="Where the text was taken from: an address or a note.")
@click.option("--json", "as_json", is_flag=True, help="Print what was recognised, and change nothing.")
@config_option
@dry_run_option
def import_(  # noqa: PLR0913 - an argument for each option
    *,
    files: Sequence[Path],
    title: str | None,
    topics: Sequence[str],
    source: str,
    as_json: bool,
    config: Path,
    dry_run: bool,
) -> None:
    """Draft letters from documents: text, Markdown, HTML, Word (.docx) or PDF.

    Writes a draft to letters/YEAR/DATE-TITLE.md, adds the people, organizations and offices that the
    registries lack, and keeps the document beside the letter. What it is unsure of is printed with the line
    of the document at which to look; each word that is not in the draft is listed with --json. Nothing that
    is there already is overwritten, and nothing is published before `undersigned publish`.
    """
    if title and len(files) > 1:
        raise UnusableError("--title names one letter: import the others by themselves")
    drafts, failures = drafted(files)
    if as_json:
        for made in drafts.values():
            click.echo(json.dumps(made.as_json(), ensure_ascii=False, indent=1 if len(files) == 1 else None))
    elif drafts:
        keep(
            Plan(settings_of(config), " ".join((title or "").split()), tuple(topics), source),
            drafts,
            dry_run=dry_run,
        )
    for failure in failures:
        click.echo(shown(failure), err=True)
    if failures:
        raise SystemExit(1)


def drafted(files: Sequence[Path]) -> tuple[dict[Path, Draft], list[str]]:
    """Return what each document says, and a sentence for each that cannot be read."""
    drafts: dict[Path, Draft] = {}
    failures: list[str] = []
    for file in dict.fromkeys(files):
        try:
            drafts[file] = draft_in_time(read(file))
        except UnreadableError as error:
            failures.append(f"{file}: {error}.")
    return drafts, failures


def keep(plan: "Plan", drafts: Mapping[Path, Draft], *, dry_run: bool) -> None:
    """Write the drafts, all or none. Raises UnusableError, and SystemExit with problems."""
    settings = plan.settings
    imported = [plan.letter(file, made) for file, made in drafts.items()]
    found = plan.register.found()
    enter(plan.changes, settings.folder / settings.letters, found)
    with trial(settings, plan.changes) as copy:
        _, problems = loaded(copy, clock())
    report(new_problems(settings, clock(), problems), "text", settings.folder)
    told = list(report_of(imported, is_trial=dry_run))
    said = [*told, *entered(found), *next_steps(imported)]
    finish(plan.changes, dry_run=dry_run, said=said, notes=told if dry_run else ())


class Plan:
    """The files and entries that letters need, planned one letter after another."""

    def __init__(self, settings: Settings, title: str, topics: tuple[str, ...], source: str) -> None:
        self.settings, self.title, self.topics, self.source = settings, title, topics, source
        self.changes = Changes(settings.folder)
        self.register = Register(sound_registries(settings))
        self.known = {Path(path).stem for path in list_folder(settings.folder, settings.letters).letters}

    def letter(self, file: Path, made: Draft) -> Imported:
        """Plan the files of one letter, and enter whom it names into the register. Raises UnusableError."""
        title = self.title or title_of(made)
        wanted = letter_id(made.date, title)
        key = free(wanted, self.known)
        path = letter_file(self.settings.letters, made.date, key)
        attachment, refused = self._original(file, key)
        entered_now = list(registered(self.register, made))
        unsure = []
        if key != wanted:
            added = f"{path} and {home_of(self.settings.letters, key)}" if attachment else path
            unsure.append(f"{wanted} is there already: if it is the same letter, delete {added}")
        if not self.title and title != made.title:
            what = f"the title is {title!r} for now: say in a line what the letter asks"
            unsure.append(f"{what}, or import with --title")
        unsure += [f"topics.yml has no topic {topic!r}: add it" for topic in self._unknown_topics()]
        unsure += self._about_original(file, made, refused)
        text = letter_text(
            made,
            title=title,
            id_of=self.register.id_of,
            topics=self.topics,
            source=self.source,
            attachment=attachment,
        )
        self.changes.create(self.settings.folder / path, text.encode())
        doubts = [Unsure(line=1, what=what) for what in unsure]
        doubts += [*made.unsure, *entered_now]
        original = attachment["file"] if attachment else ""
        return Imported(file=file, path=path, draft=made, title=title, original=original, unsure=doubts)

    def _unknown_topics(self) -> list[str]:
        topics = self.register.registries.topics
        names = Names(topics)
        return [topic for topic in self.topics if topic not in topics and not names.find(topic)]

    def _about_original(self, file: Path, made: Draft, refused: str) -> Iterator[str]:
        """Say why a document is not kept beside its letter, or what it would publish with it."""
        if refused:
            yield f"{file.name} is not kept beside the letter, since {refused}: attach a PDF of it"
        elif kept := dict.fromkeys(one.why for one in made.left_out if one.why.startswith(UNSEEN)):
            holds = f"holds what the draft leaves out ({'; '.join(kept)})"
            yield f"{file.name} is published with the letter, and {holds}: put another file in its place"

    def _original(self, file: Path, key: str) -> tuple[dict[str, str] | None, str]:
        """Plan to keep a document beside its letter: its entry there, or why it cannot be kept."""
        suffix = file.suffix.lower()
        name = f"{slug(file.stem) or UNNAMED}{suffix}"
        if wrong_name(name, ""):
            name = f"{UNNAMED}{suffix}"
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UnusableError(f"{file} cannot be read: {error.strerror}") from error
        if suffix not in MEDIA:
            return None, PAGE_LIKE if may_run(name) else "its name has no end that an archive keeps"
        if len(content) > LARGEST_ATTACHMENT:
            return None, f"it has more than {LARGEST_ATTACHMENT:,} bytes"
        if found := what_it_is(name, content):
            return None, f"it {found[0]}"
        home = self.settings.folder / home_of(self.settings.letters, key)
        self.changes.create(home / name, content)
        entry = {"file": name, "kind": "signed-original", "sha256": sha256(content).hexdigest()}
        if suffix != SIGNED:
            entry |= {"kind": "accessible", "label": f"The letter ({MEDIA[suffix].label})"}
        return entry, ""


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
