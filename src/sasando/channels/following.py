"""What became of the pages that posts tell of: told on *Hari ini*, never done silently.

Of our own site and feeds there is nothing to ask: what was withdrawn does not stand
there any more, and their deliveries say so by themselves.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from sasando.channels import workflow
from sasando.channels.adapters import adapter_of, kinds
from sasando.channels.models import Change, Content, Delivery
from sasando.core.models import Approval, Ending, listed
from sasando.core.today import MOST, Group, Line

Status = Delivery.Status
# What readers may see now.
STANDS = (Status.PUBLISHED, Status.EDIT_REQUESTED)


def ours() -> list[str]:
    """Return the platforms that are our own site."""
    return [kind for kind in kinds() if adapter_of(kind).caps.is_ours]


def follow(at: datetime) -> None:
    """Let what stood on our own site be taken back, where its page was: a job."""
    there = Exists(listed(Page.objects.filter(pk=OuterRef("content__page"))))
    gone = Delivery.objects.filter(~there, channel__kind__in=ours())
    gone = gone.exclude(content__page=None).select_related("channel")
    for row in gone.filter(status=Status.PUBLISHED)[:MOST]:
        workflow.recall(row, by=None, at=at)
    # It waited for somebody to withdraw the page.
    gone.filter(status=Status.RECALL_REQUESTED, due_at=None).update(due_at=at)


def concerned() -> QuerySet[Content]:
    """Return the contents whose page ended, or was changed, since somebody looked."""
    page = OuterRef("page")
    out = Delivery.objects.filter(content=OuterRef("pk"), status__in=STANDS)
    ends = Ending.objects.in_force().filter(page=page).order_by("-pk").values("at")
    latest = Approval.objects.filter(page=page, act=Approval.PUBLISH)
    latest = latest.exclude(published_at=None).order_by("-published_at", "-pk")
    expired = Q(page__expired=True, page__expire_at__gt=F("page_seen_at"))
    rows = Content.objects.filter(page__isnull=False).annotate(
        ended_at=Subquery(ends[:1]), latest=Subquery(latest.values("pk")[:1])
    )
    gone = Q(ended_at__gt=F("page_seen_at")) | expired
    changed = Q(latest__isnull=False) & ~Q(latest=F("page_version"))
    rows = rows.filter(Exists(out.exclude(channel__kind__in=ours())))
    return rows.filter(gone | changed).select_related("page").order_by("pk")


def what_became(content: Content) -> str:
    """Return "gone", "changed" or "": what became of its page since. One query."""
    if content.page_id is None:
        return ""
    found = concerned().filter(pk=content.pk).first()
    return "" if found is None else "gone" if is_gone(found) else "changed"


def is_gone(content: Content) -> bool:
    """Return whether the page of a content of `concerned` ended."""
    page: Any = content.page
    return not page.live or bool(getattr(content, "ended_at", None))


def pages(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the posts whose page was withdrawn or corrected. One query."""
    rows = concerned()
    if not user.has_perm("channels.page_seen"):
        if not user.has_perm("channels.revise"):
            return
        rows = rows.filter(created_by=user)
    for content in rows[:MOST]:
        text = _("“%(page)s” was corrected. Do its posts still hold?")
        if is_gone(content):
            text = _("“%(page)s” was withdrawn or revoked. Take its posts back?")
        yield Line(
            group=Group.WAITS,
            text=text % {"page": content.page},
            url=reverse("channels_content", args=[content.pk]),
            verb=_("Decide"),
            is_alarm=is_gone(content),
        )


def changes(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the changes of posts that this person may approve. One query."""
    if not user.has_perm("channels.approve"):
        return
    asked = Change.objects.filter(
        delivery__content=OuterRef("pk"),
        delivery__status__in=STANDS,
        status=Change.Status.ASKED,
    )
    drafts = Delivery.objects.filter(content=OuterRef("pk"), status=Status.DRAFT)
    rows = Content.objects.filter(Exists(asked), ~Exists(drafts))
    for content in rows.exclude(created_by=user).order_by("pk")[:MOST]:
        text = _("A change of “%(post)s”, which is out, waits for approval")
        yield Line(
            group=Group.WAITS,
            text=text % {"post": content},
            url=reverse("channels_content", args=[content.pk]),
            verb=_("Read and decide"),
        )
