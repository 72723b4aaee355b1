"""`sasando deliveries`: what became of what was said."""

from typing import Any

from django.core.management.base import CommandParser

from sasando.channels.management.commands._json import JsonCommand, number, told
from sasando.channels.models import Delivery


class Command(JsonCommand):
    help = "List deliveries with their state and what to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--content", type=number)

    def answer(self, options: dict[str, Any]) -> Any:
        rows = Delivery.objects.select_related("channel").order_by("pk")
        if options["content"] is not None:
            rows = rows.filter(content=options["content"])
        return [told(row) for row in rows]
