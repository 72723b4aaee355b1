"""Numbers of press releases: gap-free from our counter, or typed from the e-office.

A number is given in the transaction of the approval, so a refused approval uses none.
One that is cancelled stays in its place as *batal*.
"""

from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sasando.core import publication
from sasando.core.models import Entry
from sasando.core.numbers import next_number
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom.office import PLAIN_FORMAT, NewsroomSettings, fill

COUNTER = "newsroom.release"


class ReleaseNumberQuerySet(models.QuerySet["ReleaseNumber"]):
    def in_force(self) -> "ReleaseNumberQuerySet":
        """Return the numbers that were not cancelled."""
        return self.filter(cancelled_at=None)


class ReleaseNumber(models.Model):
    """One number that was given, with the release it stands on."""

    page = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        related_name="release_numbers",
        verbose_name=gettext_lazy("page"),
    )
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    count = models.PositiveIntegerField(gettext_lazy("count"), null=True)
    text = models.CharField(gettext_lazy("number"), max_length=80)
    given_at = models.DateTimeField(gettext_lazy("given at"))
    cancelled_at = models.DateTimeField(gettext_lazy("cancelled at"), null=True)
    reason = models.CharField(gettext_lazy("reason"), max_length=250, blank=True)

    objects = ReleaseNumberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("number of a release")
        verbose_name_plural = gettext_lazy("numbers of releases")
        ordering: ClassVar = ["-year", "-count", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("year", Lower("text"), name="release_number_once"),
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(cancelled_at=None),
                name="release_one_number",
            ),
        ]

    def __str__(self) -> str:
        return self.text


def give(release: Any, *, by: Any, at: datetime) -> ReleaseNumber:
    """Return the number of this release, given now if it has none.

    Must run in the approval's transaction. Two releases at once wait for each other:
    no number is skipped and none is given twice.
    """
    mine = ReleaseNumber.objects.in_force().filter(page_id=release.pk).first()
    if mine is not None:
        return mine
    year = (release.dated_on or timezone.localdate(at)).year
    count, text = None, release.typed_number.strip()
    if not text:
        count, text = counted(form_for(release), year=year)
    facts = {"year": year, "count": count, "text": text, "given_at": at}
    try:
        with transaction.atomic():
            number = ReleaseNumber.objects.create(page_id=release.pk, **facts)
    except IntegrityError as error:
        # Two approvals in one moment: the row of the other was not to be seen before.
        raise NotAllowed(
            _("Another release bears the number %(number)s.") % {"number": text}
        ) from error
    Entry.write(release, "release.numbered", by=by, at=at, data={"number": text})
    return number


def counted(form: str, *, year: int) -> tuple[int, str]:
    """Return the next count of the year, and its number that nobody typed before."""
    while True:
        count = next_number(COUNTER, year=year)
        text = fill(form, count=count, year=year)
        if not ReleaseNumber.objects.filter(year=year, text__iexact=text).exists():
            return count, text


def form_for(release: Any) -> str:
    """Return the form of numbers that the office of this release has chosen."""
    site = release.get_site()
    return NewsroomSettings.for_site(site).number_form if site else PLAIN_FORMAT


def of(release: Any) -> str:
    """Return the number in force of a release, or "". One query."""
    mine = ReleaseNumber.objects.in_force().filter(page_id=release.pk)
    return mine.values_list("text", flat=True).first() or ""


def is_taken(release: Any) -> bool:
    """Return whether another release of the year bears the typed number. One query."""
    year = (release.dated_on or timezone.localdate()).year
    same = ReleaseNumber.objects.filter(
        year=year, text__iexact=release.typed_number.strip()
    )
    return same.exclude(page_id=release.pk, cancelled_at=None).exists()


@verb("newsroom.cancel_number")
def cancel(release: Any, *, by: Any, at: datetime, reason: str) -> None:
    """Cancel the number of a release that is not out; it stays as *batal*.

    Raises NotAllowed without a reason, without a number, or while the release is out.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this number is cancelled."))
    # Whoever publishes it holds the row, too: of the two, the second sees the first.
    if not publication.hold(release, live=False):
        raise NotAllowed(_("This release is published. Withdraw or correct it."))
    mine = ReleaseNumber.objects.in_force().filter(page_id=release.pk)
    text = of(release)
    if not mine.update(cancelled_at=at, reason=reason):
        raise NotAllowed(_("This release has no number."))
    facts = {"number": text, "reason": reason}
    Entry.write(release, "release.number_cancelled", by=by, at=at, data=facts)
