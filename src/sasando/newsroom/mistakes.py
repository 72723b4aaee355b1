"""What readers say is wrong in a story: one field, no account; to be mended or not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.accounts.models import Unit
from sasando.core.models import Entry
from sasando.core.refusals import keep
from sasando.core.today import MOST, Group, Line
from sasando.core.workflow import NotAllowed, move, verb

SHORTEST, LONGEST = 5, 1000
# So many wait for one story at most: whoever wants to flood the desk fills one line.
MOST_WAITING = 20
# What a reader wrote may hold a name or a telephone: it is forgotten after this time.
KEPT = timedelta(days=90)


class MistakeQuerySet(models.QuerySet["Mistake"]):
    def open(self) -> Self:
        """Return what waits, and what is to be corrected and is still out as it was.

        Who closes the editor again loses no report.
        """
        status = Mistake.Status
        as_before = models.Q(page__last_published_at__lt=models.F("settled_at"))
        taken = models.Q(status=status.TAKEN, page__live=True) & as_before
        return self.filter(models.Q(status=status.WAITS) | taken)


class Mistake(models.Model):
    """One mistake that a reader reported, until somebody has looked at it."""

    class Status(models.TextChoices):
        WAITS = "waits", _("Waits")
        TAKEN = "taken", _("To be corrected")
        DISMISSED = "dismissed", _("No mistake")

    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        Status.WAITS: (Status.TAKEN, Status.DISMISSED),
        Status.TAKEN: (Status.DISMISSED,),
    }

    page = models.ForeignKey(
        Page, on_delete=keep, related_name="mistakes", verbose_name=_("story")
    )
    words = models.TextField(_("what is wrong"), max_length=LONGEST)
    sent_at = models.DateTimeField(_("sent at"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITS
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = MistakeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return gettext("Reported mistake %(number)d") % {"number": self.pk or 0}

    @property
    def unit(self) -> Any:
        """Return the unit whose story it is, for the table of rights. Two queries."""
        return getattr(self.page.specific, "unit", None)


@verb("newsroom.report_mistake", system=True)
def report(page: Page, *, by: Any, at: datetime, words: str) -> Mistake | None:
    """Keep what a reader says is wrong; None when enough waits for this story already.

    The words stand in no log: they may hold what is to be forgotten. Raises NotAllowed
    where nothing is said.
    """
    words = words.strip()[:LONGEST]
    if len(words) < SHORTEST:
        raise NotAllowed(gettext("Write what is wrong, in a few words."))
    waiting = Mistake.objects.filter(page_id=page.pk, status=Mistake.Status.WAITS)
    if waiting.count() >= MOST_WAITING:
        return None
    mistake = Mistake.objects.create(page_id=page.pk, words=words, sent_at=at)
    Entry.write(mistake, "mistake.reported", by=by, at=at, data={"page": page.pk})
    return mistake


@verb("newsroom.take_mistake")
def take(mistake: Mistake, *, by: Any, at: datetime) -> None:
    """Say that the story is to be corrected. Raises NotAllowed when it was settled."""
    settled = {"settled_by": by, "settled_at": at}
    move(mistake, "taken", by=by, at=at, action="mistake.taken", **settled)


@verb("newsroom.dismiss_mistake")
def dismiss(mistake: Mistake, *, by: Any, at: datetime) -> None:
    """Say that nothing is wrong. Raises NotAllowed when it was settled already."""
    settled = {"settled_by": by, "settled_at": at}
    move(mistake, "dismissed", by=by, at=at, action="mistake.dismissed", **settled)


def forget(at: datetime) -> None:
    """Blank the words of what was sent long ago and is settled. Job of `tick`."""
    old = Mistake.objects.filter(sent_at__lt=at - KEPT).exclude(words="—")
    old.exclude(status=Mistake.Status.WAITS).update(words="—")


def waiting(user: Any, at: datetime) -> Iterator[Line]:
    """Yield what is open, for those who may correct the story. Two queries."""
    rows = Mistake.objects.open().select_related("page")
    if not user.has_perm("newsroom.take_mistake", Unit()):
        units = Unit.objects.select_related("parent__parent")
        mine = [
            each.pk for each in units if user.has_perm("newsroom.take_mistake", each)
        ]
        rows = rows.filter(page__story__unit__in=mine)
    for row in rows[:MOST]:
        yield line_of(row)


def line_of(row: Mistake) -> Line:
    said = gettext("A reader reports a mistake: %(title)s")
    step = gettext("Read and correct")
    if row.status == Mistake.Status.TAKEN:
        said = gettext("The correction is not out yet: %(title)s")
        step = gettext("Go on")
    return Line(
        group=Group.WAITS,
        text=said % {"title": row.page.title},
        url=reverse("newsroom_mistake", args=[row.pk]),
        verb=step,
    )
