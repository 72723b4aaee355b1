"""Serves pictures that we encoded ourselves, and documents whole or in parts."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from sasando.files import public, ranges
from sasando.files.models import OfficeDocument

SHOWN = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
SHOWN |= {".avif": "image/avif", ".jpeg": "image/jpeg", ".gif": "image/gif"}
# Mark and colours of the office, which we wrote ourselves.
OF_BRAND = SHOWN | {".svg": "image/svg+xml", ".css": "text/css; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"
# What a platform fetches for a post, for two days (`channels.lending`).
LENT = {".jpg": "image/jpeg", ".mp4": "video/mp4", ".mov": "video/quicktime"}
KINDS = {"brand": OF_BRAND, "lent": LENT}
# Asked before the disk is: a NUL or a name too long for it would be a fault there.
NAME = re.compile(r"(images|brand|lent)/[\w.,|-]{1,200}", re.ASCII)


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Return one picture size by its unguessable name, never an original.

    No query for what stored pages name: it is read while the database is away.
    """
    if not (named := NAME.fullmatch(name)):
        raise Http404
    root = Path(settings.MEDIA_ROOT).resolve()
    file = (root / name).resolve()
    folder = root / named[1]
    kind = KINDS.get(named[1], SHOWN).get(file.suffix.lower())
    if kind is None or folder not in file.parents or not file.is_file():
        raise Http404
    is_named = named[1] == "brand" or public.is_named(name)
    if not is_named and named[1] != "lent":
        require(public.picture_is_open(name, request.user, at=timezone.now()))
    response = FileResponse(file.open("rb"), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = FOR_EVER if is_named else "private, no-store"
    return response


def require(is_there: bool) -> None:
    if not is_there:
        raise Http404


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> Any:
    """Return a document or film, or the part of it that is asked for."""
    mine = get_object_or_404(OfficeDocument, pk=document_id)
    require(mine.filename == document_filename)
    require(public.document_is_open(mine, request.user, at=timezone.now()))
    if "Range" in request.headers:
        part = ranges.part(mine, request)
        if part is not None:
            return part
    whole = serve(request, document_id, document_filename)
    # Wagtail names the coding "None" where there is none; strict readers refuse that.
    if whole.get("Content-Encoding") == "None":
        del whole["Content-Encoding"]
    return whole
