"""An archive as a BagIt bag (RFC 8493), in which libraries keep and check what is given to them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from undersigned.model.settings import Settings

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""The file bagit.txt (section 2.1.1)."""
PAYLOAD = "data/"
ALGORITHM = "sha256"
"""How manifests name the algorithm of their checksums (section 2.4)."""


def bag(
    files: Iterable[tuple[str, bytes]], settings: Settings, day: date, agent: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every file of a bag, the payload first, as it comes.

    `files` are what is to be kept, `day` is when that is done, `agent` the program that does it.
    """
    sums: dict[str, str] = {}
    size = 0
    for path, content in files:
        sums[PAYLOAD + path] = sha256(content).hexdigest()
        size += len(content)
        yield PAYLOAD + path, content
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(settings, day, agent, f"{size}.{len(sums)}"),
        f"manifest-{ALGORITHM}.txt": _manifest(sums),
    }
    for name, text in tags.items():
        yield name, text.encode()
    written = {name: sha256(text.encode()).hexdigest() for name, text in tags.items()}
    yield f"tagmanifest-{ALGORITHM}.txt", _manifest(written).encode()


def _info(settings: Settings, day: date, agent: str, oxum: str) -> str:
    """Return bag-info.txt (section 2.2.2)."""
    said = {
        "Source-Organization": settings.publisher,
        "Contact-Email": settings.mailbox,
        "External-Identifier": settings.absolute(""),
        "External-Description": settings.site_name,
        "Bagging-Date": day.isoformat(),
        "Payload-Oxum": oxum,
        "Bag-Software-Agent": agent,
    }
    return "".join(f"{label}: {value}\n" for label, value in said.items() if value)


def _manifest(sums: Mapping[str, str]) -> str:
    """Return a manifest (section 2.1.3); no path here has a character that it would encode."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
