"""The MkDocs plugin: the one layer that knows MkDocs."""

from undersigned.plugin.building import build
from undersigned.plugin.plugin import UndersignedPlugin
from undersigned.plugin.settings import SettingsError, read_settings

__all__ = ["SettingsError", "UndersignedPlugin", "build", "read_settings"]
