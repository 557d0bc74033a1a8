"""Search: what is found, and the Pagefind bundles in which a browser looks for it."""

from undersigned.outputs.search.build import SearchIndex, build_engine, build_piece, build_values
from undersigned.outputs.search.bundle import Bundle
from undersigned.outputs.search.documents import entry_documents, filter_values, letter_document
from undersigned.outputs.search.index import Document
from undersigned.outputs.search.pagefind import SearchIndexError, version
from undersigned.outputs.search.pieces import cut

__all__ = [
    "Bundle",
    "Document",
    "SearchIndex",
    "SearchIndexError",
    "build_engine",
    "build_piece",
    "build_values",
    "cut",
    "entry_documents",
    "filter_values",
    "letter_document",
    "version",
]
