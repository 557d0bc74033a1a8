"""Says what was measured, on which machine, as Markdown."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.builders import Result
from bench.felt import Felt
from bench.hugo_site import hugo
from bench.plan import COLD, HUGO, PAGEFIND, PEER, ROWS, Table
from undersigned.outputs.search.pagefind import executable

SMALL = 0.1
"""A ratio below which three places are said."""
BUSY = 0.3
"""Processors used by other programs, above which times are not to be trusted."""
HEAD = (
    "build",
    "time, s",
    "ratio to the peer",
    "processor time, s",
    "peak memory, MB",
    "pages",
    "site, MB",
    "search index, MB",
    "cache, MB",
)
START, END = "<!-- benchmark: written by make bench -->", "<!-- end of benchmark -->"
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmark.md"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """Where and with what it was measured."""

    processor: str
    cores: int
    memory: int
    """Bytes."""
    system: str
    versions: Sequence[tuple[str, str]]
    files: str
    """The type of the file system that the sites are written to."""
    load: float
    """Load average of the minute before."""
    day: str

    @classmethod
    def look(cls, work: Path) -> "Machine":
        """Return this machine, now; sites are written below `work`."""
        return cls(
            processor=_processor(),
            cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
            system=f"{platform.system()} {platform.release()}",
            versions=tuple(_versions()),
            files=_file_system(work),
            load=os.getloadavg()[0],
            day=datetime.now(UTC).date().isoformat(),
        )


def report(machine: Machine, tables: Sequence[Table], command: str) -> str:
    """Return the whole report, from the machine to the tables."""
    versions = ", ".join(f"{name} {number}" for name, number in machine.versions)
    measured = (
        f"Measured on {machine.day} by `{command}`, on {machine.processor}, {_counted(machine.cores)}, "
        f"{machine.memory / 1e9:.0f} GB of memory, {machine.system}, files on {machine.files}. "
        f"{versions}. "
        f"At the start the load was {machine.load:.1f}."
    )
    lines = [measured, ""]
    if warning := _warning(tables):
        lines += [warning, ""]
    for table in tables:
        lines += [f"## {table.letters:,} letters", "", *_table(table), ""]
        if table.felt:
            lines += [*_felt(table.felt), ""]
        if table.image:
            lines += [f"A share image takes {table.image:.1f} ms of one processor; at most 15 are meant.", ""]
    lines += _growth(tables)
    return "\n".join(lines).strip() + "\n"


def write(said: str) -> None:
    """Put the report between its two marks in the documentation."""
    page = DOCUMENT.read_text(encoding="utf-8")
    before, rest = page.split(START, 1)
    _, after = rest.split(END, 1)
    DOCUMENT.write_text(f"{before}{START}\n\n{said}\n{END}{after}", encoding="utf-8", newline="\n")


def _warning(tables: Sequence[Table]) -> str:
    took = [result.took.others for table in tables for runs in table.results.values() for result in runs]
    most, mean = max(took, default=0.0), sum(took) / max(1, len(took))
    if most <= BUSY:
        return ""
    return (
        f"**The machine was busy.** While a build ran, other programs used {mean:.1f} of its processors on "
        f"average and {most:.1f} at most, so times are longer than they should be and ratios uncertain. "
        "Processor times suffer less."
    )


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(HEAD)} |"
    yield f"|---|{'---:|' * (len(HEAD) - 1)}"
    peer = table.best(PEER)
    for row in ROWS:
        result = table.best(row)
        if result:
            yield f"| {' | '.join((row, *_cells(row, result, peer)))} |"
        elif row in table.refused:
            yield f"| {row} | {table.refused[row]}{' |' * (len(HEAD) - 1)}"


def _felt(felt: Felt) -> Iterator[str]:
    yield "| in a browser | measured | at most |"
    yield "|---|---:|---:|"
    yield f"| the largest page, `{felt.largest_page}`, KB of HTML | {_kilobytes(felt.largest)} | 150 |"
    yield f"| first visit, a letter: KB, compressed | {_kilobytes(felt.letter)} | 120 |"
    yield f"| first visit, a letter: requests | {felt.letter_requests} | 15 |"
    yield f"| first visit, a search: KB, compressed | {_kilobytes(felt.search)} | 700 |"
    yield f"| first visit, a search: requests | {felt.search_requests} | |"
    yield f"| live preview: an edit shows after, s | {felt.preview:.1f} | 2.0 |"


def _kilobytes(size: int) -> str:
    return f"{size / 1e3:,.0f}"


def _cells(row: str, result: Result, peer: Result | None) -> Iterator[str]:
    took = result.took
    yield _seconds(took.seconds)
    yield _ratio(took.seconds / peer.took.seconds) if peer else ""
    yield _seconds(took.cpu)
    yield f"{took.peak / 1e6:,.0f}" if took.peak else ""
    if row in (HUGO, PAGEFIND):
        yield from ("", "", "", "")
        return
    yield f"{result.pages:,}"
    yield _megabytes(result.site)
    yield _megabytes(result.index)
    yield _megabytes(result.cache)


def _growth(tables: Sequence[Table]) -> Iterator[str]:
    """Say what a letter costs at the largest size and at the one before."""
    for row in (COLD, PEER):
        known = [(table.letters, best.took) for table in tables if (best := table.best(row))]
        if len(known) > 1:
            (few, less), (many, more) = known[-2:]
            time = (more.seconds / many) / (less.seconds / few)
            work = (more.cpu / many) / (less.cpu / few)
            yield (
                f"{row}: a letter takes {1_000 * more.seconds / many:.2f} ms at {many:,} letters, "
                f"{1_000 * less.seconds / few:.2f} ms at {few:,}; that is {time:.2f} times the time, "
                f"and {work:.2f} times the processor time."
            )
            yield ""


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= SMALL else f"{ratio:.3f}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f}" if size else "0"


def _counted(cores: int) -> str:
    return f"{cores} {'processor' if cores == 1 else 'processors'}"


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", said, re.MULTILINE)
    return " ".join(found[1].split()) if found else platform.machine()


def _file_system(folder: Path) -> str:
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "disk"
    above = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    # In a root folder of its own, as a container has, no mount need be named.
    kind = max(above, key=lambda mount: len(mount[1]), default=["", "", "disk"])[2]
    return "tmpfs (memory)" if kind == "tmpfs" else kind


def _versions() -> Iterator[tuple[str, str]]:
    yield "Python", platform.python_version()
    yield "Undersigned", version("undersigned")
    yield "MkDocs", version("mkdocs")
    yield "Material for MkDocs", version("mkdocs-material")
    yield "Pagefind", _said(executable(), "--version")
    if program := hugo():
        yield "Hugo", _said(str(program), "version")


def _said(*command: str) -> str:
    """Return the number in what a program says of its version."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found[0] if found else done.stdout.strip()
