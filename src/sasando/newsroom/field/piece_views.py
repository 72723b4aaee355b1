"""What the script of the form asks: where a photo stands, here is its next piece.

All answers are JSON: `{"offset": …}`, with `said` where something is wrong.
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

from sasando.newsroom.field import photos, pieces
from sasando.newsroom.field.forms import STEP
from sasando.newsroom.field.pieces import PieceError
from sasando.newsroom.field.rows import FieldPhoto

View = Callable[..., JsonResponse]


def in_json(view: View) -> View:
    """Return the view for those with the right, its refusals as JSON."""

    @wraps(view)
    def call(request: HttpRequest, **named: Any) -> JsonResponse:
        try:
            if not request.user.has_perm(STEP):
                said = _("Your role does not include this step.")
                raise PieceError(HTTPStatus.FORBIDDEN, said)
            return view(request, **named)
        except PieceError as error:
            facts = {"said": error.sentence, "offset": error.offset}
            return JsonResponse(facts, status=error.status)

    return call


@in_json
def photo(request: HttpRequest, draft: UUID, key: UUID) -> JsonResponse:
    """Tell by GET where the next piece begins; take it by POST."""
    row = pieces.photo_for(request.user, draft, key)
    if request.method != "POST":
        return standing(row)
    offset = number(request, "mulai")
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > pieces.PIECE_BYTES:
        # Unread: a piece of 2 GB must not come in only to be refused.
        said = _("This piece is longer than announced.")
        raise PieceError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)
    pieces.add(row, offset=offset, content=request.body, at=timezone.now())
    return standing(row)


@require_POST
@in_json
def begin(request: HttpRequest, draft: UUID, key: UUID) -> JsonResponse:
    """Announce a photo by size and name; learn where its next piece begins."""
    now, size = timezone.now(), number(request, "besar")
    report = pieces.report_for(request.user, draft, at=now)
    name = request.GET.get("nama", "")
    return standing(pieces.begin(report, key, size=size, name=name, at=now))


@require_POST
@in_json
def end(request: HttpRequest, draft: UUID, key: UUID) -> JsonResponse:
    """Judge a photo whose pieces are all here. One child process."""
    row = pieces.photo_for(request.user, draft, key)
    if not row.is_settled:
        pieces.require_whole(row, sha256=request.GET.get("sha256", ""))
        with pieces.path_of(row).open("rb") as file:
            row = photos.settle(row, file, at=timezone.now())
    return standing(row)


@require_POST
@in_json
def drop(request: HttpRequest, draft: UUID, key: UUID) -> JsonResponse:
    """Forget a photo that its sender took out before sending."""
    row = pieces.photo_for(request.user, draft, key)
    if row.report.received_at is None:
        pieces.remove(row)
    return JsonResponse({"offset": 0})


def number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 13):
        raise PieceError(HTTPStatus.BAD_REQUEST, _("Your browser sent no number."))
    return int(value)


def standing(row: FieldPhoto) -> JsonResponse:
    facts = {"offset": pieces.offset_of(row), "said": row.refusal}
    return JsonResponse(facts | {"done": row.is_settled})
