"""The HTML of a letter's body for any place: its links are absolute, and none is the archive's own."""

from collections.abc import Iterator

from undersigned.render.plain_text import ARCHIVE_OWN, ROOT

LINK = "<a "
OWN = tuple(f'class="{name}"' for name in sorted(ARCHIVE_OWN))


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
