"""What the lines above the salutation say, sorted."""

import datetime as dt
from dataclasses import dataclass, field

from undersigned.drafting.document import LeftOut, Line
from undersigned.drafting.draft import Unsure

TAKEN = "the date line and labels"


@dataclass
class Head:
    """What the lines above the salutation say, sorted; `senders` are the lines of FROM: in a memorandum."""

    date: dt.date | None = None
    date_line: int = 0
    via: list[str] = field(default_factory=list)
    subject: str = ""
    copies: list[Line] = field(default_factory=list)
    recipients: list[Line] = field(default_factory=list)
    senders: list[Line] = field(default_factory=list)
    letterhead: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    is_memo: bool = False
    unsure: list[Unsure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, line: Line, text: str) -> None:
        """Leave words out that the front matter says in another way."""
        self.left_out.append(LeftOut(line=line.number, text=text.strip(), why=TAKEN))
