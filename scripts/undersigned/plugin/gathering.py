"""What outputs of the whole archive need of single letters, gathered while their pages are drawn."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from undersigned.outputs.data import letter_json, letter_record
from undersigned.plugin.record import Kept
from undersigned.render.bodies import Bodies
from undersigned.render.open_letter import OpenLetter


@dataclass(frozen=True)
class Opened:
    """A letter that lies open, for everything that is made of it."""

    letter: OpenLetter

    @cached_property
    def record(self) -> bytes:
        """The letter's record, which is a file of its own and part of others."""
        one = self.letter
        return letter_json(letter_record(one.archive, one.whole, one.body))


def opened(bodies: Bodies, letter: str) -> Opened:
    """Return the letter with the id `letter`. Raises ProblemsFound."""
    return Opened(bodies.open(letter))


class Wish(NamedTuple):
    """Something of some letters, given by their ids; `read` works it out, in whatever process.

    Where `file` names what lies beside a letter's page and holds the same, it is enough that the page is
    there: None is found, and whoever wished for it reads the file.
    """

    letters: Collection[str]
    read: Callable[[Opened], object]
    file: str = ""


class Gatherer(Protocol):
    """An output of one build that is made from many letters, and the groups of its files.

    What the old site still has is taken over, and only what is missing is wished for, by name.
    """

    groups: dict[str, Kept]

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """What is needed, and of which letters."""

    def take(self, wish: str, letter: str, found: object) -> None:
        """Take what was wished for of a letter."""

    def at_work(self) -> AbstractContextManager[None]:
        """Work on what `take` brings while something else is done; all is there at the end.

        Threads begin with the first thing taken: processes that draw are forked before.
        Raises at its end what went wrong: OSError for files that cannot be written, and more.
        """
