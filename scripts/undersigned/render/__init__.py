"""Markdown and templates to HTML: bodies of letters, and whole pages in the site's shell."""
