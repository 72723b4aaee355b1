"""The addresses for programs: parse, one verb, answer. Documented in docs/api.md."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from sasando.channels import access, composing, hours, loose, reach, slots, workflow
from sasando.channels.composing import Revision
from sasando.channels.models import Channel, Content, Delivery
from sasando.channels.rest import faults, shapes, telling
from sasando.channels.rest.door import Problem, problem
from sasando.channels.rest.once import once
from sasando.channels.rest.own import own_of, with_films
from sasando.channels.workflow import Saying
from sasando.core.models import Entry
from sasando.core.refusals import NotAllowed, refuse_odd_hour

READ, WRITE, APPROVE = "read", "write", "approve"
Key = Annotated[int, Field(ge=1, le=shapes.BIGGEST)]
Page = Annotated[int, Field(ge=1, le=100_000)]
REFUSED = dict.fromkeys((400, 401, 403, 404, 409, 411, 413, 415, 422), shapes.Problem)


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Let the person of a token in, whoever a cookie says it is."""
        found = access.holder(token, timezone.now())
        if found:
            request.user = found.person
        return found


api = NinjaAPI(
    title="Sasando",
    version="1",
    description="What the office says on its channels, for programs. See docs/api.md.",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    urls_namespace="rest",
)


# --- refusals -----------------------------------------------------------------------


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, _fault: Any) -> HttpResponse:
    words = _("Send a valid access token: Authorization: Bearer sasando_…")
    answer = problem(401, words)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, fault: Any) -> HttpResponse:
    words = _("The request cannot be understood as it stands.")
    return problem(422, words, errors=faults.told(fault.errors))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(fault.status_code, _("The body is no JSON that can be read."))


@api.exception_handler(Problem)
def refused(request: HttpRequest, fault: Any) -> HttpResponse:
    return problem(fault.status, fault.sentence, **fault.more)


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, refusal: Any) -> HttpResponse:
    return problem(409, str(refusal))


@api.get("/openapi.json", auth=None, include_in_schema=False)
def described(request: HttpRequest) -> Any:
    return api.get_openapi_schema(path_prefix="/api/v1/")


def ask(request: Any, scope: str, right: str) -> None:
    """Raise Problem unless the token has this scope, and its person this right."""
    if scope not in request.auth.scopes:
        words = {"scope": scope}
        raise Problem(403, _("This token may not do that: “%(scope)s”.") % words)
    if not request.user.has_perm(right):
        raise Problem(403, _("Your role does not include this step."))


def by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def moment(word: str | None, where: str) -> datetime | None:
    """Return the moment that a field says. Raises Problem."""
    if word is None:
        return None
    try:
        at = hours.read(word)
        refuse_odd_hour(at, at=timezone.now())
    except ValueError:
        why = _("Write a moment such as 2026-11-24T09:00:00+08:00.")
    except NotAllowed as refusal:
        why = str(refusal)
    else:
        return at
    raise Problem(422, why, errors=[{"where": where, "why": why}])


# --- channels -----------------------------------------------------------------------


@api.get("/channels/", response={200: shapes.Channels, **REFUSED}, tags=["channels"])
def list_channels(request: HttpRequest) -> Any:
    """List the channels that are there, each with its next free slot."""
    ask(request, READ, "channels.view_delivery")
    rows = list(Channel.objects.there().defer("secrets").order_by("pk"))
    free = slots.next_free(rows, timezone.now())
    return {"items": [telling.channel(one, free.get(one.pk)) for one in rows]}


# --- contents -----------------------------------------------------------------------


@api.get(
    "/channels/contents", response={200: shapes.Contents, **REFUSED}, tags=["contents"]
)
def list_contents(request: HttpRequest, page: Page = 1) -> Any:
    """List contents with their deliveries, newest first."""
    ask(request, READ, "channels.view_delivery")
    return telling.page(telling.contents(), page, telling.content)


@api.post(
    "/channels/contents",
    response={201: shapes.Content, **REFUSED},
    tags=["contents"],
)
@once
def create_content(request: HttpRequest, body: shapes.NewContent) -> Any:
    """Write a draft. It goes out when somebody else has approved it."""
    ask(request, WRITE, "channels.write")
    refuse_empty(body)
    refuse_channels(body.channels)
    refuse_media(body.media, request)
    saying = Saying(
        text=body.text,
        link=body.link,
        channels=body.channels,
        scheduled_at=moment(body.scheduled_at, "scheduled_at"),
        useless_at=moment(body.useless_at, "useless_at"),
        late_minutes=body.late_minutes,
        in_slots=body.in_slots,
        is_draft=True,
    )
    if saying.in_slots and saying.scheduled_at:
        raise Problem(422, _("Choose one: an hour, or the free slots."))
    try:
        with loose.taken(body.media, by=request.user) as files:
            saying = replace(saying, files=files)
            content = workflow.write(None, saying, **by(request))
            with_films(content, body)
    except NotAllowed as refusal:
        raise Problem(422, str(refusal)) from refusal
    return 201, telling.whole(content.pk)


def refuse_channels(asked: list[int]) -> None:
    """Raise Problem where one of these channels is not there. One query."""
    there = set(
        Channel.objects.there().filter(pk__in=asked).values_list("pk", flat=True)
    )
    if strange := [number for number in asked if number not in there]:
        why = _("There is no channel %(number)d.") % {"number": strange[0]}
        raise Problem(422, why, errors=[{"where": "channels", "why": why}])


def refuse_media(asked: list[int], request: HttpRequest) -> None:
    """Raise Problem where one of these media is not there. One query at most."""
    if asked and (strange := loose.missing(asked, by=request.user)):
        why = _("There is no medium %(number)d of yours.") % {"number": strange[0]}
        raise Problem(422, why, errors=[{"where": "media", "why": why}])


def refuse_empty(
    body: shapes.NewContent | shapes.Revised, *, has_media: bool = False
) -> None:
    """Raise Problem for a post that says nothing, and a link that leads nowhere."""
    has_media = has_media or bool(body.media)
    if not (body.text.strip() or body.link or has_media):
        raise Problem(422, _("It has neither a text nor a link nor a picture."))
    if body.link and not reach.is_address(body.link):
        raise Problem(422, _("The link must begin with https://."))


@api.get(
    "/channels/contents/{pk}",
    response={200: shapes.Content, **REFUSED},
    tags=["contents"],
)
def read_content(request: HttpRequest, pk: Annotated[Key, Path()]) -> Any:
    """Read a content; each draft with the digest that an approval names."""
    ask(request, READ, "channels.view_delivery")
    return told(pk)


def told(pk: int) -> Mapping[str, Any]:
    """Return a content as it is now. Raises Problem where there is none."""
    found = telling.whole(pk)
    if found is None:
        raise Problem(404, _("There is no such content."))
    return found


def content_of(pk: int) -> Content:
    """Return a content to change. Raises Problem where there is none."""
    found = Content.objects.filter(pk=pk).first()
    if found is None:
        raise Problem(404, _("There is no such content."))
    return found


@api.put(
    "/channels/contents/{pk}",
    response={200: shapes.Content, **REFUSED},
    tags=["contents"],
)
@once
def revise_content(
    request: HttpRequest, pk: Annotated[Key, Path()], body: shapes.Revised
) -> Any:
    """Write a content anew; what was approved of it and changes must be again."""
    ask(request, WRITE, "channels.revise")
    content = content_of(pk)
    refuse_empty(body, has_media=refuse_dropped(content, body.dropped))
    refuse_media(body.media, request)
    own = own_of(content, body)
    with loose.taken(body.media, by=request.user) as files:
        revision = Revision(
            body.text, body.link, own=own, files=files, dropped=body.dropped
        )
        composing.revise(content, revision, **by(request))
    return 200, told(pk)


def refuse_dropped(content: Content, asked: list[int]) -> bool:
    """Return whether any medium stays without these. Raises Problem for a strange one.

    One query.
    """
    there = set(content.media.values_list("pk", flat=True))
    if strange := [number for number in asked if number not in there]:
        why = _("This content has no medium %(number)d.") % {"number": strange[0]}
        raise Problem(422, why, errors=[{"where": "dropped", "why": why}])
    return bool(there - set(asked))


@api.post(
    "/channels/contents/{pk}/approve",
    response={200: shapes.Content, **REFUSED},
    tags=["contents"],
)
@once
def approve_content(
    request: HttpRequest, pk: Annotated[Key, Path()], body: shapes.Approval
) -> Any:
    """Approve each draft just as it was read. Who wrote any of it is refused."""
    ask(request, APPROVE, "channels.approve")
    read = {int(key): digest for key, digest in body.digests.items() if key.isdecimal()}
    with transaction.atomic():
        workflow.approve(content_of(pk), read=read, **by(request))
        # That a program pressed the button, and which, stands with its token.
        token = request.auth  # type: ignore[attr-defined]
        Entry.write(token, "token.approved", data={"content": pk}, **by(request))
    return 200, told(pk)


@api.post(
    "/channels/contents/{pk}/cancel",
    response={200: shapes.Content, **REFUSED},
    tags=["contents"],
)
@once
def cancel_content(request: HttpRequest, pk: Annotated[Key, Path()]) -> Any:
    """Cancel each delivery that is not out. What is out stays: recall it."""
    ask(request, WRITE, "channels.recall")
    content = content_of(pk)
    for row in content.deliveries.select_related("channel").order_by("pk"):
        if "cancelled" in Delivery.MOVES.get(row.status, ()):
            workflow.recall(row, **by(request))
    return 200, told(pk)


# --- deliveries ---------------------------------------------------------------------


@api.get(
    "/channels/deliveries",
    response={200: shapes.Deliveries, **REFUSED},
    tags=["deliveries"],
)
def list_deliveries(
    request: HttpRequest,
    page: Page = 1,
    content: Annotated[Key | None, Query()] = None,
    channel: Annotated[Key | None, Query()] = None,
    status: Annotated[Delivery.Status | None, Query()] = None,
) -> Any:
    """List deliveries, newest first; of one content, one channel, one state."""
    ask(request, READ, "channels.view_delivery")
    asked = {"content": content, "channel": channel, "status": status}
    rows = telling.deliveries().filter(
        **{name: value for name, value in asked.items() if value is not None}
    )
    return telling.page(rows, page, telling.delivery)


@api.get(
    "/channels/deliveries/{pk}",
    response={200: shapes.DeliveryWithAttempts, **REFUSED},
    tags=["deliveries"],
)
def read_delivery(request: HttpRequest, pk: Annotated[Key, Path()]) -> Any:
    """Read a delivery with every attempt."""
    ask(request, READ, "channels.view_delivery")
    return told_delivery(pk)


def told_delivery(pk: int) -> Mapping[str, Any]:
    """Return a delivery as it is now. Raises Problem where there is none."""
    row = telling.deliveries().filter(pk=pk).first()
    if row is None:
        raise Problem(404, _("There is no such delivery."))
    tries = [telling.attempt(one) for one in row.attempts.order_by("pk")]
    return telling.delivery(row) | {"attempts": tries}


def delivery_of(pk: int) -> Delivery:
    """Return a delivery to change. Raises Problem where there is none."""
    both = Delivery.objects.select_related("channel", "content")
    found = both.filter(pk=pk).first()
    if found is None:
        raise Problem(404, _("There is no such delivery."))
    return found


@api.post(
    "/channels/deliveries/{pk}/retry",
    response={200: shapes.DeliveryWithAttempts, **REFUSED},
    tags=["deliveries"],
)
@once
def retry_delivery(request: HttpRequest, pk: Annotated[Key, Path()]) -> Any:
    """Send again what is known not to be out."""
    ask(request, WRITE, "channels.retry")
    workflow.retry(delivery_of(pk), **by(request))
    return 200, told_delivery(pk)


@api.post(
    "/channels/deliveries/{pk}/recall",
    response={200: shapes.DeliveryWithAttempts, **REFUSED},
    tags=["deliveries"],
)
@once
def recall_delivery(request: HttpRequest, pk: Annotated[Key, Path()]) -> Any:
    """Take a delivery back: cancelled before it is out, deleted afterwards."""
    ask(request, WRITE, "channels.recall")
    workflow.recall(delivery_of(pk), **by(request))
    return 200, told_delivery(pk)
