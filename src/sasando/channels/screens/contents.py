"""*Kiriman*: what was said on which channels, what became of it, and what to do now."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from sasando.channels import (
    answering,
    changing,
    comment_plans,
    composing,
    following,
    payloads,
    shaping,
    workflow,
)
from sasando.channels.adapters import Post
from sasando.channels.models import Change, Content, Delivery, Pause
from sasando.channels.people import audience
from sasando.channels.screens import cards
from sasando.channels.screens.cards import Card
from sasando.core import listing
from sasando.core.refusals import NotAllowed

VIEW = "channels.view_delivery"
Status = Delivery.Status
# What waits for a person, whoever it is.
STOPPED = Q(status__in=cards.STOPPED)
STOPPED |= Q(status__in=("recall_requested", "edit_requested"), due_at=None)
# What goes out by itself, now or at its hour.
UNDER_WAY = (
    *("scheduled", "preparing", "ready"),
    *("sending", "confirming", "waiting_rate"),
)
COMMENT_STOPPED = Q(first_comment__status__in=comment_plans.STOPPED)
SHOWN = {
    "semua": gettext_lazy("All"),
    "perlu": gettext_lazy("Need a person"),
    "setuju": gettext_lazy("Wait for approval"),
    "jalan": gettext_lazy("Under way"),
    "saya": gettext_lazy("Mine"),
}
EMPTY = {
    "semua": gettext_lazy("Nothing yet. Write the first post with “New post”."),
    "perlu": gettext_lazy(
        "Nothing needs you. Posts to be made by hand, and what could not be sent, come "
        "here."
    ),
    "setuju": gettext_lazy("Nothing waits for approval. New posts come here."),
    "jalan": gettext_lazy("Nothing is under way. Approved posts come here until out."),
    "saya": gettext_lazy("Nothing of yours. What you write comes here."),
}


def listed(shown: str, user: Any) -> Any:
    """Return the contents under a heading, newest first."""
    mine = Delivery.objects.filter(content=OuterRef("pk"))
    asked = Change.objects.filter(delivery__content=OuterRef("pk"), status="asked")
    narrowed = {
        "perlu": Exists(mine.filter(STOPPED | COMMENT_STOPPED)),
        "setuju": Exists(mine.filter(status=Status.DRAFT)) | Exists(asked),
        "jalan": Exists(mine.filter(due_at__isnull=False)),
        "saya": Q(created_by=user),
    }
    rows = Content.objects.select_related("created_by").order_by("-pk")
    return rows.filter(narrowed[shown]) if shown in narrowed else rows


def index(request: HttpRequest) -> HttpResponse:
    """List the contents with “4 of 6 published”. Four queries."""
    listing.allow(request, VIEW)
    shown = listing.chosen(request, "kiriman", SHOWN)
    page = listing.page_of(request, listed(shown, request.user))
    counts = counted([content.pk for content in page])
    facts = {
        "tabs": listing.tabs(request, SHOWN, shown),
        "rows": [(one, one.title(110) or one, summary(counts[one.pk])) for one in page],
        "page": page,
        "empty": EMPTY[shown],
        "pause": Pause.objects.filter(over_at=None).first(),
        "at_page": listing.link(request),
        "may_write": request.user.has_perm("channels.write"),
        "may_token": request.user.has_perm("channels.withdraw_token"),
    }
    return render(request, "channels/contents.html", facts)


def counted(contents: list[int]) -> dict[int, Counter[str]]:
    """Return how many deliveries of each content are in which state. One query."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Delivery.objects.filter(content__in=contents).order_by()
    grouped = rows.values("content", "status").annotate(
        number=Count("pk"),
        stopped=Count("pk", filter=STOPPED),
        tasks=Count("pk", filter=Q(problem__in=("by_hand", changing.BY_HAND))),
    )
    for row in grouped:
        found[row["content"]][row["status"]] += row["number"]
        found[row["content"]]["stopped"] += row["stopped"]
        found[row["content"]]["tasks"] += min(row["tasks"], row["stopped"])
    return found


def summary(counts: Counter[str]) -> dict[str, Any]:
    """Return “4 of 6 published”, and what is with the others."""
    stopped = counts["stopped"]
    whole = sum(counts[status] for status in Status.values)
    # What is being changed there stands there all the same.
    out = counts["published"] + counts["edit_requested"]
    words = {"out": out, "whole": whole}
    rest = []
    if number := counts["draft"]:
        said = ngettext("%(n)d waits for approval", "%(n)d wait for approval", number)
        rest.append(said % {"n": number})
    if number := sum(counts[status] for status in UNDER_WAY):
        said = ngettext("%(n)d under way", "%(n)d under way", number)
        rest.append(said % {"n": number})
    if stopped:
        said = ngettext("%(n)d needs a person", "%(n)d need a person", stopped)
        rest.append(said % {"n": stopped})
    if number := counts["cancelled"] + counts["recalled"]:
        said = ngettext("%(n)d cancelled", "%(n)d cancelled", number)
        rest.append(said % {"n": number})
    done = whole - counts["cancelled"] - counts["recalled"]
    return {
        "text": _("%(out)d of %(whole)d published") % words,
        "rest": rest,
        # What simply waits to be posted by hand is no trouble.
        "is_red": stopped > counts["tasks"],
        "is_done": bool(done) and out == done,
    }


def content_for(request: HttpRequest, pk: int) -> Content:
    """Return the content if this person may see it. Raises NotAllowed."""
    listing.allow(request, VIEW)
    rows = Content.objects.select_related("created_by", "page")
    rows = rows.prefetch_related("media")
    return get_object_or_404(rows, pk=pk)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said, how it looks on each channel, and what to do.

    Ten queries in all, those of who asks among them.
    """
    content, user = content_for(request, pk), request.user
    shown = cards_of(content, user)
    counts = Counter(card.row.status for card in shown)
    counts["stopped"] = sum(card.is_stopped for card in shown)
    drafts = [card for card in shown if card.is_draft]
    failed = [card for card in shown if card.row.status in answering.FAILED]
    facts = {
        "content": content,
        "title": content.title(55) or _("Post %(n)s") % {"n": content},
        "summary": summary(counts),
        "cards": shown,
        "drafts": drafts,
        "is_going": any(is_going(card.row) for card in shown),
        "filming": any(not one.is_ready for card in drafts for one in card.pictures),
        "may_revise": composing.may_revise(content, user)
        and any(card.is_open or card.stands for card in shown),
        "failed": len(failed) if user.has_perm("channels.retry_failed") else 0,
        "pause": Pause.objects.filter(over_at=None).first(),
        "untold": [
            one for one in content.media.all() if not one.alt and one.kind == "image"
        ],
    }
    facts |= to_decide(content, shown, user)
    return render(request, "channels/content.html", facts)


def is_going(row: Delivery) -> bool:
    """Return whether it is on its way out now, and not at an hour to come."""
    return row.status in UNDER_WAY and row.expected_at <= timezone.now()


def cards_of(content: Content, user: Any) -> list[Card]:
    """Return a card of each delivery, with the change that is on its way."""
    open_ones = Change.objects.filter(delivery=OuterRef("pk"), status__in=changing.OPEN)
    found = content.deliveries.annotate(is_changed=Exists(open_ones))
    both = found.select_related("channel", "first_comment")
    rows = list(both.order_by("pk"))
    written = [row.channel for row in rows if not row.payload or row.status == "draft"]
    drafts = payloads.drafts_of(content, written) if written else {}
    posts = {
        row.pk: cards.kept(row, drafts.get(row.channel_id, Post())) for row in rows
    }
    is_changed = any(getattr(row, "is_changed", False) for row in rows)
    changes, at = changing.open_of(content) if is_changed else {}, timezone.now()
    pieces = (piece for post in posts.values() for piece in post.pieces)
    made = shaping.made_of(piece for piece in pieces if piece.kind == "video")
    for row in rows:
        row.content = content
    shown = [
        Card(
            *(row, posts[row.pk], user),
            at=at,
            made=made,
            change=changes.get(row.pk),
        )
        for row in rows
    ]
    waiting = (Status.DRAFT, Status.SCHEDULED)
    people = [one for one in shown if one.is_spread and one.row.status in waiting]
    reaches = audience.reach_of(posts[one.row.pk] for one in people)
    for one, reach in zip(people, reaches, strict=True):
        one.reach = reach
    return shown


def to_decide(content: Content, shown: list[Card], user: Any) -> dict[str, Any]:
    """Return what waits for a decision: drafts, changes, what became of its page."""
    drafts = [card for card in shown if card.is_draft]
    asked = [card for card in shown if card.is_asked]
    is_out = any(card.stands for card in shown)
    return {
        "is_out": is_out,
        "asked": asked,
        "waiting": len(drafts) + len(asked),
        "people": [card for card in drafts if card.reach],
        "hindered": [card for card in (*drafts, *asked) if card.hindrances],
        "wrote": bool(drafts or asked) and workflow.wrote(content, user),
        "may_approve": user.has_perm("channels.approve"),
        "may_let_stand": bool(asked) and user.has_perm("channels.let_stand"),
        "became": following.what_became(content) if is_out else "",
        "may_see_page": user.has_perm("channels.page_seen"),
        "may_recall": user.has_perm("channels.recall"),
    }


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the drafts just as they were read, by POST."""
    content = content_for(request, pk)
    if request.method == "POST":
        read = {
            int(name.removeprefix("baca-")): str(digest)
            for name, digest in request.POST.items()
            if name.startswith("baca-")
            and name[5:].isdecimal()
            and len(name[5:]) <= listing.LONGEST
        }
        try:
            now = timezone.now()
            workflow.approve(content, by=request.user, at=now, read=read)
            messages.success(request, _("Approved. Each goes out at its time."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels_content", content.pk)


def retry_failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again what failed, and nothing else, by POST."""
    content = content_for(request, pk)
    if request.method == "POST":
        try:
            by, now = request.user, timezone.now()
            number = answering.retry_failed(content, by=by, at=now)
            said = ngettext("%(n)d is sent again.", "%(n)d are sent again.", number)
            messages.success(request, said % {"n": number})
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    return redirect("channels_content", content.pk)


# --- steps with one delivery ----------------------------------------------------------


def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one step with a delivery by POST, then show its content again."""
    listing.allow(request, VIEW)
    both = Delivery.objects.select_related("channel", "content")
    delivery = get_object_or_404(both, pk=pk)
    if request.method == "POST" and name in STEPS:
        facts = {"by": request.user, "at": timezone.now()}
        try:
            messages.success(request, STEPS[name](delivery, request.POST, facts))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
    there = redirect("channels_content", delivery.content_id)
    there["Location"] += f"#kiriman-{delivery.pk}"
    return there


Facts = dict[str, Any]


def posted(delivery: Delivery, said: Any, facts: Facts) -> str:
    answering.posted(delivery, said.get("tautan", ""), **facts)
    return _("Noted. Thank you: it counts as published.")


def found(delivery: Delivery, said: Any, facts: Facts) -> str:
    workflow.found(delivery, said.get("tautan", "").strip(), **facts)
    return _("Noted: it is out.")


def publish_again(delivery: Delivery, said: Any, facts: Facts) -> str:
    workflow.publish_again(delivery, said.get("alasan", ""), **facts)
    return _("It is sent once more.")


def retry(delivery: Delivery, said: Any, facts: Facts) -> str:
    workflow.retry(delivery, **facts)
    return _("It is sent again now.")


def recall(delivery: Delivery, said: Any, facts: Facts) -> str:
    workflow.recall(delivery, **facts)
    if delivery.status == Status.CANCELLED:
        return _("Cancelled. It is not sent.")
    return _("It is being taken back.")


def gone(delivery: Delivery, said: Any, facts: Facts) -> str:
    workflow.confirm_deleted(delivery, **facts)
    return _("Noted: it is deleted.")


def edited(delivery: Delivery, said: Any, facts: Facts) -> str:
    changing.confirm_edited(delivery, **facts)
    return _("Noted: it says the new words.")


def comment_again(delivery: Delivery, said: Any, facts: Facts) -> str:
    comment_plans.comment_again(delivery, **facts)
    return _("The comment is looked for, and sent if it is not there.")


def comment_there(delivery: Delivery, said: Any, facts: Facts) -> str:
    comment_plans.comment_there(delivery, **facts)
    return _("Noted: the comment is there.")


STEPS: dict[str, Callable[[Delivery, Any, Facts], str]] = {
    "sudah-diposting": posted,
    "sudah-tayang": found,
    "terbitkan-lagi": publish_again,
    "coba-lagi": retry,
    "tarik": recall,
    "sudah-dihapus": gone,
    "sudah-diubah": edited,
    "komentar-lagi": comment_again,
    "komentar-ada": comment_there,
}
