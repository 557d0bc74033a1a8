"""Everything that may be published, loaded, checked and cross-referenced; immutable."""
