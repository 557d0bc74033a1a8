"""Compares the words of a letter, and where they lead, with what was published of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from undersigned.outputs.data.comparison import Comparison
from undersigned.outputs.data.digests import DigestsRecord, digest, digests, other_words
from undersigned.outputs.data.undoing import ANY
from undersigned.source.problems import Problem
from undersigned.views.addresses import letter_address

NUMBERS = "mark an inserted paragraph as {#p4a}, and the one after a paragraph that was taken out as {#p6}"


@dataclass(frozen=True)
class Wording(Comparison):
    """The words of a letter; `ids` leads from every id that letters ever had to that of today.

    `root` is the absolute address of the site.
    """

    ids: Mapping[str, str]
    root: str

    def problems(self) -> Iterator[Problem]:
        """Yield what differs without a correction that explains it."""
        yield from self._paragraphs()
        yield from self._notes()
        yield from self._others()
        yield from self._links()

    def _paragraphs(self) -> Iterator[Problem]:
        texts = {one["id"]: one["text"] for one in self.now["text"]["paragraphs"]}
        known = self.was["digests"]["paragraphs"]
        last = max((int(name[1:]) for name in texts if name[1:].isdigit()), default=0)
        for name, before in known.items():
            text = texts.get(name)
            if text is None:
                passed_over = name[1:].isdigit() and int(name[1:]) < last
                if not passed_over:
                    yield self.problem(f"the place #{name} was published, and would be gone", NUMBERS)
                if not self.explains("", before):
                    yield self.problem(f"paragraph {name[1:]} was taken out, and no correction says so")
            elif digest(text) != before and not self.explains(text, before):
                yield self._other_words(name, texts)
        for name, text in texts.items():
            if name not in known and not self.explains(text, digest("")):
                yield self.problem(f"paragraph {name[1:]} is new, and no correction says so")
        if [name for name in known if name in texts] != [name for name in texts if name in known]:
            hint = "put each back, or take its name {#p4a} away, and say in a correction that it moved"
            yield self.problem("its paragraphs stand in another order", hint)

    def _other_words(self, name: str, texts: Mapping[str, str]) -> Problem:
        before = self.was["digests"]["paragraphs"][name]
        moved = next((other for other, text in texts.items() if digest(text) == before), None)
        if moved:
            message = f"#{name} would lead to other words: its own are those of #{moved} now"
            return self.problem(message, NUMBERS)
        return self.problem(f"the words of paragraph {name[1:]} differ, and no correction explains it")

    def _notes(self) -> Iterator[Problem]:
        known, texts = self.was["digests"]["notes"], self.now["text"]["notes"]
        for number in range(max(len(known), len(texts))):
            before = known[number] if number < len(known) else digest("")
            text = texts[number] if number < len(texts) else ""
            if digest(text) != before and not self.explains(text, before):
                yield self.problem(f"note {number + 1} differs, and no correction explains it")

    def _others(self) -> Iterator[Problem]:
        words, known = other_words(self.now), self.was["digests"].get("others", digest(""))
        if digest(words) != known and not self.explains(words, known):
            yield self.problem("a heading or a table differs, and no correction explains it")

    def _links(self) -> Iterator[Problem]:
        """Words that are what they were lead where they did; what is said of others goes for their links."""
        then, now = _places(self.was["digests"]), _places(digests(self.now))
        known = [(one["place"], self._today(one["url"])) for one in self.was.get("links", ())]
        links = [(one["place"], one["url"]) for one in self.now["links"]]
        for place in dict.fromkeys(name for name, _ in [*known, *links]):
            before, text = ("\n".join(url for name, url in some if name == place) for some in (known, links))
            is_same = then.get(place.partition("~")[0]) == now.get(place.partition("~")[0])
            if before != text and is_same and not self.explains(text, digest(before), ANY):
                yield self.problem(f"a link at #{place} leads elsewhere, and no correction explains it")

    def _today(self, link: str) -> str:
        """Return where a link that was published leads now, if the letter there has another id."""
        home = self.root + letter_address("").rstrip("/") + "/"
        key, slash, rest = link.removeprefix(home).partition("/")
        return f"{home}{self.ids.get(key, key)}{slash}{rest}" if link.startswith(home) else link


def _places(known: DigestsRecord) -> dict[str, str]:
    """Return the digests of words by the name of their place, as `links` has it."""
    notes = {f"fn:{number}": one for number, one in enumerate(known["notes"], start=1)}
    return known["paragraphs"] | notes | {"other": known.get("others", "")}
