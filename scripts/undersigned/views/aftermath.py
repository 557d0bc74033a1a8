"""What happened after a letter was sent: its events and the letters that followed, in order."""

from datetime import date
from typing import NamedTuple

from undersigned.archive.archive import Archive
from undersigned.model.letter import Letter
from undersigned.views.addresses import letter_address

KINDS = {
    "deadline": "Deadline",
    "response": "Response",
    "outcome": "Outcome",
    "press-release": "Press release",
}
"""What each kind of event is called."""
FOLLOWED = "Letter that followed"


class Step(NamedTuple):
    """One thing that happened: its day, what it is, and where to read of it.

    `letter` is the address of a letter of the archive, from the site's root, `url` an address elsewhere;
    either or both are "". `language` is that of the title.
    """

    day: date
    kind: str
    title: str
    letter: str
    url: str
    language: str


def aftermath(archive: Archive, letter: Letter, language: str) -> tuple[Step, ...]:
    """Return what happened after `letter` was sent, the first first; titles of events are in `language`.

    A letter that an event names already is no step of its own.
    """
    named = {event.letter for event in letter.events}
    steps = [
        Step(
            day=event.date,
            kind=KINDS[event.kind],
            title=event.title,
            letter=letter_address(event.letter) if event.letter else "",
            url=event.url or "",
            language=language,
        )
        for event in letter.events
    ]
    for key in archive.followed_by.get(letter.id, ()):
        if key not in named:
            card = archive.letters[key]
            steps.append(Step(card.date, FOLLOWED, card.title, letter_address(key), "", card.language))
    return tuple(sorted(steps, key=lambda step: step.day))
