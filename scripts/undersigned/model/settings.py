"""What an archive's `mkdocs.yml` says about it: the plugin's options and the site's name and address."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

from undersigned.source.text import HIDDEN

INSTEAD = "\ufffd"
"""Unicode's replacement character."""
LINES = frozenset({"site_name", "publisher", "rights", "contact"})
"""Settings that pages, feeds and citations print in one line, however YAML folds them."""

MAILBOX = re.compile(r"[^\s@<>\"',;:/?#]+@[^\s@<>\"',;:/?#]+\.[^\s@<>\"',;:/?#]+")
"""A mail address that needs no quoting (RFC 5322, section 3.4.1), at a host that has a domain."""


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
    share_images: bool = True

    def __post_init__(self) -> None:
        """Replace what no letter may hold either: XML 1.0 (section 2.2) and UTF-8 have no place for it."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str):
                clean = HIDDEN.sub(INSTEAD, value)
                line = " ".join(clean.split()) if each.name in LINES else clean
                object.__setattr__(self, each.name, line)

    @property
    def mailbox(self) -> str | None:
        """The mail address that `contact` is; None where it is something else, or none is given."""
        address = (self.contact or "").removeprefix("mailto:")
        return address if MAILBOX.fullmatch(address) else None

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address relative to the site's root."""
        return self.site_url.rstrip("/") + "/" + address
