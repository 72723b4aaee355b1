"""Imports with their rows, and feeds with their items."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sasando.files.rights import Consent, Rights
from sasando.imports.faults import Fault, is_notable, said
from sasando.imports.mapping import LABELS, Kind

FOLDER = "imports"


def folder() -> Path:
    """Return where exports wait: never among the files that readers are served."""
    return Path(settings.DATA) / FOLDER


class Import(models.Model):
    """One export that is brought in, and how far it has come."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("Being read")
        REFUSED = "refused", _("Not readable")
        READ = "read", _("Read; nothing is written yet")
        RUNNING = "running", _("Being brought in")
        DONE = "done", _("Brought in as drafts")
        PUBLISHING = "publishing", _("Being published")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    class Undescribed(models.TextChoices):
        KEEP = "keep", _("Keep them: the text waits until somebody describes them")
        OMIT = "omit", _("Leave them out, and list them")

    MOVES: ClassVar = {
        Status.RECEIVED: {Status.READ, Status.REFUSED, Status.UNDONE},
        Status.READ: {Status.RUNNING, Status.UNDONE},
        Status.RUNNING: {Status.DONE, Status.UNDOING},
        Status.DONE: {Status.PUBLISHING, Status.UNDOING, Status.RUNNING},
        Status.PUBLISHING: {Status.DONE},
        Status.UNDOING: {Status.UNDONE},
    }
    # What the worker has to go on with.
    AT_WORK: ClassVar = (
        *(Status.RECEIVED, Status.RUNNING, Status.PUBLISHING, Status.UNDOING),
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.RECEIVED
    )
    name = models.CharField(_("name of the file"), max_length=200)
    file = models.CharField(_("where it waits"), max_length=500)
    media_folder = models.CharField(_("folder of files"), max_length=500, blank=True)
    media_address = models.CharField(_("address of files"), max_length=500, blank=True)
    # "host:port" that somebody typed on the command line; never from a screen.
    media_trusted = models.CharField(_("trusted place"), max_length=260, blank=True)
    mapping = models.JSONField(_("what categories become"), default=dict, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("work unit"),
    )
    rights = models.CharField(
        _("whose pictures are they"), max_length=10, choices=Rights, blank=True
    )
    rights_by = models.CharField(_("who gave them"), max_length=150, blank=True)
    consent = models.CharField(
        _("consent for a child or a patient"),
        max_length=10,
        choices=Consent,
        blank=True,
    )
    credit = models.CharField(_("credit"), max_length=150, blank=True)
    undescribed = models.CharField(
        _("pictures without a description"),
        max_length=4,
        choices=Undescribed,
        default=Undescribed.KEEP,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("brought in by"),
    )
    at = models.DateTimeField(_("received at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    source = models.CharField(_("old site"), max_length=200, blank=True)
    hosts = models.JSONField(_("names of the old site"), default=list)
    tally = models.JSONField(_("counts"), default=dict)
    stopped = models.JSONField(_("why reading stopped"), default=dict, blank=True)
    # Slices of work one after the other that came to no end.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    @property
    def is_at_work(self) -> bool:
        return self.status in self.AT_WORK

    @property
    def why_stopped(self) -> str:
        """Return it in the language of whoever reads it, or ""."""
        return str(said(self.stopped.get("why", "")))

    def path(self) -> Path:
        return Path(self.file)

    def label_of(self, state: str) -> str:
        """Return how rows in this state are called; none fails before the start."""
        is_ahead = self.status in {self.Status.RECEIVED, self.Status.READ}
        if is_ahead and state == Row.State.FAILED:
            return gettext("Cannot be brought in")
        return str(Row.State(state).label)

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state. One query."""
        rows = self.rows.order_by().values_list("state").annotate(Count("pk"))
        return dict.fromkeys(Row.State.values, 0) | dict(rows)


class RowQuerySet(models.QuerySet["Row"]):
    def made(self) -> Self:
        """Return what stands here now."""
        return self.filter(state=Row.State.MADE)

    def texts(self) -> Self:
        return self.exclude(kind=Kind.FILE)

    def files(self) -> Self:
        return self.filter(kind=Kind.FILE)

    def waiting(self) -> Self:
        """Return the texts that were public once and wait for a second person.

        Drafts, private and pending texts stay drafts: they are never in a batch.
        """
        return (
            self.made()
            .texts()
            .filter(is_public=True, out_at=None, page__isnull=False, page__live=False)
        )


class Row(models.Model):
    """One item of an import: what it is, what became of it, what was wrong."""

    class State(models.TextChoices):
        FOUND = "found", _("Waits")
        MADE = "made", _("Brought in")
        KNOWN = "known", _("Was here already")
        FAILED = "failed", _("Not brought in")
        UNDONE = "undone", _("Undone")

    KINDS: ClassVar = list(LABELS.items())

    batch = models.ForeignKey(
        Import,
        on_delete=models.PROTECT,
        related_name="rows",
        verbose_name=_("import"),
    )
    place = models.PositiveIntegerField(_("place in the file"))
    line = models.PositiveIntegerField(_("line"), default=0)
    source = models.CharField(_("old site"), max_length=200)
    key = models.CharField(_("what names it there"), max_length=255)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    form = models.CharField(_("form"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.FOUND
    )
    is_public = models.BooleanField(_("was public"), default=False)
    dated_at = models.DateTimeField(_("first published"), null=True)
    old_path = models.CharField(_("old address"), max_length=255, blank=True)
    faults = models.JSONField(_("what to know"), default=list)
    is_faulty = models.BooleanField(_("something to know"), default=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    digest = models.CharField(_("hash of what was brought"), max_length=64, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    picture = models.ForeignKey(
        "files.Picture",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    document = models.ForeignKey(
        "files.OfficeDocument",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("document"),
    )
    # Its old date and address are in force since then.
    out_at = models.DateTimeField(_("went out at"), null=True)

    objects = RowQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["batch", "place", "pk"]
        indexes: ClassVar = [models.Index(fields=["batch", "state", "place"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "key"], name="row_once_a_file"),
            models.UniqueConstraint(
                fields=["source", "key"],
                condition=Q(state="made"),
                name="row_made_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def label(self) -> str:
        return self.batch.label_of(self.state)

    def said(self) -> list[Fault]:
        return [Fault.read(each) for each in self.faults]

    def note(self, faults: Iterable[Fault]) -> None:
        """Add what there is to know, each once; the caller saves."""
        for each in faults:
            if each.stored() not in self.faults:
                self.faults = [*self.faults, each.stored()]
        self.is_faulty = is_notable(self.faults)


class Feed(models.Model):
    """A feed of another site whose items become drafts here, never more."""

    name = models.CharField(
        _("name"), max_length=150, help_text=_("Readers see it as the source.")
    )
    address = models.CharField(_("address of the feed"), max_length=500, unique=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("work unit"),
    )
    is_active = models.BooleanField(_("ask it every hour"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("set up by"),
    )
    asked_at = models.DateTimeField(_("last asked"), null=True, editable=False)
    error = models.JSONField(_("last error"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def why_failed(self) -> str:
        """Return it in the language of whoever reads it, or ""."""
        return str(said(self.error.get("why", "")))


class FeedItem(models.Model):
    """One item of a feed that was brought in once; never twice, also if deleted."""

    feed = models.ForeignKey(
        Feed, on_delete=models.PROTECT, related_name="items", verbose_name=_("feed")
    )
    key = models.CharField(_("what names it there"), max_length=255)
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("page"),
    )
    at = models.DateTimeField(_("brought in at"))

    class Meta:
        verbose_name = _("item of a feed")
        verbose_name_plural = _("items of feeds")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "key"], name="feed_item_once")
        ]

    def __str__(self) -> str:
        return self.key


def as_key(text: str) -> str:
    """Return a key that fits its column, different for different texts."""
    if len(text) <= 200:
        return text
    return text[:180] + "#" + hashlib.sha256(text.encode()).hexdigest()[:40]


def facts(batch: Import) -> dict[str, Any]:
    """Return what the log keeps of an import, as JSON values."""
    return {"name": batch.name, "source": batch.source}
