"""One urgent sentence above every page: said at once, by one person, until an hour.

```
said ──▶ in force from starts_at ──▶ over at ends_at, or when somebody ends it
```
No second person is waited for; all who approve texts are told. It is never rendered
into pages: `store.splicing` puts it into the stored bytes.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sasando.accounts.roles import Role
from sasando.core.addresses import is_ours, not_live, twins_of
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, verb
from sasando.newsroom import letters
from sasando.website.store import splicing

MAIL_SUBJECT = gettext_lazy("On every page now: %(text)s")
MAIL_BODY = gettext_lazy(
    "%(name)s put an alert on every page of the site, until %(until)s:\n\n%(text)s\n\n"
    "Is it wrong? End it here:\n%(address)s"
)
TOLD = (Role.APPROVER, Role.HEAD)


class AlertQuerySet(models.QuerySet["Alert"]):
    def in_force(self, at: datetime) -> Self:
        """Return those that readers see at this moment, the gravest first."""
        now = self.filter(ended_at=None, starts_at__lte=at, ends_at__gt=at)
        return now.order_by("-level", "-pk")

    def open(self, at: datetime) -> Self:
        """Return those that readers see, or will see, unless somebody ends them."""
        return self.filter(ended_at=None, ends_at__gt=at).order_by("starts_at", "pk")


class Alert(models.Model):
    """One sentence that stands above every page for some hours."""

    class Level(models.IntegerChoices):
        NOTICE = 1, gettext_lazy("Notice")
        WARNING = 2, gettext_lazy("Warning")
        DANGER = 3, gettext_lazy("Emergency")

    level = models.PositiveSmallIntegerField(
        gettext_lazy("level"), choices=Level, default=Level.WARNING
    )
    text = models.CharField(gettext_lazy("text in Indonesian"), max_length=200)
    text_en = models.CharField(gettext_lazy("text in English"), max_length=200)
    link = models.CharField(gettext_lazy("link"), max_length=500, blank=True)
    starts_at = models.DateTimeField(gettext_lazy("from"))
    ends_at = models.DateTimeField(gettext_lazy("until"), db_index=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("said by"),
    )
    said_at = models.DateTimeField(gettext_lazy("said at"))
    ended_at = models.DateTimeField(gettext_lazy("ended at"), null=True)

    objects = AlertQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = gettext_lazy("alert")
        verbose_name_plural = gettext_lazy("alerts")
        ordering: ClassVar = ["-said_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="alert_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def look(self) -> str:
        """Return the name of its level for the sheet."""
        return self.Level(self.level).name.lower()


@verb("website.raise_alert")
def raise_alert(alert: Alert, *, by: Any, at: datetime) -> Alert:
    """Put an alert above every page, from its hour on; return it, told to approvers.

    Raises NotAllowed without both texts, for an hour that has passed, or for a link
    that leads nowhere.
    """
    refuse_faulty(alert, at=at)
    alert.said_by, alert.said_at = by, at
    alert.save(force_insert=True)
    hours = {
        name: getattr(alert, name).isoformat() for name in ("starts_at", "ends_at")
    }
    said = {name: getattr(alert, name) for name in ("level", "text", "text_en", "link")}
    data = said | hours
    Entry.write(alert, "alert.raised", by=by, at=at, data=data)
    transaction.on_commit(lambda: show(at), robust=True)
    transaction.on_commit(lambda: tell(alert, at=at), robust=True)
    return alert


def refuse_faulty(alert: Alert, *, at: datetime) -> None:
    if not (alert.text.strip() and alert.text_en.strip()):
        raise NotAllowed(_("Write the sentence in both languages."))
    if alert.ends_at <= max(at, alert.starts_at):
        raise NotAllowed(_("Choose an end that is still to come, after its beginning."))
    leads = alert.link.startswith(("https://", "http://", "/"))
    if alert.link and (not leads or alert.link.startswith("//")):
        raise NotAllowed(_("The link begins with https:// or with /."))
    if alert.link and not_live([alert.link]):
        raise NotAllowed(_("The link leads to a page that is not public."))


@verb("website.end_alert")
def end_alert(alert: Alert, *, by: Any, at: datetime) -> None:
    """Take an alert off all pages now. Raises NotAllowed when it is over."""
    there = Alert.objects.open(at).filter(pk=alert.pk)
    if not there.update(ended_at=at):
        raise NotAllowed(_("This alert is over already."))
    Entry.write(alert, "alert.ended", by=by, at=at, data={"text": alert.text})
    transaction.on_commit(lambda: show(at), robust=True)


def show(at: datetime) -> int:
    """Let stored pages bear what is in force now; return how many were changed.

    One query where nothing has changed.
    """
    if settings.PAGE_STORE is None:
        return 0
    return splicing.say(lambda: html(at))


def html(at: datetime) -> dict[str, str]:
    """Return what stands above the pages of each language; {} for nothing.

    One query, four where one of them leads to a page of ours.
    """
    alerts = list(Alert.objects.in_force(at))
    said = [alert.link for alert in alerts]
    ways = ways_of({link for link in said if is_ours(link)})
    found = {}
    for code, _name in settings.LANGUAGES if alerts else ():
        for alert, link in zip(alerts, said, strict=True):
            alert.link = ways[link].get(code, "") if link in ways else link
        with override(code):
            facts = {"alerts": alerts, "is_english": code == "en"}
            found[code] = render_to_string("components/alerts.html", facts).strip()
    return found


def ways_of(links: set[str]) -> dict[str, dict[str, str]]:
    """Return where links to pages of ours lead in each language; {} while hidden.

    A page that is translated leads to its translation. Three queries at most.
    """
    hidden = not_live(links)
    twins = twins_of(links - hidden)
    ways: dict[str, dict[str, str]] = {link: {} for link in hidden}
    for link in links - hidden:
        there = twins.get(link, {})
        for code, _name in settings.LANGUAGES:
            to = there.get(code, link)
            # What stands behind the address of the page itself is kept.
            ways.setdefault(link, {})[code] = link if link.startswith(to) else to
    return ways


def tell(alert: Alert, *, at: datetime) -> None:
    """Write to all who approve texts, but not to who said it."""
    people = [one for one in letters.holders(*TOLD, at=at) if one != alert.said_by]
    address = settings.PUBLIC_URL + reverse("website_alerts")
    until = f"{timezone.localtime(alert.ends_at):%d-%m-%Y %H.%M}"
    words = {"text": alert.text, "name": alert.said_by, "address": address}
    words["until"] = until
    letters.write_to(people, subject=MAIL_SUBJECT, body=MAIL_BODY, words=words)
