"""A letter that lies open: the letter, its body, and what several outputs say of it, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.render.body import Body
from undersigned.render.embedding import Shown, shown
from undersigned.views.citing.reference import Reference, reference


@dataclass(frozen=True)
class OpenLetter:
    """A letter of `archive` with its body rendered."""

    archive: Archive
    whole: Whole
    body: Body

    @cached_property
    def cited(self) -> Reference:
        """What citations say of the letter."""
        return reference(self.archive, self.whole)

    @cached_property
    def shown(self) -> Shown:
        """What its card on other sites says."""
        return shown(self.archive, self.whole)
