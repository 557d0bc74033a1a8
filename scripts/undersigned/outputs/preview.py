"""A letter that is not public yet, as one file for those who may read it before."""

from dataclasses import replace

from markupsafe import Markup

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.render.anywhere import environment, letter_html
from undersigned.render.body import Body
from undersigned.views.addresses import letter_address
from undersigned.views.words import long_moment

TEMPLATE = "preview.html"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The file asks for nothing at all: its style stands in it."""


def preview(archive: Archive, whole: Whole, body: Body) -> str:
    """Return the letter as an HTML document that needs nothing else, with a mark on every page.

    Whoever may read it before may not read of others that are not public: none that follows it is named.
    """
    letter, settings = whole.letter, archive.settings
    others = archive.pending - {letter.id}
    public = {key: card for key, card in archive.letters.items() if key not in others}
    is_draft = letter.status == "draft"
    until = long_moment(letter.embargo, settings.time_zone) if letter.embargo and not is_draft else ""
    return (
        environment()
        .get_template(TEMPLATE)
        .render(
            policy=POLICY,
            mark="Draft" if is_draft else f"Embargoed until {until}",
            is_draft=is_draft,
            until=until,
            letter=letter,
            site=settings,
            url=settings.absolute(letter_address(letter.id)),
            enclosures=archive.enclosures.get(letter.id, ()),
            # At the letter's own address there is nothing yet: its notes are here.
            content=Markup(letter_html(replace(archive, letters=public), whole, body, "")),  # noqa: S704 - drawn with every value escaped
        )
    )
