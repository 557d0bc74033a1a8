"""Writes an archive of invented letters, of any size, for tests of scale: `python generate.py FOLDER N`."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

FIRST_DAY = date(2006, 1, 2)
YEARS = 20
MOST_SIGNATORIES = 40
BODY = 3_000
"""Characters of a body, about; with its front matter a letter has about 4.5 KB."""

ONSETS = ("b", "br", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
ENDINGS = ("", "n", "r", "s", "l", "nd", "m")
GIVEN = (
    "Ada",
    "Bela",
    "Cora",
    "Dina",
    "Enno",
    "Fay",
    "Gus",
    "Hedy",
    "Ilja",
    "Jona",
    "Kaya",
    "Lars",
    "Mika",
    "Nola",
)
ROLES = ("Attorney General", "Governor", "Treasurer", "Auditor", "Secretary of State")
JURISDICTIONS = ("US", "US-NC", "US-SC", "US-CO", "US-KY", "US-NH", "US-NJ", "DE", "ES", "CA-NS", "MX", "FR")
MKDOCS = """\
site_name: Generated letters
site_url: https://letters.example.org/archive/
theme:
  name: material
plugins:
  - undersigned:
      publisher: The generator
      share_images: false
"""
INDEX = """\
# Generated letters

Every person, office and letter here is invented.
"""


@dataclass(kw_only=True)
class Cast:
    """Who and what the letters may name; `offices` and `people` stand at the same positions."""

    words: Sequence[str]
    people: Sequence[str]
    offices: Sequence[str]
    organizations: Sequence[str]
    topics: Sequence[str]
    written: list[str] = field(default_factory=list)


def generate(folder: Path, letters: int, *, signatories: int = 300, topics: int = 60, seed: int = 1) -> None:
    """Write an archive of `letters` letters into `folder`: the same arguments, the same bytes."""
    random = Random(seed)
    cast = _cast(random, signatories, topics)
    _write(folder / "mkdocs.yml", MKDOCS)
    _write(folder / "docs" / "index.md", INDEX)
    for name, entries in _registries(cast):
        _write(folder / "letters" / f"{name}.yml", "\n".join(entries))
    for number in range(letters):
        day = FIRST_DAY + timedelta(days=number * (YEARS * 365) // letters)
        key = f"{day}-{number + 1}-{_slug(_phrase(random, cast.words, 4))}"
        home = folder / "letters" / f"{day.year}"
        _write(home / f"{key}.md", _letter(random, cast, day))
        cast.written.append(key)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _cast(random: Random, signatories: int, topics: int) -> Cast:
    syllables = ["".join(parts) for parts in product(ONSETS, VOWELS, ENDINGS)]
    random.shuffle(syllables)
    words = [first + second for first, second in zip(syllables, reversed(syllables), strict=True)]

    def family(number: int) -> str:
        """Return a name of three syllables, another one for each number."""
        rounds, place = divmod(number, len(words))
        return f"{words[place]}{syllables[(rounds + number) % len(syllables)]}".capitalize()

    people = [f"{GIVEN[n % len(GIVEN)]} {family(n)}" for n in range(signatories)]
    offices = [f"{family(signatories + n)} {ROLES[n % len(ROLES)]}" for n in range(signatories)]
    organizations = [f"{word.capitalize()} Society" for word in words[:20]]
    labels = [f"{words[n].capitalize()} {words[n + 200]}" for n in range(topics)]
    return Cast(words=words, people=people, offices=offices, organizations=organizations, topics=labels)


def _registries(cast: Cast) -> Iterator[tuple[str, list[str]]]:
    yield (
        "people",
        [
            f"{_slug(name)}:\n  name: {name}\n"
            f"  offices:\n    - office: {_slug(office)}\n      from: 2000-01\n"
            for name, office in zip(cast.people, cast.offices, strict=True)
        ],
    )
    yield (
        "offices",
        [
            f"{_slug(label)}:\n  label: {label}\n  role: {ROLES[n % len(ROLES)]}\n"
            f"  jurisdiction: {JURISDICTIONS[n % len(JURISDICTIONS)]}\n"
            for n, label in enumerate(cast.offices)
        ],
    )
    yield "organizations", [f"{_slug(name)}:\n  name: {name}\n" for name in cast.organizations]
    yield (
        "topics",
        [
            f"{_slug(label)}:\n  label: {label}\n"
            + (f"  broader: {_slug(cast.topics[n // 6])}\n" if n > 5 else "")
            for n, label in enumerate(cast.topics)
        ],
    )


def _letter(random: Random, cast: Cast, day: date) -> str:
    # A few sign often and most now and then, as in life.
    count = min(random.randint(1, MOST_SIGNATORIES), len(cast.people))
    weights = [n + 1 for n in range(len(cast.people))]
    signing = sorted(set(random.choices(range(len(cast.people)), weights, k=count)))
    front = [
        "---",
        f"title: {_phrase(random, cast.words, 8).capitalize()}",
        f"date: {day}",
        f"recipients: [{random.choice(cast.organizations)}]" if random.random() < 0.8 else "recipients: []",
        "signatories: |",
        *(f"  {cast.people[n]} | {cast.offices[n]}" for n in signing),
    ]
    if cast.topics:
        chosen = sorted(random.sample(cast.topics, k=min(len(cast.topics), random.randint(1, 3))))
        front.append(f"topics: [{', '.join(chosen)}]")
    if cast.written and random.random() < 0.1:
        front.append(f"follows: {random.choice(cast.written[-200:])}")
    return "\n".join([*front, "---", *_body(random, cast), ""])


def _body(random: Random, cast: Cast) -> Iterator[str]:
    """Yield a salutation, paragraphs with notes, now and then a list or a quotation, and a closing."""
    yield from ("To whom it may concern:", "")
    notes = random.randint(0, 3)
    written = 0
    number = 0
    while written < BODY:
        paragraph = " ".join(_sentence(random, cast.words) for _ in range(random.randint(3, 6)))
        number += 1
        if number <= notes:
            paragraph += f"[^{number}]"
        if random.random() < 0.1:
            paragraph = f"> {paragraph}"
        yield from (paragraph, "")
        written += len(paragraph)
    if random.random() < 0.3:
        yield from (*(f"{n}. {_sentence(random, cast.words)}" for n in range(1, 4)), "")
    yield from ("Sincerely,", "")
    for note in range(1, notes + 1):
        address = f"https://example.org/{note}/{_slug(_phrase(random, cast.words, 2))}"
        yield from (f"[^{note}]: *{_phrase(random, cast.words, 4)}*, <{address}>", "")


def _sentence(random: Random, words: Sequence[str]) -> str:
    return _phrase(random, words, random.randint(8, 18)).capitalize() + "."


def _phrase(random: Random, words: Sequence[str], count: int) -> str:
    return " ".join(random.choices(words, k=count))


def _slug(words: str) -> str:
    return "-".join(words.lower().split())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("letters", type=int)
    asked = parser.parse_args()
    generate(asked.folder, asked.letters)
