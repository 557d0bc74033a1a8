"""What is read of letters.json as it is published: it may come from anywhere, and all is checked."""

from functools import cache
from typing import NotRequired

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from undersigned.outputs.data.digests import DigestsRecord
from undersigned.outputs.data.shape import CorrectionRecord, LinkRecord, WithdrawalRecord


class PublishedError(ValueError):
    """This is no letters.json of an archive; the message is one sentence that says what is wrong."""


class Reference(TypedDict):
    """A letter or a topic."""

    id: str


class KnownCorrespondent(TypedDict):
    """A correspondent; `signed` is there where it is not the letter's day."""

    name: str
    id: NotRequired[str]
    signed: NotRequired[str]
    withdrawn: NotRequired[str]


class KnownEvent(TypedDict):
    """What happened, and where to read of it."""

    date: str
    kind: str
    title: str
    url: NotRequired[str]
    letter: NotRequired[Reference]


class KnownAttachment(TypedDict):
    """A file that belongs to a letter."""

    file: str
    kind: str
    label: str
    sha256: str


class Known(TypedDict):
    """A letter as it was published."""

    id: str
    date: str
    title: NotRequired[str]
    language: NotRequired[str]
    published: NotRequired[str]
    source: NotRequired[str]
    summary: NotRequired[str]
    former_ids: list[str]
    topics: list[Reference]
    follows: list[Reference]
    signatories: list[KnownCorrespondent]
    recipients: list[KnownCorrespondent]
    cc: list[KnownCorrespondent]
    erased: int
    events: list[KnownEvent]
    corrections: list[CorrectionRecord]
    withdrawn: NotRequired[WithdrawalRecord]
    attachments: list[KnownAttachment]
    links: NotRequired[list[LinkRecord]]
    digests: DigestsRecord


class Site(TypedDict):
    """Where a site is."""

    url: str


class Published(TypedDict):
    """What letters.json holds, as far as it is compared."""

    site: Site
    entries: dict[str, list[str]]
    letters: list[Known]


def read(published: object) -> Published:
    """Return what letters.json holds, as JSON has it. Raises PublishedError."""
    try:
        return _adapter().validate_python(published, strict=True)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        msg = f"it is not the letters.json of an archive, or one without digests (at {place or 'its start'})"
        raise PublishedError(msg) from None


@cache
def _adapter() -> TypeAdapter[Published]:
    return TypeAdapter(Published)
