"""Rows that every room needs: the log, approvals, holidays, touches, jobs."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from sasando.core.addresses import around
from sasando.core.copying import DraftCopyForm
from sasando.core.days import Holiday, HolidayQuerySet, LeaveDecree, decreed_years
from sasando.core.endings import Ending, EndingQuerySet, listed
from sasando.core.entries import BaseEntry, BasePersonal
from sasando.core.page_forms import PageForm
from sasando.core.refusals import keep
from sasando.core.reviews import Review, Reviewed, ReviewQuerySet
from sasando.core.tasks import ApprovalTask

__all__ = [
    "ApprovalTask",
    "Ending",
    "EndingQuerySet",
    "Holiday",
    "HolidayQuerySet",
    "LeaveDecree",
    "Review",
    "ReviewQuerySet",
    "Reviewed",
    "decreed_years",
    "listed",
]


class Entry(BaseEntry):
    """One line of the log that cannot be unmade."""


class Personal(BasePersonal):
    """The personal data of one entry: erasable without breaking the chain."""

    entry = models.OneToOneField(
        Entry,
        on_delete=models.PROTECT,
        related_name="personal",
        verbose_name=_("log entry"),
    )


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def in_force(self) -> Self:
        """Return approvals to publish that were neither replaced nor used up."""
        return self.filter(act=Approval.PUBLISH, voided_at=None)


class Approval(models.Model):
    """What a second person allowed to happen to one page, bound to its very text.

    `content` is the approved text itself: Wagtail's autosave rewrites a revision
    under the same id, so the revision alone would not prove what was approved.
    """

    PUBLISH, WITHDRAW = "publish", "withdraw"
    ACTS: ClassVar = [(PUBLISH, _("Publish")), (WITHDRAW, _("Withdraw"))]
    # Nobody answered: `approved_by` put it out alone, with a reason (`core.alone`).
    ALONE = "urgent"

    # DO_NOTHING: the guard answers first, with a sentence, and the key holds behind it
    page = models.ForeignKey(
        Page,
        on_delete=models.DO_NOTHING,
        related_name="approvals",
        verbose_name=_("page"),
    )
    act = models.CharField(_("act"), max_length=10, choices=ACTS)
    digest = models.CharField(_("hash of the text"), max_length=64)
    content = models.JSONField(_("approved text"), default=dict)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=keep,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"))
    via = models.CharField(_("approved through"), max_length=20)
    reason = models.TextField(_("reason"), blank=True)
    published_at = models.DateTimeField(_("went out at"), null=True)
    voided_at = models.DateTimeField(_("void since"), null=True)
    redacted_at = models.DateTimeField(_("redacted at"), null=True)
    redacted_reason = models.TextField(_("why it was redacted"), blank=True)

    objects = ApprovalQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} #{self.page_id}"

    def facts(self) -> dict[str, Any]:
        """Return what the log keeps of this approval, as JSON values."""
        return {
            "approval": self.pk,
            "digest": self.digest,
            "via": self.via,
            "reason": self.reason,
            "approved_by": self.approved_by_id,
            "approved_at": as_text(self.approved_at),
        }


def as_text(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class ApprovalLink(models.Model):
    """A one-time link by which one approver allows one text, from any phone."""

    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name=_("page"),
    )
    digest = models.CharField(_("hash of the text"), max_length=64)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name=_("approver"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True)

    class Meta:
        verbose_name = _("approval link")
        verbose_name_plural = _("approval links")

    def __str__(self) -> str:
        return f"#{self.page_id}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    def active(self, at: datetime) -> Self:
        """Return the freezes that hold at this moment."""
        ended = models.Q(ends_at__isnull=False, ends_at__lte=at)
        return self.filter(starts_at__lte=at).exclude(ended)


class Freeze(models.Model):
    """A time in which nothing goes out: mourning, election silence, a crisis."""

    reason = models.CharField(_("reason"), max_length=200)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Leave empty until you know when it ends."),
    )

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.reason

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(
                {"ends_at": _("A freeze cannot end before it begins.")}
            )


class Touch(models.Model):
    """Something that pages show has changed: written by triggers, heard by the store.

    Nobody reads it but the page store, which takes it away (`core.hearing`).
    """

    tag = models.TextField(_("tag"))

    class Meta:
        verbose_name = _("touch")
        verbose_name_plural = _("touches")

    def __str__(self) -> str:
        return self.tag


class Job(models.Model):
    """When a registered job of `tick` last ran, and how it ended."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last number that was given under a name in a year."""

    name = models.CharField(_("name"), max_length=50)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "year"], name="counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class ShortLink(models.Model):
    """A short address under /s/ that leads to one place, for print and messages."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=200)
    target = models.CharField(_("address it leads to"), max_length=500)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"/s/{self.code}"


class BasePage(Page):
    """What every page of Sasando has: an embargo, and a list of what it lacks."""

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside sees this page before this time."),
    )

    # Every page is public: Wagtail's privacy would take a page back without a word.
    private_page_options: ClassVar[list[str]] = []

    # What the row says beside the text: no revision carries it, no approval covers it.
    row_facts: ClassVar[frozenset[str]] = frozenset()

    # What `approval_template` shows; the rest of the approved facts stand beside it.
    read_in_text: ClassVar[frozenset[str]] = frozenset(
        {"title", "intro", "locale", "embargo_until"}
    )

    # Who may take it off its address; a right of the table in `accounts`.
    withdraw_permission: ClassVar[str] = "core.withdraw_page"

    # No alias, and no copy that is out at once: each page is approved by itself.
    copy_form_class = DraftCopyForm
    base_form_class = PageForm

    # Shown to the approver who follows a link; gets `item`.
    approval_template = "core/page_text.html"

    class Meta:
        abstract = True

    def _set_core_field_defaults(self) -> None:
        super()._set_core_field_defaults()
        page: Any = self
        if page.path and not page.slug:
            # A title of emoji alone: the kind of page stands in, such as "berita-2".
            with override(self.locale.language_code):
                kind = slugify(str(page._meta.verbose_name))
            page.slug = page._get_autogenerated_slug(kind)

    def lacks(self) -> list[str]:
        """Return one sentence for each thing that is missing before approval."""
        return []

    def hinders(self, *, at: datetime) -> str:
        """Return why this text may not go out at `at` though it was approved, or "".

        For what can change after the approval without a change of the text.
        """
        return ""

    def named_authors(self) -> set[int]:
        """Return the ids of the people whom this text names as its authors."""
        return set()

    def shown_files(self) -> list[Any]:
        """Return the stored files this page shows, so that their hash is approved."""
        return []

    def goes_out(self, *, at: datetime) -> None:
        """Set what the row says once this text goes out; saved with it."""

    def was_redacted(self, *, at: datetime) -> None:
        """Blank what other rows keep of this page's texts, in the redaction's own
        transaction.
        """

    def was_approved(self, approval: Approval) -> None:
        """Do what belongs to the approval's own transaction, such as numbering."""

    def get_view_restrictions(self) -> models.QuerySet[Any]:
        """Return none: the database refuses to hold one (`page_not_hidden`).

        Wagtail would ask for them whenever a page is served, by two queries.
        """
        return PageViewRestriction.objects.none()

    def get_context(self, request: HttpRequest, *args: Any, **kw: Any) -> Any:
        """Return what the template gets; `ending` if it is revoked. One query."""
        context = super().get_context(request, *args, **kw)
        near = around(self)
        ending = Ending.objects.of(self) if near.is_revoked else None
        return context | {"around": near, "ending": ending}

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page of an address; also this one, where it was withdrawn."""
        try:
            return super().route(request, path_components)
        except Http404:
            if self.live or not self.owns(path_components):
                raise
            self.gone = Ending.objects.of(self)
            if self.gone is None or self.gone.is_revocation:
                raise
            return RouteResult(self)

    def owns(self, path_components: list[str]) -> bool:
        """Return whether this address is the page's own, not that of one below it."""
        if not (path_components and hasattr(self, "resolve_subpage")):
            return not path_components
        try:
            return bool(self.resolve_subpage(f"/{'/'.join(path_components)}/"))
        except Http404:
            return False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or say that it is gone (410), or lead on."""
        gone: Ending | None = getattr(self, "gone", None)
        if gone is None:
            answer: HttpResponse = super().serve(request, *args, **kwargs)
            return answer
        if gone.redirects and gone.onward:
            lasts = gone.redirects == Ending.Redirect.FOR_GOOD
            return redirect(gone.onward.get_url(request), permanent=lasts)
        facts = {"gone": gone, "kind": self._meta.verbose_name}
        return render(request, "core/gone.html", facts, status=HTTPStatus.GONE)

    def with_content_json(self, content: Any) -> Any:
        """Return the text of a revision, with the facts of the row as they are now."""
        text = super().with_content_json(content)
        for name in self.row_facts:
            setattr(text, name, getattr(self, name))
        return text
