"""Opens a Word file: its parts, read within limits, and the XML in them without entities."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from undersigned.drafting.document import UnreadableError
from undersigned.drafting.reading.kinds import ANEW

LARGEST_WHOLE = 512 * 1024 * 1024
"""Bytes of all parts unpacked, most of which are pictures that are not read."""
LARGEST_PART = 24 * 1024 * 1024
"""Bytes of a part that is read, some 3,000 pages of text."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# A file saved as "Strict" says the same under other names (ISO/IEC 29500-1).
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.rstrip("/").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """The parts of a Word file that have its words. Raises UnreadableError."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise UnreadableError("it is broken: open it in Word, and save it again") from error
        parts = self.archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_WHOLE:
            raise UnreadableError(f"it unpacks to more than a letter could hold: {ANEW}")
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableError(
                "it is under a password: open it in Word, take the password off, and save it again"
            )
        self.names = {part.filename for part in parts}
        self.main = next(self.related("", "officeDocument"), "word/document.xml")
        if self.main not in self.names:
            raise UnreadableError("it has no text: it is no Word document, or broken")

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        try:
            with self.archive.open(name) as file:
                # What the file says of its size need not be true.
                data = file.read(LARGEST_PART + 1)
        except Exception as error:
            # The libraries of compression each have their own error.
            raise UnreadableError(f"it is broken in {name}: open it in Word, and save it again") from error
        if len(data) > LARGEST_PART:
            raise UnreadableError(f"its part {name} unpacks to more than a letter could hold: {ANEW}")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16", "replace")
            data = re.sub(r"^<\?xml.*?\?>", "", text, flags=re.DOTALL).encode()
        # No text has a zero byte; UTF-16 without its mark has them, and would hide what it declares.
        if b"\0" in data:
            raise UnreadableError(f"it is broken in {name}: open it in Word, and save it again")
        if DECLARES.search(data):
            raise UnreadableError(f"its part {name} declares entities, which Word never does: save it anew")
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        return data

    def tree(self, name: str) -> ET.Element | None:
        """Return the XML of a part, None where there is no such part."""
        if name not in self.names:
            return None
        try:
            # The part declares no entities, and ElementTree fetches nothing.
            return ET.fromstring(self.read(name))  # noqa: S314
        except ET.ParseError as error:
            raise UnreadableError(f"it is broken in {name}: open it in Word, and save it again") from error

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Yield the parts of a kind that the part `name` refers to; "" is the file as a whole."""
        folder = PurePosixPath(name).parent
        relations = self.tree(str(folder / "_rels" / f"{PurePosixPath(name).name}.rels"))
        for relation in () if relations is None else relations.iter(f"{RELATIONS}Relationship"):
            if relation.get("Type") == OFFICE + kind and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = PurePosixPath(target) if target.startswith("/") else folder / target
                yield str(path).lstrip("/")

    def part(self, kind: str) -> str:
        """Return the name of the part of a kind that the text refers to, or where it usually is."""
        return next(self.related(self.main, kind), f"word/{kind}.xml")

    def repacked(self, changed: dict[str, ET.Element]) -> BytesIO:
        """Return the file anew with parts changed, and without anything but XML."""
        file = BytesIO()
        numbering = self.part("numbering")
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for name in sorted(self.names):
                if name in changed:
                    archive.writestr(name, ET.tostring(changed[name], encoding="utf-8"))
                elif name.endswith((".rels", "[Content_Types].xml")) or name == numbering:
                    archive.writestr(name, self.read(name))
        file.seek(0)
        return file
