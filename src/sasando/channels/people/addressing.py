"""To whom a post goes, and under which subject, as a part of the very post.

What nobody chose comes from the page: its title, its topics and work units. All of it
is written into the options of the post when it is composed, so it stands in the hash
that is approved: a page that changes afterwards changes no audience.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sasando.channels.adapters import Post, adapter_of
from sasando.channels.adapters.spread import Spreads
from sasando.channels.models import Content
from sasando.channels.people import audience
from sasando.channels.people.models import Wish

# What the page of each link is about, asked once while one content is composed.
Known = dict[str, tuple[list[str], list[int]]]


def goes_to_people(kind: str) -> bool:
    """Return whether a platform tells people one by one."""
    return isinstance(adapter_of(kind), Spreads)


def addressed(
    post: Post,
    content: Content,
    kind: str,
    known: Known,
    out: Mapping[str, Any] | None = None,
) -> Post:
    """Return a post that says whom it is for. Of other platforms it stays as it is; so
    does what was approved (`out`) before that was a part of it, if it says nothing new.

    Must see the link before it is shortened. Up to seven queries for a link of ours
    that is not `known` yet, and one for the title of a page that is not at hand.
    """
    is_old = out is not None and "topics" not in out and post.options == out
    if is_old or not goes_to_people(kind):
        return post
    options: dict[str, Any] = {"purpose": Wish.Purpose.NEWS.value, **post.options}
    if content.language:
        options.setdefault("language", content.language)
    if content.page and getattr(adapter_of(kind), "has_subject", False):
        options.setdefault("subject", content.page.title)
    topics, units = audience.chosen(options)
    if is_inherited(options) and options["purpose"] == Wish.Purpose.NEWS:
        if post.link not in known:
            known[post.link] = audience.of_link(post.link)
        topics, units = known[post.link]
    options |= {"topics": sorted(set(topics)), "units": sorted(set(units))}
    return replace(post, options=options)


def is_inherited(options: Mapping[str, Any]) -> bool:
    """Return whether nobody chose topics or units: the page that is linked says."""
    return "topics" not in options and "units" not in options


def options_for(kind: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of these choices a platform has a use for."""
    if not goes_to_people(kind):
        return {}
    if getattr(adapter_of(kind), "has_subject", False):
        return dict(options)
    return {name: one for name, one in options.items() if name != "subject"}
