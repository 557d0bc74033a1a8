"""What stops a build, each said in one sentence as MkDocs' own error: no traceback for editors."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from undersigned.outputs.data import DatabaseError
from undersigned.outputs.search import SearchIndexError
from undersigned.plugin.staging import StagingError
from undersigned.source.problems import ProblemsFound
from undersigned.work.objects import ForeignDataError
from undersigned.work.workers import WorkerError

SITE_URL = re.compile(r"https?://[^\s\"'<>\\`{}?#]+")
"""An address that MkDocs' templates may print as it is: they escape nothing."""


def check_config(config: MkDocsConfig, plugin: type[BasePlugin]) -> None:  # type: ignore[type-arg]
    """Raise PluginError, with one sentence, for what is missing or wrong in `mkdocs.yml`."""
    if not config.site_url:
        msg = "mkdocs.yml needs a site_url: the address under which the archive will be published"
        raise PluginError(msg)
    if not SITE_URL.fullmatch(config.site_url):
        msg = f"the site_url {config.site_url!r} is no address like https://example.org/letters/"
        raise PluginError(msg)
    if sum(isinstance(one, plugin) for one in config.plugins.values()) > 1:
        msg = "mkdocs.yml names the plugin twice: keep one"
        raise PluginError(msg)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise PluginError for what may go wrong while a site is made: in the letters or on the machine."""
    try:
        yield
    except (DatabaseError, ProblemsFound, SearchIndexError, StagingError, WorkerError) as error:
        raise PluginError(str(error)) from None
    except ForeignDataError:
        msg = "the cache holds what this program did not write: delete the folder .cache/undersigned"
        raise PluginError(msg) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        msg = f"the site cannot be written: {error.strerror or error}{where}"
        raise PluginError(msg) from None
