"""What of each letter is compared with other letters and with files, and where problems are placed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from undersigned.archive.letters import ReadLetter
from undersigned.model.fields import LINK_SCHEMES
from undersigned.model.letter import Attachment
from undersigned.source.body import Found
from undersigned.source.front_matter import split_letter
from undersigned.source.problems import Problem
from undersigned.source.strict_yaml import Parsed, Place
from undersigned.source.text import read_text


class Outline(NamedTuple):
    """A letter as its neighbours see it: its id, when it is public, and what it names.

    One that is not `whole` has problems of its own. `attachments` is None where they could not be
    read. `links` are those that may lead to another letter, or nowhere.
    """

    id: str
    path: str
    whole: bool
    draft: bool
    embargo: datetime | None
    former_ids: tuple[str, ...]
    follows: tuple[str, ...]
    event_letters: tuple[tuple[int, str], ...]
    attachments: tuple[Attachment, ...] | None
    links: tuple[Found, ...]

    @property
    def may_be_kept(self) -> bool:
        """Whether it was never anything but public: what is not public yet is remembered nowhere."""
        return self.embargo is None and not self.draft

    def is_public(self, now: datetime) -> bool:
        """Whether readers may see the letter at the moment `now`."""
        return self.whole and not self.draft and (self.embargo is None or self.embargo <= now)


def outline(read: ReadLetter) -> Outline:
    """Return the outline of a letter that was read."""
    letter = read.letter
    return Outline(
        id=letter.id,
        path=letter.path,
        whole=read.whole,
        draft=letter.status == "draft",
        embargo=letter.embargo,
        former_ids=letter.former_ids,
        follows=letter.follows,
        event_letters=tuple((n, event.letter) for n, event in enumerate(letter.events) if event.letter),
        attachments=letter.attachments if read.has("attachments") else None,
        links=tuple(link for link in read.scan.links if not _leads_out(link.text)),
    )


def _leads_out(target: str) -> bool:
    """Whether a link leads out of the archive, or stays on its page, and nothing is wrong with it."""
    if target.startswith("#"):
        return True
    try:
        return urlsplit(unquote(target).strip()).scheme.lower() in LINK_SCHEMES
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All letters of the archive in `folder`: those that are whole, by id, and the ids that are public.

    `drafts` and `broken` map paths to ids; a letter that is broken has problems of its own.
    """

    folder: Path
    letters: Mapping[str, Outline]
    public: Collection[str]
    drafts: Mapping[str, str]
    broken: Mapping[str, str]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The id of each letter by the path of its file."""
        return {**self.drafts, **{one.path: key for key, one in self.letters.items()}}

    def hides(self, key: str, reader: Outline) -> bool:
        """Whether the letter `key` is not published when `reader` is: naming it would lead nowhere."""
        if key in self.public:
            return False
        if key not in self.letters or reader.id in self.public:
            return True
        ours, theirs = reader.embargo, self.letters[key].embargo
        return ours is not None and theirs is not None and ours < theirs

    def problem(self, of: Outline, place: Place, message: str, hint: str = "") -> Problem:
        """Return a problem at `place` of a letter's front matter, whose lines are looked up again."""
        return Problem(path=of.path, line=self._parsed(of.path).line(place), message=message, hint=hint)

    @cached_property
    def _parsed(self) -> Callable[[str], Parsed]:
        """Return the front matter of the letter at a path; its problems come one after the other."""
        return lru_cache(maxsize=1)(self._parse)

    def _parse(self, path: str) -> Parsed:
        text, _ = read_text(self.folder, path)
        source, _ = split_letter(text) if text else (None, [])
        return source.front_matter if source else Parsed()


def problem_at(of: Outline, line: int, message: str, hint: str = "") -> Problem:
    """Return a problem at `line` of a letter's file."""
    return Problem(path=of.path, line=line, message=message, hint=hint)
