"""Tile maps of the United States: each distinct one is drawn once and kept."""

from jinja2 import Environment
from markupsafe import Markup

from undersigned.views.coalition import TILES, Figure

COALITION = "coalition.html"
"""The template whose macros are used here, and by other templates as `coalition`."""
MOST_KEPT = 2_000
"""Maps that are kept, of about 4 KB each."""


class Maps:
    """Draws maps and the lists behind them, by macros of `coalition.html`."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._drawn: dict[tuple[tuple[str, ...], tuple[str, ...]], Markup] = {}

    def draw(self, figure: Figure) -> Markup:
        """Return the map of those who signed under one role, which says nothing of the role itself."""
        key = figure.signed, figure.withdrawn
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST_KEPT:
                self._drawn.clear()
            rest = TILES.keys() - {*figure.signed, *figure.withdrawn}
            tiles = [[TILES[code] for code in codes] for codes in key]
            macro = self._environment.get_template(COALITION).module.map  # type: ignore[attr-defined]
            drawn = self._drawn[key] = Markup(
                macro(*tiles, [tile for code, tile in TILES.items() if code in rest])
            )
        return drawn
