"""What WhatsApp tells us: which message arrived, and what people write to our number.

Signed by Meta over the very bytes that came (contracts §1.8); nothing is read before
the signature holds. Told twice, late, or in another order it changes nothing more.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sasando.channels.models import Channel
from sasando.channels.payloads import place_of
from sasando.channels.people import counts, workflow
from sasando.channels.people.models import Recipient

# Of a moment in seconds, until the year 2286.
MOST_DIGITS = 10
MOST_BYTES = 2 * 1024 * 1024
SEEN = Recipient.Seen
# What may still be told after each; `failed` and `read` are the end.
BEFORE: dict[str, tuple[str, ...]] = {
    SEEN.SENT: ("",),
    SEEN.DELIVERED: ("", SEEN.SENT),
    SEEN.READ: ("", SEEN.SENT, SEEN.DELIVERED),
    SEEN.FAILED: ("", SEEN.SENT),
}
Facts = dict[str, Any]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer Meta's question whose address this is; take what it tells."""
    channel = get_object_or_404(Channel.objects.there(), pk=pk, kind="whatsapp")
    if request.method == "GET":
        return shake_hands(request, channel)
    if len(request.body) > MOST_BYTES or not is_signed(request, channel):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        facts = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    take(facts, channel, timezone.now())
    return HttpResponse("ok", content_type="text/plain")


def shake_hands(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Give the challenge back to who knows our word."""
    ours = str(channel.options.get("verify_token", ""))
    said = request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")
    right = ours and hmac.compare_digest(ours.encode(), said.encode())
    if not right or not challenge.isalnum() or len(challenge) > 100:
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    return HttpResponse(challenge, content_type="text/plain")


def is_signed(request: HttpRequest, channel: Channel) -> bool:
    """Return whether Meta signed these bytes with this channel's app secret."""
    secret = place_of(channel).tokens.get("app_secret", "")
    given = request.headers.get("X-Hub-Signature-256", "")
    ours = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    right = hmac.compare_digest(f"sha256={ours}".encode(), given.encode())
    return bool(secret) and right


def take(facts: Any, channel: Channel, at: datetime) -> None:
    """Note each status and each message to this channel's number."""
    for value in values_of(facts, channel.account_id):
        for status in rows(value, "statuses"):
            note(status, channel)
        for message in rows(value, "messages"):
            words, number = message.get("text"), str(message.get("from", ""))
            text = words.get("body", "") if isinstance(words, dict) else ""
            if number.isdecimal() and isinstance(text, str):
                facts = {"number": number, "said_at": said_at(message)}
                workflow.heard(None, text[:1000], by=None, at=at, **facts)


def said_at(message: Facts) -> datetime | None:
    """Return when a message was written, by WhatsApp's clock; None for not said."""
    told = str(message.get("timestamp", ""))
    whole = told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS
    return datetime.fromtimestamp(int(told), UTC) if whole else None


def values_of(facts: Any, account: str) -> Iterator[Facts]:
    """Yield what was told of one number; what is of another is nobody's here."""
    for entry in rows(facts, "entry"):
        for change in rows(entry, "changes"):
            value = change.get("value")
            if not isinstance(value, dict):
                continue
            about = value.get("metadata")
            if isinstance(about, dict) and about.get("phone_number_id") == account:
                yield value


def rows(facts: Any, name: str) -> list[Facts]:
    found = facts.get(name) if isinstance(facts, dict) else None
    given = found if isinstance(found, list) else []
    return [one for one in given if isinstance(one, dict)]


@transaction.atomic
def note(status: Facts, channel: Channel) -> None:
    """Write down what became of a message: proof for one whose answer was lost."""
    seen, name = str(status.get("status", "")), str(status.get("id", ""))[:200]
    row = row_of(status, name, channel)
    if row is None or seen not in BEFORE:
        return
    mine = Recipient.objects.filter(pk=row.pk, seen__in=BEFORE[seen])
    facts: Facts = {"seen": seen, "external_id": name}
    if seen == SEEN.FAILED:
        errors = rows(status, "errors")
        code = errors[0].get("code", 0) if errors else 0
        facts |= {"status": "refused", "code": code if isinstance(code, int) else 0}
    else:
        facts["status"] = "sent"
    if mine.exclude(status__in=("waiting", "skipped")).update(**facts):
        counts.refresh(row.delivery)


def row_of(status: Facts, name: str, channel: Channel) -> Recipient | None:
    """Return the row of a message: by its name, or by ours where that was lost."""
    is_it = Q(external_id=name) if name else Q(pk=None)
    with suppress(ValueError):
        is_it |= Q(ref=uuid.UUID(str(status.get("biz_opaque_callback_data", ""))))
    mine = Recipient.objects.filter(is_it, delivery__channel=channel)
    return mine.select_related("delivery").first()
