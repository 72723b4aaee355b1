"""Webhooks: added, given a new secret, removed; a message sent again."""

import base64
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sasando.channels import outbox, reach, workflow
from sasando.channels.outside import Hook, Message
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.today import Group, Line
from sasando.core.workflow import verb

# So long the old secret signs beside the new one.
BOTH_SIGN = timedelta(days=1)
MOST = 20
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to hear what, and where."""

    name: str
    url: str
    events: Sequence[str]


@verb("channels.add_hook", system=True)
def add_hook(unit: Any, wish: Wish, *, by: Any, at: datetime) -> Hook:
    """Add a webhook with a secret of its own. Raises NotAllowed.

    Its address is of the open internet, or named in the settings, as a channel's is.
    """
    del unit
    if not wish.name.strip() or not wish.events or outbox.unknown(wish.events):
        raise NotAllowed(_("Say whose it is, and what it wants to hear."))
    if not reach.host_of(wish.url):
        raise NotAllowed(_("Paste the address of the program, with https://."))
    workflow.check_address(wish.url, may_be_here=False)
    if Hook.objects.filter(removed_at=None).count() >= MOST:
        raise NotAllowed(_("There are 20 webhooks. Remove one that is not used."))
    hook = Hook.objects.create(
        name=wish.name,
        url=wish.url,
        secret=new_secret(),
        events=list(wish.events),
        created_at=at,
    )
    data = {"events": list(wish.events), "host": reach.host_of(wish.url)}
    Entry.write(hook, "hook.added", by=by, at=at, data=data)
    return hook


def new_secret() -> str:
    """Return 32 random bytes as Standard Webhooks writes a secret."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


@verb("channels.rotate_hook", system=True)
def rotate_hook(hook: Hook, *, by: Any, at: datetime) -> None:
    """Give a webhook a new secret; for a day both sign, so that nothing is missed."""
    refuse_removed(hook)
    hook.old_secret, hook.old_until = hook.secret, at + BOTH_SIGN
    hook.secret = new_secret()
    hook.save(update_fields=["secret", "old_secret", "old_until"])
    Entry.write(hook, "hook.rotated", by=by, at=at)


@verb("channels.remove_hook", system=True)
def remove_hook(hook: Hook, *, by: Any, at: datetime) -> None:
    """Remove a webhook: nothing more is sent there, and its secret is wiped."""
    refuse_removed(hook)
    hook.removed_at, hook.secret, hook.old_secret = at, "", ""
    hook.save(update_fields=["removed_at", "secret", "old_secret"])
    waiting = hook.messages.filter(state=Message.State.WAITS)
    waiting.update(state=Message.State.STOPPED, due_at=None)
    Entry.write(hook, "hook.removed", by=by, at=at)


@verb("channels.send_again", system=True)
def send_again(message: Message, *, by: Any, at: datetime) -> None:
    """Let a message be sent once more, under the same id. Raises NotAllowed."""
    refuse_removed(message.hook)
    ended = Message.objects.filter(pk=message.pk).exclude(state=Message.State.WAITS)
    if not ended.update(state=Message.State.WAITS, due_at=at, tries=0):
        raise NotAllowed(_("It is on its way already."))
    data = {"message": message.pk}
    Entry.write(message.hook, "hook.sent_again", by=by, at=at, data=data)


def refuse_removed(hook: Hook) -> None:
    if hook.removed_at is not None:
        raise NotAllowed(_("This webhook was removed."))


def lines(user: Any, at: datetime) -> Iterator[Line]:
    """Yield the webhooks whose messages were given up within a week. One query."""
    if not user.has_perm("channels.send_again"):
        return
    stopped = Message.objects.filter(state=Message.State.STOPPED, hook__removed_at=None)
    stopped = stopped.filter(happening__at__gte=at - TOLD_FOR)
    rows = stopped.order_by("hook").values("hook", "hook__name")
    for row in rows.annotate(number=Count("pk")):
        said = ngettext(
            "Webhook “%(name)s”: %(n)d message was not taken for a day",
            "Webhook “%(name)s”: %(n)d messages were not taken for a day",
            row["number"],
        )
        yield Line(
            group=Group.WAITS,
            text=said % {"name": row["hook__name"], "n": row["number"]},
            url=reverse("channels_hook", args=[row["hook"]]),
            verb=_("Look"),
            is_alarm=True,
        )
