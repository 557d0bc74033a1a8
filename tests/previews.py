"""A running `mkdocs serve`, to be edited, listened to and read."""

import socket
import subprocess
from contextlib import closing
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic
from urllib.request import urlopen

from sites import environment, mkdocs

PATIENCE = 60
"""Seconds after which a preview has gone wrong."""


class Preview:
    """A running `mkdocs serve`, and what it says line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}"),
            cwd=folder,
            env=environment(PYTHONUNBUFFERED="1", TMPDIR=str(folder.parent)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.url = f"http://127.0.0.1:{port}/archive/"
        self.lines: Queue[str] = Queue()
        self.listener = Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line)

    def wait_for(self, words: str, patience: float = PATIENCE) -> str:
        """Return all it says within so many seconds until a line with `words`, that one included."""
        end = monotonic() + patience
        heard = ""
        while words not in heard:
            heard += self.lines.get(timeout=max(0.0, end - monotonic()))
        return heard

    def edit(self, path: str, before: str, after: str) -> str:
        """Change a file, wait until it was built anew, and return what was said meanwhile."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        return self.wait_for("Reloading browsers")

    def read(self, address: str) -> str:
        with urlopen(self.url + address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.listener.join(PATIENCE)
