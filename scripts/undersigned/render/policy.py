"""The Content-Security-Policy of a page (W3C CSP Level 3), with a hash for each inline script."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of script elements that hold data and never run."""

FRAME_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self'; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)
"""The policy of a page that other sites show in a frame: it has a style sheet, and asks for nothing else."""


class _InlineScripts(HTMLParser):
    """Gathers the text of every inline script that a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - a script holds no other element
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def inline_scripts(html: str) -> list[str]:
    """Return the inline scripts of a page, in order."""
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    return parser.scripts


def content_security_policy(html: str) -> str:
    """Return the policy for a page: this host alone, and the inline scripts that `html` holds.

    WebAssembly is allowed for the search. `img-src data:` is for the icons in Material's styles.
    """
    digests = {b64encode(sha256(script.encode()).digest()).decode() for script in inline_scripts(html)}
    hashes = "".join(f" 'sha256-{digest}'" for digest in sorted(digests))
    return (
        "default-src 'none'; "
        f"script-src 'self' 'wasm-unsafe-eval'{hashes}; "
        "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "frame-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'"
    )
