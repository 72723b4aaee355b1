"""*Langganan*: the public page, and what a link in a letter opens.

The form bears no token against forgery and may stand in stored bytes (`core.outside`);
whatever bears a link's secret is stored nowhere, is found by no search engine and sends
its address to nobody. Opening a link changes nothing: programs that look at mails open
addresses, and press no buttons.
"""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sasando.channels.people import (
    asking,
    consent,
    keys,
    opened_ways,
    subjects,
    workflow,
)
from sasando.channels.people.models import Subscription
from sasando.channels.people.subjects import Offer, Want
from sasando.channels.people.workflow import Wanted
from sasando.core import outside
from sasando.core.addresses import Place
from sasando.core.workflow import NotAllowed

FORM = "channels.subscription"
# How many forms in how many seconds: of one sender, and of all together.
OF_ONE, OF_ALL = (6, 600), (300, 600)
View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD", "POST"]


def spoken() -> str:
    return (get_language() or "id")[:2]


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
def subscriptions(request: HttpRequest) -> HttpResponse:
    """Ask what somebody wants to be told, and where; take it by POST."""
    if request.method != "POST":
        return ask(request)
    if why := outside.refusal(request):
        return ask(request, why=why, status=HTTPStatus.FORBIDDEN)
    if outside.too_often(request, FORM, of_one=OF_ONE, of_all=OF_ALL):
        why = _("Too many tries. Wait some minutes.")
        return ask(request, why=why, status=HTTPStatus.TOO_MANY_REQUESTS)
    if request.POST.get(outside.TRAP):
        return redirect("subscriptions_sent")
    try:
        return take(request)
    except NotAllowed as refused:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return ask(request, why=str(refused), status=status)


def take(request: HttpRequest) -> HttpResponse:
    """Note what is wanted; the same answer for every address. Raises NotAllowed."""
    at, way = timezone.now(), request.POST.get("cara", "email")
    if way not in opened_ways.ways():
        raise NotAllowed(_("This way is not open at the moment."))
    wants = subjects.wants_of(request.POST.getlist("mau"), at)
    if request.POST.get("setuju") != "ya":
        raise NotAllowed(_("Tick that you agree; without it we may not write to you."))
    address = request.POST.get("alamat", "")[:300]
    wanted = Wanted(way, address, spoken(), wants)
    if way == Subscription.Way.WHATSAPP:
        row = workflow.ask_by_message(None, wanted, by=None, at=at)
        return by_message(request, row)
    asking.note(wanted, at=at)
    return redirect("subscriptions_sent")


def ask(
    request: HttpRequest, *, why: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    chosen = set(request.POST.getlist("mau"))
    ways = opened_ways.ways()
    facts = offers(chosen) | {
        "why": why,
        "address": request.POST.get("alamat", "")[:300],
        "agrees": request.POST.get("setuju") == "ya",
        "ways": ways,
        "wording": consent.worded(consent.CURRENT, spoken()),
        "twin": twin("subscriptions"),
        "push_key": opened_ways.push_key(ways),
    }
    return render(request, "channels/people/subscribe.html", facts, status=status)


def offers(chosen: set[str]) -> dict[str, Any]:
    """Return the boxes of the page, ticked as they are chosen. Two queries."""
    kinds = {
        "purposes": subjects.everything(),
        "topics": subjects.topics(),
        "units": subjects.units(timezone.now()),
    }
    return {name: ticked(rows, chosen) for name, rows in kinds.items()}


def ticked(rows: list[tuple[Offer, Want]], chosen: set[str]) -> list[Offer]:
    return [Offer(one.value, one.name, one.value in chosen) for one, _want in rows]


def by_message(request: HttpRequest, row: Subscription) -> HttpResponse:
    """Show what to send by WhatsApp, and a button that opens it there."""
    text = _("SUBSCRIBE %(code)s") % {"code": row.code}
    facts = {"text": text, **opened_ways.whatsapp(text)}
    return render(request, "channels/people/by_message.html", facts)


@require_safe
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way, whatever was sent."""
    facts = {"twin": twin("subscriptions"), "days": consent.UNCONFIRMED.days}
    return render(request, "channels/people/sent.html", facts)


def twin(name: str) -> Place | None:
    """Return the same page in the other language."""
    other = next(code for code, _name in settings.LANGUAGES if code != spoken())
    with override(other):
        return Place("", reverse(name), other)


# --- what a link opens --------------------------------------------------------------


def by_link(use: str) -> Callable[[View], View]:
    """Let a view answer for a link of this use, in the language of its reader."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @never_cache
        @require_http_methods(METHODS)
        @wraps(view)
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            row = keys.opened(token, use)
            language = row.language if row else settings.LANGUAGE_CODE
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = (
                    view(request, row, token)
                    if row
                    else told(request, "gone", status=HTTPStatus.NOT_FOUND)
                )
            response["Content-Language"] = language
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            # The address is the key: it must not travel, not even to our own pages.
            response["Referrer-Policy"] = "no-referrer"
            return response

        return answer

    return decorate


def told(
    request: HttpRequest, name: str, *, status: int = HTTPStatus.OK, **facts: Any
) -> HttpResponse:
    """Show one short page with its next steps."""
    facts["name"] = name
    return render(request, "channels/people/told.html", facts, status=status)


@by_link(keys.CONFIRM)
def confirm(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    """Ask once more by a button; agreed by POST."""
    facts: dict[str, Any] = {
        "row": row,
        "wishes": subjects.told(row.wishes.select_related("unit")),
        "wording": consent.worded(row.wording, row.language),
    }
    if request.method == "POST":
        try:
            workflow.confirm(row, by=None, at=timezone.now())
        except NotAllowed as why:
            return told(request, "refused", why=str(why), status=HTTPStatus.GONE)
    if row.status == Subscription.Status.ACTIVE:
        facts["choose"] = keys.token_of(row, keys.CHOOSE)
        return told(request, "active", **facts)
    return told(request, "confirm", **facts)


@by_link(keys.CHOOSE)
def choose(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    """Show what somebody is told, to be changed without an account."""
    if row.status != Subscription.Status.ACTIVE:
        return told(request, "left", row=row, leave=keys.token_of(row, keys.LEAVE))
    why, done = "", False
    if request.method == "POST":
        wants = subjects.wants_of(request.POST.getlist("mau"), timezone.now())
        language = request.POST.get("bahasa", "")
        known = {code for code, _name in settings.LANGUAGES}
        language = language if language in known else row.language
        try:
            now = timezone.now()
            workflow.choose(row, wants, language=language, by=None, at=now)
            done = True
        except NotAllowed as refused:
            why = str(refused)
    chosen = {
        subjects.value_of(Want(one.purpose, one.topic, one.unit_id))
        for one in row.wishes.all()
    }
    facts = offers(chosen) | {"row": row, "token": token, "why": why, "done": done}
    facts |= {"leave": keys.token_of(row, keys.LEAVE), "languages": settings.LANGUAGES}
    with translation.override(row.language):
        return render(request, "channels/people/choose.html", facts)


@by_link(keys.LEAVE)
def leave(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    """Ask by a button whether to stop; stop by POST, also a mail program's (RFC 8058).

    A mail program sends `List-Unsubscribe=One-Click` and reads no page.
    """
    now = timezone.now()
    try:
        if request.method == "POST" and request.POST.get("langkah") == "kembali":
            workflow.come_back(row, by=None, at=now)
            choose = keys.token_of(row, keys.CHOOSE)
            return told(request, "active", row=row, choose=choose)
        if request.method == "POST":
            workflow.leave(row, by=None, at=now)
    except NotAllowed as why:
        return told(request, "refused", why=str(why), status=HTTPStatus.GONE)
    if request.method == "POST" or row.status != Subscription.Status.ACTIVE:
        return told(request, "left", row=row, leave=token)
    return told(request, "leave", row=row)


@by_link(keys.CHOOSE)
def proof(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    """Give a person what we can show of their own consent, as a file."""
    facts = {
        "address": address_told(row),
        "way": row.way,
        "state": row.status,
        "asked_at": row.asked_at.isoformat(),
        "confirmed_at": row.confirmed_at and row.confirmed_at.isoformat(),
        "wishes": subjects.told(row.wishes.select_related("unit")),
        "wording": row.wording,
        "agreed_to": consent.worded(row.wording, row.language),
    }
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bukti-persetujuan.json"'
    return response


def address_told(row: Subscription) -> str:
    """Return an address for its own person; of a browser only where it is pushed to."""
    if row.way != Subscription.Way.WEBPUSH:
        return row.address
    return str(json.loads(row.address or "{}").get("endpoint", ""))
