"""Letters that come back by mail: whose it was, and whether the address is gone.

RFC 3464, 6522. Each letter has a return path of its own, whose end only we can write
(`keys.bounce_name`): by it alone we know whose it is. What a report says of its
recipient is not believed, and nothing is ever answered, so no loop begins here.

Anybody may send anything to that address. Only the heads of the message and of its
first parts are parsed, never what is nested in them, and no more than `MOST_BYTES`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser, HeaderParser
from typing import Any

from django.db import transaction

from sasando.channels.people import counts, keys
from sasando.channels.people.models import Recipient, Subscription
from sasando.channels.people.steps import MOST_REFUSALS, bounced

MOST_BYTES = 256 * 1024
# A head that is longer is read by nobody; its parameters cost the square of it.
MOST_LETTERS, MOST_PARTS, MOST_GROUPS = 2000, 10, 50
# After so many letters in a row that did not arrive an address is taken to be gone.
MOST_SOFT = 5
HEADS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
NAME = re.compile(r"\+([rs])([1-9][0-9]{0,17})-([a-z2-7]{16})@", re.IGNORECASE)
STATUS = re.compile(r"\s*([245])\.([0-9]{1,3})\.([0-9]{1,3})\b", re.ASCII)
REPLY = re.compile(
    r"\s*smtp\s*;\s*([45][0-9]{2})(?:[ -]+([45]\.[0-9]{1,3}\.[0-9]{1,3})\b)?",
    re.IGNORECASE | re.ASCII,
)
BLANK = re.compile(r"\n[ \t]*\n")
# X.1.*: the address itself (but 1.7, 1.8: the sender's); X.2.1: its mailbox is closed.
OF_SENDER = {7, 8}


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a letter for one recipient, as its mail server tells."""

    action: str
    # Enhanced status (RFC 3463), and the SMTP reply where there was one.
    status: tuple[int, ...] = (0, 0, 0)
    reply: int = 0

    @property
    def is_hard(self) -> bool:
        """Is the address not there any more, whatever one sends?"""
        kind, about, detail = self.status
        if kind != 5:
            return False
        gone = about == 1 and detail not in OF_SENDER
        return gone or (about, detail) == (2, 1)


def take(raw: bytes, *, to: str = "", at: datetime) -> str:
    """Note what a message says of a letter; return in one word what it was.

    `to` is the address it came to, where the mail server tells. "hard" and "soft" are
    failures, "told" one that was known, "none" no failure, "unknown" nothing of ours.
    """
    message = BytesHeaderParser().parsebytes(raw[:MOST_BYTES])
    whose = whose_letter(message, to)
    if whose is None:
        return "unknown"
    failed = [one for one in reports(message) if one.action == "failed"]
    if not failed:
        return "none"
    worst = max(failed, key=lambda one: one.is_hard)
    kind, number = whose
    with transaction.atomic():
        note = note_letter if kind == keys.LETTER else note_recipient
        is_new = note(number, worst, at)
    if not is_new:
        return "told"
    return "hard" if worst.is_hard else "soft"


def whose_letter(message: Message, to: str) -> tuple[str, int] | None:
    """Return the kind and number of the row whose signed address this came to."""
    heads = [str(one) for name in HEADS for one in message.get_all(name, [])[:5]]
    for text in (to, *heads):
        for kind, number, _proof in NAME.findall(text[:MOST_LETTERS]):
            own = keys.bounce_name(kind.lower(), int(number))
            if f"+{own}@" in text.lower():
                return kind.lower(), int(number)
    return None


# --- reading ------------------------------------------------------------------------


def reports(message: Message) -> Iterator[Report]:
    """Yield what a report says of each recipient; nothing for any other message."""
    if len(head(message, "Content-Type")) > MOST_LETTERS:
        return
    if message.get_content_type() != "multipart/report":
        return
    for part in parts(message):
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            raw: Any = part.get_payload(decode=True)
            text = raw.decode("ascii", "replace").replace("\r\n", "\n")
            # The first group is of the message.
            for group in BLANK.split(text.strip())[1 : MOST_GROUPS + 1]:
                yield report(HeaderParser().parsestr(group.lstrip()))


def parts(message: Message) -> Iterator[Message]:
    """Yield the first parts, each with its head alone; deeper nobody looks."""
    try:
        boundary, body = message.get_boundary(), message.get_payload()
    except (ValueError, TypeError, LookupError):
        # Parameters that the library stumbles over: RFC 2231 wrongly continued, or
        # charset=undefined, by which Python reads nothing.
        return
    if not boundary:
        return
    text = f"\n{body}".replace("\r\n", "\n")
    for piece in text.split(f"\n--{boundary}", MOST_PARTS)[1:]:
        if piece.startswith("--"):
            return
        part = HeaderParser().parsestr(piece.partition("\n")[2])
        if len(head(part, "Content-Type")) <= MOST_LETTERS:
            yield part


def report(group: Message) -> Report:
    action = head(group, "Action").strip().lower()
    reply = REPLY.match(head(group, "Diagnostic-Code"))
    status = numbers_in(head(group, "Status"))
    if reply and reply[2] and status[1:] == (0, 0):
        # Some servers say 5.0.0, and the truth in the words behind it.
        status = numbers_in(reply[2])
    return Report(action, status, int(reply[1]) if reply else 0)


def numbers_in(status: str) -> tuple[int, ...]:
    said = STATUS.match(status)
    return tuple(int(one) for one in said.groups()) if said else (0, 0, 0)


def head(message: Message, name: str) -> str:
    return str(message.get(name, ""))


# --- what follows -------------------------------------------------------------------


def note_recipient(number: int, why: Report, at: datetime) -> bool:
    """Write down that a letter of a post did not arrive; return whether that is new."""
    row = Recipient.objects.select_related("subscription", "delivery")
    found = row.filter(pk=number).first()
    may = Recipient.objects.filter(pk=number)
    # `handing`: its server was quicker than our note that it is sent.
    may = may.filter(status__in=("sent", "uncertain", "handing"))
    code = why.reply or (550 if why.is_hard else 450)
    facts = {"status": "refused", "seen": Recipient.Seen.FAILED, "code": code}
    if found is None or not may.update(**facts):
        return False
    counts.refresh(found.delivery)
    who = found.subscription
    if who and (why.is_hard or is_worn_out(who, number)):
        bounced(who, at=at, is_gone=True)
    return True


def is_worn_out(who: Subscription, number: int) -> bool:
    """Return whether none of the last letters, up to this one, arrived. One query."""
    before = Recipient.objects.filter(subscription=who, pk__lte=number)
    before = before.filter(status__in=("sent", "refused", "uncertain"))
    last = before.order_by("-pk").values_list("status", flat=True)[:MOST_SOFT]
    return list(last) == ["refused"] * MOST_SOFT


def note_letter(number: int, why: Report, at: datetime) -> bool:
    """Write down that “was it you?” did not arrive: an address that is gone is asked
    no more. Return whether that is new.
    """
    row = Subscription.objects.filter(pk=number, refusals__lt=MOST_REFUSALS).first()
    if row is None or not why.is_hard:
        return row is not None
    row.refusals = MOST_REFUSALS - 1
    bounced(row, at=at, is_gone=True)
    return True
