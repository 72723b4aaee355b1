"""The address for files: sent ahead, and named in a post afterwards."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import File, Form
from ninja.files import UploadedFile

from sasando.channels import keeping, loose
from sasando.channels.hours import iso
from sasando.channels.rest import shapes, telling
from sasando.channels.rest.api import REFUSED, WRITE, Bearer, ask, by
from sasando.channels.rest.api import api as api
from sasando.channels.rest.door import Problem, problem, too_large
from sasando.channels.rest.once import once
from sasando.core.refusals import NotAllowed


class Writer(Bearer):
    """Lets in who may write: said before a byte of the file is read."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = super().authenticate(request, token)
        if found:
            request.auth = found  # type: ignore[attr-defined]
            ask(request, WRITE, "channels.write")
        return found


@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
def no_form(request: HttpRequest, _fault: Any) -> HttpResponse:
    return problem(400, _("The body is no form that can be read."))


@api.exception_handler(RequestDataTooBig)
def too_much(request: HttpRequest, _fault: Any) -> HttpResponse:
    return problem(413, too_large(is_file=True))


@api.post(
    "/channels/media",
    response={201: shapes.SentMedium, **REFUSED},
    tags=["media"],
    auth=Writer(),
)
def send_medium(
    request: HttpRequest, file: File[UploadedFile], facts: Form[shapes.NewMedium]
) -> Any:
    """Send a picture or film ahead, and what it shows. A post names it by its id."""
    refuse_more(request)
    try:
        with loose.laid(file) as laid:
            return kept(request, laid, facts.alt)
    except NotAllowed as refusal:
        why = str(refusal)
        raise Problem(422, why, errors=[{"where": "file", "why": why}]) from refusal


def refuse_more(request: HttpRequest) -> None:
    """Raise Problem for what else came: it would be lost without a word."""
    for name in set(request.POST) - {"alt"}:
        why = _("This field is not known here.")
        raise Problem(422, why, errors=[{"where": name, "why": why}])
    if [name for name, files in request.FILES.lists() for _one in files] != ["file"]:
        raise Problem(422, _("Send one file, in the field “file”."))


@once
def kept(request: HttpRequest, laid: keeping.File, alt: str) -> Any:
    row = loose.keep(laid, alt, **by(request))
    ends = {"expires_at": iso(row.sent_at + loose.KEPT_FOR)}
    return 201, telling.medium(row) | ends
