"""Drafts as letters, for those who look at them before they are published: what one lacks is made up for."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from undersigned.archive.correspondents import FIELDS, Correspondent, Resolver, Role
from undersigned.archive.letters import ReadLetter
from undersigned.model.correspondents import Mention
from undersigned.model.days import parse_day
from undersigned.model.fields import ENTRY_ID
from undersigned.model.letter import Draft, Letter
from undersigned.model.registry import label_of
from undersigned.model.validate import Origin, validate
from undersigned.source.body import scan_body
from undersigned.source.front_matter import split_letter
from undersigned.source.text import read_text

DAY = 10
"""Characters of a day at the beginning of a letter's id."""
BETWEEN = re.compile(r"[^a-z0-9]+")
UNTITLED = "Untitled draft"


def read_draft(folder: Path, path: str, today: date) -> ReadLetter | None:
    """Read the draft at `path` below `folder`; None for a file that is no sound draft.

    Without a date, it is of the day in the file's name or of `today`.
    """
    text, _ = read_text(folder, path)
    source, _ = split_letter(text) if text else (None, [])
    if text is None or source is None or not isinstance(source.front_matter.value, dict):
        return None
    value = source.front_matter.value
    draft, _ = validate(Draft, value, Origin(path=path, parsed=source.front_matter), may_be_empty=True)
    if draft is None or draft.status != "draft":
        return None
    day = draft.date or _day_in(path) or today
    fields = dict(draft) | {
        "id": draft_id(path, day),
        "path": path,
        "title": draft.title or UNTITLED,
        "date": day,
        "body": source.body,
        "body_line": source.body_line,
    }
    scan = scan_body(source.body, source.body_line)
    return ReadLetter(letter=Letter.model_construct(**fields), source=source, scan=scan, digest=text.digest)


def draft_id(path: str, day: date) -> str:
    """Return the id of the draft at `path`: the file's name where it can be one, otherwise made from it."""
    stem = PurePosixPath(path).stem
    if _day_in(path) and ENTRY_ID.fullmatch(stem):
        return stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return f"{day}-{BETWEEN.sub('-', plain).strip('-') or 'draft'}"


def _day_in(path: str) -> date | None:
    try:
        return parse_day(PurePosixPath(path).stem[:DAY])
    except ValueError:
        return None


def resolved(resolver: Resolver, read: ReadLetter, role: Role) -> Iterator[Correspondent]:
    """Yield everyone who has `role` in a draft: whom no registry knows, or several, is only printed."""
    mentions: tuple[Mention, ...] = getattr(read.letter, FIELDS[role])
    for number, mention in enumerate(mentions):
        found = resolver.correspondent(read, role, mention, (FIELDS[role], number))
        yield found or _as_printed(resolver, read, role, mention)


def _as_printed(resolver: Resolver, read: ReadLetter, role: Role, mention: Mention) -> Correspondent:
    entry = resolver.known.get(mention.id or "")
    return Correspondent(
        letter=read.letter.id,
        role=role,
        name=mention.name or (label_of(entry) if entry else mention.id or ""),
        title=mention.title,
        address=mention.address,
        by=mention.by,
        for_=mention.for_,
        lead=mention.lead,
        day=mention.signed or read.letter.date,
        withdrawn=mention.withdrawn,
        id=None,
        kind=None,
        office=None,
    )
