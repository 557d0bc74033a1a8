"""Builds the same letters with Undersigned and its peers, and measures time, memory and bytes."""
