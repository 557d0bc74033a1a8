"""Reads letters all the way, from the file to the entries that their names mean, and remembers them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from undersigned.archive.answers import Answers, Question, questions
from undersigned.archive.cards import Card, make_card
from undersigned.archive.correspondents import Correspondent, Resolver, Role
from undersigned.archive.drafts import read_draft, resolved
from undersigned.archive.letters import ReadLetter, read_letter
from undersigned.archive.outlines import Outline, outline
from undersigned.archive.registries import Registries
from undersigned.archive.rules import days_are_in_order
from undersigned.model.correspondents import Mention, PrivateSignatory
from undersigned.model.letter import Attachment, Correction, Event, Letter, Withdrawal
from undersigned.model.settings import Settings
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.source.text import digest_of
from undersigned.work.memory import Memory, Nothing, recalled
from undersigned.work.objects import dumps


class Whole(NamedTuple):
    """A published letter with everything that it prints; its topics are ids, its defaults filled in.

    Whom it names stands in `correspondents` alone: the letter's own fields for that are empty.
    """

    letter: Letter
    correspondents: tuple[Correspondent, ...]

    def in_role(self, role: Role) -> tuple[Correspondent, ...]:
        """Return those who have `role` in the letter."""
        return tuple(c for c in self.correspondents if c.role == role)


RECORDS = frozenset(
    {Whole, Letter, Mention, PrivateSignatory, Attachment, Event, Correction, Withdrawal, Correspondent}
)
"""What a remembered letter is made of."""


class Reading(NamedTuple):
    """What reading one file brought: problems, and what is kept of a letter.

    A draft has neither outline nor card, unless drafts are asked for, and a letter with problems no
    card. `asked` is what was looked up for it in the registries, `answers` a digest of what they said.
    """

    path: str
    problems: tuple[Problem, ...] = ()
    outline: Outline | None = None
    card: Card | None = None
    asked: tuple[Question, ...] = ()
    answers: bytes = b""

    @property
    def id(self) -> str:
        """The id of the letter, or the one that a draft would have."""
        return self.path.rpartition("/")[2].removesuffix(".md")


def file_digest(path: str) -> bytes:
    """Return 16 bytes that stand for what a file holds; none for one that cannot be read."""
    try:
        # Path takes twice as long, for each of 10,000 files.
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return digest_of(file.read())
    except OSError:
        return b""


def _changed(card: Card) -> ProblemsFound:
    message, hint = "was changed while the site was built", "build again"
    return ProblemsFound([Problem(path=card.path, line=1, message=message, hint=hint)])


@dataclass(frozen=True, kw_only=True)
class LetterReader:
    """Reads letters of one archive against its registries."""

    settings: Settings
    registries: Registries
    memory: Memory = field(default_factory=Nothing)
    drafts_of: date | None = None
    """The day of drafts that have none; without it, drafts are left out."""

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves names, for all letters that are read here."""
        return Resolver(self.registries)

    @cached_property
    def answers(self) -> Answers:
        """What the registries say now."""
        return Answers(self.resolver)

    @property
    def defaults(self) -> bytes:
        """What letters take from the settings."""
        return f"{self.settings.language}\0{self.settings.time_zone}".encode()

    def read_all(self, paths: Sequence[str]) -> list[Reading]:
        """Read the letters at `paths`, and remember them."""
        self.resolver.start()
        found = [self.read(path) for path in paths]
        self.memory.flush()
        return found

    def read(self, path: str) -> Reading:
        """Read the letter at `path`."""
        read, problems = read_letter(self.settings.folder, path)
        if read is None:
            return Reading(path=path, problems=tuple(problems)) if problems else self._draft(path)
        if read.whole:
            problems += days_are_in_order(read)
        self.resolver.problems = []
        whole = self._resolve(read)
        problems += self.resolver.problems
        if problems or not read.whole:
            return Reading(path=path, problems=tuple(problems), outline=outline(read))
        asked = questions(read.letter)
        answers = self.answers.digest(asked)
        seal = self.seal(path, read.digest, answers)
        if read.letter.embargo is None:
            # What is not public yet is kept nowhere.
            self.memory.put(seal, dumps(whole))
        return Reading(
            path=path,
            outline=outline(read),
            card=make_card(whole.letter, whole.correspondents, seal=seal, digest=read.digest),
            asked=asked,
            answers=answers,
        )

    def _draft(self, path: str) -> Reading:
        read = read_draft(self.settings.folder, path, self.drafts_of) if self.drafts_of else None
        if read is None:
            return Reading(path=path)
        whole, seal = self._resolve(read), self.seal(path, read.digest, b"")
        card = make_card(whole.letter, whole.correspondents, seal=seal, digest=read.digest)
        return Reading(path=path, outline=outline(read), card=card)

    def seal(self, path: str, digest: bytes, answers: bytes) -> bytes:
        """Return the key of a letter: a digest of all that it is made of."""
        made_of = b"\0".join((self.defaults, path.encode(), digest, answers))
        return blake2b(made_of, digest_size=20, person=b"letter").digest()

    def whole(self, card: Card) -> Whole:
        """Return the letter of a card, remembered or read again.

        Raises ProblemsFound if its file has changed since the card was made.
        """
        if kept := recalled(self.memory, card.seal, Whole, RECORDS):
            return kept
        again, _ = read_letter(self.settings.folder, card.path)
        if again is None and self.drafts_of:
            again = read_draft(self.settings.folder, card.path, self.drafts_of)
        # Its names mean what they meant then, although entries that it does not need are gone by now.
        if again is None or again.digest != card.digest:
            raise _changed(card)
        return self._resolve(again)

    def source(self, card: Card) -> bytes:
        """Return the bytes of the file of a card's letter. Raises ProblemsFound if it has changed since."""
        try:
            with open(f"{self.settings.folder}/{card.path}", "rb") as file:  # noqa: PTH123 - quicker than Path
                content = file.read()
        except OSError:
            raise _changed(card) from None
        if digest_of(content) != card.digest:
            raise _changed(card)
        return content

    def _resolve(self, read: ReadLetter) -> Whole:
        """Return the letter with its defaults filled in, and everyone it names."""
        letter = read.letter
        published = letter.published or letter.date
        if letter.embargo and not letter.published:
            published = letter.embargo.astimezone(ZoneInfo(self.settings.time_zone)).date()
        resolve = (
            partial(resolved, self.resolver) if letter.status == "draft" else self.resolver.correspondents
        )
        found = (*resolve(read, "signatory"), *resolve(read, "recipient"), *resolve(read, "cc"))
        update: dict[str, object] = {
            "signatories": (),
            "recipients": (),
            "cc": (),
            "topics": self.resolver.topics(read),
            "published": published,
            "language": letter.language or self.settings.language,
        }
        return Whole(letter.model_copy(update=update), found)
