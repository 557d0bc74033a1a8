"""Work is spread over processes, however they start, and whoever waits is told how far it has come."""

import os
import pickle
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread
from time import monotonic

import pytest

from generate import generate
from sites import contents, environment, mkdocs, run_mkdocs
from undersigned.work.memory import Stamped
from undersigned.work.progress import PATIENCE, Bar, Lines, Progress, progress
from undersigned.work.store import Store
from undersigned.work.workers import LOST, Aside, WorkerError, spread

NUMBERS = list(range(-40, 40))
WITH_A_THREAD = """
import sys, threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""
"""Runs MkDocs beside a thread, so that no process can be forked: all are spawned, as on macOS and Windows."""


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_results_come_in_order(processes: int) -> None:
    assert list(spread(abs, NUMBERS, processes)) == list(map(abs, NUMBERS))
    assert list(spread(abs, [], processes)) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_job_raises_is_raised_here(processes: int) -> None:
    with pytest.raises(ValueError, match="'x'"):
        list(spread(int, ["1", "2", "x", "4"], processes))


def test_process_that_is_ended_from_outside_is_said_in_a_sentence() -> None:
    with pytest.raises(WorkerError, match="want of memory"):
        list(spread(os._exit, [1, 1], 2))


ASIDE = """
import multiprocessing, os
from undersigned.work.workers import Aside, WorkerError

def fail(items):
    raise ValueError(next(items))

here = os.getpid()
aside = Aside(lambda items: (os.getpid() == here, sum(items)))
for number in range(5):
    aside.hand(number)
print(aside.result())
early = Aside(next)
early.hand(7)
print(early.result())
failing = Aside(fail)
failing.hand("sorry")
for _ in range(100):
    failing.hand(bytes(100_000))
try:
    failing.result()
except ValueError as error:
    print("raised", error)
try:
    Aside(lambda items: os._exit(1)).result()
except WorkerError as error:
    print(error)
waiting = Aside(list)
print(len(multiprocessing.active_children()), end=" ")
waiting.drop()
print(len(multiprocessing.active_children()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the job is done by the process that asks")
def test_a_job_aside_is_done_by_another_process() -> None:
    # A program of its own: pytest may have threads, and then no process can be forked.
    said = subprocess.run([sys.executable, "-c", ASIDE], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["(False, 10)", "7", "raised sorry", LOST, "1 0"]


def test_a_job_aside_is_done_here_where_threads_run() -> None:
    end = Event()
    thread = Thread(target=end.wait)
    thread.start()
    try:
        aside = Aside(sum)
        aside.hand(3)
        aside.hand(4)
        assert aside.result() == 7
    finally:
        end.set()
        thread.join()


def test_spawned_processes_make_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path, 130, signatories=9, topics=4)
    done = run_mkdocs(tmp_path, "build", "--strict", "--site-dir", "forked")
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-c", WITH_A_THREAD, "build", "--strict", "--site-dir", "spawned"]
    (tmp_path / ".cache").rename(tmp_path / "other cache")
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "forked") == contents(tmp_path / "spawned")


def test_long_work_says_a_line_now_and_then() -> None:
    said: list[str] = []
    # The last line was said long ago.
    lines = Lines(say=said.append, said=monotonic() - PATIENCE)
    with lines.stage("reading letters", 4_000, done=1_000) as stage:
        for _ in range(3):
            stage.advance(1_000)
    assert said == ["reading letters: 2,000 of 4,000"]
    assert [(one.name, one.done, one.total) for one in lines.stages] == [("reading letters", 4_000, 4_000)]
    assert lines.stages[0].seconds > 0
    assert lines.running == []


def test_quick_work_says_nothing() -> None:
    said: list[str] = []
    with Lines(say=said.append).stage("reading letters", 2) as stage:
        stage.advance()
        stage.advance()
    assert said == []


def test_a_stage_that_fails_is_over() -> None:
    quiet = Progress()

    def fail() -> None:
        with quiet.stage("drawing pages", 3) as stage:
            stage.advance()
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fail()
    assert quiet.running == []


def test_terminal_gets_a_bar_and_a_clean_line_after_it(tmp_path: Path) -> None:
    generate(tmp_path, 130, signatories=9, topics=4)
    ours, theirs = pty.openpty()
    heard: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                heard.append(os.read(ours, 4096))
            except OSError:
                return  # the terminal is closed

    listener = Thread(target=listen)
    listener.start()
    process = subprocess.Popen(mkdocs("build", "--strict"), cwd=tmp_path, env=environment(), stderr=theirs)
    os.close(theirs)
    try:
        assert process.wait(100) == 0
    finally:
        process.kill()
    listener.join()
    os.close(ours)
    said = b"".join(heard).decode()
    assert "\r\x1b[Kreading letters [" in said
    assert "drawing pages [" in said
    assert " of 130" in said
    # Each message starts on an empty line.
    assert all(
        line.rpartition("\x1b[K")[2].startswith("INFO") for line in said.split("\r\n") if "INFO" in line
    )
    assert not any("#] INFO" in line for line in said.splitlines())


def test_bar_only_where_errors_go_to_a_terminal() -> None:
    assert isinstance(progress(print), Lines)
    assert not isinstance(progress(print), Bar)


class Doorway(Store):
    """A store that keeps whoever uses it waiting a while, and tells whether two ever met there."""

    door = Barrier(2)
    met = False

    def put(self, key: bytes, value: bytes) -> None:
        try:
            self.door.wait(timeout=0.2)
            self.met = True
        except BrokenBarrierError:
            self.door.reset()
        super().put(key, value)


def test_threads_use_one_memory_in_turn(tmp_path: Path) -> None:
    store = Doorway(tmp_path)
    memory = Stamped(store, b"stamp")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: memory.put(bytes([n]), b"value %d" % n), range(4)))
    assert not store.met
    assert [memory.get(bytes([n])) for n in range(4)] == [b"value %d" % n for n in range(4)]


def test_another_process_has_a_memory_of_the_same_folder(tmp_path: Path) -> None:
    memory = Stamped(Store(tmp_path), b"stamp")
    memory.put(b"key", b"value")
    memory.flush()
    assert pickle.loads(pickle.dumps(memory)).get(b"key") == b"value"  # noqa: S301 - our own
