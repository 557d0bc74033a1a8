"""What must hold between a letter and the files beside it."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from os import walk
from os.path import islink
from pathlib import Path, PurePosixPath

from undersigned.archive.enclosures import Enclosure, enclosure, home_of
from undersigned.archive.media import KNOWN, LONGEST_START, looks_like_page, may_run, medium_of
from undersigned.archive.outlines import Outline, Shelf
from undersigned.model.letter import Attachment
from undersigned.source.folder import ATTACHMENTS
from undersigned.source.problems import ALIKE, Problem, did_you_mean

LARGEST_ATTACHMENT = 100_000_000
"""Bytes; most hosts of static sites refuse larger files."""
LONGEST_NAME = 200
"""Characters of a name, with the folders in it."""
BLOCK = 2**20
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
"""Unicode's categories of what prints nothing, or turns what stands beside it around."""
ODD = '< > : " | ? * %'
FORBIDDEN = frozenset(ODD.split())
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")}
)
"""Names that Windows has for devices."""


@dataclass(frozen=True)
class Attachments:
    """The files beside the letters of one archive: what is wrong with them, and what they are.

    `found` holds the attachments with which nothing is wrong, by the letter's id; `letters` is the folder
    of letters.
    """

    shelf: Shelf
    letters: str
    found: defaultdict[str, list[Enclosure]] = field(default_factory=lambda: defaultdict(list))

    def are_there(self, one: Outline) -> Iterator[Problem]:
        """Each attachment is a plain file in `files/<letter id>/`, and each file there is an attachment."""
        shown = home_of(self.letters, one.id)
        home = self.shelf.folder / shown
        there = _files(home)
        named: dict[str, str] = {}
        for number, attachment in enumerate(one.attachments or ()):
            name = PurePosixPath(attachment.file)
            found = wrong_name(attachment.file, f"{shown}/") or _wrong_place(home, name, there)
            key = folded(str(name))
            if key in named and not found:
                found = _like(attachment.file, named[key])
            named.setdefault(key, str(name))
            found = found or self._take(one, attachment, there[attachment.file])
            if found:
                message, hint = found
                place = ("attachments", number, "file")
                yield self.shelf.problem(one, place, f"attachment {attachment.file!r} {message}", hint)
        names = {str(PurePosixPath(attachment.file)) for attachment in one.attachments or ()}
        for name_there in sorted(there.keys() - names):
            hint = f"name it among the attachments of {one.path}, or delete it"
            yield Problem(
                path=f"{shown}/{name_there}", line=1, message="is no attachment of its letter", hint=hint
            )

    def _take(self, one: Outline, attachment: Attachment, file: Path) -> tuple[str, str] | None:
        """Keep what an attachment's file is, or say what is wrong with what it holds, and what to do."""
        if not file.is_file():
            return "is no plain file", "put the file itself there"
        try:
            if file.stat().st_size > LARGEST_ATTACHMENT:
                return "is too large", f"at most {LARGEST_ATTACHMENT:,} bytes"
            start, size, digest = _read(file)
        except OSError as error:
            return f"cannot be read: {error.strerror}", "check its permissions"
        if found := what_it_is(attachment.file, start):
            return found
        if attachment.sha256 not in (None, digest):
            return f"has another SHA-256: {digest}", "restore the file, or correct its entry"
        self.found[one.id].append(enclosure(home_of(self.letters, one.id), attachment, size, digest))
        return None


def _read(file: Path) -> tuple[bytes, int, str]:
    """Return how a file starts, its bytes and their SHA-256 in hexadecimal. Raises OSError."""
    digest, start, size = sha256(), b"", 0
    with file.open("rb") as opened:
        while block := opened.read(BLOCK):
            start = start or block[:LONGEST_START]
            size += len(block)
            digest.update(block)
    return start, size, digest.hexdigest()


def folded(name: str) -> str:
    """Return a name as systems compare it that know no small letters and write accents in their own way."""
    return unicodedata.normalize("NFC", name).casefold()


def _like(name: str, other: str) -> tuple[str, str]:
    if name == other:
        return "stands twice", "keep one"
    return f"is told from {other!r} by small letters or accents alone", "rename one of them"


def what_it_is(name: str, start: bytes) -> tuple[str, str] | None:
    """Say, and what to do, where a file that starts with some bytes is not what its name says."""
    medium = medium_of(name)
    if medium and medium.starts and not start.startswith(medium.starts):
        return f"is no {medium.label}, whatever its name says", "name it after what it is"
    if medium and not medium.starts and looks_like_page(start):
        return "starts with <, as a page that a browser runs", "attach it as a PDF, or in a ZIP file"
    return None


def wrong_name(written: str, shown: str) -> tuple[str, str] | None:
    """Say what is wrong with an attachment's name below the folder `shown`, and what to do."""
    name = PurePosixPath(written[:LONGEST_NAME])
    parts = name.parts
    outside = name.is_absolute() or ".." in parts or "\\" in written or not parts
    unseen = any(unicodedata.category(character) in UNSEEN for character in written)
    refused = FORBIDDEN.intersection(written) or any(map(_is_refused, parts))
    rules = (
        (len(written) > LONGEST_NAME, "has a name that is too long", f"at most {LONGEST_NAME} characters"),
        (outside, f"lies outside {shown}", "give its name there"),
        (str(name) != written, "is not the shortest way to write it", f"write {name}"),
        (any(part.startswith(".") for part in parts), "is hidden", "rename it without the dot"),
        (unseen, "has a name with characters that cannot be seen", "rename it"),
        (refused, "has a name that not every system can keep", "rename it, without any of " + ODD),
        (
            medium_of(written) is None,
            "is of a kind that no archive publishes",
            f"its name may end with {KNOWN}",
        ),
        (may_run(written), "hides a kind that a server may run", "rename it"),
    )
    return next(((message, hint) for is_broken, message, hint in rules if is_broken), None)


def _is_refused(part: str) -> bool:
    """Whether Windows would keep a name in another way or not at all."""
    return part.endswith((".", " ")) or part.partition(".")[0].rstrip().casefold() in DEVICES


def _wrong_place(home: Path, name: PurePosixPath, there: Mapping[str, Path]) -> tuple[str, str] | None:
    """Say what is wrong with where an attachment's file lies, and what to do."""
    way = [home.parent, home, *(home.joinpath(*name.parts[: n + 1]) for n in range(len(name.parts)))]
    if any(islink(step) for step in way):  # noqa: PTH114 - Path.is_symlink fails on names that are too long
        return "is reached through a symbolic link", "put the file itself there"
    if str(name) not in there:
        otherwise = f"put it into {ATTACHMENTS}/{home.name}/"
        return "is missing", did_you_mean(str(name), there, otherwise=otherwise)
    return None


def _files(home: Path) -> dict[str, Path]:
    """Return the files in `home` that are not hidden, by their way from it."""
    found: dict[str, Path] = {}
    for inside, folders, files in walk(home):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(inside, name).is_symlink()]
        for name in (*files, *links):
            if not name.startswith("."):
                file = Path(inside, name)
                found[file.relative_to(home).as_posix()] = file
    return found


def attachments_are_owned(folder: Path, letters_folder: str, ids: Collection[str]) -> Iterator[Problem]:
    """Each folder in `files/` belongs to a letter, since nothing else would publish it."""
    for name in sorted(folders_of_attachments(folder, letters_folder) - set(ids)):
        path = f"{letters_folder}/{ATTACHMENTS}/{name}"
        hint = did_you_mean(name, ids, otherwise="name it after the letter's file", cutoff=ALIKE)
        yield Problem(path=path, line=1, message="belongs to no letter", hint=hint)


def folders_of_attachments(folder: Path, letters_folder: str) -> set[str]:
    """Return the names of all that lies in `files/` and is not hidden: ids of letters, it should be."""
    home = folder / letters_folder / ATTACHMENTS
    if not home.is_dir() or home.is_symlink():
        return set()
    return {entry.name for entry in home.iterdir() if not entry.name.startswith(".")}
