"""What the newsroom puts on *Hari ini*: texts to decide or mend, coverage, drafts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from sasando.core.models import Approval
from sasando.core.today import MOST, Group, Line, group_of
from sasando.newsroom import states
from sasando.newsroom.coverages import Coverage, Part
from sasando.newsroom.states import State, as_text
from sasando.newsroom.stories import Author, Story

NEW = timedelta(hours=24)


def register() -> None:
    """Offer all of these to the desk. Called in `AppConfig.ready`."""
    from sasando.core import today

    today.register("newsroom.to_decide", to_decide)
    today.register("newsroom.sent_back", sent_back)
    today.register("newsroom.coverage", coverage)
    today.register("newsroom.assigned", assigned)
    today.register("newsroom.to_edit", to_edit)
    today.register("newsroom.just_in", just_in)


def waiting() -> Any:
    """Return the steps at which a page waits for its second person, oldest first."""
    # One index serves both columns of a revision's page.
    pages = Q(revision__base_content_type__app_label="wagtailcore")
    pages &= Q(revision__base_content_type__model="page")
    steps = TaskState.objects.filter(pages, status=TaskState.STATUS_IN_PROGRESS)
    return steps.order_by("started_at", "pk")


def to_decide(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the texts that this person may approve and did not write. One query."""
    if not user.has_perm("core.approve_page"):
        return
    names = ("revision__object_id", "revision__object_str")
    facts = ("revision__content__authors", "revision__content__go_live_at")
    steps = written_by(user, waiting()).filter(wrote=False).values_list(*names, *facts)
    for page_id, title, authors, go_live_at in steps[:MOST]:
        if user.pk in {author.get("user") for author in authors or ()}:
            continue
        planned = go_live_at and parse_datetime(go_live_at)
        yield Line(
            group=group_of(planned, at) if planned else Group.WAITS,
            text=_("“%(title)s” waits for approval") % {"title": title},
            url=reverse("core_decide", args=[page_id]),
            verb=_("Read and decide"),
            due_at=planned,
        )


def written_by(user: Any, steps: Any) -> Any:
    """Mark the texts of which this person is an author, as `approvals.authors` counts.

    One expression instead of four queries a page; who is named in the text itself is
    looked at beside it.
    """
    page = Cast(OuterRef("revision__object_id"), IntegerField())
    out = Approval.objects.filter(page_id=page, act=Approval.PUBLISH)
    last = out.exclude(revision=None).order_by("-pk").values("revision_id")[:1]
    steps = steps.annotate(
        last_out=Coalesce(Subquery(last), 0, output_field=IntegerField())
    )
    same = Revision.page_revisions.filter(object_id=OuterRef("revision__object_id"))
    wrote = Exists(same.filter(user=user, pk__gt=OuterRef("last_out")))
    owns = Exists(Page.objects.filter(pk=page, owner=user))
    return steps.annotate(wrote_since=wrote, owns=owns).annotate(
        wrote=Case(
            When(wrote_since=True, then=Value(True)),
            # Before it first went out, whoever began the page wrote it too.
            When(last_out=0, owns=True, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )


def sent_back(user: Any, at: datetime) -> Iterator[Line]:
    """Yield this person's texts that somebody wants changed, with why. One query."""
    mine = Page.objects.filter(
        owner=user, pk=Cast(OuterRef("object_id"), IntegerField())
    )
    back = WorkflowState.objects.filter(
        Q(requested_by=user) | Exists(mine),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        base_content_type__model="page",
    ).order_by("-pk")
    facts = ("object_id", "current_task_state__revision__object_str")
    rows = back.values_list(*facts, "current_task_state__comment")
    for page_id, title, comment in rows[:MOST]:
        words = {"title": title, "why": Truncator(comment or "").chars(120)}
        said = (
            _("“%(title)s” came back: %(why)s")
            if comment
            else _("“%(title)s” came back")
        )
        yield Line(
            group=Group.WAITS,
            text=said % words,
            url=reverse("wagtailadmin_pages:edit", args=[page_id]),
            verb=_("Mend it"),
        )


def coverage(user: Any, at: datetime) -> Iterator[Line]:
    """Yield what this person has to answer, to cover or to write. Two queries."""
    in_approval = WorkflowState.objects.active().filter(
        base_content_type__model="page", object_id=as_text(OuterRef("story_id"))
    )
    mine = Coverage.objects.open().of(user).exclude(Exists(in_approval))
    rows = mine.prefetch_related("parts").order_by("deadline_at", "pk")[:MOST]
    for row in rows:
        parts = [part for part in row.parts.all() if part.user_id == user.pk]
        answered = all(part.answer != Part.Answer.ASKED for part in parts)
        yield Line(
            group=group_of(row.deadline_at, at),
            text=said_of(row, at),
            url=row.get_absolute_url(),
            verb=next_step(row, answered=answered, at=at),
            due_at=row.deadline_at,
        )


def said_of(row: Coverage, at: datetime) -> str:
    words = {"title": row.title, "place": row.place}
    if row.place:
        return _("Coverage: %(title)s, %(place)s") % words
    return _("Coverage: %(title)s") % words


def next_step(row: Coverage, *, answered: bool, at: datetime) -> str:
    if not answered:
        return _("Answer")
    if row.story_id:
        return _("Go on writing")
    return _("Write") if row.starts_at <= at else _("Look")


def assigned(user: Any, at: datetime) -> Iterator[Line]:
    """Yield what this person assigned and is in trouble: declined, or late. One query.

    What they are asked to cover themselves is theirs already.
    """
    declined = Q(status=Coverage.Status.DECLINED)
    rows = Coverage.objects.open().filter(assigned_by=user)
    rows = rows.filter(declined | Q(deadline_at__lte=at))
    mine = Coverage.objects.of(user).values("pk")
    for row in rows.exclude(pk__in=mine).order_by("deadline_at", "pk")[:MOST]:
        if row.status == Coverage.Status.DECLINED:
            said, verb = _("Somebody cannot cover: %(title)s"), _("Find somebody else")
            due_at = row.starts_at
        else:
            said, verb = _("Coverage not done: %(title)s"), _("Look")
            due_at = row.deadline_at
        yield Line(
            group=group_of(due_at, at),
            text=said % {"title": row.title},
            url=row.get_absolute_url(),
            verb=verb,
            due_at=due_at,
        )


def to_edit(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the drafts of which this person is an editor. One query."""
    # Not EXISTS: SQLite would walk all names of this person for each story anew.
    names = Author.objects.filter(user=user, part=Author.Part.EDITING)
    rows = drafts().filter(pk__in=names.values("page"))
    rows = rows.order_by("-latest_revision_created_at")
    for page_id, title in rows.values_list("pk", "draft_title")[:MOST]:
        yield Line(
            group=Group.WAITS,
            text=_("You edit the draft “%(title)s”") % {"title": title},
            url=reverse("wagtailadmin_pages:edit", args=[page_id]),
            verb=_("Edit"),
        )


def drafts() -> Any:
    """Return the stories whose newest text nobody has been sent yet."""
    stories = states.marked(Story.objects.all())
    return stories.filter(states.of(State.DRAFT) | states.of(State.CHANGED))


def just_in(user: Any, at: datetime) -> Iterator[Line]:
    """Yield to the desk what was sent or assigned in the last day. Two queries."""
    if not user.has_perm("newsroom.assign_coverage"):
        return
    if not user.has_perm("core.approve_page"):
        # Whoever may approve them has them under "waits for you".
        sent = waiting().filter(started_at__gt=at - NEW)
        sent = sent.exclude(workflow_state__requested_by=user).order_by("-started_at")
        facts = ("revision__object_id", "revision__object_str")
        for page_id, title in sent.values_list(*facts)[:MOST]:
            yield Line(
                group=Group.NEW,
                text=_("“%(title)s” was sent for approval") % {"title": title},
                url=reverse("wagtailadmin_pages:edit", args=[page_id]),
                verb=_("Read"),
            )
    mine = Q(assigned_by=user) | Q(pk__in=Coverage.objects.of(user).values("pk"))
    new = Coverage.objects.open().filter(assigned_at__gt=at - NEW).exclude(mine)
    for row in new.order_by("-assigned_at")[:MOST]:
        yield Line(
            group=Group.NEW,
            text=_("New assignment: %(title)s") % {"title": row.title},
            url=row.get_absolute_url(),
            verb=_("Look"),
        )
