"""The plugin's options in `mkdocs.yml`, and the settings made of them."""

from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig

from undersigned.model.days import is_time_zone
from undersigned.model.settings import Settings


class Language(c.Type[str]):
    """A language tag like `en` or `pt-BR` (BCP 47)."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Return the tag. Raises MkDocs' ValidationError."""
        tag = super().run_validation(value)
        try:
            Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            msg = f"{tag!r} is not a language tag like en or pt-BR"
            raise base.ValidationError(msg) from None
        return tag


class TimeZone(c.Type[str]):
    """A zone of the IANA time zone database."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Return the name. Raises MkDocs' ValidationError."""
        name = super().run_validation(value)
        if not is_time_zone(name):
            msg = f"{name!r} is not a time zone like America/New_York"
            raise base.ValidationError(msg)
        return ZoneInfo(name).key


class Below(c.Type[str]):
    """A folder below the one that holds `mkdocs.yml`."""

    def __init__(self, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        """Return the folder. Raises MkDocs' ValidationError."""
        name = super().run_validation(value).strip("/")
        if ".." in PurePath(name).parts or not PurePath(name).parts:
            msg = f"{name!r} is no folder below the one that holds mkdocs.yml"
            raise base.ValidationError(msg)
        return name


class Count(c.Type[int]):
    """How many of something: a whole number, 0 for as many as suits."""

    def __init__(self, default: int) -> None:
        super().__init__(int, default=default)

    def run_validation(self, value: object) -> int:
        """Return the number. Raises MkDocs' ValidationError."""
        number = super().run_validation(value)
        if number < 0 or isinstance(value, bool):
            msg = f"{value!r} is no number of them"
            raise base.ValidationError(msg)
        return number


class Options(base.Config):  # type: ignore[no-untyped-call]  # MkDocs' hook bears no types
    """What may stand under `undersigned:` in the list of plugins."""

    letters = Below(default="letters")
    publisher = c.Optional(c.Type(str))
    rights = c.Optional(c.Type(str))
    contact = c.Optional(c.Type(str))
    time_zone = TimeZone(default="UTC")
    language = Language(default="en")
    share_images = c.Type(bool, default=True)
    unpublished = c.Type(bool, default=False)
    cache = c.Type(bool, default=True)
    processes = Count(default=0)


def settings_from(config: MkDocsConfig, options: Options) -> Settings:
    """Return the archive's settings. Raises MkDocs' PluginError when `site_url` is missing."""
    return Settings(
        folder=Path(config.config_file_path or "mkdocs.yml").resolve().parent,
        site_name=config.site_name,
        site_url=config.site_url or "",
        letters=options.letters,
        publisher=options.publisher,
        rights=options.rights,
        contact=options.contact,
        time_zone=options.time_zone,
        language=options.language,
        share_images=options.share_images,
    )
