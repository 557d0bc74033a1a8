"""Compares the letters of an archive with letters.json as it is published: nothing may change in silence."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from undersigned.archive.archive import Archive
from undersigned.outputs.data.digests import digest, printed_facts, private_lines
from undersigned.outputs.data.shape import CorrectionRecord, DigestsRecord, LetterRecord
from undersigned.outputs.data.undoing import ANY, BODY, explain
from undersigned.outputs.data.whole import entry_ids
from undersigned.source.problems import Problem

Json = Mapping[str, object]
SETTLED = ("title", "language", "published", "source", "summary")
"""What the archive says of a letter in one value; it may be added to a letter that has none."""
NUMBERS = "mark an inserted paragraph as {#p4a}, and the one after a paragraph that was taken out as {#p6}"
CORRECT = "add a correction that says it, or restore what was published"


class PublishedError(ValueError):
    """This is no letters.json of an archive; the message is one sentence that says what is wrong."""


def compare(
    archive: Archive, published: object, record_of: Callable[[str], LetterRecord]
) -> Iterator[Problem]:
    """Yield what would break a link to what is published, or change it without a correction that says so.

    `published` is what letters.json holds, as JSON has it; `record_of` returns the record of a letter of
    the archive as it is now. Raises PublishedError.
    """
    letters, entries, address = _read(published)
    if address != archive.settings.absolute(""):
        message = f"the site is published at {address}: with another site_url, every address changes"
        yield Problem(path="mkdocs.yml", line=1, message=message, hint="keep the address")
    folder = archive.settings.letters
    ids = {key: key for key in archive.letters}
    ids |= {former: card.id for card in archive.letters.values() for former in card.former_ids}
    topics = {former: one.id for one in archive.topics.values() for former in (one.id, *one.former_ids)}
    for was in letters:
        names = (str(was["id"]), *cast("Sequence[str]", was["former_ids"]))
        for name in names:
            if name not in ids:
                message = f"the letter {name!r} was published, and its address would lead nowhere"
                hint = "restore it, or name this id among the former_ids of the letter that it became"
                yield Problem(path=f"{folder}/", line=1, message=message, hint=hint)
        if names[0] in ids:
            key = ids[names[0]]
            yield from Compared(archive.letters[key].path, was, record_of(key), ids, topics).problems()
    known = entry_ids(archive)
    for registry, keys in entries.items():
        for key in sorted(set(keys) - set(known.get(registry, ()))):
            message = f"{key!r} was published, and its address would lead nowhere"
            hint = "restore the entry, or name this id among the former_ids of the one that it became"
            yield Problem(path=f"{folder}/{registry}.yml", line=1, message=message, hint=hint)


def _read(published: object) -> tuple[list[Json], Mapping[str, Sequence[str]], str]:
    try:
        said = cast("Mapping[str, list[Json]]", published)
        site = cast("Json", published["site"])  # type: ignore[index]  # whatever it is
        for letter in said["letters"]:
            _ = letter["id"], letter["former_ids"], cast("Json", letter["digests"])["paragraphs"]
        return said["letters"], cast("Mapping[str, Sequence[str]]", said["entries"]), str(site["url"])
    except (LookupError, TypeError, AttributeError):
        msg = "it is not the letters.json of an archive, or one without digests"
        raise PublishedError(msg) from None


@dataclass(frozen=True)
class Compared:
    """A letter as it was published, and as it is `now`; its file lies at `path`.

    `ids` and `topics` lead from every id that letters and topics ever had to that of today.
    """

    path: str
    was: Json
    now: LetterRecord
    ids: Mapping[str, str]
    topics: Mapping[str, str]

    def problems(self) -> Iterator[Problem]:
        """Yield what differs without a correction that explains it."""
        yield from self._paragraphs()
        yield from self._notes()
        yield from self._facts()
        yield from self._private()
        yield from self._withdrawals()
        yield from self._history()
        yield from self._attachments()
        yield from self._settled()

    @cached_property
    def _digests(self) -> DigestsRecord:
        return cast("DigestsRecord", self.was["digests"])

    @cached_property
    def _fresh(self) -> list[CorrectionRecord]:
        """The corrections that were not published yet."""
        known = cast("list[CorrectionRecord]", self.was["corrections"])
        return [one for one in self.now["corrections"] if one not in known]

    def _problem(self, message: str, hint: str = CORRECT) -> Problem:
        return Problem(path=self.path, line=1, message=message, hint=hint)

    def _explains(self, text: str, known: str, kinds: frozenset[str] = BODY) -> bool:
        """Whether the text that has the digest `known` became `text` by corrections that say so."""
        return explain(self._fresh, kinds, text, lambda before: digest(before) == known)

    def _paragraphs(self) -> Iterator[Problem]:
        texts = {one["id"]: one["text"] for one in self.now["text"]["paragraphs"]}
        known = self._digests["paragraphs"]
        last = max((int(name[1:]) for name in texts if name[1:].isdigit()), default=0)
        for name, before in known.items():
            text = texts.get(name)
            if text is None:
                passed_over = name[1:].isdigit() and int(name[1:]) < last
                if not passed_over:
                    yield self._problem(f"the place #{name} was published, and would be gone", NUMBERS)
                if not self._explains("", before):
                    yield self._problem(f"paragraph {name[1:]} was taken out, and no correction says so")
            elif digest(text) != before and not self._explains(text, before):
                yield self._other_words(name, texts)
        for name, text in texts.items():
            if name not in known and not explain(self._fresh, BODY, text, lambda rest: not rest):
                yield self._problem(f"paragraph {name[1:]} is new, and no correction says so")

    def _other_words(self, name: str, texts: Mapping[str, str]) -> Problem:
        before = self._digests["paragraphs"][name]
        moved = next((other for other, text in texts.items() if digest(text) == before), None)
        if moved:
            hint = "an inserted paragraph is marked with a letter, as {#p4a}; after one that was taken out, "
            hint += "the next keeps its own number, as {#p6}"
            return self._problem(
                f"#{name} would lead to other words: its own are those of #{moved} now", hint
            )
        return self._problem(f"the words of paragraph {name[1:]} differ, and no correction explains it")

    def _notes(self) -> Iterator[Problem]:
        known, texts = self._digests["notes"], self.now["text"]["notes"]
        for number in range(max(len(known), len(texts))):
            before = known[number] if number < len(known) else digest("")
            text = texts[number] if number < len(texts) else ""
            if digest(text) != before and not self._explains(text, before):
                yield self._problem(f"note {number + 1} differs, and no correction explains it")

    def _facts(self) -> Iterator[Problem]:
        facts = printed_facts(self.now)
        if digest(facts) != self._digests["facts"] and not self._explains(facts, self._digests["facts"], ANY):
            what = "the date, an address, the subject or a signatory"
            message = f"{what} differs from what was published, and no correction explains it"
            yield self._problem(message, f"{CORRECT}; where a whole line came or went, with a note alone")

    def _private(self) -> Iterator[Problem]:
        lines = private_lines(self.now)
        missing = Counter(self._digests["also_signed"]) - Counter(map(digest, lines))
        erased = self.now["erased"] - cast("int", self.was["erased"])
        if erased < 0:
            yield self._problem(f"'erased' counts {-erased} fewer than was published", "keep the tally true")
        explained = sum(any(self._explains(line, one) for line in lines) for one in missing.elements())
        if missing.total() - explained > max(erased, 0):
            hint = "count those who asked to go in 'erased', or add a correction of the name"
            yield self._problem("somebody of also_signed is gone or has another name", hint)

    def _withdrawals(self) -> Iterator[Problem]:
        if "withdrawn" in self.was and "withdrawn" not in self.now:
            yield self._problem("the letter was withdrawn, and no longer says so", "restore 'withdrawn'")
        signed = {one["name"]: one for one in self.now["signatories"]}
        for one in cast("list[Json]", self.was["signatories"]):
            name = str(one["name"])
            if name in signed:
                if "withdrawn" in one and "withdrawn" not in signed[name]:
                    yield self._problem(f"the signature of {name} was withdrawn, and no longer says so")
            elif "signed" in one and not any(self._explains(other, digest(name), ANY) for other in signed):
                yield self._problem(f"the signature of {name} is gone: one that is withdrawn stays")

    def _history(self) -> Iterator[Problem]:
        for one in cast("list[CorrectionRecord]", self.was["corrections"]):
            if one not in self.now["corrections"]:
                hint = "a correction stays as it was published: correct it by another"
                yield self._problem(f"the correction of {one['date']} differs or is gone", hint)
        events = [(one["date"], one["kind"], one["title"]) for one in self.now["events"]]
        for event in cast("list[dict[str, str]]", self.was["events"]):
            known = (event["date"], event["kind"], event["title"])
            titles = ["", *(title for *when, title in events if when == [*known[:2]])]
            if known not in events and not any(self._says(event["title"], title) for title in titles):
                yield self._problem(f"the event of {event['date']} differs or is gone")

    def _attachments(self) -> Iterator[Problem]:
        files = {one["file"]: one["sha256"] for one in self.now["attachments"]}
        for one in cast("list[dict[str, str]]", self.was["attachments"]):
            name = one["file"]
            if name not in files:
                yield self._problem(f"the attachment {name!r} was published, and would be gone", "restore it")
            elif files[name] != one["sha256"] and not self._fresh:
                yield self._problem(f"the attachment {name!r} holds other bytes, and no correction says so")

    def _settled(self) -> Iterator[Problem]:
        now = cast("Json", self.now)
        for key in SETTLED:
            before = self.was.get(key, "")
            if key == "summary" and digest(str(before)) in self._digests["paragraphs"].values():
                # A paragraph that serves as summary is compared as what it is.
                continue
            if before and before != now.get(key) and not self._says(str(before), str(now.get(key, ""))):
                yield self._problem(f"{key!r} differs from what was published, and no correction explains it")
        pairs = (("topics", self.topics), ("follows", self.ids))
        for key, today in pairs:
            there = {one["id"] for one in cast("list[dict[str, str]]", now[key])}
            for one in cast("list[dict[str, str]]", self.was[key]):
                if today.get(one["id"]) not in there and not self._says(one["id"], ""):
                    yield self._problem(f"{one['id']!r} is gone from {key!r}, and no correction explains it")

    def _says(self, before: str, now: str) -> bool:
        """Whether a correction of what the archive says explains how something became what it is now."""
        return explain(self._fresh, {"metadata"}, now, lambda text: text == before)
