"""The shape of a letter's record: every field, what it means, and whether it is always there."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from undersigned.model.letter import AttachmentKind

Day = Annotated[str, Field(json_schema_extra={"format": "date"}, pattern=r"^\d{4}-\d{2}-\d{2}$")]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Lines = Annotated[list[str], Field(min_length=1)]


class TopicReference(TypedDict):
    """A topic of the letter."""

    id: Annotated[str, Field(description="The topic's id, for ever.")]
    label: Annotated[str, Field(description="What the archive calls the topic today.")]
    url: Annotated[Address, Field(description="The topic's page.")]


class LetterReference(TypedDict):
    """Another letter of the archive."""

    id: Annotated[str, Field(description="The letter's id, for ever.")]
    url: Annotated[Address, Field(description="The letter's page.")]


class OfficeReference(TypedDict):
    """An office, as the registry has it."""

    id: Annotated[str, Field(description="The office's id, for ever.")]
    label: Annotated[str, Field(description="What the archive calls the office.")]
    role: NotRequired[Annotated[str, Field(description="The kind of office: Attorney General.")]]
    jurisdiction: NotRequired[
        Annotated[str, Field(description="Where it has authority, as an ISO 3166 code: US, US-NC.")]
    ]
    url: Annotated[Address, Field(description="The office's page.")]


# One of its keys is a word of Python's own, which no class body can hold.
CorrespondentRecord = TypedDict(
    "CorrespondentRecord",
    {
        "name": Annotated[str, Field(description="The name as the letter prints it.")],
        "title": NotRequired[
            Annotated[Lines, Field(description="The lines beneath the name, as the letter prints them.")]
        ],
        "address": NotRequired[
            Annotated[Lines, Field(description="The lines of the address, as the letter prints them.")]
        ],
        "id": NotRequired[
            Annotated[str, Field(description="The id in people.json or organizations.json, for ever.")]
        ],
        "kind": NotRequired[
            Annotated[Literal["person", "organization"], Field(description="Which of the two `id` is of.")]
        ],
        "url": NotRequired[Annotated[Address, Field(description="The correspondent's page.")]],
        "office": NotRequired[
            Annotated[OfficeReference, Field(description="The office held on the day of the letter.")]
        ],
        "party": NotRequired[
            Annotated[str, Field(description="The party in that office, where the registry has it.")]
        ],
        "by": NotRequired[Annotated[str, Field(description="Who signed for an organization.")]],
        "for": NotRequired[Annotated[str, Field(description="On whose behalf.")]],
        "lead": NotRequired[
            Annotated[Literal[True], Field(description="Its name has the whole width of the block.")]
        ],
        "signed": NotRequired[
            Annotated[Day, Field(description="The day of signing; every signatory has one.")]
        ],
        "withdrawn": NotRequired[
            Annotated[Day, Field(description="The day on which the signature was withdrawn.")]
        ],
    },
)
CorrespondentRecord.__doc__ = "A person or an organization in one role of the letter."


class PrivateSignatoryRecord(TypedDict):
    """A signatory who is printed and counted, but has no id and no page."""

    name: Annotated[str, Field(description="The name as the letter prints it.")]
    title: NotRequired[Annotated[str, Field(description="The line beneath the name.")]]


class EventRecord(TypedDict):
    """What happened after the letter was sent."""

    date: Annotated[Day, Field(description="The day of the event.")]
    kind: Annotated[
        Literal["deadline", "response", "outcome", "press-release"], Field(description="What it is.")
    ]
    title: Annotated[str, Field(description="What happened, in a few words.")]
    url: NotRequired[Annotated[Address, Field(description="Where to read of it.")]]
    letter: NotRequired[Annotated[LetterReference, Field(description="The letter that it is.")]]


class AttachmentRecord(TypedDict):
    """A file that belongs to the letter."""

    file: Annotated[str, Field(description="Its name beside the letter.")]
    url: Annotated[Address, Field(description="Where it is to be had.")]
    kind: Annotated[
        AttachmentKind,
        Field(description="The signed original, a version for assistive technology, or an appendix."),
    ]
    label: Annotated[str, Field(description="What a link to it says.")]
    type: Annotated[str, Field(description="Its media type.")]
    size: Annotated[int, Field(description="Its length in bytes.")]
    pages: NotRequired[Annotated[int, Field(description="The number of its pages, where that is known.")]]
    sha256: Annotated[str, Field(description="Its SHA-256, in hexadecimal.", pattern="^[0-9a-f]{64}$")]


class CorrectionRecord(TypedDict):
    """A change made in the open after the letter was published."""

    date: Annotated[Day, Field(description="The day of the correction.")]
    kind: Annotated[
        Literal["name", "text", "transcription", "metadata"], Field(description="What was corrected.")
    ]
    was: NotRequired[Annotated[str, Field(description="What stood there before.")]]
    now: NotRequired[Annotated[str, Field(description="What stands there now.")]]
    note: NotRequired[Annotated[str, Field(description="Why, or what else there is to say.")]]


class WithdrawalRecord(TypedDict):
    """That the letter was withdrawn; it stays in the archive and says so."""

    date: Annotated[Day, Field(description="The day of the withdrawal.")]
    note: NotRequired[Annotated[str, Field(description="Why.")]]


class Forms(TypedDict):
    """The addresses of the letter in its other forms."""

    html: Annotated[Address, Field(description="The page.")]
    json: Annotated[Address, Field(description="This record.")]
    markdown: Annotated[Address, Field(description="The source, as its editors wrote it.")]
    text: Annotated[Address, Field(description="Plain text.")]
    embed: Annotated[Address, Field(description="A card for a frame on another site.")]
    oembed: Annotated[Address, Field(description="oEmbed 1.0, as JSON.")]
    bibtex: Annotated[Address, Field(description="A citation as BibTeX.")]
    ris: Annotated[Address, Field(description="A citation as RIS.")]
    csl: Annotated[Address, Field(description="A citation as CSL-JSON.")]


class Paragraph(TypedDict):
    """One paragraph of the body, in lists and quotations too."""

    id: Annotated[str, Field(description="Its name on the page: p1, p2, p2a.")]
    url: Annotated[Address, Field(description="The address that opens at it.")]
    text: Annotated[str, Field(description="Its words, without the marks of notes.")]


class Text(TypedDict):
    """The words of the letter, from the salutation to the closing."""

    paragraphs: Annotated[list[Paragraph], Field(description="The paragraphs in order.")]
    notes: Annotated[list[str], Field(description="The notes, in the order of first mention.")]
    others: NotRequired[
        Annotated[Lines, Field(description="What stands in no paragraph: headings and the rows of tables.")]
    ]


class LinkRecord(TypedDict):
    """Where some words of the letter lead to."""

    place: Annotated[
        str, Field(description="Where they stand: p2, fn:1, or other~1 for what is no paragraph.")
    ]
    url: Annotated[Address, Field(description="Where they lead to.")]


class LetterRecord(TypedDict):
    """Everything public that the archive knows of a letter."""

    schema_version: Annotated[
        str, Field(description="The version of this shape; 1.x only adds fields.", pattern=r"^1\.\d+$")
    ]
    id: Annotated[str, Field(description="The letter's id, for ever; it starts with its date.")]
    url: Annotated[Address, Field(description="The letter's page, for ever.")]
    title: Annotated[str, Field(description="What the archive calls the letter; not the letter's own words.")]
    date: Annotated[Day, Field(description="The date on the letter.")]
    published: Annotated[Day, Field(description="The day on which the archive published it.")]
    updated: Annotated[
        Day,
        Field(description="The day of the newest correction, withdrawal or event, otherwise as published."),
    ]
    language: Annotated[str, Field(description="The language of the letter (BCP 47).")]
    subject: NotRequired[Annotated[str, Field(description="The subject line that the letter prints.")]]
    summary: NotRequired[
        Annotated[str, Field(description="The archive's summary; otherwise the first paragraph.")]
    ]
    letterhead: Annotated[list[str], Field(description="The lines of the letterhead.")]
    via: Annotated[list[str], Field(description="How it was sent, as printed: VIA E-MAIL.")]
    topics: Annotated[list[TopicReference], Field(description="What the letter is about.")]
    signatories: Annotated[
        list[CorrespondentRecord],
        Field(description="Who signed, in the letter's order; those who withdrew later too."),
    ]
    also_signed: Annotated[
        list[PrivateSignatoryRecord], Field(description="Private signatories, in the letter's order.")
    ]
    erased: Annotated[int, Field(description="How many private signatories asked to go.", ge=0)]
    signatures: Annotated[
        int, Field(description="How many signed and stand by it: named, private and erased.", ge=0)
    ]
    recipients: Annotated[
        list[CorrespondentRecord], Field(description="To whom it was written; nobody for an open letter.")
    ]
    cc: Annotated[list[CorrespondentRecord], Field(description="Who received a copy.")]
    follows: Annotated[list[LetterReference], Field(description="The letters that it answers or continues.")]
    followed_by: Annotated[
        list[LetterReference], Field(description="The letters that answer or continue it.")
    ]
    exchange: NotRequired[
        Annotated[
            LetterReference,
            Field(
                description="The oldest of all letters that answer or continue each other, this one included."
            ),
        ]
    ]
    events: Annotated[list[EventRecord], Field(description="What happened afterwards.")]
    corrections: Annotated[list[CorrectionRecord], Field(description="What was corrected in the open.")]
    withdrawn: NotRequired[
        Annotated[WithdrawalRecord, Field(description="That the letter was withdrawn; otherwise absent.")]
    ]
    attachments: Annotated[list[AttachmentRecord], Field(description="The files that belong to it.")]
    links: Annotated[list[LinkRecord], Field(description="Where its words lead to, in order.")]
    former_ids: Annotated[list[str], Field(description="Ids that it had before; their addresses lead here.")]
    source: NotRequired[Annotated[str, Field(description="Where the text was taken from.")]]
    publisher: NotRequired[Annotated[str, Field(description="Who publishes the archive.")]]
    rights: NotRequired[
        Annotated[str, Field(description="The licence of the letters, as the archive says it.")]
    ]
    sha256: Annotated[
        str, Field(description="The SHA-256 of the source, in hexadecimal.", pattern="^[0-9a-f]{64}$")
    ]
    forms: Annotated[Forms, Field(description="The letter in its other forms.")]
    text: Annotated[Text, Field(description="The words of the letter.")]
