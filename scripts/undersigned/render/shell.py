"""The site's shell: what Material draws around every page, rendered once and filled per page."""

import re
from dataclasses import dataclass
from hashlib import blake2b

SLOT = re.compile(r"<!--undersigned:(\w+)-->")


def slot(name: str) -> str:
    """Return the comment that marks the place of a slot in the shell's templates."""
    return f"<!--undersigned:{name}-->"


@dataclass(frozen=True, slots=True)
class Shell:
    """A page with open slots: `pieces` stand around `names`, one more than those."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    digest: bytes
    """16 bytes that stand for the whole shell."""

    @classmethod
    def cut(cls, html: str) -> "Shell":
        """Cut a rendered page at its slots."""
        parts = SLOT.split(html)
        digest = blake2b(html.encode(), digest_size=16).digest()
        return cls(pieces=tuple(parts[::2]), names=tuple(parts[1::2]), digest=digest)

    def fill(self, **values: str) -> str:
        """Return the page with `values`, HTML by slot. Raises KeyError for a slot without one."""
        filled = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            filled += (values[name], piece)
        return "".join(filled)
