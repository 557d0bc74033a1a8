"""The archive's pages and assets as files that MkDocs knows."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from undersigned.views.view import View

ASSETS = "assets/undersigned/"
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What Material brings for a search that an archive does not use."""
ASSET_FOLDER = Path(__file__).parent.parent / "theme" / "assets" / "undersigned"
DIGITS = 12
"""Hexadecimal digits of a SHA-256 in an asset's name, so that browsers may keep it for ever."""


class ArchiveFile(File):
    """A page of the archive: `docs/` and `nav` link to it as `letters/<id>.md`.

    It is no documentation page, so MkDocs neither reads nor draws it; the plugin writes it.
    """

    def __init__(self, view: View, config: MkDocsConfig) -> None:
        target = f"{view.address}index.html"
        index = view.address.count("/") == 1
        source = f"{view.address}index.md" if index else f"{view.address.rstrip('/')}.md"
        super().__init__(
            source,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=target,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "undersigned"

    def is_documentation_page(self) -> bool:
        """Tell MkDocs to leave the page to the plugin."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Do nothing: there is no source to copy."""


def add_pages(files: Files, views: Iterable[View], config: MkDocsConfig) -> list[str]:
    """Register the archive's pages; return the addresses at which `docs/` has a page already."""
    taken = {file.dest_uri for file in files}
    clashes = []
    for view in views:
        file = ArchiveFile(view, config)
        if file.dest_uri in taken:
            clashes.append(view.address)
            continue
        files.append(file)
    return clashes


def within(files: Files, folder: Path) -> str | None:
    """Return a file that MkDocs would publish although it lies in `folder`, by whatever way."""
    real = folder.resolve()
    sources = ((file.src_uri, file.abs_src_path) for file in files)
    return next((uri for uri, path in sources if path and Path(path).resolve().is_relative_to(real)), None)


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Leave out what Material copies into every site but no page of an archive loads."""
    if any(name.rpartition("/")[2] == "search" for name in config.plugins):
        return
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)


def add_assets(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Register the style sheets and scripts under names that change with their content.

    Returns the address of each, relative to the site's root, by its plain name.
    """
    for file in [file for file in files if file.src_uri.startswith(ASSETS)]:
        files.remove(file)
    addresses = {}
    for path in sorted(ASSET_FOLDER.iterdir()):
        digest = sha256(path.read_bytes()).hexdigest()[:DIGITS]
        name = f"{ASSETS}{path.stem}.{digest}{path.suffix}"
        files.append(File.generated(config, name, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED))
        addresses[path.name] = name
    return addresses
