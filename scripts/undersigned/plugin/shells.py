"""Has Material draw the shell around the archive's pages, once for each section and depth."""

from collections.abc import Iterable, Mapping

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from undersigned.render.pages import ShellKey
from undersigned.render.policy import content_security_policy
from undersigned.render.shell import Shell, slot

TEMPLATE = "shell.html"


def draw_shells(
    keys: Iterable[ShellKey],
    *,
    environment: Environment,
    config: MkDocsConfig,
    files: Files,
    nav: Navigation,
) -> Mapping[ShellKey, Shell]:
    """Return the shell for each section and depth, its slots `head` and `main` open."""
    return {key: _draw(key, environment, config, files, nav) for key in sorted(set(keys))}


def _draw(
    key: ShellKey,
    environment: Environment,
    config: MkDocsConfig,
    files: Files,
    nav: Navigation,
) -> Shell:
    section, depth = key
    steps = [section, *("x" for _ in range(depth - 1))]
    uri = "/".join(steps)
    file = File(f"{uri}/index.md", None, config.site_dir, use_directory_urls=True)
    page = Page(section, file, config)
    context = get_context(nav, files, config, page)
    html = environment.get_template(TEMPLATE).render(
        context, archive_head=slot("head"), archive_main=slot("main"), archive_section=section
    )
    return Shell.cut(with_policy(html))


def with_policy(html: str) -> str:
    """Return a rendered page or shell with its policy, where its template has a place for one."""
    marker = slot("policy")
    return html.replace(marker, content_security_policy(html), 1) if marker in html else html
