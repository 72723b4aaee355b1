"""What came in from the field stands on Hari ini until somebody works on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sasando.core.today import MOST, Group, Line
from sasando.newsroom.field.rows import Report
from sasando.newsroom.inbox.rows import Letter

READS_ALL = "newsroom.accept_letter"
SHOWN_FOR = timedelta(days=14)


def just_came_in(user: Any, at: datetime) -> Iterator[Line]:
    """Yield a line for each report that no editor has touched. One query."""
    if not user.has_perm(READS_ALL):
        return
    reports = Report.objects.untouched(at - SHOWN_FOR).select_related("page", "by")
    for report in reports.order_by("-received_at")[:MOST]:
        if report.page is None:
            continue
        words = {"title": report.page.title, "name": report.by}
        yield Line(
            group=Group.NEW,
            text=_("“%(title)s”, sent from the field by %(name)s") % words,
            url=reverse("wagtailadmin_pages:edit", args=[report.page_id]),
            verb=_("Read and edit"),
        )


def letters_wait(user: Any, at: datetime) -> Iterator[Line]:
    """Yield a line for the e-mails about which an editor has to decide. One query."""
    del at
    if not user.has_perm(READS_ALL):
        return
    if total := Letter.objects.waiting().count():
        said = ngettext(
            "%(total)d e-mail from an unproven sender waits",
            "%(total)d e-mails from unproven senders wait",
            total,
        )
        yield Line(
            group=Group.NEW,
            text=said % {"total": total},
            url=reverse("newsroom_letters"),
            verb=_("Take or discard"),
        )
