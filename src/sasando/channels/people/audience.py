"""Whom a post is for: who agreed, by this way, to be told such things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from sasando.accounts.models import Unit
from sasando.channels.adapters import Post
from sasando.channels.people import subjects
from sasando.channels.people.models import Subscription, SubscriptionQuerySet, Wish


def readers(way: str, post: Post) -> SubscriptionQuerySet:
    """Return who is told of a post, by one way. One query."""
    return wishing(post).filter(way=way).order_by("pk")


def wishing(post: Post) -> SubscriptionQuerySet:
    """Return who agreed to be told such things, whichever way.

    `purpose`, `topics` (slugs) and `units` (numbers) of the post's options say what it
    is (`addressing`). Of what has neither topic nor unit only those are told who want
    everything of its purpose.
    """
    purpose = str(post.options.get("purpose", "")) or Wish.Purpose.NEWS
    topics, units = chosen(post.options)
    if "topics" not in post.options:
        # Approved before the audience was a part of what is approved.
        more, others = of_link(post.link)
        topics, units = [*topics, *more], [*units, *others]
    fits = Q(topic="", unit=None)
    if topics:
        fits |= Q(topic__in=topics)
    if units:
        fits |= Q(unit__in=units)
    wishes = Wish.objects.filter(fits, subscription=OuterRef("pk"), purpose=purpose)
    rows: SubscriptionQuerySet = Subscription.objects.active()
    return rows.filter(Exists(wishes))


def of_link(link: str) -> tuple[list[str], list[int]]:
    """Return topics and units of the page that a link of ours leads to."""
    topics: list[str] = []
    units: list[int] = []
    for source in subjects.ABOUT:
        more, others = source(link)
        topics, units = [*topics, *more], [*units, *others]
    return topics, units


def chosen(options: Mapping[str, Any]) -> tuple[list[str], list[int]]:
    """Return the topics and units that options name."""
    units = [int(one) for one in listed(options, "units") if one.isdecimal()]
    return listed(options, "topics"), units


def listed(options: Mapping[str, Any], name: str) -> list[str]:
    """Return an option that is a list, or words with commas, as a list of words."""
    given = options.get(name) or []
    rows = given.split(",") if isinstance(given, str) else given
    return [str(one).strip() for one in rows if str(one).strip()]


# --- what its approver sees -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a post is for, in words, and how many that are now, by way."""

    words: list[str]
    ways: dict[str, int]


def reach_of(posts: Iterable[Post]) -> list[Reach]:
    """Return the reach of each. Three queries for those that are for the same people,
    whichever ways they go.
    """
    known: dict[str, Reach] = {}
    found = []
    for post in posts:
        key = str([post.options.get("purpose"), chosen(post.options)])
        if key not in known:
            rows = wishing(post).order_by().values_list("way")
            ways = dict(rows.annotate(n=Count("pk")))
            known[key] = Reach(told(post), ways)
        found.append(known[key])
    return found


def told(post: Post) -> list[str]:
    """Return whom a post is for, in words. Two queries at most."""
    purpose = str(post.options.get("purpose", "")) or Wish.Purpose.NEWS
    topics, units = chosen(post.options)
    rows = Unit.objects.in_bulk(units) if units else {}
    return subjects.told(
        [
            Wish(purpose=purpose),
            *(Wish(purpose=purpose, topic=one) for one in topics),
            *(Wish(purpose=purpose, unit=one) for one in rows.values()),
        ]
    )
