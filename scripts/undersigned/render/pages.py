"""Draws the archive's pages: facts into templates, templates into the shell."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from undersigned.archive.archive import Archive
from undersigned.render.body import ROOT, Body, BodyRenderer
from undersigned.render.shell import Shell
from undersigned.render.templates import Templates
from undersigned.source.problems import Problem, ProblemsFound
from undersigned.views.addresses import root_from
from undersigned.views.view import View

LONGEST_DESCRIPTION = 200
"""Characters of a description, after which search engines cut."""

LONGEST_EXCERPT = 420
"""Characters of the newest letter on the home page."""

ShellKey = tuple[str, int]
"""Section and depth of a page: pages that share both share a shell."""


def shell_key(view: View) -> ShellKey:
    """Return the key of the shell that a page stands in."""
    return view.section, view.address.count("/")


def render_bodies(archive: Archive) -> dict[str, Body]:
    """Render the body of every letter, by id.

    Raises ProblemsFound for text whose marks lie so deep within each other that only reading it shows.
    """
    renderer = BodyRenderer({letter.path: key for key, letter in archive.letters.items()})
    bodies, problems = {}, []
    for key, letter in archive.letters.items():
        try:
            bodies[key] = renderer.render(letter)
        except RecursionError:
            message, hint = "the text is nested too deeply", "close each mark of emphasis"
            problems.append(Problem(path=letter.path, line=letter.body_line, message=message, hint=hint))
    if problems:
        raise ProblemsFound(problems)
    return bodies


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Everything that drawing a page needs, besides the page's own view."""

    templates: Templates
    shells: Mapping[ShellKey, Shell]
    bodies: Mapping[str, Body]
    bundle: str | None = None

    def draw(self, view: View) -> str:
        """Return the whole page of `view`."""
        facts = dict(view.facts())
        facts["view"] = view
        if view.letter:
            facts["body"] = placed(self.bodies[view.letter], view.address)
        if view.template == "search.html":
            facts["bundle"] = self.bundle
        description = view.description
        if view.letter and not description:
            description = self.bodies[view.letter].summary
        head = self.head(
            address=view.address,
            title=view.title,
            description=description,
            kind="article" if view.letter else "website",
        )
        main = self.templates.draw(view.template, view.address, facts)
        return self.shells[shell_key(view)].fill(head=head, main=main)

    def excerpt(self, letter: str) -> str:
        """Return the beginning of a letter, for the home page."""
        return shortened(self.bodies[letter].summary, LONGEST_EXCERPT)

    def head(self, *, address: str, title: str, description: str, kind: str) -> str:
        """Return what stands in a page's head: title, description, canonical address, Open Graph."""
        facts = {"title": title, "description": shortened(description), "kind": kind}
        return self.templates.draw("head.html", address, facts)


def placed(body: Body, page: str) -> dict[str, object]:
    """Return a body's HTML with its links led from the page with the address `page`."""
    root = root_from(page)
    return {
        "before": Markup(body.before.replace(ROOT, root)),  # noqa: S704 - our own serializer's HTML
        "after": Markup(body.after.replace(ROOT, root)),  # noqa: S704
        "notes": Markup(body.notes.replace(ROOT, root)),  # noqa: S704
        "summary": body.summary,
    }


def shortened(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Return `text`, cut at a word and marked with … when it is longer than `longest`."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
