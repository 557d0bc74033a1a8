"""Small archives for tests, written as files and loaded as the program loads them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from undersigned.archive.archive import Archive
from undersigned.archive.load import load
from undersigned.model.days import parse_moment
from undersigned.model.settings import Settings
from undersigned.source.problems import Problem, ProblemsFound

TESTS = Path(__file__).parent
TOY = TESTS / "toy"
BROKEN = TESTS / "broken"
NOW = parse_moment("2026-04-01T00:00Z")
"""After the one embargo of the toy archive that lifts, and before the one that does not."""

LETTER = """\
---
title: A letter
date: 2020-01-01
recipients: []
also_signed: Ana
---
Text.
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write `files`, named from the folder of letters on, and return the archive's folder."""
    (folder / "letters").mkdir(exist_ok=True)
    for name, text in files.items():
        file = folder / "letters" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def letter(front: str = "", body: str = "Text.", *, date: str = "2020-01-01", signed: str = "Ana") -> str:
    """Return a letter whose front matter is sound but for what `front` says."""
    signatories = f"also_signed: {signed}\n" if signed else ""
    end = "" if not front or front.endswith("\n") else "\n"
    recipients = "" if "recipients:" in front else "recipients: []\n"
    return f"---\ntitle: A letter\ndate: {date}\n{recipients}{signatories}{front}{end}---\n{body}\n"


def archive(folder: Path, now: datetime = NOW) -> Archive:
    """Load the archive in `folder`."""
    return load(Settings(folder=folder), now)


def problems(folder: Path, now: datetime = NOW) -> list[Problem]:
    """Return everything that is wrong in the archive in `folder`."""
    try:
        archive(folder, now)
    except ProblemsFound as found:
        return list(found.problems)
    return []


def said(folder: Path, now: datetime = NOW) -> list[str]:
    """Return everything that is wrong in `folder` as the command line says it."""
    return [str(problem) for problem in problems(folder, now)]
