"""Reads a file in a process of its own, with limits to its time and memory, since files can be hostile."""

import contextlib
import importlib.util
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import msgspec

from undersigned.drafting.document import Document, UnreadableError
from undersigned.drafting.reading.kinds import Kind

MODULES = {Kind.HTML: "html", Kind.DOCX: "docx", Kind.PDF: "pdf"}
"""The module beside this one that reads a kind, with its function `read_data(bytes) -> Document`."""
NEEDED = {Kind.HTML: ("bs4", "html5lib"), Kind.DOCX: ("mammoth", "bs4"), Kind.PDF: ("pdfplumber",)}
DEEPEST = 10_000
INSTEAD = "save it anew, or paste its text into a .txt file"
INSTALL = 'pip install "undersigned[import]"'
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from undersigned.drafting.reading.apart import answer; answer(*sys.argv[2:])"
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What reading one file may take: `seconds`, and bytes of `memory` where the system counts them."""

    seconds: int = 120
    memory: int = 1024**3


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """What the process says: a document, or why there is none."""

    document: Document | None = None
    refusal: str = ""


def read_apart(path: Path, kind: Kind, limits: Limits = Limits()) -> Document:
    """Return what the reader of `kind` makes of the file at `path`.

    Raises UnreadableError, also when the reader exceeds `limits` or crashes.
    """
    if any(importlib.util.find_spec(name) is None for name in NEEDED[kind]):
        raise UnreadableError(f"to read {kind.value}, run: {INSTALL}")
    command = [sys.executable, "-c", START, json.dumps(sys.path), str(path), kind.name]
    command += [str(limits.memory), str(limits.seconds)]
    try:
        # Bytes that a parser reads wrongly may make it say anything on the way; only the answer counts.
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"reading it took more than {limits.seconds} seconds: {INSTEAD}") from error
    try:
        told = msgspec.json.decode(done.stdout, type=_Answer)
    except msgspec.MsgspecError as error:
        raise UnreadableError(f"reading it failed, since it is broken or too large: {INSTEAD}") from error
    if told.document is None:
        raise UnreadableError(told.refusal)
    return told.document


def answer(path: str, kind: str, memory: str, seconds: str) -> None:
    """Read the file at `path` within limits and write the answer: what the process of its own does."""
    _limit(int(memory), int(seconds))
    # Parsers go down an element's children by calls; a document nested more deeply than this is no letter.
    sys.setrecursionlimit(DEEPEST)
    logging.disable()
    try:
        reader = import_module(f"undersigned.drafting.reading.{MODULES[Kind[kind]]}")
        told = _Answer(document=reader.read_data(Path(path).read_bytes()))
    except UnreadableError as error:
        told = _Answer(refusal=str(error))
    except RecursionError:
        told = _Answer(refusal=f"its parts stand in each other more deeply than a letter's: {INSTEAD}")
    except MemoryError:
        told = _Answer(refusal=f"reading it takes too much memory: {INSTEAD}")
    except Exception as error:  # noqa: BLE001 - parsers raise anything at all for a broken file
        told = _Answer(refusal=f"it is broken ({type(error).__name__}): {INSTEAD}")
    sys.stdout.buffer.write(msgspec.json.encode(told))


def _limit(memory: int, seconds: int) -> None:
    """Limit the memory of this process where the system can, and its time, should the other be gone."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
