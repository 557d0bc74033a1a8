"""What must hold between a letter and the files beside it."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import file_digest
from os import walk
from os.path import islink
from pathlib import Path, PurePosixPath

from undersigned.archive.outlines import Outline, Shelf
from undersigned.model.letter import Attachment
from undersigned.source.folder import ATTACHMENTS
from undersigned.source.problems import ALIKE, Problem, did_you_mean

LARGEST_ATTACHMENT = 100_000_000
"""Bytes; most hosts of static sites refuse larger files."""


def attachments_are_there(shelf: Shelf, letters_folder: str, one: Outline) -> Iterator[Problem]:
    """Each attachment is a plain file in `files/<letter id>/`, and each file there is an attachment."""
    home = shelf.folder / letters_folder / ATTACHMENTS / one.id
    shown = f"{letters_folder}/{ATTACHMENTS}/{one.id}/"
    there = _files(home)
    named: set[str] = set()
    for number, attachment in enumerate(one.attachments or ()):
        name = PurePosixPath(attachment.file)
        found = _wrong_name(name, attachment.file, shown) or _wrong_file(home, name, attachment, there)
        if attachment.file in named:
            found = "stands twice", "keep one"
        if found:
            message, hint = found
            place = ("attachments", number, "file")
            yield shelf.problem(one, place, f"attachment {attachment.file!r} {message}", hint)
        named.add(str(name))
    for name_there in there.keys() - named:
        hint = f"name it among the attachments of {one.path}, or delete it"
        yield Problem(path=shown + name_there, line=1, message="is no attachment of its letter", hint=hint)


def _wrong_name(name: PurePosixPath, written: str, shown: str) -> tuple[str, str] | None:
    """Say what is wrong with an attachment's name, and what to do."""
    if name.is_absolute() or ".." in name.parts or "\\" in written or not name.parts:
        return f"lies outside {shown}", "give its name there"
    if str(name) != written:
        return "is not the shortest way to write it", f"write {name}"
    if any(part.startswith(".") for part in name.parts):
        return "is hidden", "rename it without the dot"
    return None


def _wrong_file(
    home: Path, name: PurePosixPath, attachment: Attachment, there: Mapping[str, Path]
) -> tuple[str, str] | None:
    """Say what is wrong with an attachment's file, and what to do."""
    way = [home.parent, home, *(home.joinpath(*name.parts[: n + 1]) for n in range(len(name.parts)))]
    if any(islink(step) for step in way):  # noqa: PTH114 - Path.is_symlink fails on names that are too long
        return "is reached through a symbolic link", "put the file itself there"
    file = there.get(attachment.file)
    if file is None:
        otherwise = f"put it into {ATTACHMENTS}/{home.name}/"
        return "is missing", did_you_mean(attachment.file, there, otherwise=otherwise)
    return _wrong_bytes(file, attachment)


def _wrong_bytes(file: Path, attachment: Attachment) -> tuple[str, str] | None:
    """Say what is wrong with what an attachment's file holds, and what to do."""
    if not file.is_file():
        return "is no plain file", "put the file itself there"
    try:
        if file.stat().st_size > LARGEST_ATTACHMENT:
            return "is too large", f"at most {LARGEST_ATTACHMENT:,} bytes"
        if attachment.sha256:
            with file.open("rb") as opened:
                digest = file_digest(opened, "sha256").hexdigest()
            if digest != attachment.sha256:
                return f"has another SHA-256: {digest}", "restore the file, or correct its entry"
    except OSError as error:
        return f"cannot be read: {error.strerror}", "check its permissions"
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
