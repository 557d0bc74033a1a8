"""Whatever an archive's files say stands on its pages as text, in every template and in every place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from pydantic import BaseModel

from sites import TOY
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.archive.reading import Whole
from undersigned.plugin import read_settings
from undersigned.render.bodies import Bodies
from undersigned.render.body import Body
from undersigned.render.embedding import card_html, embed_page, frame_html, shown
from undersigned.render.open_letter import OpenLetter
from undersigned.render.pages import Pages, shell_key
from undersigned.render.shell import Shell, slot
from undersigned.render.templates import Templates
from undersigned.views.pages import home_facts, pages
from undersigned.views.view import View
from undersigned.work.memory import Nothing

TEXTS = frozenset(
    {
        "title", "name", "by", "for_", "address", "label", "also", "party", "description", "summary",
        "subject", "letterhead", "via", "source", "note", "was", "now", "site_name", "publisher",
        "rights", "contact",
    }
)  # fmt: skip
"""Fields that hold free text; of the rest each has a form of its own, which the model checks."""

WRITTEN = ("settings", "letters", "enclosures", "people", "organizations", "offices", "topics")
"""What of an archive says something."""
HARMLESS = "word"
SCRIPTS = ("engine.js", "letter.js", "moved.js", "quotation.js", "search.js", "verify.js")
ASSETS = {name: f"assets/{name}" for name in (*SCRIPTS, "embed.css", "search.css", "verify.css")}
KINDS = (
    "letters/2015-01-12-open-records/",
    "letters/2021-05-03-keep-the-river-clean/",
    "letters/2021-05-03-statement-of-the-readers/",
    "letters/2025-06-06-corrected-letter/",
    "letters/2025-06-05-corrected-letter/",
    "corrections/",
    "letters/",
    "letters/2021/",
    "people/",
    "people/avery-example/",
    "organizations/",
    "organizations/department-of-examples/",
    "offices/",
    "offices/northland-attorney-general/",
    "topics/",
    "topics/water/",
    "search/",
    "press/",
    "feeds/",
    "data/",
    "verify/",
)
EMBEDDED = "letters/2021-05-03-statement-of-the-readers/"
"""A letter whose card says all that cards say."""


def with_text(value: Any, text: str, *, free: bool = False) -> Any:  # noqa: ANN401, PLR0911 - records of any type
    """Return a record in which every field of free text says `text`."""
    if isinstance(value, str):
        return text if free else value
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        if names is None:
            return tuple(with_text(each, text, free=free) for each in value)
        # The names of recipients that a card has stand in lists.
        changed = {n: with_text(getattr(value, n), text, free=n in {*TEXTS, "recipients"}) for n in names}
        return type(value)(**changed)
    if isinstance(value, dict):
        return {key: with_text(each, text) for key, each in value.items()}
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        changed = {name: with_text(getattr(value, name), text, free=name in TEXTS) for name in names}
        return value.model_copy(update=changed)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: with_text(getattr(value, field.name), text, free=field.name in TEXTS)
            for field in fields(value)
        }
        return replace(value, **changed)
    return value


@cache
def toy() -> Archive:
    return load(read_settings(TOY / "mkdocs.yml"), clock())


@dataclass(frozen=True, kw_only=True)
class Rewritten(Archive):
    """An archive whose letters print other words than their files have."""

    text: str

    def whole(self, letter: str) -> Whole:
        rewritten: Whole = with_text(toy().whole(letter), self.text)
        return rewritten


class Unchanged(Bodies):
    """Bodies as the files have them: Markdown escapes what they say."""

    def open(self, key: str) -> OpenLetter:
        return OpenLetter(self.archive, self.archive.whole(key), body(key))


@cache
def body(key: str) -> Body:
    return Bodies(toy(), Nothing()).open(key).body


def drawn(text: str) -> Iterator[tuple[str, str]]:
    """Yield every kind of page of an archive in which all free text is `text`, by address."""
    changed = {name: with_text(getattr(toy(), name), text) for name in WRITTEN}
    archive = Rewritten(reader=toy().reader, face=b"", text=text, **changed)
    templates = Templates([], {"site": archive.settings}, ASSETS, archive.letters)
    bare = Shell.cut(f"<!doctype html><html><head>{slot('head')}</head><body>{slot('main')}</body></html>")
    views: list[View] = list(pages(archive))
    shells = dict.fromkeys(map(shell_key, views), bare)
    bodies = Unchanged(archive, Nothing())
    made = Pages(archive=archive, bodies=bodies, templates=templates, shells=shells, stamp=b"")
    for view in views:
        if view.address in KINDS:
            yield view.address, made.draw(view, view.facts())
    card = shown(archive, archive.whole(EMBEDDED.split("/")[1]))
    yield f"{EMBEDDED}embed/", embed_page(templates, card)
    head = made.head(address="", title=text, description=text)
    yield "", bare.fill(head=head, main=made.home(home_facts(archive)))
    code = card_html(templates, card) + frame_html(templates, card)
    yield "elsewhere", bare.fill(head=head, main=code)
    yield "404.html", bare.fill(head=templates.draw("head_404.html", "", {}), main="")


def skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return every element of a page with the names of its attributes, in order.

    Names that Zotero would part wrongly stand there twice: how many elements those are depends on them.
    """
    tree = html.document_fromstring(page)
    shown = [
        one for one in tree.iter() if one.get("name") != "bib:authors" and one.get("rel") != "schema.bib"
    ]
    return [(str(element.tag), tuple(sorted(element.attrib))) for element in shown]


@cache
def expected() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {address: skeleton(page) for address, page in drawn(HARMLESS)}


PRINTABLE = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
)
DANGEROUS = st.sampled_from(
    [
        "<script>alert(1)</script>", "</title>", "</script>", "<!--", "-->", '"', "'", "&", "&lt;", "&#34;",
        ">", "<", '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "{{ 7 * 7 }}", "{% raw %}",
        "]]>", "\\", "`", "=", "javascript:alert(1)", "<img src=x onerror=alert(1)>", "<style>",
        "<!--undersigned:main-->",
    ]
)  # fmt: skip
HOSTILE = (
    st.lists(st.one_of(DANGEROUS, st.text(PRINTABLE, max_size=6)), min_size=1, max_size=8)
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(bool)
)


def test_every_kind_of_page_is_drawn() -> None:
    assert set(expected()) == {*KINDS, "", "404.html", f"{EMBEDDED}embed/", "elsewhere"}


@settings(max_examples=25)
@given(HOSTILE)
@example("</title></head><script>alert(1)</script>")
@example("\" onmouseover='alert(1)' x=\"")
@example("<!--undersigned:main--> & {{ site.contact }}")
def test_text_is_text_everywhere(text: str) -> None:
    """No element and no attribute comes out of it, and its characters all stand there."""
    # Indexes are in order of the first and the last word.
    for address, page in drawn(f"{HARMLESS} {text} {HARMLESS}"):
        assert skeleton(page) == expected()[address], address
        tree = html.document_fromstring(page)
        (title,) = tree.xpath("//title")
        assert text in title.text_content()
        if address not in {"search/", "verify/", "404.html"}:
            assert text in "".join(tree.xpath("//body//text()")), address


@pytest.mark.parametrize("field", sorted(TEXTS - {"publisher", "contact"}))
def test_every_field_is_reached(field: str) -> None:
    """The name of a field that no record has would make the test above see less than it says."""
    letters = tuple(toy().whole(key) for key in toy().letters)
    names = {name for kept in (toy(), letters) for record in records(kept) for name in record}
    assert field in names


def records(value: object) -> Iterator[set[str]]:
    """Yield the fields' names of every record in a record."""
    if isinstance(value, dict):
        for each in value.values():
            yield from records(each)
    elif isinstance(value, tuple):
        yield set(getattr(value, "_fields", ()))
        for each in value:
            yield from records(each)
    elif isinstance(value, BaseModel):
        yield set(type(value).model_fields)
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif is_dataclass(value) and not isinstance(value, type):
        yield {field.name for field in fields(value)}
        for field in fields(value):
            yield from records(getattr(value, field.name))


def test_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    """A live preview draws with many sets of templates, one after the other."""
    for words in ("One", "Other", "One"):
        (tmp_path / "own.html").write_text(words, encoding="utf-8")
        assert Templates([tmp_path], {}, {}, {}).draw("own.html", "", {}) == words
