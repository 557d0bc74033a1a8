"""What must hold between letters: ids, days, and what they say of each other."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from undersigned.archive.letters import ReadLetter
from undersigned.archive.names import MOST_HINTS
from undersigned.model.fields import LINK_SCHEMES
from undersigned.source.problems import ALIKE, Problem, did_you_mean
from undersigned.source.strict_yaml import Place


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All letters of an archive: those that could be read, by id, and the ids that are public.

    `drafts` and `broken` map paths to ids; a letter that is broken has problems of its own.
    """

    letters: Mapping[str, ReadLetter]
    public: Collection[str]
    drafts: Mapping[str, str]
    broken: Mapping[str, str]

    @property
    def paths(self) -> Mapping[str, str]:
        """The id of each letter by the path of its file."""
        return {**self.drafts, **{read.letter.path: key for key, read in self.letters.items()}}

    def hides(self, key: str, read: ReadLetter) -> bool:
        """Whether the letter `key` is not published when `read` is: naming it would lead nowhere."""
        if key in self.public:
            return False
        if key not in self.letters or read.letter.id in self.public:
            return True
        ours, theirs = read.letter.embargo, self.letters[key].letter.embargo
        return ours is not None and theirs is not None and ours < theirs


def ids_are_unique(letters: Collection[ReadLetter]) -> Iterator[Problem]:
    """Two letters cannot have one id, whatever folders they lie in."""
    first: dict[str, ReadLetter] = {}
    for read in letters:
        other = first.setdefault(read.letter.id, read)
        if other is not read:
            hint = "rename one of them"
            yield read.problem_at(1, f"has the id of {other.letter.path}: {read.letter.id!r}", hint)


def former_ids_lead_somewhere(letters: Collection[ReadLetter]) -> Iterator[Problem]:
    """A former id is no letter's id, and belongs to one letter only."""
    ids = {read.letter.id: read for read in letters}
    owners: dict[str, ReadLetter] = {}
    for read in letters:
        for number, former in enumerate(read.letter.former_ids):
            place = ("former_ids", number)
            if former in ids:
                yield read.problem(
                    place, f"former id {former!r} is the id of {ids[former].letter.path}", "drop it"
                )
            elif owners.setdefault(former, read) is not read:
                message = f"former id {former!r} leads to {owners[former].letter.path} already"
                yield read.problem(place, message, "keep one")


def letters_exist(shelf: Shelf, letters: Collection[ReadLetter]) -> Iterator[Problem]:
    """`follows` and the letters of events are published letters, and no letter follows itself."""
    known = {*shelf.letters, *shelf.drafts.values()}
    broken = set(shelf.broken.values())
    for read in letters:
        named: list[tuple[Place, str]] = [(("follows", n), key) for n, key in enumerate(read.letter.follows)]
        named += [(("events", n, "letter"), e.letter) for n, e in enumerate(read.letter.events) if e.letter]
        for place, key in named:
            if key not in known and key not in broken:
                otherwise = "a letter's id is the name of its file, without .md"
                hint = did_you_mean(key, known, otherwise=otherwise, cutoff=ALIKE)
                yield read.problem(place, f"there is no letter {key!r}", hint)
            elif key in known and shelf.hides(key, read):
                hint = "a published letter cannot name one that is not"
                yield read.problem(place, f"the letter {key!r} is not published", hint)


def nothing_follows_twice(letters: Collection[ReadLetter]) -> Iterator[Problem]:
    """Each letter stands once in `follows`."""
    for read in letters:
        for number, key in enumerate(read.letter.follows):
            if key in read.letter.follows[:number]:
                yield read.problem(("follows", number), f"{key!r} stands twice", "keep one")


def nothing_follows_itself(letters: Mapping[str, ReadLetter]) -> Iterator[Problem]:
    """No way along `follows` leads back to where it starts."""
    follows = {key: read.letter.follows for key, read in letters.items()}
    while circle := _circle(follows):
        way = " → ".join([*circle, circle[0]])
        problem = f"follows goes round in a circle: {way}"
        yield letters[circle[0]].problem(("follows",), problem, "cut it at one place")
        follows = {key: named for key, named in follows.items() if key not in circle}


def _circle(follows: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return one circle, from its first letter on; empty when there is none."""
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        # It lists the letters from the one that is followed to the one that follows, the first twice.
        circle: list[str] = error.args[1][:0:-1]
        start = circle.index(min(circle))
        return circle[start:] + circle[:start]
    return []


def links_lead_somewhere(shelf: Shelf, read: ReadLetter, paths: Mapping[str, str]) -> Iterator[Problem]:
    """Links are http, https, mailto, a footnote or paragraph, or the file of a published letter.

    `paths` maps the path of each letter's file to its id.
    """
    lost = 0
    for link in read.scan.links:
        said = f"the link {link.text!r}"
        target = unquote(link.text).strip()
        try:
            parts = urlsplit(target)
        except ValueError:
            yield read.problem_at(link.line, f"{said} cannot be read", "check its brackets")
            continue
        path = normpath(f"{PurePosixPath(read.letter.path).parent}/{parts.path}")
        if parts.scheme:
            if parts.scheme.lower() not in LINK_SCHEMES:
                hint = "links are http, https, mailto or relative"
                yield read.problem_at(link.line, f"{said} has the scheme {parts.scheme!r}", hint)
        elif parts.netloc or target.startswith("/"):
            hint = "links within the archive are relative to this file, as ../2025/2025-05-02-x.md"
            yield read.problem_at(link.line, f"{said} is neither absolute nor relative", hint)
        elif target.startswith("#") or path in shelf.broken:
            continue
        elif path not in paths:
            names = {PurePosixPath(known).name for known in paths}
            otherwise = "link to the file of a letter, or to a whole address"
            lost += 1
            near = names if lost <= MOST_HINTS else ()
            hint = did_you_mean(PurePosixPath(path).name, near, otherwise=otherwise, cutoff=ALIKE)
            yield read.problem_at(link.line, f"{said} leads nowhere", hint)
        elif parts.query:
            yield read.problem_at(link.line, f"{said} has a query, which no letter answers", "drop it")
        elif shelf.hides(paths[path], read):
            hint = "a published letter cannot link to one that is not"
            yield read.problem_at(link.line, f"{said} leads to a letter that is not published", hint)


def days_are_in_order(read: ReadLetter) -> Iterator[Problem]:
    """Nothing in a letter's history comes before the letter."""
    letter = read.letter
    history: list[tuple[Place, str, date]] = []
    if letter.published:
        history.append((("published",), "published", letter.published))
    if letter.withdrawn:
        history.append((("withdrawn",), "withdrawn", letter.withdrawn.date))
    for number, correction in enumerate(letter.corrections):
        history.append((("corrections", number), "corrected", correction.date))
    for place, what, day in history:
        if day < letter.date:
            message = f"the letter of {letter.date} was {what} on {day}, before its date"
            yield read.problem(place, message, "correct one of the days")
    for number, signatory in enumerate(letter.signatories):
        signed = signatory.signed or letter.date
        if signatory.withdrawn and signatory.withdrawn < signed:
            message = f"a signature of {signed} was withdrawn on {signatory.withdrawn}, before it was given"
            yield read.problem(("signatories", number, "withdrawn"), message, "correct one of the days")
