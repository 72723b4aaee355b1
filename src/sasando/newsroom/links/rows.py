"""One address that pages link to, where it stands, and what it answered."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sasando.core.models import listed


class LinkQuerySet(models.QuerySet["Link"]):
    def due(self, at: datetime) -> Self:
        """Return the links that are to be asked now, the longest due first."""
        return self.filter(next_at__lte=at).order_by("next_at", "pk")

    def dead(self) -> Self:
        """Return those that answered nobody twice, and that nobody chose to ignore."""
        return self.filter(state=Link.State.DEAD, ignored_at=None)


class Link(models.Model):
    """One address, asked once for all the pages that hold it."""

    class State(models.TextChoices):
        NEW = "new", _("Not asked yet")
        FINE = "fine", _("Answers")
        UNSURE = "unsure", _("Cannot say")
        FAILING = "failing", _("Failed once; asked again tomorrow")
        DEAD = "dead", _("Dead")

    # Its pages are named in `LinkPlace`; Wagtail need not know.
    wagtail_reference_index_ignore = True

    address = models.TextField(_("address"))
    # Texts are too long for a unique index on PostgreSQL.
    key = models.CharField(_("hash of the address"), max_length=64, unique=True)
    is_own = models.BooleanField(_("on our own site"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NEW, db_index=True
    )
    why = models.CharField(_("what it answered"), max_length=40, blank=True)
    failed_at = models.DateTimeField(_("failing since"), null=True)
    checked_at = models.DateTimeField(_("last asked at"), null=True)
    next_at = models.DateTimeField(_("asked again at"), db_index=True)
    # Somebody pressed the button: the night is not waited for.
    is_urgent = models.BooleanField(_("asked for by hand"), default=False)
    ignored_at = models.DateTimeField(_("ignored since"), null=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ignored by"),
    )
    ignored_why = models.CharField(_("why it is ignored"), max_length=250, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.address[:200]

    @property
    def href(self) -> str:
        """Return where a click leads, or "" for what is named by its key."""
        leads = self.address.startswith(("https://", "http://", "/"))
        return self.address if leads else ""


def key_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


class LinkPlaceQuerySet(models.QuerySet["LinkPlace"]):
    def standing(self) -> Self:
        """Return the places on pages that readers find: live and not revoked."""
        pages = listed(Page.objects.all()).order_by()
        return self.filter(page_id__in=pages.values("pk"))


class LinkPlace(models.Model):
    """One link on one live page."""

    wagtail_reference_index_ignore = True

    link = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="places", verbose_name=_("link")
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="link_places",
        verbose_name=_("page"),
    )

    objects = LinkPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "page"], name="link_place_once")
        ]

    def __str__(self) -> str:
        return f"#{self.page_id}"


class LinkHarvest(models.Model):
    """Which text of a page was read for links; another one is read anew."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        related_name="link_harvest",
        verbose_name=_("page"),
    )
    revision_key = models.BigIntegerField(_("revision"), null=True)
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("harvest of links")
        verbose_name_plural = _("harvests of links")

    def __str__(self) -> str:
        return f"#{self.page_id}"


def facts_of(link: Link) -> dict[str, Any]:
    """Return what the log keeps of a link."""
    return {"address": link.address[:500], "why": link.why}
