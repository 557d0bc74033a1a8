"""MkDocs begun many times by one process that has read code and templates: each run is a fork of it."""

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

LARGEST = 200_000
"""Bytes of an order: arguments and environment."""


class Forks:
    """A process that waits for orders. To read the code takes longer than to build a small archive.

    A fork knows nothing of the runs before it, ends as any program does, and is killed like one.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def run(
        self, arguments: list[str], folder: Path, environment: Mapping[str, str], limit: float
    ) -> subprocess.CompletedProcess[str]:
        """Run MkDocs in `folder`; return how it went, once nobody can write to its output any more.

        Raises subprocess.TimeoutExpired after `limit` seconds; there can be no more runs then.
        """
        order = json.dumps([arguments, str(folder), dict(environment)]).encode()
        ours, theirs = zip(os.pipe(), os.pipe(), strict=True)
        socket.send_fds(self._orders, [order], theirs)
        for end in theirs:
            os.close(end)
        timer = Timer(limit, os.killpg, (self._process.pid, signal.SIGKILL))
        timer.start()
        try:
            with ThreadPoolExecutor(len(ours)) as pool:
                stdout, stderr = pool.map(_read, ours)
            code = self._orders.recv(LARGEST)
        finally:
            timer.cancel()
        if not code:
            raise subprocess.TimeoutExpired(arguments, limit, stdout, stderr)
        return subprocess.CompletedProcess(arguments, int(code), stdout, stderr)

    def end(self) -> None:
        """Let the process go."""
        self._orders.close()
        self._process.wait()


def _read(pipe: int) -> str:
    with open(pipe, encoding="utf-8") as file:
        return file.read()


def _forked(orders: socket.socket) -> list[str]:
    """Fork for each order; return its arguments, in the fork alone."""
    while True:
        order, pipes, _, _ = socket.recv_fds(orders, LARGEST, 2)
        if not order:
            sys.exit()
        child = os.fork()
        if not child:
            break
        for pipe in pipes:
            os.close(pipe)
        _, status = os.waitpid(child, 0)
        orders.send(str(os.waitstatus_to_exitcode(status)).encode())
    orders.close()
    for number, pipe in enumerate(pipes, start=1):
        os.dup2(pipe, number)
        os.close(pipe)
    arguments, folder, environment = json.loads(order)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    # As `python -m` does.
    sys.path[0] = folder
    return [str(argument) for argument in arguments]


if __name__ == "__main__":
    import undersigned.plugin.plugin  # noqa: F401 - read for all forks
    from undersigned.render.templates import Templates

    # Compiled for all forks. The one left out is drawn by no `Templates`.
    templates = Templates([], {}, {}, {}).environment
    for name in templates.list_templates(filter_func=lambda name: name != "anywhere.html"):
        templates.get_template(name)

    # What runs as `__main__` is read by each run, as ever.
    del sys.modules["mkdocs.__main__"]
    gc.freeze()
    sys.argv[1:] = _forked(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
