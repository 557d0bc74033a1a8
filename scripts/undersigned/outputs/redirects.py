"""Former addresses and where they lead, as web servers read it."""

from collections.abc import Sequence

MOVED_PERMANENTLY = 301
"""RFC 9110, section 15.4.2."""
Moves = Sequence[tuple[str, str]]
"""Former addresses with those of today: paths on the host, with a slash at their beginning and end."""


def hosts_file(moves: Moves) -> bytes:
    """Return `_redirects` as Netlify and Cloudflare read it: one move a line.

    https://docs.netlify.com/manage/routing/redirects/overview/,
    https://developers.cloudflare.com/pages/configuration/redirects/
    """
    return "".join(f"{old} {new} {MOVED_PERMANENTLY}\n" for old, new in moves).encode()


def nginx_map(moves: Moves) -> bytes:
    """Return the inside of a `map` of nginx, from `$uri` to the address of today.

    https://nginx.org/en/docs/http/ngx_http_map_module.html. Addresses hold no character that nginx would
    read as anything else, once they are quoted.
    """
    return "".join(f'"{old}" "{new}";\n' for old, new in moves).encode()
