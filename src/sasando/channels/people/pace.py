"""How fast a channel speaks: so many messages a minute, however many workers it has."""

from datetime import datetime, timedelta
from math import floor

from sasando.channels.adapters import Place
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Channel
from sasando.channels.people.models import Pace

# So much of a minute's rate may go out at once.
AT_ONCE = timedelta(seconds=10)


class TooFast(Exception):
    """The rate is used up; `until` says when it is not."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def per_minute(adapter: Spreads, place: Place) -> int:
    """Return the rate of a channel: its own, else its platform's; 0 for none."""
    given = str(place.options.get("per_minute", ""))
    return int(given) if given.isdecimal() else adapter.per_minute


def reserve(channel: Channel, rate: int, most: int, at: datetime) -> int:
    """Return how many may go now, and count them. In the caller's transaction.

    Raises TooFast. Compare-and-swap: of two workers one is sent back.
    """
    if not rate:
        return most
    row, _made = Pace.objects.get_or_create(channel=channel, defaults={"until": at})
    each = timedelta(minutes=1) / rate
    room, used = max(AT_ONCE, each), max(row.until, at)
    free = min(most, floor((at + room - used) / each))
    if free < 1:
        raise TooFast(used + each - room)
    mine = Pace.objects.filter(pk=row.pk, until=row.until)
    if not mine.update(until=used + free * each):
        raise TooFast(at + timedelta(seconds=1))
    return free
