"""Draws the archive's pages: facts into templates, templates into the shell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from markupsafe import Markup

from undersigned.archive.archive import Archive
from undersigned.model.letter import Letter
from undersigned.render.bodies import Bodies
from undersigned.render.body import Body
from undersigned.render.embedding import use_values
from undersigned.render.plain_text import ROOT
from undersigned.render.shell import Shell
from undersigned.render.templates import Templates, pages_stamp
from undersigned.views.addresses import INTERFACE_LANGUAGE, root_from
from undersigned.views.aftermath import aftermath
from undersigned.views.changes import correction_changes, places_of
from undersigned.views.heads import document_head, letter_head, page_head
from undersigned.views.view import Facts, View
from undersigned.views.words import long_day
from undersigned.work.compact import encoded
from undersigned.work.memory import Memory

LONGEST_DESCRIPTION = 200
"""Characters of a description, after which search engines cut."""

LONGEST_EXCERPT = 420
"""Characters of the newest letter on the home page."""

DIGEST = 16
"""Bytes of a digest of what a page says."""

ShellKey = tuple[str, int]
"""Section and depth of a page: pages that share both share a shell."""


def shell_key(view: View) -> ShellKey:
    """Return the key of the shell that a page stands in."""
    return view.section, view.address.count("/")


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Everything that drawing a page needs, besides the page's own view.

    `stamp` stands for what all pages are made with: the program, its templates, the settings.
    """

    archive: Archive
    bodies: Bodies
    templates: Templates
    shells: Mapping[ShellKey, Shell]
    stamp: bytes

    def digest(self, view: View, facts: Facts) -> bytes:
        """Return 16 bytes that stand for what a page says besides the words of its letter."""
        about = (view.address, view.template, view.title, view.section, view.crumbs, view.modified)
        digest = blake2b(encoded((about, facts.description, facts.values)), digest_size=DIGEST)
        digest.update(b"".join(map(self.templates.rows.digest, facts.letters)))
        return digest.digest()

    def key(self, view: View, digest: bytes) -> str:
        """Return 32 hexadecimal digits that stand for every byte of the page of `view`."""
        made_of = self.stamp + self.shells[shell_key(view)].digest + digest
        seal = self.archive.letters[view.beside].seal if view.beside else b""
        return blake2b(made_of + seal, digest_size=16).hexdigest()

    def draw(self, view: View, facts: Facts) -> str:
        """Return the whole page of `view`. Raises ProblemsFound, as opening a letter does."""
        values = {**facts.values, "view": view}
        if view.letter:
            opened = self.bodies.open(view.letter)
            whole, body = opened.whole, opened.body
            values |= {
                "letter": whole.letter,
                "body": placed(body, view.address),
                "signatories": whole.in_role("signatory"),
                "recipients": whole.in_role("recipient"),
                "cc": whole.in_role("cc"),
                "changed": correction_changes(whole.letter.corrections, places_of(whole, body.corrected)),
                "steps": aftermath(self.archive, whole.letter, INTERFACE_LANGUAGE),
                **use_values(self.templates, opened.cited, opened.shown),
            }
            description = shortened(_withdrawn(whole.letter) + (whole.letter.summary or body.summary))
            head = letter_head(self.archive, view, facts, whole, description)
        else:
            values |= self._example(facts)
            head = page_head(self.archive.settings, view, facts, shortened(facts.description))
        main = self.templates.draw(view.template, view.address, values, facts.letters)
        return self.shells[shell_key(view)].fill(head=self.templates.head(head), main=main)

    def _example(self, facts: Facts) -> Mapping[str, object]:
        """Return what a page shows of the letter that serves as its example, if it has one."""
        example = facts.values.get("example")
        if not isinstance(example, str):
            return {}
        opened = self.bodies.open(example)
        body = opened.body
        paragraph = next((one for one in body.paragraphs if one[1] == body.summary), None)
        used = use_values(self.templates, opened.cited, opened.shown)
        return {"letter": opened.whole.letter, "paragraph": paragraph, **used}

    def home(self, facts: Facts) -> str:
        """Return what the home page shows beneath its opening words."""
        newest = facts.values["newest"]
        values = dict(facts.values)
        if isinstance(newest, str):
            card = self.archive.letters[newest]
            values |= {
                "newest": card,
                "excerpt": shortened(self.bodies.open(newest).body.summary, LONGEST_EXCERPT),
            }
        return self.templates.draw("home.html", "", values, facts.letters)

    def head(self, *, address: str, title: str, description: str) -> str:
        """Return what stands in the head of a page that was written by hand."""
        settings = self.archive.settings
        return self.templates.head(document_head(settings, address, title, shortened(description)))


def pages_of(
    archive: Archive,
    memory: Memory,
    assets: Mapping[str, str],
    overrides: Sequence[Path],
    shells: Mapping[ShellKey, Shell],
) -> Pages:
    """Return what draws the pages of an archive; `overrides` are folders of templates that come first.

    `assets` maps the name of a style sheet or script to its address, relative to the site's root.
    """
    common = {"site": archive.settings, "pending": archive.pending}
    return Pages(
        archive=archive,
        bodies=Bodies(archive, memory),
        templates=Templates(overrides, common, assets, archive.letters),
        shells=shells,
        stamp=pages_stamp(archive.settings, assets, overrides),
    )


def placed(body: Body, page: str) -> dict[str, object]:
    """Return a body's HTML with its links led from the page with the address `page`."""
    root = root_from(page)
    return {
        "before": Markup(body.before.replace(ROOT, root)),  # noqa: S704 - our own serializer's HTML
        "after": Markup(body.after.replace(ROOT, root)),  # noqa: S704
        "notes": Markup(body.notes.replace(ROOT, root)),  # noqa: S704
        "summary": body.summary,
    }


def _withdrawn(letter: Letter) -> str:
    """Return what whoever sees a letter's description alone must know first."""
    return f"Withdrawn on {long_day(letter.withdrawn.date)}. " if letter.withdrawn else ""


def shortened(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Return `text`, cut at a word and marked with … when it is longer than `longest`."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
