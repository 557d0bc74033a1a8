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
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

LOST = "a process of the build was ended from outside, perhaps for want of memory: free some"

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
        raise WorkerError(LOST) from error
    finally:
        pool.shutdown(cancel_futures=True)


class Aside(Generic[R]):
    """A job that another process does meanwhile, where one starts quickly, with what is handed to it.

    Where none does, the job is done when its result is asked for.
    """

    def __init__(self, job: Callable[[Iterator[Any]], R]) -> None:
        self._job = job
        self._handed: list[Any] = []
        self._process: BaseProcess | None = None
        if _can_fork():
            self._pipe, there = multiprocessing.Pipe()
            # A process that ends does not wait for this one.
            fork = multiprocessing.get_context("fork").Process
            self._process = fork(target=_answer, args=(job, there, self._pipe), daemon=True)
            self._process.start()
            there.close()

    def hand(self, item: object) -> None:
        """Hand over something more; this may wait until the job takes it.

        A job that has ended takes nothing: its result says why.
        """
        if self._process is None:
            self._handed.append(item)
            return
        with suppress(ConnectionError):
            self._pipe.send([item])

    def result(self) -> R:
        """Say that nothing more comes, and return the result or raise what the job raised, or WorkerError."""
        if self._process is None:
            return self._job(iter(self._handed))
        try:
            # A job that has all it needs does not wait for this.
            with suppress(ConnectionError):
                self._pipe.send([])
            done, said = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerError(LOST) from error
        finally:
            self.drop()
        if not done:
            raise said
        result: R = said
        return result

    def drop(self) -> None:
        """Let go of the job, done or not."""
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()


def _answer(job: Callable[[Iterator[Any]], object], pipe: Connection, other_end: Connection) -> None:
    other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    try:
        answer = True, job(_handed(pipe))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - raised where the result is asked for
        answer = False, error
    with suppress(OSError):
        pipe.send(answer)


def _handed(pipe: Connection) -> Iterator[Any]:
    while item := pipe.recv():
        yield item[0]


def _can_fork() -> bool:
    """Whether a fork is safe: it would copy locks that threads hold."""
    return sys.platform == "linux" and threading.active_count() == 1


def _context() -> Any:  # noqa: ANN401 - multiprocessing's contexts share no type that pools accept
    """Return the quickest way to start a process that is safe."""
    return multiprocessing.get_context("fork" if _can_fork() else "spawn")


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
