"""The archive's own templates: Jinja2 with every value escaped."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from undersigned.views import words
from undersigned.views.addresses import INTERFACE_LANGUAGE, address, root_from

FOLDER = Path(__file__).parent.parent / "templates"


class Templates:
    """Draws templates; `overrides` are folders whose templates come before the package's own.

    `common` is what every template may use; `assets` maps the name of a style sheet or script to
    its address relative to the site's root.
    """

    def __init__(
        self, overrides: Iterable[Path], common: Mapping[str, object], assets: Mapping[str, str]
    ) -> None:
        loader = ChoiceLoader([FileSystemLoader([*map(str, overrides), str(FOLDER)])])
        self.environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self.environment.filters.update(
            address=address,
            counted=words.counted,
            direction=words.direction,
            listed=words.listed,
            long_day=words.long_day,
            place=words.place_name,
            short_day=words.short_day,
        )
        self.environment.globals.update(common, interface_language=INTERFACE_LANGUAGE)
        self.assets = assets

    def draw(self, template: str, page: str, facts: Mapping[str, object]) -> str:
        """Draw `template` for the page with the address `page`."""
        root = root_from(page)
        return self.environment.get_template(template).render(
            facts, root=root, page_address=page, asset=self._asset(root)
        )

    def _asset(self, root: str) -> Callable[[str], str]:
        return lambda name: root + self.assets[name]
