"""`sasando post`: say something on channels, from the command line."""

from argparse import ArgumentTypeError
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core import files as django_files
from django.core.management.base import CommandParser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sasando.channels import arriving, films, hours, loose, reach, workflow
from sasando.channels.management.commands._json import (
    JsonCommand,
    NotUnderstood,
    number,
    told,
)
from sasando.channels.models import Content, Medium
from sasando.channels.screens import pictures
from sasando.channels.workflow import File, Saying
from sasando.core.models import Entry
from sasando.core.refusals import refuse_odd_hour
from sasando.core.workflow import NotAllowed

MOST_OF_KEY, MOST_OF_ALT = 100, 1000


class Command(JsonCommand):
    help = "Write a post for one or more channels, and with --approve let it go out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--text", default="")
        parser.add_argument("--link", default="")
        parser.add_argument("--image", type=Path, action="append", default=[])
        parser.add_argument("--video", type=Path, action="append", default=[])
        parser.add_argument(
            "--alt", action="append", default=[], help="of each file, pictures first"
        )
        parser.add_argument("--channels", required=True, help="numbers: 1,2,5")
        parser.add_argument("--at", help="when; else now")
        parser.add_argument("--key", help="the same key never posts twice")
        parser.add_argument("--approve", action="store_true")

    def answer(self, options: dict[str, Any]) -> Any:
        now = timezone.now()
        refuse_odd(options)
        saying = Saying(
            text=options["text"],
            link=options["link"],
            channels=numbers(options["channels"]),
            scheduled_at=moment(options["at"], now),
            key=options["key"],
        )
        try:
            content = said(saying, options, now)
        except IntegrityError:
            # The same key came twice at once: the other one has said it.
            content = said(saying, options, now)
        rows = content.deliveries.select_related("channel").order_by("pk")
        return {"content": content.pk, "deliveries": [told(row) for row in rows]}


def said(saying: Saying, options: dict[str, Any], now: datetime) -> Content:
    """Return what this stands for: written and approved, or of the same key before.

    All of it or nothing. Raises NotAllowed.
    """
    known = Content.objects.filter(key=saying.key).first() if saying.key else None
    if known is not None:
        refuse_other(known, saying)
    is_ours = known is None or not is_edited(known)
    # Asked once more after an answer was lost, the files may be gone.
    images, videos = (options[name] if not known else [] for name in ("image", "video"))
    with lent(images, videos, options["alt"]) as files, transaction.atomic():
        whole = replace(saying, files=files)
        content = known or workflow.write(None, whole, by=None, at=now)
        if options["approve"] and is_ours:
            workflow.approve(content, by=None, at=now)
    return content


def refuse_other(known: Content, saying: Saying) -> None:
    """Raise NotAllowed where a key stands for something else already."""
    there = set(known.deliveries.values_list("channel", flat=True))
    same = (known.text, known.link) == (saying.text, saying.link)
    if not is_edited(known) and not (same and there == set(saying.channels)):
        words = {"number": known.pk}
        raise NotAllowed(_("This key stands for another post: %(number)d.") % words)


def is_edited(content: Content) -> bool:
    """Return whether somebody wrote it anew, or gave it another hour and so took its
    approval away: then a person approves it.
    """
    log = Entry.objects.for_instance(content)
    changed = content.deliveries.filter(status="draft", problem="changed")
    return bool(log.filter(action="content.edited").exists() or changed.exists())


# --- what the options say ---------------------------------------------------------


def refuse_odd(options: dict[str, Any]) -> None:
    """Raise NotUnderstood for options that can mean nothing."""
    for word in (options["text"], options["link"], options["key"], *options["alt"]):
        if word and not is_plain(word):
            raise NotUnderstood(_("This is no text in UTF-8."))
    key, link, alts = options["key"], options["link"], options["alt"]
    if key is not None and not 1 <= len(key) <= MOST_OF_KEY:
        raise NotUnderstood(_("--key: write 1 to 100 letters."))
    if link and not reach.is_address(link):
        raise NotUnderstood(
            _("--link: write a whole address, https://…, of at most 500 letters.")
        )
    if len(alts) > len(options["image"]) + len(options["video"]):
        raise NotUnderstood(_("--alt: there are more descriptions than files."))
    if any(len(alt) > MOST_OF_ALT for alt in alts):
        raise NotUnderstood(_("--alt: write at most 1,000 letters."))


def is_plain(word: str) -> bool:
    """Return whether a database can keep a text."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in word


def numbers(words: str) -> list[int]:
    """Return the numbers in a list with commas. Raises NotUnderstood."""
    try:
        found = [number(word.strip()) for word in words.split(",") if word.strip()]
    except ArgumentTypeError:
        found = []
    if not found:
        raise NotUnderstood(_("--channels: write numbers such as 1,2,5."))
    return list(dict.fromkeys(found))


def moment(word: str | None, now: datetime) -> datetime | None:
    """Return the moment that was asked for. Raises NotUnderstood and NotAllowed.

    One that has passed is left to the late policy.
    """
    if word is None:
        return None
    try:
        at = hours.read(word)
    except ValueError as error:
        raise NotUnderstood(
            _("--at: write a moment such as 2026-11-24T09:00:00+08:00.")
        ) from error
    if at > now:
        refuse_odd_hour(at, at=now)
    return at


# --- files --------------------------------------------------------------------------


@contextmanager
def lent(
    images: Sequence[Path], videos: Sequence[Path], alts: Sequence[str]
) -> Iterator[list[File]]:
    """Lend files as a post takes them, without what a camera wrote into them.

    Raises NotAllowed for what is no picture or film, and OSError.
    """
    described = iter(alts)
    with ExitStack() as kept:
        files = [kept.enter_context(picture(path)) for path in images]
        files += [film(path) for path in videos]
        yield [replace(file, alt=next(described, "")) for file in files]


def refuse_no_file(path: Path) -> None:
    """Raise NotAllowed for what is not there, or has no end (a device, a pipe)."""
    if not path.is_file():
        raise NotAllowed(_("There is no file “%(name)s”.") % {"name": path})


@contextmanager
def picture(path: Path) -> Iterator[File]:
    refuse_no_file(path)
    with path.open("rb") as handle:
        source = django_files.File(handle, name=path.name)
        loose.refuse_picture(source)
        with pictures.taken([source]) as [file]:
            yield file


def film(path: Path) -> File:
    refuse_no_file(path)
    # Without ffmpeg it goes as it is, where its platform takes it.
    if films.can_work() and (why := arriving.why_not(path, path.name)):
        raise NotAllowed(why)
    return File(path, Medium.Kind.VIDEO)
