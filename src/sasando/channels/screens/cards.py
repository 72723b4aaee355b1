"""One delivery as the screens show it: its words, its state, and the open steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.channels import changing, comment_plans, payloads, shaping, workflow
from sasando.channels.adapters import Piece, Place, Post, adapter_of, shown
from sasando.channels.adapters.counting import first_comment, length, worded
from sasando.channels.adapters.spread import Reader, Sample, Spreads, ToPeople
from sasando.channels.comment_plans import CHANGED
from sasando.channels.models import Change, Channel, Delivery, Shaped
from sasando.channels.people import keys
from sasando.channels.people.audience import Reach
from sasando.channels.screens import besides, connecting, platforms
from sasando.channels.screens.besides import Besides
from sasando.channels.shaping import Key
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
ENDED = (
    *(Status.PUBLISHED, Status.EDIT_REQUESTED, Status.RECALL_REQUESTED),
    *(Status.RECALLED, Status.CANCELLED),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a preview: its number among the pieces, and its words."""

    number: int
    kind: str
    alt: str
    # Of a film: whether it is still made ready, how far, and what is wrong with it.
    is_ready: bool = True
    percent: int = 0
    problem: str = ""


def kept(row: Delivery, draft: Post) -> Post:
    """Return what a row says: approved as it was approved, else as it stands now."""
    is_draft = row.status == Status.DRAFT or not row.payload
    return draft if is_draft else payloads.post_of(row)


def sampled(channel: Channel, post: Post) -> Sample | None:
    """Return what one person reads, by the words of the adapter that sends it."""
    adapter = adapter_of(channel.kind)
    if not isinstance(adapter, ToPeople):
        return None
    place = Place(channel.base_url, channel.account_id, options=channel.options)
    return adapter.sample(place, post, example(post))


def example(post: Post) -> Reader:
    """Return nobody, with links that look like everybody's."""
    # A name of the same length keeps the letter as it is.
    end = "1234-contoh-contoh-contoh-conto"
    leave, choose = (
        f"{settings.PUBLIC_URL}{reverse(f'subscription_{use}', args=[end])}"
        for use in (keys.LEAVE, keys.CHOOSE)
    )
    language = str(post.options.get("language", "id"))
    return Reader("contoh", "warga@example.org", language, leave, choose)


class Card:
    """A delivery with the payload that is, or would be, sent. No query."""

    # Whom it is for, where it goes to people and has not gone yet.
    reach: Reach | None = None

    def __init__(
        self,
        row: Delivery,
        post: Post,
        user: Any,
        *,
        at: datetime,
        made: Mapping[Key, Shaped],
        change: Change | None = None,
    ) -> None:
        """Show a row with its content at hand, what it says, and files made of it."""
        self.made = made
        self.sample = sampled(row.channel, post)
        # What it shall say, where that is asked or approved, and not there yet.
        self.change = change
        self.coming = payloads.post_in(change.payload) if change else None
        self.row, self.channel = row, row.channel
        self.platform = platforms.name_of(row.channel.kind)
        self.is_draft = row.status == Status.DRAFT
        self.post = shown(row.channel.kind, post)
        self.digest = post.digest() if self.is_draft else ""
        self.caps = adapter_of(row.channel.kind).caps
        self.length = length(self.post.text, self.caps)
        waiting = post if self.is_draft else self.coming if self.is_asked else None
        self.hindrances = workflow.hindrances(waiting, row.channel) if waiting else []
        self.sentence = workflow.told(row.problem, row.problem_facts, row.channel)
        self.is_open = row.status not in ENDED
        afterwards = {Status.RECALL_REQUESTED, Status.EDIT_REQUESTED}
        waits = row.status in afterwards and row.due_at is None
        self.is_stopped = waits or row.status in STOPPED
        self.is_red = self.is_stopped and not (self.is_task or self.is_edit_task)
        # What a platform takes that we do not know, nobody can count.
        self.most = self.caps.max_chars if self.caps.base_url else 0
        self.opens_at = connecting.address_to_open(row.channel)
        self.comment = getattr(row, "first_comment", None)
        self.comment_text = first_comment(post, self.caps)
        problem = self.comment.problem if self.comment else ""
        self.comment_sentence = workflow.told(problem, {}, row.channel)
        self.state = self.words(at)
        self.may = self.steps(user)

    def words(self, at: datetime) -> str:
        """Return the state in the words of a person."""
        if self.is_task:
            return _("Waits to be posted by hand")
        if self.is_edit_task:
            return _("Waits to be changed by hand")
        if self.row.status == Status.DRAFT:
            return _("Waits for approval")
        return str(self.row.get_status_display())

    @property
    def besides(self) -> list[Besides]:
        return besides.of(self.channel.kind, self.post)

    @property
    def coming_besides(self) -> list[Besides]:
        return besides.of(self.channel.kind, self.coming) if self.coming else []

    @property
    def people(self) -> int:
        """Return how many would get it now."""
        return self.reach.ways.get(self.channel.kind, 0) if self.reach else 0

    @property
    def comment_stopped(self) -> bool:
        return self.comment is not None and self.comment.status in comment_plans.STOPPED

    @property
    def is_task(self) -> bool:
        return (self.row.status, self.row.problem) == (Status.NEEDS_HUMAN, "by_hand")

    @property
    def is_edit_task(self) -> bool:
        return self.row.status == Status.EDIT_REQUESTED and self.row.due_at is None

    @property
    def stands(self) -> bool:
        """Is it out, on a platform whose posts are not our own pages?"""
        out = self.row.status in {Status.PUBLISHED, Status.EDIT_REQUESTED}
        return out and not (self.caps.is_ours or self.is_spread)

    @property
    def is_asked(self) -> bool:
        """Do other words for it wait for approval?"""
        return self.change is not None and self.change.status == Change.Status.ASKED

    @property
    def to_change(self) -> str:
        """Return what it shall say, with its link."""
        if self.coming is None:
            return ""
        return worded(shown(self.channel.kind, self.coming))

    @property
    def other_files(self) -> bool:
        """Do its pictures, or the words for them, change too?"""
        files = [
            [(one.digest, one.alt) for one in post.pieces]
            for post in (payloads.post_of(self.row), self.coming or Post())
        ]
        return files[0] != files[1]

    @property
    def change_by_hand(self) -> bool:
        if self.coming is None:
            return False
        before = payloads.post_of(self.row)
        return changing.is_for_a_person(self.channel.kind, before, self.coming)

    @property
    def is_doubtful(self) -> bool:
        """Is it for a person to say whether the post is out?"""
        stopped = self.row.status == Status.NEEDS_HUMAN
        return stopped and self.row.problem in MAYBE_OUT

    @property
    def is_recallable(self) -> bool:
        """Is it out, and not in people's own hands?"""
        out = self.row.status in {Status.PUBLISHED, Status.EDIT_REQUESTED}
        return out and not self.is_spread

    @property
    def is_spread(self) -> bool:
        """Does it go to people one by one?"""
        return isinstance(adapter_of(self.channel.kind), Spreads)

    @property
    def to_copy(self) -> str:
        """Return what a person pastes into the platform: the text, then the link."""
        text, link = self.post.text, self.post.link
        return "\n\n".join(one for one in (text, "" if link in text else link) if one)

    @property
    def pictures(self) -> list[Shown]:
        return [
            self.picture(number, one) for number, one in enumerate(self.post.pieces, 1)
        ]

    def picture(self, number: int, piece: Piece) -> Shown:
        """Return a picture, or how far a film is."""
        row = None
        if piece.kind == "video" and piece.shape:
            row = self.made.get(shaping.key_of(piece))
            if row is None or row.status != Shaped.Status.DONE:
                problem = row.problem if row else ""
                said = workflow.told(problem, {"item": number}, self.channel)
                percent = row.percent if row else 0
                return Shown(number, piece.kind, piece.alt, False, percent, said)
        return Shown(number, piece.kind, piece.alt)

    def steps(self, user: Any) -> dict[str, bool]:
        """Return which steps would not be refused to this person."""
        row, ask = self.row, user.has_perm
        stopped = row.status == Status.NEEDS_HUMAN
        problem = self.comment.problem if self.comment else ""
        late = stopped and row.problem in {"late", "page_rights"}
        failed = row.status in {Status.FAILED, Status.MEDIA_FAILED}
        # Or while its channel waits to be connected again.
        waits = row.due_at is None or row.channel.status != "open"
        by_hand = row.status == Status.RECALL_REQUESTED and waits
        return {
            "posted": self.is_task and ask("channels.posted"),
            "found": self.is_doubtful and ask("channels.found"),
            "publish_again": self.is_doubtful and ask("channels.publish_again"),
            "retry": (failed or late) and ask("channels.retry"),
            "cancel": row.status in STOPS and ask("channels.recall"),
            "recall": self.is_recallable and ask("channels.recall"),
            # Of our own site the page itself tells.
            "gone": by_hand
            and not self.caps.is_ours
            and ask("channels.confirm_deleted"),
            "edited": self.is_edit_task and ask("channels.confirm_edited"),
            "comment": self.comment_stopped and ask("channels.comment_again"),
            "comment_again": self.comment_stopped
            and problem != CHANGED
            and ask("channels.comment_again"),
        }
