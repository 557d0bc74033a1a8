"""Correspondents as a letter names them, brought into one shape before they are validated."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from undersigned.model.fields import NOT_BLANK, Day, EntryId, Flag, Line, Lines, Record

SEPARATOR = "|"
NOBODY = frozenset({"none", "nobody", "n/a", "-", "—"})


class Mention(Record):
    """A correspondent as one letter prints and places it: a signatory, a recipient or a cc.

    `name` and `title` (the line beneath) are printed as they are. `id` and `office` say which
    entry of the registries is meant. `by` and `for` print "by …" and "on behalf of …". The days
    are when this signature was given and withdrawn, where they differ from the letter's.
    """

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["name"]}, {"required": ["id"]}]})

    id: EntryId | None = Field(
        default=None, description="Which entry of people.yml or organizations.yml is meant."
    )
    name: Line | None = Field(default=None, description="The name as this letter prints it.")
    title: Lines = Field(default=(), description="What stands beneath the name: lines.")
    office: Line | None = Field(
        default=None, description="The office meant, by id or label, where the line beneath does not say it."
    )
    address: Lines = Field(default=(), description="The address: lines.")
    by: Line | None = Field(default=None, description="Who signs for an organization: Kim Clerk, Secretary.")
    for_: Line | None = Field(default=None, alias="for", description="For whom somebody signs.")
    lead: Flag = Field(default=False, description="Whether the name has the whole width of the block.")
    signed: Day | None = Field(
        default=None, description="The day of this signature, where it is not the letter's."
    )
    withdrawn: Day | None = Field(
        default=None, description="The day on which this signature was withdrawn; it stays, and says so."
    )


class PrivateSignatory(Record):
    """A signatory who is printed, counted and found, but has no id and no page."""

    name: Line = Field(description="The name, as printed.")
    title: Line | None = Field(default=None, description="What stands beneath it, in one line.")


def _from_line(value: object) -> object:
    """Read `Name | line beneath`, or `Organization | by Name, Title`; a mapping stays as it is."""
    if not isinstance(value, str):
        return value
    name, *beneath = _parts(value)
    if beneath and beneath[0].startswith("by "):
        return {"name": name, "by": beneath[0][3:], "title": beneath[1:]}
    return {"name": name, "title": beneath}


def _private_from_line(value: object) -> object:
    """Read `Name` or `Name | what stands beneath`; a mapping stays as it is."""
    if not isinstance(value, str):
        return value
    name, *beneath = _parts(value)
    if len(beneath) > 1:
        msg = "holds more than one '|': one line stands beneath a name"
        raise ValueError(msg)
    return {"name": name, "title": beneath[0]} if beneath else {"name": name}


def _parts(line: str) -> list[str]:
    parts = [part.strip() for part in line.split(SEPARATOR)]
    if "" in parts:
        msg = "is empty" if len(parts) == 1 else "has nothing on one side of a '|'"
        raise ValueError(msg)
    return parts


def _one_each(value: object) -> list[object]:
    """Bring text with one correspondent a line, or a list, into a list."""
    if value is None:
        msg = "is empty; write [] for none"
        raise ValueError(msg)
    if isinstance(value, str):
        if value.strip().casefold() in NOBODY:
            msg = f"{value.strip()!r} is nobody's name; write [] for none"
            raise ValueError(msg)
        return [line for line in value.splitlines() if line.strip()]
    if isinstance(value, list | tuple):
        return list(value)
    msg = "must be a list, or text with one correspondent a line"
    raise ValueError(msg)


def _named(mention: Mention) -> Mention:
    if mention.name is None and mention.id is None:
        msg = "needs a name or an id"
        raise ValueError(msg)
    return mention


def _told(record: type[Record], lines: str) -> object:
    """Return the type that tells editors of text with one correspondent a line, or a list.

    `lines` is the pattern of a line in a list; each line of a text is left to the check.
    """
    text = Annotated[str, Field(pattern=NOT_BLANK)]
    line = Annotated[str, Field(pattern=f"^{lines}$")]
    return text | list[line | record]  # type: ignore[valid-type]  # worked out when the program runs


SIDE = r"[^|]*[^|\s][^|]*"
"""What stands on one side of a separator: not nothing."""
Mentions = Annotated[
    tuple[Annotated[Mention, BeforeValidator(_from_line), AfterValidator(_named)], ...],
    BeforeValidator(_one_each, json_schema_input_type=_told(Mention, rf"{SIDE}(?:\|{SIDE})*")),
]
PrivateSignatories = Annotated[
    tuple[Annotated[PrivateSignatory, BeforeValidator(_private_from_line)], ...],
    BeforeValidator(_one_each, json_schema_input_type=_told(PrivateSignatory, rf"{SIDE}(?:\|{SIDE})?")),
]
