"""Public offices in printed titles: which role they name, and for which place, where the words say it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from undersigned.drafting.naming import slug
from undersigned.model.fields import TERRITORIES
from undersigned.source.strict_yaml import Value
from undersigned.views.words import US_PARTS

# Roles that are public wherever they are held, the longer before those that end them.
PUBLIC = (
    "Lieutenant Governor",
    "Governor",
    "Attorney General",
    "Solicitor General",
    "Secretary of State",
    "Prime Minister",
    "Chief Justice",
    "Mayor",
)
# Roles that companies and associations have too: offices only where a country or an American state is named.
SOMETIMES = ("President", "Vice President", "Chancellor", "Treasurer", "Auditor", "Comptroller", "Controller")
LOCAL = frozenset({"Mayor"})
"""Roles whose place is a town, whatever country or state has the same name."""
NOT_HELD = re.compile(
    r"\b(?:acting|assistant|associate|chief|deputy|designate|elect|emerit[aiu]s?|ex|first|former|honorary|"
    r"interim|past|retired|senior|special|vice)\b",
    re.IGNORECASE,
)
"""Words that make another post of one, or say that it is not held."""
WITH_SUCH_WORDS = re.compile(r"\b(?:Chief Justice|Vice President)\b")
NO_PLACE = re.compile(
    r"\b(?:Alliance|Association|Board|Bureau|Committee|Council|Department|District Attorney|Office)\b"
    r"|^(?:City|County|District|Federal|National|State|Town)$"
)
WORD = r"(?:d[’'])?[A-Z][\w’'.-]*"
PLACE = rf"{WORD}(?: (?:{WORD}|of|the|and|de|du|da))*"
KIND_OF_PLACE = re.compile(r"^(?:the )?(?:(?:State|Commonwealth|Territory|Republic|Kingdom) of )?(?:the )?")
NAMES_OF_US = frozenset({"United States", "United States of America", "U.S.", "US", "U.S.A.", "USA"})
ARTICLE = re.compile(r"^the ", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office as a title prints it. `role` and `jurisdiction`, an ISO 3166 code, may be empty.

    `doubt` is a sentence about what is unsure, without a full stop; empty where nothing is. Two labels with
    the same `meaning`, role and place, are of one office.
    """

    label: str
    role: str = ""
    place: str = ""
    jurisdiction: str = ""
    doubt: str = ""

    @property
    def id(self) -> str:
        """Return the id that a new entry for the office has."""
        return slug(ARTICLE.sub("", self.label))

    @property
    def meaning(self) -> tuple[str, str]:
        """Return role and place, which "Attorney General of Northland" has in another order."""
        return self.role, self.place

    @property
    def entry(self) -> dict[str, Value]:
        """Return what offices.yml says of it."""
        said = {"label": self.label, "role": self.role, "jurisdiction": self.jurisdiction}
        return {key: value for key, value in said.items() if value}


def office_in(title: str) -> Office | None:
    """Return the office that a printed line names, None for a line that is no office for sure.

    An office is a role and a place: "Attorney General of Northland", "Northland Attorney General".
    """
    if NOT_HELD.search(WITH_SUCH_WORDS.sub("", title)) or NO_PLACE.search(title):
        return None
    for role in (*PUBLIC, *SOMETIMES):
        found = re.fullmatch(rf"(?:The )?{role}(?: of| for|,) ((?:the )?{PLACE})", title) or re.fullmatch(
            rf"(?:The )?({PLACE}) {role}", title
        )
        if found:
            return _office(title, role, KIND_OF_PLACE.sub("", found[1]))
    return None


def _office(title: str, role: str, place: str) -> Office | None:
    codes = () if role in LOCAL else jurisdictions(place)
    if NO_PLACE.search(place) or (role in SOMETIMES and not codes):
        return None
    if len(codes) == 1:
        return Office(label=title, role=role, place=place, jurisdiction=codes[0])
    said = f"{title!r} may be of {' or '.join(codes)}: give the office its jurisdiction" if codes else ""
    return Office(label=title, role=role, place=place, doubt=said)


def names_a_role(title: str) -> bool:
    """Whether a printed line names a public role, whatever else it says."""
    return any(re.search(rf"\b{role}\b", title) for role in PUBLIC)


def jurisdictions(place: str) -> tuple[str, ...]:
    """Return the ISO 3166 codes of all countries and American states and territories of this name."""
    return CODES.get(place, ())


def _codes() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(NAMES_OF_US, ("US",))
    for part, name in US_PARTS.items():
        found[name] = (f"US-{part}",)
    for code, name in TERRITORIES.items():
        # Digits are a continent. American territories are in the list of countries too.
        if (
            len(code) == len("US")
            and code.isalpha()
            and name not in NAMES_OF_US
            and code not in US_PARTS_ABROAD
        ):
            found[name] = (*found.get(name, ()), code)
    return found


US_PARTS_ABROAD = frozenset({"AS", "GU", "MP", "PR", "UM", "VI"})
"""Codes that ISO 3166-1 gives to territories which ISO 3166-2 counts as parts of the United States."""
CODES = _codes()
