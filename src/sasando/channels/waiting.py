"""What channels put on *Hari ini*: what needs a person, and what is wrong with them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sasando.channels.models import Channel, Content, Delivery, FirstComment, Pause
from sasando.core.listing import day
from sasando.core.today import MOST, Group, Line

Status = Delivery.Status
SOON = timedelta(days=14)
COMMENT_STOPPED = (FirstComment.Status.NEEDS_HUMAN, FirstComment.Status.FAILED)
FAILED = (Status.FAILED, Status.MEDIA_FAILED)


def stopped(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the deliveries that wait for a person. One query.

    Who answers for the channels sees all of them; a writer the tasks to post by hand.
    """
    rows = Delivery.objects.filter(
        Q(status__in=(Status.NEEDS_HUMAN, *FAILED))
        | Q(status__in=(Status.RECALL_REQUESTED, Status.EDIT_REQUESTED), due_at=None)
    )
    if not user.has_perm("channels.found"):
        if not user.has_perm("channels.posted"):
            return
        tasks = ("by_hand", "edit_by_hand")
        rows = rows.filter(problem__in=tasks, content__created_by=user)
    both = rows.select_related("channel", "content").defer("channel__secrets")
    for row in both.order_by("expected_at", "pk")[:MOST]:
        yield line(row, at)


def line(row: Delivery, at: datetime) -> Line:
    """Return what waits for a person, with the step that is next."""
    text, verb = _("%(channel)s: a person must look at “%(post)s”"), _("Look")
    if row.problem == "by_hand":
        text, verb = _("Post by hand on %(channel)s: “%(post)s”"), _("Post it")
    elif row.status == Status.RECALL_REQUESTED:
        text, verb = _("Delete by hand on %(channel)s: “%(post)s”"), _("Delete it")
        if row.problem == "withdraw_page":
            text, verb = _("Withdraw the page of “%(post)s” (%(channel)s)"), _("Look")
    elif row.status == Status.EDIT_REQUESTED:
        text, verb = _("Change by hand on %(channel)s: “%(post)s”"), _("Change it")
    elif row.status in FAILED:
        text = _("%(channel)s: “%(post)s” was not sent")
    elif row.problem == "late":
        text, verb = _("%(channel)s: “%(post)s” is late. Send it still?"), _("Decide")
    may_wait = timedelta(minutes=row.content.late_minutes)
    is_late = at - row.expected_at > may_wait
    there = reverse("channels_content", args=[row.content_id])
    return Line(
        group=Group.LATE if is_late else Group.WAITS,
        text=text % {"channel": row.channel.name, "post": row.content},
        url=f"{there}#kiriman-{row.pk}",
        verb=verb,
        due_at=row.expected_at if is_late else None,
    )


def comments(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the first comments that a person must look at. One query."""
    if not user.has_perm("channels.comment_again"):
        return
    rows = FirstComment.objects.filter(status__in=COMMENT_STOPPED)
    both = rows.select_related("delivery__channel", "delivery__content")
    for row in both.defer("delivery__channel__secrets").order_by("pk")[:MOST]:
        said = _("%(channel)s: look at the first comment below “%(post)s”")
        content, channel = row.delivery.content, row.delivery.channel
        there = reverse("channels_content", args=[content.pk])
        yield Line(
            group=Group.WAITS,
            text=said % {"channel": channel.name, "post": content},
            url=f"{there}#kiriman-{row.delivery_id}",
            verb=_("Look"),
        )


def to_approve(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the contents that this person may approve and did not write. One query."""
    if not user.has_perm("channels.approve"):
        return
    drafts = Count("deliveries", filter=Q(deliveries__status=Status.DRAFT))
    rows = Content.objects.annotate(drafts=drafts).filter(drafts__gt=0)
    for content in rows.exclude(created_by=user).order_by("pk")[:MOST]:
        said = ngettext(
            "“%(post)s” waits for approval, for %(n)d channel",
            "“%(post)s” waits for approval, for %(n)d channels",
            content.drafts,
        )
        yield Line(
            group=Group.WAITS,
            text=said % {"post": content, "n": content.drafts},
            url=reverse("channels_content", args=[content.pk]),
            verb=_("Read and decide"),
        )


def health(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the channels that must be connected again, and the pause of all.

    Two queries. Once a channel, however many posts wait for it.
    """
    if user.has_perm("channels.reconnect"):
        closed = Q(status__in=("needs_reconnect", "blocked"))
        ends = Q(status="open", token_expires_at__lte=at + SOON)
        rows = Channel.objects.filter(closed | ends).defer("secrets")
        for channel in rows.order_by("pk")[:MOST]:
            yield of_channel(channel)
    if not user.has_perm("channels.pause_all"):
        return
    if whole := Pause.objects.filter(over_at=None).first():
        yield Line(
            group=Group.WAITS,
            text=_("All channels are paused: %(reason)s") % {"reason": whole.reason},
            url=reverse("channels"),
            verb=_("Look"),
            is_alarm=True,
        )


def of_channel(channel: Channel) -> Line:
    """Return what is wrong with a channel, or soon will be."""
    words = {"name": channel.name}
    text, is_alarm = _("Channel “%(name)s” must be connected again"), True
    if channel.status == Channel.Status.BLOCKED:
        text = _("The platform stopped the channel “%(name)s”")
    elif channel.status == Channel.Status.OPEN and channel.token_expires_at:
        text, is_alarm = _("The token of “%(name)s” ends on %(day)s"), False
        words["day"] = day(channel.token_expires_at)
    return Line(
        group=Group.WAITS,
        text=text % words,
        url=reverse("channel", args=[channel.pk]),
        verb=_("Look") if is_alarm else _("Connect again"),
        is_alarm=is_alarm,
    )
