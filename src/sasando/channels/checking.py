"""What hinders a post on a channel: its words, its files, their rights."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sasando.channels import library, shaping
from sasando.channels.adapters import Post, adapter_of
from sasando.channels.models import Channel
from sasando.channels.sentences import sentence
from sasando.core.workflow import NotAllowed


def check_post(post: Post, channel: Channel) -> None:
    """Raise NotAllowed with what hinders a post on a channel."""
    for why in hindrances(post, channel):
        words = {"channel": channel.name, "why": why}
        raise NotAllowed(_("%(channel)s: %(why)s") % words)


def hindrances(post: Post, channel: Channel) -> list[str]:
    """Return what hinders a post on a channel, in the language of who reads."""
    adapter = adapter_of(channel.kind)
    return [
        told(problem.name, problem.words, channel) for problem in adapter.validate(post)
    ]


def told(name: str, facts: Mapping[str, Any], channel: Channel) -> str:
    """Return the sentence of this name in the language of who reads; "" for none."""
    found = sentence(name, facts, adapter_of(channel.kind).faults)
    if found is None:
        return ""
    return found.id if is_indonesian() else found.en


def is_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


def check_media(post: Post, channel: Channel, *, at: datetime, is_read: bool) -> None:
    """Raise NotAllowed for a picture without right, or a film nobody could look at.

    Who approves without reading binds the original and its shape: the film goes out
    when it is ready.
    """
    if item := library.forbidden(post, on=timezone.localdate(at)):
        raise NotAllowed(told("no_right", {"item": item}, channel))
    for item, row in shaping.unready(post):
        if row and row.status == row.Status.FAILED:
            raise NotAllowed(told(row.problem, {"item": item}, channel))
        if is_read:
            said = _("Film %(item)d is still being made ready; approve it then.")
            raise NotAllowed(said % {"item": item})
