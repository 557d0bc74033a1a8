"""What can still be checked of a letter whose front matter has problems, so that one run shows all."""

from collections.abc import Mapping

from pydantic import ValidationError

from undersigned.model.days import parse_day
from undersigned.model.letter import Draft, Letter
from undersigned.source.strict_yaml import Value

CHECKED = ("date", "signatories", "also_signed", "recipients", "cc", "topics", "attachments", "follows")
"""Fields that are compared with registries, files and other letters."""


def salvage(value: Mapping[str, Value], given: Mapping[str, object]) -> tuple[Letter | None, bool]:
    """Return a letter of those fields that are sound, and whether its date is among them.

    `given` are the fields that the program fills in. Without a date in the front matter the file
    name's serves; None when that has none either. Nobody may publish this letter.
    """
    sound: dict[str, object] = {}
    for key in CHECKED:
        item = value.get(key)
        for candidate in (item, _without_details(item)):
            if candidate is not None and _is_sound(key, candidate):
                sound[key] = candidate
                break
    dated = "date" in sound
    if not dated:
        try:
            sound["date"] = parse_day(str(given["id"])[:10]).isoformat()
        except ValueError:
            return None, False
    fields = dict(Draft.model_validate(sound))
    return Letter.model_construct(**{**fields, **given}), dated


def _is_sound(key: str, item: object) -> bool:
    try:
        Draft.model_validate({key: item})
    except ValidationError:
        return False
    return True


def _without_details(item: Value) -> Value:
    """Reduce the entries of a list to their names, up to the first that has none."""
    if not isinstance(item, list):
        return None
    names: list[Value] = []
    for entry in item:
        name = entry.get("name") if isinstance(entry, dict) else entry
        if not isinstance(name, str):
            break
        names.append({"name": name} if isinstance(entry, dict) else name)
    return names
