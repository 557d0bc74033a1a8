"""The archive as data: a record of each letter and entry, and files of the whole archive."""

from undersigned.outputs.data.database import DatabaseError
from undersigned.outputs.data.entities import entity_files
from undersigned.outputs.data.known import PublishedError
from undersigned.outputs.data.parts import make_part, without_rows
from undersigned.outputs.data.published import compare
from undersigned.outputs.data.records import letter_json, letter_record
from undersigned.outputs.data.schemas import SCHEMAS, schema_files, schema_json
from undersigned.outputs.data.shape import LetterRecord
from undersigned.outputs.data.whole import database_file, rows_of, whole_files

__all__ = [
    "SCHEMAS",
    "DatabaseError",
    "LetterRecord",
    "PublishedError",
    "compare",
    "database_file",
    "entity_files",
    "letter_json",
    "letter_record",
    "make_part",
    "rows_of",
    "schema_files",
    "schema_json",
    "whole_files",
    "without_rows",
]
