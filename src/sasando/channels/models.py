"""Channels, what is said on them, and what became of each saying."""

from textwrap import shorten
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sasando.channels import outside as outside
from sasando.channels import planned as planned
from sasando.channels.figures import DeadMetric as DeadMetric
from sasando.channels.figures import MetricSnapshot as MetricSnapshot
from sasando.channels.first_comments import FirstComment as FirstComment
from sasando.channels.half_films import HalfFilm as HalfFilm
from sasando.channels.items import Change as Change
from sasando.channels.items import FromItem
from sasando.channels.items import UnitHashtags as UnitHashtags
from sasando.channels.media import LooseMedium as LooseMedium
from sasando.channels.media import Medium as Medium
from sasando.channels.media import Shaped as Shaped
from sasando.channels.registrations import Registration as Registration
from sasando.channels.secrets import Secrets

KEPT = models.PROTECT


class ChannelQuerySet(models.QuerySet["Channel"]):
    def there(self) -> Self:
        """Return channels that were not removed."""
        return self.exclude(status=Channel.Status.REMOVED)


class Channel(models.Model):
    """One account of the office on one platform."""

    class Status(models.TextChoices):
        OPEN = "open", _("Connected")
        NEEDS_RECONNECT = "needs_reconnect", _("Must be connected again")
        BLOCKED = "blocked", _("Stopped by the platform")
        REMOVED = "removed", _("Removed")

    MOVES: ClassVar = {
        "open": ("needs_reconnect", "blocked", "removed"),
        "needs_reconnect": ("open", "removed"),
        "blocked": ("open", "removed"),
    }

    # The name of an adapter among the entry points `sasando.channels`.
    kind = models.SlugField(_("platform"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    account_id = models.CharField(_("account"), max_length=100, blank=True)
    base_url = models.CharField(
        _("address of the platform"), max_length=300, blank=True
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    secrets = Secrets(_("secrets"), blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=Status.choices, default=Status.OPEN
    )
    # Three clocks: when the token ends, when it may read no more, when it last served.
    token_expires_at = models.DateTimeField(_("token ends"), null=True, blank=True)
    data_access_expires_at = models.DateTimeField(
        _("access to data ends"), null=True, blank=True
    )
    last_ok_at = models.DateTimeField(_("last success"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    # No call at all before this moment: the platform asked for rest.
    quiet_until = models.DateTimeField(_("asked for rest until"), null=True, blank=True)
    # How often in a row it asked without saying for how long.
    rests = models.PositiveSmallIntegerField(_("rests in a row"), default=0)
    # Percent of its allowance that the platform says is used.
    used_percent = models.PositiveSmallIntegerField(_("allowance used"), default=0)
    # The next late post may go out then: one in two minutes.
    next_late_at = models.DateTimeField(_("next late post"), null=True, blank=True)
    # The sentence of what is wrong, as in `sentences`.
    problem = models.CharField(_("problem"), max_length=60, blank=True)
    # A person saw a real post by it; until then it was only tried against a double.
    live_checked_at = models.DateTimeField(_("checked live"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"))

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_order(self) -> bool:
        return self.status == self.Status.OPEN and self.paused_at is None


class Pause(models.Model):
    """Nothing goes out anywhere: a crisis, or days of mourning."""

    reason = models.CharField(_("reason"), max_length=200)
    began_at = models.DateTimeField(_("began"))
    over_at = models.DateTimeField(_("over"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause of all channels")
        verbose_name_plural = _("pauses of all channels")
        ordering = ["-began_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(over_at=None) | Q(over_at__gte=F("began_at")),
                name="pause_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Content(FromItem):
    """One thing that is said, on one or more channels."""

    text = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)
    # Given by who calls from outside: the same key is the same content.
    key = models.CharField(_("key"), max_length=100, null=True, blank=True, unique=True)
    # Later than so many minutes a person is asked; of an event, never after it.
    late_minutes = models.PositiveIntegerField(_("may be late (minutes)"), default=60)
    useless_at = models.DateTimeField(_("useless from"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=KEPT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("content")
        verbose_name_plural = _("contents")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title(60) or f"#{self.pk}"

    def title(self, most: int) -> str:
        """Return the beginning of the text, cut between words; else the link."""
        text = " ".join(self.text.split()) or self.link
        cut = shorten(text, most, placeholder=" …")
        return cut if len(cut) > 2 else text[:most]


class Variant(models.Model):
    """What one channel says otherwise; what is NULL is as in the content."""

    content = models.ForeignKey(
        Content,
        on_delete=models.CASCADE,
        related_name="variants",
        verbose_name=_("content"),
    )
    channel = models.ForeignKey(
        Channel, on_delete=KEPT, related_name="+", verbose_name=_("channel")
    )
    text = models.TextField(_("text"), null=True, blank=True)  # noqa: DJ001
    link = models.CharField(_("link"), max_length=500, null=True, blank=True)  # noqa: DJ001
    options = models.JSONField(_("options"), default=dict, blank=True)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content", "channel"], name="variant_one_a_channel"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.content_id}/{self.channel_id}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def open(self) -> Self:
        """Return what the engine still works on."""
        return self.filter(due_at__isnull=False)


class Delivery(models.Model):
    """One content on one channel: exactly one public post, or a sentence."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready to be sent")
        SENDING = "sending", _("Being sent")
        CONFIRMING = "confirming", _("Being looked for")
        PUBLISHED = "published", _("Published")
        WAITING_RATE = "waiting_rate", _("Waits for the platform")
        BLOCKED_AUTH = "blocked_auth", _("Waits for the channel")
        MEDIA_FAILED = "media_failed", _("Picture or film refused")
        FAILED = "failed", _("Failed")
        NEEDS_HUMAN = "needs_human", _("A person must look")
        EDIT_REQUESTED = "edit_requested", _("Being changed there")
        RECALL_REQUESTED = "recall_requested", _("Being taken back")
        RECALLED = "recalled", _("Taken back")
        CANCELLED = "cancelled", _("Cancelled")

    STOPS: ClassVar = (
        *("waiting_rate", "blocked_auth", "media_failed", "failed", "needs_human"),
    )
    ENDS: ClassVar = (*STOPS, "cancelled", "draft")
    MOVES: ClassVar = {
        # Published by an answer that comes after it was made a draft again.
        "draft": ("scheduled", "cancelled", "published"),
        "scheduled": ("preparing", "sending", "published", *ENDS),
        "preparing": ("ready", "sending", "published", *ENDS),
        "ready": ("preparing", "sending", "published", *ENDS),
        "waiting_rate": ("preparing", "sending", "published", *ENDS),
        "blocked_auth": ("scheduled", "published", "cancelled", "needs_human", "draft"),
        # A byte of it may have left: nobody cancels it, or makes a draft of it.
        "sending": ("published", "confirming", "ready", "preparing", *STOPS),
        "confirming": ("published", "ready", "needs_human"),
        "needs_human": ("published", "scheduled", "cancelled", "draft"),
        "media_failed": ("scheduled", "published", "cancelled", "draft"),
        "failed": ("scheduled", "published", "cancelled", "draft"),
        # By an answer that comes after somebody gave it up.
        "cancelled": ("published",),
        "published": ("edit_requested", "recall_requested"),
        "edit_requested": ("published", "recall_requested"),
        "recall_requested": ("recalled",),
    }
    # Known to be out already, or to have been.
    TOLD: ClassVar = ("published", "edit_requested", "recall_requested", "recalled")
    # Looked after whatever is paused: they may be out already.
    OUT: ClassVar = ("sending", "confirming", "recall_requested")

    content = models.ForeignKey(
        Content, on_delete=KEPT, related_name="deliveries", verbose_name=_("content")
    )
    channel = models.ForeignKey(
        Channel, on_delete=KEPT, related_name="deliveries", verbose_name=_("channel")
    )
    # "" for the one post of a content; a deliberate repetition has a name of its own.
    slot_key = models.CharField(_("which repetition"), max_length=60, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=Status.choices, default=Status.DRAFT
    )
    scheduled_at = models.DateTimeField(_("planned for"))
    # Or later, when the platform asked for rest; lateness counts from it.
    expected_at = models.DateTimeField(_("expected"))
    # The very words and files that were approved, and go out; and their hash. An edit
    # takes the hash away.
    payload = models.JSONField(_("approved payload"), default=dict, blank=True)
    approved_digest = models.CharField(_("approved hash"), max_length=64, blank=True)
    # The engine looks at it then; NULL for what is done or waits for a person. Of a row
    # that a worker has, this is the end of the lease.
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # Grows with each claim: who has an older number may change nothing.
    fence = models.PositiveIntegerField(_("claims"), default=0)
    # Repeats in a row of a step that nobody sees.
    tries = models.PositiveSmallIntegerField(_("repeats"), default=0)
    confirming_since = models.DateTimeField(
        _("looked for since"), null=True, blank=True
    )
    recall_asked_at = models.DateTimeField(_("recall asked"), null=True, blank=True)
    external_id = models.CharField(_("name there"), max_length=200, blank=True)
    permalink = models.CharField(_("address there"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # The sentence, as in `sentences` or the platform's table, and what fills it.
    problem = models.CharField(_("problem"), max_length=60, blank=True)
    problem_facts = models.JSONField(
        _("facts of the problem"), default=dict, blank=True
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["content", "channel", "slot_key"], name="delivery_once"
            ),
            # One post there is one delivery here.
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                condition=~Q(external_id=""),
                name="delivery_own_post",
            ),
        ]
        indexes: ClassVar = [
            # Of the open ones alone: claims cost the same beside a million done.
            models.Index(
                fields=["due_at", "id"],
                condition=Q(due_at__isnull=False),
                name="delivery_due",
            ),
            # What is out on a channel since a day: never taken for another's post.
            models.Index(fields=["channel", "published_at"], name="delivery_out"),
            # Where it stands in the calendar.
            models.Index(Coalesce("published_at", "expected_at"), name="delivery_day"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class PreparedMedia(models.Model):
    """Something invisible that a platform holds for a delivery."""

    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.CASCADE,
        related_name="prepared",
        verbose_name=_("delivery"),
    )
    name = models.CharField(_("what it is"), max_length=40)
    # An id there; or an address that by itself lets one upload, hence encrypted.
    value = Secrets(_("name there"))
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    expires_at = models.DateTimeField(_("gone after"), null=True, blank=True)

    class Meta:
        verbose_name = _("prepared medium")
        verbose_name_plural = _("prepared media")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery", "name"], name="prepared_one_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """One try: written before the call, closed once after it, never changed again."""

    class Phase(models.TextChoices):
        PREPARE = "prepare", _("Prepared")
        COMMIT = "commit", _("Sent")
        LOOK_UP = "look_up", _("Looked for")
        RECALL = "recall", _("Taken back")
        EDIT = "edit", _("Changed there")
        COMMENT = "comment", _("First comment sent")
        COMMENT_LOOK = "comment_up", _("First comment looked for")

    delivery = models.ForeignKey(
        Delivery, on_delete=KEPT, related_name="attempts", verbose_name=_("delivery")
    )
    phase = models.CharField(_("step"), max_length=10, choices=Phase.choices)
    fence = models.PositiveIntegerField(_("claim"))
    started_at = models.DateTimeField(_("began"))
    # SHA-256 of what was sent: payload and prepared names.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # accepted, found, absent, not_found, conflict, or the kind of the fault.
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    code = models.IntegerField(_("code"), default=0)
    subcode = models.BigIntegerField(_("subcode"), default=0)
    trace = models.CharField(_("trace"), max_length=100, blank=True)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


# Rows of people stand in a module of their own, which needs those above.
import sasando.channels.people.models  # noqa: E402, F401
