"""One request under one Idempotency-Key is done once, however often it comes."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status

from sasando.channels.outside import Answer
from sasando.channels.rest.door import Problem
from sasando.core.turns import turn

LONGEST = 100


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a change be done once a key; the same request again gets the same answer.

    Key, change and answer are one transaction: of two that come at once, one waits and
    is given the other's answer. A refusal changes nothing and is not kept. The view
    returns status and answer.
    """

    @wraps(view)
    def call(request: HttpRequest, *args: Any, **facts: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return Status(*view(request, *args, **facts))
        if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
            raise Problem(400, _("An Idempotency-Key has at most 100 plain letters."))
        print_ = fingerprint(request)
        with turn(), transaction.atomic():
            kept, is_new = taken(request, key, print_)
            if is_new:
                kept.status, kept.body = view(request, *args, **facts)
                kept.save(update_fields=["status", "body"])
        return Status(kept.status, kept.body)

    return call


def taken(request: Any, key: str, print_: str) -> tuple[Answer, bool]:
    """Return the answer of this key, and whether it is still to be made."""
    names = {"token": request.auth, "key": key}
    try:
        with transaction.atomic():
            now = timezone.now()
            new = Answer.objects.create(**names, fingerprint=print_, created_at=now)
    except IntegrityError:
        kept = Answer.objects.get(**names)
        if kept.fingerprint != print_:
            raise Problem(
                422, _("This Idempotency-Key was used for another request.")
            ) from None
        return kept, False
    return new, True


def fingerprint(request: HttpRequest) -> str:
    """Return the hash of what is asked: method, address, and the body or its parts."""
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    # The bytes between the parts are another each time.
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
    return digest.hexdigest()
