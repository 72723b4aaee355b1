"""How a page ended: revoked, so that it still stands under a banner; or withdrawn.

A row stays in force until the page goes out again with a new approval. The verbs are
`revoking.revoke` and `approvals.withdraw`.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.core.refusals import keep


class EndingQuerySet(models.QuerySet["Ending"]):
    def in_force(self) -> Self:
        """Return the endings of pages that have not gone out again since."""
        return self.filter(over_at=None)

    def of(self, page: Page) -> "Ending | None":
        """Return how this page ended, or None. One query."""
        found = self.in_force().filter(page_id=page.pk)
        return found.select_related("goes_to", "goes_to__locale").first()


class Ending(models.Model):
    """One page that was revoked or withdrawn: when, by whom, why, and where to go."""

    REVOKE, WITHDRAW = "revoke", "withdraw"
    ACTS: ClassVar = [(REVOKE, _("Revoke")), (WITHDRAW, _("Withdraw"))]

    class Redirect(models.IntegerChoices):
        FOR_GOOD = 301, _("Send readers on for good (301)")
        FOR_NOW = 302, _("Send readers on for now (302)")

    # The lists ask this table about every page; its own links are of no use to Wagtail.
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        related_name="endings",
        verbose_name=_("page"),
    )
    act = models.CharField(_("act"), max_length=10, choices=ACTS)
    at = models.DateTimeField(_("ended at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reason = models.TextField(_("reason"))
    goes_to = models.ForeignKey(
        Page,
        on_delete=keep,
        null=True,
        related_name="led_to_by",
        verbose_name=_("page to read instead"),
    )
    redirects = models.PositiveSmallIntegerField(
        _("redirect"), choices=Redirect, null=True
    )
    over_at = models.DateTimeField(_("over since"), null=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ending")
        verbose_name_plural = _("endings")
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(over_at=None),
                name="ending_once_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(redirects=None) | models.Q(goes_to__isnull=False),
                name="ending_redirects_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} #{self.page_id}"

    @property
    def is_revocation(self) -> bool:
        return self.act == self.REVOKE

    @property
    def onward(self) -> Page | None:
        """Return the page to read instead, while it is there to be read."""
        there = self.goes_to and self.goes_to.live and self.goes_to.url
        return self.goes_to if there else None

    def facts(self) -> dict[str, Any]:
        """Return what the log keeps of this ending, as JSON values."""
        return {
            "ending": self.pk,
            "act": self.act,
            "by": self.by_id,
            "reason": self.reason,
            "goes_to": self.goes_to_id,
            "redirects": self.redirects,
        }


def listed(pages: Any) -> Any:
    """Return those of `pages` that lists, menus, feeds, search and sitemaps may show.

    Live and not revoked: one anti-join on an indexed column, no further query.
    """
    revoked = Ending.objects.in_force().filter(
        page_id=models.OuterRef("pk"), act=Ending.REVOKE
    )
    return pages.filter(~models.Exists(revoked), live=True)
