"""Tells names of organizations."""

from undersigned.drafting.layout.text import bare
from undersigned.drafting.layout.vocabulary import LINKS, ORGANIZATION_WORDS, STRONG, TITLE_WORDS


def has_strong_word(text: str) -> bool:
    """Whether a text has a word that only organizations have in their names."""
    return any(bare(word) in STRONG for word in text.split())


def is_organization(text: str) -> bool:
    """Whether a text looks like the name of an organization."""
    words = [bare(word) for word in text.split()]
    words = [word for word in words if word]
    if not words:
        return False
    if any(word in STRONG for word in words):
        return True
    small = [word for word in text.split() if word[:1].islower() and bare(word) not in LINKS]
    if small:
        return False
    weak = [word for word in words if word in ORGANIZATION_WORDS]
    links = (
        any(word in {"for", "of", "the", "and", "on", "against", "in"} for word in words)
        or "&" in text.split()
    )
    if weak and (links or words[-1] in ORGANIZATION_WORDS or len(weak) > 1 or len(words) == 1):
        return True
    return (words[0] == "the" and len(words) > 1 and "honorable" not in words) or bool(
        links and len(words) > 2 and not any(word in TITLE_WORDS for word in words)
    )
