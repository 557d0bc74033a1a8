"""Shows on a terminal what comes from files and their names, which may hold what a terminal obeys."""


def shown(text: str) -> str:
    """Return a line of text with every character that is not printed as its escape sequence."""
    return "".join(c if c.isprintable() or c in "\t\xa0" else repr(c)[1:-1] for c in text)
