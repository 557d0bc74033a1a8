"""Asks on a terminal for what no option says."""

import sys

import click


def is_asked() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()


def ask_lines(what: str) -> tuple[str, ...]:
    """Ask for lines until one is empty."""
    click.echo(f"{what}; an empty line ends them:")
    lines: list[str] = []
    while line := str(click.prompt(" ", default="", show_default=False, prompt_suffix=" ")).strip():
        lines.append(line)
    return tuple(lines)
