"""Invented officers of American states, and letters that they sign."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from sources import letter

FAMILIES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper")


class Officer(NamedTuple):
    """Somebody who holds one office; `terms` are the lines in which people.yml says since when."""

    name: str
    jurisdiction: str
    role: str
    terms: str

    @property
    def key(self) -> str:
        return self.name.lower().replace(" ", "-")


def officers(
    places: str, role: str = "Attorney General", party: str = "", *, given: str = "Avery"
) -> list[Officer]:
    """Return an officer of one party for each place: jurisdictions, or codes of states."""
    terms = f"{{office: OFFICE, party: {party!r}}}" if party else "{office: OFFICE}"
    return [
        Officer(f"{given} {family}", place if "-" in place or place == "US" else f"US-{place}", role, terms)
        for family, place in zip(FAMILIES, places.split(), strict=False)
    ]


def registries(everybody: Iterable[Officer]) -> dict[str, str]:
    """Return people.yml and offices.yml."""
    people, offices = [], []
    for one in everybody:
        terms = one.terms.replace("OFFICE", f"office-of-{one.key}").splitlines()
        people += [f"{one.key}:", f"  name: {one.name}", "  offices:", *(f"    - {term}" for term in terms)]
        offices += [f"office-of-{one.key}:", f"  label: Office of {one.name}"]
        offices += [f"  jurisdiction: {one.jurisdiction}", *([f"  role: {one.role!r}"] if one.role else [])]
    return {"people.yml": "\n".join(people) + "\n", "offices.yml": "\n".join(offices) + "\n"}


def signed_by(
    everybody: Iterable[Officer], *, date: str = "2020-01-01", withdrawn: Collection[Officer] = ()
) -> str:
    """Return a letter with the signatures of officers, of which some were withdrawn."""
    return letter("\n".join(["signatories:", *_signatures(everybody, withdrawn)]), date=date, signed="")


def _signatures(everybody: Iterable[Officer], withdrawn: Collection[Officer]) -> Iterator[str]:
    for one in everybody:
        yield f"  - {{name: {one.name}, withdrawn: 2020-06-01}}" if one in withdrawn else f"  - {one.name}"
