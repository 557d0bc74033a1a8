"""Runs one command and says how long it took, what it cost, and how much memory it needed."""

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic, thread_time
from typing import Self

INTERVAL = 0.05
"""Seconds between two looks at the memory, unless a look takes long."""
RESTS = 100
"""A look is followed by a rest of at least so many times its own length: it takes time from the command."""
TAIL = 2_000
"""Characters of a failed command's output that its error shows."""
PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


class BenchError(Exception):
    """A command failed, or did not do what it was measured for; the message says what."""


class OverLimitError(BenchError):
    """A command took longer than it was given."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """What one command, or several one after the other, took."""

    seconds: float
    """From its start to its end, the start of its processes included."""
    cpu: float
    """Seconds of all processors together, in user and kernel mode."""
    peak: int
    """Bytes: the highest sum of PSS over the process and all that descend from it; 0 where unknown."""
    others: float
    """Processors that other programs used meanwhile, on average."""

    def then(self, after: "Measurement") -> "Measurement":
        """Return what this and a command after it took together."""
        seconds = self.seconds + after.seconds
        others = (self.others * self.seconds + after.others * after.seconds) / seconds
        peak = max(self.peak, after.peak)
        return Measurement(seconds=seconds, cpu=self.cpu + after.cpu, peak=peak, others=others)


def measure(command: Sequence[str], folder: Path, more: Mapping[str, str], limit: float) -> Measurement:
    """Run `command` in `folder` with `more` in its environment, for at most `limit` seconds.

    Raises BenchError when it fails and OverLimitError when it takes longer.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | dict(more)
    # What was written before should not be left to this command's time.
    os.sync()
    with tempfile.TemporaryFile() as said:
        cpu, busy, start = _cpu_of_children(), _busy(), monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _Watch(process.pid) as watch:
            try:
                ended = _wait(process, limit)
            finally:
                if process.returncode is None:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        seconds = monotonic() - start
        used = _cpu_of_children() - cpu
        if not ended:
            raise OverLimitError(f"{Path(command[0]).name} took longer than {limit:.0f} s")
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-TAIL:]
            raise BenchError(f"{' '.join(command)} failed in {folder}:\n{tail}")
    others = max(0.0, (_busy() - busy - used) / seconds)
    return Measurement(seconds=seconds, cpu=used, peak=watch.peak, others=others)


def _wait(process: subprocess.Popen[bytes], limit: float) -> bool:
    """Wait for the end; False if it did not come in time.

    A wait with a time-out would notice the end up to 50 ms late, so it is another thread that waits.
    """
    waiter = Thread(target=process.wait, daemon=True)
    waiter.start()
    waiter.join(limit)
    return not waiter.is_alive()


class _Watch:
    """Looks at the memory of a process and its descendants, in a thread, until the block is left.

    PSS counts memory that several processes share once, divided among them. It is costly to read, so
    it is read only when RSS, which is never less, is above the highest PSS seen.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak = 0
        self._end = Event()
        self._thread = Thread(target=self._look_often, daemon=True)

    def __enter__(self) -> Self:
        if (PROC / "self" / "smaps_rollup").exists():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        if self._thread.ident:
            self._thread.join()

    def _look_often(self) -> None:
        rest = 0.0
        while not self._end.wait(rest):
            start = thread_time()
            processes = list(_descendants(self.root))
            if sum(map(_rss, processes)) > self.peak:
                self.peak = max(self.peak, sum(map(_pss, processes)))
            rest = max(INTERVAL, RESTS * (thread_time() - start))


def _descendants(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in (PROC / str(process) / "task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _descendants(int(child))


def _rss(process: int) -> int:
    with suppress(OSError, IndexError):
        said = (PROC / str(process) / "statm").read_text(encoding="ascii")
        return int(said.split()[1]) * resource.getpagesize()
    return 0


def _pss(process: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(process) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _busy() -> float:
    """Return the seconds that all processors have worked since the machine started; 0 where unknown."""
    try:
        line = (PROC / "stat").read_text(encoding="ascii").split("\n", 1)[0]
    except OSError:
        return 0.0
    user, nice, system, _idle, _wait, interrupts, soft, stolen, *_ = map(int, line.split()[1:])
    return (user + nice + system + interrupts + soft + stolen) / TICKS
