"""What programs send and get: each field with its kind and its bounds."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

ROWS = 50
BIGGEST = 2**31 - 1


def clean(text: str) -> str:
    """Refuse the one sign that PostgreSQL keeps in no text."""
    if "\0" in text:
        raise ValueError(_("This text holds a zero."))
    return text


Text = Annotated[str, Field(max_length=100_000), AfterValidator(clean)]
Link = Annotated[str, Field(max_length=500), AfterValidator(clean)]
Word = Annotated[str, Field(max_length=64), AfterValidator(clean)]
Number = Annotated[int, Field(ge=1, le=BIGGEST)]


class Sent(Schema):
    """A body: kinds are not guessed, and a field that we do not know is refused."""

    model_config = ConfigDict(strict=True, extra="forbid")


Media = Annotated[list[Number], Field(max_length=10)]


def described(text: str) -> str:
    """Refuse words that say nothing."""
    if not text.strip():
        raise ValueError(_("Say in words what it shows."))
    return clean(text).strip()


def filled(text: str) -> str:
    """Refuse an empty text; what is not empty stays as it is."""
    if not text.strip():
        raise ValueError(_("This text is empty."))
    return clean(text)


class NewMedium(Sent):
    alt: Annotated[str, Field(max_length=1000), AfterValidator(described)] = Field(
        description="What the picture or film shows, for who does not see it."
    )


class Caption(Sent):
    language: Annotated[str, Field(min_length=2, max_length=35), AfterValidator(clean)]
    name: Annotated[str, Field(max_length=150), AfterValidator(clean)] = ""
    text: Annotated[str, Field(max_length=400_000), AfterValidator(filled)] = Field(
        description="SRT or WebVTT."
    )


class FilmOptions(Sent):
    """What a film says on YouTube besides; what is empty is as the channel has it."""

    title: Annotated[str, Field(max_length=100), AfterValidator(clean)] | None = Field(
        None, description="Else the first line of the text."
    )
    tags: Annotated[list[Word], Field(max_length=60)] | None = None
    playlist: Annotated[str, Field(max_length=100), AfterValidator(clean)] | None = None
    privacy: Literal["", "public", "unlisted"] | None = None
    captions: Annotated[list[Caption], Field(max_length=20)] | None = None


ByChannel = Annotated[dict[Word, FilmOptions], Field(max_length=50)]


class NewContent(Sent):
    text: Text = ""
    link: Link = ""
    channels: Annotated[list[Number], Field(min_length=1, max_length=50)]
    scheduled_at: Word | None = Field(
        None, description="ISO 8601; without an offset on the clock of the office."
    )
    useless_at: Word | None = Field(
        None, description="After this hour it is never sent."
    )
    in_slots: bool = Field(
        default=False, description="In the next free slot of each channel."
    )
    late_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60
    media: Media = Field(
        [], description="Media that were sent ahead, in the order of the post."
    )
    films: ByChannel | None = Field(
        None, description="By channel of YouTube: what its film says besides."
    )


class Revised(Sent):
    text: Text
    link: Link = ""
    own: Annotated[dict[Word, Text], Field(max_length=50)] | None = Field(
        None, description="By channel: its own text. Left out, what is there stays."
    )
    media: Media = Field(
        [], description="Media that were sent ahead; they come after those there."
    )
    dropped: Media = Field([], description="Media of this content that it loses.")
    films: ByChannel | None = Field(
        None, description="As for a new content. What is left out stays as it is."
    )


class Approval(Sent):
    digests: Annotated[dict[Word, Word], Field(max_length=200)] = Field(
        description="By delivery: the digest that was read, as a content shows it."
    )


class Fault(Schema):
    where: str
    why: str


class Problem(Schema):
    """Each refusal, as RFC 9457 writes it (application/problem+json)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="One sentence, in the language asked for.")
    errors: list[Fault] | None = None


class Channel(Schema):
    id: int
    kind: str
    name: str
    account_id: str
    status: str
    paused: bool
    next_slot: str | None


class Attempt(Schema):
    id: int
    phase: str
    started_at: str | None
    ended_at: str | None
    outcome: str
    code: int
    subcode: int


class Says(Schema):
    text: str
    link: str
    options: dict[str, Any] = Field(
        description="What goes out besides: subject, audience, title, captions …"
    )


class Delivery(Schema):
    id: int
    content: int
    channel: int
    channel_name: str
    kind: str
    status: str
    scheduled_at: str | None
    expected_at: str | None
    published_at: str | None
    external_id: str
    permalink: str
    problem: str
    sentence: str
    digest: str | None = Field(
        None, description="Of a draft: what it says now. Else: what was approved."
    )
    says: Says | None = Field(
        None, description="Of a draft of one content: what is approved by its digest."
    )


class DeliveryWithAttempts(Delivery):
    attempts: list[Attempt]


class Medium(Schema):
    id: int
    kind: str
    alt: str
    bytes: int


class SentMedium(Medium):
    expires_at: str | None = Field(
        description="Until then a post may name it, once; then it is forgotten."
    )


class Content(Schema):
    id: int
    text: str
    link: str
    media: list[Medium]
    created_by: str
    created_at: str | None
    useless_at: str | None
    deliveries: list[Delivery]


class Channels(Schema):
    items: list[Channel]


class Contents(Schema):
    items: list[Content]
    page: int
    pages: int
    total: int


class Deliveries(Schema):
    items: list[Delivery]
    page: int
    pages: int
    total: int


Facts = dict[str, Any]
