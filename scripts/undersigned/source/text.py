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
# Besides these: controls other than tab and line feed, surrogates, separators of lines, no characters;
# signs of formulas and of annotations, deprecated controls, fillers that look like nothing at all.
NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff"
    "\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0001"
    f"{''.join(sorted(BIDI_CONTROLS - HARMLESS_MARKS))}"
)
# Tags spell text that nobody sees; flags of parts of a country are a flag and up to six of them (UTS #51).
TAGS = "\U000e0020-\U000e007f"
FLAG = "\U0001f3f4"
# Some scripts have no spaces and need a sign for where a word ends; within a Latin, Greek or Cyrillic
# word it only keeps the word from being found.
WORD_ENDS = "\u200b\u2060"
WITH_SPACES = "[A-Za-z\u00c0-\u052f]"
SUSPECT = re.compile(f"[{NEVER}{TAGS}{WORD_ENDS}]")
HIDDEN = re.compile(
    f"[{NEVER}]"
    f"|(?<={WITH_SPACES})[{WORD_ENDS}]+(?={WITH_SPACES})"
    f"|(?:(?<![{FLAG}{TAGS}])|(?<=[{TAGS}]{{6}}))[{TAGS}]"
)
"""What no file may hold. To look for what is `SUSPECT` first is quick."""


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
    if not hidden_characters(text):
        return []
    return [
        Problem(path=path, line=number, message=message, hint="delete it")
        for number, line in enumerate(text.split("\n"), start=1)
        for message in hidden_characters(line).values()
    ]


def hidden_characters(text: str) -> dict[str, str]:
    """Return each character of `text` that no file may hold, and the problem that it is."""
    if not SUSPECT.search(text):
        return {}
    return {
        character: f"holds U+{ord(character):04X} ({name(character, 'control character').lower()})"
        for character in sorted(set("".join(HIDDEN.findall(text))))
    }
