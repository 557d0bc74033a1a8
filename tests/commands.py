"""Runs the command line on small archives, and says what it did to their files."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner

from sites import contents
from sources import write
from undersigned.cli import main

CONFIG = "site_name: Letters\nsite_url: https://letters.example.org/\nplugins:\n  - undersigned\n"


class Commands:
    """An archive in a folder, and the commands of `undersigned` that are run on it."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "mkdocs.yml").write_text(CONFIG)
        (folder / "docs").mkdir(exist_ok=True)
        self.folder = write(folder, files)

    def run(self, *arguments: str, code: int = 0) -> str:
        """Return what a command prints, which must end with `code`."""
        done = CliRunner().invoke(main, [*arguments, "--config", str(self.folder / "mkdocs.yml")])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done.output

    def refused(self, *arguments: str, code: int = 2) -> str:
        """Return what a command prints that ends with `code` and changes nothing."""
        before = contents(self.folder)
        said = self.run(*arguments, code=code)
        assert contents(self.folder) == before
        return said

    def shown(self, *arguments: str) -> str:
        """Return the difference that a command shows beforehand, and changes nothing."""
        said = self.refused(*arguments, "--dry-run", code=0)
        assert "Nothing was changed." in said
        return said

    def file(self, name: str) -> str:
        """Return the text of a file in the folder of letters."""
        return (self.folder / "letters" / name).read_bytes().decode()

    @property
    def files(self) -> list[str]:
        """The names of all files in the folder of letters."""
        return [
            name.removeprefix("letters/") for name in contents(self.folder) if name.startswith("letters/")
        ]
