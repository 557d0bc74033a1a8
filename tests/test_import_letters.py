"""What a careful reader takes from a letter, an import takes: who wrote to whom, when, and every word."""

from collections import defaultdict
from collections.abc import Mapping
from statistics import fmean

import pytest

from desk import letters, lost, shares

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
        by_field: dict[str, list[float]] = defaultdict(list)
        for file in letters(kind):
            for field, share in shares(file).items():
                by_field[field].append(share)
        means = {field: fmean(found) for field, found in by_field.items()}
        assert fmean(means.values()) >= 0.97, means
        assert means["signatories"] >= 0.95, means

    def test_no_word_is_lost(self, kind: str) -> None:
        assert {file.parent.name: found for file in letters(kind) if (found := lost(file))} == {}
