"""Golden files: what a format looked like when somebody read it and found it right.

`GOLDEN=write pytest …` writes them anew; read the difference before it is committed.
"""

import os
from pathlib import Path

EXPECTED = Path(__file__).parent / "expected"


def golden(name: str, content: str | bytes) -> None:
    """Compare `content` with the golden file of that name, a path below `tests/expected`."""
    file = EXPECTED / name
    made = content.encode() if isinstance(content, str) else content
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made)
    known = file.read_bytes() if file.is_file() else b""
    if made != known:
        # Text, so that pytest shows where they differ.
        assert made.decode(errors="replace") == known.decode(errors="replace")
        raise AssertionError(f"{name} differs in bytes that are no text")


def golden_names(folder: str) -> set[str]:
    """Return the names of all golden files in a folder below `tests/expected`."""
    return {path.name for path in (EXPECTED / folder).iterdir()}
