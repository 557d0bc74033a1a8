"""Makes one entry of two, or gives one another id: what the registries and letters say then."""

from collections.abc import Iterator
from functools import partial

from undersigned.archive.names import composed
from undersigned.archive.registries import Registries
from undersigned.drafting.names import with_id, with_texts_changed
from undersigned.model.correspondents import SEPARATOR
from undersigned.model.registry import Entry, Person, printed_forms
from undersigned.source.entries import comments_of, with_changed, with_key, without
from undersigned.source.strict_yaml import Value
from undersigned.source.yaml_editing import value_at, with_fields, with_items, with_texts


def merged(text: str, registries: Registries, name: str, old: str, new: str) -> str:
    """Return the text of the registry called `name` with the entry `old` within the entry `new`.

    Names, offices, links and former ids of the one go to the other, and so do its comments. Raises
    EditError.
    """
    moved = {key: items for key, items in _moved(registries, name, old, new).items() if items}
    comments = "".join(f"  # {comment}\n" for comment in comments_of(text, old))

    def take_in(entry: str) -> str:
        for key, items in moved.items():
            if key == "part_of":
                entry = with_fields(entry, (new,), {key: items[0]})
            else:
                entry = with_items(entry, (new, key), items)
        return entry + comments

    return without(with_changed(text, new, take_in), old)


def _moved(registries: Registries, name: str, old: str, new: str) -> dict[str, list[Value]]:
    """Return what the fields of `new` take in of those of `old`, as they are written there."""
    ours, theirs = _entry(registries, name, new), _entry(registries, name, old)
    written = _written(registries, name, old)
    known = {composed(form) for form in printed_forms(ours)}
    also: list[Value] = [form for form in printed_forms(theirs) if composed(form) not in known]
    former: list[Value] = [key for key in (*theirs.former_ids, old) if key not in ours.former_ids]
    links = [
        link
        for link in _list(written, "links")
        if link not in _list(_written(registries, name, new), "links")
    ]
    above = written.get("part_of") if "part_of" not in _written(registries, name, new) else None
    return {
        "also": also,
        "part_of": [above] if above else [],
        "offices": list(_offices(ours, theirs, _list(written, "offices"))),
        "links": links,
        "former_ids": former,
    }


def _offices(ours: Entry, theirs: Entry, written: list[Value]) -> Iterator[Value]:
    """Yield the offices of `theirs` as they are written, but those of which `ours` says as much."""
    if not isinstance(ours, Person) or not isinstance(theirs, Person):
        return
    held = {holding.office for holding in ours.offices}
    for holding, said in zip(theirs.offices, written, strict=True):
        says_more = holding.from_ or holding.to or holding.party
        if holding not in ours.offices and (says_more or holding.office not in held):
            yield said


def left_out(registries: Registries, name: str, old: str, new: str) -> Iterator[str]:
    """Yield a sentence about each thing of the entry `old` that the entry `new` does not take in."""
    ours, theirs = _written(registries, name, new), _written(registries, name, old)
    for key in ("sort", "part_of"):
        if key in theirs and theirs[key] != ours.get(key) and not (key == "part_of" and key not in ours):
            yield f"Left out: {key} {theirs[key]!r} of {old!r}."


def renamed(text: str, old: str, new: str) -> str:
    """Return the text of a registry in which the entry `old` has the id `new`. Raises EditError."""
    text = with_key(text, old, new)
    return with_changed(text, new, lambda entry: with_items(entry, (new, "former_ids"), [old]))


def with_part_of(text: str, old: str, new: str) -> str:
    """Return the text of organizations.yml where parts of `old` are parts of `new`. Raises EditError."""
    value = value_at(text.removeprefix("\ufeff").replace("\r\n", "\n"), ())
    for key, entry in value.items() if isinstance(value, dict) else ():
        if isinstance(entry, dict) and entry.get("part_of") == old:
            text = with_changed(text, key, partial(with_texts, changed={(key, "part_of"): new}))
    return text


def front_with_id(front: str, old: str, new: str) -> str:
    """Return a letter's front matter that means by `new` whom it meant by the id `old`. Raises EditError.

    Nothing that the letter prints changes.
    """
    front = with_id(front, old, new)
    if value_at(front, ("status",)) != "draft":
        return front

    def line(_: str, beneath: list[str]) -> str:
        return f" {SEPARATOR} ".join([new, *beneath])

    return with_texts_changed(front, lambda name: name == old, line, line)


def _entry(registries: Registries, name: str, key: str) -> Entry:
    return registries.people[key] if name == "people" else registries.organizations[key]


def _written(registries: Registries, name: str, key: str) -> dict[str, Value]:
    value = registries.sources[name].parsed.value
    entry = value.get(key) if isinstance(value, dict) else None
    return entry if isinstance(entry, dict) else {}


def _list(written: dict[str, Value], key: str) -> list[Value]:
    found = written.get(key)
    return found if isinstance(found, list) else []
