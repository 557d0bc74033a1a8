"""A letter as HTML for any place: it needs no style sheet, and all its links are absolute."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from undersigned.archive.archive import Archive
from undersigned.archive.correspondents import Correspondent
from undersigned.archive.reading import Whole
from undersigned.render.body import Body
from undersigned.render.plain_text import ARCHIVE_OWN, ROOT
from undersigned.render.templates import FOLDER
from undersigned.views.addresses import INTERFACE_LANGUAGE, letter_address
from undersigned.views.aftermath import aftermath
from undersigned.views.words import counted, direction, long_day

LINK = "<a "
OWN = tuple(f'class="{name}"' for name in sorted(ARCHIVE_OWN))
MOST_KEPT = 20_000
"""Lines of correspondents that are kept: a petition may have any number."""
TEMPLATE = "anywhere.html"


def letter_html(archive: Archive, whole: Whole, body: Body, page: str | None = None) -> str:
    """Return all that a letter prints, what was changed since and what happened next, as HTML.

    Its notes lie at `page`: the letter's own address, or "" where the whole of it stands in one document.
    """
    settings = archive.settings
    root, own = settings.absolute(""), settings.absolute(letter_address(whole.letter.id))
    url = own if page is None else page
    html = _macro("content")(
        whole.letter,
        whole.letter.language or settings.language,
        whole.in_role("signatory"),
        whole.in_role("recipient"),
        whole.in_role("cc"),
        Markup(anywhere(body.before, root, url)),  # noqa: S704 - our own serializer's HTML
        Markup(anywhere(body.after, root, url)),  # noqa: S704
        Markup(anywhere(body.notes, root, url)),  # noqa: S704
        aftermath(archive, whole.letter, INTERFACE_LANGUAGE),
        root,
    )
    return str(html)


def _printed(person: Correspondent) -> Markup:
    return _lines(person.printed)


@lru_cache(maxsize=MOST_KEPT)
def _lines(lines: tuple[str, ...]) -> Markup:
    """Return the lines that letters print of a correspondent, who may sign many in the same words."""
    return _macro("lines")(lines)


def _macro(name: str) -> Callable[..., Markup]:
    macro: Callable[..., Markup] = getattr(_template().module, name)
    return macro


@cache
def environment() -> Environment:
    """Return what draws templates that stand by themselves."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(counted=counted, direction=direction, long_day=long_day, printed=_printed)
    made.globals["interface_language"] = INTERFACE_LANGUAGE
    return made


@cache
def _template() -> Template:
    return environment().get_template(TEMPLATE)


def anywhere(html: str, root: str, page: str) -> str:
    """Return the HTML of a body, as `render.body` makes it, with whole addresses in its links.

    `root` is the absolute URL of the site's root, `page` that of the letter. Links by which a page leads
    to its own paragraphs, and back from notes, are left out. Names of places stay: nothing leads to them.
    """
    return LINK.join(_between_links(html, page)).replace(ROOT, root) if LINK in html else html


def _between_links(html: str, page: str) -> Iterator[str]:
    """Yield what stands before, between and after the starts of links.

    Our own serializer wrote this: it escapes `<` in text, and `>` and `"` in values, so where a link
    starts, and what it says, can be seen without a parser for strangers' HTML, which takes ten times as long.
    """
    before, *links = html.split(LINK)
    for link in links:
        if link.startswith(OWN):
            before += link.partition("</a>")[2]
            continue
        yield before
        tag, end, after = link.partition(">")
        before = tag.replace('href="#', f'href="{page}#') + end + after
    yield before
