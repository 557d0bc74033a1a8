"""The generator of archives: what it writes is sound, and the same each time."""

from pathlib import Path

from generate import generate
from sources import archive, said


def test_generated_letters_pass_the_check(tmp_path: Path) -> None:
    generate(tmp_path, 200)
    assert said(tmp_path) == []
    loaded = archive(tmp_path)
    assert len(loaded.letters) == 200
    assert list(loaded.letters_by_year) == list(range(2006, 2026))
    sizes = [file.stat().st_size for file in (tmp_path / "letters").rglob("2*.md")]
    assert 4_000 < sum(sizes) / len(sizes) < 5_000
    counts = [card.signatures for card in loaded.letters.values()]
    assert 1 <= min(counts) < 5
    assert 30 < max(counts) <= 40


def test_the_same_arguments_write_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, 20, signatories=10, topics=4, seed=7)
    one, two = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    generate(tmp_path / "three", 20, signatories=10, topics=4, seed=8)
    assert (tmp_path / "three/letters/people.yml").read_bytes() != one[Path("letters/people.yml")]


def test_two_thousand_signatories_are_two_thousand_people(tmp_path: Path) -> None:
    generate(tmp_path, 3, signatories=2_000, topics=0)
    assert said(tmp_path) == []
    people = (tmp_path / "letters/people.yml").read_text(encoding="utf-8")
    assert people.count("  name: ") == 2_000
