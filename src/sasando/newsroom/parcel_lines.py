"""What *Hari ini* and the doctor say of parcels."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.core import today
from sasando.core.models import Approval
from sasando.newsroom.parcel_release import sentence
from sasando.newsroom.parcels import Member, Parcel
from sasando.operations.doctor import Finding

KEEPS = ("newsroom.make_parcel", "newsroom.approve_parcel")
# Later than this it does not simply wait for the next run of `tick`.
SLACK = timedelta(minutes=2)


def overdue(at: datetime) -> Any:
    """Return the approved parcels that should be out by now."""
    hour = Q(goes_out_at__lte=at - SLACK)
    hour |= Q(goes_out_at=None, approved_at__lte=at - SLACK)
    return Parcel.objects.filter(hour, status=Parcel.Status.APPROVED).order_by("pk")


def ready() -> Any:
    """Return the open parcels whose every text is approved."""
    waiting = Approval.objects.in_force().filter(
        page_id=OuterRef("page_id"), published_at=None
    )
    places = Member.objects.current().filter(parcel_id=OuterRef("pk"))
    lacking = places.filter(~Exists(waiting))
    open_ones = Parcel.objects.filter(status=Parcel.Status.OPEN)
    return open_ones.filter(Exists(places), ~Exists(lacking)).order_by("pk")


def lines(user: Any, at: datetime) -> Iterator[today.Line]:
    """Offer parcels that are stuck, and that wait for this person. Two queries."""
    if not any(user.has_perm(right) for right in KEEPS):
        return
    for parcel in overdue(at)[: today.MOST // 2]:
        words = {"title": parcel.title, "why": sentence(parcel.held)}
        yield today.Line(
            group=today.Group.LATE,
            text=_("Parcel “%(title)s” is not out. %(why)s") % words,
            url=reverse("newsroom_parcel", args=[parcel.pk]),
            verb=_("Look"),
            due_at=parcel.goes_out_at or parcel.approved_at,
        )
    if not user.has_perm("newsroom.approve_parcel"):
        return
    for parcel in ready()[: today.MOST // 2]:
        yield today.Line(
            group=today.Group.WAITS,
            text=_("Parcel “%(title)s”: every text is approved, the whole is not")
            % {"title": parcel.title},
            url=reverse("newsroom_parcel", args=[parcel.pk]),
            verb=_("Read and decide"),
            due_at=parcel.goes_out_at,
        )


def stuck(at: datetime) -> Iterator[Finding]:
    """Look whether every approved parcel went out at its hour. One query."""
    wrong = list(overdue(at)[:20])
    for parcel in wrong:
        words = {"title": parcel.title, "why": sentence(parcel.held)}
        yield Finding(
            "warning",
            "parcel_held",
            _("The parcel “%(title)s” did not go out at its hour. %(why)s") % words,
            _("Open it in the staff side, under Parcels."),
        )
    if not wrong:
        yield Finding("ok", "parcels", _("No parcel waits beyond its hour."))
