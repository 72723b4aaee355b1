"""Channels and contents for the screens, put into a state as the engine would."""

from typing import Any

from django.utils import timezone

from sasando.channels import composing, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.workflow import Connection, Saying


def by_hand(name: str = "Instagram Humas", **facts: Any) -> Channel:
    """Return the channel of this name; it is connected once."""
    if known := Channel.objects.there().filter(kind="by_hand", name=name).first():
        return known
    connection = Connection(kind="by_hand", name=name, account_id="@humas", **facts)
    return workflow.connect(None, connection, by=None, at=timezone.now())


def facebook(name: str = "Facebook Humas", number: int = 1001) -> Channel:
    """Return the channel of this page; it is connected once."""
    there = Channel.objects.there().filter(kind="facebook", account_id=str(number))
    if known := there.first():
        return known
    connection = Connection(
        "facebook", name, str(number), tokens={"token": "rahasia-sekali"}
    )
    return workflow.connect(None, connection, by=None, at=timezone.now())


def draft(*channels: Channel, by: Any, text: str = "Jalan dibuka.") -> Content:
    numbers = [one.pk for one in channels]
    saying = Saying(text=text, channels=numbers, is_draft=True)
    return workflow.write(None, saying, by=by, at=timezone.now())


def put(content: Content, status: str, problem: str = "", **facts: Any) -> Delivery:
    """Put the only delivery of a content into a state, as the engine would."""
    rows = Delivery.objects.filter(content=content)
    facts = {"due_at": None, "problem": problem, "approved_digest": "x"} | facts
    rows.update(status=status, **facts)
    return rows.select_related("channel", "content").get()


def edited(content: Content, text: str) -> None:
    """Let a content say something else, as its author does in the composer."""
    revision = Revision(text=text, link=content.link)
    composing.revise(content, revision, by=None, at=timezone.now())
