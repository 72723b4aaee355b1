"""Other words for what is out: asked, approved, brought there, confirmed.

What readers see stays `Delivery.payload` until the change stands there. Where a
platform cannot change a post a person does, with its link, and says so.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from sasando.channels import comment_plans, payloads
from sasando.channels.adapters import Post, adapter_of, shown
from sasando.channels.adapters.spread import Spreads
from sasando.channels.checking import check_media, check_post
from sasando.channels.models import Attempt, Change, Channel, Content, Delivery
from sasando.channels.steps import MAYBE_OUT
from sasando.core.workflow import NotAllowed, move, verb

Status = Delivery.Status
OUT = (Status.PUBLISHED, Status.EDIT_REQUESTED)
# These keep what was approved, and it may be out.
IN_DOUBT = Q(status__in=(Status.SENDING, Status.CONFIRMING)) | Q(
    status=Status.NEEDS_HUMAN, problem__in=MAYBE_OUT
)
ASKED, APPROVED = Change.Status.ASKED, Change.Status.APPROVED
DONE, DROPPED = Change.Status.DONE, Change.Status.DROPPED
OPEN = (APPROVED, ASKED)
BY_HAND = "edit_by_hand"


def ask(content: Content, *, at: datetime) -> int:
    """Note for each post that is out what it should say now; return for how many.

    Of one that may be out it is noted too, and asked when it turns out to be. One that
    would say what it says, or what is approved already, asks for nothing.
    """
    there = content.deliveries.filter(Q(status__in=OUT) | IN_DOUBT)
    rows = list(there.select_related("channel"))
    rows = [row for row in rows if is_changeable(row.channel.kind)]
    comes = {row.pk: coming_to(row) for row in rows}
    out = {row.channel_id: options_of(row, comes[row.pk]) for row in rows}
    posts = payloads.drafts_of(content, [row.channel for row in rows], out)
    asked = 0
    for row in rows:
        post, coming = posts[row.channel_id], comes[row.pk]
        will_say = coming.digest if coming else row.approved_digest
        row.changes.filter(status=ASKED).update(status=DROPPED)
        if post.digest() != will_say:
            facts = {"payload": payloads.payload_of(post), "digest": post.digest()}
            Change.objects.create(delivery=row, asked_at=at, **facts)
            asked += 1
    return asked


def options_of(row: Delivery, coming: Change | None) -> Mapping[str, Any]:
    """Return the options of what a post says, or will say soon."""
    options: Mapping[str, Any] = (coming or row).payload.get("options", {})
    return options


def is_changeable(kind: str) -> bool:
    """Return whether what is out may say something else: not our own page, which does
    so by itself, and not what people have in their own hands.
    """
    adapter = adapter_of(kind)
    return not (adapter.caps.is_ours or isinstance(adapter, Spreads))


def coming_to(delivery: Delivery) -> Change | None:
    """Return the change that is approved and on its way; the newest counts."""
    return delivery.changes.filter(status=APPROVED).order_by("-pk").first()


def asked_of(content: Content) -> list[Change]:
    """Return the changes of a content that wait for approval. One query.

    Of what is taken back nothing is changed any more; of what may be out, not yet.
    """
    asked = Change.objects.filter(delivery__content=content, status=ASKED)
    asked = asked.filter(delivery__status__in=OUT)
    return list(asked.select_related("delivery__channel").order_by("delivery_id"))


def open_of(content: Content) -> dict[int, Change]:
    """Return the change of each delivery that is asked, or on its way. One query."""
    rows = Change.objects.filter(delivery__content=content)
    rows = rows.filter(status__in=OPEN, delivery__status__in=OUT).order_by("pk")
    return {one.delivery_id: one for one in rows}


def approve(
    content: Content, *, by: Any, at: datetime, read: Mapping[int, str] | None
) -> None:
    """Let the changes that were asked go to their posts. A part of `workflow.approve`.

    Raises NotAllowed for what changed since it was read, or no platform takes.
    """
    for change in asked_of(content):
        delivery = change.delivery
        if read is not None and read.get(delivery.pk) != change.digest:
            raise NotAllowed(_("It was changed while you were reading. Read it again."))
        post = payloads.post_in(change.payload)
        check_post(post, delivery.channel)
        check_media(post, delivery.channel, at=at, is_read=read is not None)
        payloads.keep_link(content, delivery.channel, post)
        change.status, change.approved_at, change.approved_by = APPROVED, at, by
        change.save(update_fields=["status", "approved_at", "approved_by"])
        comment_plans.change(delivery, post, at=at)
        send(delivery, by=by, at=at)


def forget(delivery: Delivery) -> None:
    """Let go of what a draft was asked to say: it is approved as it stands."""
    delivery.changes.filter(status=ASKED).update(status=DROPPED)


def send(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Let the engine bring an approved change to its post, or a person.

    Never beside an earlier one that is being brought there: of two at once the older
    could arrive last. It goes when that has arrived, or its worker's lease ends.
    """
    facts: dict[str, Any] = {"due_at": at, "tries": 0, "problem": ""}
    facts["problem_facts"] = {}
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.status == Status.EDIT_REQUESTED:
        being_brought = row.attempts.filter(phase=Attempt.Phase.EDIT, ended_at=None)
        if row.due_at and being_brought.exists():
            facts["due_at"] = row.due_at
        keep(row, **facts)
    else:
        asks = "delivery.edit_requested"
        move(row, "edit_requested", by=by, at=at, action=asks, **facts)
    if delivery.channel.status == Channel.Status.REMOVED:
        to_person(row)


@verb("channels.let_stand", system=True)
def let_stand(content: Content, *, by: Any, at: datetime) -> int:
    """Leave what is out as it is: the changes that were asked go nowhere."""
    from sasando.core.models import Entry

    asked = Change.objects.filter(delivery__content=content, status=ASKED)
    number = asked.update(status=DROPPED)
    if number:
        Entry.write(content, "content.left", by=by, at=at, data={"number": number})
    return number


def arrived(delivery: Delivery, change: Change, *, by: Any, at: datetime) -> None:
    """Write down that a change stands there; a newer one goes on its way at once."""
    done = delivery.changes.filter(status=APPROVED, pk__lte=change.pk)
    done.exclude(pk=change.pk).update(status=DROPPED)
    done.filter(pk=change.pk).update(status=DONE, done_at=at)
    facts: dict[str, Any] = {
        "payload": change.payload,
        "approved_digest": change.digest,
        "problem": "",
        "problem_facts": {},
        "tries": 0,
    }
    if coming_to(delivery):
        keep(delivery, due_at=at, **facts)
        return
    done_so = "delivery.edited"
    move(delivery, "published", by=by, at=at, action=done_so, due_at=None, **facts)


def keep(delivery: Delivery, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(facts))


@verb("channels.confirm_edited", system=True)
def confirm_edited(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Take a person's word that a post says the new words. Raises NotAllowed."""
    change = coming_to(delivery)
    is_task = delivery.status == Status.EDIT_REQUESTED and delivery.due_at is None
    if change is None or not is_task:
        raise NotAllowed(_("This delivery is not open to this step any more."))
    arrived(delivery, change, by=by, at=at)


def leave_to_person(channel: Channel) -> None:
    """Make tasks of the changes that a removed channel can bring nowhere."""
    waiting = channel.deliveries.filter(status=Status.EDIT_REQUESTED)
    # Whoever brings one there right now has lost it.
    waiting.update(fence=F("fence") + 1)
    for row in waiting:
        to_person(row)


def to_person(delivery: Delivery) -> None:
    """Make a task of a change: with the link, open until somebody confirms."""
    where = {"permalink": delivery.permalink or delivery.external_id}
    keep(delivery, due_at=None, problem=BY_HAND, problem_facts=where)


def is_for_a_person(kind: str, before: Post, after: Post) -> bool:
    """Return whether a platform cannot make one post of the other. Pure."""
    caps = adapter_of(kind).caps
    if not caps.can_edit:
        return True
    old, new = shown(kind, before), shown(kind, after)
    if "cover" in caps.edits:
        # A cover is replaced, never taken away.
        files = [by_kind(post, "video") for post in (old, new)]
        is_bare = bool(by_kind(old, "image")) and not by_kind(new, "image")
    else:
        files = [[(one.digest, one.alt) for one in post.pieces] for post in (old, new)]
        is_bare = False
    has_link = old.link == new.link or "link" in caps.edits
    return files[0] != files[1] or is_bare or not has_link


def by_kind(post: Post, kind: str) -> list[Any]:
    return [one.digest for one in post.pieces if one.kind == kind]
