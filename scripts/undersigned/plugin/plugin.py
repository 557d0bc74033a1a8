"""Follows MkDocs' events: loads the archive, draws it into the shell, exchanges the site."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from undersigned.archive.archive import Archive
from undersigned.model.settings import Settings
from undersigned.plugin.building import MOMENT
from undersigned.plugin.cache import Cache
from undersigned.plugin.checks import check_config, check_machine, plain_errors
from undersigned.plugin.database import DatabaseWriter
from undersigned.plugin.files import add_assets, add_pages, drop_unused, refuse_letters
from undersigned.plugin.inspection import Inspection
from undersigned.plugin.navigation import complete, without_empty
from undersigned.plugin.options import Options, settings_from
from undersigned.plugin.preview import Preview
from undersigned.plugin.shells import draw_shells, with_policy
from undersigned.plugin.staging import Staging, StagingError
from undersigned.plugin.theme import custom_folder, set_up_theme
from undersigned.plugin.tree import Tree
from undersigned.plugin.write import Edition, Written, by_hand, renew, report, write_archive
from undersigned.render.pages import Pages, pages_of, shell_key
from undersigned.views.pages import Section, home_facts, sections
from undersigned.views.view import View

log = get_plugin_logger(__name__)


class UndersignedPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # untyped in MkDocs
    """One line in `mkdocs.yml`; MkDocs keeps the one object for all rebuilds of a live preview."""

    settings: Settings
    archive: Archive
    views: list[View]
    sections: tuple[Section, ...]
    documents: list[Page]
    assets: dict[str, str]
    nav: Navigation
    pages: Pages
    cache: Cache
    inspection: Inspection
    database: DatabaseWriter
    written: Written

    def __init__(self) -> None:
        self.live = False
        self.preview = Preview(log.error)
        self.dirty = False
        self.accepted = False
        self.staging: Staging | None = None
        self.site: tuple[MkDocsConfig, str] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a build or the live preview."""
        self.live, self.dirty = command == "serve", dirty
        if self.live:
            self.preview.begin()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lead the build to a folder of its own, and load the archive before anything is written there."""
        check_config(config, UndersignedPlugin)
        gc.disable()
        set_up_theme(config)
        self.settings = settings_from(config, self.config)
        # What is not public by the clock is kept nowhere.
        now, unpublished = MOMENT.get(), self.live and self.config.unpublished
        self.cache = Cache(
            self.settings.folder,
            remember=self.config.cache and not (now or unpublished),
            # A preview that runs has threads, and an edit asks for little work.
            processes=1 if self.preview.is_up else self.config.processes,
            say=log.info,
        )
        if not (self.live or self.dirty):
            self._stage(config)
        self.archive = self.preview.load(self.settings, self.cache.means, now=now, unpublished=unpublished)
        self.database = DatabaseWriter(self.archive, self.cache.means.memory)
        if self.staging and self.inspection.is_news(self.archive):
            self.database.begin()
        self.views = self.preview.plan(self.archive)
        self.sections = sections(self.archive)
        if config.nav is not None:
            config.nav = without_empty(config.nav, self.sections)
        return config

    def _stage(self, config: MkDocsConfig) -> None:
        self.accepted = False
        self.site = (config, config.site_dir)
        sources = self.settings.folder / "mkdocs.yml", self.settings.folder / self.settings.letters
        with plain_errors():
            self.staging = Staging(Path(config.site_dir), sources)
        self.inspection = Inspection(self.staging, self.cache, sources[1])
        config.site_dir = str(self.staging.folder)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Register the archive's pages and assets, and a home page where `docs/` has none."""
        refuse_letters(files, self.settings.folder / self.settings.letters)
        if files.get_file_from_path("index.md") is None:
            words = f"# {config.site_name}\n"
            home = File.generated(config, "index.md", content=words, inclusion=InclusionLevel.INCLUDED)
            files.append(home)
        for address in add_pages(files, self.views, config):
            log.warning("docs/ has a page at %s, which is an address of the archive: rename it", address)
        drop_unused(files, config)
        self.assets = add_assets(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Put the archive's indexes into the navigation."""
        self.nav = complete(nav, self.sections, self.views, config, files)
        return self.nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Draw the shells, which pages stand in."""
        env.globals.update(archive_assets=self.assets, archive_live=self.live, archive_section="")
        env.globals["archive_problems"] = self.preview.problems
        own = custom_folder(config)
        overrides = [own] if own else []
        self.cache.means.memory.refresh()
        shells = draw_shells(
            map(shell_key, self.views), environment=env, config=config, files=files, nav=self.nav
        )
        self.pages = pages_of(self.archive, self.cache.means.memory, self.assets, overrides, shells)
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a hand-written page its head, and the home page what the archive adds to it."""
        description = str(page.meta.get("description", "") or config.site_description or "")
        title = config.site_name if page.is_homepage else str(page.meta.get("title") or page.title or "")
        address = "" if page.is_homepage else page.file.url
        head = self.pages.head(address=address, title=title, description=description)
        extra = self.pages.home(home_facts(self.archive)) if page.is_homepage else ""
        return _with(context, archive_head=Markup(head), archive_home=Markup(extra))  # noqa: S704 - drawn with every value escaped

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for addresses that are not found its head."""
        if template_name != "404.html":
            return context
        head = self.pages.templates.draw("head_404.html", "", {})
        return _with(context, archive_head=Markup(head), archive_sections=self.sections)  # noqa: S704

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Add the policy."""
        return with_policy(output_content)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Add the policy to a hand-written page, whose own inline scripts may run."""
        self.documents.append(page)
        return with_policy(output)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Start a new list of hand-written pages."""
        self.preview.wait()
        self.documents = []

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the archive's pages, the search index and the sitemap."""
        site = Path(config.site_dir)
        if self.live:
            self.preview.renew(self.pages, self.views, site, self.cache.means)
            self.cache.means.memory.flush()
            if not gc.get_freeze_count():
                # What an archive is made of stays as long as the preview: nobody need look through it.
                gc.freeze()
            gc.enable()
            return
        edition = Edition(self.pages, self.views, self.database, by_hand(self.documents, site))
        with plain_errors():
            if self.staging:
                self.written = renew(edition, self.inspection, self.cache)
            else:
                tree = Tree(new=site, old=site, record=self.cache.record(site))
                self.written = write_archive(edition, tree, self.cache.means)
        self.accepted = True
        log.info(report(len(self.archive.letters), len(self.views), self.written, self.cache.means.progress))

    def on_build_error(self, *, error: Exception) -> None:
        """Keep the old site: the new one was refused."""
        self.accepted = False
        self.preview.go_on()
        check_machine(error)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Follow changes of the letters in the live preview, and draw pages when they are asked for."""
        self.preview.attach(server)
        server.watch(str(self.settings.folder / self.settings.letters))
        return server

    def on_shutdown(self) -> None:
        """Exchange the sites, now that MkDocs has accepted the new one; otherwise keep the old."""
        # The process ends: nothing is gained by looking for what could be freed.
        gc.freeze()
        if self.staging is None or self.site is None:
            return
        staging, self.staging = self.staging, None
        config, site_dir = self.site
        config.site_dir = site_dir  # what follows, as gh-deploy, reads the real folder
        self.inspection.drop()
        if not self.accepted or sys.exc_info()[0] is not None:
            staging.discard()
            return
        if self.written.is_repeated:
            staging.discard()
            # What such a build has no need of will be needed after the next edit.
            self.cache.means.memory.flush()
            log.info("Nothing has changed: the site in %s stays as it is", site_dir)
            return
        try:
            staging.accept(spare=self.cache.remembers and self.written.record.is_large)
        except StagingError as error:
            staging.discard()
            raise Abort(str(error)) from None
        self.cache.exchanged(staging.site)
        self.cache.know(staging.site, self.written.record)
        self.cache.keep(self.archive)
        log.info("The site is in %s", site_dir)


def _with(context: TemplateContext, **added: object) -> TemplateContext:
    """Return a template's context with our names added, which MkDocs' type does not know."""
    return {**context, **added}  # type: ignore[typeddict-item]
