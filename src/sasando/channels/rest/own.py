"""What a program lets one channel say otherwise: its words, its film's options."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from sasando.channels import composing
from sasando.channels.composing import Own
from sasando.channels.models import Channel, Content
from sasando.channels.rest import shapes
from sasando.channels.rest.door import Problem

FILMS = "youtube"


def own_of(content: Content, body: shapes.Revised) -> dict[int, Own]:
    """Return what each channel shall say otherwise; what is not named stays.

    Raises Problem for a strange channel. Two queries.
    """
    own = {one.channel_id: Own(one.text, one.link) for one in content.variants.all()}
    there = channels_of(content)
    for name, text in (body.own or {}).items():
        channel = channel_in(there, name, f"own.{name}").pk
        own[channel] = replace(own.get(channel, Own()), text=text or None)
    for channel, options in options_of(there, body.films).items():
        own[channel] = replace(own.get(channel, Own()), options=options)
    return own


def with_films(content: Content, body: shapes.NewContent) -> None:
    """Keep what films of a new content say besides. Raises Problem."""
    if body.films:
        options = options_of(channels_of(content), body.films)
        own = {channel: Own(options=one) for channel, one in options.items()}
        composing.keep_own(content, own)


def channels_of(content: Content) -> dict[str, Channel]:
    """Return the channels to which a content goes, by number as it is written."""
    rows = Channel.objects.filter(deliveries__content=content).distinct()
    return {str(one.pk): one for one in rows.defer("secrets")}


def channel_in(there: Mapping[str, Channel], name: str, where: str) -> Channel:
    if name not in there:
        why = _("This content does not go to channel %(name)s.") % {"name": name}
        raise Problem(422, why, errors=[{"where": where, "why": why}])
    return there[name]


def options_of(
    there: Mapping[str, Channel], asked: Mapping[str, shapes.FilmOptions] | None
) -> dict[int, dict[str, Any]]:
    """Return the options of films by channel; "" takes one away. Raises Problem."""
    found = {}
    for name, film in (asked or {}).items():
        channel = channel_in(there, name, f"films.{name}")
        if channel.kind != FILMS:
            why = _("Channel %(name)s is not one of YouTube.") % {"name": name}
            raise Problem(422, why, errors=[{"where": f"films.{name}", "why": why}])
        said = film.model_dump(exclude_none=True)
        found[channel.pk] = {option: value or "" for option, value in said.items()}
    return found
