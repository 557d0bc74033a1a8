"""Who wrote to whom and when, as CMIF 1.1: correspondence.xml.

https://github.com/TEI-Correspondence-SIG/CMIF: a reduced TEI document (namespace
http://www.tei-c.org/ns/1.0) with one `correspDesc` a letter.
"""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from undersigned.model.settings import Settings
from undersigned.outputs.data.shape import CorrespondentRecord, LetterRecord
from undersigned.views.addresses import DATA, letter_address
from undersigned.views.data_files import CMIF

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
UNKNOWN = "Unknown"
"""What CMIF has where nobody is named: an open letter is addressed to no one in particular."""
SLOT = "slot"
"""Stands in the frame for the descriptions of all letters; no element of TEI has this name."""


def frame(settings: Settings, licence: str, changed: str) -> tuple[bytes, bytes]:
    """Return what stands before and after the descriptions of letters.

    `licence` is the address of CC BY or CC0, `changed` the day of the newest change of any letter.
    """
    home = settings.absolute("")
    publisher = settings.publisher or settings.site_name
    root = Element("TEI", {"xmlns": NAMESPACE})
    top = SubElement(root, "teiHeader")
    file = SubElement(top, "fileDesc")
    title = SubElement(file, "titleStmt")
    SubElement(title, "title").text = settings.site_name
    editor = SubElement(title, "editor")
    editor.text = publisher
    if email := settings.mailbox:
        editor.text += " "
        SubElement(editor, "email").text = email
    publication = SubElement(file, "publicationStmt")
    SubElement(SubElement(publication, "publisher"), "ref", {"target": home}).text = publisher
    SubElement(publication, "idno", {"type": "url"}).text = f"{home}{DATA}{CMIF}"
    SubElement(publication, "date", {"when": changed})
    terms = SubElement(SubElement(publication, "availability"), "licence", {"target": licence})
    terms.text = settings.rights
    source = SubElement(SubElement(file, "sourceDesc"), "bibl", {"type": "online", XML_ID: edition(home)})
    source.text = f"{settings.site_name}, "
    SubElement(source, "ref", {"target": home}).text = home
    SubElement(SubElement(top, "profileDesc"), SLOT)
    SubElement(SubElement(SubElement(root, "text"), "body"), "p")
    indent(root)
    written = tostring(root, encoding="utf-8", xml_declaration=True)
    before, _, after = written.partition(f"<{SLOT} />\n".encode())
    return before.rstrip(b" "), after + b"\n"


def edition(home: str) -> str:
    """Return the id of the archive at `home` among all editions: a UUID (RFC 9562, 5.5) after a letter."""
    return f"archive-{uuid5(NAMESPACE_URL, home)}"


def descriptions(records: Iterable[LetterRecord]) -> bytes:
    """Return the descriptions of letters, one a line."""
    lines = []
    source = ""
    for record in records:
        source = source or f"#{edition(record['url'].removesuffix(letter_address(record['id'])))}"
        lines.append(tostring(_description(record, source), encoding="utf-8") + b"\n")
    return b"".join(lines)


def _description(record: LetterRecord, source: str) -> Element:
    letter = Element("correspDesc", {"key": record["id"], "ref": record["url"], "source": source})
    sent = SubElement(letter, "correspAction", {"type": "sent"})
    standing = [one for one in record["signatories"] if "withdrawn" not in one]
    _names(sent, standing, [one["name"] for one in record["also_signed"]])
    SubElement(sent, "date", {"when": record["date"]})
    _names(SubElement(letter, "correspAction", {"type": "received"}), record["recipients"], [])
    return letter


def _names(action: Element, known: list[CorrespondentRecord], others: list[str]) -> None:
    """Add everyone in one role; a copy (cc) has no place in CMIF."""
    for one in known:
        tag = "orgName" if one.get("kind") == "organization" else "persName"
        SubElement(action, tag, {"ref": one["url"]} if "url" in one else {}).text = one["name"]
    for name in others if known or others else [UNKNOWN]:
        SubElement(action, "persName").text = name
