"""What a careful reader takes from a letter, an import takes: who wrote to whom, when, and every word."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from statistics import fmean
from typing import Any

import pytest

from desk import letters, lost, said_of, shares
from sites import ROOT

SHARED = ROOT.parent / "shared"
MEASURE = SHARED / "tools" / "score_import.py"
"""What measures imports; it lies beside the checkout and not in it, with real letters that it reads."""
SHORT: Mapping[str, str] = {
    "017-citizens-no-date/letter": "signatories",
    "021-professors-100/letter": "recipients notes",
    "022-memo/letter": "signatories",
    "037-artists-one-word-names/letter": "signatories",
    "043-numbered-affiliations/letter": "signatories notes",
    "046-organizations-three-columns/letter": "signatories",
    "048-e-mail/letter": "recipients",
    "049-organizations-100/letter": "signatories",
    "050-byline-at-head/letter": "signatories offices",
    "054-three-letterheads-flattened/letter": "cc",
    "068-lettre-gouverneur-train/letter": "signatories cc offices",
    "090-crec-employers-child-care/letter": "recipients",
    "120-attorneys-general-docket/letter": "signatories",
    "121-ngo-coalition-grouped/letter": "signatories",
    "122-scientists-numbered/letter": "signatories",
    "125-mojibake-entities/letter": "signatories",
    "017-citizens-no-date/wrapped": "signatories",
    "019-union-two-columns/wrapped": "signatories",
    "021-professors-100/wrapped": "recipients notes",
    "037-artists-one-word-names/wrapped": "signatories",
    "049-organizations-100/wrapped": "signatories",
    "071-crec-organizations-run-on/wrapped": "signatories",
    "072-crec-county-clerks/wrapped": "signatories",
    "122-scientists-numbered/wrapped": "signatories",
    "125-mojibake-entities/wrapped": "signatories",
}
"""What an import does not get right today, by document. A field that comes out right leaves this list."""


def means_of(found: Iterable[Mapping[str, float]]) -> dict[str, float]:
    by_field: dict[str, list[float]] = defaultdict(list)
    for one in found:
        for field, share in one.items():
            by_field[field].append(share)
    return {field: fmean(each) for field, each in by_field.items()}


def measure() -> Any:  # noqa: ANN401 - a module, which no type describes
    spec = spec_from_file_location("score_import", MEASURE)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def short(kind: str) -> dict[str, str]:
    return {
        f"{file.parent.name}/{kind}": " ".join(field for field, share in found.items() if share < 1)
        for file in letters(kind)
        if min((found := shares(file)).values()) < 1
    }


@pytest.mark.parametrize("kind", ["letter", "wrapped"])
class TestDesk:
    def test_fields_are_those_of_the_gold(self, kind: str) -> None:
        assert short(kind) == {name: fields for name, fields in SHORT.items() if name.endswith(f"/{kind}")}

    def test_enough_is_right_on_the_whole(self, kind: str) -> None:
        means = means_of(map(shares, letters(kind)))
        assert fmean(means.values()) >= 0.97, means
        assert means["signatories"] >= 0.95, means

    def test_no_word_is_lost(self, kind: str) -> None:
        assert {file.parent.name: found for file in letters(kind) if (found := lost(file))} == {}


@pytest.mark.skipif(not MEASURE.is_file(), reason=f"the measure of imports is not at {MEASURE}")
@pytest.mark.parametrize(("kind", "least"), [("letter", 0.97), ("wrapped", 0.93)])
def test_real_letters_are_read_as_well_as_is_asked(kind: str, least: float) -> None:
    score = measure().score
    found = {}
    for file in sorted((SHARED / "letters-dev").glob(f"*/{kind}.txt")):
        gold = json.loads((file.parent / "gold.json").read_text(encoding="utf-8"))
        source = file.read_text(encoding="utf-8", errors="replace") if kind == "letter" else None
        found[file.parent.name] = score(said_of(file), gold, source)
    assert found
    means = means_of(found.values())
    assert fmean(means.values()) >= least, means
    assert means["signatories"] >= 0.97, means
    assert {name: one for name, one in found.items() if one.get("words kept", 1) < 0.985} == {}
