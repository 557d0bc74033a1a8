"""The files of an index: what Pagefind makes of pages, put in a fixed order and shown with its facts.

A bundle's files are gzip over a signature and CBOR (RFC 8949), fragments over a signature and JSON.
Between two runs on the same pages two things differ: the order of the values in a filter's file, and
the order of the filters in the index's own file, so both are sorted here. Files are named by number:
the folder they lie in is named by all their bytes, and numbers are quicker to download than digests.
The number of a fragment is that of its page, and says in which order the pages were sent.
"""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import cbor2
import deflate

from undersigned.outputs.search.chunks import recut
from undersigned.outputs.search.pagefind import SearchIndexError
from undersigned.work.compact import decoded, encoded

SIGNATURE = b"pagefind_dcd"
META = "pagefind.index.pf_meta"
WASM = "wasm.engine.pagefind"
ENTRY = "pagefind-entry.json"
SCRIPT = "pagefind.js"
ANY_LANGUAGE = {"all": {"hash": "index", "wasm": "engine", "page_count": 1}}
"""What the entry says of every index, and with it where META and WASM are."""
LEVEL = 5
"""How hard gzip tries: at 1 it takes half the time for a thirtieth more."""
SEAL = 16
"""Bytes of the digest that guards what is remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """A folder of files that a browser loads, bit by bit."""

    name: str
    """16 hexadecimal digits of a SHA-256 over the files' names and bytes."""
    files: Mapping[str, bytes] | None
    """By path below a folder of that name; None where the caller has that folder already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Indexed:
    """What Pagefind made of some pages, the same for the same pages; each file under its number."""

    meta: bytes
    chunks: tuple[bytes, ...]
    filters: tuple[bytes, ...]
    fragments: tuple[bytes, ...]

    def packed(self) -> bytes:
        """Return this as bytes to be remembered."""
        return cbor2.dumps([self.meta, self.chunks, self.filters, self.fragments])

    @classmethod
    def unpacked(cls, data: bytes) -> "Indexed":
        """Return what `packed` made these bytes of."""
        meta, chunks, filters, fragments = cbor2.loads(data)
        return cls(meta=meta, chunks=tuple(chunks), filters=tuple(filters), fragments=tuple(fragments))


def in_fixed_order(files: Mapping[str, bytes]) -> Indexed:
    """Return what the files of Pagefind's bundle say.

    Raises SearchIndexError when they are not as Pagefind 1.5 makes them.
    """
    try:
        ((_, about),) = _entry(files)["languages"].items()
        version, pages, chunks, filters, _, fields = cbor2.loads(_unpack(files[_meta_name(about)]))
        words = list(recut(_unpack(files[f"index/{name}.pf_index"]) for *_, name in chunks))
        values = sorted(cbor2.loads(_unpack(files[f"filter/{name}.pf_filter"])) for _, name in filters)
        meta = [
            version,
            [[str(number), words] for number, (_, words) in enumerate(pages)],
            [[first, last, str(number)] for number, (first, last, _) in enumerate(words)],
            [[name, str(number)] for number, (name, _) in enumerate(values)],
            [],
            fields,
        ]
        return Indexed(
            meta=_pack(cbor2.dumps(meta)),
            chunks=tuple(_pack(data) for *_, data in words),
            filters=tuple(_pack(cbor2.dumps([name, sorted(of_name)])) for name, of_name in values),
            fragments=tuple(files[f"fragment/{name}.pf_fragment"] for name, _ in pages),
        )
    except (EOFError, OSError, ValueError, LookupError, TypeError, cbor2.CBORDecodeError) as error:
        raise _strange(error) from error


def engine(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what all indexes of one language have in common: Pagefind's script, its program, an index.

    That index makes it one that can be opened by itself. Raises SearchIndexError as above.
    """
    try:
        entry = _entry(files)
        ((_, about),) = entry["languages"].items()
        wasm = files[f"wasm.{about['wasm'] or 'unknown'}.pagefind"]
        script = files[SCRIPT]
    except (ValueError, LookupError, TypeError) as error:
        raise _strange(error) from error
    said = dict(sorted((entry | {"languages": ANY_LANGUAGE}).items()))
    return {ENTRY: encoded(said), META: in_fixed_order(files).meta, SCRIPT: script, WASM: wasm}


def finished(indexed: Indexed, pages: Iterable[tuple[str, Mapping[str, object]]]) -> dict[str, bytes]:
    """Return the files of an index by path.

    `pages` are the addresses that were indexed, in order, and what the fragment of each shall say
    besides. The facts that a result shows come in here because Pagefind would search them too:
    "signatories" would find every letter. Raises SearchIndexError when Pagefind left a page out.
    """
    files = {META: indexed.meta}
    files |= {f"index/{number}.pf_index": data for number, data in enumerate(indexed.chunks)}
    files |= {f"filter/{number}.pf_filter": data for number, data in enumerate(indexed.filters)}
    try:
        fragments = [decoded(_unpack(data)) for data in indexed.fragments]
        found = [str(fragment["url"]) for fragment in fragments]
    except (EOFError, OSError, ValueError, LookupError, TypeError) as error:
        raise _strange(error) from error
    wanted = dict(pages)
    if found != list(wanted):
        missing = sorted(wanted.keys() - set(found))
        first = missing[0] if missing else "none, but in another order"
        raise SearchIndexError(f"Pagefind left out {len(missing)} pages, the first being {first}")
    for number, fragment in enumerate(fragments):
        said = fragment | {"filters": {}} | wanted[found[number]]
        files[f"fragment/{number}.pf_fragment"] = _pack(encoded(said))
    return files


def name_of(files: Mapping[str, bytes]) -> str:
    """Return the name of a bundle of these files."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def sealed(data: bytes) -> bytes:
    """Return bytes from which `unsealed` gives back `data`."""
    return hashlib.blake2b(data, digest_size=SEAL).digest() + data


def unsealed(value: bytes | None) -> bytes | None:
    """Return what was sealed, None when that cannot be told any more."""
    if value is None or value[:SEAL] != hashlib.blake2b(value[SEAL:], digest_size=SEAL).digest():
        return None
    return value[SEAL:]


def _entry(files: Mapping[str, bytes]) -> Any:  # noqa: ANN401 - JSON
    return decoded(files[ENTRY])


def _meta_name(about: Mapping[str, str]) -> str:
    return f"pagefind.{about['hash']}.pf_meta"


def _strange(error: Exception) -> SearchIndexError:
    return SearchIndexError(f"Pagefind made an index that is not of version 1.5: {error!r}")


def _unpack(file: bytes) -> bytes:
    data = gzip.decompress(file)
    if not data.startswith(SIGNATURE):
        raise ValueError("a file has no signature")
    return data.removeprefix(SIGNATURE)


def _pack(data: bytes) -> bytes:
    return bytes(deflate.gzip_compress(SIGNATURE + data, LEVEL))
