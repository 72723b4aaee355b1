"""Whom a post is for: who agreed, by this way, to be told such things."""

from django.db.models import Exists, OuterRef, Q

from sasando.channels.adapters import Post
from sasando.channels.people import subjects
from sasando.channels.people.models import Subscription, SubscriptionQuerySet, Wish


def readers(way: str, post: Post) -> SubscriptionQuerySet:
    """Return who is told of a post. One query besides those of its link.

    `purpose`, `topics` (slugs) and `units` (numbers) of the post's options say what it
    is, and so does the page that its link leads to. Of what has neither topic nor unit
    only those are told who want everything of its purpose.
    """
    purpose = str(post.options.get("purpose", "")) or Wish.Purpose.NEWS
    fits = Q(topic="", unit=None)
    topics = listed(post, "topics")
    units = [int(one) for one in listed(post, "units") if one.isdecimal()]
    for source in subjects.ABOUT:
        more, others = source(post.link)
        topics, units = [*topics, *more], [*units, *others]
    if topics:
        fits |= Q(topic__in=topics)
    if units:
        fits |= Q(unit__in=units)
    wishes = Wish.objects.filter(fits, subscription=OuterRef("pk"), purpose=purpose)
    rows: SubscriptionQuerySet = Subscription.objects.active()
    return rows.filter(Exists(wishes), way=way).order_by("pk")


def listed(post: Post, name: str) -> list[str]:
    """Return an option that is a list, or words with commas, as a list of words."""
    given = post.options.get(name) or []
    rows = given.split(",") if isinstance(given, str) else given
    return [str(one).strip() for one in rows if str(one).strip()]
