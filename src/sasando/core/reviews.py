"""When somebody looks at a page again: is it still true? And who does.

A review is a row beside the page, not a field of it: readers do not see it, so to move
its date asks for no new approval. The verbs are in `reviewing`.
"""

import calendar
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.core.endings import listed


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> Self:
        """Return the reviews of pages that readers find: live and not revoked."""
        pages = listed(Page.objects.all()).order_by()
        return self.filter(page_id__in=pages.values("pk"))

    def due(self, on: date) -> Self:
        """Return those whose day has come."""
        return self.filter(due_on__lte=on)


class Review(models.Model):
    """The day on which somebody reads one page again, and whose duty that is."""

    # Nobody is led to a page by it, and its owner is no name that a text mentions.
    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        related_name="review",
        verbose_name=_("page"),
    )
    due_on = models.DateField(_("next review"), db_index=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who looks after it"),
    )
    reviewed_at = models.DateTimeField(_("last reviewed at"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("last reviewed by"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        ordering: ClassVar = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"#{self.page_id} {self.due_on}"


class Reviewed:
    """What a kind of page takes on that is reviewed; stands before `BasePage`."""

    def review_months(self) -> int:
        """Return after how many months a text of this kind is read again."""
        return 12

    def counts_as_review(self) -> bool:
        """Return whether who published this text has read all of it."""
        return True

    def goes_out(self, *, at: datetime) -> None:
        """Set the first date of review; of a page that goes out again, the next one."""
        super().goes_out(at=at)  # type: ignore[misc]
        plan(self, at=at)


def plan(page: Any, *, at: datetime) -> None:
    """Give a page that goes out its day of review, unless it has one ahead.

    Its owner is who made the page, else whom the text names as an author. Two queries.
    """
    today = timezone.localdate(at)
    due_on = months_after(today, page.review_months())
    owner = page.owner_id or min(page.named_authors(), default=None)
    first = {"due_on": due_on, "owner_id": owner}
    _review, is_new = Review.objects.get_or_create(page_id=page.pk, defaults=first)
    if not is_new and page.counts_as_review():
        Review.objects.filter(page_id=page.pk).due(today).update(due_on=due_on)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
