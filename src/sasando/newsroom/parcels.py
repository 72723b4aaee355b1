"""Parcels (paket): pages of one matter that go out together, all or none.

```
open ──every text approved, then the whole──▶ approved ──its hour, by tick──▶ out
  ▲                                              │
  └──── added, removed, another hour ────────────┘   (void, its giver told)
```

While a page lies in a parcel it goes out no other way: `held` stands in
`publication.HOLDS`. The release is in `parcel_release`.
"""

import hashlib
import json
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sasando.core import approvals, digests, publication, voiding
from sasando.core.models import BasePage, Entry, as_text
from sasando.core.refusals import refuse_odd_hour
from sasando.core.workflow import NotAllowed, move, verb
from sasando.newsroom import letters

# More pages than this nobody reads before approving the whole.
MOST = 20
VOID_SUBJECT = gettext_lazy("Your approval is void: %(title)s")
PARCEL_BODY = gettext_lazy(
    "%(name)s changed the parcel “%(title)s” after you approved it. %(what)s\n\n"
    "Your approval does not count any more. The parcel as it is now:\n%(address)s"
)
LAID_SUBJECT = gettext_lazy("Does not go out at its hour: %(title)s")
LAID_BODY = gettext_lazy(
    "%(name)s put “%(title)s” into the parcel “%(parcel)s”. It was approved to go out "
    "on %(time)s. Now it waits for the parcel, and goes out with it.\n\n"
    "If that should not be, take it out here:\n%(address)s"
)
ADDED = gettext_lazy("Added: “%(page)s”.")
REMOVED = gettext_lazy("Removed: “%(page)s”.")
OTHER_HOUR = gettext_lazy("It has another hour.")
# The parcel that goes out just now: its own pages are not held by it.
RELEASING: ContextVar[int | None] = ContextVar("RELEASING", default=None)


class Parcel(models.Model):
    """Pages that go out at the same second, or not at all."""

    class Status(models.TextChoices):
        OPEN = "open", gettext_lazy("Being put together")
        APPROVED = "approved", gettext_lazy("Approved")
        OUT = "out", gettext_lazy("Published")
        DROPPED = "dropped", gettext_lazy("Dropped")

    MOVES: ClassVar[dict[str, tuple[str, ...]]] = {
        "open": ("approved", "dropped"),
        "approved": ("open", "approved", "out", "dropped"),
    }

    title = models.CharField(gettext_lazy("title"), max_length=160)
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        related_name="parcels",
        verbose_name=gettext_lazy("work unit"),
    )
    goes_out_at = models.DateTimeField(
        gettext_lazy("goes out at"), null=True, db_index=True
    )
    status = models.CharField(
        gettext_lazy("status"), max_length=10, choices=Status, default=Status.OPEN
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("made by"),
    )
    made_at = models.DateTimeField(gettext_lazy("made at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("approved by"),
    )
    approved_at = models.DateTimeField(gettext_lazy("approved at"), null=True)
    digest = models.CharField(
        gettext_lazy("hash of the whole"), max_length=64, blank=True
    )
    out_at = models.DateTimeField(gettext_lazy("went out at"), null=True)
    # Why the last attempt let nothing out: a code with its facts, for any language.
    held = models.JSONField(gettext_lazy("held by"), default=dict, blank=True)

    class Meta:
        verbose_name = gettext_lazy("parcel")
        verbose_name_plural = gettext_lazy("parcels")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["approved", "out"])
                | models.Q(approved_by__isnull=False) & ~models.Q(digest=""),
                name="parcel_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether something may still be changed in it."""
        return self.status in (self.Status.OPEN, self.Status.APPROVED)

    def pages(self) -> list[Page]:
        """Return the pages that lie in it, or went out with it. Two queries."""
        rows = self.members.filter(left_at=self.out_at).order_by("pk")
        keys = list(rows.values_list("page_id", flat=True))
        found = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
        return [found[key] for key in keys]


class MemberQuerySet(models.QuerySet["Member"]):
    def current(self) -> "MemberQuerySet":
        """Return the places of pages that lie in a parcel now."""
        return self.filter(left_at=None)


class Member(models.Model):
    """One page in one parcel, until it leaves or goes out with it."""

    parcel = models.ForeignKey(
        Parcel,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=gettext_lazy("parcel"),
    )
    # A draft that is deleted leaves its parcel.
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="parcel_places",
        verbose_name=gettext_lazy("page"),
    )
    left_at = models.DateTimeField(gettext_lazy("left at"), null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("page of a parcel")
        verbose_name_plural = gettext_lazy("pages of parcels")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(left_at=None),
                name="page_in_one_parcel",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.page_id}"


def held(page: Page, at: datetime) -> str:
    """Return why this page does not go out by itself, or "": `publication.HOLDS`."""
    del at
    places = Member.objects.current().filter(page_id=page.pk)
    others = places.exclude(parcel_id=RELEASING.get() or 0)
    place = others.select_related("parcel").first()
    if place is None:
        return ""
    return _("It goes out with the parcel “%(title)s”.") % {"title": place.parcel}


def text_of(page: Page) -> BasePage:
    """Return the newest text of a page: what the parcel lets out. Two queries."""
    text: BasePage = page.get_latest_revision_as_object()
    return text


def digest_of(parcel: Parcel, pages: list[Page]) -> str:
    """Return the SHA-256 of all texts and of the hour; what an approval is bound to."""
    facts: list[Any] = [
        [page.pk, digests.public_digest(text_of(page))] for page in pages
    ]
    hour = parcel.goes_out_at and as_text(parcel.goes_out_at)
    return hashlib.sha256(json.dumps([sorted(facts), hour]).encode()).hexdigest()


def is_approved(page: Page) -> bool:
    """Return whether a second person approved the newest text. One query, and its."""
    digest = digests.public_digest(text_of(page))
    return bool(voiding.waiting(page).filter(digest=digest).exists())


@verb("newsroom.make_parcel")
def make_parcel(
    page: Page, *, by: Any, at: datetime, title: str, goes_out_at: datetime | None
) -> Parcel:
    """Begin a parcel with its first page; return it.

    Raises NotAllowed without a title, for an hour that has passed or is more than a
    year ahead, or when the page cannot lie in a parcel.
    """
    if not title.strip():
        raise NotAllowed(_("Give the parcel a title."))
    refuse_odd_hour(goes_out_at, at=at)
    facts = {"unit": getattr(page.specific, "unit", None), "goes_out_at": goes_out_at}
    parcel = Parcel.objects.create(title=title, made_by=by, made_at=at, **facts)
    Entry.write(parcel, "parcel.made", by=by, at=at, data={"title": title})
    put_in(parcel, page, by=by, at=at)
    return parcel


@verb("newsroom.add_to_parcel")
def add_to_parcel(parcel: Parcel, *, by: Any, at: datetime, page: Page) -> None:
    """Put one more page into a parcel; its approval becomes void.

    Raises NotAllowed when the page cannot lie in it.
    """
    title = page.get_admin_display_title()
    what = letters.in_each_language(ADDED, page=title)
    reopen(parcel, by=by, at=at, what=what)
    put_in(parcel, page, by=by, at=at)


def put_in(parcel: Parcel, page: Page, *, by: Any, at: datetime) -> None:
    """Let the page lie in the parcel, so that it goes out no other way."""
    publication.hold(page)
    page = Page.objects.get(pk=page.pk).specific
    refuse_misfit(parcel, page, by=by)
    Member.objects.create(parcel=parcel, page=page)
    # From now on the parcel's hour counts.
    tell_unplanned(parcel, page, by=by)
    page.revisions.update(approved_go_live_at=None)
    data = {"page": page.pk, "title": page.get_admin_display_title()}
    Entry.write(parcel, "parcel.added", by=by, at=at, data=data)


def tell_unplanned(parcel: Parcel, page: Page, *, by: Any) -> None:
    """Mail to approver and owner that an approved page leaves its hour. Two queries."""
    planned = page.revisions.exclude(approved_go_live_at=None).first()
    if planned is None:
        return
    given = voiding.waiting(page).select_related("approved_by")
    people = {each.approved_by for each in given} | {page.owner}
    hour = f"{timezone.localtime(planned.approved_go_live_at):%d-%m-%Y %H.%M}"
    address = settings.PUBLIC_URL + reverse("newsroom_parcel", args=[parcel.pk])
    words = {"title": page.get_admin_display_title(), "name": by, "time": hour}
    words |= {"parcel": parcel.title, "address": address}
    mail: dict[str, Any] = {"subject": LAID_SUBJECT, "body": LAID_BODY, "words": words}
    told = [each for each in people - {None, by} if each.email]
    transaction.on_commit(lambda: letters.write_to(told, **mail))


def refuse_misfit(parcel: Parcel, page: Page, *, by: Any) -> None:
    """Raise NotAllowed for a page that cannot lie in this parcel. Three queries."""
    if not isinstance(page, BasePage):
        raise NotAllowed(_("This page cannot lie in a parcel."))
    if not by.has_perm("core.ask_approval", page):
        raise NotAllowed(_("Your role sends texts of your own work unit only."))
    if page.live and not page.has_unpublished_changes:
        raise NotAllowed(_("This page is out already and has no newer draft."))
    place = Member.objects.current().filter(page=page).select_related("parcel").first()
    if place is not None:
        said = _("This page lies in the parcel “%(title)s” already.")
        raise NotAllowed(said % {"title": place.parcel})
    if parcel.members.current().count() >= MOST:
        raise NotAllowed(_("A parcel holds %(most)d pages at most.") % {"most": MOST})


def reopen(parcel: Parcel, *, by: Any, at: datetime, what: Any) -> None:
    """Make the parcel's approval void before it is changed, and tell who gave it.

    Raises NotAllowed when it is out or dropped. Who comes second waits here.
    """
    parcel.refresh_from_db()
    approver = parcel.approved_by
    if parcel.status == Parcel.Status.APPROVED:
        open_again: dict[str, Any] = {"action": "parcel.voided", "note": str(what)}
        open_again |= {"approved_by": None, "approved_at": None}
        open_again |= {"digest": "", "held": {}}
        move(parcel, Parcel.Status.OPEN, by=by, at=at, **open_again)
        transaction.on_commit(lambda: tell_void(parcel, approver, by=by, what=what))
        return
    same = Parcel.objects.filter(pk=parcel.pk, status=Parcel.Status.OPEN)
    if not same.update(title=F("title")):
        raise NotAllowed(_("This parcel is out or dropped. Nothing changes in it."))


def tell_void(parcel: Parcel, approver: Any, *, by: Any, what: Any) -> None:
    """Mail to who approved the parcel that it has to be read again."""
    address = settings.PUBLIC_URL + reverse("newsroom_parcel", args=[parcel.pk])
    words = {"title": parcel.title, "name": by, "what": what, "address": address}
    letters.write_to([approver], subject=VOID_SUBJECT, body=PARCEL_BODY, words=words)


@verb("newsroom.remove_from_parcel")
def remove_from_parcel(parcel: Parcel, *, by: Any, at: datetime, page: Page) -> None:
    """Take a page out; it is a draft again, and both approvals become void.

    Raises NotAllowed when it does not lie in this parcel.
    """
    title = page.get_admin_display_title()
    what = letters.in_each_language(REMOVED, page=title)
    reopen(parcel, by=by, at=at, what=what)
    publication.hold(page)
    places = parcel.members.current().filter(page_id=page.pk)
    if not places.update(left_at=at):
        raise NotAllowed(_("This page does not lie in this parcel."))
    # Approved to go out with the others: by itself it is read again.
    reason = _("Taken out of the parcel “%(title)s”.") % {"title": parcel.title}
    voiding.void(Page.objects.get(pk=page.pk), by=by, at=at, reason=reason)
    data = {"page": page.pk, "title": title}
    Entry.write(parcel, "parcel.removed", by=by, at=at, data=data)


@verb("newsroom.time_parcel")
def time_parcel(
    parcel: Parcel, *, by: Any, at: datetime, goes_out_at: datetime | None
) -> None:
    """Give the parcel another hour, or none: as soon as it is approved.

    Its approval becomes void. Raises NotAllowed for an hour that has passed, or is more
    than a year ahead.
    """
    refuse_odd_hour(goes_out_at, at=at)
    reopen(parcel, by=by, at=at, what=OTHER_HOUR)
    before, parcel.goes_out_at = parcel.goes_out_at, goes_out_at
    parcel.save(update_fields=["goes_out_at"])
    data = {"from": before and before.isoformat()}
    data |= {"to": goes_out_at and goes_out_at.isoformat()}
    Entry.write(parcel, "parcel.timed", by=by, at=at, data=data)


@verb("newsroom.approve_parcel")
def approve_parcel(parcel: Parcel, *, by: Any, at: datetime, digest: str) -> None:
    """Allow the whole to go out, as this person has read it.

    Raises NotAllowed when it has changed, when a text lacks its approval, or when the
    approver is an author of one of them.
    """
    same = Parcel.objects.filter(pk=parcel.pk, status__in=["open", "approved"])
    if not same.update(title=F("title")):
        raise NotAllowed(_("This parcel is out or dropped. Nothing changes in it."))
    parcel.refresh_from_db()
    pages = parcel.pages()
    if digest != digest_of(parcel, pages) or not pages:
        raise NotAllowed(
            _("The parcel has changed since you opened it. Read it again.")
        )
    if digest == parcel.digest:
        raise NotAllowed(_("Somebody else has approved this parcel already."))
    for page in pages:
        words = {"page": page.get_admin_display_title()}
        if by.pk in approvals.authors(page):
            raise NotAllowed(_("You wrote “%(page)s”. Somebody else approves.") % words)
        if not is_approved(page):
            raise NotAllowed(_("“%(page)s” is not approved yet.") % words)
    facts = {"digest": digest, "pages": [page.pk for page in pages]}
    # Before the status: what is approved names who did it (`Meta.constraints`).
    same.update(approved_by=by, approved_at=at, digest=digest, held={})
    step: dict[str, Any] = {"action": "parcel.approved", "facts": facts}
    move(parcel, Parcel.Status.APPROVED, by=by, at=at, **step)


@verb("newsroom.drop_parcel")
def drop_parcel(parcel: Parcel, *, by: Any, at: datetime, reason: str) -> None:
    """Give the parcel up: its pages are drafts again, their approvals void.

    Raises NotAllowed without a reason, or when it is out or dropped.
    """
    if not reason.strip():
        raise NotAllowed(_("Say why this parcel is dropped."))
    reopen(parcel, by=by, at=at, what=reason)
    move(
        parcel,
        Parcel.Status.DROPPED,
        by=by,
        at=at,
        action="parcel.dropped",
        note=reason,
    )
    for place in parcel.members.current().select_related("page"):
        publication.hold(place.page)
        voiding.void(place.page, by=by, at=at, reason=reason)
    parcel.members.current().update(left_at=at)
