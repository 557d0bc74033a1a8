"""The archive's own templates: Jinja2 with every value escaped."""

from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from undersigned.archive.cards import Card
from undersigned.model.settings import Settings
from undersigned.render.maps import COALITION, Maps
from undersigned.render.rows import LISTS, Rows
from undersigned.views import words
from undersigned.views.addresses import INTERFACE_LANGUAGE, address, file_address, root_from
from undersigned.views.coalition import TILES
from undersigned.views.heads import Head
from undersigned.work.compact import encoded
from undersigned.work.stamp import program_stamp

FOLDER = Path(__file__).parent.parent / "templates"
MODULES = {
    "lists": LISTS,
    "use": "use.html",
    "changes": "changes.html",
    "coalition": COALITION,
    "charts": "charts.html",
}
"""Templates whose macros other templates use, by the name under which they do."""


class _Compiled(BytecodeCache):
    """What templates were compiled to, for the next build of a live preview: to draw them is quicker."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the very same source."""
        source, code = self._kept.get(bucket.key, ("", None))
        if source == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled in the place of what was compiled of the template before."""
        if bucket.code:
            self._kept[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


class Templates:
    """Draws templates; `overrides` are folders whose templates come before the package's own.

    `common` is what every template may use; `assets` maps the name of a style sheet or script to its
    address relative to the site's root; `cards` are the letters that lists show.
    """

    def __init__(
        self,
        overrides: Iterable[Path],
        common: Mapping[str, object],
        assets: Mapping[str, str],
        cards: Mapping[str, Card],
    ) -> None:
        self._made_of = (tuple(overrides), dict(common), dict(assets), cards)
        loader = ChoiceLoader([FileSystemLoader([*map(str, overrides), str(FOLDER)])])
        self.environment = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            # A template that changes is read by the next build; until then nobody looks for changes.
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        self.environment.filters.update(
            address=address,
            counted=words.counted,
            direction=words.direction,
            listed=words.listed,
            long_day=words.long_day,
            long_moment=words.long_moment,
            place=words.place_name,
            short_day=words.short_day,
            size=words.file_size,
            file_address=file_address,
        )
        # In the order in which it is put together, and on few lines.
        self.environment.policies |= {"json.dumps_function": _json, "json.dumps_kwargs": {}}
        self.rows = Rows(cards, self.environment)
        self.environment.globals.update(
            {"pending": frozenset(), **common},
            interface_language=INTERFACE_LANGUAGE,
            groups=self.rows.groups,
            rows=self.rows.rows,
            lines=self.rows.lines,
            signature_lines=self.rows.signatures,
            office_lines=self.rows.signing_offices,
            tile_map=Maps(self.environment).draw,
            jurisdictions=len(TILES),
        )
        # Imported once: an import in a template is worked out anew for each page.
        for name, template in MODULES.items():
            self.environment.globals[name] = self.environment.get_template(template).module
        self.assets = assets

    def __reduce__(self) -> tuple[object, ...]:
        """Templates are compiled anew in another process."""
        return Templates, self._made_of

    def draw(
        self, template: str, page: str, facts: Mapping[str, object], letters: Collection[str] = ()
    ) -> str:
        """Draw `template` for the page with the address `page`, which lists `letters`."""
        root = root_from(page)
        self.rows.shown = frozenset(letters)
        return self.environment.get_template(template).render(
            facts, root=root, page_address=page, asset=self._asset(root)
        )

    def head(self, head: Head) -> str:
        """Draw what stands in the head of a page."""
        return self.macro("head.html", "head", head)

    def macro(self, template: str, name: str, *values: object) -> str:
        """Draw a macro of a template that needs no page."""
        return str(getattr(self.environment.get_template(template).module, name)(*values))

    def _asset(self, root: str) -> Callable[[str], str]:
        return lambda name: root + self.assets[name]


def _json(value: object) -> str:
    return encoded(value).decode()


def pages_stamp(settings: Settings, assets: Mapping[str, str], overrides: Iterable[Path]) -> bytes:
    """Return 20 bytes that stand for what all pages are made with: program, settings, templates."""
    digest = blake2b(program_stamp() + repr((settings, sorted(assets.items()))).encode(), digest_size=20)
    for folder in overrides:
        for path in sorted(folder.rglob("*.html")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
