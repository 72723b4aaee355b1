"""A part of a stored file: what players ask for, and who goes on after a lost line.

RFC 9110 §14: one range is answered with 206, one that lies outside with 416; several
ranges at once, or words that are none, get the whole file as before.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

_ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_CHUNK_BYTES = 65_536


def part(document: Any, request: HttpRequest) -> Any:
    """Return the part of `document` that is asked for, or None for the whole of it."""
    asked = _ASKED.fullmatch(request.headers.get("Range", ""))
    if asked is None or not is_of_this_file(document, request):
        return None
    size = document.file.size
    span = span_of(asked[1], asked[2], size=size)
    if span is None:
        return None
    if span.start >= size:
        outside = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        outside["Content-Range"] = f"bytes */{size}"
        return outside
    return answer(document, span, size=size)


def is_of_this_file(document: Any, request: HttpRequest) -> bool:
    """Return whether who goes on has the beginning of this very file."""
    known = request.headers.get("If-Range", "")
    return known in {"", etag_of(document)}


def etag_of(document: Any) -> str:
    return f'"{document.file_hash}"'


def span_of(first: str, last: str, *, size: int) -> range | None:
    if not (first or last):
        return None
    if not first:
        return range(max(size - int(last), 0), size) if int(last) else range(size, size)
    end = min(int(last) + 1, size) if last else size
    start = int(first)
    return range(start, end) if start < end or start >= size else None


def answer(document: Any, span: range, *, size: int) -> StreamingHttpResponse:
    file = document.file.storage.open(document.file.name)
    file.seek(span.start)
    response = StreamingHttpResponse(
        read(file, len(span)),
        status=HTTPStatus.PARTIAL_CONTENT,
        content_type=document.content_type,
    )
    response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response["Content-Length"] = str(len(span))
    response["Content-Disposition"] = document.content_disposition
    response["ETag"] = etag_of(document)
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def read(file: IO[bytes], left: int) -> Iterator[bytes]:
    with closing(file):
        while left > 0 and (chunk := file.read(min(_CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
