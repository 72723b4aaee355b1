"""The verbs of this room: what people do to channels and to what is said on them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sasando.channels import (
    changing,
    comment_plans,
    outbox,
    payloads,
    reach,
    settling,
    shaping,
    slots,
    steps,
    twins,
)
from sasando.channels.adapters import adapter_of, installed
from sasando.channels.checking import check_media
from sasando.channels.checking import check_post as check_post
from sasando.channels.checking import hindrances as hindrances
from sasando.channels.checking import told as told
from sasando.channels.keeping import File as File
from sasando.channels.keeping import keep_addressing, keep_comment
from sasando.channels.keeping import keep_file as keep_file
from sasando.channels.models import Channel, Content, Delivery, Pause
from sasando.channels.steps import LOOKED_FOR, MAYBE_OUT, again, cancel, schedule
from sasando.core.models import Entry
from sasando.core.workflow import NotAllowed, move, verb


@dataclass(frozen=True, slots=True)
class Connection:
    """What makes a channel: a platform, an account there, and its tokens."""

    kind: str
    name: str
    account_id: str = ""
    base_url: str = ""
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    options: Mapping[str, str] = field(default_factory=dict)
    # What the account is called there besides.
    other_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be said, where and when."""

    text: str = ""
    link: str = ""
    files: Sequence[File] = ()
    channels: Sequence[int] = ()
    scheduled_at: datetime | None = None
    key: str | None = None
    late_minutes: int = 60
    useless_at: datetime | None = None
    # Written below each post that can have one, once it is out.
    first_comment: str = ""
    # A person still writes: kept with its faults, which are said before it is approved.
    is_draft: bool = False
    # What the content has of the page it tells of (`items.FromItem`).
    item: Mapping[str, Any] = field(default_factory=dict)
    # Each channel says it in its own next free slot.
    in_slots: bool = False
    # Subject and audience, of channels that go to people (`people.addressing`).
    addressing: Mapping[str, Any] = field(default_factory=dict)


# --- channels ---------------------------------------------------------------------


@verb("channels.connect", system=True)
def connect(unit: Any, facts: Connection, *, by: Any, at: datetime) -> Channel:
    """Add a channel. Raises NotAllowed for facts that cannot work, and an account that
    is a channel already.
    """
    del unit
    check_facts(facts)
    url = reach.as_web(facts.base_url)
    check_address(url, may_be_here=by is None or settings.DEBUG)
    names = (facts.account_id, *facts.other_ids)
    twins.refuse(facts.kind, names, called=facts.name, base_url=facts.base_url)
    channel = Channel.objects.create(
        kind=facts.kind,
        name=facts.name,
        account_id=facts.account_id,
        base_url=facts.base_url or adapter_of(facts.kind).caps.base_url,
        secrets=json.dumps(dict(facts.tokens)),
        options=dict(facts.options),
        created_at=at,
    )
    Entry.write(channel, "channel.connected", by=by, at=at, data={"kind": facts.kind})
    return channel


def check_facts(facts: Connection) -> None:
    """Raise NotAllowed for what no platform could take."""
    if facts.kind not in installed():
        raise NotAllowed(_("There is no platform “%(kind)s”.") % {"kind": facts.kind})
    caps = adapter_of(facts.kind).caps
    has_token = facts.tokens.get("token") or facts.tokens.get("refresh_token")
    if caps.needs_token and not has_token:
        raise NotAllowed(_("This platform asks for a token."))
    if not all(is_whole(text) for text in facts.tokens.values()):
        raise NotAllowed(
            _("The token has a line break or a space in it; copy it again, whole.")
        )


def is_whole(token: str) -> bool:
    """Return whether a token can be said in a header."""
    return token.isascii() and token.isprintable() and " " not in token


def check_address(url: str, *, may_be_here: bool) -> None:
    """Raise NotAllowed for an address that a channel may not have.

    The double on this machine is for whoever has its command line; from the web only
    where the settings name it.
    """
    scheme, host = url.partition("://")[0], reach.host_of(url)
    if not url or (scheme in {"http", "https"} and reach.is_named(host)):
        return
    if reach.is_here(host) and scheme in {"http", "https"}:
        if may_be_here:
            return
        raise NotAllowed(
            _(
                "This address is on the server itself; only its command line may use "
                "that."
            )
        )
    if scheme != "https" or not host:
        raise NotAllowed(_("The address of the platform must begin with https://."))
    if not reach.may_be_open(host):
        raise NotAllowed(_("This address is of a closed network."))


@verb("channels.reconnect", system=True)
def reconnect(
    channel: Channel,
    tokens: Mapping[str, str],
    *,
    account_id: str,
    by: Any,
    at: datetime,
) -> None:
    """Give a channel new tokens of the same account; what waited for it goes on.

    Raises NotAllowed for another account: its posts would be said by somebody else.
    """
    # The engine may have closed it since this row was read.
    channel.refresh_from_db()
    if account_id != channel.account_id:
        raise NotAllowed(
            _("This token belongs to another account. Add that one as a new channel.")
        )
    given = {name: value for name, value in tokens.items() if value}
    kept = json.loads(channel.secrets or "{}") | given
    channel.secrets, channel.problem = json.dumps(kept), ""
    channel.save(update_fields=["secrets", "problem"])
    if channel.status != Channel.Status.OPEN:
        move(channel, "open", by=by, at=at, action="channel.reconnected")
    waiting = Delivery.objects.filter(channel=channel, status="blocked_auth")
    for delivery in waiting.order_by("scheduled_at"):
        # The late policy decides whether it still may go.
        schedule(delivery, by=by, at=at)


@verb("channels.disconnect", system=True)
def disconnect(channel: Channel, *, by: Any, at: datetime) -> None:
    """Remove a channel: its tokens are wiped, what was not sent is cancelled.

    What may be out already stays to be looked for by a person; history stays readable.
    """
    channel.secrets = ""
    channel.save(update_fields=["secrets"])
    move(channel, "removed", by=by, at=at, action="channel.removed")
    for delivery in Delivery.objects.filter(channel=channel):
        is_open = "cancelled" in Delivery.MOVES.get(delivery.status, ())
        if is_open and delivery.problem not in MAYBE_OUT:
            cancel(delivery, "channel_removed", by=by, at=at)
    changing.leave_to_person(channel)


@verb("channels.pause", system=True)
def pause(channel: Channel, *, by: Any, at: datetime) -> None:
    """Let nothing go out on one channel until `resume`."""
    if not Channel.objects.filter(pk=channel.pk, paused_at=None).update(paused_at=at):
        raise NotAllowed(_("This channel is paused already."))
    Entry.write(channel, "channel.paused", by=by, at=at)


@verb("channels.resume", system=True)
def resume(channel: Channel, *, by: Any, at: datetime) -> None:
    """Let a paused channel go on; what became late meanwhile is asked about."""
    paused = Channel.objects.filter(pk=channel.pk, paused_at__isnull=False)
    if not paused.update(paused_at=None):
        raise NotAllowed(_("This channel is not paused."))
    Entry.write(channel, "channel.resumed", by=by, at=at)


@verb("channels.pause_all", system=True)
def pause_all(unit: Any, reason: str, *, by: Any, at: datetime) -> Pause:
    """Let nothing go out anywhere."""
    del unit
    whole = Pause.objects.create(reason=reason, began_at=at)
    Entry.write(whole, "pause.began", by=by, at=at)
    return whole


@verb("channels.resume_all", system=True)
def resume_all(unit: Any, *, by: Any, at: datetime) -> None:
    """End every pause of all channels."""
    del unit
    for whole in Pause.objects.filter(over_at=None):
        whole.over_at = at
        whole.save(update_fields=["over_at"])
        Entry.write(whole, "pause.ended", by=by, at=at)


# --- what is said -----------------------------------------------------------------


@verb("channels.write", system=True)
def write(unit: Any, saying: Saying, *, by: Any, at: datetime) -> Content:
    """Write a content and one draft of a delivery a channel; return it.

    With a key that is known already, return what it stands for: nothing is made twice.
    Raises NotAllowed for channels that are not there, and for what a platform cannot
    take.
    """
    del unit
    if saying.key and (known := Content.objects.filter(key=saying.key).first()):
        return known
    channels = channels_of(saying)
    content = Content.objects.create(
        text=saying.text,
        link=saying.link,
        key=saying.key,
        late_minutes=saying.late_minutes,
        useless_at=saying.useless_at,
        created_by=by,
        created_at=at,
        **saying.item,
    )
    for ordinal, file in enumerate(saying.files, 1):
        keep_file(content, ordinal, file)
    keep_comment(content, channels, saying.first_comment)
    keep_addressing(content, channels, saying.addressing)
    posts = payloads.drafts_of(content, channels)
    shaping.ask_all(posts.values())
    for channel in channels:
        if not saying.is_draft:
            check_post(posts[channel.pk], channel)
        planned = saying.scheduled_at or at
        row = Delivery.objects.create(
            content=content, channel=channel, scheduled_at=planned, expected_at=planned
        )
        slots.settle(row, saying.scheduled_at, in_slots=saying.in_slots, at=at)
    Entry.write(content, "content.written", by=by, at=at)
    return content


def channels_of(saying: Saying) -> list[Channel]:
    wanted = list(dict.fromkeys(saying.channels))
    found = Channel.objects.there().in_bulk(wanted)
    if not wanted or len(found) != len(wanted):
        raise NotAllowed(_("Name channels that are there: sasando channels list"))
    return [found[number] for number in wanted]


@verb("channels.approve", system=True)
def approve(
    content: Content, *, by: Any, at: datetime, read: Mapping[int, str] | None = None
) -> None:
    """Let each draft of a content go out at its time, bound to what it says now.

    `read` holds the hash of each as its approver saw it. What was written without an
    hour goes out when it is approved. Raises NotAllowed for whoever wrote any of it,
    for what changed since it was read, and for what a platform cannot take.
    """
    if by is not None and wrote(content, by):
        raise NotAllowed(_("Somebody else approves what you wrote."))
    drafts = content.deliveries.filter(status="draft").select_related("channel")
    for delivery in drafts:
        post = payloads.draft_of(content, delivery.channel)
        if read is not None and read.get(delivery.pk) != post.digest():
            raise NotAllowed(_("It was changed while you were reading. Read it again."))
        check_post(post, delivery.channel)
        check_media(post, delivery.channel, at=at, is_read=read is not None)
        payloads.keep_link(content, delivery.channel, post)
        facts: dict[str, Any] = payloads.approved(post)
        if delivery.scheduled_at == content.created_at:
            facts["expected_at"] = delivery.expected_at = max(delivery.expected_at, at)
        schedule(delivery, by=by, at=at, **facts)
        comment_plans.plan(delivery, post, at=at)
        changing.forget(delivery)
    changing.approve(content, by=by, at=at, read=read)
    if drafts:
        outbox.tell(outbox.APPROVED, content, at=at)


def wrote(content: Content, person: Any) -> bool:
    """Return whether a person wrote or changed any of it. One query at most."""
    if person.pk == content.created_by_id:
        return True
    log = Entry.objects.for_instance(content)
    return bool(log.filter(action="content.edited", user=person).exists())


@verb("channels.retry", system=True)
def retry(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Send again what is known not to be out: failed, refused, or late.

    A person has looked, so it counts as planned for now. Raises NotAllowed.
    """
    if delivery.problem in MAYBE_OUT:
        raise NotAllowed(_("It may be out. Look at the account, then publish again."))
    shaping.try_again(payloads.post_of(delivery))
    again(delivery, by=by, at=at)


@verb("channels.publish_again", system=True)
def publish_again(delivery: Delivery, reason: str, *, by: Any, at: datetime) -> None:
    """Send once more what was not found: a person looked, and says what is there."""
    if delivery.status != Delivery.Status.NEEDS_HUMAN or not reason.strip():
        raise NotAllowed(_("Say what you saw at the account."))
    again(delivery, by=by, at=at, note=reason)


@verb("channels.found", system=True)
def found(delivery: Delivery, permalink: str, *, by: Any, at: datetime) -> None:
    """Take a person's word that a post is out, with its address. Raises NotAllowed."""
    if delivery.status not in LOOKED_FOR:
        raise NotAllowed(_("This delivery is not open to this step any more."))
    steps.refuse_address(delivery, permalink)
    facts = {"permalink": permalink, "published_at": at, "due_at": None}
    facts |= {"problem": "found_by_person", "problem_facts": {}}
    move(delivery, "published", by=by, at=at, action="delivery.found", **facts)
    settling.take_back_if_asked(delivery, at=at)


@verb("channels.recall", system=True)
def recall(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Take a delivery back: before it is sent it is cancelled, afterwards deleted.

    While it is being sent, or looked for, the wish is kept and done when it is known.
    """
    steps.refuse_recall(delivery)
    Delivery.objects.filter(pk=delivery.pk).update(recall_asked_at=at)
    delivery.refresh_from_db()
    if "recall_requested" in Delivery.MOVES.get(delivery.status, ()):
        asks = "delivery.recall_requested"
        move(
            delivery, "recall_requested", by=by, at=at, action=asks, due_at=at, tries=0
        )
    elif "cancelled" in Delivery.MOVES.get(delivery.status, ()):
        cancel(delivery, "recalled_in_time", by=by, at=at)


@verb("channels.confirm_deleted", system=True)
def confirm_deleted(delivery: Delivery, *, by: Any, at: datetime) -> None:
    """Take a person's word that a post is gone; of our own site the page tells it."""
    if adapter_of(delivery.channel.kind).caps.is_ours:
        raise NotAllowed(_("Withdraw the page. This closes by itself then."))
    facts: dict[str, Any] = {"due_at": None, "problem": "", "problem_facts": {}}
    move(delivery, "recalled", by=by, at=at, action="delivery.recalled", **facts)
