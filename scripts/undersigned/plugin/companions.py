"""What lies beside a page: a letter's other forms, its citations, its card for other sites, share images."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from undersigned.archive.enclosures import content
from undersigned.outputs.oembed import oembed
from undersigned.outputs.share_images import Words, draw, key, site_words, words
from undersigned.plugin.gathering import Opened
from undersigned.plugin.record import Kept
from undersigned.plugin.tree import Tree
from undersigned.render.embedding import embed_page, frame_html
from undersigned.render.pages import Pages
from undersigned.render.plain_text import plain_text
from undersigned.views.addresses import EMBED, FILES, IMAGE, OEMBED, PLAIN_TEXT, RECORD, SOURCE
from undersigned.views.citing import FORMATS
from undersigned.views.view import View
from undersigned.work.memory import Memory

PAGE = "index.html"


@dataclass(frozen=True, kw_only=True)
class Companions:
    """Makes what lies beside pages; images are remembered in `memory`."""

    pages: Pages
    memory: Memory

    def files(self, opened: Opened) -> dict[str, bytes]:
        """Return the files beside the page of a letter that change with it, by name.

        Raises ProblemsFound for a letter whose file has changed since it was read.
        """
        letter = opened.letter
        archive, whole, one = letter.archive, letter.whole, letter.shown
        files = {form.name: form.text(letter.cited).encode() for form in FORMATS}
        files[SOURCE] = archive.source(whole.letter.id)
        files[PLAIN_TEXT] = plain_text(archive.settings, whole, letter.body.plain).encode()
        files[RECORD] = opened.record
        files[f"{EMBED}index.html"] = embed_page(self.pages.templates, one).encode()
        files[OEMBED] = oembed(archive.settings, one, frame_html(self.pages.templates, one))
        return files

    def beside(self, view: View, tree: Tree) -> dict[str, Kept]:
        """Write what lies beside the page of `view` and changes by itself, or take it over.

        Letters alone have that: a share image, and the files that belong to them. Raises as above.
        """
        return self._image(view, tree) | self._enclosures(view, tree)

    def _enclosures(self, view: View, tree: Tree) -> dict[str, Kept]:
        archive = self.pages.archive
        enclosures = archive.enclosures.get(view.beside or "", ())
        if not enclosures:
            return {}
        group = view.address + FILES
        key = blake2b(repr(enclosures).encode(), digest_size=16).hexdigest()
        kept = tree.keep(group, key)
        if kept is None:
            folder, path = archive.settings.folder, archive.letters[view.beside or ""].path
            kept = tree.write(group, key, ((one.file, content(folder, one, path)) for one in enclosures))
        return {group: kept}

    def _image(self, view: View, tree: Tree) -> dict[str, Kept]:
        archive = self.pages.archive
        if view.beside is None or not archive.settings.share_images:
            return {}
        group = view.address + IMAGE
        seal = archive.letters[view.beside].seal
        stamp = blake2b(self._stamp + seal, digest_size=16).hexdigest()
        kept = tree.keep(group, stamp)
        if kept is None:
            whole = self.pages.bodies.open(view.beside).whole
            kept = tree.write(group, stamp, [(IMAGE, self._drawn(words(archive, whole)))])
        return {group: kept}

    def site(self, tree: Tree) -> dict[str, Kept]:
        """Write the archive's own share image, or take it over."""
        settings = self.pages.archive.settings
        if not settings.share_images:
            return {}
        stamp = self._stamp.hex()
        return {
            IMAGE: tree.keep(IMAGE, stamp) or tree.write(IMAGE, stamp, [(IMAGE, draw(site_words(settings)))])
        }

    @cached_property
    def _stamp(self) -> bytes:
        """What stands for all that images are made with, and what all of them say."""
        return key(site_words(self.pages.archive.settings))

    def _drawn(self, said: Words) -> bytes:
        name = key(said)
        image = self.memory.get(name)
        if image is None:
            image = draw(said)
            self.memory.put(name, image)
        return image
