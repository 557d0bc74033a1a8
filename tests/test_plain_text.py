"""A letter as plain text: all words that it prints, in its order, and below them what the archive says."""

from collections.abc import Iterator

import pytest

from golden import golden
from sites import TOY
from undersigned.archive.archive import Archive
from undersigned.archive.load import clock, load
from undersigned.plugin import read_settings
from undersigned.render.body import BodyRenderer
from undersigned.render.plain_text import plain_text


@pytest.fixture(scope="module")
def archive() -> Archive:
    return load(read_settings(TOY / "mkdocs.yml"), clock())


def texts(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield id and text of every letter."""
    renderer = BodyRenderer({card.path: key for key, card in archive.letters.items()})
    for key in archive.letters:
        whole = archive.whole(key)
        yield key, plain_text(archive.settings, whole, renderer.render(whole.letter).plain)


def test_toy_letters_as_text(archive: Archive) -> None:
    for key, text in texts(archive):
        golden(f"text/{key}.txt", text)


def test_every_word_of_a_letter_is_in_its_text(archive: Archive) -> None:
    renderer = BodyRenderer({card.path: key for key, card in archive.letters.items()})
    for key, text in texts(archive):
        whole = archive.whole(key)
        body = renderer.render(whole.letter)
        printed = [*(words for _, words in body.paragraphs), *whole.letter.letterhead, whole.letter.title]
        printed += [line for c in whole.correspondents for line in (c.name, *c.title, *c.address)]
        printed += [private.name for private in whole.letter.also_signed]
        lost = [word for line in printed for word in line.split() if word.strip(".,") not in text]
        assert lost == [], key
