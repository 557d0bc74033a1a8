"""The means by which work is done: a memory, processes, and somebody who hears how it goes."""

from dataclasses import dataclass, field

from undersigned.work.memory import Memory, Nothing
from undersigned.work.progress import Progress


@dataclass(frozen=True, kw_only=True)
class Means:
    """What is remembered where, by how many processes work is done, and who hears of it."""

    memory: Memory = field(default_factory=Nothing)
    processes: int = 1
    progress: Progress = field(default_factory=Progress)
