"""Old addresses lead on, as Wagtail says it, but to nothing that is still to come."""

from http import HTTPStatus

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from sasando.core.addresses import never_out
from sasando.website.store.rows import StoredPage

SAFE = ("GET", "HEAD")


class Redirects(RedirectMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Answer 404 as before, where the page was never out. One query more.

        An address typed in capitals leads to the page, where that one is stored.
        """
        answer: HttpResponse = super().process_response(request, response)
        if answer is not response and never_out([answer["Location"]]):
            return response
        if answer.status_code == HTTPStatus.NOT_FOUND and request.method in SAFE:
            return in_small_letters(request) or answer
        return answer


def in_small_letters(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the same address without capitals. One query, seldom."""
    small = request.path.lower()
    there = StoredPage.objects.filter(path=small, status=HTTPStatus.OK)
    if small == request.path or not there.exists():
        return None
    return HttpResponsePermanentRedirect(small)
