"""Lists what lies in an archive's folder of letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from os import DirEntry, scandir
from pathlib import Path, PurePath

from undersigned.source.problems import Problem

REGISTRIES = ("people", "organizations", "offices", "topics")
ATTACHMENTS = "files"
REGISTRY_FILES = tuple(f"{name}.yml" for name in REGISTRIES)
KNOWN = f"letters end in .md; attachments lie in {ATTACHMENTS}/; registries are " + ", ".join(REGISTRY_FILES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Paths relative to the archive's folder: letters, registries that exist, and problems."""

    letters: tuple[str, ...]
    registries: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_folder(folder: Path, letters: str) -> Listing:
    """List the folder `letters` below `folder`; hidden entries and attachments are passed over."""
    root = folder / letters
    letters = PurePath(letters).as_posix()
    if not root.is_dir():
        missing = _refused(letters, "there is no such folder", "make it, and put letters in it")
        return Listing(letters=(), registries=(), problems=(missing,))
    found: list[str] = []
    registries: list[str] = []
    problems: list[Problem] = []
    for inside, entry in _walk(root, "", problems, letters):
        path = f"{letters}/{inside}"
        if not entry.name.isprintable():
            shown = path.encode("utf-8", "backslashreplace").decode().encode("unicode_escape").decode()
            problems.append(_refused(shown, "has a name with characters that cannot be shown", "rename it"))
        elif entry.is_symlink():
            problems.append(_refused(path, "is a symbolic link", "put the file itself here"))
        elif entry.is_dir():
            continue
        elif entry.name.endswith(".md") and entry.is_file():
            found.append(path)
        elif inside in REGISTRY_FILES and entry.is_file():
            registries.append(path)
        else:
            problems.append(_refused(path, "is not a file that an archive knows", KNOWN))
    return Listing(letters=tuple(found), registries=tuple(registries), problems=tuple(problems))


def _walk(
    root: Path, inside: str, problems: list[Problem], letters: str
) -> Iterator[tuple[str, DirEntry[str]]]:
    """Yield all below `root` and its way there, in a fixed order, without attachments and hidden entries."""
    try:
        entries = sorted(scandir(root / inside), key=lambda entry: entry.name)
    except OSError as error:
        path = f"{letters}/{inside}".rstrip("/")
        problems.append(_refused(path, f"cannot be read: {error.strerror}", "check its permissions"))
        return
    for entry in entries:
        way = inside + entry.name
        if entry.name.startswith(".") or (way == ATTACHMENTS and not entry.is_symlink()):
            continue
        yield way, entry
        if entry.is_dir(follow_symlinks=False) and entry.name.isprintable():
            yield from _walk(root, way + "/", problems, letters)


def _refused(path: str, message: str, hint: str) -> Problem:
    return Problem(path=path, line=1, message=message, hint=hint)
