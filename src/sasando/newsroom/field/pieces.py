"""Photos in pieces: each may come twice or break off, none may come from another.

The bytes lie in a folder of the data folder, the row says how many of them count. A
piece is written first and counted then: whoever dies between writes it again.
"""

import hashlib
import os
from contextlib import suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from sasando.core import data_folder
from sasando.files import shown
from sasando.files.captions import tidy
from sasando.files.kinds import DEFAULT_LIMITS, MB
from sasando.files.refusals import too_big
from sasando.newsroom.field.rows import FieldPhoto, Report

PIECE_BYTES = 256 * 1024
# What one person may leave lying here unsent.
QUOTA_BYTES, QUOTA_PHOTOS = 250 * MB, 60
MOST_PHOTOS = 24
KEPT_FOR = timedelta(days=14)


class PieceError(Exception):
    """A piece that does not fit; `offset` is where the next one must begin."""

    def __init__(
        self, status: HTTPStatus, sentence: str, *, offset: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.offset = status, sentence, offset


def report_for(user: Any, key: UUID, *, at: datetime) -> Report:
    """Return this person's report with this key, begun now if it is new."""
    row, _made = Report.objects.get_or_create(
        by=user, key=key, defaults={"started_at": at}
    )
    return row


def photo_for(user: Any, report_key: UUID, key: UUID) -> FieldPhoto:
    """Return this person's photo. Raises PieceError for all others'."""
    rows = FieldPhoto.objects.select_related("report")
    photo = rows.filter(report__by=user, report__key=report_key, key=key).first()
    if photo is None:
        raise PieceError(HTTPStatus.NOT_FOUND, _("This photo has not begun to come."))
    return photo


def begin(
    report: Report, key: UUID, *, size: int, name: str, at: datetime
) -> FieldPhoto:
    """Return the row of a photo of so many bytes. Raises PieceError beyond a limit."""
    known = report.photos.filter(key=key).first()
    if known is not None:
        return known
    if report.received_at:
        raise PieceError(HTTPStatus.CONFLICT, _("This report was received already."))
    limit = DEFAULT_LIMITS.picture_bytes
    if not 0 < size <= limit:
        raise PieceError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_big(limit).sentence, offset=0
        )
    refuse_beyond_quota(report, size)
    name = tidy(name, length=150)
    facts = {"size": size, "name": name, "touched_at": at}
    photo, _made = report.photos.get_or_create(key=key, defaults=facts)
    return photo


def refuse_beyond_quota(report: Report, size: int) -> None:
    if report.photos.count() >= MOST_PHOTOS:
        said = _("One report holds at most %(most)d photos. Send the rest in another.")
        raise PieceError(HTTPStatus.FORBIDDEN, said % {"most": MOST_PHOTOS})
    waiting = FieldPhoto.objects.waiting(report.by)
    held = waiting.aggregate(total=Sum("size"))["total"] or 0
    if waiting.count() >= QUOTA_PHOTOS or held + size > QUOTA_BYTES:
        said = _("Too many photos of yours wait unsent. Send or remove some first.")
        raise PieceError(HTTPStatus.INSUFFICIENT_STORAGE, said)


def offset_of(photo: FieldPhoto) -> int:
    """Return how many bytes are here: fewer than the row says after a restore."""
    if photo.is_settled:
        return int(photo.size)
    try:
        there = path_of(photo).stat().st_size
    except FileNotFoundError:
        there = 0
    if there < photo.got:
        FieldPhoto.objects.filter(pk=photo.pk, got=photo.got).update(got=there)
        photo.got = there
    return int(photo.got)


def add(photo: FieldPhoto, *, offset: int, content: bytes, at: datetime) -> int:
    """Put one piece at its place; return where the next begins. Raises PieceError."""
    here = offset_of(photo)
    if offset + len(content) <= here:
        # It came before; its answer was lost on the way.
        return here
    if offset != here:
        said = _("This piece is not the next one.")
        raise PieceError(HTTPStatus.CONFLICT, said, offset=here)
    end = offset + len(content)
    if len(content) > PIECE_BYTES or end > photo.size:
        said = _("This piece is longer than announced.")
        raise PieceError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said, offset=here)
    write(path_of(photo), offset=offset, content=content)
    same = FieldPhoto.objects.filter(pk=photo.pk, got=offset, picture=None)
    if not same.update(got=end, touched_at=at):
        photo.refresh_from_db()
        return offset_of(photo)
    photo.got = end
    return end


def write(path: Path, *, offset: int, content: bytes) -> None:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(handle, content, offset)
    finally:
        os.close(handle)


def require_whole(photo: FieldPhoto, *, sha256: str) -> None:
    """Raise PieceError unless all bytes are here and are those that were sent."""
    here = offset_of(photo)
    if here != photo.size:
        said = _("Some pieces of this photo are still missing.")
        raise PieceError(HTTPStatus.CONFLICT, said, offset=here)
    if not sha256:
        return
    with path_of(photo).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sha256.lower():
        FieldPhoto.objects.filter(pk=photo.pk).update(got=0)
        said = _("This photo was damaged on its way. It is sent again.")
        raise PieceError(HTTPStatus.CONFLICT, said, offset=0)


def remove(photo: FieldPhoto) -> None:
    """Forget a photo that was not sent, and its picture unless a page shows it."""
    picture = photo.picture
    drop(photo)
    photo.delete()
    if picture is not None and not shown.where([picture])[picture.pk]:
        picture.delete()


def drop(photo: FieldPhoto) -> None:
    """Delete the bytes that came in pieces, if they lie here."""
    with suppress(FileNotFoundError):
        path_of(photo).unlink()


def folder() -> Path:
    return Path(settings.DATA) / data_folder.FIELD


def path_of(photo: FieldPhoto) -> Path:
    return folder() / f"{photo.pk}-{photo.key.hex}"
