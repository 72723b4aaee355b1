"""Brings in the files that texts show: judged by content, pictures drawn anew."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from sasando.core.changes import values
from sasando.files import uploads
from sasando.files.intake import Refused
from sasando.files.models import OfficeDocument, Picture
from sasando.imports.faults import cut, fault
from sasando.imports.media import DOCUMENTS, NotThere, suffix
from sasando.imports.models import Import, Row
from sasando.imports.parts import Shown
from sasando.imports.scan import Scan

FILE = "file:"


def bring(row: Row, batch: Import, scan: Scan, *, at: datetime) -> None:
    """Store one file. Raises NotThere when it cannot be had or is not taken."""
    key = row.key.removeprefix(FILE)
    shown = scan.library.keyed.get(key) or Shown(key)
    with scan.store.opened(key) as source:
        try:
            # Drawn by a child process, before the transaction begins.
            record: Any = (
                document(row, source)
                if suffix(key) in DOCUMENTS
                else picture(row, batch, shown, source)
            )
            with transaction.atomic():
                record.save()
                keep(row, record)
        except Refused as refusal:
            why = fault("media_refused", name=key, why=refusal)
            raise NotThere(why) from refusal


def picture(row: Row, batch: Import, shown: Shown, source: Any) -> Picture:
    """Return a picture with what the old site and the office say of it, not stored."""
    safe = uploads.safe_picture(File(source, name=shown.key.rpartition("/")[2]))
    found = Picture(
        title=cut(row.title or shown.key, most=200),
        description=shown.alt,
        caption=shown.caption,
        rights=batch.rights,
        rights_by=batch.rights_by,
        consent=batch.consent,
        uploaded_by_user=batch.by,
        file=safe,
    )
    uploads.offer(safe.facts, found)
    return found


def document(row: Row, source: Any) -> OfficeDocument:
    name = row.key.rpartition("/")[2]
    title = cut(name.rpartition(".")[0].replace("-", " ").replace("_", " "), most=200)
    return OfficeDocument(
        title=title or name, uploaded_by_user=row.batch.by, file=File(source, name=name)
    )


def keep(row: Row, record: Picture | OfficeDocument) -> None:
    field = "picture" if isinstance(record, Picture) else "document"
    setattr(row, field, record)
    row.state, row.digest = Row.State.MADE, digest_of(record)
    row.save(update_fields=[field, "state", "digest"])


def digest_of(record: Picture | OfficeDocument) -> str:
    """Return one hash over what people may edit of a file."""
    stored = type(record)._default_manager.get(pk=record.pk)
    return hashlib.sha256(
        json.dumps(values(stored), sort_keys=True).encode()
    ).hexdigest()
