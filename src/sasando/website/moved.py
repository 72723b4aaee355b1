"""Old addresses lead on, as Wagtail says it, but to nothing that is still to come."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from sasando.core.addresses import never_out


class Redirects(RedirectMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Answer 404 as before, where the page was never out. One query more."""
        answer: HttpResponse = super().process_response(request, response)
        if answer is not response and never_out([answer["Location"]]):
            return response
        return answer
