"""Share images: what a chat or a social network shows of a letter that somebody links to."""

from hashlib import blake2b

from undersigned.outputs.share_images.drawing import draw
from undersigned.outputs.share_images.faces import stamp
from undersigned.outputs.share_images.words import Words, site_words, words

__all__ = ["Words", "draw", "key", "site_words", "words"]


def key(words: Words) -> bytes:
    """Return 20 bytes that change with each word, and with all else that the image is made with."""
    return blake2b(repr(tuple(words)).encode() + stamp(), digest_size=20).digest()
