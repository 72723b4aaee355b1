"""The letters about a subscription itself: “was it you?”, and “you are in already”.

They go out by a job, so that the answer to a form takes as long for an address that is
known as for one that is not.
"""

import logging
import uuid
from datetime import datetime

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from sasando.channels.adapters import Place
from sasando.channels.adapters.email import Sheet, written
from sasando.channels.adapters.smtp import Wire, server_of
from sasando.channels.adapters.spread import Reader
from sasando.channels.outcomes import Accepted
from sasando.channels.payloads import place_of
from sasando.channels.people import asking, consent, keys, opened_ways
from sasando.channels.people.links import link
from sasando.channels.people.models import Subscription
from sasando.channels.people.steps import MOST_REFUSALS
from sasando.channels.wire import Lost, NotSent

logger = logging.getLogger(__name__)
AT_ONCE = 200


def send(at: datetime) -> None:
    """Send the letters that wait, oldest first. Job of `tick`.

    One that could not be handed in is tried again; one that may be out is not.
    """
    asking.settle(at, most=AT_ONCE)
    due = Subscription.objects.filter(letter__in=("confirm", "known"))
    waiting = due.filter(way="email").order_by("pk")
    channel = opened_ways.channel_for(Subscription.Way.EMAIL)
    place = place_of(channel) if channel else None
    server = server_of(place) if place else None
    if place is None or server is None:
        return
    wire = Wire(server)
    try:
        for row in waiting[:AT_ONCE]:
            if not hand(row, place, wire, at):
                return
    finally:
        wire.close()


def hand(row: Subscription, place: Place, wire: Wire, at: datetime) -> bool:
    """Send one letter; return whether the server took the call at all."""
    kind, before = row.letter, row.lettered_at
    mine = Subscription.objects.filter(pk=row.pk, letter=kind)
    # Taken before it is handed in: a job that dies sends none twice.
    if not mine.update(letter="", lettered_at=at):
        return True
    if row.refusals >= MOST_REFUSALS or not asking.may_write_to(row.address, at):
        return True
    reader = Reader(
        str(uuid.uuid4()),
        row.address,
        row.language,
        bounce_name=keys.bounce_name(keys.LETTER, row.pk),
    )
    try:
        answer = wire.hand(written(place, reader, sheet(row, kind)), lambda: None)
    except NotSent:
        again = Subscription.objects.filter(pk=row.pk, letter="")
        again.update(letter=kind, lettered_at=before)
        asking.give_back(row.address)
        logger.warning("The mail server is away; letters wait")
        return False
    except Lost:
        logger.warning("A letter may be lost", extra={"subscription": row.pk})
        return True
    if not isinstance(answer, Accepted):
        facts = {"subscription": row.pk, "code": answer.mishap.code}
        logger.warning("A letter was refused", extra=facts)
        refused = Subscription.objects.filter(pk=row.pk)
        refused.update(refusals=F("refusals") + 1)
    return True


def sheet(row: Subscription, kind: str) -> Sheet:
    """Return what a letter says, in the language of its reader."""
    with translation.override(row.language):
        if kind == "known":
            address = link(row, keys.CHOOSE)
            text = _(
                "Somebody asked to subscribe this address on our site. It is "
                "subscribed already; nothing changes.\n\nSee or change what you "
                "receive, or stop:\n%(address)s"
            )
            subject = _("You are subscribed already")
        else:
            address = link(row, keys.CONFIRM)
            text = _(
                "Somebody, we hope you, asked to subscribe this address on our site."
                "\n\nOpen this page and press “Yes, subscribe”:\n%(address)s\n\n"
                "Was it not you? Then do nothing. Nothing is sent, and the address is "
                "forgotten after %(days)s days."
            )
            subject = _("Shall we begin? Confirm your subscription")
        words = {"address": address, "days": consent.UNCONFIRMED.days}
        return Sheet(subject, text % words, address, row.language)
