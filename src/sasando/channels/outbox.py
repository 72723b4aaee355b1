"""What webhooks are told: written with the change, sent afterwards, until it is taken.

Of deliveries a trigger writes the happening (`guards.Teller`), else `tell` does.
A job makes a message of it for each webhook that wants to hear it, and sends it. Who
kills the job between a request and its note makes it come twice, under one and the same
id: a receiver drops what it has by `webhook-id`.
"""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from sasando.channels.adapters import adapter_of, installed
from sasando.channels.guards import TOLD
from sasando.channels.hours import iso
from sasando.channels.models import Channel, Content
from sasando.channels.outside import Happening, Hook, Message
from sasando.channels.sentences import sentence
from sasando.channels.wire import Line, Lost, NotSent

APPROVED = "content.approved"
KINDS = (APPROVED, *dict.fromkeys(TOLD.values()))
# After each try that was not taken; a day in all, then a person is told.
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800)
)
LEASE = timedelta(minutes=2)
SECONDS = 10.0
AT_ONCE = 500
KEPT = timedelta(days=30)
WORDS_LONGEST = 200


def tell(kind: str, content: Content, *, at: datetime) -> None:
    """Write a happening in the caller's transaction, if anybody wants to hear any."""
    if Hook.objects.filter(removed_at=None).exists():
        name = uuid.uuid4().hex
        Happening.objects.create(name=name, kind=kind, content=content, at=at)


def run(at: datetime) -> None:
    """Hand on what happened, then send what is due. Safe to repeat."""
    while hand_on(at):
        pass
    send_due(at)


# --- from happenings to messages ----------------------------------------------------


@transaction.atomic
def hand_on(at: datetime) -> int:
    """Make a message of each new happening for each webhook; return how many."""
    both = Happening.objects.filter(told_at=None).select_related("delivery__channel")
    new = list(both.order_by("pk")[:AT_ONCE])
    hooks = list(Hook.objects.filter(removed_at=None)) if new else []
    messages = [
        Message(hook=hook, happening=one, body=body_of(one), due_at=at)
        for one in new
        for hook in hooks
        if one.kind in hook.events
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    Happening.objects.filter(pk__in=[one.pk for one in new]).update(told_at=at)
    return len(new)


def body_of(one: Happening) -> str:
    """Return what is signed and sent, each time the same bytes. No query."""
    data: dict[str, Any] = {"content": one.content_id}
    if one.delivery is not None:
        data |= {
            "delivery": one.delivery_id,
            "channel": of_channel(one.delivery.channel),
            "external_id": one.external_id,
            "permalink": one.permalink,
            "problem": of_problem(one, one.delivery.channel),
        }
    facts = {"id": one.name, "type": one.kind, "timestamp": iso(one.at), "data": data}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def of_channel(channel: Channel) -> dict[str, Any]:
    return {"id": channel.pk, "name": channel.name, "kind": channel.kind}


def of_problem(one: Happening, channel: Channel) -> dict[str, str] | None:
    """Return why it came to this, in both languages; None where all is well."""
    if not one.problem or one.delivery is None:
        return None
    faults = adapter_of(channel.kind).faults if channel.kind in installed() else {}
    # Of another problem since then the facts would be the wrong ones.
    same = one.delivery.problem == one.problem
    said = sentence(one.problem, one.delivery.problem_facts if same else {}, faults)
    words = {"id": said.id, "en": said.en} if said else {"id": "", "en": ""}
    return {"name": one.problem, **words}


# --- sending ------------------------------------------------------------------------


def send_due(at: datetime) -> None:
    """Send what is due, of one webhook after another; none holds up the others."""
    due = Message.objects.filter(due_at__lte=at)
    for hook in Hook.objects.filter(pk__in=due.values("hook")):
        send_to(hook, at)


def send_to(hook: Hook, at: datetime) -> None:
    """Send a webhook what is due, oldest first, while it answers and is quick."""
    ends = time.monotonic() + SECONDS
    due = Message.objects.filter(hook=hook, due_at__lte=at)
    both = due.select_related("hook", "happening").order_by("pk")
    for message in both[:AT_ONCE]:
        if time.monotonic() > ends:
            return
        if claimed(message, at) and not send(message, at):
            return


def claimed(message: Message, at: datetime) -> bool:
    """Take a message for two minutes, unless somebody else just did."""
    same = Message.objects.filter(pk=message.pk, due_at=message.due_at)
    return bool(same.update(due_at=at + LEASE))


def send(message: Message, at: datetime) -> bool:
    """Send a message once and note what came of it; return whether it was taken."""
    hook = message.hook
    if hook.removed_at is not None:
        note(message, Message.State.STOPPED, None, at, "removed")
        return False
    body = message.body.encode()
    headers = {"Content-Type": "application/json", "User-Agent": "Sasando"}
    headers |= signed(hook, message.happening.name, body, at)
    try:
        # Of nobody's home: never our own machine, unless the settings name it.
        line = Line(seconds=SECONDS, home="https://")
        reply = line.post(hook.url, content=body, headers=headers)
    except (NotSent, Lost) as fault:
        status, said = 0, f"{type(fault).__name__}: {fault}"
    else:
        status, said = reply.status, ""
    if 200 <= status < 300:
        note(message, Message.State.TAKEN, None, at, said, status)
        return True
    tries = message.tries
    if tries < len(WAITS):
        note(message, Message.State.WAITS, at + WAITS[tries], at, said, status)
    else:
        note(message, Message.State.STOPPED, None, at, said, status)
    return False


def note(
    message: Message,
    state: str,
    due_at: datetime | None,
    at: datetime,
    said: str,
    status: int = 0,
) -> None:
    """Write down what came of one try, and when the next is due."""
    message.state, message.due_at, message.tries = state, due_at, message.tries + 1
    tried = {"at": at.isoformat(), "status": status, "said": said[:WORDS_LONGEST]}
    message.log = [*message.log, tried][-20:]
    if state == Message.State.TAKEN:
        message.taken_at = at
    message.save(update_fields=["state", "due_at", "tries", "log", "taken_at"])


def signed(hook: Hook, name: str, body: bytes, at: datetime) -> dict[str, str]:
    """Return the three headers of Standard Webhooks; while a secret changes, both."""
    stamp = str(int(at.timestamp()))
    keys = [hook.secret]
    if hook.old_secret and hook.old_until and at < hook.old_until:
        keys.append(hook.old_secret)
    marks = [f"v1,{signature(key, name, stamp, body)}" for key in keys]
    return {
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(marks),
    }


def signature(secret: str, name: str, stamp: str, body: bytes) -> str:
    """Return HMAC-SHA256 over id, time and body, as Standard Webhooks writes it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{name}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def sweep(at: datetime) -> None:
    """Forget what was told a month ago."""
    waiting = Message.objects.filter(happening=OuterRef("pk"), state="waits")
    old = Happening.objects.filter(at__lt=at - KEPT).exclude(told_at=None)
    old.filter(~Exists(waiting)).delete()


def unknown(kinds: Iterable[str]) -> set[str]:
    """Return those of these names that nothing is told under."""
    return set(kinds) - set(KINDS)
