"""The pages that somebody has to read again, and whose duty that is."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.accounts.models import Assignment
from sasando.accounts.roles import PERMISSIONS
from sasando.core import today
from sasando.core.models import Review
from sasando.core.today import Group, Line

AHEAD = timedelta(days=7)


def lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the pages that this person reads again within a week. Two queries.

    Whoever shares out the work sees those, too, whose owner has left.
    """
    day = timezone.localdate(at)
    due = Review.objects.standing().due(day + AHEAD)
    for review in of(user, due, on=day).select_related("page")[: today.MOST]:
        yield line(review, mine=review.owner_id == user.pk, on=day)


def of(
    user: Any, reviews: QuerySet[Review, Review], *, on: date
) -> QuerySet[Review, Review]:
    """Return those of `reviews` that are this person's to answer on a day."""
    mine = Q(owner=user)
    if user.has_perm("core.plan_review"):
        mine |= Q(~Exists(holders(on)))
    return reviews.filter(mine)


def ownerless(on: date) -> QuerySet[Review, Review]:
    """Return the reviews whose owner has left, or whose roles have ended."""
    return Review.objects.standing().filter(~Exists(holders(on)))


def holders(on: date) -> Any:
    """Return the roles of a review's owner by which pages are reviewed."""
    able = Assignment.objects.current(on).filter(
        role__in=list(PERMISSIONS["core.review_page"])
    )
    return able.filter(user=OuterRef("owner"))


def line(review: Review, *, mine: bool, on: date) -> Line:
    words = {"title": review.page.title}
    if mine:
        text = _("Is everything on “%(title)s” still true?") % words
    else:
        text = _("Nobody looks after “%(title)s” any more.") % words
    group = Group.WAITS if review.due_on > on else Group.TODAY
    return Line(
        group=Group.LATE if review.due_on < on else group,
        text=text,
        url=reverse("newsroom_review", args=[review.page_id]),
        verb=_("Review") if mine else _("Name somebody"),
        due_at=timezone.make_aware(datetime.combine(review.due_on, time(23, 59))),
    )
