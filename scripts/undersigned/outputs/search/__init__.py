"""Search: what is found, and the Pagefind bundle in which a browser looks for it."""

from undersigned.outputs.search.documents import documents
from undersigned.outputs.search.index import Bundle, Document, build_index
from undersigned.outputs.search.pagefind import SearchIndexError

__all__ = ["Bundle", "Document", "SearchIndexError", "build_index", "documents"]
