"""What an archive's `mkdocs.yml` says about it: the plugin's options and the site's name and address."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The settings of one archive.

    `folder` holds `mkdocs.yml`; `letters` is relative to it. `rights` is the licence of the letters
    and `contact` the press contact, both as a link or as words. `language` (BCP 47) is that of
    letters which name none, `time_zone` (IANA) the one in which days of publication are counted.
    """

    folder: Path
    site_name: str = "Letters"
    site_url: str = "http://localhost/"
    letters: str = "letters"
    publisher: str | None = None
    rights: str | None = None
    contact: str | None = None
    time_zone: str = "UTC"
    language: str = "en"

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address relative to the site's root."""
        return self.site_url.rstrip("/") + "/" + address
