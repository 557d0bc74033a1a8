"""Says how far long work has come: a bar on a terminal, now and then a line elsewhere."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TextIO

BEAT = 0.1
"""Seconds between two drawings of the bar."""
PATIENCE = 5.0
"""Seconds between two lines where there is no terminal; work that is quicker says nothing."""
BAR = 20
"""Characters of a bar."""


@dataclass
class Stage:
    """One kind of work: how much of it there is, how much is done, and how long it took in seconds."""

    name: str
    total: int
    done: int
    progress: "Progress"
    started: float = field(default_factory=monotonic)
    seconds: float = 0.0

    def advance(self, by: int = 1) -> None:
        """Note that so much more is done."""
        self.done += by
        self.progress.show()

    def __str__(self) -> str:
        """Read as `reading letters [####      ] 4,000 of 10,000`."""
        filled = BAR * self.done // max(self.total, 1)
        return f"{self.name} [{'#' * filled}{' ' * (BAR - filled)}] {self.done:,} of {self.total:,}"


@dataclass
class Progress:
    """Keeps the time of each stage, and says nothing."""

    stages: list[Stage] = field(default_factory=list)
    running: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, total: int, done: int = 0) -> Iterator[Stage]:
        """Run one stage, beside others perhaps; `total` and `done` count letters, pages or the like."""
        one = Stage(name, total, done, self)
        self.stages.append(one)
        self.running.append(one)
        try:
            yield one
        finally:
            one.seconds = monotonic() - one.started
            self.running.remove(one)
            self.finish()

    def show(self) -> None:
        """Say how far it has come, if it is time to."""

    def finish(self) -> None:
        """Take away what was shown of a stage that ended."""


@dataclass
class Bar(Progress):
    """Draws one line on a terminal, again and again."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    shown: float = 0.0

    def show(self) -> None:
        """Draw the line anew."""
        if monotonic() - self.shown >= BEAT:
            self.shown = monotonic()
            width = shutil.get_terminal_size().columns - 1
            self._write("  ".join(map(str, self.running))[:width])

    def finish(self) -> None:
        """Clear the line, so that the next message starts on an empty one."""
        self._write("")

    def _write(self, text: str) -> None:
        self.stream.write(f"\r\x1b[K{text}")
        self.stream.flush()


@dataclass
class Lines(Progress):
    """Says a line now and then."""

    say: Callable[[str], None] = print
    said: float = field(default_factory=monotonic)

    def show(self) -> None:
        """Say a line if none was said for a while."""
        if monotonic() - self.said >= PATIENCE:
            self.said = monotonic()
            self.say("; ".join(f"{s.name}: {s.done:,} of {s.total:,}" for s in self.running))


def progress(say: Callable[[str], None]) -> Progress:
    """Return what suits where errors are printed: a bar on a terminal, else lines through `say`."""
    if sys.stderr.isatty():
        return Bar()
    return Lines(say=say)
