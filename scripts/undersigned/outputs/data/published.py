"""Compares the letters of an archive with letters.json as it is published: nothing may change in silence."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap
from typing import cast

from undersigned.archive.archive import Archive
from undersigned.outputs.data.comparison import CORRECT, Comparison
from undersigned.outputs.data.digests import (
    digest,
    late_lines,
    printed_facts,
    printed_names,
    private_lines,
)
from undersigned.outputs.data.known import KnownEvent, read
from undersigned.outputs.data.shape import EventRecord, LetterRecord, WithdrawalRecord
from undersigned.outputs.data.undoing import ANY, BODY, WORDS, explain, only_noted
from undersigned.outputs.data.whole import entry_ids
from undersigned.outputs.data.wording import Wording
from undersigned.source.problems import Problem

LINES = f"{CORRECT}; where a whole line came or went, with a note alone"
SETTLED = ("title", "language", "published", "source", "summary")
"""What the archive says of a letter in one value; it may be added to a letter that has none."""


def compare(
    archive: Archive, published: object, record_of: Callable[[str], LetterRecord]
) -> Iterator[Problem]:
    """Yield what would break a link to what is published, or change it without a correction that says so.

    `published` is what letters.json holds, as JSON has it; `record_of` returns the record of a letter of
    the archive as it is now. Raises PublishedError.
    """
    known = read(published)
    address, root = known["site"]["url"], archive.settings.absolute("")
    if address != root:
        message = f"the site is published at {address}: with another site_url, every address changes"
        yield Problem(path="mkdocs.yml", line=1, message=message, hint="keep the address")
    folder = archive.settings.letters
    ids = {key: key for key in archive.letters}
    ids |= {former: card.id for card in archive.letters.values() for former in card.former_ids}
    topics = {former: one.id for one in archive.topics.values() for former in (one.id, *one.former_ids)}
    found = (*archive.people.values(), *archive.organizations.values())
    people = {former: one.id for one in found for former in (one.id, *one.former_ids)}
    for was in known["letters"]:
        names = (was["id"], *was["former_ids"])
        for name in names:
            if name not in ids:
                message = f"the letter {name!r} was published, and its address would lead nowhere"
                hint = "restore it, or name this id among the former_ids of the letter that it became"
                yield Problem(path=f"{folder}/", line=1, message=message, hint=hint)
        if names[0] in ids:
            key = ids[names[0]]
            path, now = archive.letters[key].path, record_of(key)
            yield from Wording(path, was, now, ids, root).problems()
            yield from Compared(path, was, now, ids, topics, people).problems()
    there = entry_ids(archive)
    for registry, keys in known["entries"].items():
        for key in sorted(set(keys) - set(there.get(registry, ()))):
            message = f"{key!r} was published, and its address would lead nowhere"
            hint = "restore the entry, or name this id among the former_ids of the one that it became"
            yield Problem(path=f"{folder}/{registry}.yml", line=1, message=message, hint=hint)


@dataclass(frozen=True)
class Compared(Comparison):
    """All of a letter but its words.

    `ids`, `topics` and `people` lead from every id that letters, topics and correspondents ever had to
    that of today.
    """

    ids: Mapping[str, str]
    topics: Mapping[str, str]
    people: Mapping[str, str]

    def problems(self) -> Iterator[Problem]:
        """Yield what differs without a correction that explains it."""
        yield from self._facts()
        yield from self._persons()
        yield from self._private()
        yield from self._late()
        yield from self._withdrawals()
        yield from self._history()
        yield from self._attachments()
        yield from self._settled()

    def _facts(self) -> Iterator[Problem]:
        known = self.was["digests"]
        facts, names = printed_facts(self.now), printed_names(self.now)
        if digest(facts) != known["facts"] and not self.explains(facts, known["facts"], ANY):
            what = "the date, the letterhead or the subject"
            yield self.problem(f"{what} differs, and no correction explains it", LINES)
        if digest(names) != known["names"] and not explain(
            self.fresh, ANY, names, lambda before: digest(before) == known["names"], noted=BODY
        ):
            yield self.problem("an address or a signatory differs, and no correction explains it", LINES)

    def _persons(self) -> Iterator[Problem]:
        """A name that stands there still is that of the same person or organization."""
        pairs = (
            (self.was["signatories"], self.now["signatories"]),
            (self.was["recipients"], self.now["recipients"]),
            (self.was["cc"], self.now["cc"]),
        )
        for known, there in pairs:
            names = {one["name"] for one in there}
            today = Counter((one["name"], one.get("id")) for one in there)
            before = ((one["name"], self.people.get(one["id"])) for one in known if "id" in one)
            for name, key in Counter(before) - today:
                if name in names and key and not any(self.says(key, str(now)) for _, now in today):
                    yield self.problem(f"{name} is no longer {key!r}, and no correction explains it")

    def _private(self) -> Iterator[Problem]:
        lines = private_lines(self.now)
        missing = Counter(self.was["digests"]["also_signed"]) - Counter(map(digest, lines))
        erased = self.now["erased"] - self.was["erased"]
        if erased < 0:
            yield self.problem(f"'erased' counts {-erased} fewer than was published", "keep the tally true")
        explained = sum(any(self.explains(line, one) for line in lines) for one in missing.elements())
        if missing.total() - explained > max(erased, 0):
            hint = "count those who asked to go in 'erased', or add a correction of the name"
            yield self.problem("somebody of also_signed is gone or has another name", hint)

    def _withdrawals(self) -> Iterator[Problem]:
        if "withdrawn" in self.was and "withdrawn" not in self.now:
            yield self.problem("the letter was withdrawn, and no longer says so", "restore 'withdrawn'")
        elif "withdrawn" in self.was:
            before, now = (_said(one["withdrawn"]) for one in (self.was, self.now))
            if before != now and not self.says(before, now):
                yield self.problem("what is said of its withdrawal differs, and no correction explains it")
        still = Counter((one["name"], one.get("withdrawn")) for one in self.now["signatories"])
        for one in self.was["signatories"]:
            name, day = one["name"], one.get("withdrawn")
            if day is None:
                continue
            if still[name, day]:
                still[name, day] -= 1
            elif not any(at == day and self.explains(other, digest(name), ANY) for other, at in still):
                yield self.problem(f"the signature of {name} was withdrawn, and no longer says so")

    def _late(self) -> Iterator[Problem]:
        """Whoever signed later stays, as printed."""
        lines = late_lines(self.now)
        missing = Counter(self.was["digests"]["late"]) - Counter(map(digest, lines))
        late = [one["name"] for one in self.was["signatories"] if one.get("signed", "") > self.was["date"]]
        for name, known in zip(late, self.was["digests"]["late"], strict=False):
            if missing[known]:
                missing[known] -= 1
                if not any(self.explains(line, known, ANY) for line in lines):
                    yield self.problem(
                        f"the signature of {name} differs or is gone: one that is withdrawn stays"
                    )

    def _history(self) -> Iterator[Problem]:
        for one in self.was["corrections"]:
            if one not in self.now["corrections"]:
                hint = "a correction stays as it was published: correct it by another"
                yield self.problem(f"the correction of {one['date']} differs or is gone", hint)
        for event in self.was["events"]:
            before = self._event(event)
            events = [self._event(one) for one in self.now["events"]]
            there = any(one[:3] == before[:3] and before[3] in ("", one[3]) for one in events)
            changed = (("\n".join(before), "\n".join(one)) for one in events)
            if not there and not any(starmap(self.says, (*changed, (event["title"], "")))):
                yield self.problem(f"the event of {event['date']} differs or is gone")

    def _event(self, one: KnownEvent | EventRecord) -> tuple[str, str, str, str]:
        """Return what an event says, and where it leads, which may come later."""
        key = one["letter"]["id"] if "letter" in one else ""
        return one["date"], one["kind"], one["title"], one.get("url") or self.ids.get(key, key)

    def _attachments(self) -> Iterator[Problem]:
        files = {one["file"]: one for one in self.now["attachments"]}
        for one in self.was["attachments"]:
            name = one["file"]
            if name not in files:
                yield self.problem(f"the attachment {name!r} was published, and would be gone", "restore it")
                continue
            now = files[name]
            if now["sha256"] != one["sha256"] and not self._tells_of(name):
                yield self.problem(f"the attachment {name!r} holds other bytes, and no correction says so")
            before, label = (f"{some['kind']} {some['label']}" for some in (one, now))
            if before != label and not self.says(before, label):
                yield self.problem(f"the attachment {name!r} is said to be something else")

    def _tells_of(self, file: str) -> bool:
        """Whether a correction says in a note that a file has other bytes: no words of it can be quoted."""
        named = any(file in one.get("note", "") for one in self.fresh)
        return named or only_noted(self.fresh, WORDS | {"metadata"})

    def _settled(self) -> Iterator[Problem]:
        was, now = (cast("Mapping[str, str]", one) for one in (self.was, self.now))
        for key in SETTLED:
            before = was.get(key, "")
            if key == "summary" and digest(before) in self.was["digests"]["paragraphs"].values():
                # A paragraph that serves as summary is compared as what it is.
                continue
            if before and before != now.get(key) and not self.says(before, now.get(key, "")):
                yield self.problem(f"{key!r} differs from what was published, and no correction explains it")
        pairs = (
            ("topics", self.topics, self.was["topics"], self.now["topics"]),
            ("follows", self.ids, self.was["follows"], self.now["follows"]),
        )
        for key, today, named, names_now in pairs:
            there = {one["id"] for one in names_now}
            for one in named:
                if today.get(one["id"]) not in there and not self.says(one["id"], ""):
                    yield self.problem(f"{one['id']!r} is gone from {key!r}, and no correction explains it")


def _said(withdrawal: WithdrawalRecord) -> str:
    return f"{withdrawal['date']} {withdrawal.get('note', '')}".strip()
