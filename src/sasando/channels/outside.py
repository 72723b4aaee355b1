"""Rows of the door for programs: who may come in, what they asked, whom we tell."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sasando.channels.secrets import Secrets


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def valid(self, at: datetime) -> Self:
        """Return the tokens that open the door at this moment."""
        return self.filter(withdrawn_at=None, expires_at__gt=at)


class AccessToken(models.Model):
    """What lets a program act for a person; only its hash is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Write")
        APPROVE = "approve", _("Approve")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(_("what it is for"), max_length=100)
    scopes = models.JSONField(_("may"), default=list)
    # SHA-256; the token itself is 32 random bytes, so no salt is needed.
    digest = models.CharField(_("hash"), max_length=64, unique=True)
    # Its first letters, by which a person knows it again.
    begins = models.CharField(_("begins with"), max_length=12)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("ends"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """What a request with an Idempotency-Key was answered: said again when asked."""

    token = models.ForeignKey(
        AccessToken,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("access token"),
    )
    key = models.CharField(_("key"), max_length=100)
    # Of method, address and body: another request must not come under the same key.
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    body = models.JSONField(_("answer"), default=dict)
    created_at = models.DateTimeField(_("answered"), db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token", "key"], name="answer_once_a_key")
        ]

    def __str__(self) -> str:
        return self.key


class Hook(models.Model):
    """An address of somebody's program that wants to hear what happens."""

    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500)
    # Signs each message; the one before it too, until `old_until`.
    secret = Secrets(_("secret"))
    old_secret = Secrets(_("secret before"), blank=True)
    old_until = models.DateTimeField(_("old secret ends"), null=True, blank=True)
    events = models.JSONField(_("wants to hear"), default=list)
    created_at = models.DateTimeField(_("added"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Happening(models.Model):
    """Something that webhooks may want to hear, written in the change's transaction.

    Of deliveries a trigger writes it (`guards`), so that no way is forgotten.
    """

    name = models.CharField(_("name"), max_length=32, unique=True)
    kind = models.CharField(_("what happened"), max_length=40)
    content = models.ForeignKey(
        "channels.Content",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("content"),
    )
    delivery = models.ForeignKey(
        "channels.Delivery",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("delivery"),
    )
    external_id = models.CharField(_("name there"), max_length=200, blank=True)
    permalink = models.CharField(_("address there"), max_length=500, blank=True)
    problem = models.CharField(_("problem"), max_length=60, blank=True)
    at = models.DateTimeField(_("when"))
    # NULL until its messages are written.
    told_at = models.DateTimeField(_("handed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("happening")
        verbose_name_plural = _("happenings")
        ordering = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=Q(told_at__isnull=True), name="happening_new"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Message(models.Model):
    """One happening for one webhook: sent until it is taken, for a day at most."""

    class State(models.TextChoices):
        WAITS = "waits", _("Waits")
        TAKEN = "taken", _("Taken")
        STOPPED = "stopped", _("Stopped")

    hook = models.ForeignKey(
        Hook,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("webhook"),
    )
    happening = models.ForeignKey(
        Happening,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("happening"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITS
    )
    # The very text that is signed and sent, each time the same.
    body = models.TextField(_("text"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # Of each try: when, the status that came back or 0, and why.
    log = models.JSONField(_("tries in detail"), default=list)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hook", "happening"], name="message_once_a_hook"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="message_due",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
