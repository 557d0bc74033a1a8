"""Draws share images side by side, apart from all else: what one costs."""

from functools import partial
from time import process_time

from undersigned.archive.archive import Archive
from undersigned.outputs.share_images import draw, words
from undersigned.work.workers import cores, spread

MOST = 200
"""Images that are drawn: the letters are spread over the archive's years."""
CHUNK = 10


def image_cost(archive: Archive) -> float:
    """Return the milliseconds of one processor that a share image takes, on average."""
    letters = list(archive.letters)[:: max(1, len(archive.letters) // MOST)][:MOST]
    chunks = [letters[start : start + CHUNK] for start in range(0, len(letters), CHUNK)]
    return 1_000 * sum(spread(partial(_draw, archive), chunks, cores())) / len(letters)


def _draw(archive: Archive, letters: list[str]) -> float:
    """Return the processor time in seconds that the images of some letters take."""
    said = [words(archive, archive.whole(letter)) for letter in letters]
    start = process_time()
    for one in said:
        draw(one)
    return process_time() - start
