"""Records as bytes and back: bytes that a stranger made cannot run code or change a class."""

import io
import pickle
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

PROTOCOL = 5
TIMES = frozenset({date, datetime, time, timedelta, timezone})
"""What every pickle may name: classes in C, whose attributes nobody can set."""


class ForeignDataError(ValueError):
    """These bytes are not what `dumps` makes of records of the allowed classes; the message says why."""


def dumps(record: object) -> bytes:
    """Return `record` as bytes, by pickle protocol 5.

    A record is made of plain values, datetime's own, and instances (never the classes themselves) of
    pydantic models, dataclasses and NamedTuples that stand at the top of their module. Sets have no
    order, so equal records may have different bytes. Raises what pickle raises for others.
    """
    return pickle.dumps(record, PROTOCOL)


def loads(data: bytes, allowed: frozenset[type]) -> object:
    """Return the record that `dumps` made `data` of; every class in it is one of `allowed` or datetime's.

    A constructor of an allowed class may be called with any plain values, so it must do nothing but
    hold them; and a forged record may hold values of other types than its fields say, or lack some.
    Raises ForeignDataError for all other bytes; nothing is imported or run for them.
    """
    try:
        record: object = _Reader(data, allowed).load()
    except Exception as error:  # forged bytes can raise anything, all of it says one thing
        raise ForeignDataError(f"not a record of the allowed classes: {error}") from error
    return record


class _Reader(pickle.Unpickler):
    """An unpickler that hands out stand-ins for the allowed classes, so that these stay out of its reach."""

    def __init__(self, data: bytes, allowed: frozenset[type]) -> None:
        super().__init__(io.BytesIO(data))
        self._makers = _makers(allowed)

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        """Return what makes instances of the allowed class `name` of `module`; nothing is imported."""
        maker = self._makers.get((module, name))
        if maker is None:
            raise ForeignDataError(f"{module}.{name} is not allowed")
        return maker


class _Sealed(type):
    """The type of the stand-ins. A pickle may set attributes of any object it gets: not of these."""

    real: type

    def __setattr__(cls, name: str, value: object) -> None:
        raise ForeignDataError("it sets an attribute of a class")

    def __call__(cls, *values: object) -> object:
        return cls.real(*values)


@cache
def _makers(allowed: frozenset[type]) -> dict[tuple[str, str], type]:
    """Return what stands for each allowed class, by its module and name: classes within classes have none."""
    return {
        (kind.__module__, kind.__qualname__): kind if kind in TIMES else _stand_in(kind)
        for kind in allowed | TIMES
        if "." not in kind.__qualname__
    }


def _stand_in(real: type) -> type:
    """Return the class that makes instances of `real` and gives no way to `real` itself."""

    def new(_: type, *values: object, **named: object) -> object:
        return real.__new__(real, *values, **named)

    return _Sealed(real.__name__, (), {"__new__": new, "__slots__": (), "real": real})
