"""What stands in the head of a page, for search engines, link previews, feed readers, reference managers."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from babel import Locale
from babel.core import get_global

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.reading import Whole
from undersigned.model.settings import Settings
from undersigned.views.addresses import (
    BIBTEX,
    FEED,
    IMAGE,
    INTERFACE_LANGUAGE,
    JSON_FEED,
    OEMBED,
    PLAIN_TEXT,
    RECORD,
    SOURCE,
    root_from,
)
from undersigned.views.linked_data import (
    Correspondence,
    Node,
    document_graph,
    letter_graph,
    licence,
    page_graph,
)
from undersigned.views.names import Name, name_parts, whole_name
from undersigned.views.view import Facts, Listing, View
from undersigned.views.words import long_day

ATOM = "application/atom+xml"


class Alternate(NamedTuple):
    """The same in another form: its media type, where it is, and what it is called."""

    type: str
    href: str
    title: str


class Credits(NamedTuple):
    """What reference managers are told of a letter besides its title and its address.

    `creators` are the signatories as they are filed. `authors` are the same in the form in which Zotero
    parts names rightly, where it would not otherwise; `recipients` are those written to, in that form.
    """

    date: str
    published: str
    topics: tuple[str, ...]
    creators: tuple[str, ...]
    authors: tuple[str, ...]
    recipients: tuple[str, ...]


class Head(NamedTuple):
    """What the template `head.html` says of one page.

    `kind` and `locale` are Open Graph's. `url` and `image` are absolute; `image` is None where there are
    no share images. `graph` is the page's linked data. A letter alone has `credits`, and `licence` where
    that is an address. `leads_to` is where a page at a former address leads: its `url` is that of today.
    """

    url: str
    title: str
    description: str
    kind: str
    language: str
    locale: str
    image: str | None
    image_text: str
    changed: str
    licence: str | None
    alternates: tuple[Alternate, ...]
    graph: list[Node]
    leads_to: str = ""
    credits: Credits | None = None


LETTER_FORMS = (
    Alternate("application/json", RECORD, "This letter as JSON"),
    Alternate("text/markdown", SOURCE, "This letter as Markdown"),
    Alternate("text/plain", PLAIN_TEXT, "This letter as plain text"),
    Alternate("application/x-bibtex", BIBTEX, "This letter as BibTeX"),
)
BODY = "organization"
ENTRY_FORM = Alternate("application/json", RECORD, "This entry as JSON")
PROFILE = "correspondent.html"
ENTRIES = frozenset({PROFILE, "office.html", "topic.html"})
"""Templates whose pages show an entry of the registries, with a record and perhaps a feed beside them."""


def letter_head(archive: Archive, view: View, facts: Facts, whole: Whole, description: str) -> Head:
    """Return the head of a letter's page."""
    letter, card, settings = whole.letter, archive.letters[whole.letter.id], archive.settings
    values = facts.values
    signed = [one for one in whole.in_role("signatory") if one.withdrawn is None]
    # Citations name first who leads.
    signed.sort(key=lambda one: not one.lead)
    sent = Correspondence(
        letter=letter,
        card=card,
        signed=signed,
        recipients=whole.in_role("recipient"),
        cc=whole.in_role("cc"),
        enclosures=archive.enclosures.get(letter.id, ()),
        offices=cast("Mapping[str, tuple[str, str]]", values["offices"]),
        topics=cast("Sequence[tuple[str, str]]", values["topics"]),
    )
    sorts = cast("Mapping[str, str]", values["sorts"])
    senders = [_name(one, sorts) for one in signed]
    senders += [name_parts(one.name) for one in letter.also_signed]
    is_misread = any(name.suffix or (not name.given and " " in name.family) for name in senders)
    url = settings.absolute(view.address)
    oembed = Alternate("application/json+oembed", url + OEMBED, view.title)
    language = letter.language or settings.language
    return Head(
        url=url,
        title=view.title,
        description=description,
        kind="article",
        language=language,
        locale=locale(language),
        image=url + IMAGE if settings.share_images else None,
        image_text=f"{view.title} ({long_day(card.date)})",
        changed=card.changed.isoformat(),
        licence=licence(settings),
        alternates=(*_archive_feeds(settings, view.address), *LETTER_FORMS, oembed),
        graph=letter_graph(settings, view, sent, description),
        credits=Credits(
            date=card.date.isoformat(),
            published=card.published.isoformat(),
            topics=tuple(label for label, _ in sent.topics),
            creators=tuple(name.inverted for name in senders),
            authors=tuple(map(_parted, senders)) if is_misread else (),
            recipients=tuple(_parted(_name(one, sorts)) for one in sent.recipients),
        ),
    )


def page_head(settings: Settings, view: View, facts: Facts, description: str) -> Head:
    """Return the head of any other page of the archive."""
    if view.leads_to:
        head = _head(settings, view.leads_to, view.title, description)
        return head._replace(
            leads_to=root_from(view.address) + view.leads_to,
            alternates=_archive_feeds(settings, view.address),
            graph=document_graph(settings, view.leads_to, view.title, description),
        )
    alternates = _archive_feeds(settings, view.address)
    if view.template in ENTRIES:
        listing = cast("Listing", facts.values["listing"])
        feed = Alternate(ATOM, FEED, f"{settings.site_name}: {view.title}")
        # Many programs take the first: on a page about something, that is what is subscribed to.
        alternates = (*([feed] if listing.count else ()), *alternates, ENTRY_FORM)
    return _head(settings, view.address, view.title, description)._replace(
        kind="profile" if view.template == PROFILE else "website",
        changed=view.modified.isoformat() if view.modified else "",
        alternates=alternates,
        graph=page_graph(settings, view, facts.values, description),
    )


def document_head(settings: Settings, address: str, title: str, description: str) -> Head:
    """Return the head of a page that was written by hand; the home page has the address ""."""
    return _head(settings, address, title, description)._replace(
        graph=document_graph(settings, address, title, description)
    )


def _head(settings: Settings, address: str, title: str, description: str) -> Head:
    return Head(
        url=settings.absolute(address),
        title=title,
        description=description,
        kind="website",
        language=INTERFACE_LANGUAGE,
        locale=locale(INTERFACE_LANGUAGE),
        image=settings.absolute(IMAGE) if settings.share_images else None,
        image_text=settings.site_name,
        changed="",
        licence=None,
        alternates=_archive_feeds(settings, address),
        graph=[],
    )


def _archive_feeds(settings: Settings, address: str) -> tuple[Alternate, ...]:
    """Return the archive's own feeds, as the page with this address leads to them."""
    root = root_from(address)
    return (
        Alternate(ATOM, root + FEED, settings.site_name),
        Alternate("application/feed+json", root + JSON_FEED, settings.site_name),
    )


def _name(one: Correspondent, sorts: Mapping[str, str]) -> Name:
    if one.kind == BODY:
        return whole_name(one.name)
    return name_parts(one.name, sorts.get(one.id or ""))


def _parted(name: Name) -> str:
    """Return a name so that Zotero parts it rightly: at the first comma, and nothing after a second counts.

    Without a comma it would part the name before its last word, also that of an organization.
    """
    if name.given:
        return f"{name.family}, {name.given} {name.suffix}".rstrip()
    return f"{name.family}," if " " in name.family else name.family


@lru_cache(maxsize=64)
def locale(language: str) -> str:
    """Return a language (BCP 47) as Open Graph wants it, with a territory: "en_US".

    Where the language names none, it is the one where most speak it (Unicode's likely subtags).
    """
    found = Locale.parse(language, sep="-")
    likely = get_global("likely_subtags")
    for name in (str(found), found.language):
        territory = found.territory or str(likely.get(name, "")).rpartition("_")[2]
        if territory.isalpha() and territory.isupper():
            return f"{found.language}_{territory}"
    return found.language
