"""Runs the Pagefind program over pages of HTML.

Pagefind 1.5 (https://pagefind.app) is driven through its service mode, the line that its own Node and
Python packages use: requests and answers are JSON in base64, each ended by a comma. Its command line
reads a folder instead, and numbers the pages as the file system happens to list them, so that the same
letters would make another index on another disk. Here they are numbered as they are sent. The files
come back over the line too: told to write them, the program says that it has before it has.
"""

import base64
import importlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Timer
from typing import IO, cast

from undersigned.work.compact import decoded, encoded

LONGEST_READ = 2**16
"""Bytes that a pipe holds."""
LONGEST_RUN = 600
"""Seconds after which Pagefind has gone wrong; it indexes some 400 letters in one."""


class SearchIndexError(Exception):
    """The search index could not be made; the message is one sentence that says why."""


def index_pages(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """Index pages, pairs of address and HTML; return the bundle's files by name.

    Page n of the index is the nth of `pages`. All are read as `language`, an ISO 639-1 code, whatever
    their own. Any number of threads may call this at once; the program is gone when it returns. Raises
    SearchIndexError when Pagefind does not start, refuses a page, stops half-way or takes LONGEST_RUN.
    """
    command = [executable(), "--service"]
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
            )
        except OSError as error:
            raise _no_start(command[0], error) from error
        limit = Timer(LONGEST_RUN, process.kill)
        with process, ThreadPoolExecutor(1) as reader:
            requests, answers = cast("IO[bytes]", process.stdin), cast("io.BufferedReader", process.stdout)
            # Answers are read while requests are sent: a full pipe would stop both sides for ever.
            reading = reader.submit(_files, answers)
            # After the last answer, the program would wait for more, and whoever sends for the program.
            reading.add_done_callback(lambda _: process.kill())
            limit.start()
            try:
                _send(requests, _requests(pages, language))
                files = reading.result()
            finally:
                limit.cancel()
                limit.join()
                process.kill()
                with suppress(OSError):
                    requests.close()
        if files is None:
            complaints.seek(0)
            said = " ".join(complaints.read().decode(errors="replace").split())[-400:]
            raise SearchIndexError(f"Pagefind stopped before it had an index: {said or 'it said nothing'}")
    return files


def executable() -> str:
    """Return the Pagefind program: `PAGEFIND_BINARY_PATH`, else the installed package's, else the PATH's.

    The plain program comes before the extended one, which cuts Chinese and Japanese into words of its
    own, so that every machine makes the same index. Raises SearchIndexError where there is none.
    """
    if named := os.environ.get("PAGEFIND_BINARY_PATH"):
        return named
    for module in ("pagefind_bin", "pagefind_bin_extended"):
        try:
            return str(importlib.import_module(module).get_executable())
        except (ImportError, FileNotFoundError):
            continue
    found = shutil.which("pagefind") or shutil.which("pagefind_extended")
    if found is None:
        raise SearchIndexError(
            "Pagefind is not here: pip install 'pagefind[bin]', or set PAGEFIND_BINARY_PATH"
        )
    return found


def version() -> bytes:
    """Return what tells one program from another: its name, and the version that it prints.

    Raises SearchIndexError when it does not start.
    """
    return _version(executable())


@cache
def _version(program: str) -> bytes:
    try:
        asked = subprocess.run(
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LONGEST_RUN,
        )
    except OSError as error:
        raise _no_start(program, error) from error
    except subprocess.TimeoutExpired as error:
        raise SearchIndexError(f"Pagefind does not say its version ({program})") from error
    return Path(program).stem.encode() + b" " + asked.stdout.strip()


def _no_start(program: str, error: OSError) -> SearchIndexError:
    return SearchIndexError(f"Pagefind did not start ({program}): {error.strerror}")


def _requests(pages: Iterable[tuple[str, str]], language: str) -> Iterator[Mapping[str, object]]:
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for address, html in pages:
        yield {"type": "AddFile", "index_id": 0, "file_path": None, "url": address, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


def _send(stream: IO[bytes], requests: Iterator[Mapping[str, object]]) -> None:
    # A program that has gone away says why in its answers, or on its standard error.
    with suppress(OSError):
        for number, request in enumerate(requests):
            message = encoded({"message_id": number, "payload": request})
            stream.write(base64.b64encode(message) + b",")
        stream.flush()


def _files(stream: io.BufferedReader) -> dict[str, bytes] | None:
    """Read answers until the files come; None if they never do.

    Raises SearchIndexError when a request was refused.
    """
    for answer in _answers(stream):
        try:
            payload = decoded(base64.b64decode(answer))["payload"]
            if payload["type"] == "Error":
                raise SearchIndexError(f"Pagefind refused a page: {payload['message']}")
            if payload["type"] == "GetFiles":
                return {file["path"]: base64.b64decode(file["content"]) for file in payload["files"]}
        except (ValueError, KeyError, TypeError):
            return None
    return None


def _answers(stream: io.BufferedReader) -> Iterator[bytes]:
    begun: list[bytes] = []
    while chunk := stream.read1(LONGEST_READ):
        *ends, rest = chunk.split(b",")
        for end in ends:
            yield b"".join([*begun, end])
            begun = []
        begun.append(rest)
