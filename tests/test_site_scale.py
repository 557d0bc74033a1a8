"""An archive of a thousand letters builds, and each costs no more than twice what one of a hundred does."""

from pathlib import Path
from time import perf_counter

from generate import generate
from sites import build_anew


def seconds(archive: Path, site: Path) -> float:
    start = perf_counter()
    build_anew(archive, site)
    return perf_counter() - start


def spent(folder: Path) -> dict[int, float]:
    """Return seconds a letter by the number of letters."""
    return {
        letters: seconds(folder / str(letters), folder / f"{letters}-site") / letters
        for letters in (100, 1000)
    }


def test_time_per_letter_stays(tmp_path: Path) -> None:
    for letters in (100, 1000):
        generate(tmp_path / str(letters), letters)
        # A picture takes as long for each letter, and longer than all else together.
        with (tmp_path / str(letters) / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write("      share_images: false\n")
    first = spent(tmp_path)
    assert len(list((tmp_path / "1000-site" / "letters").glob("2*-*/index.html"))) == 1000
    if first[1000] > 2 * first[100]:
        # Other programs may have slowed one of the builds: the best of two counts.
        again = spent(tmp_path)
        first = {letters: min(first[letters], again[letters]) for letters in first}
    assert first[1000] <= 2 * first[100]
