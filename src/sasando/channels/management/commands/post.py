"""`sasando post`: say something on channels, from the command line."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.channels import hours, workflow
from sasando.channels.management.commands._json import JsonCommand, told
from sasando.channels.models import Medium
from sasando.channels.workflow import File, Saying
from sasando.core.workflow import NotAllowed


class Command(JsonCommand):
    help = "Write a post for one or more channels, and with --approve let it go out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--text", default="")
        parser.add_argument("--link", default="")
        parser.add_argument("--image", type=Path, action="append", default=[])
        parser.add_argument("--video", type=Path, action="append", default=[])
        parser.add_argument("--alt", action="append", default=[])
        parser.add_argument("--channels", required=True, help="numbers: 1,2,5")
        parser.add_argument("--at", help="when; else now")
        parser.add_argument("--key", help="the same key never posts twice")
        parser.add_argument("--approve", action="store_true")

    def answer(self, options: dict[str, Any]) -> Any:
        now = timezone.now()
        files = [File(path) for path in options["image"]]
        files = [
            File(file.path, file.kind, alt)
            for file, alt in zip(
                files, options["alt"] + [""] * len(files), strict=False
            )
        ]
        files += [File(path, Medium.Kind.VIDEO) for path in options["video"]]
        saying = Saying(
            text=options["text"],
            link=options["link"],
            files=files,
            channels=numbers(options["channels"]),
            scheduled_at=moment(options["at"]),
            key=options["key"],
        )
        content = workflow.write(None, saying, by=None, at=now)
        if options["approve"]:
            workflow.approve(content, by=None, at=now)
        rows = content.deliveries.select_related("channel").order_by("pk")
        return {"content": content.pk, "deliveries": [told(row) for row in rows]}


def numbers(words: str) -> list[int]:
    """Return the numbers in a list with commas. Raises NotAllowed."""
    try:
        return [int(word) for word in words.split(",") if word.strip()]
    except ValueError as error:
        raise NotAllowed(_("--channels: write numbers such as 1,2,5.")) from error


def moment(word: str | None) -> datetime | None:
    """Return the moment that was asked for. Raises NotAllowed."""
    if word is None:
        return None
    try:
        return hours.read(word)
    except ValueError as error:
        raise NotAllowed(
            _("--at: write a moment such as 2026-11-24T09:00:00+08:00.")
        ) from error
