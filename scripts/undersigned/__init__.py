"""Undersigned: a static archive for public letters.

The layers, one way downhill: source, model, archive, views, render, outputs, plugin, cli.
A module imports only from its own layer and from those before it.
"""
