"""Runs the Pagefind program over pages of HTML and puts the index that it makes in a fixed order.

Pagefind 1.5 (https://pagefind.app) is driven through its service mode, the line that its own Node and
Python packages use: requests and answers are JSON in base64, each ended by a comma. Its command line
reads a folder instead, and numbers the pages as the file system happens to list them, so that the same
letters would make another index on another disk. Here they are numbered as they are sent. The files
come back over the line too: told to write them, the program says that it has before it has.

A bundle's files are gzip over a signature and CBOR (RFC 8949), fragments over a signature and JSON.
Between two runs on the same pages two things differ: the order of the values in a filter's file, and
the order of the filters in the index's own file. The names of both follow from their bytes.
"""

import base64
import gzip
import hashlib
import importlib
import io
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO, cast

import cbor2

SIGNATURE = b"pagefind_dcd"


class SearchIndexError(Exception):
    """The search index could not be made; the message is one sentence that says why."""


def index_pages(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """Index pages, pairs of address and HTML; return the bundle's files by name.

    Page n of the index is the nth of `pages`. All are read as `language`, an ISO 639-1 code, whatever
    their own. Raises SearchIndexError when Pagefind does not start, refuses a page or stops half-way.
    """
    command = [executable(), "--service"]
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
            )
        except OSError as error:
            raise SearchIndexError(f"Pagefind did not start ({command[0]}): {error.strerror}") from error
        with process, ThreadPoolExecutor(1) as reader:
            requests, answers = cast("IO[bytes]", process.stdin), cast("io.BufferedReader", process.stdout)
            # Answers are read while requests are sent: a full pipe would stop both sides for ever.
            reading = reader.submit(_files, answers)
            try:
                _send(requests, _requests(pages, language))
                files = reading.result()
            finally:
                # It would wait for more.
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


def _requests(pages: Iterable[tuple[str, str]], language: str) -> Iterator[Mapping[str, object]]:
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for address, html in pages:
        yield {"type": "AddFile", "index_id": 0, "file_path": None, "url": address, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


def _send(stream: IO[bytes], requests: Iterator[Mapping[str, object]]) -> None:
    # A program that has gone away says why in its answers, or on its standard error.
    with suppress(OSError):
        for number, request in enumerate(requests):
            message = json.dumps({"message_id": number, "payload": request})
            stream.write(base64.b64encode(message.encode()) + b",")
        stream.flush()


def _files(stream: io.BufferedReader) -> dict[str, bytes] | None:
    """Read answers until the files come; None if they never do.

    Raises SearchIndexError when a request was refused.
    """
    for answer in _answers(stream):
        try:
            payload = json.loads(base64.b64decode(answer))["payload"]
            if payload["type"] == "Error":
                raise SearchIndexError(f"Pagefind refused a page: {payload['message']}")
            if payload["type"] == "GetFiles":
                return {file["path"]: base64.b64decode(file["content"]) for file in payload["files"]}
        except (ValueError, KeyError, TypeError):
            return None
    return None


def _answers(stream: io.BufferedReader) -> Iterator[bytes]:
    begun: list[bytes] = []
    while chunk := stream.read1():
        *ends, rest = chunk.split(b",")
        for end in ends:
            yield b"".join([*begun, end])
            begun = []
        begun.append(rest)


def put_in_order(
    files: Mapping[str, bytes], described: Callable[[str], Mapping[str, object]]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of a bundle that are the same for the same pages, without what no search needs.

    `described` gives, for a page's address, what its fragment shall say besides. The facts that a result
    shows come in here because Pagefind would search them too: "signatories" would find every letter.
    The addresses of the pages are returned as well, in the order of the index.
    Raises SearchIndexError when the files are not as Pagefind 1.5 makes them.
    """
    try:
        entry = json.loads(files["pagefind-entry.json"])
        ((language, about),) = entry["languages"].items()
        version, pages, chunks, filters, sorts, fields = cbor2.loads(
            _unpack(files[f"pagefind.{about['hash']}.pf_meta"])
        )
        paths = [f"fragment/{name}.pf_fragment" for name, _ in pages]
        fragments = [json.loads(_unpack(files[path])) for path in paths]
        addresses = [str(fragment["url"]) for fragment in fragments]
        values = [cbor2.loads(_unpack(files[f"filter/{name}.pf_filter"])) for _, name in filters]
        ordered = {name: cbor2.dumps([name, sorted(of_name)]) for name, of_name in sorted(values)}
        script = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
        kept = {
            name: files[name]
            for name in files
            if name in ("pagefind.js", script) or name.startswith("index/")
        }
    except (EOFError, OSError, ValueError, LookupError, TypeError, cbor2.CBORDecodeError) as error:
        raise SearchIndexError(f"Pagefind made an index that is not of version 1.5: {error!r}") from error
    for path, fragment, address in zip(paths, fragments, addresses, strict=True):
        said = fragment | {"filters": {}} | described(address)
        kept[path] = _pack(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())
    names = {name: _name(data, language) for name, data in ordered.items()}
    kept |= {f"filter/{names[name]}.pf_filter": _pack(data) for name, data in ordered.items()}
    meta = cbor2.dumps(
        [version, pages, chunks, [list(pair) for pair in names.items()], sorted(sorts), fields]
    )
    about["hash"] = _name(meta, language)
    kept[f"pagefind.{about['hash']}.pf_meta"] = _pack(meta)
    kept["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return kept, addresses


def _name(data: bytes, language: str) -> str:
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _unpack(file: bytes) -> bytes:
    data = gzip.decompress(file)
    if not data.startswith(SIGNATURE):
        raise ValueError("a file has no signature")
    return data.removeprefix(SIGNATURE)


def _pack(data: bytes) -> bytes:
    buffer = io.BytesIO()
    # Neither a file name nor a time goes into the header.
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as file:
        file.write(SIGNATURE + data)
    return buffer.getvalue()
