"""Tells lines of postal addresses, and lines with a telephone number or an address on the web."""

import re

from undersigned.views.words import US_PARTS

STREET = re.compile(
    r"(?:^(?=.*\d).*\b(?:street|avenue|ave|road|rd|boulevard|blvd|drive|lane|suite|ste|floor|fl|room|rm"
    r"|plaza|square|parkway|pkwy|highway|hwy"
    r"|court|circle|broadway|building|bldg|terrace|way|unit|place|wharf|row|pike|trail|apt|st)\b"
    r"|\bp\.?\s?o\.?\s+box|\bpost office box|\bmail\s?(?:stop|code)|\bapartado"
    r"|\bhouse office|\boffice building\b|\b(?:state|united states|u\.s\.) capitol\b"
    r"|\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b|^\d+\s+[\w.'’-]+(?:\s+[\w.'’-]+){0,4}$|\b\d{5}(?:-\d{4})?$"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s+\d[A-Z]\d\b|^washington,?\s+d\.?\s?c\.?$"
    r"|^(?:the\s+)?white house$|^one\s+\w+\s+(?:plaza|square|center)\b|^(?:france|canada|united kingdom"
    r"|germany|switzerland|belgium|ireland|mexico|spain)$)",
    re.IGNORECASE,
)
"""A line of a postal address."""

CONTACT = re.compile(
    r"(?:\b(?:tel|telephone|phone|fax|facsimile|e-?mail|web|website|www)\b\s*[.:(]"
    r"|\(\d{3}\)\s*\d{3}[-. ]\d{4}|\b\d{3}[-./]\d{3}[-.]\d{4}\b"
    r"|\bwww\.|https?://|[^\s@]{1,64}@[^\s@]{1,255}\.\w)",
    re.IGNORECASE,
)
"""A line with a telephone number or an address on the web."""

LAST = re.compile(
    r"\d{5}(?:-\d{4})?$|,\s*(?:[A-Z]{2}|D\.\s?C)\.?$|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}$"
    r"|\b[A-Z]\d[A-Z]\s+\d[A-Z]\d$"
)
"""How the last line of a postal address ends."""

_STATE_FORMS = {*US_PARTS, *US_PARTS.values(), "D.C", "D. C", "DC", "D.C."}


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
