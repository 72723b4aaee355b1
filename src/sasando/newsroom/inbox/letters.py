"""What becomes of a letter: a draft, a question to the editors, or nothing."""

import logging
import os
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sasando.accounts.adapters import language_of
from sasando.accounts.models import Unit, User
from sasando.accounts.roles import PERMISSIONS
from sasando.core.workflow import NotAllowed, move, verb
from sasando.newsroom.field import parcels, photos
from sasando.newsroom.field.parcels import About, Parcel
from sasando.newsroom.field.rows import Report
from sasando.newsroom.forms import own_unit, own_units
from sasando.newsroom.inbox import reading, rows, senders
from sasando.newsroom.inbox.rows import Letter

logger = logging.getLogger(__name__)
Status, Why = Letter.Status, Letter.Why
LETTERS = UUID("6f1f1f0e-5f0c-4f5e-9a51-7d4e7c3a9b10")
# A letter that ends its reader this often is left for people; a machine may be switched
# off under a good one, too.
MOST_TRIES = 8
# Of letters that wait, or were put away and are not erased yet.
MOST_WAITING, ROOM, FIRST = 1_000, 1_000 * reading.MB, reading.BEGINNING


def sort(letter: Letter, *, at: datetime) -> None:
    """Read a letter that lies here and settle it; may be killed and done again."""
    Letter.objects.filter(pk=letter.pk).update(tries=F("tries") + 1)
    letter.refresh_from_db()
    if letter.tries > MOST_TRIES:
        wait(letter, why=Why.UNREADABLE)
        return
    try:
        message = reading.parsed(letter.file)
    except reading.Unreadable:
        wait(letter, why=Why.UNREADABLE)
        return
    sender = senders.sender_of(message)
    letter.message_id = reading.line(message, "Message-ID")
    letter.subject = reading.line(message, "Subject")
    letter.sender, letter.sender_name = sender.address, sender.name
    if senders.is_machine(message):
        forget(letter, at=at)
    elif why := senders.why_not(message, sender):
        wait(letter, why=why)
    else:
        author = senders.person(sender.address)
        take(letter, message, author=author, by=author, at=at)


def wait(letter: Letter, *, why: str) -> None:
    """Leave a letter to the editors. Strangers fill no disk: all together have room.

    Beyond the room only its first megabyte is kept; beyond the number it stays in the
    mailbox alone, where the office's mail program shows it.
    """
    others = Letter.objects.filter(status__in=(Status.WAITING, Status.DISCARDED))
    names = others.filter(erased_at=None).values_list("identity", flat=True)
    if len(names) >= MOST_WAITING:
        logger.warning("too many letters wait", extra={"letter": letter.pk})
        letter.file.unlink(missing_ok=True)
        letter.delete()
        return
    if sum(map(rows.size_of, names)) > ROOM and rows.size_of(letter.identity) > FIRST:
        letter.is_cut = True
        letter.save(update_fields=["is_cut"])
        os.truncate(letter.file, FIRST)
    settle(letter, Status.WAITING, why=why)


def settle(letter: Letter, status: str, *, why: str) -> None:
    letter.status, letter.why = status, why
    letter.save()


def forget(letter: Letter, *, at: datetime) -> None:
    """Keep of a machine's letter no more than that it came."""
    letter.sender = letter.sender_name = letter.subject = ""
    letter.erased_at = letter.decided_at = at
    settle(letter, Status.IGNORED, why=Why.MACHINE)
    letter.file.unlink(missing_ok=True)


def take(letter: Letter, message: Any, *, author: Any, by: Any, at: datetime) -> None:
    """Make a draft of this person of the letter, and tell them when it is theirs."""
    unit = own_unit(author, senders.STEP, on=timezone.localdate(at))
    with override(language_of(author) or settings.LANGUAGE_CODE):
        report, parcel = unpack(letter, message, author=author, at=at)
        with transaction.atomic():
            report = parcels.send(unit, by=by, at=at, report=report, parcel=parcel)
            letter.report, letter.status = report, Status.ACCEPTED
            letter.decided_at, letter.is_to_answer = at, True
            letter.save()


def unpack(
    letter: Letter, message: Any, *, author: Any, at: datetime
) -> tuple[Report, Parcel]:
    """Judge the photos one by one; return the report and what goes into its draft.

    The keys are made of the letter: what was judged before a kill is not judged again.
    """
    key = uuid5(LETTERS, letter.identity)
    report, _made = Report.objects.get_or_create(
        by=author, key=key, defaults={"started_at": at, "via": Report.Via.MAIL}
    )
    found = reading.read(message, is_cut=letter.is_cut)
    shown = []
    for file in found.photos():
        size = len(file.content)
        facts = {"name": file.name, "size": size, "got": size, "touched_at": at}
        photo, _made = report.photos.get_or_create(
            key=uuid5(key, file.sha256), defaults=facts
        )
        shown.append(About(photo=photos.settle(photo, file.as_file(), at=at)))
    notes = found.notes + [
        f"{about.photo}: {about.photo.refusal}"
        for about in shown
        if about.photo.refusal
    ]
    parcel = Parcel(
        title=letter.subject,
        text=found.words,
        photos=shown,
        via=Report.Via.MAIL,
        notes=list(dict.fromkeys(notes)),
    )
    return report, parcel


@verb("newsroom.accept_letter")
def accept(
    letter: Letter, *, by: Any, at: datetime, report: Report, parcel: Parcel
) -> None:
    """Let a letter in as the draft of `report.by`, who is told. Raises NotAllowed."""
    unit = unit_to_write_for(report.by, at=at)
    parcels.deliver(unit, by=by, at=at, report=report, parcel=parcel)
    move(
        letter,
        Status.ACCEPTED,
        by=by,
        at=at,
        action="letter.accepted",
        report=report,
        decided_by=by,
        decided_at=at,
        is_to_answer=True,
    )


def unit_to_write_for(author: Any, *, at: datetime) -> Unit:
    unit = own_unit(author, senders.STEP, on=timezone.localdate(at))
    if unit is None:
        raise NotAllowed(_("This person has no right to write. Choose another."))
    return unit


@verb("newsroom.discard_letter")
def discard(letter: Letter, *, by: Any, at: datetime, reason: str) -> None:
    """Put a letter away for good, with the reason. Raises NotAllowed without one."""
    if not reason.strip():
        raise NotAllowed(_("Write the reason."))
    facts = {"decided_by": by, "decided_at": at, "reason": reason.strip()[:500]}
    move(letter, Status.DISCARDED, by=by, at=at, action="letter.discarded", **facts)


def writers(at: datetime) -> Any:
    """Return those whose draft a letter can become."""
    today = timezone.localdate(at)
    able = User.objects.filter(
        is_active=True, assignments__role__in=PERMISSIONS[senders.STEP]
    ).distinct()
    mine = [each.pk for each in able if own_units(each, senders.STEP, on=today)]
    return User.objects.filter(pk__in=mine).order_by("name")
