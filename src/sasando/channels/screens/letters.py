"""The letter of a post as mail programs show it, before and after it is approved."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from sasando.channels import payloads
from sasando.channels.models import Delivery
from sasando.channels.screens import cards, contents
from sasando.core import csp, listing

# Words and links: nothing is run, fetched or sent from there.
POLICY = "sandbox allow-popups; default-src 'none'; frame-ancestors 'none'"


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the HTML part of a letter, from its very bytes."""
    listing.allow(request, contents.VIEW)
    both = Delivery.objects.select_related("content__page", "channel")
    row = get_object_or_404(both, pk=pk)
    is_draft = row.status == Delivery.Status.DRAFT or not row.payload
    post = (
        payloads.draft_of(row.content, row.channel)
        if is_draft
        else payloads.post_of(row)
    )
    sample = cards.sampled(row.channel, post)
    if sample is None or not sample.html:
        raise Http404
    answer = HttpResponse(sample.html)
    answer[csp.HEADER] = POLICY
    answer["Cache-Control"] = "private, no-store"
    return answer
