"""What a draft's front matter says of correspondents by id, written out or given another id."""

from collections.abc import Callable, Iterator
from datetime import date

from undersigned.archive.correspondents import FIELDS
from undersigned.archive.names import Names
from undersigned.archive.registries import Registries
from undersigned.model.correspondents import SEPARATOR
from undersigned.model.registry import Organization, Person, label_of
from undersigned.source.strict_yaml import Place, Value
from undersigned.source.yaml_editing import value_at, with_fields, with_line, with_texts

Known = dict[str, Person | Organization]


def with_names(front: str, registries: Registries, day: date | None) -> str:
    """Return a draft's front matter with name and line of everyone whom it names by id alone.

    The line is the label of the office that it states, or of the one held on `day`. Raises EditError.
    """
    known: Known = {**registries.organizations, **registries.people}
    names = Names(known)

    def line(key: str, beneath: list[str]) -> str:
        return f" {SEPARATOR} ".join(
            [label_of(known[key]), *(beneath or _office(known[key], registries, day))]
        )

    def item(key: str, beneath: list[str]) -> Value:
        label = label_of(known[key])
        if len(names.find(label)) == 1:
            return line(key, beneath)
        title: Value = list(beneath or _office(known[key], registries, day))
        return {"id": key, "name": label, **({"title": title} if title else {})}

    def is_id(name: str) -> bool:
        return name in known and not names.find(name)

    front = with_texts_changed(front, is_id, line, item)
    for place, mention in _mappings(front):
        key = mention.get("id")
        if isinstance(key, str) and key in known and not mention.get("name"):
            front = with_fields(front, place, _written(mention, known[key], registries, day))
    return front


def with_texts_changed(
    front: str,
    is_meant: Callable[[str], bool],
    line: Callable[[str, list[str]], str],
    item: Callable[[str, list[str]], Value],
) -> str:
    """Return front matter with other text for each name `is_meant`, whether it stands in a line or a list.

    What is meant is given to `line` and `item` with the lines that stand beneath it. Raises EditError.
    """
    for field in FIELDS.values():
        value = value_at(front, (field,))
        if isinstance(value, list):
            found = {(field, n): _parts(one) for n, one in enumerate(value) if isinstance(one, str)}
            changed: dict[Place, Value] = {
                place: item(name, rest) for place, (name, *rest) in found.items() if is_meant(name)
            }
            front = with_texts(front, changed) if changed else front
        elif isinstance(value, str):
            lines = [_parts(one) for one in value.splitlines() if one.strip()]
            for number, (name, *rest) in enumerate(lines):
                if not is_meant(name):
                    continue
                if "\n" in value:
                    front = with_line(front, (field,), number, line(name, rest))
                else:
                    front = with_texts(front, {(field,): line(name, rest)})
    return front


def with_id(front: str, old: str, new: str) -> str:
    """Return front matter in which whoever it names by the id `old` has the id `new`. Raises EditError."""
    changed: dict[Place, Value] = {
        (*place, "id"): new for place, mention in _mappings(front) if mention.get("id") == old
    }
    return with_texts(front, changed) if changed else front


def _mappings(front: str) -> Iterator[tuple[Place, dict[str, Value]]]:
    """Yield place and fields of each correspondent that stands as a mapping."""
    for field in FIELDS.values():
        value = value_at(front, (field,))
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if isinstance(one, dict):
                yield (field, number), one


def _written(
    mention: dict[str, Value], entry: Person | Organization, registries: Registries, day: date | None
) -> dict[str, Value]:
    name: dict[str, Value] = {"name": label_of(entry)}
    stated = mention.get("office")
    if mention.get("title"):
        return name
    if isinstance(stated, str):
        key = (
            stated if stated in registries.offices else next(iter(Names(registries.offices).find(stated)), "")
        )
        return {**name, "title": registries.offices[key].label} if key else name
    office = _office(entry, registries, day)
    return {**name, "title": office[0]} if office else name


def _office(entry: Person | Organization, registries: Registries, day: date | None) -> list[str]:
    """Return the label of the one office that a person held on a day; none where that is not sure."""
    if not isinstance(entry, Person) or day is None:
        return []
    held = {holding.office for holding in entry.offices if holding.includes(day)}
    return (
        [registries.offices[key].label for key in held if key in registries.offices] if len(held) == 1 else []
    )


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split(SEPARATOR)]
