"""What must hold between letters: ids, days, and what they say of each other."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from undersigned.archive.letters import ReadLetter
from undersigned.archive.names import MOST_HINTS
from undersigned.archive.outlines import Outline, Shelf, problem_at
from undersigned.model.fields import LINK_SCHEMES
from undersigned.source.problems import ALIKE, Problem, did_you_mean
from undersigned.source.strict_yaml import Place

MOST_FORMER = 20
"""Ids that a letter had before, at most: what lies beside its page lies at each of their addresses."""


def ids_are_unique(letters: Collection[Outline]) -> Iterator[Problem]:
    """Two letters cannot have one id, whatever folders they lie in."""
    first: dict[str, Outline] = {}
    for one in letters:
        other = first.setdefault(one.id, one)
        if other is not one:
            yield problem_at(one, 1, f"has the id of {other.path}: {one.id!r}", "rename one of them")


def former_ids_lead_somewhere(shelf: Shelf, letters: Collection[Outline]) -> Iterator[Problem]:
    """A former id is no letter's id, and belongs to one letter only, which has not too many of them."""
    ids = {one.id: one for one in letters}
    owners: dict[str, Outline] = {}
    for one in letters:
        if len(one.former_ids) > MOST_FORMER:
            message = f"the letter has {len(one.former_ids):,} former ids"
            yield shelf.problem(
                one, ("former_ids",), message, f"at most {MOST_FORMER}: each is a copy of its files"
            )
        for number, former in enumerate(one.former_ids):
            place = ("former_ids", number)
            if former in ids:
                message = f"former id {former!r} is the id of {ids[former].path}"
                yield shelf.problem(one, place, message, "drop it")
            elif owners.setdefault(former, one) is not one:
                message = f"former id {former!r} leads to {owners[former].path} already"
                yield shelf.problem(one, place, message, "keep one")


def letters_exist(shelf: Shelf, letters: Collection[Outline]) -> Iterator[Problem]:
    """`follows` and the letters of events are published letters, and no letter follows itself."""
    known = {*shelf.letters, *shelf.drafts.values()}
    broken = set(shelf.broken.values())
    for one in letters:
        named: list[tuple[Place, str]] = [(("follows", n), key) for n, key in enumerate(one.follows)]
        named += [(("events", n, "letter"), key) for n, key in one.event_letters]
        for place, key in named:
            if key not in known and key not in broken:
                otherwise = "a letter's id is the name of its file, without .md"
                hint = did_you_mean(key, known, otherwise=otherwise, cutoff=ALIKE)
                yield shelf.problem(one, place, f"there is no letter {key!r}", hint)
            elif key in known and shelf.hides(key, one):
                hint = "a published letter cannot name one that is not"
                yield shelf.problem(one, place, f"the letter {key!r} is not published", hint)


def nothing_follows_twice(shelf: Shelf) -> Iterator[Problem]:
    """Each letter stands once in `follows`."""
    for one in shelf.letters.values():
        for number, key in enumerate(one.follows):
            if key in one.follows[:number]:
                yield shelf.problem(one, ("follows", number), f"{key!r} stands twice", "keep one")


def nothing_follows_itself(shelf: Shelf) -> Iterator[Problem]:
    """No way along `follows` leads back to where it starts."""
    follows = {key: one.follows for key, one in shelf.letters.items() if one.follows}
    while circle := _circle(follows):
        way = " → ".join([*circle, circle[0]])
        problem = f"follows goes round in a circle: {way}"
        first = shelf.letters[circle[0]]
        yield shelf.problem(first, ("follows",), problem, "cut it at one place")
        follows = {key: named for key, named in follows.items() if key not in circle}


def _circle(follows: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return one circle, from its first letter on; empty when there is none."""
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        # It lists the letters from the one that is followed to the one that follows, the first twice.
        circle: list[str] = error.args[1][:0:-1]
        start = circle.index(min(circle))
        return circle[start:] + circle[:start]
    return []


def links_lead_somewhere(shelf: Shelf, one: Outline) -> Iterator[Problem]:
    """Links are http, https, mailto, a footnote or paragraph, or the file of a published letter."""
    lost = 0
    for link in one.links:
        said = f"the link {link.text!r}"
        target = unquote(link.text).strip()
        try:
            parts = urlsplit(target)
        except ValueError:
            yield problem_at(one, link.line, f"{said} cannot be read", "check its brackets")
            continue
        path = normpath(f"{PurePosixPath(one.path).parent}/{parts.path}")
        if parts.scheme:
            if parts.scheme.lower() not in LINK_SCHEMES:
                hint = "links are http, https, mailto or relative"
                yield problem_at(one, link.line, f"{said} has the scheme {parts.scheme!r}", hint)
        elif parts.netloc or target.startswith("/"):
            hint = "links within the archive are relative to this file, as ../2025/2025-05-02-x.md"
            yield problem_at(one, link.line, f"{said} is neither absolute nor relative", hint)
        elif target.startswith("#") or path in shelf.broken:
            continue
        elif path not in shelf.paths:
            names = {PurePosixPath(known).name for known in shelf.paths}
            otherwise = "link to the file of a letter, or to a whole address"
            lost += 1
            near = names if lost <= MOST_HINTS else ()
            hint = did_you_mean(PurePosixPath(path).name, near, otherwise=otherwise, cutoff=ALIKE)
            yield problem_at(one, link.line, f"{said} leads nowhere", hint)
        elif parts.query:
            yield problem_at(one, link.line, f"{said} has a query, which no letter answers", "drop it")
        elif shelf.hides(shelf.paths[path], one):
            hint = "a published letter cannot link to one that is not"
            yield problem_at(one, link.line, f"{said} leads to a letter that is not published", hint)


def days_are_in_order(read: ReadLetter) -> Iterator[Problem]:
    """Nothing in a letter's history comes before the letter."""
    letter = read.letter
    history: list[tuple[Place, str, date]] = []
    if letter.published:
        history.append((("published",), "published", letter.published))
    if letter.withdrawn:
        history.append((("withdrawn",), "withdrawn", letter.withdrawn.date))
    for number, correction in enumerate(letter.corrections):
        history.append((("corrections", number), "corrected", correction.date))
    for place, what, day in history:
        if day < letter.date:
            message = f"the letter of {letter.date} was {what} on {day}, before its date"
            yield read.problem(place, message, "correct one of the days")
    for number, signatory in enumerate(letter.signatories):
        signed = signatory.signed or letter.date
        if signatory.withdrawn and signatory.withdrawn < signed:
            message = f"a signature of {signed} was withdrawn on {signatory.withdrawn}, before it was given"
            yield read.problem(("signatories", number, "withdrawn"), message, "correct one of the days")
