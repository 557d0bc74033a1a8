"""Recognises the layout of a letter: which lines are its head, its text, its signatures, its notes."""
