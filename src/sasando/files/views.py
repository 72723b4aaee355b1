"""Serves pictures that we encoded ourselves, and documents whole or in parts."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from sasando.files import ranges
from sasando.files.models import OfficeDocument

SHOWN = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
SHOWN |= {".avif": "image/avif", ".jpeg": "image/jpeg", ".gif": "image/gif"}
# Mark and colours of the office, which we wrote ourselves.
OF_BRAND = SHOWN | {".svg": "image/svg+xml", ".css": "text/css; charset=utf-8"}
YEAR_SECONDS = 31_536_000
# Asked before the disk is: a NUL or a name too long for it would be a fault there.
NAME = re.compile(r"(images|brand)/[\w.,|-]{1,200}", re.ASCII)


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Return one picture size by its unguessable name, never an original."""
    if not (named := NAME.fullmatch(name)):
        raise Http404
    root = Path(settings.MEDIA_ROOT).resolve()
    file = (root / name).resolve()
    folder = root / named[1]
    kinds = OF_BRAND if named[1] == "brand" else SHOWN
    kind = kinds.get(file.suffix.lower())
    if kind is None or folder not in file.parents or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return response


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> Any:
    """Return a document or film, or the part of it that is asked for."""
    kept = OfficeDocument.objects.filter(pk=document_id)
    if "Range" in request.headers and (mine := kept.first()):
        part = (
            ranges.part(mine, request) if mine.filename == document_filename else None
        )
        if part is not None:
            return part
    whole = serve(request, document_id, document_filename)
    # Wagtail names the coding "None" where there is none; strict readers refuse that.
    if whole.get("Content-Encoding") == "None":
        del whole["Content-Encoding"]
    return whole
