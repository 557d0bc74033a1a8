"""Tile maps of the United States: each place and each distinct map is drawn once and kept."""

from collections.abc import Sequence
from functools import cached_property

from jinja2 import Environment
from markupsafe import Markup

from undersigned.views.coalition import TILES, Figure

COALITION = "coalition.html"
"""The template whose macros are used here, and by other templates as `coalition`."""
MOST_KEPT = 2_000
"""Maps that are kept, of about 4 KB each."""

Group = tuple[int, Markup, Markup, Markup]
"""Places that a map shows alike: how many, their tiles, the codes on them, their names in a list."""


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
            shown = {*figure.signed, *figure.withdrawn}
            others = [code for code in TILES if code not in shown]
            drawn = self._drawn[key] = self._draw("map", *map(self._group, (*key, others)))
        return drawn

    def _group(self, codes: Sequence[str]) -> Group:
        places = [self._places[code] for code in codes]
        squares, labels, names = zip(*places, strict=True) if places else ((), (), ())
        return len(codes), _joined(squares), _joined(labels), _joined(names)

    @cached_property
    def _places(self) -> dict[str, tuple[str, str, str]]:
        """The tile of each place, the code on it, and its name in a list."""
        return {
            code: (self._draw("square", tile), self._draw("label", tile), self._draw("name", tile))
            for code, tile in TILES.items()
        }

    def _draw(self, macro: str, *values: object) -> Markup:
        template = self._environment.get_template(COALITION).module
        return _joined((str(getattr(template, macro)(*values)),))


def _joined(pieces: Sequence[str]) -> Markup:
    return Markup("".join(pieces))  # noqa: S704 - drawn by macros that escape every value
