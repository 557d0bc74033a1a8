"""Each layout, typed anew as a PDF and as a Word file, is read as it is from plain text."""

from collections.abc import Callable

import pytest

from desk import DESK
from papers_typed import typed_pdf, typed_word
from undersigned.drafting.document import Document
from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.letter import draft
from undersigned.drafting.reading.docx import read_data as read_word
from undersigned.drafting.reading.pdf import read_data as read_pdf
from undersigned.drafting.reading.text import read_text

LAYOUTS = {
    "002-ag-communication/letter": "letterhead of states, VIA, two recipients with addresses, raised notes",
    "003-ag-letterheads-flattened/letter": "two letterheads beside each other, names in rows",
    "003-ag-letterheads-flattened/wrapped": "the same within a release",
    "007-house-flattened/letter": "names and posts run into one line each",
    "008-senators-party-state/letter": "date with a place, party and state",
    "009-governors-office-first/letter": "the post above the name, a closing of its own",
    "011-state-legislators-salutation/letter": "an organization with Attn:, somebody else saluted, bullets",
    "012-mps-uk/wrapped": "a subject below the salutation, peers, notes to editors",
    "014-scientists-runon/letter": "Signed, and a list that runs on",
    "016-orgs-by-name/letter": "organizations by somebody, copies to bodies",
    "020-bishops/letter": "a collective salutation, a closing of two lines",
    "025-recipients-two-columns/letter": "recipients in columns, Re: indented",
    "027-to-whom-blank-lines/letter": "To Whom It May Concern, lines to sign on",
    "033-count-differs/letter": "a stated number that the list does not have",
    "034-cc-before-signatures/letter": "copies above the closing, three ways of sending",
    "036-three-columns/letter": "three columns of names with places, read downward",
    "038-tribes-counties/letter": "To: and Date:, three lines of post, copies to",
    "039-superintendents-no-closing/letter": "no closing, numbers, notes with * and †",
    "045-subheads-by-state/letter": "headings among the signatures",
    "049-organizations-100/letter": "107 organizations with their states",
    "053-economists-long/letter": "a memorandum, notes in brackets of two paragraphs",
    "104-attorneys-general-robocalls/letter": "a name and a post beneath, twelve times",
    "108-ngo-coalition-postal-ballots/wrapped": "organizations alone, within a release",
    "116-pdf-pages-footnotes/letter": "a post beneath each of many names, across pages",
    "140-drought-loans/wrapped": "one senator, within a release",
}
"""Documents of tests/desk, with what is hard in them."""
READERS: dict[str, tuple[Callable[[str], bytes], Callable[[bytes], Document]]] = {
    "pdf": (typed_pdf, read_pdf),
    "word": (typed_word, read_word),
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_paper_is_read_as_its_text_is(name: str, kind: str) -> None:
    content = (DESK / f"{name}.txt").read_bytes()
    write, read = READERS[kind]
    assert said(draft(read(write(content.decode())))) == said(draft(read_text(content)))


def said(made: Draft) -> dict[str, object]:
    """Return what a letter says, whatever it is printed on."""
    return {
        "date": made.date,
        "subject": made.subject,
        "recipients": [(one.honorific, one.name, *one.title) for one in made.recipients],
        "signatories": sorted((one.name, *one.beneath, one.by, one.behalf) for one in made.signatories),
        "cc": [one.name for one in made.cc],
        "notes": made.body.count("\n[^"),
    }
