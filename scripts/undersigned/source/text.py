"""Reads one source file as text, and says what no editor meant to put there."""

import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from unicodedata import name

from undersigned.source.problems import Problem

LARGEST_FILE = 4_000_000
"""Bytes; a longer letter or registry is a problem, since it is no letter."""

# Unicode's Bidi_Control characters (UAX #9, section 2) reorder what a reader sees.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# The two marks have no reach beyond their place, and right-to-left letters need them.
HARMLESS_MARKS = frozenset("\u200e\u200f\u061c")
# Besides these: controls other than tab and line feed, surrogates, separators of lines, and no characters.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff"
    f"{''.join(sorted(BIDI_CONTROLS - HARMLESS_MARKS))}]"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceText:
    """A file's text whose lines end in line feeds; `path` is relative to the archive's folder.

    `digest` stands for the very bytes that the text was made of.
    """

    path: str
    text: str
    digest: bytes


def read_text(folder: Path, path: str) -> tuple[SourceText | None, list[Problem]]:
    """Read `path` below `folder`; the text is None when it cannot be read as text at all."""

    def refuse(message: str, hint: str = "") -> tuple[None, list[Problem]]:
        return None, [Problem(path=path, line=1, message=message, hint=hint)]

    file = folder / path
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            return refuse(
                f"has {size:,} bytes, more than the {LARGEST_FILE:,} a source file may have",
                "attach long material as a file",
            )
        raw = file.read_bytes()
    except OSError as error:
        return refuse(f"cannot be read: {error.strerror}", "check the file's permissions")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = Problem(
            path=path,
            line=line,
            message=f"is not UTF-8: byte 0x{raw[error.start]:02x}",
            hint="save the file as UTF-8",
        )
        return None, [found]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(path=path, text=text, digest=digest_of(raw)), forbidden_characters(path, text)


def digest_of(content: bytes) -> bytes:
    """Return 16 bytes that stand for what a file holds."""
    return blake2b(content, digest_size=16).digest()


def forbidden_characters(path: str, text: str) -> list[Problem]:
    """Control characters and overrides of direction, which hide or reorder what a reader sees."""
    problems: list[Problem] = []
    found = hidden_characters(text)
    if not found:
        return problems
    for number, line in enumerate(text.split("\n"), start=1):
        problems.extend(
            Problem(path=path, line=number, message=message, hint="delete it")
            for character, message in found.items()
            if character in line
        )
    return problems


def hidden_characters(text: str) -> dict[str, str]:
    """Return each character of `text` that no file may hold, and the problem that it is."""
    return {
        character: f"holds U+{ord(character):04X} ({name(character, 'control character').lower()})"
        for character in sorted(set(HIDDEN.findall(text)))
    }
