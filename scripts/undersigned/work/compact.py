"""JSON (RFC 8259) without spaces, in UTF-8: what most files and digests of an archive are made of."""

from typing import Any

import msgspec
from pydantic import BaseModel


def encoded(value: object) -> bytes:
    """Return a value as JSON: plain values, days as in RFC 3339, dataclasses and models as objects.

    Raises TypeError for other kinds of values, and UnicodeEncodeError for text that is none.
    """
    return _encoder.encode(value)


def decoded(data: bytes | memoryview | str) -> Any:  # noqa: ANN401 - JSON
    """Return what JSON says. Raises ValueError for bytes that are none."""
    return _decoder.decode(data)


def _plain(value: object) -> object:
    """Return what stands for a value of a kind that JSON does not have."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"JSON has nothing like a {type(value).__name__}")


_encoder = msgspec.json.Encoder(enc_hook=_plain)
_decoder = msgspec.json.Decoder()
