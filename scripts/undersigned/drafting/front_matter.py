"""Writes a draft as the file of a letter: front matter as an editor would write it, and the body."""

from collections.abc import Callable, Mapping, Sequence

from undersigned.drafting.draft import Correspondent, Draft
from undersigned.model.correspondents import SEPARATOR
from undersigned.model.letter import Draft as DraftRecord
from undersigned.model.validate import known_keys
from undersigned.source.front_matter import FENCE
from undersigned.source.strict_yaml import Value
from undersigned.source.yaml_writing import mapping_lines

OPEN_LETTER = "Open letter"
MOST_NAMED = 2
"""Recipients whom a title names."""


def title_of(draft: Draft) -> str:
    """Return what the archive calls the letter until somebody writes a title: its subject, or to whom."""
    if draft.title or draft.subject:
        return draft.title or draft.subject
    names = [one.name for one in draft.recipients]
    if not names:
        return OPEN_LETTER
    if len(names) > MOST_NAMED:
        return f"Letter to {names[0]} and {len(names) - 1} others"
    return f"Letter to {' and '.join(names)}"


def letter_text(  # noqa: PLR0913 - what a letter's file says besides the document
    draft: Draft,
    *,
    title: str,
    id_of: Callable[[str], str | None],
    topics: Sequence[str] = (),
    source: str = "",
    attachment: Mapping[str, str] | None = None,
) -> str:
    """Return the text of the file of a draft.

    `id_of` gives the entry that a name means, or None: a name that is printed with more, such as "The
    Honorable", is written with it.
    """
    fields: dict[str, Value] = {"status": "draft", "title": title}
    if draft.date:
        fields["date"] = draft.date.isoformat()
    fields["recipients"] = [_mapping(one, id_of) for one in draft.recipients]
    fields["signatories"] = _correspondents(draft.signatories, id_of)
    fields["cc"] = _correspondents(draft.cc, id_of)
    fields |= {
        "topics": list(topics),
        "subject": draft.subject,
        "letterhead": _lines(draft.letterhead),
        "via": _lines(draft.via),
        "source": source,
        "attachments": [dict(attachment)] if attachment else [],
    }
    kept = {key: value for key, value in fields.items() if value or key == "recipients"}
    order = known_keys(DraftRecord)
    lines = mapping_lines({key: kept[key] for key in sorted(kept, key=order.index)})
    return "\n".join([FENCE, *lines, FENCE, draft.body])


def _lines(lines: Sequence[str]) -> str:
    """Return lines as one text, of which YAML keeps the ends where there are several."""
    return "\n".join(lines) + ("\n" if len(lines) > 1 else "")


def _correspondents(found: Sequence[Correspondent], id_of: Callable[[str], str | None]) -> Value:
    """Return correspondents one a line where a line says all of them, otherwise as a list."""
    if all(map(_fits_in_line, found)):
        return "".join(f"{_line(one)}\n" for one in found)
    return [_line(one) if _fits_in_line(one) else _mapping(one, id_of) for one in found]


def _fits_in_line(one: Correspondent) -> bool:
    said = (one.name, *one.beneath)
    return not (
        one.honorific or one.by or one.behalf or one.address or any(SEPARATOR in text for text in said)
    )


def _line(one: Correspondent) -> str:
    return f" {SEPARATOR} ".join([one.name, *one.beneath])


def _mapping(one: Correspondent, id_of: Callable[[str], str | None]) -> dict[str, Value]:
    printed = f"{one.honorific} {one.name}".strip()
    key = id_of(one.name) if one.honorific else None
    title, address = one.beneath, one.address
    if address and one.organization and not one.by:
        title, address = tuple(one.title), [*one.organization, *address]
    return {
        **({"id": key} if key else {}),
        "name": printed,
        **({"title": _lines(title)} if title else {}),
        **({"address": _lines(address)} if address else {}),
        **({"by": one.by} if one.by else {}),
        **({"for": one.behalf} if one.behalf else {}),
    }
