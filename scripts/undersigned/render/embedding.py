"""A letter as other sites take it over: its citations, its card as plain HTML, its card in a frame."""

from typing import NamedTuple
from urllib.parse import quote

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.render.policy import FRAME_POLICY
from undersigned.render.templates import Templates
from undersigned.views.addresses import EMBED, address, letter_address
from undersigned.views.citing import CITATIONS, FORMATS
from undersigned.views.citing.reference import Reference
from undersigned.views.words import listed, long_day, signatories

FRAME_WIDTH, FRAME_HEIGHT = 480, 280
"""CSS pixels of a frame: room for a title of three lines. A page narrower than that narrows the frame."""

URL_SIGNS = "!$()*,-./:;=?@_~"
"""What may stand in a URL as it is (RFC 3986) and in HTML too."""
URL_BYTES = [quote(bytes([byte]), safe=URL_SIGNS) for byte in range(256)]
"""Each byte as a URL has it: to quote whole texts takes twice as long, and each letter has four."""


class Shown(NamedTuple):
    """What a card says of a letter.

    `url` and `frame` are the absolute addresses of the letter and of its page for a frame. `signed` says
    who signed ("Avery Example and 38 others") and `to` to whom, "" for an open letter; `signatures` is
    the count of those who signed and stand by it. `author` is the absolute address of the page of whoever
    signed alone, or "". `withdrawn` is a day in words, or "".
    """

    id: str
    url: str
    frame: str
    title: str
    language: str
    date: str
    day: str
    signed: str
    author: str
    to: str
    signatures: int
    withdrawn: str


def shown(archive: Archive, whole: Whole) -> Shown:
    """Return what a card says of a letter."""
    letter, settings = whole.letter, archive.settings
    card = archive.letters[letter.id]
    signed = [one for one in whole.in_role("signatory") if one.withdrawn is None]
    signed.sort(key=lambda one: not one.lead)
    names = [*(one.name for one in signed), *(one.name for one in letter.also_signed)]
    alone = address(signed[0]) if signed and card.signatures == 1 else None
    url = settings.absolute(letter_address(letter.id))
    return Shown(
        id=letter.id,
        url=url,
        frame=url + EMBED,
        title=card.title,
        language=card.language,
        date=long_day(card.date),
        day=card.date.isoformat(),
        signed=signatories(names, card.signatures),
        author=settings.absolute(alone) if alone else "",
        to=listed(card.recipients),
        signatures=card.signatures,
        withdrawn=long_day(letter.withdrawn.date) if letter.withdrawn else "",
    )


def embed_page(templates: Templates, one: Shown) -> str:
    """Return the page that a frame on another site shows: a whole document of its own."""
    return templates.draw("embed.html", letter_address(one.id) + EMBED, {"one": one, "policy": FRAME_POLICY})


def card_html(templates: Templates, one: Shown) -> str:
    """Return the card as HTML for any page: no frame, no script, no style."""
    return templates.macro("embedding.html", "card", one)


def frame_html(templates: Templates, one: Shown) -> str:
    """Return the HTML that shows the page of `embed_page` in a frame."""
    return templates.macro("embedding.html", "frame", one, FRAME_WIDTH, FRAME_HEIGHT)


def data_url(text: str) -> str:
    """Return an address that is the text itself (RFC 2397), so that it can be saved without a script."""
    return f"data:text/plain;charset=utf-8,{text.encode().decode('latin-1').translate(URL_BYTES)}"


def use_values(templates: Templates, cited: Reference, one: Shown) -> dict[str, object]:
    """Return what a page offers of a letter to take away, as templates have it."""
    return {
        "citations": [
            (style.key, style.label, text := style.text(cited), data_url(text)) for style in CITATIONS
        ],
        "formats": FORMATS,
        "card": card_html(templates, one),
        "frame": frame_html(templates, one),
        "frame_size": (FRAME_WIDTH, FRAME_HEIGHT),
    }
