"""Films on their way in: piece by piece, judged when they are whole, then attached.

A piece is written first and counted then: whoever dies between writes it again.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from sasando.channels import films
from sasando.channels.films import Unplayable
from sasando.channels.keeping import File
from sasando.channels.models import HalfFilm
from sasando.channels.shapes import MB
from sasando.formats import mp4

PIECE_BYTES = 512 * 1024
MOST_BYTES, QUOTA_BYTES, QUOTA_FILMS = 512 * MB, 1024 * MB, 5
KEPT_FOR = timedelta(days=7)


class PieceError(Exception):
    """A piece that does not fit; `offset` is where the next one must begin."""

    def __init__(
        self, status: HTTPStatus, sentence: str, *, offset: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.offset = status, sentence, offset


def begin(user: Any, name: str, size: int, stamp: str, *, at: datetime) -> HalfFilm:
    """Return the row of a film of so many bytes, known by its name and stamp.

    Raises PieceError beyond a limit.
    """
    name = Path(name).name[-150:] or "film"
    facts = {"by": user, "name": name, "size": size, "stamp": stamp[:40]}
    if known := HalfFilm.objects.filter(**facts).first():
        return known
    if not 0 < size <= MOST_BYTES:
        raise PieceError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(name, size))
    with transaction.atomic():
        # One after the other: two at once would both find the last place free.
        get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
        waiting = HalfFilm.objects.filter(by=user)
        held = waiting.aggregate(total=Sum("size"))["total"] or 0
        if waiting.count() >= QUOTA_FILMS or held + size > QUOTA_BYTES:
            said = _("Too many of your films wait here. Attach one to a post first.")
            raise PieceError(HTTPStatus.INSUFFICIENT_STORAGE, said)
        return HalfFilm.objects.get_or_create(**facts, defaults={"touched_at": at})[0]


def too_large(name: str, size: int) -> str:
    if not size:
        return _("“%(name)s” is empty.") % {"name": name}
    words = {"name": name, "most": MOST_BYTES // MB}
    return _("“%(name)s” is larger than %(most)d MB.") % words


def film_for(user: Any, key: UUID) -> HalfFilm:
    """Return this person's film. Raises PieceError for all others'."""
    row = HalfFilm.objects.filter(by=user, key=key).first()
    if row is None:
        raise PieceError(HTTPStatus.NOT_FOUND, _("This film has not begun to come."))
    return row


def offset_of(row: HalfFilm) -> int:
    """Return how many bytes are here: fewer than the row says after a restore."""
    try:
        there = path_of(row).stat().st_size
    except FileNotFoundError:
        there = 0
    if there < row.got:
        HalfFilm.objects.filter(pk=row.pk, got=row.got).update(got=there)
        row.got = there
    return int(row.got)


def add(row: HalfFilm, *, offset: int, content: bytes, at: datetime) -> int:
    """Put one piece at its place; return where the next begins. Raises PieceError."""
    here = offset_of(row)
    end = offset + len(content)
    if end <= here:
        # It came before; its answer was lost on the way.
        return here
    if offset != here:
        said = _("This piece is not the next one.")
        raise PieceError(HTTPStatus.CONFLICT, said, offset=here)
    if len(content) > PIECE_BYTES or end > row.size:
        said = _("This piece is longer than announced.")
        raise PieceError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said, offset=here)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path_of(row), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(handle, content, offset)
    finally:
        os.close(handle)
    same = HalfFilm.objects.filter(pk=row.pk, got=offset)
    if not same.update(got=end, touched_at=at):
        row.refresh_from_db()
        return offset_of(row)
    row.got = end
    return end


def drop(row: HalfFilm) -> None:
    """Forget a film and its bytes."""
    path_of(row).unlink(missing_ok=True)
    row.delete()


def sweep(at: datetime) -> None:
    """Take away what nobody went on with for a week."""
    for row in HalfFilm.objects.filter(touched_at__lt=at - KEPT_FOR):
        drop(row)


def folder() -> Path:
    """Return where films on their way lie."""
    return Path(settings.DATA) / "films"


def path_of(row: HalfFilm) -> Path:
    """Return where the bytes of a film lie until it is whole."""
    return folder() / f"{row.pk}-{row.key.hex}"


# --- whole --------------------------------------------------------------------------


def why_not(path: Path, name: str) -> str:
    """Return the sentence why a film is not taken; "" for one that is."""
    words = {"name": name}
    try:
        if films.can_work():
            films.look(path)
        else:
            with path.open("rb") as file:
                mp4.check(file)
    except Unplayable as fault:
        if str(fault) == "film_endless":
            return _("“%(name)s” lasts more than four hours. Cut it first.") % words
    except mp4.NotPlayed as fault:
        if fault.why != mp4.Why.DAMAGED:
            return (
                _(
                    "“%(name)s” must be changed first, but ffmpeg is not on this "
                    "server. Ask the administrator to install it, or send an MP4 with "
                    "H.264 and AAC."
                )
                % words
            )
    else:
        return ""
    said = _("“%(name)s” is damaged or no film. Save it anew as MP4, then choose it.")
    return said % words


@contextmanager
def taken(source: Path, name: str) -> Iterator[File]:
    """Lend a film as a file to be attached. Raises ValueError with a sentence."""
    if said := why_not(source, name):
        raise ValueError(said)
    with TemporaryDirectory() as below:
        path = Path(below) / f"film{suffix_of(name)}"
        path.symlink_to(source.resolve())
        yield File(path, "video")


def suffix_of(name: str) -> str:
    """Return how the name of a film ends; .mp4 for what nobody knows."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in {".mp4", ".mov", ".mkv", ".webm", ".3gp"} else ".mp4"
