"""Citations for reference managers: BibTeX, RIS and CSL-JSON."""

import re
from collections.abc import Iterator
from functools import lru_cache

from undersigned.views.citing.reference import Reference
from undersigned.views.names import Name
from undersigned.work.compact import encoded

BROKEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What ends a line or has no place in one."""
TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        "$": r"{\textdollar}",
        **{sign: f"\\{sign}" for sign in "%#&_"},
    }
)
"""TeX's own characters as it prints them; BibTeX counts a brace even after a backslash."""
TEX_URL = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '\\{}"^`<>| '})
"""Characters that no address may hold (RFC 3986), some of which would end a field."""
AND = re.compile(r"\band\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The names by which BibTeX's styles know the months."""


def bibtex(one: Reference) -> str:
    """Return a BibTeX entry, `@misc` since BibTeX has no letters; BibLaTeX reads it too."""
    lines = (f"  {field} = {value}," for field, value in _bibtex_fields(one) if value != "{}")
    return "\n".join((f"@misc{{{one.id},", *lines, "}\n"))


def _bibtex_fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "author", _braced(" and ".join(_bibtex_name(party.name) for party in one.senders))
    yield "title", _braced(_braced(_tex(one.title)))
    yield "howpublished", _braced(_tex(one.description))
    yield "publisher", _braced(_braced(_tex(one.publisher)))
    yield "date", _braced(one.date.isoformat())
    yield "year", _braced(one.date.isoformat()[:4])
    yield "month", MONTHS[one.date.month - 1]
    yield "url", _braced(_one_line(one.url).translate(TEX_URL))
    yield "language", _braced(one.language)
    yield "keywords", _braced(", ".join(map(_bibtex_part, one.topics)))
    yield "abstract", _braced(_tex(one.summary))
    yield "copyright", _braced(_tex(one.rights))
    yield "note", _braced(f"Withdrawn {one.withdrawn}" if one.withdrawn else "")


@lru_cache(maxsize=16384)
def _bibtex_name(name: Name) -> str:
    """Return "Specimen, Jr., Casey R.", in braces what BibTeX is not to take apart."""
    if name.given:
        said = ", ".join(_bibtex_part(part) for part in (name.family, name.suffix, name.given) if part)
    else:
        said = _braced(_tex(name.literal))
    # Some programs part names at every "and", though braces hold them together.
    return AND.sub(r"{\g<0>}", said)


def _bibtex_part(part: str) -> str:
    return _braced(_tex(part)) if "," in part else _tex(part)


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _tex(text: str) -> str:
    return _one_line(text).translate(TEX)


def ris(one: Reference) -> str:
    """Return a RIS record: a personal communication, the type of letters, with recipients as A2.

    Lines end in CR LF, as the format's specification asks; Zotero and EndNote know A2 as the recipient.
    """
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris_fields(one))


def _ris_fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "PCOMM"
    yield "ID", one.id
    yield from (("AU", _ris_name(party.name)) for party in one.senders)
    yield from (("A2", _ris_name(party.name)) for party in one.recipients)
    yield "TI", one.title
    yield "M3", one.kind
    yield "DA", f"{one.date.isoformat().replace('-', '/')}/"
    yield "PY", one.date.isoformat()[:4]
    yield "PB", one.publisher
    yield "DP", one.archive
    yield "LA", one.language
    yield from (("KW", topic) for topic in one.topics)
    if one.summary:
        yield "AB", one.summary
    if one.withdrawn:
        yield "N1", f"Withdrawn {one.withdrawn}"
    yield "UR", one.url
    yield "ER", ""


def _ris_name(name: Name) -> str:
    """Return "Specimen, Casey R., Jr."; a comma tells EndNote not to part what has none of its own."""
    return name.inverted if "," in name.inverted else f"{name.inverted},"


def csl_json(one: Reference) -> str:
    """Return CSL-JSON 1.0.2: an array with one item, of the type that CSL has for letters."""
    item = {
        "id": one.id,
        "type": "personal_communication",
        "genre": one.kind,
        "title": one.title,
        "author": [_csl_name(party.name) for party in one.senders],
        "recipient": [_csl_name(party.name) for party in one.recipients],
        "issued": {"date-parts": [[one.date.year, one.date.month, one.date.day]]},
        "publisher": one.publisher,
        "archive": one.archive,
        "URL": one.url,
        "language": one.language,
        "keyword": ", ".join(one.topics),
        "abstract": one.summary,
        "status": "withdrawn" if one.withdrawn else "",
        "note": f"Withdrawn {one.withdrawn}" if one.withdrawn else "",
    }
    said = {name: value for name, value in item.items() if value}
    return encoded([said]).decode() + "\n"


def _csl_name(name: Name) -> dict[str, str | bool]:
    if not name.given:
        return {"literal": name.literal}
    said: dict[str, str | bool] = {"family": name.family, "given": name.given}
    if name.suffix:
        said |= {"suffix": name.suffix, "comma-suffix": f", {name.suffix}" in name.literal}
    return said


def _one_line(text: str) -> str:
    return text if text.isprintable() else BROKEN.sub(" ", text)
