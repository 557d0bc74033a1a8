"""Spreads work over processes; what all of them need is handed to each once, at its start."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkerError(Exception):
    """A process was ended from outside; the message is one sentence that says what to do."""


def cores() -> int:
    """Return how many processes this machine lets us run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(job: Callable[[T], R], items: Sequence[T], processes: int) -> Iterator[R]:
    """Yield `job(item)` for each of `items`, in their order, worked out by so many processes.

    `job` is inherited or pickled once for each process, items and results each time. One process, or
    one item, means this process. What `job` raises is raised here. Raises WorkerError.
    """
    if processes < 2 or len(items) < 2:  # noqa: PLR2004 - one alone is quicker here
        yield from map(job, items)
        return
    pool = ProcessPoolExecutor(
        min(processes, len(items)), mp_context=_context(), initializer=_begin, initargs=(job,)
    )
    try:
        yield from pool.map(_work, items)
    except BrokenProcessPool as error:
        msg = "a process that draws pages was ended from outside, perhaps for want of memory: free some"
        raise WorkerError(msg) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> Any:  # noqa: ANN401 - multiprocessing's contexts share no type that pools accept
    """Return the quickest way to start a process that is safe: a fork would copy locks that threads hold."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


_job: Callable[[Any], Any]


def _begin(job: Callable[[Any], Any]) -> None:
    global _job  # noqa: PLW0603 - a process has one job, handed over once
    _job = job
    # Who interrupts the build ends its workers through it, not each with a report of its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was inherited stays shared: the collector would write to every object of it.
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(item: Any) -> Any:  # noqa: ANN401 - see spread
    return _job(item)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: nobody would take its results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        with suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)
