"""What remembers bytes by key: the store, or nothing at all."""

from collections.abc import Iterable
from hashlib import blake2b
from threading import Lock
from typing import Protocol, TypeVar

from undersigned.work.objects import ForeignDataError, loads
from undersigned.work.store import Store

R = TypeVar("R")


class Memory(Protocol):
    """Remembers values by the digest of what they were made from; may forget any of them at any time.

    Any number of threads may use it at once.
    """

    def get(self, key: bytes) -> bytes | None:
        """Return what was remembered under `key`, None when that must be made anew."""

    def put(self, key: bytes, value: bytes) -> None:
        """Remember `value` under `key`, if possible."""

    def flush(self) -> None:
        """Let other processes see what was put."""

    def refresh(self) -> None:
        """See what other processes have put."""


def recalled(memory: Memory, key: bytes, kind: type[R], parts: frozenset[type]) -> R | None:
    """Return the record of a `kind` that is remembered under `key`, None when it must be made anew.

    `parts` are the classes of all that it is made of, its own among them.
    """
    kept = memory.get(key)
    if kept is None:
        return None
    try:
        found = loads(kept, parts)
    except ForeignDataError:
        return None
    return found if isinstance(found, kind) else None


class Nothing:
    """Remembers nothing."""

    def get(self, key: bytes) -> bytes | None:  # noqa: ARG002 - nothing is ever found
        """Return None."""
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Forget `value`."""

    def flush(self) -> None:
        """Do nothing."""

    def refresh(self) -> None:
        """Do nothing."""


class Stamped:
    """A store of what one program made: another version, with another `stamp`, finds nothing of it.

    `used` are the keys, as `memory` has them, that were asked for here.
    """

    def __init__(self, memory: Store, stamp: bytes) -> None:
        self.memory = memory
        self.stamp = stamp
        self.used: set[bytes] = set()
        self._turn = Lock()

    def __reduce__(self) -> tuple[type["Stamped"], tuple[Store, bytes]]:
        """Another process has a memory of its own, of the same folder."""
        return Stamped, (self.memory, self.stamp)

    def get(self, key: bytes) -> bytes | None:
        """Return what this program remembered under `key`."""
        own = self._own(key)
        with self._turn:
            self.used.add(own)
            return self.memory.get(own)

    def put(self, key: bytes, value: bytes) -> None:
        """Remember `value` under `key`."""
        own = self._own(key)
        with self._turn:
            self.used.add(own)
            self.memory.put(own, value)

    def flush(self) -> None:
        """Let other processes see what was put."""
        with self._turn:
            self.memory.flush()

    def refresh(self) -> None:
        """See what other processes have put."""
        with self._turn:
            self.memory.refresh()

    def use(self, keys: Iterable[bytes]) -> None:
        """Note that other processes use these keys."""
        with self._turn:
            self.used.update(map(self._own, keys))

    def _own(self, key: bytes) -> bytes:
        return blake2b(self.stamp + key, digest_size=20).digest()
