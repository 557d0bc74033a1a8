"""Feeds of letters: Atom (RFC 4287) and JSON Feed 1.1."""

from undersigned.outputs.feeds.atom import atom, entry
from undersigned.outputs.feeds.json_feed import json_feed, json_item

__all__ = ["atom", "entry", "json_feed", "json_item"]
