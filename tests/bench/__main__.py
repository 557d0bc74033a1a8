"""Runs the benchmark: `make bench`, or `make bench BENCH_ARGS="--sizes 100,1000"`."""

import argparse
import os
import shlex
import shutil
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import click

from bench.hugo_site import INSTALL
from bench.measure import BenchError
from bench.plan import NAV_SIZES, Plan, hugo_is_here
from bench.report import Machine, report, write

SIZES = "100,1000,10000"
LIMIT = 1_800
"""Seconds that one build may take."""
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - TemporaryDirectory makes a folder of its own in it
ROOM_OF_LETTER = 300_000
"""Bytes that a letter's sources and pages may need with all builders, generously."""


def main() -> int:
    """Measure what the command line asks for; return 1 when a build failed."""
    asked = _arguments().parse_args()
    # An end that is asked for is an end in good order: what was started stops, what was written goes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = sorted({int(size) for size in asked.sizes.split(",")})
    home = asked.work or _roomy(sizes[-1] * ROOM_OF_LETTER)
    machine = Machine.look(home)
    if machine.load > machine.cores / 4:
        _say(f"The machine is busy (load {machine.load:.1f}): times will be longer than they should be.")
    if not asked.skip_hugo and not hugo_is_here():
        _say(f"Hugo is not installed: {INSTALL}, or --skip-hugo")
        return 1
    with TemporaryDirectory(prefix="undersigned-bench-", dir=home) as work:
        plan = Plan(
            work=Path(work),
            limit=asked.limit,
            say=_say,
            runs=asked.runs,
            hugo=not asked.skip_hugo,
            mkdocs=not asked.skip_mkdocs,
            browser=not asked.skip_browser,
        )
        try:
            tables = [plan.measure(size) for size in sizes]
            navs = [] if asked.skip_mkdocs else [plan.measure_nav(n) for n in NAV_SIZES if n <= sizes[-1]]
        except BenchError as error:
            _say(str(error))
            return 1
    for nav in navs:
        same = next((table for table in tables if table.letters == nav.letters), None)
        if same is None:
            tables.append(nav)
        else:
            same.results |= nav.results
            same.refused |= nav.refused
    tables.sort(key=lambda table: table.letters)
    given = shlex.join(word for word in sys.argv[1:] if word != "--write")
    said = report(machine, tables, f'make bench BENCH_ARGS="{given}"' if given else "make bench")
    click.echo(said)
    if asked.write:
        write(said)
    return 0


def _roomy(size: int) -> Path:
    """Return a folder in memory with room for `size` bytes, else the one for temporary files.

    Disks differ more than programs do: on some, to make or remove a file takes milliseconds.
    """
    if os.access(MEMORY_FOLDER, os.W_OK) and shutil.disk_usage(MEMORY_FOLDER).free > size:
        return MEMORY_FOLDER
    return Path(gettempdir())


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of letters, by default {SIZES}")
    parser.add_argument("--runs", type=int, help="runs of each build; the quickest counts")
    parser.add_argument("--limit", type=float, default=LIMIT, help=f"seconds for a build, by default {LIMIT}")
    parser.add_argument("--work", type=Path, help="where to write the sites, by default in memory")
    parser.add_argument("--skip-hugo", action="store_true", help="leave Hugo and Pagefind out")
    parser.add_argument("--skip-mkdocs", action="store_true", help="leave MkDocs + Material out")
    parser.add_argument("--skip-browser", action="store_true", help="leave out what is measured in a browser")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmark.md")
    return parser


def _say(text: str) -> None:
    click.echo(text, err=True)


if __name__ == "__main__":
    sys.exit(main())
