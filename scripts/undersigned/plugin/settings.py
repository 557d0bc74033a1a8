"""Reads an archive's settings from its `mkdocs.yml`, for the command line."""

import logging
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from undersigned.model.settings import Settings
from undersigned.plugin.options import settings_from
from undersigned.plugin.plugin import UndersignedPlugin

OURS = "Plugin 'undersigned'"
"""What MkDocs says in a warning about the plugin's own options, such as one that it does not know."""


class SettingsError(Exception):
    """The archive's settings cannot be read; the message says why, in one sentence."""


def read_settings(config: Path) -> Settings:
    """Return the settings in the configuration file `config`. Raises SettingsError."""
    if not config.is_file():
        msg = f"there is no {config}: run this in the folder that holds mkdocs.yml, or name it with --config"
        raise SettingsError(msg)
    said: list[logging.LogRecord] = []
    handler = _Gather(said)
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    try:
        loaded = load_config(config_file=str(config))
    except (Abort, ConfigurationError, MkDocsException, ValueError) as error:
        reason = "; ".join(record.getMessage() for record in said) or str(error)
        msg = f"{config} cannot be read: {' '.join(reason.split())}"
        raise SettingsError(msg) from None
    finally:
        log.removeHandler(handler)
    own = [r.getMessage() for r in said if OURS in r.getMessage()]
    if own:
        msg = f"{config}: {'; '.join(own)}"
        raise SettingsError(msg)
    for plugin in loaded.plugins.values():
        if isinstance(plugin, UndersignedPlugin):
            return settings_from(loaded, plugin.config)
    msg = f"{config} does not name the plugin: add '- undersigned' under 'plugins:'"
    raise SettingsError(msg)


class _Gather(logging.Handler):
    """Keeps what MkDocs says is wrong, for one sentence instead of a log."""

    def __init__(self, said: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)
