"""Commands for programs: JSON on standard output, exit 0, 1 (refused) or 2 (wrong)."""

import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from sasando.channels import reach
from sasando.channels.adapters import adapter_of
from sasando.channels.models import Attempt, Channel, Delivery
from sasando.channels.sentences import sentence
from sasando.core.workflow import NotAllowed

REFUSED, WRONG = 1, 2
DIGITS = 9


class NotUnderstood(Exception):
    """An option says something that can mean nothing; one sentence."""


class JsonCommand(BaseCommand):
    """A command whose answer a program reads."""

    requires_system_checks: list[str] = []

    def create_parser(self, *names: str, **facts: Any) -> CommandParser:
        """Return a parser that takes options by their whole names: no `--appr`."""
        return super().create_parser(*names, allow_abbrev=False, **facts)

    def handle(self, **options: Any) -> None:
        """Print what `answer` returns, or why not; end with 1 or 2 then."""
        try:
            facts = self.answer(options)
        except (NotAllowed, NotUnderstood, OSError) as refusal:
            self.print({"error": str(refusal)})
            sys.exit(WRONG if isinstance(refusal, NotUnderstood) else REFUSED)
        self.print(facts)

    def answer(self, options: dict[str, Any]) -> Any:
        """Return what to print. Raises NotAllowed."""
        raise NotImplementedError

    def print(self, facts: Any) -> None:
        self.stdout.write(DjangoJSONEncoder(ensure_ascii=False, indent=1).encode(facts))


def number(word: str) -> int:
    """Return the number of a row. Raises ArgumentTypeError."""
    if not (word.isascii() and word.isdecimal() and len(word) <= DIGITS):
        raise ArgumentTypeError(f"“{word}”")
    return int(word)


def told(delivery: Delivery) -> dict[str, Any]:
    """Return what programs read of a delivery."""
    adapter = adapter_of(delivery.channel.kind)
    found = sentence(delivery.problem, delivery.problem_facts, adapter.faults)
    sent = delivery.attempts.filter(phase=Attempt.Phase.COMMIT).count()
    return {
        "id": delivery.pk,
        "content": delivery.content_id,
        "channel": delivery.channel_id,
        "kind": delivery.channel.kind,
        "state": delivery.status,
        "external_id": delivery.external_id,
        "permalink": delivery.permalink,
        "attempts": sent,
        "scheduled_at": delivery.scheduled_at,
        "expected_at": delivery.expected_at,
        "problem": delivery.problem,
        "sentence": found.id if found else "",
        "sentence_en": found.en if found else "",
    }


def told_channel(channel: Channel) -> dict[str, Any]:
    """Return what programs read of a channel; no token."""
    adapter = adapter_of(channel.kind)
    found = sentence(channel.problem, {}, adapter.faults)
    return {
        "id": channel.pk,
        "kind": channel.kind,
        "name": channel.name,
        "account_id": channel.account_id,
        "base_url": channel.base_url,
        "on_double": reach.is_here(reach.host_of(channel.base_url)),
        "state": channel.status,
        "paused": channel.paused_at is not None,
        "quiet_until": channel.quiet_until,
        "used_percent": channel.used_percent,
        "token_expires_at": channel.token_expires_at,
        "data_access_expires_at": channel.data_access_expires_at,
        "last_ok_at": channel.last_ok_at,
        "live_checked_at": channel.live_checked_at,
        "sentence": found.id if found else "",
        "sentence_en": found.en if found else "",
    }
