"""Tells names of people, posts and organizations apart, as far as their words do."""

import re

from undersigned.drafting.layout.vocabulary import (
    CONTACT,
    HONORIFICS,
    OFFICE_FILLERS,
    ORGANIZATION_WORDS,
    PARTICLES,
    STATES,
    STREET,
    SUFFIX,
    TITLE_WORDS,
)

LONGEST_NAME = 7
"""Words of a person's name, initials and suffixes included."""
PARTY = re.compile(
    r"\s*[(\[]\s*(?:[A-Z]{1,4}|Rep|Dem|Ind)\.?\s*[-–—/]\s*[A-Z][A-Za-z.]{1,14}(?:[-–]\d+)?\.?\s*[)\]]"
)
"""Party and place behind a name: (D-WI)."""
NICKNAME = re.compile(r"^[\"“'‘(][^\"”'’)]+[\"”'’)],?$")
PLACES = {word.casefold() for state in STATES for word in state.split()}


def bare(word: str) -> str:
    """Return a word in small letters without the punctuation around it."""
    return word.strip(".,;:()[]*_\"“”'’‘&-–—/").casefold().replace("’", "'")


def split_honorific(text: str) -> tuple[str, str]:
    """Return what stands before a name and is no part of it, "The Honorable", and the rest."""
    rest = text.strip()
    while rest[:1].isupper() and (match := HONORIFICS.match(rest)):
        rest = rest[match.end() :]
    return text.strip()[: len(text.strip()) - len(rest)].strip(), rest


def _could_be_in_a_name(word: str) -> bool:
    core = word.strip(".,;:()[]*\"“”'’‘")
    if not core:
        return False
    if bare(word) in PARTICLES or NICKNAME.match(word) or SUFFIX.fullmatch(core):
        return True
    if re.match(r"(?:d|l|al|el|as|ul|o|ad|ibn|bin)['’-][^\W\d_]", core) and any(c.isupper() for c in core):
        return True
    return core[0].isupper() and not any(c.isdigit() for c in core) and not re.search(r"[@/\\<>=|]", core)


def without_suffixes(words: list[str]) -> list[str]:
    """Return the words of a name without the degrees and the like at its end."""
    end = len(words)
    while end > 2 and SUFFIX.fullmatch(words[end - 1].strip(",()").rstrip(".")):
        end -= 1
    return words[:end]


def is_name(text: str) -> bool:
    """Whether a text could be the name of one person: two words or more, none of them a post's."""
    words = text.replace("\u00a0", " ").split()
    words = without_suffixes(words)
    if bare(words[0] if words else "") in NOBLE and "of" in words[2:]:
        words.remove("of")
    if not 2 <= len(words) <= LONGEST_NAME or not all(map(_could_be_in_a_name, words)):
        return False
    plain = [bare(word) for word in words]
    if any(word in TITLE_WORDS for word in plain if word not in SOMETIMES_NAMES):
        return False
    if (
        words[0][:1].islower() and plain[0] not in {"de", "da", "la", "le", "el", "van", "von", "al"}
    ) or plain[0] in NO_FIRST:
        return False
    if plain[-1] in NO_LAST or text.rstrip().endswith((":", ";", "!", "?")):
        return False
    full = [word for word in plain if len(word) > 1]
    if not full or any(word in NO_NAMES for word in plain):
        return False
    return not is_organization(text) and text.strip(" .,") not in STATES


def is_one_word_name(text: str) -> bool:
    """Whether a text is one capitalized word that no post and no organization bears."""
    words = text.split()
    return len(words) == 1 and _could_be_in_a_name(words[0]) and bare(words[0]) not in (
        TITLE_WORDS | ORGANIZATION_WORDS | OFFICE_FILLERS
    )  # fmt: skip


SOMETIMES_NAMES = frozenset(
    "baron baroness lady duchess sister brother major judge dean justice bishop general clerk warden duke earl lord head curator pastor chancellor marshal marshall"
)
"""Words of posts that are family names and given names too."""
COMPOUND_POSTS = frozenset(
    {
        "attorney general",
        "major general",
        "brigadier general",
        "lieutenant general",
        "chief justice",
        "associate justice",
        "chief judge",
        "solicitor general",
        "surgeon general",
        "adjutant general",
        "inspector general",
        "secretary general",
        "auxiliary bishop",
        "associate dean",
        "district judge",
    }
)
NO_FIRST = frozenset(
    "the and of for in on at by re via cc from to with all our we this that these no on behalf attn attention dear page"
    " office united state city county district house enclosure enclosures attachment attachments city sincerely"
    " respectfully thank signed".split()
)
NO_LAST = frozenset("of and for the in at by".split())
NO_NAMES = frozenset(
    "united states enclosure enclosures attachment p.o re cc via fax phone email tel inc llc llp corp co-signed signed behalf sincerely respectfully page".split()
)
STRONG = frozenset(
    """
    association associations union unions coalition network alliance federation foundation institute university college
    inc llc llp ltd corp corporation company council department agency committee subcommittee commission church diocese
    league conference society consortium centers collaborative bureau campaign organization ministries archdiocese
    brotherhood partnership institution academy hospital district confederation
    """.split()
)
"""Words that make a name an organization's wherever they stand."""


NOBLE = frozenset("lord lady baron baroness viscount viscountess earl duke duchess".split())
LINKS = frozenset("of the for and in on at to against with by de la del du des y et e und für an a".split())
"""Small words within the names of organizations."""


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


def is_office(text: str) -> bool:
    """Whether a text looks like a post, or a line of one: Ranking Member, Committee on Finance."""
    words = [bare(word) for word in without_suffixes(text.split())]
    words = [word for word in words if word]
    if words and words[0] in NOBLE:
        return False
    if not any(word in TITLE_WORDS for word in words):
        return False
    return text.strip()[:1].isupper() or text.strip()[:1] in "(“\"'*" or text.strip()[:1].isdigit()


def is_contact(text: str) -> bool:
    """Whether a line holds a telephone number, an e-mail address or a place on the web."""
    return bool(CONTACT.search(text))


def is_street(text: str) -> bool:
    """Whether a line belongs to a postal address."""
    if STREET.search(text):
        return True
    return bool(
        re.fullmatch(
            r"[A-Z][\w.' ]+,\s*(?:[A-Z]{2}|D\.\s?C\.?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?", text.strip()
        )
        and text.strip().rstrip(".").rpartition(",")[2].strip() in _STATE_FORMS
    )


_STATE_FORMS = {*STATES, *STATES.values(), "D.C", "D. C", "DC", "D.C."}


def split_post(text: str, *, single: bool = False) -> tuple[str, str]:
    """Return the post that stands before a name, and the rest: "Senator", "Avery Example".

    Nothing is taken unless what is left looks like a name; with `single`, one word may be one.
    """
    words = text.split()
    best = 0
    for end in range(1, len(words)):
        head, rest = words[:end], " ".join(words[end:])
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


def split_at_comma(text: str) -> tuple[str, str]:
    """Return a name with its suffixes, and what stands behind it after a comma or a dash."""
    parts = re.split(r"(,|\s[-–—]{1,2}\s|:\s|\s\|\s)", text)
    name, n = parts[0], 1
    while n + 1 < len(parts) and parts[n] == "," and SUFFIX.fullmatch(parts[n + 1].strip().rstrip(".")):
        name += parts[n] + parts[n + 1]
        n += 2
    return name.strip(), "".join(parts[n + 1 :]).strip() if n < len(parts) else ""


def split_party(text: str) -> tuple[str, str]:
    """Return a name and the party and place behind it: "Avery Example", "(D-WI)"."""
    match = PARTY.search(text)
    if not match:
        return text.strip(), ""
    return (text[: match.start()] + " " + text[match.end() :]).strip(" ,"), match.group().strip()
