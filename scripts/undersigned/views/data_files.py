"""What lies under `data/`: the files, what is in each, and what its readers may rely on."""

from dataclasses import dataclass

SCHEMA_VERSION = "1.0"
"""The version of everything that the archive gives as data: of records, tables and columns."""

PROMISE = (
    (
        "Within version 1 nothing is taken away: a field, column or table keeps its name, its type and its "
        "meaning, and an address that was published keeps working."
    ),
    (
        "A later 1.x may add fields, columns, tables and files, so a program should pass over what it does "
        "not know, and ask for columns by name."
    ),
    (
        "What breaks this would be version 2. Every record and every list in JSON, and the table metadata of "
        "archive.sqlite, says which version it is."
    ),
)
"""The promise of compatibility, a paragraph each."""

RULES = (
    (
        "In JSON, what a letter or an entry lacks is left out, and nothing is null; the lists of the record "
        "itself are always there, perhaps empty. Days are written 2026-03-23, addresses are absolute."
    ),
    (
        "CSV is UTF-8 without a byte order mark, with a header row and lines that end in CR LF. A cell that "
        "would start a formula in a spreadsheet (=, +, -, @, a tab, or a full-width form of these) has an "
        "apostrophe before it. Several values in one cell are parted by a bar ( | )."
    ),
    (
        "In archive.sqlite the columns number, letter, person, organization, office and topic join tables, "
        "and hold for this one file; ids and addresses are for ever."
    ),
)
"""How the files are written, a paragraph each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DataFile:
    """A file: its name, its media type, what is in it, and the version that brought it."""

    name: str
    media_type: str
    about: str
    since: str = "1.0"


MOVES = "redirects.map"
"""Former addresses for web servers."""
CHECKSUMS = "SHA256SUMS"
"""The checksums of all letters, as the program sha256sum writes and reads them."""
CMIF = "correspondence.xml"
"""The one file that is only there when the rights allow it."""

NO_CMIF = (
    "correspondence.xml is not written: its format, CMIF, asks for the licence CC BY or CC0, and the rights "
    "of this archive say neither."
)
"""What the page says where the rights do not allow the file."""

ENTRY_FILES = (
    DataFile(
        name="letters/<id>/index.json",
        media_type="application/json",
        about="The record of a letter, with its text.",
    ),
    DataFile(
        name="people/<id>/index.json",
        media_type="application/json",
        about="A person, with every letter they signed or received: one entry for each role.",
    ),
    DataFile(
        name="organizations/<id>/index.json",
        media_type="application/json",
        about="An organization, with its letters likewise.",
    ),
    DataFile(
        name="offices/<id>/index.json",
        media_type="application/json",
        about="An office, with those who held it and the letters they signed or received in it.",
    ),
    DataFile(
        name="topics/<id>/index.json",
        media_type="application/json",
        about="A topic, with the letters on it and on narrower ones.",
    ),
)
"""The records beside the pages, by address from the site's root."""

DATA_FILES = (
    DataFile(
        name="letters.json",
        media_type="application/json",
        about="All letters from the oldest to the newest: everything but their text, with the bare names and "
        "ids of those who signed and received, and digests of what each prints: by these, a later archive "
        "is compared with this one. `entries` are all ids whose pages are there.",
    ),
    DataFile(
        name="letters.jsonl.gz",
        media_type="application/gzip",
        about="All letters with their text, one JSON record a line, as each letter's own index.json has it.",
    ),
    DataFile(
        name="letters.csv",
        media_type="text/csv",
        about="One row a letter, with the names of those who signed and received.",
    ),
    DataFile(
        name="signatures.csv",
        media_type="text/csv",
        about="One row a signature, withdrawn and private ones too; office and jurisdiction are those of "
        "the day of signing.",
    ),
    DataFile(
        name="people.json",
        media_type="application/json",
        about="Everyone who signed or received a letter, with the offices they held and how many letters.",
    ),
    DataFile(
        name="organizations.json",
        media_type="application/json",
        about="Every organization that signed or received a letter, or has a part that did.",
    ),
    DataFile(
        name="offices.json",
        media_type="application/json",
        about="Every office, with its role, its jurisdiction and those who held it.",
    ),
    DataFile(
        name="topics.json",
        media_type="application/json",
        about="Every topic, with the topics right above and beneath it.",
    ),
    DataFile(
        name="archive.sqlite",
        media_type="application/vnd.sqlite3",
        about="The whole archive as one SQLite database with keys and full-text search; Datasette opens it "
        "as it is.",
    ),
    DataFile(
        name=CMIF,
        media_type="application/tei+xml",
        about="Who wrote to whom and when, in the Correspondence Metadata Interchange Format (CMIF 1.1), as "
        "correspSearch reads it.",
    ),
    DataFile(
        name=CHECKSUMS,
        media_type="text/plain",
        about="The SHA-256 of every letter's source, record and attachments, by address from the site's "
        "root, as sha256sum -c reads it.",
    ),
    DataFile(
        name=MOVES,
        media_type="text/plain",
        about="Former addresses and those of today, as nginx reads them within a map of $uri.",
    ),
    DataFile(
        name="schemas/letter.json",
        media_type="application/schema+json",
        about="JSON Schema of the front matter of a letter, for editors.",
    ),
    DataFile(
        name="schemas/people.json",
        media_type="application/schema+json",
        about="JSON Schema of people.yml.",
    ),
    DataFile(
        name="schemas/organizations.json",
        media_type="application/schema+json",
        about="JSON Schema of organizations.yml.",
    ),
    DataFile(
        name="schemas/offices.json",
        media_type="application/schema+json",
        about="JSON Schema of offices.yml.",
    ),
    DataFile(
        name="schemas/topics.json",
        media_type="application/schema+json",
        about="JSON Schema of topics.yml.",
    ),
    DataFile(
        name="schemas/letter-record.json",
        media_type="application/schema+json",
        about="JSON Schema of a letter's index.json, and of each line of letters.jsonl.gz.",
    ),
)
"""The files under `data/`, by name there."""
