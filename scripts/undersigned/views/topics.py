"""The pages of topics: what is broader, what is narrower, and their letters."""

from collections.abc import Iterator
from functools import partial

from undersigned.archive.archive import Archive
from undersigned.model.registry import Topic
from undersigned.views.addresses import section_address
from undersigned.views.charts import listing_chart
from undersigned.views.listings import letters_listing, listing_facts, newest_day, part_pages
from undersigned.views.view import Crumb, Facts, Part, View


def topic_pages(archive: Archive) -> Iterator[View]:
    """Yield the page of each topic, and the parts of long ones."""
    for topic in archive.topics.values():
        keys = archive.letters_by_topic.get(topic.id, ())
        above = [archive.topics[key] for key in reversed(archive.broader_topics(topic.id))]
        crumbs = [Crumb(title="Topics", address=section_address("topics"))]
        crumbs += [Crumb(title=t.label, address=f"{section_address('topics')}{t.id}/") for t in above]
        view = View(
            address=f"{section_address('topics')}{topic.id}/",
            template="topic.html",
            title=topic.label,
            section="topics",
            facts=partial(topic_facts, archive, topic),
            crumbs=tuple(crumbs),
            modified=newest_day(archive, keys),
        )
        yield view
        yield from part_pages(archive, view, keys, dict)


def topic_facts(archive: Archive, topic: Topic) -> Facts:
    """Return what the page of a topic shows."""
    base = f"{section_address('topics')}{topic.id}/"
    keys = archive.letters_by_topic.get(topic.id, ())
    listing = letters_listing(base, keys, {})
    return listing_facts(
        listing,
        topic.description or f"Public letters on {topic.label}: {len(keys)}.",
        topic=topic,
        chart=listing_chart(base, listing),
        broader=archive.topics[topic.broader] if topic.broader else None,
        narrower=[topic_part(archive, key) for key in archive.narrower_topics.get(topic.id, ())],
    )


def topic_part(archive: Archive, key: str) -> Part:
    """Return a topic with the number of its letters."""
    topic = archive.topics[key]
    count = len(archive.letters_by_topic.get(key, ()))
    return Part(title=topic.label, address=f"{section_address('topics')}{key}/", count=count)
