"""Who asked to be told what, by which way; and what became of each thing told."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sasando.accounts.models import Unit
from sasando.channels.models import Channel, Delivery
from sasando.channels.secrets import Secrets


class OfficeKey(models.Model):
    """A key that this office made for itself, once, kept encrypted."""

    name = models.SlugField(_("what for"), max_length=30, unique=True)
    value = Secrets(_("key"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("key of the office")
        verbose_name_plural = _("keys of the office")

    def __str__(self) -> str:
        return self.name


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> Self:
        """Return those who agreed and have not taken it back."""
        return self.filter(status=Subscription.Status.ACTIVE)


class Subscription(models.Model):
    """One address that agreed to be told something, by one way.

    No name, no account. The address is encrypted; `mark` finds it again, and tells
    nothing to who has no key.
    """

    class Way(models.TextChoices):
        EMAIL = "email", _("E-mail")
        WHATSAPP = "whatsapp", "WhatsApp"
        WEBPUSH = "webpush", _("Notices of the browser")

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for a yes")
        ACTIVE = "active", _("Agreed")
        LEFT = "left", _("Unsubscribed")
        STOPPED = "stopped", _("Address no longer there")

    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        "asked": ("active",),
        "active": ("left", "stopped"),
        "left": ("active", "asked"),
        "stopped": ("asked", "active", "left"),
    }

    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    # An e-mail address, a telephone number, or what a browser gave for push.
    address = Secrets(_("address"), blank=True)
    # NULL until a WhatsApp message has said which number it is.
    mark = models.CharField(  # noqa: DJ001
        _("hash of the address"), max_length=64, null=True, unique=True
    )
    # What somebody sends by WhatsApp to say that they meant it.
    code = models.CharField(_("code"), max_length=12, blank=True, db_index=True)
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.ASKED
    )
    language = models.CharField(_("language"), max_length=5, default="id")
    # What was agreed to, word for word (`consent.WORDINGS`), and when.
    wording = models.CharField(_("wording"), max_length=20)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    left_at = models.DateTimeField(_("unsubscribed"), null=True, blank=True)
    # Links of an older number open nothing.
    turn = models.PositiveSmallIntegerField(_("round"), default=1)
    # A letter that is to be sent: "confirm", "known", or none; "ask" where nobody
    # looked yet whose address it is (`asking`).
    letter = models.CharField(_("letter to send"), max_length=10, blank=True)
    lettered_at = models.DateTimeField(_("last letter"), null=True, blank=True)
    # Hard refusals of its server in a row.
    refusals = models.PositiveSmallIntegerField(_("refusals"), default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["way", "status"], name="subscription_who"),
            models.Index(
                fields=["id"], condition=~Q(letter=""), name="subscription_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Wish(models.Model):
    """One thing that a subscription is for; without topic and unit it is everything."""

    class Purpose(models.TextChoices):
        NEWS = "news", _("News and press releases")
        ALERTS = "alerts", _("Urgent warnings")
        CASES = "cases", _("Notices of your own request")

    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.CASCADE,
        related_name="wishes",
        verbose_name=_("subscription"),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    topic = models.SlugField(_("topic"), max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work unit"),
    )

    class Meta:
        verbose_name = _("wish of a subscription")
        verbose_name_plural = _("wishes of subscriptions")
        indexes: ClassVar = [
            models.Index(fields=["purpose", "topic", "unit"], name="wish_what")
        ]

    def __str__(self) -> str:
        return " ".join(
            str(one) for one in (self.purpose, self.topic, self.unit_id) if one
        )


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def due(self, at: datetime) -> Self:
        """Return those to be told now."""
        return self.filter(status="waiting", due_at__lte=at)


class Recipient(models.Model):
    """One person of one delivery: told once, refused, or nobody knows."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits")
        # Written before the first byte that could be an acceptance.
        HANDING = "handing", _("Being handed over")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")
        UNCERTAIN = "uncertain", _("Not certain")
        SKIPPED = "skipped", _("Unsubscribed before")

    class Seen(models.TextChoices):
        """What the platform said later, in its order."""

        SENT = "sent", _("On its way")
        DELIVERED = "delivered", _("Arrived")
        READ = "read", _("Read")
        FAILED = "failed", _("Did not arrive")

    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.CASCADE,
        related_name="recipients",
        verbose_name=_("delivery"),
    )
    # Erased with its subscription; the row stays, and is counted.
    subscription = models.ForeignKey(
        Subscription,
        on_delete=models.SET_NULL,
        null=True,
        related_name="recipients",
        verbose_name=_("subscription"),
    )
    # In the Message-ID; what WhatsApp gives back with each status.
    ref = models.UUIDField(_("name"), default=uuid.uuid4, unique=True)
    status = models.CharField(
        _("state"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    fence = models.PositiveIntegerField(_("claim"), default=0)
    due_at = models.DateTimeField(_("due"))
    handed_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("repeats"), default=0)
    code = models.IntegerField(_("code"), default=0)
    external_id = models.CharField(
        _("name there"), max_length=200, blank=True, db_index=True
    )
    seen = models.CharField(
        _("seen there"), max_length=10, choices=Seen.choices, blank=True
    )

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["delivery", "subscription"], name="recipient_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["delivery", "due_at", "id"],
                condition=Q(status="waiting"),
                name="recipient_waits",
            ),
            models.Index(
                fields=["delivery", "fence"],
                condition=Q(status="handing"),
                name="recipient_handed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Mailbox(models.Model):
    """How many letters of ours one mailbox got lately, whoever asked for them."""

    mark = models.CharField(_("hash of the address"), max_length=64, unique=True)
    since = models.DateTimeField(_("counted since"))
    letters = models.PositiveSmallIntegerField(_("letters"), default=0)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Pace(models.Model):
    """How far a channel has used its rate: no message before this moment."""

    channel = models.OneToOneField(
        Channel,
        on_delete=models.CASCADE,
        related_name="pace",
        verbose_name=_("channel"),
    )
    until = models.DateTimeField(_("used until"))

    class Meta:
        verbose_name = _("pace of a channel")
        verbose_name_plural = _("paces of channels")

    def __str__(self) -> str:
        return f"#{self.channel_id}"
