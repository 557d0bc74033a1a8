"""An S3 server on this machine, rclone's own, that the script of the template publishes to."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from sites import ROOT, environment

SCRIPT = ROOT / "template" / "publish-s3.sh"
RCLONE = Path(sys.executable).with_name("rclone")
REQUEST = re.compile(r"serve s3: (CREATE OBJECT|DELETE): (\S+) (.*)$")
MARK = "where-the-log-was-read"


class Change(NamedTuple):
    """One thing that the server was asked to do to a file."""

    kind: str
    path: str


class Storage:
    """An S3 server, whose buckets are the folders of a folder."""

    def __init__(self, folder: Path, url: str, log: "Queue[str]") -> None:
        self.folder = folder
        self.url = url
        self._log = log

    def publish(self, site: Path, bucket: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Copy a site into a bucket as the template's script does, with no wait before deletions."""
        return publish(site, bucket, *options, url=self.url)

    def put(self, path: str, content: bytes = b"") -> None:
        """Make a bucket, or put a file into one."""
        self._ask("PUT", path, content)

    def headers(self, bucket: str, path: str) -> dict[str, str]:
        """Return the headers with which a file is delivered."""
        return self._ask("HEAD", f"{bucket}/{path}")

    def _ask(self, method: str, path: str, content: bytes | None = None) -> dict[str, str]:
        url = f"{self.url}{quote(path)}"
        with urlopen(Request(url, method=method, data=content)) as answer:  # noqa: S310 - our own server
            return dict(answer.headers)

    def changes(self) -> list[Change]:
        """Return what was done to files since this was last asked, in the order in which it was begun."""
        with suppress(HTTPError):
            self._ask("HEAD", f"{MARK}/x")
        found: dict[Change, None] = {}
        for line in iter(self._log.get, ""):
            if MARK in line:
                break
            if request := REQUEST.search(line.rstrip("\n")):
                found[Change("DELETE" if request[1] == "DELETE" else "CREATE", request[3])] = None
        return list(found)


def publish(site: Path, bucket: str, *options: str, url: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a site and a bucket of the server at a URL."""
    remote = {
        "TYPE": "s3",
        "PROVIDER": "Other",
        "ENDPOINT": url,
        "ACCESS_KEY_ID": "x",
        "SECRET_ACCESS_KEY": "y",
    }
    variables = {f"RCLONE_CONFIG_LOCAL_{name}": value for name, value in remote.items()}
    path = f"{RCLONE.parent}:{environment()['PATH']}"
    # One file after another: this server stumbles over two that make the same folder at once.
    once = {"RCLONE_TRANSFERS": "1", "RCLONE_LOW_LEVEL_RETRIES": "1"}
    more = environment(**variables, **once, PATH=path, RCLONE_CONFIG="/dev/null", PAGES_MAX_AGE="0")
    # With a list of authorities of its own, rclone 1.60 refuses to start.
    more.pop("AWS_CA_BUNDLE", None)
    return subprocess.run(
        [SCRIPT, site, f"local:{bucket}", *options],
        env=more,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _collect(lines: Iterable[str], log: "Queue[str]") -> None:
    for line in lines:
        log.put(line)
    # The end: whoever waits for more waits for nothing.
    log.put("")


@contextmanager
def storage(folder: Path) -> Iterator[Storage]:
    """Run an S3 server on the buckets in a folder."""
    command = [
        str(RCLONE),
        "serve",
        "s3",
        str(folder),
        "--addr",
        "127.0.0.1:0",
        "-vv",
        "--config",
        "/dev/null",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stderr is not None
        started = (re.search(r"Starting s3 server on \[(\S+)\]", line) for line in server.stderr)
        url = next(found[1] for found in started if found)
        log: Queue[str] = Queue()
        reading = Thread(target=_collect, args=(server.stderr, log))
        reading.start()
        try:
            yield Storage(folder, url, log)
        finally:
            server.terminate()
            reading.join()
