"""The archive's pages and assets as files that MkDocs knows."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
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

    generated_by = "undersigned"
    inclusion = InclusionLevel.NOT_IN_NAV
    src_dir = None
    use_directory_urls = True

    def __init__(self, address: str, config: MkDocsConfig) -> None:
        # MkDocs would work all this out from paths, for each of very many files.
        self.src_uri = f"{address}index.md" if address.count("/") == 1 else f"{address[:-1]}.md"
        self.dest_uri = f"{address}index.html"
        self.url = address
        self.dest_dir = config.site_dir

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
        file = ArchiveFile(view.address, config)
        if file.dest_uri in taken:
            clashes.append(view.address)
            continue
        files.append(file)
    return clashes


def refuse_letters(files: Files, folder: Path) -> None:
    """Raise PluginError for a file that MkDocs would publish although it lies in `folder`."""
    real = folder.resolve()
    for file in files:
        if file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(real):
            held = f"docs_dir holds {file.src_uri} of the letters folder"
            raise PluginError(f"{held}, which would publish drafts: part the two")


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Leave out other sitemaps, and what Material copies into every site but no page of an archive loads."""
    if sitemap := files.get_file_from_path("sitemap.xml"):
        files.remove(sitemap)
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
