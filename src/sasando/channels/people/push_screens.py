"""What a browser fetches and sends to be notified: its worker, its subscription."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sasando.channels.payloads import place_of
from sasando.channels.people import keys, opened_ways, subjects, workflow
from sasando.channels.people.models import Subscription
from sasando.channels.people.screens import FORM, OF_ALL, OF_ONE, spoken
from sasando.channels.people.workflow import Wanted
from sasando.core import outside
from sasando.core.workflow import NotAllowed

LONGEST = 4096
WORKER = "sasando/js/push-worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows notices, at one address for ever.

    Under a name made of its bytes it would be another worker after each change.
    """
    script = Path(finders.find(WORKER) or WORKER).read_bytes()
    response = HttpResponse(script, content_type="text/javascript")
    response["Cache-Control"] = "max-age=3600"
    return response


@csrf_exempt
@never_cache
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take what a browser gave, and what its person ticked."""
    if why := outside.refusal(request):
        return said(why, HTTPStatus.FORBIDDEN)
    if outside.too_often(request, FORM, of_one=OF_ONE, of_all=OF_ALL):
        why = _("Too many tries. Wait some minutes.")
        return said(why, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        row = taken(request)
    except NotAllowed as refused:
        return said(str(refused), HTTPStatus.UNPROCESSABLE_ENTITY)
    token = keys.token_of(row, keys.CHOOSE)
    facts = {"choose": reverse("subscription_choose", args=[token])}
    return JsonResponse(facts | {"words": _("Change what you receive")})


def taken(request: HttpRequest) -> Subscription:
    """Keep a browser that agreed. Raises NotAllowed."""
    # What seals is loaded where somebody asks for it.
    from sasando.channels.adapters.webpush import address_of

    channel = opened_ways.channel_for(Subscription.Way.WEBPUSH)
    facts = facts_of(request)
    values = facts.get("mau")
    wants = subjects.wants_of(
        [one for one in values if isinstance(one, str)]
        if isinstance(values, list)
        else [],
        timezone.now(),
    )
    if channel is None or facts.get("setuju") != "ya":
        raise NotAllowed(_("Tick that you agree; without it we may not write to you."))
    given = facts.get("given")
    try:
        address = json.dumps(
            {"endpoint": given["endpoint"], "keys": given["keys"]}  # type: ignore[index]
        )
        address_of(address, place_of(channel))
    except (TypeError, KeyError, ValueError) as fault:
        raise NotAllowed(_("This browser gave nothing that we can use.")) from fault
    wanted = Wanted(Subscription.Way.WEBPUSH, address, spoken(), wants)
    return workflow.subscribe_push(None, wanted, by=None, at=timezone.now())


def facts_of(request: HttpRequest) -> dict[str, Any]:
    try:
        facts = json.loads(request.body) if len(request.body) <= LONGEST else None
    except (ValueError, RecursionError):
        facts = None
    return facts if isinstance(facts, dict) else {}


def said(why: str, status: int) -> HttpResponse:
    return JsonResponse({"why": why}, status=status)
