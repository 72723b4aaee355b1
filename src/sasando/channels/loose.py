"""Pictures and films that a program sends ahead of the post that will bear them.

Judged and laid down before the request that names them; one post takes each. What no
post took within a week is forgotten.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sasando.channels.keeping import File
from sasando.channels.models import LooseMedium
from sasando.channels.screens import attaching, pictures
from sasando.channels.shapes import MB
from sasando.core.refusals import NotAllowed

MOST_BYTES, QUOTA_BYTES, QUOTA = 100 * MB, 1024 * MB, 60
KEPT_FOR = timedelta(days=7)
# How films begin: MP4 and MOV by the name of their first box, WebM and Matroska by four
# bytes. Pictures of telephones (HEIC, AVIF) have boxes too.
BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}
MATROSKA = b"\x1aE\xdf\xa3"
PICTURES = {b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis"}


@contextmanager
def judged(upload: Any) -> Iterator[File]:
    """Lend what was sent as a file to be kept. Raises NotAllowed with a sentence.

    By its bytes, whatever its name says. Slow: never in a transaction.
    """
    with ExitStack() as lent:
        if is_film(upload):
            refuse_size(upload)
            yield lent.enter_context(attaching.of_upload(upload))
        else:
            refuse_picture(upload)
            [file] = lent.enter_context(pictures.taken([upload]))
            yield file


def is_film(upload: Any) -> bool:
    """Return whether a file begins as films do."""
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in PICTURES:
        return False
    return head[4:8] in BOXES or head.startswith(MATROSKA)


def refuse_size(upload: Any) -> None:
    """Raise NotAllowed for a film that does not come in one request."""
    if upload.size > MOST_BYTES:
        words = {"name": upload.name, "most": MOST_BYTES // MB}
        raise NotAllowed(_("“%(name)s” is larger than %(most)d MB.") % words)


def refuse_picture(upload: Any) -> None:
    """Raise NotAllowed for what is no picture, is too large, or breaks off."""
    if not upload.size:
        raise NotAllowed(_("“%(name)s” is empty.") % {"name": upload.name})
    try:
        pictures.PicturesField().clean([upload])
    except forms.ValidationError as fault:
        raise NotAllowed(" ".join(fault.messages)) from fault


@contextmanager
def laid(upload: Any) -> Iterator[File]:
    """Lend what was sent as a file that lies where it stays, if a row is made of it.

    Raises NotAllowed with a sentence. Slow: never in a transaction.
    """
    with judged(upload) as file:
        path = folder() / f"{uuid4().hex}{file.path.suffix.lower()}"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file.path, path)
    try:
        yield File(path, file.kind)
    finally:
        if not LooseMedium.objects.filter(file=path.name).exists():
            path.unlink(missing_ok=True)


@transaction.atomic
def keep(file: File, alt: str, *, by: Any, at: datetime) -> LooseMedium:
    """Keep a file that was laid down until a post takes it. Raises NotAllowed."""
    size = file.path.stat().st_size
    # One after the other: two at once would both find the last place free.
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
    waiting = LooseMedium.objects.filter(by=by)
    held = waiting.aggregate(total=Sum("size"))["total"] or 0
    if waiting.count() >= QUOTA or held + size > QUOTA_BYTES:
        raise NotAllowed(
            _("Too many of your files wait here. Name them in a post first.")
        )
    facts = {"by": by, "kind": file.kind, "file": file.path.name}
    return LooseMedium.objects.create(**facts, size=size, alt=alt, sent_at=at)


def missing(numbers: Sequence[int], *, by: Any) -> list[int]:
    """Return which of these media this person has not here. One query."""
    there = LooseMedium.objects.filter(by=by, pk__in=numbers).in_bulk()
    here = [pk for pk, row in there.items() if path_of(row).exists()]
    return [number for number in numbers if number not in here]


@contextmanager
def taken(numbers: Sequence[int], *, by: Any) -> Iterator[list[File]]:
    """Lend media to the post that is made of them, in one transaction with it.

    Raises NotAllowed for one that is not there any more.
    """
    mine = LooseMedium.objects.filter(by=by, pk__in=numbers)
    with transaction.atomic():
        rows = mine.in_bulk()
        # Of two posts that name it at once, the other one finds nothing here.
        if mine.delete()[0] != len(set(numbers)):
            raise NotAllowed(_("A medium was taken by another post meanwhile."))
        wanted = [rows[number] for number in dict.fromkeys(numbers)]
        yield [File(path_of(row), row.kind, row.alt) for row in wanted]
        transaction.on_commit(partial(forget, wanted))


def forget(rows: Sequence[LooseMedium]) -> None:
    for row in rows:
        path_of(row).unlink(missing_ok=True)


def sweep(at: datetime) -> None:
    """Take away what no post took for a week, and what a dead process left."""
    old = LooseMedium.objects.filter(sent_at__lt=at - KEPT_FOR)
    rows = list(old)
    old.delete()
    forget(rows)
    for path in folder().glob("*"):
        if path.stat().st_mtime < (at - 2 * KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)


def folder() -> Path:
    """Return where media without a post lie."""
    return Path(settings.DATA) / "loose"


def path_of(row: LooseMedium) -> Path:
    """Return where the bytes of one lie."""
    return folder() / row.file
