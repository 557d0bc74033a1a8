"""Opens letters with their bodies rendered, and remembers what was rendered."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.render.body import Body, BodyRenderer
from undersigned.render.numbering import NumberError
from undersigned.render.open_letter import OpenLetter
from undersigned.render.plain_text import PlainBody
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.work.memory import Memory, recalled
from undersigned.work.objects import dumps

RECORDS = frozenset({Body, PlainBody})


@dataclass
class Bodies:
    """The letters of an archive, open at their bodies; the last one lies open."""

    archive: Archive
    memory: Memory
    _last: tuple[str, OpenLetter] | None = None

    @cached_property
    def _renderer(self) -> BodyRenderer:
        return BodyRenderer({card.path: key for key, card in self.archive.letters.items()})

    def open(self, key: str) -> OpenLetter:
        """Return a letter with its body.

        Raises ProblemsFound for text whose marks lie so deep within each other that only reading it
        shows, and for a file that has changed since the archive was loaded.
        """
        if self._last is None or self._last[0] != key:
            whole = self.archive.whole(key)
            body = self._body(whole, body_key(self.archive.letters[key].seal))
            self._last = key, OpenLetter(self.archive, whole, body)
        return self._last[1]

    def _body(self, whole: Whole, name: bytes) -> Body:
        if kept := recalled(self.memory, name, Body, RECORDS):
            return kept
        rendered = self._render(whole)
        self.memory.put(name, dumps(rendered))
        return rendered

    def _render(self, whole: Whole) -> Body:
        try:
            return self._renderer.render(whole.letter)
        except RecursionError:
            message, hint = "the text is nested too deeply", "close each mark of emphasis"
        except NumberError as error:
            message = f"{{#{error}}} stands after a paragraph that has this number or a higher one"
            hint = "a paragraph that was inserted is marked with a letter, as {#p4a}"
        line = whole.letter.body_line
        problem = Problem(path=whole.letter.path, line=line, message=message, hint=hint)
        raise ProblemsFound([problem])


def body_key(seal: bytes) -> bytes:
    """Return the key under which the body of the letter with this seal is remembered."""
    return blake2b(seal, digest_size=20, person=b"body").digest()
