"""One delivery as the screens show it: its words, its state, and the open steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sasando.channels import payloads, workflow
from sasando.channels.adapters import Post, adapter_of, shown
from sasando.channels.adapters.counting import length
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Content, Delivery
from sasando.channels.screens import connecting, platforms
from sasando.channels.steps import MAYBE_OUT

Status = Delivery.Status
# Here it needs a person.
STOPPED = (Status.NEEDS_HUMAN, Status.FAILED, Status.MEDIA_FAILED)
# From these it can still be cancelled: nothing is out.
STOPS = (
    *(Status.DRAFT, Status.SCHEDULED, Status.PREPARING, Status.READY),
    *(Status.WAITING_RATE, Status.BLOCKED_AUTH),
    *STOPPED,
)
ENDED = (Status.PUBLISHED, Status.RECALL_REQUESTED, Status.RECALLED, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a preview: its number among the pieces, and its words."""

    number: int
    kind: str
    alt: str


class Card:
    """A delivery with the payload that is, or would be, sent. No query."""

    def __init__(
        self, row: Delivery, content: Content, draft: Post, user: Any, *, at: datetime
    ) -> None:
        row.content = content
        self.row, self.channel = row, row.channel
        self.platform = platforms.name_of(row.channel.kind)
        self.is_draft = row.status == Status.DRAFT
        # What is approved is shown as it was approved.
        kept = draft if self.is_draft or not row.payload else payloads.post_of(row)
        self.post = shown(row.channel.kind, kept)
        self.digest = draft.digest() if self.is_draft else ""
        self.caps = adapter_of(row.channel.kind).caps
        self.length = length(self.post.text, self.caps)
        self.hindrances = (
            workflow.hindrances(draft, row.channel) if self.is_draft else []
        )
        self.sentence = workflow.told(row.problem, row.problem_facts, row.channel)
        self.is_open = row.status not in ENDED
        waits = row.status == Status.RECALL_REQUESTED and row.due_at is None
        self.is_stopped = waits or row.status in STOPPED
        self.is_red = self.is_stopped and not self.is_task
        # What a platform takes that we do not know, nobody can count.
        self.most = self.caps.max_chars if self.caps.base_url else 0
        self.opens_at = connecting.address_to_open(row.channel)
        self.state = self.words(at)
        self.may = self.steps(user)

    def words(self, at: datetime) -> str:
        """Return the state in the words of a person."""
        if self.is_task:
            return _("Waits to be posted by hand")
        if self.row.status == Status.DRAFT:
            return _("Waits for approval")
        return str(self.row.get_status_display())

    @property
    def is_task(self) -> bool:
        return (self.row.status, self.row.problem) == (Status.NEEDS_HUMAN, "by_hand")

    @property
    def is_doubtful(self) -> bool:
        """Is it for a person to say whether the post is out?"""
        stopped = self.row.status == Status.NEEDS_HUMAN
        return stopped and self.row.problem in MAYBE_OUT

    @property
    def is_recallable(self) -> bool:
        """Is it out, and not in people's own hands?"""
        spread = isinstance(adapter_of(self.channel.kind), Spreads)
        return self.row.status == Status.PUBLISHED and not spread

    @property
    def to_copy(self) -> str:
        """Return what a person pastes into the platform: the text, then the link."""
        text, link = self.post.text, self.post.link
        return "\n\n".join(one for one in (text, "" if link in text else link) if one)

    @property
    def pictures(self) -> list[Shown]:
        return [
            Shown(number, one.kind, one.alt)
            for number, one in enumerate(self.post.pieces, 1)
        ]

    def steps(self, user: Any) -> dict[str, bool]:
        """Return which steps would not be refused to this person."""
        row, ask = self.row, user.has_perm
        waits = row.status == Status.NEEDS_HUMAN
        late = waits and row.problem == "late"
        failed = row.status in {Status.FAILED, Status.MEDIA_FAILED}
        by_hand = row.status == Status.RECALL_REQUESTED and row.due_at is None
        return {
            "posted": self.is_task and ask("channels.posted"),
            "found": self.is_doubtful and ask("channels.found"),
            "publish_again": self.is_doubtful and ask("channels.publish_again"),
            "retry": (failed or late) and ask("channels.retry"),
            "cancel": row.status in STOPS and ask("channels.recall"),
            "recall": self.is_recallable and ask("channels.recall"),
            "gone": by_hand and ask("channels.confirm_deleted"),
        }
