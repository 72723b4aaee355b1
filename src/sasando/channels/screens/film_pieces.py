"""What the script of the composer asks: where a film stands, here is its next piece.

All answers are JSON: `{"key": …, "offset": …}`, with `said` where something is wrong.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sasando.channels import arriving
from sasando.channels.arriving import PieceError
from sasando.channels.models import HalfFilm

View = Callable[..., JsonResponse]


def in_json(view: View) -> View:
    """Return the view for who may write, its refusals as JSON."""

    @wraps(view)
    def call(request: HttpRequest, **named: Any) -> JsonResponse:
        try:
            if not request.user.has_perm("channels.write"):
                said = _("Your role does not include this step.")
                raise PieceError(HTTPStatus.FORBIDDEN, said)
            return view(request, **named)
        except PieceError as error:
            facts = {"said": error.sentence, "offset": error.offset}
            return JsonResponse(facts, status=error.status)

    return call


@require_POST
@in_json
def begin(request: HttpRequest) -> JsonResponse:
    """Announce a film by name, size and time; learn where its next piece begins."""
    asked = request.GET
    name, stamp = asked.get("nama", ""), asked.get("ubah", "")
    size, now = number(request, "besar"), timezone.now()
    return standing(arriving.begin(request.user, name, size, stamp, at=now))


@in_json
def piece(request: HttpRequest, key: UUID) -> JsonResponse:
    """Tell by GET where the next piece begins; take it by POST."""
    row = arriving.film_for(request.user, key)
    if request.method == "POST":
        offset = number(request, "mulai")
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal() or int(announced) > arriving.PIECE_BYTES:
            said = _("This piece is longer than announced.")
            raise PieceError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)
        arriving.add(row, offset=offset, content=request.body, at=timezone.now())
    return standing(row)


@require_POST
@in_json
def end(request: HttpRequest, key: UUID) -> JsonResponse:
    """Judge a film that is all here; one that is none is forgotten."""
    row = arriving.film_for(request.user, key)
    if arriving.offset_of(row) != row.size:
        return standing(row)
    said = arriving.why_not(arriving.path_of(row), row.name)
    if said:
        arriving.drop(row)
        return JsonResponse({"said": said, "done": True, "offset": 0})
    return JsonResponse({"key": str(row.key), "offset": row.size, "done": True})


def number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 13):
        raise PieceError(HTTPStatus.BAD_REQUEST, _("Your browser sent no number."))
    return int(value)


def standing(row: HalfFilm) -> JsonResponse:
    return JsonResponse({"key": str(row.key), "offset": arriving.offset_of(row)})
