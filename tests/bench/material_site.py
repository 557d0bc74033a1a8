"""Writes an archive as plain MkDocs + Material with its own search: a page for each letter, no others."""

from pathlib import Path

import yaml

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole

INDEX = "# {name}\n\nEvery person, office and letter here is invented.\n"


def write_material(archive: Archive, folder: Path, *, in_nav: bool) -> None:
    """Write the archive into `folder`, its letters in the navigation or out of it."""
    config: dict[str, object] = {
        "site_name": archive.settings.site_name,
        "site_url": archive.settings.site_url,
        "theme": {"name": "material"},
        "plugins": ["search"],
        "markdown_extensions": ["footnotes"],
    }
    if not in_nav:
        config |= {"nav": ["index.md"], "not_in_nav": "/letters/"}
    _write(folder / "mkdocs.yml", yaml.safe_dump(config, sort_keys=False))
    _write(folder / "docs" / "index.md", INDEX.format(name=archive.settings.site_name))
    for key in archive.letters:
        _write(folder / "docs" / "letters" / f"{key}.md", _page(archive, archive.whole(key)))


def _page(archive: Archive, whole: Whole) -> str:
    letter = whole.letter
    recipients = ", ".join(c.name for c in whole.in_role("recipient"))
    topics = ", ".join(archive.topics[key].label for key in letter.topics)
    signed = "\n".join(f"- **{c.name}**, {' '.join(c.title)}" for c in whole.in_role("signatory"))
    head = f"# {letter.title}\n\n{letter.date}\n\n{recipients or 'Open letter'}\n\nTopics: {topics}\n\n"
    front = yaml.safe_dump({"title": letter.title}, width=1000)
    return f"---\n{front}---\n{head}{letter.body.strip()}\n\n{signed}\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
