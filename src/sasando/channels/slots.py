"""The hours of the week at which a channel speaks, and who has which.

A slot is an hour on the clock of the office. Whatever is planned for just that hour has
it, however it came there, and no second post gets it: `Seat` is unique.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sasando.channels import hours
from sasando.channels.models import Channel, Delivery
from sasando.channels.planned import Seat, Slot
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed
from sasando.core.workflow import verb

AHEAD_DAYS = 120
MOST_A_DAY = 24


@verb("channels.set_slots", system=True)
def add_slots(
    channel: Channel, weekdays: Sequence[int], hour: time, *, by: Any, at: datetime
) -> int:
    """Let a channel speak at an hour of these weekdays; return how many are new."""
    new = 0
    for weekday in weekdays:
        same = Slot.objects.filter(channel=channel, weekday=weekday)
        if same.count() >= MOST_A_DAY:
            raise NotAllowed(_("A channel has at most 24 slots a day."))
        _slot, is_new = same.get_or_create(channel=channel, weekday=weekday, hour=hour)
        new += is_new
    if new:
        told(channel, by=by, at=at)
    return new


@verb("channels.set_slots", system=True)
def drop_slot(channel: Channel, pk: int, *, by: Any, at: datetime) -> None:
    """Take a slot away; what has it already keeps its hour."""
    if Slot.objects.filter(channel=channel, pk=pk).delete()[0]:
        told(channel, by=by, at=at)


def told(channel: Channel, *, by: Any, at: datetime) -> None:
    kept = channel.slots.order_by("weekday", "hour").values_list("weekday", "hour")
    data = {"slots": [f"{day} {hour:%H:%M}" for day, hour in kept]}
    Entry.write(channel, "channel.slots", by=by, at=at, data=data)


def coming(slots: Sequence[Slot], at: datetime) -> Iterator[datetime]:
    """Yield the moments of these slots after `at`, soonest first. No query."""
    by_day: dict[int, list[time]] = {}
    for slot in slots:
        by_day.setdefault(slot.weekday, []).append(slot.hour)
    today = timezone.localtime(at, timezone.get_default_timezone()).date()
    for number in range(AHEAD_DAYS if by_day else 0):
        day = today + timedelta(days=number)
        for hour in sorted(by_day.get(day.weekday(), ())):
            try:
                moment = hours.aware(datetime.combine(day, hour))
            except NotAllowed:
                # Not on the day on which the clock is put.
                continue
            if moment > at:
                yield moment


def next_free(channels: Sequence[Channel], at: datetime) -> dict[int, datetime]:
    """Return each channel's next slot that nobody has. Three queries in all."""
    keys = [one.pk for one in channels]
    slots: dict[int, list[Slot]] = {}
    for slot in Slot.objects.filter(channel__in=keys):
        slots.setdefault(slot.channel_id, []).append(slot)
    seats = Seat.objects.filter(channel__in=list(slots), starts_at__gt=at)
    taken = set(
        seats.exclude(delivery__status="cancelled").values_list("channel", "starts_at")
    )
    planned = Delivery.objects.filter(channel__in=list(slots), expected_at__gt=at)
    taken |= set(
        planned.exclude(status="cancelled").values_list("channel", "expected_at")
    )
    found = {}
    for channel, own in slots.items():
        free = (one for one in coming(own, at) if (channel, one) not in taken)
        if moment := next(free, None):
            found[channel] = moment
    return found


def settle(
    delivery: Delivery, planned: datetime | None, *, in_slots: bool, at: datetime
) -> None:
    """Let a delivery that is just written have its slot, if it is planned for one."""
    if in_slots:
        give(delivery, at=at)
    elif planned:
        take(delivery)


def take(delivery: Delivery) -> None:
    """Give a delivery the slot of its hour, if its hour is one; else let go of its own.

    Raises NotAllowed when another post has it. In the caller's transaction; up to five
    queries.
    """
    Seat.objects.filter(delivery=delivery).delete()
    if not is_slot(delivery.channel_id, delivery.scheduled_at):
        return
    there = {"channel_id": delivery.channel_id, "starts_at": delivery.scheduled_at}
    # One that was cancelled needs it no more.
    Seat.objects.filter(**there, delivery__status="cancelled").delete()
    try:
        with transaction.atomic():
            Seat.objects.create(**there, delivery=delivery)
    except IntegrityError as error:
        zone = timezone.get_default_timezone()
        local = timezone.localtime(delivery.scheduled_at, zone)
        words = {"time": date_format(local, "l, j F Y, H.i")}
        words["channel"] = delivery.channel.name
        raise NotAllowed(
            _("%(channel)s: another post has the slot of %(time)s. Choose another.")
            % words
        ) from error


def is_slot(channel: int, moment: datetime) -> bool:
    """Return whether a channel has a slot at just this moment. One query."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    if local.second or local.microsecond:
        return False
    facts = {"weekday": local.weekday(), "hour": local.time()}
    return Slot.objects.filter(channel=channel, **facts).exists()


def give(delivery: Delivery, *, at: datetime) -> None:
    """Plan a delivery that is just written for the next free slot of its channel.

    Two who ask at once get two slots. Raises NotAllowed for a channel without any.
    """
    after = at
    for _try in range(50):
        free = next_free([delivery.channel], after).get(delivery.channel_id)
        if free is None:
            words = {"channel": delivery.channel.name}
            raise NotAllowed(
                _("%(channel)s has no free slot. Give it slots, or choose an hour.")
                % words
            )
        delivery.scheduled_at = delivery.expected_at = free
        try:
            take(delivery)
        except NotAllowed:
            # Taken in this very moment, where its writer's row is not to be seen yet.
            after = free
        else:
            delivery.save(update_fields=["scheduled_at", "expected_at"])
            return
    raise NotAllowed(_("Every slot is being taken right now. Try again."))
