"""What stops a build, each said in one sentence as MkDocs' own error: no traceback for editors."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin

from undersigned.outputs.data import DatabaseError
from undersigned.outputs.search import SearchIndexError
from undersigned.plugin.staging import StagingError
from undersigned.source.problems import ProblemsFound
from undersigned.work.objects import ForeignDataError
from undersigned.work.workers import WorkerError

SITE_URL = re.compile(r"https?://[^\s\"'<>\\`{}?#]+")
"""An address that MkDocs' templates may print as it is: they escape nothing."""
MACHINE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What no program and no editor did: a disk that is full, may not be written to, or is broken."""


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
        raise PluginError(_cannot_write(error)) from None


def check_machine(error: Exception) -> None:
    """Raise Abort, with one sentence, for an `error` of MkDocs' own that is the machine's fault."""
    if isinstance(error, OSError) and error.errno in MACHINE:
        raise Abort(_cannot_write(error)) from None


def _cannot_write(error: OSError) -> str:
    # What copies a file names both, of which the second is written.
    file = error.filename2 or error.filename
    return f"the site cannot be written: {error.strerror or error}" + (f" ({file})" if file else "")
