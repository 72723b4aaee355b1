"""`sasando channels`: add, list, check, pause, resume, remove; bounce."""

import os
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.channels import payloads, tokens, workflow
from sasando.channels.adapters import Adapter, adapter_of, kinds
from sasando.channels.management.commands._json import JsonCommand, number, told_channel
from sasando.channels.models import Channel
from sasando.channels.outcomes import Mishap, Refused
from sasando.channels.people import bounces
from sasando.channels.sentences import sentence
from sasando.channels.wire import Line, Lost, NotSent
from sasando.core.workflow import NotAllowed


class Command(JsonCommand):
    help = "Add, list, check, pause, resume and remove channels."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        add = acts.add_parser("add", help="add a channel")
        add.add_argument("--kind", required=True, choices=kinds())
        add.add_argument("--name", required=True)
        add.add_argument("--account-id", default="")
        add.add_argument("--base-url", default="")
        add.add_argument("--token", default="")
        add.add_argument("--app-secret", default="")
        add.add_argument("--option", action="append", default=[], metavar="K=V")
        acts.add_parser("list", help="list channels")
        for name, tells in (
            ("check", "try the token"),
            ("remove", "wipe the tokens, cancel what was not sent"),
        ):
            acts.add_parser(name, help=tells).add_argument("channel", type=number)
        for name in ("pause", "resume"):
            act = acts.add_parser(name, help=f"{name} one channel, or all")
            act.add_argument("channel", type=number, nargs="?")
            act.add_argument("--reason", default="")
        bounce = acts.add_parser("bounce", help="read a letter that came back")
        bounce.add_argument("--to", default="", help="the address it came to")

    def answer(self, options: dict[str, Any]) -> Any:
        return getattr(self, f"to_{options['act']}")(options)

    def to_add(self, options: dict[str, Any]) -> Any:
        pairs = [option.partition("=") for option in options["option"]]
        plain = {name: value for name, _is, value in pairs}
        given = {"token": options["token"], "app_secret": options["app_secret"]}
        # What renews a token is kept as one.
        given |= {name: plain.pop(name, "") for name in ("refresh_token", "client_id")}
        facts = workflow.Connection(
            kind=options["kind"],
            name=options["name"],
            account_id=options["account_id"],
            base_url=options["base_url"],
            tokens={name: value for name, value in given.items() if value},
            options=plain,
        )
        return told_channel(workflow.connect(None, facts, by=None, at=timezone.now()))

    def to_list(self, options: dict[str, Any]) -> Any:
        return [told_channel(one) for one in Channel.objects.all()]

    def to_check(self, options: dict[str, Any]) -> Any:
        channel = channel_of(options["channel"])
        adapter = adapter_of(channel.kind)
        line = Line(home=channel.base_url)
        renewed = tokens.renew(channel, line, timezone.now())
        if isinstance(renewed, Mishap):
            raise refused(adapter, renewed)
        try:
            account = adapter.check(payloads.place_of(channel), line)
        except (NotSent, Lost) as fault:
            raise NotAllowed(str(fault)) from fault
        if isinstance(account, Refused):
            raise refused(adapter, account.mishap)
        return {"account_id": account.external_id, "name": account.name}

    def to_bounce(self, options: dict[str, Any]) -> Any:
        raw = sys.stdin.buffer.read(bounces.MOST_BYTES)
        # To its end: a mail server takes a broken pipe for a failure.
        while sys.stdin.buffer.read(bounces.MOST_BYTES):
            pass
        try:
            was = bounces.take(raw, to=options["to"], at=timezone.now())
        except DatabaseError:
            # The mail server tries again later.
            sys.exit(os.EX_TEMPFAIL)
        return {"bounce": was}

    def to_remove(self, options: dict[str, Any]) -> Any:
        channel = channel_of(options["channel"])
        workflow.disconnect(channel, by=None, at=timezone.now())
        return told_channel(channel)

    def to_pause(self, options: dict[str, Any]) -> Any:
        now = timezone.now()
        if options["channel"] is None:
            workflow.pause_all(None, options["reason"] or "—", by=None, at=now)
            return {"paused": "all"}
        workflow.pause(channel_of(options["channel"]), by=None, at=now)
        return told_channel(channel_of(options["channel"]))

    def to_resume(self, options: dict[str, Any]) -> Any:
        now = timezone.now()
        if options["channel"] is None:
            workflow.resume_all(None, by=None, at=now)
            return {"resumed": "all"}
        workflow.resume(channel_of(options["channel"]), by=None, at=now)
        return told_channel(channel_of(options["channel"]))


def channel_of(number: int) -> Channel:
    """Return this channel. Raises NotAllowed."""
    if channel := Channel.objects.filter(pk=number).first():
        return channel
    raise NotAllowed(_("There is no channel %(number)s.") % {"number": number})


def refused(adapter: Adapter, mishap: Mishap) -> NotAllowed:
    """Return what to raise for a token that serves no more."""
    found = sentence(mishap.name, {}, adapter.faults)
    return NotAllowed(found.id if found else mishap.said)
