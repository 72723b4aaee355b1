"""The mail to whose draft a letter became: once, and never to a stranger."""

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
    """Tell whose new drafts came in. A mail server that is away is asked again."""
    named = ("report__by", "report__page", "decided_by")
    due = Letter.objects.unanswered().select_related(*named)
    for letter in due.filter(decided_at__gt=at - DAY):
        assert letter.report is not None  # noqa: S101 - an accepted letter has one
        told = Letter.objects.filter(
            report__by=letter.report.by, answered_at__gt=at - DAY
        )
        # Noted first: who dies between the two sends none, and never two.
        mine = Letter.objects.filter(pk=letter.pk, answered_at=None)
        # What a colleague let in is always told; no machine does that.
        too_many = letter.decided_by is None and told.count() >= MOST_A_DAY
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
    words = {"title": title, "address": there, "name": letter.decided_by}
    subject, body = words_of(letter)
    lines = [body % words, *report.notes]
    headers = {
        "Message-ID": f"<surat-{letter.pk}@{receipts_host()}>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        LOOP: "1",
    }
    if letter.message_id:
        headers["In-Reply-To"] = headers["References"] = letter.message_id
    told = "\n\n".join(lines)
    return EmailMessage(subject % words, told, None, [report.by.email], headers=headers)


def words_of(letter: Letter) -> tuple[str, str]:
    """Return subject and body: to who wrote it, or to whose draft a colleague made."""
    if letter.decided_by is None:
        said = _(
            "Your report was received and is a draft now: %(title)s\n\n%(address)s"
        )
        return _("Received: %(title)s"), said
    said = _(
        "%(name)s made a draft of yours of an e-mail from outside: %(title)s\n\n"
        "%(address)s\n\nIt bears your name. If you know nothing of it, tell "
        "%(name)s and your approver."
    )
    return _("A draft in your name: %(title)s"), said
