"""Drafts a letter from a document: what it says, and what nobody but a person can decide."""
