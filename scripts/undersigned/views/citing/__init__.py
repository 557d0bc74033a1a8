"""A letter as others cite it: three styles in words, three formats for reference managers."""

from collections.abc import Callable
from typing import NamedTuple

from undersigned.views.addresses import BIBTEX, CSL, RIS
from undersigned.views.citing.machine import bibtex, csl_json, ris
from undersigned.views.citing.prose import apa, bluebook, chicago
from undersigned.views.citing.reference import Reference


class Citation(NamedTuple):
    """A style in words."""

    key: str
    label: str
    text: Callable[[Reference], str]


class Format(NamedTuple):
    """A format for reference managers, written to the file `name` beside the letter's page."""

    key: str
    label: str
    name: str
    media_type: str
    text: Callable[[Reference], str]


CITATIONS: tuple[Citation, ...] = (
    Citation("apa", "APA", apa),
    Citation("chicago", "Chicago", chicago),
    Citation("bluebook", "Bluebook", bluebook),
)
FORMATS: tuple[Format, ...] = (
    Format("bibtex", "BibTeX", BIBTEX, "application/x-bibtex", bibtex),
    Format("ris", "RIS", RIS, "application/x-research-info-systems", ris),
    Format("csl", "CSL-JSON", CSL, "application/vnd.citationstyles.csl+json", csl_json),
)
