"""The command `undersigned`: what editors and automatic builds run beside MkDocs."""

from undersigned.cli.main import main

__all__ = ["main"]
