"""Drafts a letter within a limit of time: a document can be made so that reading its lines never ends."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from undersigned.drafting.document import Document, UnreadableError
from undersigned.drafting.draft import Draft
from undersigned.drafting.layout.letter import draft

SECONDS = 60
"""Some hundred times what a long letter takes."""
INSTEAD = "cut out of it what is no part of the letter"


def draft_in_time(document: Document, seconds: float = SECONDS) -> Draft:
    """Return what a document says of a letter. Raises UnreadableError if it takes more than `seconds`."""
    try:
        with _at_most(seconds):
            return draft(document)
    except _LateError as error:
        raise UnreadableError(
            f"finding the letter in it took more than {seconds} seconds: {INSTEAD}"
        ) from error
    except RecursionError as error:
        raise UnreadableError(
            f"its parts stand in each other more deeply than a letter's: {INSTEAD}"
        ) from error


class _LateError(BaseException):
    """The time is over; no part of the work may take it for an error of its own."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise _LateError in the block after so many seconds, where the system has an alarm for it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _LateError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
