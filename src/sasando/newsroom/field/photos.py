"""A photo from the field becomes a picture of the office, or one sentence why not."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from sasando.core.workflow import verb
from sasando.files.intake import Refused
from sasando.files.models import Picture
from sasando.files.uploads import SafeFile, offer, safe_picture
from sasando.newsroom.field import pieces
from sasando.newsroom.field.rows import FieldPhoto

# A report tells of today. An older date is that of a camera whose clock was reset.
BELIEVED_FOR = timedelta(days=365)
# Clocks differ, and a photo may be sent at once.
AHEAD = timedelta(hours=1)


def settle(photo: FieldPhoto, file: Any, *, at: datetime) -> FieldPhoto:
    """Judge this file and draw it anew; keep the picture or the refusal.

    May be repeated: a photo that is settled stays as it is. One child process, then
    one short transaction.
    """
    if photo.is_settled:
        return photo
    try:
        safe = safe_picture(File(file, name=photo.name))
    except Refused as refusal:
        unsettled = FieldPhoto.objects.filter(pk=photo.pk, picture=None)
        unsettled.update(refusal=refusal.sentence[:300], touched_at=at)
    else:
        keep(photo, safe, at=at)
    pieces.drop(photo)
    photo.refresh_from_db()
    return photo


def keep(photo: FieldPhoto, safe: SafeFile, *, at: datetime) -> None:
    """Store the picture with what its maker said, unless somebody just did."""
    by = photo.report.by
    name = Path(photo.name).stem or _("photo")
    words = {"name": name, "day": timezone.localdate(at).strftime("%d-%m-%Y")}
    title = _("From the field, %(day)s, %(name)s") % words
    picture = Picture(title=title, file=safe, uploaded_by_user=by)
    offer(safe.facts, picture)
    said = picture.taken_at
    if said is not None and not is_likely(said, at=at):
        picture.taken_at = None
    clock = timezone.localdate(said) if said and not picture.taken_at else None
    try:
        with transaction.atomic():
            picture.save()
            log(instance=picture, action="wagtail.create", user=by)
            first = FieldPhoto.objects.filter(pk=photo.pk, picture=None)
            if not first.update(picture=picture, clock_said=clock, touched_at=at):
                raise Settled
    except Settled:
        with suppress(OSError):
            picture.file.delete(save=False)


class Settled(Exception):
    """Another request finished the same photo a moment before."""


def is_likely(taken: datetime, *, at: datetime) -> bool:
    """Return whether a camera's date can be believed of a photo sent at this time."""
    return at - BELIEVED_FOR <= taken <= at + AHEAD


@verb("newsroom.date_photo")
def date_photo(unit: Any, *, by: Any, photo: FieldPhoto, taken_at: datetime) -> None:
    """Write down when this photo was taken, where its own clock said nothing good."""
    del unit  # the right hangs on it
    picture = photo.picture
    if picture is None:
        return
    picture.taken_at = taken_at
    picture.save(update_fields=["taken_at"])
    log(instance=picture, action="wagtail.edit", user=by)
    FieldPhoto.objects.filter(pk=photo.pk).update(clock_said=None)
