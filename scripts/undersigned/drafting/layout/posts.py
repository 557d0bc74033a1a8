"""Tells posts, and parts a post from the name behind it."""

import re

from undersigned.drafting.layout.names import is_name, is_one_word_name, split_honorific, without_suffixes
from undersigned.drafting.layout.text import bare
from undersigned.drafting.layout.vocabulary import (
    COMPOUND_POSTS,
    NOBLE,
    OFFICE_FILLERS,
    ORGANIZATION_WORDS,
    SOMETIMES_NAMES,
    TITLE_WORDS,
)
from undersigned.views.words import US_PARTS

LONGEST_POST = 60
"""Words of a post and a name, at most."""
PLACES = {word.casefold() for state in US_PARTS.values() for word in state.split()}


def is_office(text: str) -> bool:
    """Whether a text looks like a post, or a line of one: Ranking Member, Committee on Finance."""
    words = [bare(word) for word in without_suffixes(text.split())]
    words = [word for word in words if word]
    if words and words[0] in NOBLE:
        return False
    if not any(word in TITLE_WORDS for word in words):
        return False
    return text.strip()[:1].isupper() or text.strip()[:1] in "(“\"'*" or text.strip()[:1].isdigit()


def split_post(text: str, *, single: bool = False) -> tuple[str, str]:
    """Return the post that stands before a name, and the rest: "Senator", "Avery Example".

    Nothing is taken unless what is left looks like a name; with `single`, one word may be one.
    """
    words = text.split()
    if len(words) > LONGEST_POST:
        return "", text
    best = 0
    for end in range(1, len(words)):
        head, rest = words[:end], " ".join(words[end:])
        head = ["Delegate" if word == "Del." else word for word in head]
        known = [
            bare(w) in TITLE_WORDS
            or bare(w) in OFFICE_FILLERS
            or bare(w) in ORGANIZATION_WORDS
            or bare(w) in PLACES
            for w in head
        ]
        if not all(known):
            break
        if not any(bare(w) in TITLE_WORDS for w in head) or bare(head[-1]) in {
            "of",
            "the",
            "for",
            "and",
            "to",
            "on",
            "de",
            "los",
            "las",
            "del",
            "la",
            "du",
            "des",
            "le",
        }:
            continue
        if re.match(r"(?:de (?:los|las|la|l['’])|del)\b", rest):
            continue
        if is_name(split_honorific(rest)[1]) or (single and is_one_word_name(rest)):
            best = end
            # What follows a post is the name at once, unless the next word is still one of its words.
            nxt = bare(words[end])
            if (
                nxt in SOMETIMES_NAMES
                and f"{bare(head[-1])} {nxt}" not in COMPOUND_POSTS
                and len(words) - end == 2
            ):
                break
            if nxt not in TITLE_WORDS and nxt not in OFFICE_FILLERS and nxt not in PLACES:
                break
    return " ".join(words[:best]), " ".join(words[best:])
