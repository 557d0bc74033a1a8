"""Which Creative Commons licence a site's rights name, if it is one that lets everybody use the letters."""

import re

ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/"
    r"(?P<kind>licenses|publicdomain)/(?P<name>[a-z+-]+)(?:/(?P<version>[0-9.]+))?",
    re.IGNORECASE,
)
ZERO = re.compile(
    r"(?:creative commons )?(?:cc ?(?:0|zero)|zero)(?: v?1\.0)?(?: universal)?(?: public domain dedication)?"
)
ATTRIBUTION = re.compile(
    r"(?:cc|creative commons) (?:by|attribution)(?: v?(?P<version>[1-4]\.0|2\.5))?"
    r"(?: (?:international|unported|generic))?(?: (?:public )?licen[cs]e)?"
)
NEWEST = "4.0"
"""The version of CC BY that words without one mean."""


def open_licence(rights: str | None) -> str | None:
    """Return the address of CC BY or CC0 where `rights` names one of them, and nothing else, else None.

    It may be an address, words with an address, or words alone: "CC0", "CC-BY-4.0", "Creative Commons
    Attribution 4.0 International". What adds a condition (NC, ND, SA) is no such licence.
    """
    found = list(ADDRESS.finditer(rights or ""))
    if found:
        open_ones = [match for match in found if _is_open(match)]
        return _address(open_ones[0]) if len(open_ones) == len(found) else None
    words = " ".join(re.split(r"[\s_-]+", (rights or "").casefold())).strip(" .()")
    if ZERO.fullmatch(words):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := ATTRIBUTION.fullmatch(words):
        return f"https://creativecommons.org/licenses/by/{match['version'] or NEWEST}/"
    return None


def _is_open(match: re.Match[str]) -> bool:
    return (match["kind"].casefold(), match["name"].casefold()) in {
        ("licenses", "by"),
        ("publicdomain", "zero"),
    }


def _address(match: re.Match[str]) -> str:
    kind, name = match["kind"].casefold(), match["name"].casefold()
    version = (match["version"] or (NEWEST if name == "by" else "1.0")).strip(".")
    return f"https://creativecommons.org/{kind}/{name}/{version}/"
