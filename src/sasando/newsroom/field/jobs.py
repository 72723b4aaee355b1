"""What time causes: photos that were never sent go, with all that lies here of them."""

from datetime import datetime, timedelta

from sasando.newsroom.field import pieces
from sasando.newsroom.field.rows import FieldPhoto, Report

# A file without a row: somebody died between the two.
STRAY_FOR = timedelta(days=1)


def left_behind(at: datetime) -> None:
    """Forget reports whose photos came, but which were not sent within two weeks."""
    before = at - pieces.KEPT_FOR
    old = FieldPhoto.objects.left_behind(before).select_related("picture")
    for photo in old.iterator():
        pieces.remove(photo)
    empty = Report.objects.filter(received_at=None, started_at__lt=before, photos=None)
    empty.delete()
    strays(at)


def strays(at: datetime) -> None:
    """Delete files that no row counts any more."""
    if not pieces.folder().is_dir():
        return
    known = {pieces.path_of(photo).name for photo in FieldPhoto.objects.only("key")}
    before = (at - STRAY_FOR).timestamp()
    for file in pieces.folder().iterdir():
        if file.name not in known and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
