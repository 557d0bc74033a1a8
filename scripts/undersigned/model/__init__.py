"""Frozen typed records, one for each word of the field, and the rules of their fields."""
