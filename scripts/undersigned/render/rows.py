"""Lines of lists: what all lists say of a letter is drawn once and kept."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date
from hashlib import blake2b

from jinja2 import Environment
from markupsafe import Markup, escape

from undersigned.archive.cards import Card
from undersigned.archive.correspondents import Correspondent
from undersigned.render.plain_text import ROOT
from undersigned.views.view import Group, Row

LISTS = "lists.html"
"""The template whose macros are used here, and by other templates as `lists`."""
MOST_KEPT = 20_000
"""Lines of signatories and offices that are kept: a petition may have any number."""
UNSAID = date.min
NOTE = "\x02"
"""Stands for a note, or for lines, while what is around is drawn; no text of a letter holds it."""


class Rows:
    """Draws lines of lists, by macros of `lists.html`, many at a time."""

    def __init__(self, cards: Mapping[str, Card], environment: Environment) -> None:
        self._cards = cards
        self._environment = environment
        self._drawn: dict[tuple[str, str, str], str] = {}
        self._lines: dict[tuple[str, str, str], str] = {}
        self._around: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        self._heads: dict[tuple[str, str], tuple[str, str]] = {}
        self._notes: dict[str, str] = {}
        self._said: dict[Hashable, str] = {}
        self._digests: dict[str, bytes] = {}
        self.shown: Collection[str] = ()
        """Ids of the letters that the page which is being drawn may list."""

    def rows(self, rows: Iterable[Row], root: str) -> Markup:
        """Return lines of letters with their notes. Raises KeyError for a letter that is not `shown`."""
        # Very many lines are drawn here: what each needs is looked up once, and no function is called for it.
        around, notes, shown = self._around[root], self._notes, self.shown
        parts: list[str] = []
        for key, note in rows:
            if not note or key not in shown:
                parts.append(self._line("row", key, root))
                continue
            before, after = around.get(key) or self._around_note(key, root)
            parts += (before, notes.get(note) or self._note(note), after)
        return _joined(parts)

    def groups(self, groups: Iterable[Group], root: str) -> Markup:
        """Return letters under their headings. Raises KeyError as above."""
        parts: list[str] = []
        for group in groups:
            head = group.title, group.anchor
            around = self._heads.get(head)
            if around is None:
                before, after = self._draw("group", *head, NOTE).split(NOTE)
                around = self._heads[head] = before, after
            parts += (around[0], self.rows(group.rows, root), around[1])
        return _joined(parts)

    def lines(self, macro: str, keys: Iterable[str], root: str) -> Markup:
        """Return lines of letters as `macro` draws them. Raises KeyError as above."""
        return _joined(self._line(macro, key, root) for key in keys)

    def signatures(self, people: Iterable[Correspondent], root: str) -> Markup:
        """Return the lines of signatories, who may sign many letters in the same words."""
        return _joined(self._signature(person, root) for person in people)

    def signing_offices(self, offices: Iterable[tuple[str, str]], root: str) -> Markup:
        """Return the lines of offices, given by label and address."""
        return _joined(self._once("signing_office", (label, address), root) for label, address in offices)

    def _line(self, macro: str, key: str, root: str) -> str:
        if key not in self.shown:
            raise KeyError(key)
        line = self._lines.get((macro, key, root))
        if line is None:
            line = self._lines[macro, key, root] = self._anywhere(macro, key, "").replace(ROOT, root)
        return line

    def _around_note(self, key: str, root: str) -> tuple[str, str]:
        before, after = self._anywhere("row", key, NOTE).replace(ROOT, root).split(NOTE)
        self._around[root][key] = before, after
        return before, after

    def _anywhere(self, macro: str, key: str, note: str) -> str:
        """Return a line as pages of any depth have it, which the way to the root tells apart."""
        line = self._drawn.get((macro, key, note))
        if line is None:
            line = self._drawn[macro, key, note] = self._draw(macro, self._cards[key], ROOT, note)
        return line

    def _note(self, note: str) -> str:
        said = self._notes[note] = str(escape(note))
        return said

    def _signature(self, person: Correspondent, root: str) -> str:
        said = person._replace(letter="", day=UNSAID)
        return self._once("signature", (said,), root)

    def _once(self, macro: str, said: tuple[Hashable, ...], root: str) -> str:
        line = self._said.get((macro, said, root))
        if line is None:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            line = self._said[macro, said, root] = self._draw(macro, *said, root)
        return line

    def _draw(self, macro: str, *values: object) -> str:
        template = self._environment.get_template(LISTS).module
        return str(getattr(template, macro)(*values))

    def digest(self, key: str) -> bytes:
        """Return 16 bytes that stand for everything that a line says of the letter `key`."""
        found = self._digests.get(key)
        if found is None:
            card = self._cards[key]
            said = (card.title, card.date, card.language, card.recipients, card.signatures, card.withdrawn)
            found = self._digests[key] = blake2b(repr(said).encode(), digest_size=16).digest()
        return found


def _joined(lines: Iterable[str]) -> Markup:
    return Markup("".join(lines))  # noqa: S704 - drawn by macros that escape every value
