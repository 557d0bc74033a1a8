"""What tells other sites how to show a letter: oEmbed 1.0 (https://oembed.com/), as JSON."""

from undersigned.model.settings import Settings
from undersigned.render.embedding import FRAME_HEIGHT, FRAME_WIDTH, Shown
from undersigned.views.addresses import IMAGE
from undersigned.work.compact import encoded

CACHE_AGE = 86_400
"""Seconds for which a site may keep it: a letter may be corrected or withdrawn."""
IMAGE_SIZE = 1200, 630
"""Pixels of a share image."""


def oembed(settings: Settings, one: Shown, frame: str) -> bytes:
    """Return the response for a letter, of the type "rich" (section 2.3.4.4).

    `frame` is the HTML that shows it. A parameter without a value is left out, and those of the
    thumbnail come all together or not at all (section 2.3.4).
    """
    width, height = IMAGE_SIZE
    thumbnail: dict[str, str | int] = {
        "thumbnail_url": one.url + IMAGE,
        "thumbnail_width": width,
        "thumbnail_height": height,
    }
    said: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": one.title,
        "author_name": one.signed,
        "author_url": one.author,
        "provider_name": settings.site_name,
        "provider_url": settings.absolute(""),
        "cache_age": CACHE_AGE,
        "html": frame,
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
        **(thumbnail if settings.share_images else {}),
    }
    return encoded({name: value for name, value in said.items() if value})
