"""Tells one version of the program from another by what it is made of."""

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
COUNTS = frozenset({".py", ".html", ".css", ".js", ".sql", ".svg"})
LIBRARIES = (
    "babel",
    "cbor2",
    "deflate",
    "Jinja2",
    "Markdown",
    "MarkupSafe",
    "mkdocs-material",
    "msgspec",
    "pydantic",
    "PyYAML",
    "tzdata",
)
"""What pages and remembered values are made with, besides this package."""


@cache
def program_stamp() -> bytes:
    """Return 20 bytes that change with this package, the libraries beside it, and Python."""
    digest = blake2b(sys.version.encode(), digest_size=20)
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in COUNTS):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}".encode())
    return digest.digest()
