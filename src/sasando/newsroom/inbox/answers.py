"""The receipt that goes back to a known sender: once, and never to a stranger."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from sasando.accounts.adapters import language_of
from sasando.newsroom.inbox.rows import Letter
from sasando.newsroom.inbox.senders import LOOP, receipts_host

logger = logging.getLogger(__name__)
# Whoever writes more a day is a machine, or knows by now that mail arrives.
MOST_A_DAY = 20
DAY = timedelta(days=1)


def send_due(at: datetime) -> None:
    """Tell the senders of new drafts. A mail server that is away is asked again."""
    due = Letter.objects.unanswered().select_related("report__by", "report__page")
    for letter in due.filter(decided_at__gt=at - DAY):
        assert letter.report is not None  # noqa: S101 - an accepted letter has one
        told = Letter.objects.filter(
            report__by=letter.report.by, answered_at__gt=at - DAY
        )
        # Noted first: who dies between the two sends none, and never two.
        mine = Letter.objects.filter(pk=letter.pk, answered_at=None)
        too_many = told.count() >= MOST_A_DAY
        if mine.update(answered_at=at) and not too_many and not send(letter):
            Letter.objects.filter(pk=letter.pk).update(answered_at=None)


def send(letter: Letter) -> bool:
    """Send one receipt; return whether the mail server took it."""
    report: Any = letter.report
    with override(language_of(report.by) or settings.LANGUAGE_CODE):
        mail = receipt(letter, report)
    try:
        mail.send()
    except OSError:
        logger.exception("mail not sent", extra={"letter": letter.pk})
        return False
    return True


def receipt(letter: Letter, report: Any) -> EmailMessage:
    # To the address of the account, never to one that only stands in the letter.
    title = " ".join(report.page.title.split()) if report.page else letter.subject
    there = settings.PUBLIC_URL + report.get_absolute_url()
    words = {"title": title, "address": there}
    body = _("Your report was received and is a draft now: %(title)s\n\n%(address)s")
    lines = [body % words, *report.notes]
    headers = {
        "Message-ID": f"<surat-{letter.pk}@{receipts_host()}>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        LOOP: "1",
    }
    if letter.message_id:
        headers["In-Reply-To"] = headers["References"] = letter.message_id
    subject = _("Received: %(title)s") % words
    return EmailMessage(
        subject, "\n\n".join(lines), None, [report.by.email], headers=headers
    )
