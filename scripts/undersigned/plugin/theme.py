"""Sets Material up for an archive: its palettes and templates, and nothing from another host."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

THEME_FOLDER = Path(__file__).parent.parent / "theme"
PALETTE = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/weather-night", "name": "Switch to dark colours"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/weather-sunny", "name": "Switch to light colours"},
    },
]


def set_up_theme(config: MkDocsConfig) -> None:
    """Bring the theme into the archive's look. Raises PluginError when it is not Material."""
    if config.theme.name != "material":
        msg = f"mkdocs.yml names the theme {config.theme.name!r}: write 'theme: {{name: material}}'"
        raise PluginError(msg)
    # Templates in the archive's own custom_dir come first, then ours, then Material's.
    folders = config.theme.dirs
    own = getattr(config.theme, "custom_dir", None)
    folders.insert(1 if own and folders[0] == own else 0, str(THEME_FOLDER))
    config.theme["font"] = False
    # MkDocs' sitemap knows hand-written pages only; the archive writes its own in its place.
    config.theme.static_templates.discard("sitemap.xml")
    if not config.theme.get("palette"):
        config.theme["palette"] = PALETTE
    if config.theme.get("favicon") == "assets/images/favicon.png":
        config.theme["favicon"] = "assets/images/favicon.svg"
    # Tables would be aligned by style attributes, which the policy does not let through.
    config.mdx_configs.setdefault("tables", {})["use_align_attribute"] = True


def custom_folder(config: MkDocsConfig) -> Path | None:
    """Return the archive's own folder of templates, None when it has none."""
    own = getattr(config.theme, "custom_dir", None)
    return Path(own) if own else None
