"""The address of a post, where its platform tells it only when asked afterwards.

What fails here changes nothing: the post is out. It is asked again for an hour.
"""

import logging
from datetime import datetime, timedelta

from sasando.channels import payloads, reach
from sasando.channels.adapters import adapter_of, installed
from sasando.channels.models import Channel, Delivery
from sasando.channels.wire import Line, Lost, NotSent

logger = logging.getLogger(__name__)
FOR_SO_LONG = timedelta(hours=1)
AT_ONCE = 20


def read_back(at: datetime) -> None:
    """Ask for the address of what went out within the hour and has none."""
    for delivery in without_address(at):
        channel = delivery.channel
        line, place = Line(home=channel.base_url), payloads.place_of(channel)
        try:
            post = adapter_of(channel.kind).read_back(place, line, delivery.external_id)
        except (NotSent, Lost):
            continue
        except Exception:
            logger.exception("An adapter failed", extra={"delivery": delivery.pk})
            continue
        if post and reach.is_address(post.permalink):
            row = Delivery.objects.filter(pk=delivery.pk, permalink="")
            row.update(permalink=post.permalink)


def without_address(at: datetime) -> list[Delivery]:
    """Return posts whose address can be asked for. At most two queries."""
    kinds = [kind for kind in installed() if adapter_of(kind).caps.permalink_later]
    open_ones = Channel.objects.filter(kind__in=kinds, status=Channel.Status.OPEN)
    # By the index of what is out on a channel; few go out in an hour.
    fresh = Delivery.objects.filter(
        channel__in=list(open_ones.exclude(quiet_until__gt=at)),
        published_at__gt=at - FOR_SO_LONG,
        permalink="",
    )
    named = fresh.exclude(external_id="").select_related("channel")
    return list(named.order_by("pk")[:AT_ONCE])
