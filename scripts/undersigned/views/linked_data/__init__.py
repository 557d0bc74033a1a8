"""What pages tell search engines: schema.org records, as the graph of a JSON-LD 1.1 document."""

from undersigned.views.linked_data.letters import Correspondence, letter_graph
from undersigned.views.linked_data.nodes import CONTEXT, Node, licence
from undersigned.views.linked_data.pages import document_graph, page_graph

__all__ = [
    "CONTEXT",
    "Correspondence",
    "Node",
    "document_graph",
    "letter_graph",
    "licence",
    "page_graph",
]
