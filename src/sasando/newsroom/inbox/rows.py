"""One e-mail that came into the office's mailbox, and what became of it."""

from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.core import data_folder
from sasando.newsroom.field.rows import Report


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        """Return the letters about which an editor has to decide."""
        return self.filter(status=Letter.Status.WAITING)

    def unanswered(self) -> Self:
        """Return the letters whose senders have not been told yet."""
        accepted = self.filter(status=Letter.Status.ACCEPTED, answered_at=None)
        return accepted.filter(is_to_answer=True)


class Letter(models.Model):
    """The row is there before the letter is read, so that none is taken twice."""

    class Status(models.TextChoices):
        COMING = "coming", _("Coming")
        WAITING = "waiting", _("Waits for an editor")
        ACCEPTED = "accepted", _("Taken as a draft")
        DISCARDED = "discarded", _("Discarded")
        IGNORED = "ignored", _("Left alone: a machine wrote it")

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("Nobody with the right to write has this address.")
        FORGED = "forged", _("The mail server says that the sender is forged.")
        UNPROVEN = "unproven", _("The mail server did not prove the sender.")
        ODD = "odd", _("The sender's line is written in a misleading way.")
        REPLY = "reply", _("It answers a receipt of ours.")
        UNREADABLE = "unreadable", _("It could not be read.")
        MACHINE = "machine", _("A machine wrote it: an auto-reply, bounce or list.")

    MOVES: ClassVar = {Status.WAITING: (Status.ACCEPTED, Status.DISCARDED)}

    identity = models.CharField(_("identity"), max_length=64, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=250, blank=True)
    sender = models.CharField(_("address of the sender"), max_length=254, blank=True)
    sender_name = models.CharField(_("name in the mail"), max_length=150, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.COMING
    )
    why = models.CharField(_("why it waits"), max_length=10, choices=Why, blank=True)
    is_cut = models.BooleanField(_("too large, only its beginning is here"))
    is_to_answer = models.BooleanField(_("its sender is told"), default=False)
    tries = models.PositiveSmallIntegerField(_("tries to read it"), default=0)
    report = models.OneToOneField(
        Report,
        on_delete=models.PROTECT,
        null=True,
        related_name="letter",
        verbose_name=_("report from the field"),
    )
    came_at = models.DateTimeField(_("came at"), db_index=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    erased_at = models.DateTimeField(_("letter erased at"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail from the field")
        verbose_name_plural = _("e-mails from the field")
        ordering = ["-came_at"]

    def __str__(self) -> str:
        return gettext("E-mail %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("newsroom_letter", args=[self.pk])

    @property
    def file(self) -> Path:
        """Return where the letter itself lies, as it came."""
        return path_of(self.identity)


def folder() -> Path:
    return Path(settings.DATA) / data_folder.LETTERS


def path_of(identity: str) -> Path:
    return folder() / f"{identity}.eml"


def size_of(identity: str) -> int:
    """Return how many bytes of a letter lie here."""
    file = path_of(identity)
    return file.stat().st_size if file.is_file() else 0
