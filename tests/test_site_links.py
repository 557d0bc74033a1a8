"""Every link of a built site leads somewhere, to the very place it names."""

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from sites import Site, broken_links, targets


def test_every_link_resolves(site: Site) -> None:
    assert len(site.pages) > 20
    assert [lost for page in site.pages.values() for lost in broken_links(site, page)] == []


def test_every_label_and_description_is_on_the_page(site: Site) -> None:
    """What an attribute names by id is there: labels, descriptions, lists of choices."""
    names = "//@for | //@list | //@aria-labelledby | //@aria-describedby | //@aria-controls"
    for page in site.pages.values():
        named = {name for value in page.values(names) for name in value.split()}
        # Material's switch between palettes is made of radio buttons, which only its script needs.
        assert named <= set(page.ids), page.file


def test_links_within_the_site_are_relative(site: Site) -> None:
    """So that the site works wherever it lies; only addresses to be kept are absolute, and oEmbed's."""
    kept = "[not(normalize-space() = 'Permanent link')]"
    found = "[not(@rel = 'canonical' or @type = 'application/json+oembed')]"
    for page in site.pages.values():
        if page.address == "404.html":
            continue
        links = page.values(f"//a{kept}/@href | //link{found}/@href | //script/@src")
        absolute = [link for link in links if link.startswith(("/", site.url))]
        assert absolute == [], page.file


def test_sitemap_leads_to_pages(site: Site) -> None:
    places = ET.parse(site.folder / "sitemap.xml").iterfind(".//{*}loc")
    addresses = [place.text or "" for place in places]
    assert addresses
    assert [url for url in addresses if site.file(urlsplit(url).path) is None] == []


def test_what_is_not_found_leads_on_from_any_depth(site: Site) -> None:
    page = site.pages["404.html"]
    local = [url for url in targets(page) if not urlsplit(url).scheme]
    assert local
    assert [url for url in local if not url.startswith((site.scope, "#"))] == []
